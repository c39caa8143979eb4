//! Which of several statements has the best support.

use std::cmp::Reverse;

use crate::model::Record;

/// A value, and the page that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a, T> {
    pub(super) value: T,
    pub(super) url: &'a str,
}

/// Different values in the order of their support: firmest evidence, then most witnesses, then the smaller value.
/// Each comes with the firmest page that says it, the first by its address among equals.
pub(super) fn by_support<'a, T: Ord + Copy>(said: impl Iterator<Item = (T, &'a Record)>) -> Vec<Said<'a, T>> {
    let mut said: Vec<_> =
        said.map(|(value, record)| (value, record.evidence.kind, record.url.as_str())).collect();
    said.sort_unstable();
    let alike = said.chunk_by(|(a, ..), (b, ..)| a == b);
    let mut votes: Vec<_> =
        alike.map(|pages| (pages[0].1, Reverse(pages.len()), pages[0].0, pages[0].2)).collect();
    votes.sort();
    votes.into_iter().map(|(_, _, value, url)| Said { value, url }).collect()
}
