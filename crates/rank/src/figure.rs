//! Every published figure with an id that says what it is a figure of, and never what it is: the same question keeps its
//! id for good, so that a document can be held against the figures of another day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Figures, Interval, Knowledge, ListState, Query, Ranking, Standing};
use model::{
    CompanyId, CompanyLevel, Counting, Decimal, FigureId, Label, Measure, Register, SectorId, Share,
    SourceId, Subject, Year,
};

/// Whom or what a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureSubject {
    /// All that the question holds.
    Whole,
    Company(CompanyId),
    Sector(SectorId),
    Source(SourceId),
    /// A measure, as a position in the register's measures.
    Measure(usize),
}

impl FigureSubject {
    /// The measure that is meant, if one is.
    pub fn measure(self, register: &Register) -> Option<&Measure> {
        match self {
            Self::Measure(position) => Some(&register.measures[position]),
            Self::Whole | Self::Company(_) | Self::Sector(_) | Self::Source(_) => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub id: FigureId,
    /// One word, stable for scripts.
    pub what: &'static str,
    pub subject: FigureSubject,
    /// The years, the country, the method and the switches; of a measure its own identifier.
    pub question: String,
    /// As printed, with a point.
    pub value: String,
    /// Between which values it would lie if nothing were missing, where that is estimated.
    pub interval: Option<Interval>,
    /// Names known of those announced, behind it.
    pub known: Option<Share>,
    /// A digest of the lines, passages and decisions behind it.
    pub grounds: i64,
}

/// The id of what is asked: 50 bits of SHA-256.
fn id(what: &str, subject: FigureSubject, question: &str) -> FigureId {
    let digest = Sha256::digest(format!("{what}|{}|{question}", key(subject)));
    FigureId::new(digest[..8].iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte)))
}

fn key(subject: FigureSubject) -> String {
    match subject {
        FigureSubject::Whole => String::new(),
        FigureSubject::Company(id) => format!("company:{id}"),
        FigureSubject::Sector(id) => format!("sector:{id}"),
        FigureSubject::Source(id) => format!("source:{id}"),
        FigureSubject::Measure(_) => "measure".to_owned(),
    }
}

/// The id of a figure of a ranking, such as the `score` of a company.
pub fn ranking_figure(what: &str, subject: FigureSubject, query: &Query) -> FigureId {
    id(what, subject, &question(query))
}

/// The id of a value that a source published.
pub fn measure_figure(measure: &Measure) -> FigureId {
    // Where the measure stands in the register plays no part.
    id("value", FigureSubject::Measure(0), &measure.id)
}

/// The id of what a source's list of a year holds: `found` or `announced`.
pub fn list_figure(what: &str, source: SourceId, year: Year) -> FigureId {
    id(what, FigureSubject::Source(source), &year.to_string())
}

/// The id of how many `distinctions` or `measures` are known of an edition of a source, or of all its editions.
pub fn edition_figure(what: &str, source: SourceId, edition: Option<&Label>) -> FigureId {
    id(what, FigureSubject::Source(source), &edition_words(edition))
}

fn edition_words(edition: Option<&Label>) -> String {
    edition.map_or_else(|| "all editions".to_owned(), |label| format!("edition {label}"))
}

/// A query in words that stay the same, the switches that are usual left out. What `[ranking]` weighs is the rule behind
/// a figure, not what is asked; weights that somebody chose for one answer are part of what is asked.
fn question(query: &Query) -> String {
    let Query { window, method, country, kind, sector, level, without, rules } = query;
    let mut words = vec![
        window.to_string(),
        country.clone().unwrap_or_else(|| "all countries".to_owned()),
        method.to_string(),
    ];
    words.extend(kind.as_ref().map(word));
    words.extend(sector.map(|sector| format!("in {sector}")));
    words.extend((*level != CompanyLevel::Brand).then(|| format!("by {}", word(level))));
    words.extend(without.iter().map(|kind| format!("without {}", word(kind))));
    words.extend(rules.chosen.iter().map(|(source, percent)| format!("{source} {percent} %")));
    words.join(" ")
}

/// The word by which exports call a choice. A variant may be renamed in the code; the ids that are cited may not change.
pub(crate) fn word(choice: &impl Serialize) -> String {
    let value = toml::Value::try_from(choice).expect("a choice without fields is a word");
    value.as_str().unwrap_or_default().to_owned()
}

