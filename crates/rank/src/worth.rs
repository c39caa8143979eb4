//! What one distinction is worth under a method, as a whole number of a common unit.
//!
//! A score is then a sum of whole numbers, exact and independent of the order of additions.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::ledger::Row;
use crate::Query;
use crate::column::Column;
use model::text;
use model::{Award, Level, Register};
use workspace::Method;

/// The least common multiple of 1 to 40. Under `dowdall` a place after the fortieth earns nothing.
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
pub fn worths(register: &Register, rows: &[Row], query: &Query) -> Option<Vec<u64>> {
    let points = |row: &Row| query.rules.points.of(row.outcome, row.place, row.level);
    match query.method {
        Method::Competitions | Method::Median | Method::Kemeny => None,
        Method::Points => Some(rows.par_iter().map(points).collect()),
        Method::Dowdall => Some(rows.par_iter().map(|row| dowdall(place(row))).collect()),
        Method::Borda => Some(borda(register, rows)),
    }
}

/// The place of a distinction in its list: as printed; the first where none is printed, as in lists without order.
pub fn place(row: &Row) -> u64 {
    row.place.map_or(1, |place| u64::from(place.number).max(1))
}

fn dowdall(place: u64) -> u64 {
    if place <= 40 { FORTY_PLACES / place } else { 0 }
}

/// Half points: twice the number of places from an entry to the end of its list, shared among equals.
fn borda(register: &Register, rows: &[Row]) -> Vec<u64> {
    let lists = lists(register);
    let mut rows_by_award = vec![None; register.awards.len()];
    rows.iter().enumerate().for_each(|(number, row)| rows_by_award[row.award] = Some(number));
    let entry = |(award, row): (usize, Option<usize>)| {
        row.map(|row| Entry { list: lists.number(award), place: place(&rows[row]), row })
    };
    let mut entries: Vec<Entry> = rows_by_award.into_iter().enumerate().filter_map(entry).collect();
    // Most stand in this order already, since awards are kept list by list.
    entries.sort_by_key(|entry| entry.list);
    let mut half_points = vec![0; rows.len()];
    for list in entries.chunk_by_mut(|a, b| a.list == b.list) {
        list.sort_unstable_by_key(|entry| entry.place);
        let equals = || list.chunk_by(|a, b| a.place == b.place);
        // As many entries as we know, or as the last place tells.
        let last = equals().map(|equals| equals[0].place + equals.len() as u64 - 1).max();
        let length = last.unwrap_or(0).max(list.len() as u64);
        for equals in equals() {
            let shared = 2 * (length + 1 - equals[0].place) - (equals.len() as u64 - 1);
            equals.iter().for_each(|entry| half_points[entry.row] = shared);
        }
    }
    half_points
}

/// One entry of a list.
struct Entry {
    list: usize,
    place: u64,
    row: usize,
}

/// The number of the list of each award: source, edition, level and heading. Headings that fold to the same are one list;
/// a sector or category that no page names may be any, so its winner stands alone.
fn lists(register: &Register) -> Column<(usize, usize, Option<usize>)> {
    let awards = register.awards.as_slice();
    let levels = Column::of(awards, |award| (award.source, award.edition, award.level));
    let headings = Column::of(awards, |award| award.category);
    let folded: Vec<String> = headings.values.iter().map(|heading| text::heading(heading)).collect();
    let folded = Column::of(&folded, |heading| heading.as_str());
    let list = |(number, award): (usize, &Award)| {
        let alone = award.category.is_empty() && award.level != Level::Overall;
        (levels.number(number), folded.number(headings.number(number)), alone.then_some(number))
    };
    let lists: Vec<_> = awards.par_iter().enumerate().map(list).collect();
    Column::of(&lists, |list| *list)
}

#[cfg(test)]
mod tests {
    use super::FORTY_PLACES;

    #[test]
    fn forty_places_divide_the_unit() {
        assert!((1..=40).all(|place| FORTY_PLACES.is_multiple_of(place)));
    }
}
