//! `decisions.toml`: what people decided on names (`[[decision]]`), on headings (`[[heading]]`) and on pages that had
//! changed (`[[page]]`), as one log. The file only grows. And `corrections.toml`: what the site once said and was wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use crate::additions::{NotAdded, refuse_unreadable};
use crate::file::TextFile;
use crate::keys::DECISIONS_FILE;
use crate::load::DECISIONS;
use crate::sectors::{Meaning, SectorLabel, heading, meaning};
use crate::tree::{Declared, Document, Field, TomlTable, readable};
use crate::value::words::{PAGE_VERDICTS, VERDICTS};
use crate::value::{self, Wrong};
use model::{Bilingual, CompanyId, Correction, Decision, Digest, Label, SourceId, Verdict, text};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Whether two names are one company.
    Names(Decision),
    /// What a heading of a source means.
    Heading(HeadingDecision),
    /// Whether a held copy of a page is published.
    Page(PageDecision),
}

/// What a person decided on a heading of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingDecision {
    pub source: SourceId,
    pub printed: String,
    /// What it means; nothing to take an earlier word back.
    pub meaning: Option<Meaning>,
    pub who: String,
    pub when: String,
    pub why: String,
}

/// What a person decided on a page that is held, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageDecision {
    pub verdict: PageVerdict,
    pub source: SourceId,
    pub edition: Label,
    /// The SHA-256 of the copy that was judged.
    pub snapshot: Digest,
    pub who: String,
    pub when: String,
    pub why: String,
}

/// Whether what a held page says is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageVerdict {
    /// What it says now takes the place of what it said.
    Accept,
    /// What it said before stays.
    Reject,
    /// The last decision on the copy is taken back.
    Undone,
}

impl PageVerdict {
    pub fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Undone => UNDONE,
        }
    }
}

/// The word that takes a decision back.
const UNDONE: &str = "undone";

/// What a judgement is on: a later one on the same replaces it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Matter<'a> {
    Names([&'a str; 2]),
    Heading(SourceId, String),
    Page(SourceId, Label, Digest),
}

impl Judgement {
    fn matter(&self) -> Matter<'_> {
        match self {
            Self::Names(names) => Matter::Names(names.pair()),
            Self::Heading(filed) => Matter::Heading(filed.source, text::heading(&filed.printed)),
            Self::Page(page) => Matter::Page(page.source, page.edition, page.snapshot),
        }
    }

    fn takes_back(&self) -> bool {
        match self {
            Self::Names(names) => names.verdict == Verdict::Undone,
            Self::Heading(filed) => filed.meaning.is_none(),
            Self::Page(page) => page.verdict == PageVerdict::Undone,
        }
    }

    pub fn when(&self) -> &str {
        match self {
            Self::Names(Decision { when, .. })
            | Self::Heading(HeadingDecision { when, .. })
            | Self::Page(PageDecision { when, .. }) => when,
        }
    }

    /// The entry that takes this one back.
    pub fn taken_back(&self, who: String, when: String, why: String) -> Self {
        match self.clone() {
            Self::Names(names) => {
                let why = why.as_str().into();
                Self::Names(Decision { verdict: Verdict::Undone, who, when, why, ..names })
            }
            Self::Heading(filed) => Self::Heading(HeadingDecision { meaning: None, who, when, why, ..filed }),
            Self::Page(page) => {
                Self::Page(PageDecision { verdict: PageVerdict::Undone, who, when, why, ..page })
            }
        }
    }

    /// The lines of the file that say it, if the reader takes them.
    pub(crate) fn readable_entry(&self) -> Result<String, NotAdded> {
        let entry = self.entry();
        let file = TextFile::new("the new decision", entry.clone());
        let text = readable(&file);
        let document = Document::parse(&file, &text);
        // The identifiers were looked up before; only the words of a person can be unreadable.
        let any = |heading| Declared { heading, ..Declared::default() };
        read(document.root(&DECISIONS_FILE), &any("sector"), &any("source"));
        refuse_unreadable(file, "the decision cannot be written as it is")?;
        Ok(entry)
    }

    fn entry(&self) -> String {
        let text = toml_text;
        match self {
            Self::Names(Decision { verdict, one, other, who, when, why }) => format!(
                "\n[[decision]]\nverdict = \"{}\"\none     = {}\nother   = {}\nwho     = {}\nwhen    = {when}\n\
                 why     = {}\n",
                verdict.word(),
                text(one),
                text(other),
                text(who),
                text(&why.fr)
            ),
            Self::Heading(HeadingDecision { source, printed, meaning, who, when, why }) => format!(
                "\n[[heading]]\nsource = \"{source}\"\ntext   = {}\nsector = \"{}\"\nwho    = {}\nwhen   = {when}\n\
                 why    = {}\n",
                text(printed),
                meaning.as_ref().map_or(UNDONE, Meaning::word),
                text(who),
                text(why)
            ),
            Self::Page(PageDecision { verdict, source, edition, snapshot, who, when, why }) => format!(
                "\n[[page]]\nverdict  = \"{}\"\nsource   = \"{source}\"\nedition  = {}\n\
                 snapshot = \"{snapshot}\"\nwho      = {}\nwhen     = {when}\nwhy      = {}\n",
                verdict.word(),
                text(edition.as_str()),
                text(who),
                text(why)
            ),
        }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Names(names) => names.fmt(f),
            Self::Heading(HeadingDecision { source, printed, meaning, who, when, why }) => {
                let sector = meaning.as_ref().map_or(UNDONE, Meaning::word);
                write!(f, "“{printed}” of {source} is {sector} ({who}, {when}: {why})")
            }
            Self::Page(PageDecision { verdict, source, edition, snapshot, who, when, why }) => {
                write!(f, "{} {source} {edition}, copy {snapshot} ({who}, {when}: {why})", verdict.word())
            }
        }
    }
}

