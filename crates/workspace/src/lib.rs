//! The TOML and CSV files that people edit become one checked [`Catalog`], or a list of all [`Mistakes`].
//!
//! Every file is read to its end before anything is refused: `file` brings it from the disk, `tree` and `sheet`
//! take TOML and CSV apart, `value` tells what single texts mean, one reader for each kind of table checks what it
//! says, and each mistake stays with its file until [`load`] collects them.

pub mod charset;

mod budget;
mod method;
mod pattern;
mod rule;
mod ruling;
mod selector;
mod setting;
mod shape;
mod web_archive;
mod weights;
mod append;
mod companies;
mod corrections;
mod decisions;
mod file;
mod filings;
mod left_out;
mod load;
mod mistake;
mod parents;
mod paths;
mod published;
mod records;
mod rules;
mod rulings;
mod schema;
mod sectors;
mod sheet;
mod sources;
mod tree;
mod value;

use std::collections::BTreeMap;

use model::{
    Company, CompanyId, Correction, Decision, Digest, Edition, Label, Published, Records, Sector, SectorId,
    Source, SourceId,
};

pub use budget::{BadLapse, BadSize, Budget, CrawlSettings, Lapse, Size};
pub use decisions::{NotWritten, append as append_decision};
pub use filings::{Filing, append as append_filing};
pub use load::{find_workspace, load};
pub use method::{Method, UnknownMethod};
pub use mistake::{Mistake, Mistakes, Point, Spot};
pub use model::Language;
pub use pattern::{BadPattern, Pattern};
pub use rule::{Catch, Clean, Column, Columns, FIELDS, Items, List, Members, Part, Region, Rule, Unshown};
pub use rules::{Reading, rules_in};
pub use ruling::{PageVerdict, Ruling};
pub use rulings::append as append_ruling;
pub use schema::SCHEMAS;
pub use sectors::{Meaning, SectorLabel};
pub use selector::{Among, BadSelector, Chain, Combinator, Compound, End, Selector, Simple, Test};
pub use setting::{Piece, Setting, Sign, Term, Value};
pub use sheet::{Slip, written as written_row};
pub use sources::expected::Expected;
pub use sources::settings::{RankingSettings, Settings, SiteSettings};
pub use web_archive::{AddressPattern, BadAddressPattern, WebArchive};
pub use weights::{Points, Rules, Weighing, Weights};

/// Everything the files of a workspace say, checked.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The `[site]`, `[ranking]` and `[crawl]` tables of `sources.toml`.
    pub settings: Settings,
    /// The `[source.*]` tables of `sources.toml`.
    pub sources: BTreeMap<SourceId, Source>,
    /// Which rule reads which editions of a source, the first that is meant for an edition before the others.
    pub readings: BTreeMap<SourceId, Vec<Reading>>,
    /// How long the lists of a source are, where that is declared.
    pub expected: BTreeMap<SourceId, Expected>,
    /// The entries `[[page]]` of `decisions.toml`, oldest first.
    pub rulings: Vec<Ruling>,
    /// The `[rule.*]` tables of `sources.toml`.
    pub rules: BTreeMap<String, Rule>,
    /// `companies.toml`.
    pub companies: BTreeMap<CompanyId, Company>,
    /// The `[sector.*]` tables of `sectors.toml`.
    pub sectors: BTreeMap<SectorId, Sector>,
    /// Which printed headings mean which sector, those of one source before the general ones.
    pub labels: Vec<SectorLabel>,
    /// `decisions.toml`, oldest first.
    pub decisions: Vec<Decision>,
    /// `corrections.toml`, oldest first.
    pub corrections: Vec<Correction>,
    /// The rows of the hand-kept files, in the order of sources and lines.
    pub records: Records,
    /// `published.csv`, in the order of lines.
    pub published: Vec<Published>,
}

impl Catalog {
    /// The rule that reads the page of an edition, where one is declared.
    pub fn rule_for(&self, source: &SourceId, edition: &Label) -> Option<&Rule> {
        let reading = self.readings.get(source)?.iter().find(|reading| reading.holds(edition))?;
        self.rules.get(&reading.rule)
    }

    /// What a person decided last on a copy of a page.
    pub fn verdict_on(&self, snapshot: Digest) -> Option<PageVerdict> {
        self.rulings.iter().rev().find(|ruling| ruling.snapshot == snapshot).map(|ruling| ruling.verdict)
    }

    /// Fewest and most winners that are declared for an edition: by itself, else by its source.
    pub fn winners_of(&self, source: &SourceId, edition: &Edition) -> Option<(u32, u32)> {
        let of_source = || self.expected.get(source)?.winners_of(&edition.label);
        edition.winners.or_else(of_source)
    }
}
