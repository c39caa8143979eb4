//! Who stands in which lane, year by year.

use std::collections::BTreeMap;

use super::Runner;
use crate::chart::Cut;

/// The lowest rank shown.
const DEPTH: (u32, u32) = (10, 8);
/// How many lanes a drawing may have before it shows fewer ranks.
const LANES: (usize, usize) = (26, 16);

/// The bands of a drawing and the lanes of its companies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lanes {
    /// The ranks shown, the best first, each with the number of its lanes.
    pub bands: Vec<(u32, usize)>,
    /// For each company, one seat a year.
    pub seats: Vec<Vec<Seat>>,
}

/// Where a company stands in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// It has no rank.
    Absent,
    /// Its rank is lower than those shown.
    Below,
    /// A lane of a band, both from 0.
    Lane {
        /// The band.
        band: usize,
        /// The lane in the band.
        lane: usize,
    },
}

/// Years in a row at one rank.
#[derive(Debug, Clone, Copy)]
struct Stay {
    runner: usize,
    rank: u32,
    from: usize,
    to: usize,
    /// The last year its lane is taken, by the stay or by the name after it.
    until: usize,
}

impl Lanes {
    /// As many ranks as there is room for; nothing when no company has a rank.
    ///
    /// A name follows its company's last dot, and takes `name_columns` years of the lane.
    pub fn new(
        runners: &[&Runner],
        years: usize,
        cut: Cut,
        name_columns: impl Fn(&Runner) -> usize,
    ) -> Option<Self> {
        let best =
            runners.iter().flat_map(|one| one.places.iter().take(years).flatten()).map(|p| p.rank).min()?;
        let deepest = cut.pick(DEPTH.0, DEPTH.1).max(best);
        let at_depth = |depth: u32| {
            let stays: Vec<Stay> = (0..runners.len())
                .flat_map(|at| stays(runners[at], at, years, depth, name_columns(runners[at])))
                .collect();
            Self::assign(runners, years, stays)
        };
        let few = |lanes: &Self| {
            lanes.bands.iter().map(|(_, lanes)| lanes).sum::<usize>() <= cut.pick(LANES.0, LANES.1)
        };
        (best..=deepest).rev().map(at_depth).find(few).or_else(|| Some(at_depth(best)))
    }

    fn assign(runners: &[&Runner], years: usize, stays: Vec<Stay>) -> Self {
        let mut by_rank: BTreeMap<u32, Vec<Stay>> = BTreeMap::new();
        for stay in stays {
            by_rank.entry(stay.rank).or_default().push(stay);
        }
        let mut seats: Vec<Vec<Seat>> = runners.iter().map(|one| unshown(one, years)).collect();
        let mut bands = Vec::new();
        for (rank, mut stays) in by_rank {
            stays.sort_by_key(|stay| (runners[stay.runner].role, stay.from, stay.runner));
            bands.push((rank, seat_band(&stays, bands.len(), &mut seats)));
        }
        Self { bands, seats }
    }
}

/// Each stay takes the first lane that is free for all of it; the leader comes first, and so stands on top.
fn seat_band(stays: &[Stay], band: usize, seats: &mut [Vec<Seat>]) -> usize {
    let mut lanes: Vec<Vec<Stay>> = Vec::new();
    for stay in stays {
        let free =
            |taken: &Vec<Stay>| taken.iter().all(|other| stay.until < other.from || other.until < stay.from);
        let lane = lanes.iter().position(free).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push(*stay);
        seats[stay.runner][stay.from..=stay.to].fill(Seat::Lane { band, lane });
    }
    lanes.len()
}

fn stays(runner: &Runner, at: usize, years: usize, depth: u32, name_columns: usize) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for year in 0..years {
        let Some(rank) = runner.place(year).map(|place| place.rank).filter(|&rank| rank <= depth) else {
            continue;
        };
        match stays.last_mut() {
            Some(stay) if stay.rank == rank && stay.to + 1 == year => (stay.to, stay.until) = (year, year),
            Some(_) | None => stays.push(Stay { runner: at, rank, from: year, to: year, until: year }),
        }
    }
    if let Some(last) = stays.last_mut() {
        last.until += name_columns;
    }
    stays
}

fn unshown(runner: &Runner, years: usize) -> Vec<Seat> {
    let seat = |year| if runner.place(year).is_some() { Seat::Below } else { Seat::Absent };
    (0..years).map(seat).collect()
}