impl Figure {
    /// The company that it is about, or of which a source published it.
    pub fn company(&self, register: &Register) -> Option<CompanyId> {
        match (self.subject, self.measure(register).map(|measure| &measure.subject)) {
            (FigureSubject::Company(id), _) => Some(id),
            (_, Some(Subject::Company(id))) => Some(*id),
            (_, Some(Subject::Average) | None) => None,
        }
    }

    /// The measure whose value it is.
    pub fn measure<'r>(&self, register: &'r Register) -> Option<&'r Measure> {
        self.subject.measure(register)
    }

    /// What it is, in the words of exports: `rank of Veepee, 2014 FR competitions`.
    pub fn named(&self, register: &Register) -> String {
        let about = match self.subject {
            FigureSubject::Company(id) => format!(" of {}", register.company(&id).name),
            FigureSubject::Sector(id) => format!(" of {id}"),
            FigureSubject::Source(id) => format!(" of {}", register.source(&id).name),
            // The question names the company of a measure.
            FigureSubject::Whole | FigureSubject::Measure(_) => String::new(),
        };
        format!("{}{about}, {}", self.what, self.question)
    }

    fn new(
        what: &'static str,
        subject: FigureSubject,
        ranking: &Ranking,
        value: String,
        grounds: i64,
    ) -> Self {
        let question = question(&ranking.query);
        let id = id(what, subject, &question);
        Self { id, what, subject, question, value, interval: None, known: None, grounds }
    }
}

/// What is published of each company of a ranking, and how it is read from its standing.
type StandingValue = (&'static str, fn(&Standing) -> String);

static OF_STANDING: [StandingValue; 3] = [
    ("score", |standing| standing.score.to_string()),
    ("rank", |standing| standing.rank.to_string()),
    ("distinctions", |standing| standing.awards.to_string()),
];

/// A figure of a company in a ranking, told by where it stands. A large workspace has a million of them, which whole
/// would take 200 bytes each.
#[derive(Debug, Clone)]
pub struct StandingFigure<'f> {
    pub id: FigureId,
    standing: &'f Standing,
    value: &'static StandingValue,
    /// The question of its ranking, and what is known of the names behind it.
    asked: Arc<(String, Share)>,
}

impl StandingFigure<'_> {
    pub fn what(&self) -> &'static str {
        self.value.0
    }
    pub fn company(&self) -> CompanyId {
        self.standing.company
    }
    pub fn question(&self) -> &str {
        &self.asked.0
    }
    pub fn value(&self) -> String {
        (self.value.1)(self.standing)
    }
    pub fn known(&self) -> Share {
        self.asked.1
    }
}

impl Figures {
    /// Every figure with an id: those of all rankings on offer, of all lists, and every measure.
    pub fn published(&self) -> Vec<Figure> {
        let mut all = Vec::new();
        for ranking in self.offered() {
            all.extend(self.of_whole(ranking));
            all.extend(self.of_standings(ranking).iter().map(|figure| self.in_full(figure)));
        }
        all.extend(self.of_others());
        all
    }

    /// The rankings on offer. A range may be the same window as a year or as all time.
    pub fn offered(&self) -> impl Iterator<Item = &Ranking> {
        self.scopes().iter().flat_map(|scope| {
            let mut seen = BTreeSet::new();
            scope.rankings().filter(move |ranking| seen.insert(ranking.query.window))
        })
    }

