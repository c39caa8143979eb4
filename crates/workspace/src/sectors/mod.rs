//! `sectors.toml`: our sectors, and the printed headings that mean them.

pub(super) mod labels;

use std::collections::BTreeMap;

use crate::parents::Parents;
use crate::tree::{Field, Names, Table};
use crate::value;
use labels::Labels;
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
    /// The heading, folded.
    pub text: String,
    /// Its meaning.
    pub meaning: Meaning,
}

/// The meaning of a printed heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A sector.
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

/// What `sectors.toml` says.
pub struct Taxonomy {
    /// The sectors without a mistake.
    pub sectors: BTreeMap<SectorId, Sector>,
    /// The headings, those of one source before the general ones.
    pub labels: Vec<SectorLabel>,
}

/// Reads the sectors and their headings; `known` and `sources` are the names that they may refer to.
pub fn read(root: &mut Table<'_>, known: &Names, sources: &Names) -> Taxonomy {
    let mut sectors = BTreeMap::new();
    let (mut labels, mut parents) = (Labels::default(), Parents::default());
    for (name, field) in root.get("sector").map(Field::entries).unwrap_or_default() {
        let id = name.id(SectorId::new);
        let Some(mut t) = field.table("a sector") else { continue };
        let names = names(&mut t);
        let parent = t.get("parent").and_then(|f| parents.read(name.text(), f, known, SectorId::new));
        let nace = t.get("nace").map(|f| f.each(|item| item.read(value::nace))).unwrap_or_default();
        let headings = t.get("labels").map(|f| f.each(labels::heading)).unwrap_or_default();
        t.close();
        let Some(id) = id else { continue };
        labels.add_general(&id, headings);
        let sector = names.map(|(fr, en, others)| Sector { id, parent, fr, en, others, nace });
        sectors.extend(sector.map(|sector| (id, sector)));
    }
    parents.refuse_grandparents();
    let special = root.get("label").and_then(Field::items).unwrap_or_default();
    labels.add_special(special, known, sources);
    Taxonomy { sectors, labels: labels.checked() }
}

/// A sector's names: French and English, or those of other languages, of which the first stands for one that is missing.
fn names(t: &mut Table<'_>) -> Option<(String, String, BTreeMap<Language, String>)> {
    let own = |language: &Language| ![Language::FR, Language::EN].contains(language);
    let written: Vec<Language> =
        Language::all().filter(own).filter(|language| t.entries.contains_key(language.code())).collect();
    let name = |language: Language| Some((language, t.get(language.code())?.owned()?));
    let others: BTreeMap<Language, String> = written.into_iter().filter_map(name).collect();
    let Some(first) = others.values().next() else {
        let fr = t.need("fr", "\"Assurance et mutuelles\"").and_then(Field::owned);
        let en = t.need("en", "\"Insurance\"").and_then(Field::owned);
        return Some((fr?, en?, others));
    };
    let [fr, en] = ["fr", "en"].map(|key| t.get(key).and_then(Field::owned));
    let en = en.unwrap_or_else(|| fr.as_ref().unwrap_or(first).clone());
    Some((fr.unwrap_or_else(|| en.clone()), en, others))
}
