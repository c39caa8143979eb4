//! What was computed: standings, coverage, trends, and what others published.

use super::table::TableBuilder;
use super::{Cell, Contents, Table};
use model::{Company, FigureId, Period, Register, Share, Subject, Year};
use rank::{
    Coverage, Figure, FigureSubject, Gap, Licence, ListState, Ranking, Scope, Standing, StandingFigure,
    Withheld, ranking_figure,
};

/// How the tables name the ranking of all countries together.
const ALL_COUNTRIES: &str = "all";

/// A company on a leaderboard.
pub(crate) struct Stands<'a> {
    pub ranking: &'a Ranking,
    pub standing: &'a Standing,
    pub company: &'a Company,
}

impl<'a> Stands<'a> {
    pub fn all(register: &'a Register, ranking: &'a Ranking) -> impl Iterator<Item = Self> + 'a {
        ranking.standings.iter().map(move |standing| Self {
            ranking,
            standing,
            company: register.company(&standing.company),
        })
    }

    fn figure(&self, what: &str) -> FigureId {
        ranking_figure(what, FigureSubject::Company(self.company.id), &self.ranking.query)
    }
}

/// The columns that a leaderboard's own file and the table of all of them share.
impl<'a> TableBuilder<'a, Stands<'a>> {
    pub(crate) fn who(self) -> Self {
        self.text("company", |of| Cell::text(of.company.id))
            .refers("companies")
            .detail()
            .text("name", |of| Cell::text(&of.company.name))
            .file_only()
            .text("sector", |of| Cell::maybe(of.standing.sector.as_ref()))
            .optional()
            .refers("sectors")
            .stored_as("family")
    }

    pub(crate) fn place(self) -> Self {
        self.text("rank", |of| Cell::text(place(of.standing.rank, of.standing.tied)))
            .terminal_only()
            .integer("rank", |of| Cell::number(of.standing.rank))
            .detail()
            .boolean("tied", |of| Cell::Boolean(of.standing.tied))
            .detail()
    }

    pub(crate) fn merits(self) -> Self {
        self.number("score", |of| Cell::number(of.standing.score))
            .integer("competitions", |of| Cell::number(of.standing.competitions))
            .integer("awards", |of| Cell::number(of.standing.awards))
            .integer("previous_rank", |of| Cell::maybe_number(of.standing.previous_rank))
            .optional()
            .boolean("new", |of| Cell::Boolean(of.standing.new))
            .integer("streak", |of| Cell::number(of.standing.streak))
            .detail()
            .text("rank_figure", |of| Cell::text(of.figure("rank")))
            .detail()
            .text("score_figure", |of| Cell::text(of.figure("score")))
            .detail()
    }
}

/// A rank as people write it, with `=` where it is shared.
fn place(rank: u32, tied: bool) -> String {
    format!("{rank}{}", if tied { "=" } else { "" })
}

/// The standings of every leaderboard, ready to be queried: the views of the database rank nothing themselves.
pub fn standings<'a>(contents: &Contents<'a>, wanted: impl Fn(&Ranking) -> bool) -> Table<'a> {
    let register = contents.register;
    let rows = contents.figures.offered().filter(|ranking| wanted(ranking));
    Table::about("standings", 4, rows.flat_map(|ranking| Stands::all(register, ranking)))
        .text("country", |of| country(of.ranking.query.country.as_ref()))
        .integer("from_year", |of| Cell::number(of.ranking.query.window.from))
        .integer("to_year", |of| Cell::number(of.ranking.query.window.to))
        .who()
        .text("method", |of| Cell::word(&of.ranking.query.method))
        .database_only()
        .place()
        .merits()
        .table()
        .stored_as("standing")
}

