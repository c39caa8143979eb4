//! The TOML and CSV files that people edit become one checked [`Catalog`].

use std::collections::BTreeMap;

use crate::model::{
    Company, CompanyId, Label, Method, Published, Record, Sector, SectorId, Source, SourceId, Window,
};

/// Everything the files of a workspace say, checked.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The `[site]`, `[ranking]` and `[crawl]` tables of `sources.toml`.
    pub settings: Settings,
    /// The `[source.*]` tables of `sources.toml`.
    pub sources: BTreeMap<SourceId, Source>,
    /// `companies.toml`.
    pub companies: BTreeMap<CompanyId, Company>,
    /// The `[sector.*]` tables of `sectors.toml`.
    pub sectors: BTreeMap<SectorId, Sector>,
    /// Which printed headings mean which sector, those of one source before the general ones.
    pub labels: Vec<SectorLabel>,
    /// `decisions.toml`, oldest first.
    pub decisions: Vec<Decision>,
    /// The rows of the hand-kept files, in the order of sources and lines.
    pub records: Vec<Record>,
    /// `published.csv`.
    pub published: Vec<Published>,
}

/// How a workspace wants to be published, ranked and crawled.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The site.
    pub site: SiteSettings,
    /// The default ranking.
    pub ranking: RankingSettings,
}

/// The `[site]` table.
#[derive(Debug, Clone)]
pub struct SiteSettings {
    /// The title.
    pub title: String,
    /// Where the site will live, ending in `/`; for canonical addresses only.
    pub base_url: String,
    /// The languages, the first at the root.
    pub languages: Vec<Language>,
}

/// A language of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

/// The `[ranking]` table.
#[derive(Debug, Clone)]
pub struct RankingSettings {
    /// How awards become a score.
    pub method: Method,
    /// The country of the default leaderboard; all countries when none.
    pub country: Option<String>,
    /// Ranges of years on offer beside single years.
    pub ranges: Vec<Window>,
}

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

/// A person's judgement on two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether the two are one company.
    pub verdict: Verdict,
    /// One name, as printed.
    pub one: String,
    /// The other name, as printed.
    pub other: String,
    /// Who decided.
    pub who: String,
    /// On which day.
    pub when: String,
    /// Why.
    pub why: String,
}

/// What a person decided on two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One company.
    Same,
    /// Two companies.
    Different,
}
