//! The measures of a drawing, and the marks that follow from them.

use super::lanes::{Lanes, Seat};
use super::{Band, Race, Run, Runner};
use crate::chart::axis::{Across, number};
use crate::chart::lettering::{Anchor, Lettering};
use crate::chart::px::{Path, Spot};
use crate::chart::{Cut, Dot, Px, Role};

/// The widest name.
const NAME: (f64, f64) = (180.0, 112.0);
/// Few years stand together rather than far apart.
const PITCH: (f64, f64) = (150.0, 90.0);
/// A few lanes are drawn up to this height together, then each as low as its letters allow.
const HEIGHT: f64 = 240.0;
/// From a rank to the first year, in letter sizes.
const INDENT: f64 = 1.2;
/// Between two bands.
const BETWEEN: f64 = 8.0;

/// The measures of a drawing.
pub struct Field {
    cut: Cut,
    across: Across,
    years: usize,
    lane: f64,
    /// The upper edge of each band, and the lower edge of the last.
    tops: Vec<f64>,
}

impl Field {
    /// The years, with room for the names that reach beyond the last.
    pub fn across(race: &Race, runners: &[&Runner], cut: Cut) -> Across {
        let years = race.years.len();
        // The widest rank shown: none is lower than the tenth, unless the best is.
        let places = runners.iter().flat_map(|one| one.places.iter().take(years).flatten());
        let best = places.map(|place| place.rank).min().unwrap_or(1);
        let left = number(best.max(10), cut).width + cut.text() * INDENT;
        let fitting = |names: f64| {
            let right = cut.width() - names - gap(cut);
            Across::fitting(years, left, right, cut.pick(PITCH.0, PITCH.1))
        };
        let narrowest = fitting(runners.iter().map(|one| name(one, cut).width).fold(0.0, f64::max)).pitch;
        let beyond = |one: &&Runner| {
            let last = one.last_year(race).unwrap_or(0);
            name(one, cut).width - narrowest * (years - 1 - last) as f64
        };
        fitting(runners.iter().map(beyond).fold(0.0, f64::max))
    }
    /// How many years of its lane a name takes after the last dot.
    pub fn name_columns(across: Across, runner: &Runner, cut: Cut) -> usize {
        let reach = gap(cut) + name(runner, cut).width + cut.text() * 0.4 + 2.0;
        (reach / across.pitch.max(1.0)).ceil() as usize
    }
    /// Measures for these lanes.
    pub fn new(across: Across, years: usize, cut: Cut, lanes: &Lanes) -> Self {
        let all: usize = lanes.bands.iter().map(|(_, lanes)| lanes).sum();
        let lane = (HEIGHT / all.max(1) as f64).clamp(cut.text() + 3.0, cut.text() * 2.0);
        let mut tops = vec![0.0];
        for (_, lanes) in &lanes.bands {
            tops.push(tops[tops.len() - 1] + lane * *lanes as f64 + BETWEEN);
        }
        Self { cut, across, years, lane, tops }
    }
    /// Under the last band.
    pub fn bottom(&self) -> f64 {
        self.tops[self.tops.len() - 1] + BETWEEN
    }
    /// Where rules begin.
    pub fn left(&self) -> f64 {
        self.across.first - self.cut.text() * (INDENT - 0.4)
    }
    /// Where rules end.
    pub fn right(&self) -> f64 {
        self.across.at(self.years.saturating_sub(1)) + radius(Role::Lead, self.across, self.cut)
    }
    /// The ranks.
    pub fn bands(&self, lanes: &Lanes) -> Vec<Band> {
        let band = |((rank, _), edges): (&(u32, usize), &[f64])| {
            let rank = number(rank, self.cut).at(
                self.across.first - self.cut.text() * INDENT,
                (edges[0] + edges[1]) / 2.0,
                Anchor::End,
            );
            Band { rank, rule: Px::of(edges[1]) }
        };
        lanes.bands.iter().zip(self.tops.windows(2)).map(band).collect()
    }
    /// The companies, the leader last.
    pub fn runs(&self, runners: &[&Runner], lanes: &Lanes) -> Vec<Run> {
        let runs = runners.iter().zip(&lanes.seats).rev();
        runs.filter_map(|(runner, seats)| self.run(runner, seats)).collect()
    }
    fn run(&self, runner: &Runner, seats: &[Seat]) -> Option<Run> {
        let spots: Vec<Option<Spot>> = (0..self.years).map(|year| self.spot(year, seats[year])).collect();
        let (x, y) = spots.iter().rev().copied().flatten().next()?;
        let dot = |(year, spot): (usize, &Option<Spot>)| {
            let ((x, y), place) = ((*spot)?, runner.place(year)?);
            Some(Dot { x: Px::of(x), y: Px::of(y), title: place.title.clone() })
        };
        Some(Run {
            name: runner.name.clone(),
            role: runner.role,
            present: matches!(seats.last(), Some(Seat::Lane { .. })),
            line: line(&spots),
            bridge: bridge(&spots, seats),
            tails: self.tails(&spots, seats),
            dots: spots.iter().enumerate().filter_map(dot).collect(),
            radius: Px::of(radius(runner.role, self.across, self.cut)),
            label: name(runner, self.cut).at(x + gap(self.cut), y, Anchor::Start),
        })
    }
    fn spot(&self, year: usize, seat: Seat) -> Option<Spot> {
        match seat {
            Seat::Absent | Seat::Below => None,
            Seat::Lane { band, lane } => {
                let top = self.tops[band] + BETWEEN / 2.0;
                Some((self.across.at(year), top + self.lane * (lane as f64 + 0.5)))
            }
        }
    }
    /// Short strokes from a dot down towards the neighbouring year in which the rank is lower than those shown.
    fn tails(&self, spots: &[Option<Spot>], seats: &[Seat]) -> String {
        let mut path = Path::default();
        for (year, spot) in spots.iter().enumerate() {
            let Some((x, y)) = *spot else { continue };
            let before = year.checked_sub(1).is_some_and(|year| seats[year] == Seat::Below);
            let after = seats.get(year + 1) == Some(&Seat::Below);
            let aside = (self.across.pitch * 0.4).min(self.cut.text());
            let down = (y + self.lane * 0.8).min(self.bottom());
            for (_, to) in [(before, x - aside), (after, x + aside)].into_iter().filter(|(leads, _)| *leads) {
                path.straight((x, y), (to, down));
            }
        }
        path.done()
    }
}