/// What each leaderboard rests on, counted in names, and whether its first may be named as the first.
pub fn knowledge<'a>(contents: &Contents<'a>) -> Table<'a> {
    let figures = contents.figures;
    let known = |ranking| (ranking, figures.knowledge(ranking), figures.licence(ranking));
    let rows = figures.offered().map(known);
    Table::about("knowledge", 3, rows)
        .text("country", |(of, ..)| country(of.query.country.as_ref()))
        .integer("from_year", |(of, ..)| Cell::number(of.query.window.from))
        .integer("to_year", |(of, ..)| Cell::number(of.query.window.to))
        .integer("names_found", |(_, known, _)| Cell::number(known.found))
        .integer("names_announced", |(_, known, _)| Cell::number(known.announced.whole))
        .integer("found_of_announced", |(_, known, _)| Cell::number(known.announced.part))
        .integer("missing_at_least", |(_, known, _)| Cell::number(known.missing.at_least))
        .integer("missing_at_most", |(_, known, _)| Cell::maybe_number(known.missing.at_most))
        .optional()
        .integer("lists_complete", |(_, known, _)| Cell::number(known.complete))
        .integer("lists_partial", |(_, known, _)| Cell::number(known.partial))
        .integer("lists_not_found", |(_, known, _)| Cell::number(known.not_found))
        .integer("lists_open", |(_, known, _)| Cell::number(known.open))
        .integer("companies_at_least", |(_, known, _)| Cell::number(known.companies.at_least))
        .integer("companies_at_most", |(_, known, _)| Cell::maybe_number(known.companies.at_most))
        .optional()
        .integer("companies_at_most_but_open", |(_, known, _)| {
            Cell::maybe_number(known.companies_but_open.at_most)
        })
        .optional()
        .text("crowned", |(.., licence)| words(licence.crowned().iter().map(|company| company.as_str())))
        .optional()
        .text("withheld", |(.., licence)| words(withheld(licence)))
        .optional()
        .table()
        .stored_as("knowledge")
}

/// Every published figure under its id, for who looks one up; the tables above give the id beside the figure.
pub fn identified<'a>(contents: &Contents<'a>) -> Table<'a> {
    let (register, figures) = (contents.register, contents.figures);
    let offered: Vec<&Ranking> = figures.offered().collect();
    let of_standings = offered.iter().flat_map(|ranking| figures.of_standings(ranking));
    let of_whole = offered.iter().flat_map(|ranking| figures.of_whole(ranking));
    let in_full = of_whole.chain(figures.of_others()).map(|figure| Identified::InFull(Box::new(figure)));
    // Room for all, three of each company: a list that grows is copied, and for that time stands in memory twice.
    let companies: usize = offered.iter().map(|ranking| ranking.standings.len()).sum();
    let mut rows: Vec<Identified> = in_full.collect();
    rows.reserve_exact(3 * companies);
    rows.extend(of_standings.map(Identified::OfStanding));
    // A database that is filled in the order of its key is written once.
    rows.sort_unstable_by_key(Identified::id);
    let interval = |of: &Identified| of.in_full().and_then(|figure| figure.interval);
    Table::about("figure", 1, rows)
        .text("id", |of| Cell::text(of.id()))
        .text("what", |of| Cell::text(of.told(StandingFigure::what, |figure| figure.what)))
        .text("subject", move |of| {
            of.told(
                |figure| Cell::text(figure.company()),
                |figure| Cell::text(subject(register, figure.subject)),
            )
        })
        .text("question", |of| Cell::text(of.told(|figure| figure.question(), |figure| &figure.question)))
        .text("value", |of| of.told(|figure| Cell::text(figure.value()), |figure| Cell::text(&figure.value)))
        .integer("grounds", |of| {
            Cell::number(of.told(|figure| figures.grounds_of(figure), |figure| figure.grounds))
        })
        .integer("at_least", move |of| Cell::maybe_number(interval(of).map(|interval| interval.at_least)))
        .optional()
        .integer("at_most", move |of| Cell::maybe_number(interval(of).and_then(|interval| interval.at_most)))
        .optional()
        .integer("names_known", |of| Cell::maybe_number(of.known().map(|known| known.part)))
        .optional()
        .integer("names_announced", |of| Cell::maybe_number(of.known().map(|known| known.whole)))
        .optional()
        .table()
        .database_only()
}

/// A published figure; most are of companies, of which a row holds the place only.
enum Identified<'a> {
    OfStanding(StandingFigure<'a>),
    InFull(Box<Figure>),
}

impl<'a> Identified<'a> {
    fn told<'f, T>(
        &'f self,
        of_standing: impl FnOnce(&'f StandingFigure<'a>) -> T,
        in_full: impl FnOnce(&'f Figure) -> T,
    ) -> T {
        match self {
            Self::OfStanding(figure) => of_standing(figure),
            Self::InFull(figure) => in_full(figure),
        }
    }
    fn id(&self) -> FigureId {
        self.told(|figure| figure.id, |figure| figure.id)
    }
    fn in_full(&self) -> Option<&Figure> {
        self.told(|_| None, Some)
    }
    fn known(&self) -> Option<Share> {
        self.told(|figure| Some(figure.known()), |figure| figure.known)
    }
}

/// Whom a figure is about, by identifier; empty where it is about all.
fn subject(register: &Register, subject: FigureSubject) -> String {
    match subject {
        FigureSubject::Whole => String::new(),
        FigureSubject::Company(id) => id.to_string(),
        FigureSubject::Sector(id) => id.to_string(),
        FigureSubject::Source(id) => id.to_string(),
        FigureSubject::Measure(position) => match &register.measures[position].subject {
            Subject::Company(id) => id.to_string(),
            Subject::Average => String::new(),
        },
    }
}

