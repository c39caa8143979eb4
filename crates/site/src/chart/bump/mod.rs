//! The rank of the leaders over the years.
//!
//! Each rank is a band; the companies that share it stand side by side in its lanes. A company keeps its lane as
//! long as it keeps its rank, so a straight line is a rank held. Years without a rank are a gap that a
//! dotted line bridges; a rank lower than those shown is a tail that points down.

mod field; // the measures of a drawing
mod lanes; // who stands in which lane

use serde::Serialize;

use self::field::Field;
use self::lanes::Lanes;
use super::axis::{YearMarks, YearTick};
use super::lettering::Text;
use super::{Caption, Chart, Cut, Dot, Drawing, Px, Role};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Race {
    /// Its words.
    pub caption: Caption,
    /// The years, oldest first, none left out.
    pub years: Vec<YearTick>,
    /// The companies, the most important first: the wide drawing shows 12 of them, the narrow one 5.
    pub runners: Vec<Runner>,
}

/// A company.
#[derive(Debug, Clone)]
pub struct Runner {
    /// Its name.
    pub name: String,
    /// The leader, or one of the others.
    pub role: Role,
    /// One a year, in the order of the years; none where it has no rank.
    pub places: Vec<Option<Place>>,
}

/// A rank in a year.
#[derive(Debug, Clone)]
pub struct Place {
    /// From 1.
    pub rank: u32,
    /// In words ("Nespresso, 2012 : 1er, seul").
    pub title: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// The years.
    pub years: YearMarks,
    /// The ranks, the best above.
    pub bands: Vec<Band>,
    /// Where rules between bands begin.
    pub left: Px,
    /// Where they end.
    pub right: Px,
    /// The companies, the leader last, so that it lies in front.
    pub runs: Vec<Run>,
}

/// A rank as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Band {
    /// The rank.
    pub rank: Text,
    /// The rule under it.
    pub rule: Px,
}

/// A company as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Its whole name.
    pub name: String,
    /// The leader, or one of the others.
    pub role: Role,
    /// Whether it has a rank in the last year.
    pub present: bool,
    /// From year to year.
    pub line: String,
    /// Over the years without a rank.
    pub bridge: String,
    /// Towards ranks that are not shown.
    pub tails: String,
    /// Its ranks.
    pub dots: Vec<Dot>,
    /// The radius of its dots.
    pub radius: Px,
    /// Its name, after its last dot.
    pub label: Text,
}

/// How many companies a drawing shows.
const MOST: (usize, usize) = (12, 5);

/// Draws the race, or nothing when no company has a rank.
pub fn draw(race: &Race) -> Option<Chart<Marks>> {
    let drawings: Option<Vec<_>> = Cut::BOTH.into_iter().map(|cut| picture(race, cut)).collect();
    Some(Chart { template: "chart/bump.svg", caption: race.caption.clone(), drawings: drawings? })
}

fn picture(race: &Race, cut: Cut) -> Option<Drawing<Marks>> {
    let mut runners: Vec<&Runner> = race.runners.iter().filter(|one| one.last_year(race).is_some()).collect();
    runners.sort_by_key(|runner| runner.role);
    runners.truncate(cut.pick(MOST.0, MOST.1));
    let across = Field::across(race, &runners, cut);
    let lanes =
        Lanes::new(&runners, race.years.len(), cut, |runner| Field::name_columns(across, runner, cut))?;
    let field = Field::new(across, race.years.len(), cut, &lanes);
    let marks = Marks {
        years: across.marks(&race.years, cut, 0.0, field.bottom(), field.bottom() + cut.text()),
        bands: field.bands(&lanes),
        left: Px::of(field.left()),
        right: Px::of(field.right()),
        runs: field.runs(&runners, &lanes),
    };
    Some(Drawing::new(cut, field.bottom() + cut.text() * 2.0, marks))
}

impl Runner {
    fn place(&self, year: usize) -> Option<&Place> {
        self.places.get(year).and_then(Option::as_ref)
    }
    fn last_year(&self, race: &Race) -> Option<usize> {
        (0..race.years.len()).rev().find(|&year| self.place(year).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::caption;

    fn race(years: usize, runners: Vec<(&'static str, Vec<Option<u32>>)>) -> Race {
        let places = |ranks: Vec<Option<u32>>| {
            let place = |rank| Place { rank, title: format!("{rank}e") };
            ranks.into_iter().map(|rank| rank.map(place)).collect()
        };
        let role = |at: usize| if at == 0 { Role::Lead } else { Role::Other };
        let runner = |(at, (name, ranks)): (usize, (&str, _))| Runner {
            name: name.to_owned(),
            role: role(at),
            places: places(ranks),
        };
        Race {
            caption: caption("bump", "Une course"),
            years: (0..years as i64).map(|at| YearTick { year: 2001 + at, thin: None }).collect(),
            runners: runners.into_iter().enumerate().map(runner).collect(),
        }
    }

    fn wide(race: &Race) -> Marks {
        draw(race).unwrap().drawings.remove(0).marks
    }

    #[test]
    fn companies_that_share_a_rank_stand_in_one_band_side_by_side() {
        let marks = wide(&race(1, vec![("A", vec![Some(1)]), ("B", vec![Some(1)]), ("C", vec![Some(3)])]));
        let ranks: Vec<_> = marks.bands.iter().map(|band| band.rank.text.as_str()).collect();
        assert_eq!(ranks, ["1", "3"], "a band for each rank held, none for rank 2");
        let down = |name: &str| marks.runs.iter().find(|run| run.name == name).unwrap().dots[0].y;
        assert!(down("A") < down("B") && down("B") < marks.bands[0].rule && marks.bands[0].rule < down("C"));
    }

    #[test]
    fn a_rank_held_is_a_straight_line_and_a_year_without_rank_a_gap() {
        let marks = wide(&race(5, vec![("A", vec![Some(1), Some(1), None, Some(1), Some(2)])]));
        let line = &marks.runs[0].line;
        assert_eq!(line.matches('M').count(), 2, "two stretches: {line}");
        assert_eq!((line.matches('H').count(), line.matches('C').count()), (1, 1), "{line}");
        assert_eq!((marks.runs[0].dots.len(), marks.runs[0].bridge.matches('M').count()), (4, 1));
    }

    #[test]
    fn a_rank_below_those_shown_leaves_a_tail_and_no_dot() {
        let marks = wide(&race(3, vec![("A", vec![Some(1), Some(40), Some(2)])]));
        assert_eq!(marks.runs[0].dots.len(), 2);
        assert_eq!(marks.runs[0].tails.matches('L').count(), 2, "one down, one up again");
        assert!(marks.runs[0].line.is_empty() && marks.runs[0].bridge.is_empty());
    }

    #[test]
    fn the_leader_is_drawn_in_front_and_stands_on_top_of_its_band() {
        let marks = wide(&race(2, vec![("Lead", vec![None, Some(1)]), ("B", vec![Some(1), Some(1)])]));
        let lead = marks.runs.last().unwrap();
        assert_eq!(lead.role, Role::Lead);
        assert!(lead.dots[0].y < marks.runs[0].dots[0].y);
    }

    #[test]
    fn nobody_with_a_rank_is_no_chart() {
        assert_eq!(draw(&race(3, vec![])), None);
        assert_eq!(draw(&race(3, vec![("A", vec![None, None])])), None);
        assert_eq!(draw(&race(0, vec![("A", vec![Some(1)])])), None);
    }
}
