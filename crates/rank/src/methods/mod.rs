//! How awards become a score: what one distinction is worth under a method, and how the worths of a company are put
//! together.
//!
//! A worth is a whole number of a common unit, so that a score is exact and independent of the order of additions.
//! To add a method: a variant of [`Method`], its unit and worth here, and a line in `scores`; in `kemeny`, an order
//! that no sum gives.

mod kemeny;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use self::kemeny::Ballots;
use crate::distinct::Distinct;
use crate::ledger::{Distinction, Selection};
use crate::{Proof, Query};
use model::text;
use model::{Award, Level, Ratio, Register, Window};
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

    pub fn ratio(self) -> Ratio {
        Ratio::new(self.units, self.one).expect("the unit is not 0")
    }
}

/// The scores of some companies, each given by its distinctions in the window, and the proof if there is one.
pub fn scores(
    selection: &Selection<'_>,
    companies: &[&[Distinction]],
    method: Method,
    window: Window,
) -> (Vec<Score>, Option<Proof>) {
    let sum = |rows: &&[Distinction]| Score::of(method, by_year(selection, rows).sum());
    let middle = |rows: &&[Distinction]| median(method, by_year(selection, rows).collect(), window);
    match method {
        Method::Competitions | Method::Points | Method::Borda | Method::Dowdall => {
            (companies.iter().map(sum).collect(), None)
        }
        Method::Median => (companies.iter().map(middle).collect(), None),
        Method::Kemeny => kemeny_scores(selection, companies),
    }
}

/// What a competition gave a company: the best of its distinctions by one source in one year, weighed.
pub fn competition(selection: &Selection<'_>, rows: &[Distinction]) -> i128 {
    let best = rows.iter().map(|row| row.worth).max().unwrap_or(0);
    let weight = rows.first().map_or(0, |row| selection.weights[row.source]);
    i128::from(best) * i128::from(weight)
}

pub fn points(method: Method, units: i128) -> Ratio {
    Score::of(method, units).ratio()
}

/// The sum of each year with a distinction, in weighed units.
fn by_year<'s>(selection: &'s Selection<'_>, rows: &'s [Distinction]) -> impl Iterator<Item = i128> + 's {
    let by_source = |year: &[Distinction]| {
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

fn kemeny_scores(selection: &Selection<'_>, companies: &[&[Distinction]]) -> (Vec<Score>, Option<Proof>) {
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

// The least common multiple of 1 to 40. Under `dowdall` a place after the fortieth earns nothing.
const FORTY_PLACES: u64 = 5_342_931_457_063_200;

/// The number of units that make one point of a method.
pub fn unit(method: Method) -> u64 {
    match method {
        Method::Competitions | Method::Points | Method::Median | Method::Kemeny => 1,
        Method::Borda => 2,
        Method::Dowdall => FORTY_PLACES,
    }
}

/// What each of a ledger's rows is worth, in units, in their order; nothing where the method counts each as one.
pub fn worths(register: &Register, rows: &[Distinction], query: &Query) -> Option<Vec<u64>> {
    let points = |row: &Distinction| query.rules.points.of(row.outcome, row.place, row.level);
    match query.method {
        Method::Competitions | Method::Median | Method::Kemeny => None,
        Method::Points => Some(rows.par_iter().map(points).collect()),
        Method::Dowdall => Some(rows.par_iter().map(|row| dowdall(place(row))).collect()),
        Method::Borda => Some(borda(register, rows)),
    }
}

/// The place of a distinction in its list: as printed; the first where none is printed, as in lists without order.
pub fn place(row: &Distinction) -> u64 {
    row.place.map_or(1, |place| u64::from(place.number).max(1))
}

fn dowdall(place: u64) -> u64 {
    if place <= 40 { FORTY_PLACES / place } else { 0 }
}

/// Half points: twice the number of places from an entry to the end of its list, shared among equals.
fn borda(register: &Register, rows: &[Distinction]) -> Vec<u64> {
    let lists = lists(register);
    let mut rows_by_award = vec![None; register.awards.len()];
    rows.iter().enumerate().for_each(|(number, row)| rows_by_award[row.award] = Some(number));
    let list_of = |row: &usize| lists.number(rows[*row].award);
    let place_of = |row: &usize| place(&rows[*row]);
    let mut entries: Vec<usize> = rows_by_award.into_iter().flatten().collect();
    // Most stand in this order already, since awards are kept list by list.
    entries.sort_by_key(list_of);
    let mut half_points = vec![0; rows.len()];
    for list in entries.chunk_by_mut(|a, b| list_of(a) == list_of(b)) {
        list.sort_unstable_by_key(place_of);
        let equals = || list.chunk_by(|a, b| place_of(a) == place_of(b));
        // As many entries as we know, or as the last place tells.
        let last = equals().map(|equals| place_of(&equals[0]) + equals.len() as u64 - 1).max();
        let length = last.unwrap_or(0).max(list.len() as u64);
        for equals in equals() {
            let shared = 2 * (length + 1 - place_of(&equals[0])) - (equals.len() as u64 - 1);
            equals.iter().for_each(|row| half_points[*row] = shared);
        }
    }
    half_points
}

/// The number of the list of each award: source, edition, level and heading. Headings that fold to the same are one list;
/// a sector or category that no page names may be any, so its winner stands alone.
fn lists(register: &Register) -> Distinct<(usize, usize, Option<usize>)> {
    let awards = register.awards.as_slice();
    let levels = Distinct::of(awards, |award| (award.source, award.edition, award.level));
    let headings = Distinct::of(awards, |award| award.category);
    let folded: Vec<String> = headings.values.iter().map(|heading| text::heading(heading)).collect();
    let folded = Distinct::of(&folded, |heading| heading.as_str());
    let list = |(number, award): (usize, &Award)| {
        let alone = award.category.is_empty() && award.level != Level::Overall;
        (levels.number(number), folded.number(headings.number(number)), alone.then_some(number))
    };
    let lists: Vec<_> = awards.par_iter().enumerate().map(list).collect();
    Distinct::of(&lists, |list| *list)
}

#[cfg(test)]
mod tests {
    use super::FORTY_PLACES;

    #[test]
    fn forty_places_divide_the_unit() {
        assert!((1..=40).all(|place| FORTY_PLACES.is_multiple_of(place)));
    }
}