fn withheld(licence: &Licence) -> impl Iterator<Item = &'static str> {
    let reasons = if let Licence::Withheld { reasons } = licence { reasons.as_slice() } else { &[] };
    reasons.iter().map(Withheld::word)
}

fn words<'w>(words: impl Iterator<Item = &'w str>) -> Cell {
    Cell::text(words.collect::<Vec<_>>().join(" "))
}

fn country(country: Option<&String>) -> Cell {
    Cell::text(country.map_or(ALL_COUNTRIES, String::as_str))
}

/// What is known of each source in each of these years.
pub fn coverage(coverage: &Coverage, wanted: impl Fn(Year) -> bool) -> Table<'_> {
    let rows = coverage.rows.iter().flat_map(|(source, cells)| {
        coverage.years.iter().zip(cells).map(move |(year, cell)| (source, *year, cell))
    });
    Table::about("coverage", 2, rows.filter(|(_, year, _)| wanted(*year)))
        .text("source", |(source, ..)| Cell::text(source))
        .refers("sources")
        .integer("year", |(_, year, _)| Cell::number(year))
        .text("state", |(.., cell)| Cell::text(state(cell)))
        .integer("found", |(.., cell)| Cell::maybe_number(found(cell)))
        .optional()
        .integer("claimed", |(.., cell)| Cell::maybe_number(claimed(cell)))
        .optional()
        .table()
        .stored_as("coverage")
}

fn state(cell: &ListState) -> &'static str {
    match cell {
        ListState::Complete { .. } => "complete",
        ListState::Partial { .. } => "partial",
        ListState::NotFound { .. } => "not-found",
        ListState::NotHeld => "not-held",
        ListState::NotAllowed => "not-allowed",
    }
}

fn found(cell: &ListState) -> Option<u32> {
    match *cell {
        ListState::Complete { found } | ListState::Partial { found, .. } => Some(found),
        ListState::NotFound { .. } | ListState::NotHeld | ListState::NotAllowed => None,
    }
}

fn claimed(cell: &ListState) -> Option<u32> {
    match *cell {
        ListState::Complete { found } => Some(found),
        ListState::Partial { claimed, .. } | ListState::NotFound { claimed } => claimed,
        ListState::NotHeld | ListState::NotAllowed => None,
    }
}

/// The same figures year by year.
pub fn trends<'a>(scopes: impl IntoIterator<Item = &'a Scope>) -> Table<'a> {
    let rows = scopes.into_iter().flat_map(|scope| scope.trend.iter().map(move |point| (scope, point)));
    Table::about("trends", 2, rows)
        .text("country", |(scope, _)| country(scope.country.as_ref()))
        .integer("year", |(_, point)| Cell::number(point.year))
        .integer("companies", |(_, point)| Cell::number(point.companies))
        .integer("newcomers", |(_, point)| Cell::number(point.newcomers))
        .integer("awards", |(_, point)| Cell::number(point.awards))
        .integer("prizes", |(_, point)| Cell::number(point.sources))
        .integer("lists_found", |(_, point)| Cell::number(point.covered.part))
        .integer("lists_held", |(_, point)| Cell::number(point.covered.whole))
        .integer("panel_companies", |(_, point)| Cell::maybe_number(point.panel_companies))
        .optional()
        .table()
        .stored_as("trend")
}

pub fn published(calibration: &[Gap]) -> Table<'_> {
    Table::about("published", 1, (1_i64..).zip(calibration))
        .integer("position", |(position, _)| Cell::number(position))
        .text("period", |(_, gap)| period(gap))
        .text("figure", |(_, gap)| Cell::text(&gap.published.figure))
        .text("company", |(_, gap)| Cell::text(&gap.published.company))
        .text("value", |(_, gap)| Cell::text(&gap.published.value))
        .text("ours", |(_, gap)| Cell::maybe(gap.ours.as_ref()))
        .optional()
        .integer("gap", |(_, gap)| Cell::maybe_number(gap.gap))
        .optional()
        .text("cause", |(_, gap)| Cell::text(gap.cause.word()))
        .text("evidence", |(_, gap)| Cell::text(&gap.published.evidence))
        .addresses("url", |(_, gap)| Cell::text(&gap.published.url))
        .table()
        .stored_as("published")
}

fn period(gap: &Gap) -> Cell {
    match gap.published.period {
        Period::Years(window) => Cell::text(window),
        Period::All => Cell::text("all"),
    }
}
