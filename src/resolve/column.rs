//! A column of the records: what different things stand in it, and which of them each record has.
//!
//! A million records print a hundred thousand names and a few headings: each is understood once, and compared by its
//! number from then on.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

use crate::model::Record;

/// A map that is never printed, for a million look-ups.
pub(super) type Map<K, V> = HashMap<K, V, RandomState>;

/// A column; its values are understood one by one.
pub(super) struct Column<T> {
    /// The different values, in the order in which the records first have them.
    pub(super) values: Vec<T>,
    /// For each record the position of its value.
    of_record: Vec<u32>,
}

impl<T: Copy + Eq + Hash> Column<T> {
    pub(super) fn of<'a>(records: &'a [Record], value: impl Fn(&'a Record) -> T) -> Self {
        let (mut values, mut of_record) = (Vec::new(), Vec::with_capacity(records.len()));
        let mut known = Map::default();
        for value in records.iter().map(value) {
            let last = of_record.last().copied();
            // Neighbours mostly have the same.
            let same = last.filter(|last| values[*last as usize] == value);
            of_record.push(same.unwrap_or_else(|| {
                *known.entry(value).or_insert_with(|| {
                    values.push(value);
                    number(values.len() - 1)
                })
            }));
        }
        Self { values, of_record }
    }
}

impl<T> Column<T> {
    /// The column with something else in place of its values, in their order.
    pub(super) fn with<U>(self, values: Vec<U>) -> Column<U> {
        Column { values, of_record: self.of_record }
    }

    /// The value of a record, by the record's position.
    pub(super) fn get(&self, record: usize) -> &T {
        &self.values[self.of_record[record] as usize]
    }
}

/// A position as a number, half as wide: there are never so many records.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).expect("fewer than four thousand million of anything")
}

/// For each value how many different ones stand before it, in their order.
pub(super) fn ranks<T: Ord>(values: &[T]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|a, b| values[*a].cmp(&values[*b]));
    let mut ranks = vec![0; values.len()];
    for (rank, equal) in order.chunk_by(|a, b| values[*a] == values[*b]).enumerate() {
        equal.iter().for_each(|value| ranks[*value] = number(rank));
    }
    ranks
}
