//! `sectors.toml`: our sectors, and the printed headings that mean them: `labels` of a sector for any source, `[[label]]`
//! for one source.

use std::collections::BTreeMap;

use crate::tree::{Declared, Field, Parents, TomlTable};
use crate::value::{self, quoted};
use model::text;
use model::{Label, Language, Sector, SectorId, SourceId};

const EACH_COMPANY: &str = "each-company";
const NO_SECTOR: &str = "none";

/// What a printed heading means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorLabel {
    /// Only in this source; everywhere when none.
    pub source: Option<SourceId>,
    /// Only from this edition on.
    pub from: Option<Label>,
    /// Only up to this edition.
    pub until: Option<Label>,
    pub text: String,
    pub meaning: Meaning,
}

/// The meaning of a printed heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    Sector(SectorId),
    /// A mixed basket: each company keeps its own sector.
    EachCompany,
    /// Not a sector at all, such as a general ranking.
    NoSector,
}

impl Meaning {
    /// As the TOML files write it.
    pub fn word(&self) -> &str {
        match self {
            Self::Sector(id) => id.as_str(),
            Self::EachCompany => EACH_COMPANY,
            Self::NoSector => NO_SECTOR,
        }
    }
}

/// Reads the sectors, and their headings, those of one source before the general ones; `known` and `sources` are the
/// names that they may refer to.
pub fn read(
    root: TomlTable<'_>,
    known: &Declared,
    sources: &Declared,
) -> (BTreeMap<SectorId, Sector>, Vec<SectorLabel>) {
    let mut sectors = BTreeMap::new();
    let (mut labels, mut parents) = (vec![], Parents::default());
    for (name, field) in root.get("sector").map(Field::entries).unwrap_or_default() {
        let id = name.id(SectorId::new);
        let Some(t) = field.table() else { continue };
        let names = names(t);
        let parent = t.get("parent").and_then(|f| parents.read(name.text(), f, known, SectorId::new));
        let nace = t.get("nace").map(|f| f.each(|item| item.read(value::nace))).unwrap_or_default();
        let headings = t.get("labels").map(|f| f.each(heading)).unwrap_or_default();
        let Some(id) = id else { continue };
        labels.extend(headings.into_iter().map(|heading| general(heading, id)));
        let sector = names.map(|(fr, en, others)| Sector { id, parent, fr, en, others, nace });
        sectors.extend(sector.map(|sector| (id, sector)));
    }
    parents.refuse_grandparents();
    let items = root.get("label").and_then(Field::items).unwrap_or_default();
    labels.extend(items.into_iter().filter_map(|item| special(item, known, sources)));
    (sectors, checked(labels))
}

/// A sector's names: one in any language is enough, and stands for those that are missing, the English one first.
fn names(t: TomlTable<'_>) -> Option<(String, String, BTreeMap<Language, String>)> {
    let own = |language: &Language| ![Language::FR, Language::EN].contains(language);
    let name = |language: Language| Some((language, t.further(language.code())?.owned()?));
    let others: BTreeMap<Language, String> = Language::all().filter(own).filter_map(name).collect();
    let [fr, en] = ["fr", "en"].map(|key| t.get(key).and_then(Field::owned));
    let any = en.as_ref().or(fr.as_ref()).or_else(|| others.values().next()).cloned();
    let any = any.or_else(|| t.need("en").and_then(Field::owned))?;
    Some((fr.unwrap_or_else(|| any.clone()), en.unwrap_or(any), others))
}

/// A heading and where it is declared.
struct Placed<'a> {
    label: SectorLabel,
    printed: Field<'a>,
}

/// A heading, folded, and where it is declared.
pub type Heading<'a> = (String, Field<'a>);

/// The labels, those of one source before the general ones; contradictions are noted.
fn checked(mut placed: Vec<Placed<'_>>) -> Vec<SectorLabel> {
    placed.sort_by_cached_key(|declared| order(&declared.label));
    refuse_contradictions(&placed);
    let mut labels: Vec<SectorLabel> = placed.into_iter().map(|declared| declared.label).collect();
    labels.dedup();
    labels
}

fn order(label: &SectorLabel) -> impl Ord + use<> {
    let SectorLabel { source, from, until, text, meaning: _ } = label.clone();
    (source.is_none(), source, text, from, until)
}

/// A heading that means a sector in any source.
fn general((text, printed): Heading<'_>, sector: SectorId) -> Placed<'_> {
    let meaning = Meaning::Sector(sector);
    Placed { label: SectorLabel { source: None, from: None, until: None, text, meaning }, printed }
}

/// A heading of one source.
fn special<'a>(field: Field<'a>, sectors: &Declared, sources: &Declared) -> Option<Placed<'a>> {
    let t = field.table()?;
    let source = t.get("source").and_then(|f| sources.find(f, SourceId::new));
    let printed = t.get("text");
    let heading = printed.and_then(heading);
    let meaning = t.get("sector").and_then(|f| meaning(f, sectors));
    let from = t.get("from").and_then(|f| f.read(value::label));
    let until = t.get("until").and_then(|f| f.read(value::label));
    if from.as_ref().zip(until.as_ref()).is_some_and(|(from, until)| until < from) {
        field.refuse("`until` lies before `from`", "`from` is the first edition, `until` the last");
    }
    let (text, printed) = heading?;
    let label = SectorLabel { source: Some(source?), from, until, text, meaning: meaning? };
    Some(Placed { label, printed })
}

/// Reads what a heading means.
pub fn meaning(field: Field<'_>, sectors: &Declared) -> Option<Meaning> {
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
fn refuse_contradictions(sorted: &[Placed<'_>]) {
    let alike =
        |a: &Placed<'_>, b: &Placed<'_>| (&a.label.source, &a.label.text) == (&b.label.source, &b.label.text);
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
