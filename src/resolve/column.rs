//! A column of rows, mostly of the records: what different things stand in it, and which of them each row has.
//!
//! A million records print a hundred thousand names and a few headings: each is understood once, and compared by its
//! number from then on.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::RandomState;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

/// A map that is never printed, for a million look-ups.
pub(super) type Map<K, V> = HashMap<K, V, RandomState>;

/// Values are divided by their digests among so many tables, which are filled side by side.
const TABLES: u64 = 4;

/// A column; its values are understood one by one.
pub(super) struct Column<T> {
    /// The different values, in no order that means anything.
    pub(super) values: Vec<T>,
    /// For each row the position of its value.
    of_row: Vec<u32>,
}

impl<T: Copy + Eq + Hash + Send + Sync> Column<T> {
    pub(super) fn of<'a, R: Sync>(rows: &'a [R], value: impl Fn(&'a R) -> T + Sync) -> Self {
        let state = RandomState::default();
        let digested = |row| {
            let value = value(row);
            Digested { digest: state.hash_one(value), value }
        };
        let digested: Vec<_> = rows.par_iter().map(digested).collect();
        let tables: Vec<_> = (0..TABLES).into_par_iter().map(|nth| table(&digested, nth)).collect();
        let mut column = Self { values: Vec::new(), of_row: vec![0; rows.len()] };
        for (values, rows) in tables {
            let before = number(column.values.len());
            rows.into_iter().for_each(|(row, nth)| column.of_row[row as usize] = before + nth);
            column.values.extend(values);
        }
        column
    }
}

/// The different values of one of the tables, and the position of its value for each row that has one of them.
fn table<T: Copy + Eq>(digested: &[Digested<T>], nth: u64) -> (Vec<T>, Vec<(u32, u32)>) {
    let (mut values, mut rows) = (Vec::<Digested<T>>::new(), Vec::<(u32, u32)>::new());
    let mut known = Map::default();
    for (row, digested) in (0..).zip(digested).filter(|(_, digested)| digested.digest % TABLES == nth) {
        let last = rows.last().map(|(_, last)| *last);
        // Neighbours mostly have the same.
        let same = last.filter(|last| values[*last as usize] == *digested);
        let position = same.unwrap_or_else(|| {
            *known.entry(*digested).or_insert_with(|| {
                values.push(*digested);
                number(values.len() - 1)
            })
        });
        rows.push((row, position));
    }
    (values.into_iter().map(|digested| digested.value).collect(), rows)
}

/// A value with its digest, so that growing a table need not read the value again, which stands anywhere in memory.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Digested<T> {
    digest: u64,
    value: T,
}

impl<T> Hash for Digested<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.digest);
    }
}

impl<T> Column<T> {
    /// The column with something else in place of its values, in their order.
    pub(super) fn with<U>(self, values: Vec<U>) -> Column<U> {
        Column { values, of_row: self.of_row }
    }

    /// The value of a row, by the row's position.
    pub(super) fn get(&self, row: usize) -> &T {
        &self.values[self.number(row)]
    }

    /// The position of a row's value.
    pub(super) fn number(&self, row: usize) -> usize {
        self.of_row[row] as usize
    }
}

/// A position as a number, half as wide: there are never so many records.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).expect("fewer than four thousand million of anything")
}

/// For each value how many different ones stand before it, in their order.
pub(super) fn ranks<T: Ord + Sync>(values: &[T]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.par_sort_unstable_by(|a, b| values[*a].cmp(&values[*b]));
    let mut ranks = vec![0; values.len()];
    for (rank, equal) in order.chunk_by(|a, b| values[*a] == values[*b]).enumerate() {
        equal.iter().for_each(|value| ranks[*value] = number(rank));
    }
    ranks
}
