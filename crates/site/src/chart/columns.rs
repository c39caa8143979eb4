//! Companies and newcomers per year: columns when wide, rows when narrow.

use serde::Serialize;

use super::axis::{Across, YearTick, number, width_of_years};
use super::key::{Key, keys};
use super::lettering::{Anchor, Text};
use super::room::Area;
use super::{Block, Caption, Chart, Cut, Drawing, Px};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Census {
    /// Its words.
    pub caption: Caption,
    /// The years, oldest first, none left out.
    pub years: Vec<YearCount>,
    /// What the first filling means ("nouvelles venues").
    pub newcomers: String,
    /// What the second filling means ("déjà distinguées").
    pub returning: String,
    /// What hatching means ("couverture partielle").
    pub thin: String,
}

/// The companies of a year.
#[derive(Debug, Clone)]
pub struct YearCount {
    /// The year.
    pub tick: YearTick,
    /// All.
    pub companies: u64,
    /// Those never seen before; none where that cannot be known, as in the first year of the data.
    pub newcomers: Option<u64>,
    /// In words ("2012 : 21 entreprises, dont 12 nouvelles").
    pub title: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// The fillings.
    pub keys: Vec<Key>,
    /// The years.
    pub bars: Vec<Bar>,
    /// The path of the line on which the bars stand.
    pub base: String,
}

/// A year as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// In words, with the reason where the year is thin.
    pub title: String,
    /// Whether it is hatched.
    pub thin: bool,
    /// The year; none where its neighbours' leave no room.
    pub year: Option<Text>,
    /// Newcomers, next to the base.
    pub newcomers: Option<Block>,
    /// Their number, where it fits into its part.
    pub new: Option<Text>,
    /// The others.
    pub returning: Option<Block>,
    /// All; none where its neighbours' leave no room.
    pub all: Option<Text>,
}

/// Draws the census, or nothing when there is no year or no company.
pub fn draw(census: &Census) -> Option<Chart<Marks>> {
    let most = census.years.iter().map(|year| year.companies).max().filter(|&most| most > 0)?;
    let drawings = Cut::BOTH.into_iter().map(|cut| picture(census, most, cut)).collect();
    Some(Chart { template: "chart/columns.svg", caption: census.caption.clone(), drawings })
}

fn picture(census: &Census, most: u64, cut: Cut) -> Drawing<Marks> {
    let known = census.years.iter().any(|year| year.newcomers.is_some());
    let thin = census.years.iter().any(|year| year.tick.thin.is_some());
    let fillings = [
        known.then_some(("lead", census.newcomers.as_str())),
        known.then_some(("other", census.returning.as_str())),
        thin.then_some(("other thin", census.thin.as_str())),
    ];
    let (keys, top) = keys(&fillings.into_iter().flatten().collect::<Vec<_>>(), cut);
    let (bars, base, height) = match cut {
        Cut::Wide => upright(census, most, top),
        Cut::Narrow => lying(census, most, top),
    };
    Drawing::new(cut, height, Marks { keys, bars, base })
}

/// The tallest column.
const TALLEST: f64 = 220.0;

fn upright(census: &Census, most: u64, top: f64) -> (Vec<Bar>, String, f64) {
    let cut = Cut::Wide;
    let text = cut.text();
    let years = census.years.len();
    let across = Across::slots(years, cut.width(), 96.0);
    let base = top + text * 1.4 + TALLEST;
    let half = (across.pitch * 0.36).min(30.0);
    let ticks: Vec<YearTick> = census.years.iter().map(|year| year.tick.clone()).collect();
    let dated = across.labelled(years, width_of_years(&ticks, cut), cut);
    let counted = across.labelled(years, number(most, cut).width - text / 4.0, cut);
    let bar = |(at, year): (usize, &YearCount)| {
        let x = across.at(at);
        let up = |count: u64| base - TALLEST * count as f64 / most as f64;
        let part =
            |from: u64, to: u64| Area { left: x - half, top: up(to), right: x + half, bottom: up(from) };
        let all = across.centred(at, &number(year.companies, cut), cut, up(year.companies) - text * 0.7);
        let name = || across.centred(at, &number(year.tick.year, cut), cut, base + text);
        Bar::new(year, part, counted[at].then_some(all), dated[at].then(name), cut)
    };
    let bars = census.years.iter().enumerate().map(bar).collect();
    let right = Px::of(across.pitch * years as f64);
    (bars, format!("M0 {}H{right}", Px::of(base)), base + text * 2.0)
}

