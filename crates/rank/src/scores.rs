//! Scores: the worth of a company's distinctions, put together as the method says.

use super::kemeny::{self, Ballots};
use super::ledger::{Row, Selection};
use super::worth::{place, unit};
use crate::Proof;
use model::{Ratio, Window};
use workspace::{Method, Rules};

/// A score in units of its method. Those of one method compare by their units alone, without fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    units: i128,
    /// How many units make one point.
    one: i128,
}

impl Score {
    fn of(method: Method, units: i128) -> Self {
        Self { units, one: i128::from(unit(method)) * i128::from(Rules::WEIGHT_UNIT) }
    }

    /// As points.
    pub fn ratio(self) -> Ratio {
        Ratio::new(self.units, self.one).expect("the unit is not 0")
    }
}

/// The scores of some companies, each given by its distinctions in the window, and the proof if there is one.
pub fn scores(
    selection: &Selection<'_>,
    companies: &[&[Row]],
    method: Method,
    window: Window,
) -> (Vec<Score>, Option<Proof>) {
    let sum = |rows: &&[Row]| Score::of(method, by_year(selection, rows).sum());
    let middle = |rows: &&[Row]| median(method, by_year(selection, rows).collect(), window);
    match method {
        Method::Competitions | Method::Points | Method::Borda | Method::Dowdall => {
            (companies.iter().map(sum).collect(), None)
        }
        Method::Median => (companies.iter().map(middle).collect(), None),
        Method::Kemeny => kemeny_scores(selection, companies),
    }
}

/// What a competition gave a company: the best of its distinctions by one source in one year, weighed.
pub fn competition(selection: &Selection<'_>, rows: &[Row]) -> i128 {
    let best = rows.iter().map(|row| row.worth).max().unwrap_or(0);
    let weight = rows.first().map_or(0, |row| selection.weights[row.source]);
    i128::from(best) * i128::from(weight)
}

/// Weighed units as points.
pub fn points(method: Method, units: i128) -> Ratio {
    Score::of(method, units).ratio()
}

/// The sum of each year with a distinction, in weighed units.
fn by_year<'s>(selection: &'s Selection<'_>, rows: &'s [Row]) -> impl Iterator<Item = i128> + 's {
    let by_source = |year: &[Row]| {
        year.chunk_by(|a, b| a.source == b.source).map(|rows| competition(selection, rows)).sum()
    };
    rows.chunk_by(|a, b| a.year == b.year).map(by_source)
}

/// The middle of the years of the window; of an even number of years, halfway between the two in the middle.
fn median(method: Method, mut years: Vec<i128>, window: Window) -> Score {
    years.resize(window.years().count(), 0);
    years.sort_unstable();
    let middle = years.len() / 2;
    let lower = if years.len().is_multiple_of(2) { middle - 1 } else { middle };
    let twice = Score::of(method, years[lower] + years[middle]);
    Score { one: 2 * twice.one, ..twice }
}

fn kemeny_scores(selection: &Selection<'_>, companies: &[&[Row]]) -> (Vec<Score>, Option<Proof>) {
    let whole = |number: u64| Score { units: i128::from(number), one: 1 };
    if companies.len() > kemeny::MOST_COMPANIES {
        return (vec![whole(0); companies.len()], Some(Proof::Unproven));
    }
    let mut ballots = Ballots::new();
    for (company, rows) in companies.iter().enumerate() {
        for row in *rows {
            let ballot = ballots.entry((row.year, row.source)).or_default();
            ballot.weight = selection.weights[row.source];
            let place = place(row);
            ballot.places.entry(company).and_modify(|best| *best = place.min(*best)).or_insert(place);
        }
    }
    let (above, proof) = kemeny::above(companies.len(), &ballots);
    let others = companies.len() as u64;
    (above.iter().map(|above| whole(others - 1 - above)).collect(), Some(proof))
}
