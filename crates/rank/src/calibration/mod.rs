//! Calibration: every figure that somebody else published, beside ours, with the gap and its cause.
//!
//! Nothing here bends a figure of ours. A published figure is asked for by its name, which [`kinds`] lists, and
//! answered from our ranking of the same years by [`compare`]. When the two differ, the cause is the lists of which we
//! have only a part, or else the method.

mod compare;
mod kinds;

use serde::Serialize;

use self::compare::Comparison;
use self::kinds::{NameLookup, PublishedKind};
use crate::ledger::{Ledger, Selection};
use crate::ranking::rank;
use crate::{Coverage, ListState, Query};
use model::{CompanyId, Period, Published, Register, Share, SourceId, Window, Year};
use workspace::RankingSettings;

/// A published figure beside ours.
#[derive(Debug, Clone)]
pub struct Gap {
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
    Same,
    /// We have only a part of the lists that were counted.
    Incomplete {
        /// Source-years without a complete list.
        cells: Vec<(SourceId, Year, ListState)>,
    },
    /// We do not compute it.
    NotComputed(WhyNotComputed),
    /// Our lists are complete, so the counting differs.
    Method,
    /// The named company is not in our data, or the name fits several.
    UnknownCompany,
}

/// Why a published figure has no counterpart here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNotComputed {
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

impl WhyNotComputed {
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

/// Holds every published figure of the register against ours, in the register's order.
pub fn calibration(
    register: &Register,
    ledger: &Ledger,
    coverage: &Coverage,
    settings: &RankingSettings,
) -> Vec<Gap> {
    let names = NameLookup::new(register);
    let selection_of = |query: &Query| ledger.select(register, query);
    let gap = |published: &Published| {
        let (answer, cause) = match compared(&selection_of, coverage, settings, &names, published) {
            Ok((answer, cause)) => (Some(answer), cause),
            Err(cause) => (None, cause),
        };
        let gap = answer.as_ref().and_then(|answer| answer.gap);
        Gap { published: published.clone(), ours: answer.map(|answer| answer.ours), gap, cause }
    };
    register.published.iter().map(gap).collect()
}

/// The published figures of a window that say who is first, each with the company that it names, if we know it.
pub fn first_named(register: &Register, window: Window) -> Vec<(&Published, Option<CompanyId>)> {
    let of_window = |published: &&Published| published.period == Period::Years(window);
    let mut named = register.published.iter().filter(of_window).peekable();
    if named.peek().is_none() {
        return vec![];
    }
    let names = NameLookup::new(register);
    let says_first = |published: &&Published| {
        let kind = PublishedKind::read(&published.figure, &published.value, &names);
        matches!(kind, Ok(PublishedKind::Leader | PublishedKind::FirstTimeLeader | PublishedKind::Rank(1)))
    };
    named
        .filter(says_first)
        .map(|published| (published, names.company(&published.company).copied()))
        .collect()
}

fn compared<'l>(
    selection_of: &impl Fn(&Query) -> Selection<'l>,
    coverage: &Coverage,
    settings: &RankingSettings,
    names: &NameLookup,
    published: &Published,
) -> Result<(OurFigure, Cause), Cause> {
    let asked =
        PublishedKind::read(&published.figure, &published.value, names).map_err(Cause::NotComputed)?;
    let Period::Years(window) = published.period else {
        return Err(Cause::NotComputed(WhyNotComputed::NoYears));
    };
    let query = Query::by_default(settings, settings.country.as_deref(), window);
    let selection = selection_of(&query);
    let ranking = rank(&selection, &query);
    let comparison = Comparison { selection: &selection, ranking: &ranking, names, published };
    let answer = comparison.answer(&asked);
    let sources: Vec<&SourceId> = match asked.source() {
        Some(source) => vec![source],
        None => selection.sources.iter().filter(|s| s.counts).map(|s| &s.id).collect(),
    };
    let cause = match answer.verdict {
        Match::Agrees => Cause::Same,
        Match::Differs => difference(&sources, coverage, window),
        Match::UnknownCompany => Cause::UnknownCompany,
    };
    Ok((answer, cause))
}

/// Why two figures differ that were both counted.
fn difference(sources: &[&SourceId], coverage: &Coverage, window: Window) -> Cause {
    let known = |source: &SourceId, year: Year| {
        let column = coverage.years.binary_search(&year).ok();
        column
            .and_then(|column| coverage.state(source, column))
            .cloned()
            .unwrap_or(ListState::NotFound { claimed: None })
    };
    let incomplete = |cell: &ListState| match cell {
        ListState::Complete { .. } | ListState::NotHeld => false,
        ListState::Partial { .. } | ListState::NotFound { .. } | ListState::NotAllowed => true,
    };
    let of_year = |year| sources.iter().map(move |source| (**source, year, known(source, year)));
    let cells: Vec<_> = window.years().flat_map(of_year).filter(|(_, _, cell)| incomplete(cell)).collect();
    if cells.is_empty() { Cause::Method } else { Cause::Incomplete { cells } }
}

/// Our figure, held against theirs.
pub struct OurFigure {
    /// Ours: a number, names, `yes` or `no`; `–` for nothing.
    pub ours: String,
    /// Ours less theirs; for a company at a rank, its rank here less its rank there.
    pub gap: Option<i64>,
    /// Whether the two say the same.
    pub verdict: Match,
}

/// Whether two figures say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    Agrees,
    Differs,
    /// Theirs names a company that we do not know.
    UnknownCompany,
}

impl From<bool> for Match {
    fn from(agrees: bool) -> Self {
        if agrees { Self::Agrees } else { Self::Differs }
    }
}

impl OurFigure {
    /// A count beside a printed count.
    pub fn count(ours: u64, theirs: &str) -> Self {
        let ours = i64::try_from(ours).expect("counts are small");
        let gap = number(theirs).map(|theirs| ours - theirs);
        Self { ours: ours.to_string(), gap, verdict: (gap == Some(0)).into() }
    }

    /// A share in percent beside a printed percentage; the gap is in points.
    pub fn percent(ours: Share, theirs: &str) -> Self {
        let count = Self::count(ours.percent(), theirs);
        Self { ours: format!("{}% ({}/{})", count.ours, ours.part, ours.whole), ..count }
    }

    /// A yes or no beside theirs.
    pub fn yes_or_no(ours: bool, theirs: &str) -> Self {
        let ours = if ours { "yes" } else { "no" };
        Self { ours: ours.to_owned(), gap: None, verdict: (theirs == ours).into() }
    }

    /// NameLookup beside theirs; of more than five, the first and how many more.
    pub fn names(names: &[&str], gap: Option<i64>, verdict: Match) -> Self {
        let shown = names[..names.len().min(5)].join(", ");
        let ours = match names.len() {
            0 => "–".to_owned(),
            1..=5 => shown,
            more => format!("{shown} +{}", more - 5),
        };
        Self { ours, gap, verdict }
    }

    /// The named company is not in our data.
    pub fn unknown_company() -> Self {
        Self::names(&[], None, Match::UnknownCompany)
    }
}

/// A whole number as printed, such as `68`, `57%` or `+11%`.
fn number(text: &str) -> Option<i64> {
    text.trim().trim_start_matches('+').trim_end_matches('%').trim_end().parse().ok()
}
