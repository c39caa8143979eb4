//! The tables `[ranking.points]` and `[ranking.weights]` of `sources.toml`: what a place is worth, and a source.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::tree::{Field, Table};
use crate::value::words::{BREADTHS, JUDGES, LEVELS, YES_NO};
use crate::{Points, Rules, Weights};

/// Points of a place, or the factor of a level.
const POINTS: RangeInclusive<i64> = 0..=1000;
/// A weight in percent: nothing, up to ten times as much.
const PERCENT: RangeInclusive<i64> = 0..=1000;

/// Reads both tables from `[ranking]`; what they do not say is as usual.
pub fn read(ranking: &mut Table<'_>) -> Rules {
    let points = ranking.get("points").and_then(|field| field.table("[ranking.points]"));
    let weights = ranking.get("weights").and_then(|field| field.table("[ranking.weights]"));
    Rules {
        points: points.map(read_points).unwrap_or_default(),
        weights: weights.map(read_weights),
        chosen: BTreeMap::new(),
    }
}

fn read_points(mut table: Table<'_>) -> Points {
    let usual = Points::default();
    let points = |field: Field<'_>| field.whole(POINTS);
    let places = table.get("places").map(|field| field.each(points)).unwrap_or_default();
    let levels = table.get("levels").map(|field| factors(field, LEVELS, "the factors of levels", POINTS));
    let read = Points {
        places: if places.is_empty() { usual.places } else { places },
        listed: table.get("listed").and_then(points).unwrap_or(usual.listed),
        special: table.get("special").and_then(points).unwrap_or(usual.special),
        label: table.get("label").and_then(points).unwrap_or(usual.label),
        levels: levels.unwrap_or(usual.levels),
    };
    table.close();
    read
}

fn read_weights(mut table: Table<'_>) -> Weights {
    let judged_by =
        table.get("judged-by").map(|field| factors(field, JUDGES, "the weights of judges", PERCENT));
    let pays =
        table.get("pays-to-enter").map(|field| factors(field, YES_NO, "the weights of entry fees", PERCENT));
    let evaluated =
        table.get("evaluated").map(|field| factors(field, BREADTHS, "the weights of breadth", PERCENT));
    let independent =
        table.get("independent").map(|field| factors(field, YES_NO, "the weights of independence", PERCENT));
    table.close();
    Weights {
        judged_by: judged_by.unwrap_or_default(),
        pays_to_enter: pays.unwrap_or_default(),
        evaluated: evaluated.unwrap_or_default(),
        independent: independent.unwrap_or_default(),
    }
}

/// A number for each of some words; words that are not there leave no number.
fn factors<T: Copy + Ord>(
    field: Field<'_>,
    words: &[(&'static str, T)],
    noun: &'static str,
    limits: RangeInclusive<i64>,
) -> BTreeMap<T, u32> {
    let Some(mut table) = field.table(noun) else { return BTreeMap::new() };
    let number = |(word, choice): &(&'static str, T)| {
        let number = table.get(word)?.whole(limits.clone())?;
        Some((*choice, number))
    };
    let numbers = words.iter().filter_map(number).collect();
    table.close();
    numbers
}