/// `decisions.toml`, oldest first; the entries of one day in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct DecisionLog(Vec<Judgement>);

impl DecisionLog {
    /// Adds what was decided last.
    pub fn push(&mut self, judgement: Judgement) {
        self.0.push(judgement);
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Judgement> {
        self.0.iter()
    }

    /// What holds, oldest first: the last word on each matter that nobody took back.
    pub fn standing(&self) -> Vec<&Judgement> {
        standing(self.iter())
    }

    /// What holds on names, oldest first.
    pub fn on_names(&self) -> Vec<&Decision> {
        self.standing()
            .into_iter()
            .filter_map(|judgement| match judgement {
                Judgement::Names(names) => Some(names),
                Judgement::Heading(_) | Judgement::Page(_) => None,
            })
            .collect()
    }

    /// The copies of pages that were accepted.
    pub fn accepted(&self) -> Vec<&PageDecision> {
        let standing = self.standing().into_iter();
        let accepted = standing.filter_map(|judgement| match judgement {
            Judgement::Page(page) => (page.verdict == PageVerdict::Accept).then_some(page),
            Judgement::Names(_) | Judgement::Heading(_) => None,
        });
        accepted.collect()
    }

    /// What holds on a copy of an edition's page.
    pub fn on_page(&self, source: SourceId, edition: Label, snapshot: Digest) -> Option<PageVerdict> {
        // Asked for every copy: only the few decisions on this one are weighed, not the thousands on names.
        let of_copy = |judgement: &&Judgement| match judgement {
            Judgement::Page(page) => {
                (page.source, page.edition, page.snapshot) == (source, edition, snapshot)
            }
            Judgement::Names(_) | Judgement::Heading(_) => false,
        };
        match standing(self.iter().filter(of_copy)).pop()? {
            Judgement::Page(page) => Some(page.verdict),
            Judgement::Names(_) | Judgement::Heading(_) => None,
        }
    }

    /// What headings mean by it.
    pub(super) fn labels(&self) -> Vec<SectorLabel> {
        let label = |judgement: &Judgement| match judgement {
            Judgement::Heading(HeadingDecision { source, printed, meaning, .. }) => Some(SectorLabel {
                source: Some(*source),
                from: None,
                until: None,
                text: text::heading(printed),
                meaning: meaning.clone()?,
            }),
            Judgement::Names(_) | Judgement::Page(_) => None,
        };
        self.standing().into_iter().filter_map(label).collect()
    }
}

impl FromIterator<Judgement> for DecisionLog {
    fn from_iter<T: IntoIterator<Item = Judgement>>(log: T) -> Self {
        Self(log.into_iter().collect())
    }
}

/// Each entry that takes back removes the last one on its matter that is left; of those left, the last holds.
// So a heading whose second word was a slip means again what it meant before, instead of nothing.
fn standing<'a>(log: impl Iterator<Item = &'a Judgement>) -> Vec<&'a Judgement> {
    let mut matters = BTreeMap::<Matter<'_>, Vec<(usize, &Judgement)>>::new();
    for (place, judgement) in log.enumerate() {
        let left = matters.entry(judgement.matter()).or_default();
        if judgement.takes_back() {
            left.pop();
        } else {
            left.push((place, judgement));
        }
    }
    let mut last: Vec<_> = matters.into_values().filter_map(|mut left| left.pop()).collect();
    last.sort_by_key(|(place, _)| *place);
    last.into_iter().map(|(_, judgement)| judgement).collect()
}