fn lying(census: &Census, most: u64, top: f64) -> (Vec<Bar>, String, f64) {
    let cut = Cut::Narrow;
    let text = cut.text();
    let row = text * 1.7;
    let base = text * 3.0;
    let room = cut.width() - base - number(most, cut).width - text;
    let bar = |(at, year): (usize, &YearCount)| {
        let y = top + row * (at as f64 + 0.5);
        let along = |count: u64| base + room * count as f64 / most as f64;
        let part = |from: u64, to: u64| Area {
            left: along(from),
            top: y - row * 0.36,
            right: along(to),
            bottom: y + row * 0.36,
        };
        let all = number(year.companies, cut).at(along(year.companies) + text * 0.4, y, Anchor::Start);
        let name = number(year.tick.year, cut).at(base - text * 0.5, y, Anchor::End);
        Bar::new(year, part, Some(all), Some(name), cut)
    };
    let bars = census.years.iter().enumerate().map(bar).collect();
    let height = top + row * census.years.len() as f64;
    (bars, format!("M{x} {}V{}", Px::of(top), Px::of(height), x = Px::of(base)), height)
}

impl Bar {
    /// `part` is the rectangle from one count to another.
    fn new(
        year: &YearCount,
        part: impl Fn(u64, u64) -> Area,
        all: Option<Text>,
        name: Option<Text>,
        cut: Cut,
    ) -> Self {
        let new = year.newcomers.unwrap_or(0).min(year.companies);
        let area = part(0, new);
        let words = number(new, cut);
        let (x, y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let fits = words.width + 4.0 <= area.right - area.left && cut.text() + 2.0 <= area.bottom - area.top;
        let reason = year.tick.thin.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        Self {
            title: format!("{}{reason}", year.title),
            thin: year.tick.thin.is_some(),
            year: name,
            newcomers: (new > 0).then(|| Block::of(area)),
            new: (fits && year.tick.thin.is_none()).then(|| words.at(x, y, Anchor::Middle)),
            returning: (new < year.companies).then(|| Block::of(part(new, year.companies))),
            all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::caption;

    fn census(counts: Vec<(u64, Option<u64>, bool)>) -> Census {
        let year = |(at, (companies, newcomers, thin)): (usize, (u64, Option<u64>, bool))| YearCount {
            tick: YearTick { year: 2001 + at as i64, thin: thin.then(|| "3 prix sur 11".to_owned()) },
            companies,
            newcomers,
            title: format!("{companies}"),
        };
        Census {
            caption: caption("census", "Des entreprises"),
            years: counts.into_iter().enumerate().map(year).collect(),
            newcomers: "nouvelles venues".to_owned(),
            returning: "déjà distinguées".to_owned(),
            thin: "couverture partielle".to_owned(),
        }
    }

    #[test]
    fn a_thin_year_is_hatched_and_says_why() {
        let chart = draw(&census(vec![(20, None, false), (7, Some(3), true)])).unwrap();
        let bars = &chart.drawings[0].marks.bars;
        assert_eq!((bars[0].thin, bars[1].thin), (false, true));
        assert_eq!(bars[1].title, "7 (3 prix sur 11)");
        let keys: Vec<_> = chart.drawings[0].marks.keys.iter().map(|key| key.label.text.as_str()).collect();
        assert_eq!(keys, ["nouvelles venues", "déjà distinguées", "couverture partielle"]);
    }

    #[test]
    fn newcomers_that_cannot_be_known_are_not_drawn() {
        let chart = draw(&census(vec![(20, None, false)])).unwrap();
        let marks = &chart.drawings[0].marks;
        assert_eq!((marks.bars[0].newcomers, marks.keys.len()), (None, 0));
    }

    #[test]
    fn no_company_is_no_chart() {
        assert_eq!(draw(&census(vec![])), None);
        assert_eq!(draw(&census(vec![(0, None, false)])), None);
    }
}
