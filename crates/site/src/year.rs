//! A year in review: its sentences, its key figures, the race of the leaders, its sectors.

use serde::Serialize;

use model::{Window, Year};

use super::SiteError;
use super::address::{Address, Board, Span};
use super::chart::Plate;
use super::head::Head;
use super::mix::mix;
use super::race::race;
use super::review::{Review, Topic};
use super::sheet::{Link, Sheet};
use super::shift::shift;

/// How many years the race of the leaders shows.
const YEARS_OF_RACE: i64 = 5;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct YearPage {
    year: String,
    head: Head,
    review: Review,
    charts: Charts,
    /// The year's leaderboard.
    board: String,
    earlier: Option<Link>,
    later: Option<Link>,
}

/// The pictures of a year.
#[derive(Serialize)]
pub(super) struct Charts {
    /// The rank of the leaders over the years up to this one.
    race: Option<Plate>,
    /// The first places against those of the year before.
    shift: Option<Plate>,
    /// The sectors of the companies.
    sectors: Option<Plate>,
}

impl YearPage {
    /// Its charts.
    pub fn plates(&self) -> Vec<&Plate> {
        self.charts.shown(&self.review).collect()
    }
}

impl Charts {
    /// Those of the sections that a review has, in its order.
    pub fn shown<'c>(&'c self, review: &'c Review) -> impl Iterator<Item = &'c Plate> {
        review.sections.iter().filter_map(|section| self.of(section.topic))
    }

    /// The chart of a section.
    pub fn of(&self, topic: Topic) -> Option<&Plate> {
        match topic {
            Topic::Podium => self.race.as_ref(),
            Topic::Sectors => self.sectors.as_ref(),
            Topic::Movers => self.shift.as_ref(),
            Topic::Figures | Topic::Prizes | Topic::Limits => None,
        }
    }
}

/// The leaderboard that a year's review speaks of.
pub(super) fn board(year: Year) -> Board {
    Board { scope: 0, span: Span::Window(Window::year(year)) }
}

/// The view of a year.
pub(super) fn view(sheet: &Sheet, year: Year) -> Result<YearPage, SiteError> {
    let years: Vec<Year> = sheet.index.years().collect();
    let link = |year: Year| Link { name: year.to_string(), href: Some(sheet.links.to(&Address::Year(year))) };
    Ok(YearPage {
        year: year.to_string(),
        head: Head::of(sheet, board(year)),
        review: Review::of(sheet, board(year))?,
        charts: charts(sheet, year)?,
        board: sheet.links.to(&Address::Leaderboard(board(year))),
        earlier: years.iter().rfind(|other| **other < year).copied().map(link),
        later: years.iter().find(|other| **other > year).copied().map(link),
    })
}

/// The charts of a year.
pub(super) fn charts(sheet: &Sheet, year: Year) -> Result<Charts, SiteError> {
    let years = Window::new(year.plus(1 - YEARS_OF_RACE), year).expect("the first is not after the last");
    Ok(Charts {
        race: race(sheet, sheet.index.scope(board(year)), years, "race")?,
        shift: shift(sheet, sheet.index.scope(board(year)), year)?,
        sectors: mix(sheet, sheet.index.ranking(board(year)), "mix")?,
    })
}