/// Adds an entry to the end of the workspace's `decisions.toml`; what stands there stays as it is.
///
/// # Errors
/// When a text holds what the reader refuses, such as an invisible character, or when the file cannot be written.
pub fn append_judgement(workspace: &Path, judgement: &Judgement) -> Result<(), NotAdded> {
    let entry = judgement.readable_entry()?;
    let write = || {
        let mut file = OpenOptions::new().create(true).append(true).open(workspace.join(DECISIONS))?;
        // In one piece, so that two programs that write at once do not mix their lines.
        file.write_all(entry.as_bytes())?;
        file.sync_data()
    };
    write().map_err(|source| NotAdded::Io { file: DECISIONS.to_owned(), source })
}

/// A text as TOML writes it.
pub fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Reads the log; `sectors` and `sources` are the names that it may refer to.
pub fn read(root: TomlTable<'_>, sectors: &Declared, sources: &Declared) -> DecisionLog {
    let items = |key| root.get(key).and_then(Field::items).unwrap_or_default().into_iter();
    let names = items("decision").map(|item| (item, read_decision(item).map(Judgement::Names)));
    let headings =
        items("heading").map(|item| (item, read_heading(item, sectors, sources).map(Judgement::Heading)));
    let pages = items("page").map(|item| (item, read_page(item).map(Judgement::Page)));
    let read = names.chain(headings).chain(pages);
    let mut log: Vec<_> =
        read.filter_map(|(item, judgement)| Some((item.span().start, judgement?))).collect();
    log.sort_by(|(place, a), (other, b)| a.when().cmp(b.when()).then(place.cmp(other)));
    DecisionLog(log.into_iter().map(|(_, judgement)| judgement).collect())
}

fn read_decision(field: Field<'_>) -> Option<Decision> {
    let t = field.table()?;
    let verdict = t.get("verdict").and_then(|f| f.word(VERDICTS));
    let one = t.get("one").and_then(Field::owned);
    let other = t.get("other").and_then(Field::owned);
    let who = t.get("who").and_then(Field::owned);
    let when = t.get("when").and_then(whole_day);
    let why = t.bilingual("why", "why-en");
    t.get("why")?;
    Some(Decision { verdict: verdict?, one: one?, other: other?, who: who?, when: when?, why })
}

fn whole_day(field: Field<'_>) -> Option<String> {
    let day = field.day()?;
    if day.day().is_none() {
        field.refuse("`when` needs a whole day", "write it as 2026-11-21");
    }
    day.day().map(|_| day.to_string())
}

fn read_heading(field: Field<'_>, sectors: &Declared, sources: &Declared) -> Option<HeadingDecision> {
    let t = field.table()?;
    let source = t.get("source").and_then(|f| sources.find(f, SourceId::new));
    let printed = t.get("text").filter(|f| heading(*f).is_some()).and_then(Field::owned);
    let filed_as = t.get("sector").and_then(|f| match f.text()? {
        UNDONE => Some(None),
        _ => meaning(f, sectors).map(Some),
    });
    let who = t.get("who").and_then(Field::owned);
    let when = t.get("when").and_then(Field::day);
    let why = t.get("why").and_then(Field::owned);
    Some(HeadingDecision {
        source: source?,
        printed: printed?,
        meaning: filed_as?,
        who: who?,
        when: when?.to_string(),
        why: why?,
    })
}