fn line(spots: &[Option<Spot>]) -> String {
    let mut path = Path::default();
    for pair in spots.windows(2) {
        if let [Some(from), Some(to)] = pair {
            path.eased(*from, *to);
        }
    }
    path.done()
}

/// Over the years without a rank, so that the eye finds the company again; tails tell of lower ranks.
fn bridge(spots: &[Option<Spot>], seats: &[Seat]) -> String {
    let mut path = Path::default();
    let shown = spots.iter().enumerate().filter_map(|(year, spot)| Some((year, (*spot)?)));
    let shown: Vec<(usize, Spot)> = shown.collect();
    for pair in shown.windows(2) {
        let ((before, from), (after, to)) = (pair[0], pair[1]);
        let gap = &seats[before + 1..after];
        if !gap.is_empty() && gap.iter().all(|seat| *seat == Seat::Absent) {
            path.eased(from, to);
        }
    }
    path.done()
}

fn name(runner: &Runner, cut: Cut) -> Lettering {
    Lettering::new(&runner.name, cut.pick(NAME.0, NAME.1), cut.text())
}

/// Of a dot; where years stand close, small enough to leave the line between two of them.
fn radius(role: Role, across: Across, cut: Cut) -> f64 {
    let widest = match role {
        Role::Lead => cut.text() * 0.4,
        Role::Other => cut.text() * 0.28,
    };
    across.dot(widest)
}

/// From the middle of a dot to its name.
fn gap(cut: Cut) -> f64 {
    cut.text() * 0.4 + 5.0
}
