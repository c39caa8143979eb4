//! The files that people edit become one checked [`Catalog`], or a list of all [`Mistakes`], each with its place and its
//! remedy.
//!
//! *In:* a folder with `sources.toml` and, where they are there, `companies.toml`, `sectors.toml`, `decisions.toml`,
//! `corrections.toml`, `published.csv`, `data/left-out.csv` and the CSV file that each source names.
//! *Out:* the [`Catalog`]. Nothing else of the program reads these files. `decisions.toml` is written, at its end; `additions`
//! adds what a person saved at the desk, and leaves every other byte as it stands.
//!
//! Data passes the modules in this order. Every file is read to its end before anything is refused.
//!
//! - `load` opens the files and gathers their mistakes; `file` brings one from the disk and knows its character set.
//! - `tree` (TOML) and `sheet` (CSV) take a file apart and keep the place of every value; `keys` declares what may stand
//!   there: the one list of keys and columns, from which `schema` makes the JSON Schemas and `docs/keys.md`.
//! - `value` says what single texts mean: dates, places, addresses, closed lists of words.
//! - One reader for each kind of table: `settings`, `sources`, `rules`, `companies`, `sectors`, `decisions`, `records`
//!   (rows of CSV, with `labels` that doubts mistyped editions).
//! - What they make: `crawl`, `ranking`, `rule` with `pattern` and `selector`, and the nouns of the model.
//!
//! | to add | change |
//! |---|---|
//! | a key | its line in `keys/`, the line that reads it, the field that keeps it; then run the tests, which write `docs/keys.md` |
//! | a CSV column | its line in `keys/mod.rs`, its cell in `records` |
//! | a word of a closed list | `value/words.rs` |
//! | a table or file | a `Keys` in `keys/`, a reader beside the others, a line in `load` |

mod additions;
mod companies;
mod crawl;
mod decisions;
mod file;
mod keys;
mod labels;
mod load;
mod mistake;
mod pattern;
mod ranking;
mod records;
mod rule;
mod rules;
mod schema;
mod sectors;
mod selector;
mod settings;
mod sheet;
mod sources;
mod tree;
mod value;

use std::collections::BTreeMap;

use model::{
    Company, CompanyId, Correction, Edition, Label, Published, Records, Sector, SectorId, Source, SourceId,
};

pub use additions::{
    Addition, EditionAdded, NotAdded, RowCells, cells, company_sector_added, decisions_added, edition_added,
    left_out_added, new_file, rows_added, sector_added, source_added, understood,
};
pub use crawl::{AddressPattern, Budget, CrawlSettings, WebArchive};
pub use decisions::{DecisionLog, HeadingDecision, Judgement, PageDecision, PageVerdict, append_judgement};
pub use file::Charset;
pub use keys::sent_columns;
pub use load::{find_workspace, load, load_in_part};
pub use mistake::{Mistake, MistakePlace, Mistakes, Point};
pub use model::Language;
pub use pattern::{BadPattern, Pattern};
pub use ranking::{Method, Points, Rules, Weighing, Weights};
pub use rule::{
    Catch, Clean, Column, Columns, FIELDS, Items, List, Members, Part, Piece, Region, Repeated, Rule,
    Setting, Sign, Term, Unshown, Value,
};
pub use rules::rules_in;
pub use schema::{explained, keys_reference, schema_files, schemas};
pub use sectors::{Meaning, SectorLabel};
pub use selector::{Among, BadSelector, Chain, Combinator, Compound, End, Selector, Simple, Test};
pub use settings::{AssistSettings, CrownTerms, RankingSettings, Settings, SiteSettings};
pub use sheet::{Slip, misplaced_quote};
pub use sources::editions::{Expected, Reading};
pub use value::nearest;

/// The code of a country, or what to write instead.
pub fn country_code(text: &str) -> Result<String, String> {
    value::country::country(text).map_err(|wrong| format!("{}; {}", wrong.why, wrong.remedy))
}

/// Everything the files of a workspace say, checked.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The `[site]`, `[ranking]`, `[crawl]` and `[assist]` tables of `sources.toml`.
    pub settings: Settings,
    /// The `[source.*]` tables of `sources.toml`.
    pub sources: BTreeMap<SourceId, Source>,
    /// Which rule reads which editions of a source, the first that is meant for an edition before the others.
    pub readings: BTreeMap<SourceId, Vec<Reading>>,
    /// How long the lists of a source are, where that is declared.
    pub expected: BTreeMap<SourceId, Expected>,
    /// The `[rule.*]` tables of `sources.toml`.
    pub rules: BTreeMap<String, Rule>,
    pub companies: BTreeMap<CompanyId, Company>,
    /// The `[sector.*]` tables of `sectors.toml`.
    pub sectors: BTreeMap<SectorId, Sector>,
    /// Which printed headings mean which sector, those of one source before the general ones.
    pub labels: Vec<SectorLabel>,
    pub decisions: DecisionLog,
    /// `corrections.toml`, oldest first.
    pub corrections: Vec<Correction>,
    /// The rows of the hand-kept files, in the order of sources and lines.
    pub records: Records,
    /// Which hand-kept file holds the rows of a source, relative to the workspace.
    pub files: BTreeMap<SourceId, String>,
    /// `published.csv`, in the order of lines.
    pub published: Vec<Published>,
}

impl Catalog {
    /// The rule that reads the page of an edition, where one is declared.
    pub fn rule_for(&self, source: &SourceId, edition: &Label) -> Option<&Rule> {
        let reading = self.readings.get(source)?.iter().find(|reading| reading.holds(edition))?;
        self.rules.get(&reading.rule)
    }

    /// What the files would say with these decisions as their last words.
    #[must_use]
    pub fn decided(&self, judgements: &[Judgement]) -> Self {
        let mut decided = self.clone();
        judgements.iter().for_each(|judgement| decided.decisions.push(judgement.clone()));
        decided.labels.extend(judgements.iter().cloned().collect::<DecisionLog>().labels());
        decided
    }

    /// Fewest and most winners that are declared for an edition: by itself, else by its source.
    pub fn winners_of(&self, source: &SourceId, edition: &Edition) -> Option<(u32, u32)> {
        let of_source = || self.expected.get(source)?.winners_of(&edition.label);
        edition.winners.or_else(of_source)
    }
}
