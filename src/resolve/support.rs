//! Which of several statements has the best support.

use std::cmp::Reverse;
use std::collections::BTreeMap;

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
    let mut pages = BTreeMap::<T, Vec<_>>::new();
    for (value, record) in said {
        pages.entry(value).or_default().push((record.evidence.kind, record.url.as_str()));
    }
    let mut votes: Vec<_> = pages
        .into_iter()
        .filter_map(|(value, pages)| {
            let (evidence, url) = pages.iter().min()?;
            Some((*evidence, Reverse(pages.len()), value, *url))
        })
        .collect();
    votes.sort();
    votes.into_iter().map(|(_, _, value, url)| Said { value, url }).collect()
}
