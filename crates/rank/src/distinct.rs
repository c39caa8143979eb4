//! A column of rows, mostly of the records: what different things stand in it, and which of them each row has.
//!
//! A million records print a hundred thousand names and a few headings: each is understood once, and compared by its
//! number from then on.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;
use rayon::iter::ParallelIterator;
use rayon::slice::{ParallelSlice, ParallelSliceMut};

/// A map that is never printed, for a million look-ups.
pub(crate) type Map<K, V> = HashMap<K, V, RandomState>;

// Rows are read in so many blocks, side by side.
const BLOCKS: usize = 4;

/// A column; its values are understood one by one.
pub(crate) struct Distinct<T> {
    /// The different values, in the order in which they first stand.
    pub(crate) values: Vec<T>,
    /// For each row the position of its value.
    of_row: Vec<u32>,
}

impl<T: Copy + Eq + Hash + Send + Sync> Distinct<T> {
    pub(crate) fn of<'a, R: Sync>(rows: &'a [R], value: impl Fn(&'a R) -> T + Sync) -> Self {
        let length = rows.len().div_ceil(BLOCKS).max(1);
        let blocks: Vec<Self> = rows.par_chunks(length).map(|rows| Self::of_block(rows, &value)).collect();
        let mut all = Numbering::default();
        let mut of_row = Vec::with_capacity(rows.len());
        for block in blocks {
            let positions: Vec<u32> = block.values.into_iter().map(|value| all.position(value)).collect();
            of_row.extend(block.of_row.into_iter().map(|position| positions[position as usize]));
        }
        Self { values: all.values, of_row }
    }

    fn of_block<'a, R>(rows: &'a [R], value: impl Fn(&'a R) -> T) -> Self {
        let mut known = Numbering::default();
        let of_row = rows.iter().map(|row| known.position(value(row))).collect();
        Self { values: known.values, of_row }
    }
}

/// The different values met so far.
struct Numbering<T> {
    values: Vec<T>,
    positions: Map<T, u32>,
    last: Option<(T, u32)>,
}

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Self { values: Vec::new(), positions: Map::default(), last: None }
    }
}

impl<T: Copy + Eq + Hash> Numbering<T> {
    fn position(&mut self, value: T) -> u32 {
        // Neighbours mostly have the same.
        if let Some((last, position)) = self.last
            && last == value
        {
            return position;
        }
        let position = *self.positions.entry(value).or_insert_with(|| {
            self.values.push(value);
            number(self.values.len() - 1)
        });
        self.last = Some((value, position));
        position
    }
}

impl<T> Distinct<T> {
    /// The column with something else in place of its values, in their order.
    pub(crate) fn with<U>(self, values: Vec<U>) -> Distinct<U> {
        Distinct { values, of_row: self.of_row }
    }

    /// The value of a row, by the row's position.
    pub(crate) fn get(&self, row: usize) -> &T {
        &self.values[self.number(row)]
    }

    /// The position of a row's value.
    pub(crate) fn number(&self, row: usize) -> usize {
        self.of_row[row] as usize
    }
}

/// A position as a number, half as wide: there are never so many records.
pub(crate) fn number(position: usize) -> u32 {
    u32::try_from(position).expect("fewer than four thousand million of anything")
}

/// For each value how many different ones stand before it, in their order.
pub(crate) fn ranks<T: Ord + Sync>(values: &[T]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.par_sort_unstable_by(|a, b| values[*a].cmp(&values[*b]));
    let mut ranks = vec![0; values.len()];
    for (rank, equal) in order.chunk_by(|a, b| values[*a] == values[*b]).enumerate() {
        equal.iter().for_each(|value| ranks[*value] = number(rank));
    }
    ranks
}
