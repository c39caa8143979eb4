//! How awards become a score, the `[ranking]` table of `sources.toml`: the method, what a place is worth, and what a
//! source weighs. Declared, never hidden.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use model::{Breadth, JudgedBy, Level, Outcome, Place, Ratio, Source, SourceId, YesNo};

/// How awards become a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// One point for each source that gave a distinction in a year, added up; then the number of distinctions.
    Competitions,
    /// For each source and year the points of the best distinction, added up.
    Points,
    /// For each source and year the best list: as many points as it has entries for the first, one fewer for each
    /// place below; those who share places share their points. Added up.
    Borda,
    /// For each source and year 1 for a first place, 1/2 for a second, 1/3 for a third. Added up.
    Dowdall,
    /// The middle of the yearly scores by competitions, 0 without a distinction; then the number of competitions.
    Median,
    /// The order that contradicts the fewest preferences, where each source in each year prefers those it places
    /// better, and those it distinguishes to those it does not.
    Kemeny,
}

impl Method {
    /// Every method, the default first.
    pub const ALL: [Self; 6] =
        [Self::Competitions, Self::Points, Self::Borda, Self::Dowdall, Self::Median, Self::Kemeny];

    /// The word that names it in files, addresses and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Competitions => "competitions",
            Self::Points => "points",
            Self::Borda => "borda",
            Self::Dowdall => "dowdall",
            Self::Median => "median",
            Self::Kemeny => "kemeny",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the methods are told beside the awards.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rules {
    /// What an award is worth under the method `points`.
    pub points: Points,
    /// What a source weighs under every method; all weigh the same when none.
    pub weights: Option<Weights>,
    /// What single sources weigh in percent, in place of what [`weights`](Self::weights) says: a reader's choice.
    pub chosen: BTreeMap<SourceId, u32>,
}

/// What an award is worth: points for its outcome, times a factor for its level.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points {
    /// Points of the first place, the second, and so on; every later place earns what the last one earns.
    pub places: Vec<u32>,
    /// Points of an entry of a list without order.
    pub listed: u32,
    /// Points of a prize outside the categories.
    pub special: u32,
    pub label: u32,
    /// Factors of levels; 1 where none is given.
    pub levels: BTreeMap<Level, u32>,
}

impl Default for Points {
    /// Three, two, one; twice as much across all sectors.
    fn default() -> Self {
        Self { places: vec![3, 2, 1], listed: 2, special: 2, label: 1, levels: [(Level::Overall, 2)].into() }
    }
}

impl Points {
    /// The points of an award.
    pub fn of(&self, outcome: Outcome, place: Option<Place>, level: Level) -> u64 {
        let placed = |number: u16| {
            let position = usize::from(number).saturating_sub(1);
            self.places.get(position).or(self.places.last()).copied().unwrap_or(0)
        };
        let points = match outcome {
            Outcome::Winner => placed(place.map_or(1, |place| place.number)),
            Outcome::Placed => place.map_or(self.listed, |place| placed(place.number)),
            Outcome::Special => self.special,
            Outcome::Label => self.label,
            Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last | Outcome::Annulled => 0,
        };
        u64::from(points) * u64::from(self.levels.get(&level).copied().unwrap_or(1))
    }
}

/// What a source weighs: the product of its factors, each in percent. A value without a factor leaves 100.
///
/// What is not known in public is a value of its own, with a factor of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weights {
    /// By how winners are found.
    pub judged_by: BTreeMap<JudgedBy, u32>,
    /// By whether companies pay to take part.
    pub pays_to_enter: BTreeMap<YesNo, u32>,
    /// By how many companies are evaluated.
    pub evaluated: BTreeMap<Breadth, u32>,
    /// By whether the organiser itself chooses whom it judges.
    pub independent: BTreeMap<YesNo, u32>,
}

/// One step of the weight of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighing {
    /// How winners are found, and its factor in percent.
    JudgedBy(JudgedBy, u32),
    /// Whether companies pay, and its factor in percent.
    PaysToEnter(YesNo, u32),
    /// How many companies are evaluated, and its factor in percent.
    Evaluated(Breadth, u32),
    /// Whether the organiser itself chooses whom it judges, and its factor in percent.
    Independent(YesNo, u32),
}

impl Weighing {
    pub fn percent(self) -> u32 {
        match self {
            Self::JudgedBy(_, percent)
            | Self::PaysToEnter(_, percent)
            | Self::Evaluated(_, percent)
            | Self::Independent(_, percent) => percent,
        }
    }
}

impl Weights {
    /// The steps that lead to the weight of a source; multiply their factors.
    pub fn steps(&self, source: &Source) -> [Weighing; 4] {
        let Source { judged_by, pays_to_enter, independent, .. } = *source;
        let breadth = source.breadth();
        [
            Weighing::JudgedBy(judged_by, factor(&self.judged_by, judged_by)),
            Weighing::PaysToEnter(pays_to_enter, factor(&self.pays_to_enter, pays_to_enter)),
            Weighing::Evaluated(breadth, factor(&self.evaluated, breadth)),
            Weighing::Independent(independent, factor(&self.independent, independent)),
        ]
    }
}

fn factor<T: Ord>(factors: &BTreeMap<T, u32>, value: T) -> u32 {
    factors.get(&value).copied().unwrap_or(100)
}

impl Rules {
    /// The denominator of every weight: one hundred for each factor.
    pub const WEIGHT_UNIT: u64 = 100_000_000;

    /// The weight of a source in [`WEIGHT_UNIT`](Self::WEIGHT_UNIT)ths.
    pub fn weight_units(&self, source: &Source) -> u64 {
        let product = |weights: &Weights| {
            weights.steps(source).into_iter().map(|step| u64::from(step.percent())).product()
        };
        let chosen = self.chosen.get(&source.id).map(|percent| u64::from(*percent) * Self::WEIGHT_UNIT / 100);
        chosen.unwrap_or_else(|| self.weights.as_ref().map_or(Self::WEIGHT_UNIT, product))
    }

    /// The weight of a source; 1 when all weigh the same.
    pub fn weight(&self, source: &Source) -> Ratio {
        let units = i128::from(self.weight_units(source));
        Ratio::new(units, i128::from(Self::WEIGHT_UNIT)).expect("the unit is not 0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_earns_its_points_and_a_level_multiplies_them() {
        let points = Points::default();
        let place = |number| Some(Place { number, tied: false });
        assert_eq!(points.of(Outcome::Winner, None, Level::Sector), 3);
        assert_eq!(points.of(Outcome::Winner, None, Level::Overall), 6);
        assert_eq!(points.of(Outcome::Placed, place(2), Level::Sector), 2);
        assert_eq!(points.of(Outcome::Placed, place(9), Level::Sector), 1, "as much as the last place told");
        assert_eq!(points.of(Outcome::Placed, None, Level::Sector), 2);
        assert_eq!(points.of(Outcome::Finalist, place(1), Level::Sector), 0);
    }
}
