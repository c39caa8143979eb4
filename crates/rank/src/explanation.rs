//! Explanation of one score: the sources and years that gave it, down to the awards, and those that gave nothing.

use crate::ledger::{Distinction, Ledger, Selection, award_aside, source_aside, within};
use crate::methods::{competition, points};
use crate::ranking::rank;
use crate::{BothReadings, Query, Without};
use model::{Award, CompanyId, Counting, Ratio, Register, SourceId, Year};
use workspace::Rules;

/// How one company came to its score.
///
/// Under `competitions`, `points`, `borda` and `dowdall` the steps add up to the score exactly; under `median` the
/// score is the middle of the yearly sums; under `kemeny` the steps are the ballots that hold the company.
#[derive(Debug, Clone)]
pub struct Explanation {
    pub query: Query,
    pub company: CompanyId,
    pub score: Ratio,
    pub rank: u32,
    /// One step for each source in each year, by year and source.
    pub steps: Vec<ScoreStep>,
    /// Both readings, where one source gave it several distinctions in one year.
    pub readings: Option<BothReadings>,
    /// Its awards of the window that gave nothing, as positions in the register's awards, in their order.
    pub set_aside: Vec<(usize, Why)>,
}

/// What one source in one year gave.
#[derive(Debug, Clone)]
pub struct ScoreStep {
    pub year: Year,
    pub source: SourceId,
    /// The weight of the source.
    pub weight: Ratio,
    /// Its distinctions, as positions in the register's awards, each with its points: the best of them counts.
    pub awards: Vec<(usize, Ratio)>,
    /// The points of the best, times the weight.
    pub given: Ratio,
}

/// Why an award gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is no distinction; the award itself tells why.
    NotCounting,
    /// Its kind was left out.
    LeftOut(Without),
    /// Its source belongs to another country than asked.
    OtherCountry,
    /// Its source is of another kind than asked.
    OtherKind,
}

impl Explanation {
    /// The sum of the steps of each year, oldest first.
    pub fn years(&self) -> Vec<(Year, Ratio)> {
        let year = |steps: &[ScoreStep]| (steps[0].year, steps.iter().map(|step| step.given).sum());
        self.steps.chunk_by(|a, b| a.year == b.year).map(year).collect()
    }

    /// The sum of all steps.
    pub fn sum(&self) -> Ratio {
        self.steps.iter().map(|step| step.given).sum()
    }
}

/// Explains the score of a company; nothing when it is not ranked.
pub fn explain(register: &Register, query: &Query, company: &CompanyId) -> Option<Explanation> {
    let ledger = Ledger::new(register, query.level);
    let selection = ledger.select(register, query);
    let ranking = rank(&selection, query);
    let standing = ranking.standings.iter().find(|s| s.company == *company)?;
    let number = ledger.companies.iter().position(|id| id == company)?;
    let all = selection.by_company().find(|rows| rows[0].company == number)?;
    let rows = within(all, query.window);
    Some(Explanation {
        query: query.clone(),
        company: *company,
        score: standing.score,
        rank: standing.rank,
        steps: rows
            .chunk_by(|a, b| (a.year, a.source) == (b.year, b.source))
            .map(|rows| step(&selection, query, rows))
            .collect(),
        readings: ranking.readings.iter().find(|both| both.company == *company).cloned(),
        set_aside: set_aside(register, &ledger, query, number),
    })
}

fn step(selection: &Selection<'_>, query: &Query, rows: &[Distinction]) -> ScoreStep {
    let source = selection.register.source(&selection.ledger.sources[rows[0].source]);
    let of_award = |row: &Distinction| {
        let units = i128::from(row.worth) * i128::from(Rules::WEIGHT_UNIT);
        (row.award, points(query.method, units))
    };
    ScoreStep {
        year: rows[0].year,
        source: source.id,
        weight: query.rules.weight(source),
        awards: rows.iter().map(of_award).collect(),
        given: points(query.method, competition(selection, rows)),
    }
}

/// The awards of the window that are credited to the company and gave nothing.
fn set_aside(register: &Register, ledger: &Ledger, query: &Query, company: usize) -> Vec<(usize, Why)> {
    let own = |award: &Award| {
        let credited = award.company.as_ref().and_then(|company| ledger.credited(company));
        credited == Some(company) && query.window.holds(award.awarded.year())
    };
    let why = |award: &Award| {
        let counts = matches!(award.counting, Counting::Counts | Counting::Derived);
        let not_counting = (!counts).then_some(Why::NotCounting);
        let source = register.source(&award.source);
        not_counting.or_else(|| source_aside(source, query)).or_else(|| award_aside(award, query))
    };
    let awards = register.awards.iter().enumerate().filter(|(_, award)| own(award));
    awards.filter_map(|(position, award)| Some((position, why(award)?))).collect()
}
