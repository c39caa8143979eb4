//! What stands behind each number of a pack: its id, how sure it is, and the pages that state it with their captures.

use model::{Award, FigureId, Share, Witness};
use rank::Interval;

use crate::parts::award::host;
use crate::press::sheet::{Link, Sheet};
use crate::sharing::draft::{DraftBlock, DraftCell, DraftNote};
use crate::words::sentence::{Sentence, plain};
use crate::words::{Words, WordsError};

/// More pages than these are counted, not named.
const MOST_PAGES: usize = 2;
/// A headline is cut after so many signs: it only has to be told from others.
const LONGEST_TITLE: usize = 70;

/// The notes of a pack, in the order of its numbers.
pub struct Notes {
    heads: [String; 5],
    all: Vec<DraftNote>,
}

/// A number on its way into a pack.
pub struct Quoted {
    /// Of whom or what it is, and when.
    pub what: String,
    pub shown: String,
    /// With a point.
    pub value: String,
    pub figure: FigureId,
    /// Between what it lies, and how much is known.
    pub sure: Vec<String>,
    pub pages: Sentence,
}

impl Notes {
    pub fn new(words: &Words) -> Result<Self, WordsError> {
        let heads = ["brief.figure", "col.value", "brief.id", "brief.sure", "col.witness"];
        let [figure, value, id, sure, page] = heads.map(|key| words.text(key));
        Ok(Self { heads: [figure?, value?, id?, sure?, page?], all: vec![] })
    }

    /// The cell of a number, whose note is kept.
    pub fn cell(&mut self, words: &Words, quoted: Quoted) -> Result<DraftCell, WordsError> {
        let Quoted { what, shown, value, figure, sure, pages } = quoted;
        // A number that is quoted twice has one note.
        if let Some(at) = self.all.iter().position(|note| note.figure == figure) {
            return Ok(DraftCell::Figure { shown, value, note: at + 1 });
        }
        let blanks = [
            ("what", what.as_str().into()),
            ("value", shown.as_str().into()),
            ("id", figure.to_string().into()),
        ];
        let cited = words.say("cite.id", &blanks)?;
        self.all.push(DraftNote { what, value: value.clone(), figure, sure: sure.join(", "), pages, cited });
        Ok(DraftCell::Figure { shown, value, note: self.all.len() })
    }

    pub fn block(self) -> DraftBlock {
        DraftBlock::Notes { heads: self.heads, notes: self.all }
    }
}

/// Between which values a number lies, in words.
pub fn between(words: &Words, interval: Interval) -> Result<String, WordsError> {
    let low = ("low", interval.at_least.into());
    match interval.at_most {
        Some(high) => words.say("brief.between", &[low, ("high", high.into())]),
        None => words.say("brief.at_least", &[low]),
    }
}

/// How many of the announced names are known, where any were announced.
pub fn known(words: &Words, share: Share) -> Result<String, WordsError> {
    if share.whole == 0 {
        return Ok(String::new());
    }
    words.say("brief.known", &[("n", share.part.into()), ("whole", share.whole.into())])
}

/// A page with the day and the digest of its capture, where one is kept.
fn page(sheet: &Sheet, witness: &Witness) -> Result<Sentence, WordsError> {
    let name =
        if witness.title.is_empty() { host(&witness.url).to_owned() } else { shortened(&witness.title) };
    let seen = match &witness.passage {
        Some(passage) => {
            let day = sheet.words.typography.day(passage.seen.day());
            let copy = passage.digest.to_string()[..8].to_owned();
            sheet.words.say("brief.seen", &[("day", day.into()), ("copy", copy.into())])?
        }
        None => sheet.words.text("brief.unseen")?,
    };
    Ok(vec![Link { name, href: Some(witness.url.to_string()) }, plain(&format!(" ({seen})"))])
}

fn shortened(title: &str) -> String {
    match title.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// The first page of each award: those that a number counts.
pub fn pages<'w>(
    sheet: &Sheet,
    witnesses: impl Iterator<Item = &'w Witness>,
) -> Result<Sentence, WordsError> {
    let mut named: Vec<&Witness> = Vec::new();
    for witness in witnesses {
        if named.iter().all(|other| other.url != witness.url) {
            named.push(witness);
        }
    }
    let mut all = Sentence::new();
    for (at, witness) in named.iter().take(MOST_PAGES).enumerate() {
        if at > 0 {
            all.push(plain(" · "));
        }
        all.extend(page(sheet, witness)?);
    }
    if let Some(more) = named.len().checked_sub(MOST_PAGES).filter(|more| *more > 0) {
        let more = sheet.words.say("brief.more_pages", &[("n", more.into())])?;
        all.push(plain(&format!(" · {more}")));
    }
    Ok(all)
}

/// The pages that state awards.
pub fn pages_of_awards<'w>(
    sheet: &Sheet,
    awards: impl Iterator<Item = &'w Award>,
) -> Result<Sentence, WordsError> {
    pages(sheet, awards.filter_map(|award| award.witnesses.first()))
}
