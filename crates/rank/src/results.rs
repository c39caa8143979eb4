//! Figures: everything the site publishes, computed once.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Career, Inflation, Passport, Ranking, Robustness};
use model::{
    CompanyId, Decimal, Label, Level, Published, Scale, SectorId, Share, SourceId, Subject, Window, Year,
};

/// Everything the site publishes, computed once from a register.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The default scope first, then all countries together; a scope without any distinction is left out.
    pub scopes: Vec<Scope>,
    /// Source × year.
    pub coverage: Coverage,
    /// How the lists of winners grew, for each source with two editions or more.
    pub inflation: Vec<Inflation>,
    /// What its awards say of each source.
    pub passports: BTreeMap<SourceId, Passport>,
    /// Series of measures.
    pub benchmarks: Vec<Series>,
    /// Published figures beside ours.
    pub calibration: Vec<Gap>,
}

/// The rankings of one set of sources.
#[derive(Debug, Clone)]
pub struct Scope {
    /// ISO 3166 code of the sources' country; none for all countries.
    pub country: Option<String>,
    /// One ranking for each year with a distinction, oldest first.
    pub years: Vec<Ranking>,
    /// The ranges on offer, in the order given.
    pub ranges: Vec<Ranking>,
    /// From the first year with a distinction to the last.
    pub all_time: Ranking,
    /// How sure each of these rankings is, by its window; only of rankings of at most 10,000 companies.
    pub robustness: BTreeMap<Window, Robustness>,
    /// What the rankings of single years say of each company.
    pub careers: BTreeMap<CompanyId, Career>,
    /// The same figures over the years.
    pub trend: Vec<TrendPoint>,
    /// Sources that gave a distinction in every year of the constant panel.
    pub panel: Panel,
}

/// One year of a trend. Years between the first and the last are all present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendPoint {
    /// The year.
    pub year: Year,
    /// Companies distinguished.
    pub companies: u64,
    /// Companies distinguished for the first time in the data.
    pub newcomers: u64,
    /// Distinctions.
    pub awards: u64,
    /// Sources that gave one.
    pub sources: u64,
    /// Sources known to be held that year whose list we have at least in part, out of those held.
    pub covered: Share,
    /// Companies distinguished by the sources of the constant panel; none outside the panel's window.
    pub panel_companies: Option<u64>,
}

impl TrendPoint {
    /// The coverage in percent below which a year says nothing about the awards, only about our lists.
    pub const ENOUGH: u64 = 50;

    /// Whether enough of the sources are known for a sentence on the year.
    pub fn quotable(&self) -> bool {
        self.covered.whole > 0 && 100 * self.covered.part >= Self::ENOUGH * self.covered.whole
    }
}

/// The sources that a trend can be read on: present in every year of the longest window that two of them share.
///
/// Of several windows of that length, the one that most sources share, then the latest. A window of one year
/// shows no trend: then the panel is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panel {
    /// The sources.
    pub sources: Vec<SourceId>,
    /// The years in which all of them gave a distinction.
    pub window: Option<Window>,
}

/// Source × year, no blank cell.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The columns.
    pub years: Vec<Year>,
    /// One row a source, in the order of identifiers; as many cells as years.
    pub rows: Vec<(SourceId, Vec<Cell>)>,
}

impl Coverage {
    /// The cell of a source in the column `column`, if there is one.
    pub fn cell(&self, source: &SourceId, column: usize) -> Option<&Cell> {
        let row = self.rows.binary_search_by(|(id, _)| id.cmp(source)).ok()?;
        self.rows[row].1.get(column)
    }
}

/// What we have of a source in a year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Cell {
    /// All that the organiser announced.
    Complete {
        /// Winners found.
        found: u32,
    },
    /// Some of it.
    Partial {
        /// Winners found; where none is announced, scores found.
        found: u32,
        /// Winners announced, where known.
        claimed: Option<u32>,
    },
    /// It was held, or may have been, and we have nothing.
    NotFound {
        /// Winners announced, where known.
        claimed: Option<u32>,
    },
    /// It did not take place that year.
    NotHeld,
    /// The organiser's robots.txt refuses us.
    NotAllowed,
}

/// The measures of one subject in one category of one source on one scale, over its editions.
#[derive(Debug, Clone)]
pub struct Series {
    /// The source.
    pub source: SourceId,
    /// The organiser's heading.
    pub category: String,
    /// Which part of the list.
    pub level: Level,
    /// Our first-level or second-level sector for the heading.
    pub sector: Option<SectorId>,
    /// Whom it describes.
    pub subject: Subject,
    /// The scale.
    pub scale: Option<Scale>,
    /// One point an edition, oldest first.
    pub points: Vec<Point>,
}

/// One edition of a series.
#[derive(Debug, Clone)]
pub struct Point {
    /// The edition.
    pub edition: Label,
    /// Its year.
    pub year: Year,
    /// The value.
    pub value: Decimal,
    /// The value less the average of the same category in the same edition, where published.
    pub against_average: Option<Decimal>,
    /// The value less that of the edition before in the series; none at the first, and where the series is broken.
    pub change: Option<Decimal>,
    /// Whether the publisher measured in a new way since the edition before in the series.
    pub broken: bool,
    /// Where the company stands among those of its list that we know; none for an average, or an unknown scale.
    pub position: Option<Position>,
    /// The measure, as a position in the register's measures.
    pub measure: usize,
}

/// Where a value stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Standard competition rank by value, the best first.
    pub rank: u64,
    /// Whether another company has the same value.
    pub tied: bool,
    /// Companies of the list that we know.
    pub of: u64,
}

/// A published figure beside ours.
#[derive(Debug, Clone)]
pub struct Gap {
    /// What was published.
    pub published: Published,
    /// Ours, in words; none where we do not compute it.
    pub ours: Option<String>,
    /// Ours less theirs, where both are numbers.
    pub gap: Option<i64>,
    /// Why they differ, or why we cannot tell.
    pub cause: Cause,
}

/// Why a published figure differs from ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// They agree.
    Same,
    /// We have only a part of the lists that were counted.
    Incomplete {
        /// Source-years without a complete list.
        cells: Vec<(SourceId, Year, Cell)>,
    },
    /// We do not compute it.
    NotComputed(Reason),
    /// Our lists are complete, so the counting differs.
    Method,
    /// The named company is not in our data, or the name fits several.
    UnknownCompany,
}

/// Why a published figure has no counterpart here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It describes the publisher's own ranking: its method, edition, day, or growth over figures not published.
    AboutThePublisher,
    /// It counts things outside the workspace, such as employer awards.
    OutsideOurData,
    /// It names a prize that fits none of our sources, or several.
    UnknownSource,
    /// It names a sector that fits none of ours.
    UnknownSector,
    /// It does not say which years it speaks of.
    NoYears,
    /// No rule of ours computes a figure of this name.
    UnknownFigure,
}

impl Cause {
    /// One word, stable for scripts and for the database.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Incomplete { .. } => "incomplete",
            Self::NotComputed(_) => "not-computed",
            Self::Method => "method",
            Self::UnknownCompany => "unknown-company",
        }
    }
}

impl Reason {
    /// One word, stable for scripts and for the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::AboutThePublisher => "about-the-publisher",
            Self::OutsideOurData => "outside-our-data",
            Self::UnknownSource => "unknown-source",
            Self::UnknownSector => "unknown-sector",
            Self::NoYears => "no-years",
            Self::UnknownFigure => "unknown-figure",
        }
    }
}
