//! The rank of one company over the years.

use serde::Serialize;

use super::axis::{Across, Tick, YearMarks, YearTick, number};
use super::lettering::{Anchor, Lettering, Text};
use super::px::{Path, Spot};
use super::room::{Area, free};
use super::scale::{Scale, rank_ticks};
use super::{Caption, Chart, Cut, Drawing, Px};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Career {
    /// Its words.
    pub caption: Caption,
    /// The years, oldest first, none left out.
    pub years: Vec<YearTick>,
    /// One a year; none where the company has no rank.
    pub places: Vec<Option<Place>>,
}

/// A rank in a year.
#[derive(Debug, Clone)]
pub struct Place {
    /// From 1.
    pub rank: u32,
    /// As it stands beside the dot ("3e ex.").
    pub label: String,
    /// In words ("2012 : 3e ex æquo").
    pub title: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// The years.
    pub years: YearMarks,
    /// Round ranks.
    pub ticks: Vec<Tick>,
    /// Where rules begin.
    pub left: Px,
    /// Where they end.
    pub right: Px,
    /// From year to year.
    pub line: String,
    /// The ranks.
    pub dots: Vec<Dot>,
}

/// A rank as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dot {
    /// Across.
    pub x: Px,
    /// Down.
    pub y: Px,
    /// Its radius.
    pub radius: Px,
    /// Whether it is the first rank, drawn full.
    pub first: bool,
    /// In words.
    pub title: String,
    /// The rank, where there is room.
    pub label: Option<Text>,
}

/// Draws the ranks, or nothing when there is none.
pub fn draw(career: &Career) -> Option<Chart<Marks>> {
    let drawings: Option<Vec<_>> = Cut::BOTH.into_iter().map(|cut| picture(career, cut)).collect();
    Some(Chart { template: "chart/career.svg", caption: career.caption.clone(), drawings: drawings? })
}

/// The height of the ranks, from the first to the worst.
const HEIGHT: (f64, f64) = (170.0, 150.0);
/// Few years stand together rather than far apart.
const PITCH: (f64, f64) = (120.0, 80.0);

fn picture(career: &Career, cut: Cut) -> Option<Drawing<Marks>> {
    let text = cut.text();
    let worst = career.worst()?;
    let ticks = rank_ticks(worst as u32, 5);
    let left = number(ticks[ticks.len() - 1], cut).width + text * 0.6;
    let right = cut.width() - text * 1.4;
    let across = Across::fitting(career.years.len(), left + text, right, cut.pick(PITCH.0, PITCH.1));
    let (top, bottom) = (text * 1.8, text * 1.8 + cut.pick(HEIGHT.0, HEIGHT.1));
    let scale = Scale { low: 1.0, high: worst, from: top, to: bottom };
    let floor = bottom + text * 1.6;
    let spots = career.spots(across, scale);
    let within = Area { left, top: 0.0, right: cut.width(), bottom: floor };
    let tick = |&rank: &u32| {
        let y = scale.at(f64::from(rank));
        Tick { label: number(rank, cut).at(left - text * 0.5, y, Anchor::End), rule: Px::of(y) }
    };
    let marks = Marks {
        years: across.marks(&career.years, cut, 0.0, floor, floor + text * 0.8),
        ticks: ticks.iter().map(tick).collect(),
        left: Px::of(left),
        right: Px::of(across.at(career.years.len() - 1) + text),
        line: line(&spots),
        dots: career.dots(&spots, across.dot(text * 0.36), &within, cut),
    };
    Some(Drawing::new(cut, floor + text * 1.6, marks))
}

