//! Companies and sectors as canonical things.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{CompanyId, Language, SectorId, Year};

/// A canonical competitor.
#[derive(Debug, Clone)]
pub struct Company {
    pub id: CompanyId,
    pub name: String,
    pub sector: Option<SectorId>,
    /// ISO 3166 code of its home country, where known.
    pub country: Option<String>,
    /// Brand, legal entity or group.
    pub level: CompanyLevel,
    /// What it belongs to; a link, its awards stay its own.
    pub parent: Option<CompanyId>,
    /// Other spellings of the name of today.
    pub spellings: Vec<String>,
    pub former: Vec<FormerName>,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// What names it beyond doubt.
    pub identifiers: Identifiers,
    /// Declared in `companies.toml`, or found in the data.
    pub origin: Origin,
}

/// Where a company comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Declared,
    /// Found in a row, joined by its folded name alone.
    Found,
}

/// At which level a company competes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CompanyLevel {
    /// A name that customers know.
    Brand,
    /// A legal person.
    Entity,
    /// What owns several of them.
    Group,
}

/// A name that a company had in some years.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormerName {
    pub name: String,
    /// First year of use, where known.
    pub from: Option<Year>,
    /// Last year of use, where known.
    pub until: Option<Year>,
    /// The page that states the change; empty where general knowledge awaits a reference.
    pub url: String,
}

/// What happened to a company in a year. It is told, and moves no title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub year: Year,
    pub kind: EventKind,
    /// The earlier name of a rename; else the other company, in words.
    pub other: String,
    /// The page that states it; none where general knowledge awaits a reference.
    pub url: Option<String>,
}

/// What can happen to a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// It took its name after another one.
    Rename,
    /// It and another became one.
    Merger,
    /// It came off another, or another came off it.
    Split,
    /// Another bought it.
    Acquisition,
}

/// The identifiers that public registers give to a company, where somebody has looked them up.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Identifiers {
    pub wikidata: Option<String>,
    /// The French register of companies: nine digits.
    pub siren: Option<String>,
    /// Legal Entity Identifier, ISO 17442: twenty letters and digits.
    pub lei: Option<String>,
}

impl Identifiers {
    /// Each identifier that is known, with the register that gave it.
    pub fn known(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [("wikidata", &self.wikidata), ("siren", &self.siren), ("lei", &self.lei)];
        all.into_iter().filter_map(|(register, id)| Some((register, id.as_deref()?)))
    }

    /// Whether one register gives them different identifiers.
    pub fn disagree(&self, other: &Self) -> bool {
        self.known().any(|(register, id)| other.known().any(|(r, theirs)| r == register && theirs != id))
    }
}

impl Company {
    /// A brand of which only the name is known.
    pub fn named(id: CompanyId, name: &str, origin: Origin) -> Self {
        Self {
            id,
            name: name.to_owned(),
            sector: None,
            country: None,
            level: CompanyLevel::Brand,
            parent: None,
            spellings: Vec::new(),
            former: Vec::new(),
            events: Vec::new(),
            identifiers: Identifiers::default(),
            origin,
        }
    }

    /// Every name it has or had, that of today first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.former.iter().map(|former| former.name.as_str());
        std::iter::once(self.name.as_str()).chain(self.spellings.iter().map(String::as_str)).chain(former)
    }

    /// The name the company had in a year: a former one if the year lies in its use, else the name of today.
    pub fn name_in(&self, year: Year) -> &str {
        let used = |f: &&FormerName| f.until.is_some_and(|u| year <= u) && f.from.is_none_or(|y| y <= year);
        let earliest_end = |f: &&FormerName| (f.until, f.name.clone());
        self.former.iter().filter(used).min_by_key(earliest_end).map_or(&self.name, |f| &f.name)
    }
}

/// A canonical sector, one of two levels.
#[derive(Debug, Clone)]
pub struct Sector {
    pub id: SectorId,
    /// Its family, for a sector of the second level.
    pub parent: Option<SectorId>,
    pub fr: String,
    pub en: String,
    pub others: BTreeMap<Language, String>,
    /// NACE Rev. 2 codes.
    pub nace: Vec<String>,
}

impl Sector {
    /// Its name in a language; the English one where it has none.
    pub fn name(&self, language: Language) -> &str {
        if language == Language::FR { &self.fr } else { self.others.get(&language).unwrap_or(&self.en) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_has_the_name_of_the_year() {
        let former = |name: &str, until| FormerName {
            name: name.into(),
            from: None,
            until: Year::new(until),
            url: String::new(),
        };
        let engie = Company {
            former: vec![former("GDF Suez", 2014), former("Gaz de France", 2007)],
            ..Company::named(CompanyId::new("engie").unwrap(), "Engie", Origin::Declared)
        };
        let name = |year| engie.name_in(Year::new(year).unwrap());
        assert_eq!((name(2006), name(2012), name(2015)), ("Gaz de France", "GDF Suez", "Engie"));
    }
}