    /// The figures of the companies of a ranking.
    pub fn of_standings<'f>(&self, ranking: &'f Ranking) -> Vec<StandingFigure<'f>> {
        let asked = Arc::new((question(&ranking.query), self.knowledge(ranking).announced));
        let figures = |standing: &'f Standing| {
            let asked = Arc::clone(&asked);
            OF_STANDING.each_ref().map(move |value| {
                let id = id(value.0, FigureSubject::Company(standing.company), &asked.0);
                StandingFigure { id, standing, value, asked: Arc::clone(&asked) }
            })
        };
        ranking.standings.par_iter().flat_map_iter(figures).collect()
    }

    /// What a figure of a company rests on.
    pub fn grounds_of(&self, figure: &StandingFigure) -> i64 {
        self.grounds().of_standing(figure.standing)
    }

    fn in_full(&self, figure: &StandingFigure) -> Figure {
        Figure {
            id: figure.id,
            what: figure.what(),
            subject: FigureSubject::Company(figure.company()),
            question: figure.question().to_owned(),
            value: figure.value(),
            interval: None,
            known: Some(figure.known()),
            grounds: self.grounds_of(figure),
        }
    }

    /// The figures that are no company's and no ranking's.
    pub fn of_others(&self) -> impl Iterator<Item = Figure> {
        self.of_lists().chain(self.of_editions()).chain(self.of_measures())
    }

    /// The figures of a ranking as a whole and of its sectors.
    pub fn of_whole(&self, ranking: &Ranking) -> Vec<Figure> {
        let knowledge = self.knowledge(ranking);
        let figure = |what, subject, value: String, grounds| Figure {
            interval: (what == "companies").then_some(knowledge.companies),
            known: Some(knowledge.announced),
            ..Figure::new(what, subject, ranking, value, grounds)
        };
        let whole = self.grounds().of_standings(ranking.standings.iter());
        let told = sums(ranking, &knowledge).chain(shares(ranking));
        let mut all: Vec<Figure> =
            told.map(|(what, value)| figure(what, FigureSubject::Whole, value, whole)).collect();
        for sector in &ranking.sectors {
            let Some(id) = sector.sector else { continue };
            let inside = ranking.standings.iter().filter(|standing| standing.sector == Some(id));
            let (subject, grounds) = (FigureSubject::Sector(id), self.grounds().of_standings(inside));
            all.push(figure("sector-companies", subject, sector.share.part.to_string(), grounds));
            let percent = sector.share.quotable().then(|| sector.share.percent().to_string());
            all.extend(percent.map(|percent| figure("sector-percent", subject, percent, grounds)));
        }
        all
    }

    fn of_lists(&self) -> impl Iterator<Item = Figure> {
        let coverage = self.coverage();
        coverage.rows.iter().flat_map(|(source, cells)| {
            let years = coverage.years.iter().zip(cells);
            years.flat_map(|(year, cell)| {
                of_list(*source, *year, cell, self.grounds().of_list(*source, *year, cell))
            })
        })
    }

    /// How much is known of each edition with a row, and of each source.
    fn of_editions(&self) -> Vec<Figure> {
        let register = self.register();
        let mut counts: BTreeMap<(SourceId, Option<Label>), [u64; 2]> = BTreeMap::new();
        let awards = register
            .awards
            .iter()
            .map(|award| (award.source, award.edition, [u64::from(award.counting == Counting::Counts), 0]));
        let measures = register.measures.iter().map(|measure| (measure.source, measure.edition, [0, 1]));
        for (source, edition, [distinctions, measures]) in awards.chain(measures) {
            for of in [None, Some(edition)] {
                let counted = counts.entry((source, of)).or_default();
                counted[0] += distinctions;
                counted[1] += measures;
            }
        }
        let figure = |what, source, edition: Option<&Label>, value: u64| Figure {
            id: edition_figure(what, source, edition),
            what,
            subject: FigureSubject::Source(source),
            question: edition_words(edition),
            value: value.to_string(),
            interval: None,
            known: None,
            // How many rows there are, whatever they say: each row is a figure of its own.
            grounds: 0,
        };
        let all = counts.iter().flat_map(|((source, edition), [distinctions, measures])| {
            let of = edition.as_ref();
            [figure("distinctions", *source, of, *distinctions), figure("measures", *source, of, *measures)]
        });
        all.collect()
    }

    fn of_measures(&self) -> impl Iterator<Item = Figure> {
        self.register().measures.iter().enumerate().map(|(position, measure)| Figure {
            id: measure_figure(measure),
            what: "value",
            subject: FigureSubject::Measure(position),
            question: measure.id.clone(),
            value: measure.value.to_string(),
            interval: None,
            known: None,
            grounds: self.grounds().of_measure(position),
        })
    }
}

/// The counts of a whole ranking.
fn sums(ranking: &Ranking, known: &Knowledge) -> impl Iterator<Item = (&'static str, String)> + use<> {
    let totals = ranking.totals;
    let sums = [
        ("companies", totals.companies),
        ("all-distinctions", totals.awards),
        ("prizes", totals.sources),
        ("newcomers", totals.newcomers),
        ("returning", totals.returning),
        ("names-found", known.found),
        ("names-announced", known.announced.whole),
        ("names-found-of-announced", known.announced.part),
        ("lists-complete", known.complete),
        ("lists-partial", known.partial),
        ("lists-not-found", known.not_found),
    ];
    sums.into_iter().map(|(what, value)| (what, value.to_string()))
}

