//! The headings of `sectors.toml`: `labels` of a sector for any source, `[[label]]` for one source.

use super::{EACH_COMPANY, Meaning, NO_SECTOR, SectorLabel};
use crate::tree::{Field, Names};
use crate::value;
use crate::value::quoted;
use model::text;
use model::{SectorId, SourceId};

/// The headings of one file.
#[derive(Default)]
pub struct Labels<'a>(Vec<Declared<'a>>);

/// A heading and where it is declared.
struct Declared<'a> {
    label: SectorLabel,
    printed: Field<'a>,
}

/// A heading, folded, and where it is declared.
pub type Heading<'a> = (String, Field<'a>);

impl<'a> Labels<'a> {
    /// Adds headings that mean a sector in any source.
    pub fn add_general(&mut self, sector: &SectorId, headings: Vec<Heading<'a>>) {
        let meaning = || Meaning::Sector(*sector);
        let label = |text| SectorLabel { source: None, from: None, until: None, text, meaning: meaning() };
        self.0.extend(headings.into_iter().map(|(text, printed)| Declared { label: label(text), printed }));
    }

    /// Adds headings of single sources.
    pub fn add_special(&mut self, items: Vec<Field<'a>>, sectors: &Names, sources: &Names) {
        self.0.extend(items.into_iter().filter_map(|item| special(item, sectors, sources)));
    }

    /// The labels, those of one source before the general ones; contradictions are noted.
    pub fn checked(mut self) -> Vec<SectorLabel> {
        self.0.sort_by_cached_key(|declared| order(&declared.label));
        refuse_contradictions(&self.0);
        let mut labels: Vec<SectorLabel> = self.0.into_iter().map(|declared| declared.label).collect();
        labels.dedup();
        labels
    }
}

fn order(label: &SectorLabel) -> impl Ord + use<> {
    let SectorLabel { source, from, until, text, meaning: _ } = label.clone();
    (source.is_none(), source, text, from, until)
}

fn special<'a>(field: Field<'a>, sectors: &Names, sources: &Names) -> Option<Declared<'a>> {
    let mut t = field.table("a label")?;
    let source = t.need("source", "\"podium\"").and_then(|f| sources.find(f, SourceId::new));
    let printed = t.need("text", "\"Entreprises de services\"");
    let heading = printed.and_then(heading);
    let meaning = t.need("sector", "\"each-company\"").and_then(|f| meaning(f, sectors));
    let from = t.get("from").and_then(|f| f.read(value::label));
    let until = t.get("until").and_then(|f| f.read(value::label));
    if from.as_ref().zip(until.as_ref()).is_some_and(|(from, until)| until < from) {
        field.refuse("`until` lies before `from`", "`from` is the first edition, `until` the last");
    }
    t.close();
    let (text, printed) = heading?;
    let label = SectorLabel { source: Some(source?), from, until, text, meaning: meaning? };
    Some(Declared { label, printed })
}

/// Reads what a heading means.
pub fn meaning(field: Field<'_>, sectors: &Names) -> Option<Meaning> {
    match field.text()? {
        EACH_COMPANY => Some(Meaning::EachCompany),
        NO_SECTOR => Some(Meaning::NoSector),
        _ => sectors.find(field, SectorId::new).map(Meaning::Sector),
    }
}

/// Reads a heading as it is printed.
pub fn heading(field: Field<'_>) -> Option<Heading<'_>> {
    let folded = text::heading(field.text()?);
    if folded.is_empty() {
        field.refuse("a heading without a letter or digit", "write the heading as it is printed");
    }
    (!folded.is_empty()).then_some((folded, field))
}

/// Notes each heading that means two things in one edition.
fn refuse_contradictions(sorted: &[Declared<'_>]) {
    let alike = |a: &Declared<'_>, b: &Declared<'_>| {
        (&a.label.source, &a.label.text) == (&b.label.source, &b.label.text)
    };
    for group in sorted.chunk_by(alike) {
        for (n, second) in group.iter().enumerate() {
            if let Some(first) = group[..n].iter().find(|first| contradict(&first.label, &second.label)) {
                refuse(first.printed, second.printed);
            }
        }
    }
}

fn contradict(one: &SectorLabel, other: &SectorLabel) -> bool {
    let ends_before =
        |a: &SectorLabel, b: &SectorLabel| a.until.as_ref().zip(b.from.as_ref()).is_some_and(|(u, f)| u < f);
    one.meaning != other.meaning && !ends_before(one, other) && !ends_before(other, one)
}

fn refuse(one: Field<'_>, other: Field<'_>) {
    let (first, second) = if one.span().start < other.span().start { (one, other) } else { (other, one) };
    let what = format!("the heading {} means two sectors", quoted(second.text().unwrap_or_default()));
    second.refuse_beside(what, "keep one; case, accents, punctuation and plurals make no difference", first);
}
