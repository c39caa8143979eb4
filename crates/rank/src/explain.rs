//! Explanation of one score: the sources and years that gave it, down to the awards, and those that gave nothing.

use super::ledger::{Ledger, Row, Selection, within};
use super::scores::{competition, points};
use super::standings::rank;
use super::switches::{award_aside, source_aside};
use crate::{Explanation, Query, SetAside, Step, Why};
use model::{Award, CompanyId, Counting, Register};
use workspace::Rules;

/// Explains the score of a company; nothing when it is not ranked.
pub fn explain(register: &Register, query: &Query, company: &CompanyId) -> Option<Explanation> {
    let ledger = Ledger::new(register, query.level);
    let selection = ledger.select(query);
    let ranking = rank(&selection, query);
    let standing = ranking.standings.iter().find(|s| s.company == *company)?;
    let number = ledger.companies.iter().position(|c| c.id == *company)?;
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
        set_aside: set_aside(&ledger, query, number),
    })
}

fn step(selection: &Selection<'_>, query: &Query, rows: &[Row]) -> Step {
    let source = selection.ledger.sources[rows[0].source];
    let of_award = |row: &Row| {
        let units = i128::from(row.worth) * i128::from(Rules::WEIGHT_UNIT);
        (row.award, points(query.method, units))
    };
    Step {
        year: rows[0].year,
        source: source.id,
        weight: query.rules.weight(source),
        awards: rows.iter().map(of_award).collect(),
        given: points(query.method, competition(selection, rows)),
    }
}

/// The awards of the window that are credited to the company and gave nothing.
fn set_aside(ledger: &Ledger<'_>, query: &Query, company: usize) -> Vec<SetAside> {
    let register = ledger.register;
    let own = |award: &Award| {
        let credited = award.company.as_ref().and_then(|company| ledger.credited(company));
        credited == Some(company) && query.window.holds(award.awarded.year())
    };
    let why = |award: &Award| {
        let not_counting = (award.counting != Counting::Counts).then_some(Why::NotCounting);
        let source = register.source(&award.source);
        not_counting.or_else(|| source_aside(source, query)).or_else(|| award_aside(award, query))
    };
    let awards = register.awards.iter().enumerate().filter(|(_, award)| own(award));
    awards.filter_map(|(position, award)| Some(SetAside { award: position, why: why(award)? })).collect()
}