/// The statistics of a ranking: how many, and how many of a hundred where that may be quoted.
fn shares(ranking: &Ranking) -> impl Iterator<Item = (&'static str, String)> + use<> {
    let statistics = ranking.statistics;
    let shares = [
        ("two-or-more", "two-or-more-percent", statistics.two_or_more),
        ("more-than-ten", "more-than-ten-percent", statistics.more_than_ten),
        ("never-before", "never-before-percent", statistics.never_before),
        ("not-last-year", "not-last-year-percent", statistics.not_last_year),
        ("leading-pack", "leading-pack-percent", statistics.leading_pack),
        ("top-ten", "top-ten-percent", statistics.top_ten),
    ];
    let told = shares.into_iter().flat_map(|(what, percent, share)| {
        let quoted = share.quotable().then(|| (percent, share.percent().to_string()));
        [Some((what, share.part.to_string())), quoted]
    });
    told.flatten().chain(statistics.gini.map(|gini| ("gini", gini.to_string())))
}

fn of_list(
    source: SourceId,
    year: Year,
    cell: &ListState,
    grounds: i64,
) -> impl Iterator<Item = Figure> + use<> {
    let (found, announced) = match *cell {
        ListState::Complete { found } => (Some(found), Some(found)),
        ListState::Partial { found, claimed } => (Some(found), claimed),
        ListState::NotFound { claimed } => (None, claimed),
        ListState::NotHeld | ListState::NotAllowed => (None, None),
    };
    let figure = move |what: &'static str, value: Option<u32>| {
        Some(Figure {
            id: list_figure(what, source, year),
            what,
            subject: FigureSubject::Source(source),
            question: year.to_string(),
            value: value?.to_string(),
            interval: None,
            known: None,
            grounds,
        })
    };
    [figure("found", found), figure("announced", announced)].into_iter().flatten()
}

/// Whether a printed number still says the value: to as many decimals as it has.
pub fn still_says(printed: Decimal, value: &str) -> bool {
    let printed_places = printed.places();
    let distance = |value: f64| {
        let printed: f64 = printed.to_string().parse().unwrap_or(f64::NAN);
        (value - printed).abs() * 10_f64.powi(i32::from(printed_places))
    };
    // Half a unit of the last decimal, whichever way somebody rounds it.
    value.parse().is_ok_and(|value| distance(value) <= 0.5 + 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sample::{Sketch, company_id, year};
    use std::sync::Arc;
    use workspace::RankingSettings;

    fn figures(sketch: Sketch) -> Vec<Figure> {
        Figures::new(Arc::new(sketch.0), RankingSettings::default()).published()
    }

    fn world() -> Sketch {
        let sketch = Sketch::default().wins(2012, &[("podium", "maif"), ("elu", "maif"), ("elu", "toyota")]);
        sketch.win("podium", 2011, "maif").measure("index", 2012, "maif", "91.50", |_| ())
    }

    #[test]
    fn no_two_figures_share_an_id() {
        let figures = figures(world());
        let ids: BTreeSet<FigureId> = figures.iter().map(|figure| figure.id).collect();
        assert!(figures.len() > 60, "{}", figures.len());
        assert_eq!(ids.len(), figures.len());
    }

    #[test]
    fn an_id_outlives_the_value_and_falls_with_the_question() {
        let find =
            |figures: &[Figure], id| figures.iter().find(|figure| figure.id == id).map(|f| f.value.clone());
        let (before, after) = (figures(world()), figures(world().win("miss", 2012, "maif")));
        let query = Query::by_default(&RankingSettings::default(), None, model::Window::year(year(2012)));
        let score = ranking_figure("score", FigureSubject::Company(company_id("maif")), &query);
        assert_eq!((find(&before, score).as_deref(), find(&after, score).as_deref()), (Some("2"), Some("3")));
        let other = ranking_figure(
            "score",
            FigureSubject::Company(company_id("maif")),
            &Query { sector: Some(sample::sector_id("cars")), ..query },
        );
        assert_eq!(find(&before, other), None);
    }

    #[test]
    fn the_id_of_a_cited_figure_never_changes() {
        let query = Query::by_default(&RankingSettings::default(), None, model::Window::year(year(2012)));
        assert_eq!(question(&query), "2012 all countries competitions without derived");
        let score = ranking_figure("score", FigureSubject::Company(company_id("maif")), &query);
        assert_eq!(score.to_string(), "2p46acvwbv");
    }

    #[test]
    fn a_printed_number_holds_to_its_own_decimals() {
        let says = |printed: &str, value| still_says(printed.parse().unwrap(), value);
        assert!(says("91.5", "91.50"));
        assert!(says("92", "91.50") && says("91", "91.50"));
        assert!(says("0.33", "0.3333"));
        assert!(!says("91.4", "91.50"));
    }
}