impl Career {
    /// The lowest rank, at least the fifth, so that a second place does not look like a fall.
    fn worst(&self) -> Option<f64> {
        let ranks = self.places.iter().take(self.years.len()).flatten().map(|place| place.rank);
        ranks.max().map(|worst| f64::from(worst.max(5)))
    }
    fn spots(&self, across: Across, scale: Scale) -> Vec<Option<Spot>> {
        let spot = |(year, place): (usize, &Option<Place>)| {
            place.as_ref().map(|place| (across.at(year), scale.at(f64::from(place.rank.max(1)))))
        };
        self.places.iter().take(self.years.len()).enumerate().map(spot).collect()
    }
    fn ranked<'a>(&'a self, spots: &'a [Option<Spot>]) -> impl Iterator<Item = (usize, Spot, &'a Place)> {
        let places = self.places.iter().zip(spots).enumerate();
        places.filter_map(|(year, (place, spot))| Some((year, (*spot)?, place.as_ref()?)))
    }
    /// The last rank has the first choice of room, then the others from the latest to the earliest.
    fn dots(&self, spots: &[Option<Spot>], radius: f64, within: &Area, cut: Cut) -> Vec<Dot> {
        let dots = spots.iter().flatten().map(|&spot| Area::around(spot, radius + 1.0));
        let mut taken: Vec<Area> = dots.chain(spots.windows(2).flat_map(follow)).collect();
        let ranked: Vec<_> = self.ranked(spots).collect();
        let dot = |&(_, (x, y), place): &(usize, Spot, &Place)| {
            let words = Lettering::new(&place.label, cut.width() / 3.0, cut.text());
            let away = radius + cut.text() * 0.5 + 2.0;
            let places = [(x, y - away), (x, y + away)];
            let candidates = places.map(|(x, y)| (words.area(x, y, Anchor::Middle), (x, y)));
            let chosen = free(&candidates, within, &taken).map(|at| candidates[at]);
            taken.extend(chosen.map(|(area, _)| area));
            let label = chosen.map(|(_, (x, y))| words.at(x, y, Anchor::Middle));
            let title = place.title.clone();
            Dot { x: Px::of(x), y: Px::of(y), radius: Px::of(radius), first: place.rank <= 1, title, label }
        };
        let mut dots: Vec<Dot> = ranked.iter().rev().map(dot).collect();
        dots.reverse();
        dots
    }
}

/// The areas that a stretch of the line crosses.
fn follow(pair: &[Option<Spot>]) -> Vec<Area> {
    const SAMPLES: usize = 12;
    let [Some(from), Some(to)] = pair else { return Vec::new() };
    let part = |at: usize| at as f64 / SAMPLES as f64;
    let at = |part: f64| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
    (0..=SAMPLES).map(|sample| Area::around(at(part(sample)), 1.5)).collect()
}

fn line(spots: &[Option<Spot>]) -> String {
    let mut path = Path::default();
    for pair in spots.windows(2) {
        if let [Some(from), Some(to)] = pair {
            path.straight(*from, *to);
        }
    }
    path.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::caption;

    fn career(ranks: &[u32]) -> Career {
        let place = |&rank: &u32| {
            (rank > 0).then(|| Place { rank, label: format!("{rank}e"), title: format!("{rank}e") })
        };
        let tick = |at: usize| YearTick { year: 2008 + at as i64, thin: None };
        Career {
            caption: caption("career", "Des rangs"),
            years: (0..ranks.len()).map(tick).collect(),
            places: ranks.iter().map(place).collect(),
        }
    }

    #[test]
    fn the_first_rank_is_full_and_a_year_without_rank_a_gap() {
        let marks = draw(&career(&[1, 3, 0, 2, 1])).unwrap().drawings.remove(0).marks;
        assert_eq!(marks.line.matches('M').count(), 2, "{}", marks.line);
        let dots: Vec<_> = marks.dots.iter().map(|dot| (dot.title.as_str(), dot.first)).collect();
        assert_eq!(dots, [("1e", true), ("3e", false), ("2e", false), ("1e", true)]);
        assert!(marks.dots.iter().all(|dot| dot.label.is_some()), "there is room for all four");
    }

    #[test]
    fn no_rank_is_no_chart() {
        assert_eq!((draw(&career(&[0, 0])), draw(&career(&[]))), (None, None));
    }
}
