//! The register: everything a run understood, ready to be ranked, stored and shown.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Award, Company, CompanyId, Correction, Day, Decision, Digest, Label, Measure, Sector, SectorId, Source,
    SourceId, Window, Year,
};

/// Everything a run understood. Awards and measures stand in the order of their identifiers.
#[derive(Debug, Clone, Default)]
pub struct Register {
    pub sources: BTreeMap<SourceId, Source>,
    /// The companies, declared and found.
    pub companies: BTreeMap<CompanyId, Company>,
    pub sectors: BTreeMap<SectorId, Sector>,
    pub awards: Vec<Award>,
    pub measures: Vec<Measure>,
    /// Figures that somebody else published.
    pub published: Vec<Published>,
    /// Editions whose page the organiser's robots.txt refuses to us.
    pub refused: BTreeSet<(SourceId, Label)>,
    /// Editions whose page has changed since the reading that is shown, with the day of that reading.
    pub as_of: BTreeMap<(SourceId, Label), Day>,
    /// Editions with a reading that is not published until a person looks, with the day of the copy.
    pub held: BTreeMap<(SourceId, Label), Day>,
    /// The copies of pages that were held and that a person accepted: who, and when.
    pub accepted: BTreeMap<(SourceId, Label, Digest), (String, Day)>,
    /// How many lines of the page that is shown its rule neither reads nor ignores, where there are any.
    pub unread: BTreeMap<(SourceId, Label), usize>,
    /// What persons decided on names and nobody took back, oldest first.
    pub decisions: Vec<Decision>,
    /// What the site once said and was wrong, oldest first.
    pub corrections: Vec<Correction>,
}

impl Register {
    /// A source that is known to be in the register.
    pub fn source(&self, id: &SourceId) -> &Source {
        self.sources.get(id).expect("every award and measure names a declared source")
    }
    /// A company that is known to be in the register.
    pub fn company(&self, id: &CompanyId) -> &Company {
        self.companies.get(id).expect("every award and measure names a company of the register")
    }
    /// The first-level family of a sector.
    pub fn family<'a>(&'a self, sector: &'a SectorId) -> &'a SectorId {
        self.sectors.get(sector).and_then(|s| s.parent.as_ref()).unwrap_or(sector)
    }
}

/// A figure that somebody else published, to be held against ours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// The years it speaks of.
    pub period: Period,
    /// What it says (`companies_total`, `leader`, `rank:2`, `sector_share:services`…).
    pub figure: String,
    pub value: String,
    /// The value for English pages, where it is in words.
    pub value_en: String,
    pub company: String,
    /// The page that states it.
    pub url: String,
    pub evidence: String,
}

/// The years a published figure speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    Years(Window),
    All,
}

impl Period {
    pub fn year(year: Year) -> Self {
        Self::Years(Window::year(year))
    }
}