fn read_page(field: Field<'_>) -> Option<PageDecision> {
    let t = field.table()?;
    let remedy = "let `palmares decide accept` or `reject` write it";
    let digest = |text: &str| text.parse().map_err(|_| Wrong::new("it is not a SHA-256", remedy));
    let source = |text: &str| SourceId::new(text).map_err(|_| Wrong::new("it is not a source", remedy));
    let verdict = t.get("verdict").and_then(|f| f.word(PAGE_VERDICTS));
    let source = t.get("source").and_then(|f| f.read(source));
    let edition = t.get("edition").and_then(|f| f.read(value::label));
    let snapshot = t.get("snapshot").and_then(|f| f.read(digest));
    let who = t.get("who").and_then(Field::owned);
    let when = t.get("when").and_then(Field::day);
    let why = t.get("why").and_then(Field::owned);
    Some(PageDecision {
        verdict: verdict?,
        source: source?,
        edition: edition?,
        snapshot: snapshot?,
        who: who?,
        when: when?.to_string(),
        why: why?,
    })
}

/// Reads the corrections, oldest first; those of one day in the order of the file.
pub fn corrections(root: TomlTable<'_>, companies: &Declared, sources: &Declared) -> Vec<Correction> {
    let items = root.get("correction").and_then(Field::items).unwrap_or_default();
    let read = |item| read_correction(item, companies, sources);
    let mut corrections: Vec<Correction> = items.into_iter().filter_map(read).collect();
    corrections.sort_by_key(|correction| correction.when);
    corrections
}

fn read_correction(field: Field<'_>, companies: &Declared, sources: &Declared) -> Option<Correction> {
    let t = field.table()?;
    let when = t.get("when").and_then(Field::day);
    let fr = t.get("what").and_then(Field::owned);
    let en = t.get("what-en").and_then(Field::owned).unwrap_or_default();
    let url = t.get("url").and_then(|f| f.read(value::address));
    let company = t.get("company").and_then(|f| companies.find(f, CompanyId::new));
    let source = t.get("source").and_then(|f| sources.find(f, SourceId::new));
    let year = t.get("year").and_then(Field::year);
    let edition = t.get("edition");
    if let Some(alone) = edition.filter(|_| source.is_none()) {
        alone.refuse("`edition` without `source`", "name the source, for example: source = \"podium\"");
    }
    let edition = edition.and_then(|f| f.read(value::label));
    Some(Correction { when: when?, what: Bilingual { fr: fr?, en }, url, company, source, edition, year })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(toml: &str) -> DecisionLog {
        let file = TextFile::new(DECISIONS, toml.to_owned());
        let text = readable(&file);
        let document = Document::parse(&file, &text);
        let declared = |heading, name: &str| Declared {
            heading,
            names: [name.to_owned()].into(),
            ..Declared::default()
        };
        let log =
            read(document.root(&DECISIONS_FILE), &declared("sector", "toys"), &declared("source", "palm"));
        assert!(!file.has_mistakes(), "{toml}");
        log
    }

    fn names(verdict: &str, one: &str, other: &str) -> String {
        format!("[[decision]]\nverdict = \"{verdict}\"\none = \"{one}\"\nother = \"{other}\"\n{SIGNED}")
    }

    fn filed(printed: &str, sector: &str) -> String {
        format!("[[heading]]\nsource = \"palm\"\ntext = \"{printed}\"\nsector = \"{sector}\"\n{SIGNED}")
    }

    const SIGNED: &str = "who = \"editor\"\nwhen = 2026-11-21\nwhy = \"seen\"\n";

    fn standing_in_words(entries: &[String]) -> Vec<String> {
        log(&entries.concat()).standing().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_last_word_on_a_pair_stands_and_an_undone_one_leaves_it_open() {
        let all = [
            names("same", "A", "B"),
            names("different", "C", "D"),
            names("different", "B", "A"),
            names("undone", "D", "C"),
        ];
        assert_eq!(standing_in_words(&all), ["different “B” “A” (editor, 2026-11-21: seen)"]);
    }

    #[test]
    fn taking_a_heading_back_brings_the_earlier_word_on_it_back() {
        let all = [
            filed("Jouets", "toys"),
            names("same", "A", "B"),
            filed("JOUETS", "each-company"),
            filed("jouets", "undone"),
        ];
        assert_eq!(
            standing_in_words(&all),
            [
                "“Jouets” of palm is toys (editor, 2026-11-21: seen)",
                "same “A” “B” (editor, 2026-11-21: seen)"
            ]
        );
        assert_eq!(standing_in_words(&[&all[..], &[filed("Jouets", "undone")]].concat()).len(), 1);
    }
}
