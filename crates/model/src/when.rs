//! Years, and days known only in part.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// A calendar year, 1900 to 2199. The year of an award is the year in which it was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Year(i16);

/// Why a text is not a year or a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, from 1900 to 2199")]
pub struct BadDate(pub String);

impl Year {
    /// The first year.
    pub const FIRST: Self = Self(1900);
    /// The last year; the end of what is still going on.
    pub const LAST: Self = Self(2199);

    /// Checks the range.
    pub fn new(year: i64) -> Option<Self> {
        i16::try_from(year).ok().map(Self).filter(|year| (Self::FIRST..=Self::LAST).contains(year))
    }
    /// As a number.
    pub fn get(self) -> i64 {
        i64::from(self.0)
    }
    /// The year `years` later (earlier when negative), held within the range.
    pub fn plus(self, years: i64) -> Self {
        let year = self.get().saturating_add(years).clamp(Self::FIRST.get(), Self::LAST.get());
        Self::new(year).expect("clamped into the range")
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Year {
    type Err = BadDate;
    fn from_str(text: &str) -> Result<Self, BadDate> {
        let four_digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let year = if four_digits { text.parse().ok().and_then(Self::new) } else { None };
        year.ok_or_else(|| BadDate(text.to_owned()))
    }
}

/// A day known to the year, the month or the day, ordered by what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: Year,
    month: Option<i8>,
    day: Option<i8>,
}

impl Day {
    /// A day of which only the year is known.
    pub fn of_year(year: Year) -> Self {
        Self { year, month: None, day: None }
    }
    /// The year.
    pub fn year(self) -> Year {
        self.year
    }
    /// The month, 1 to 12, where known.
    pub fn month(self) -> Option<i8> {
        self.month
    }
    /// The day of the month, 1 to 31, where known.
    pub fn day(self) -> Option<i8> {
        self.day
    }
    /// Whether the two can be the same day: what both know, agrees.
    pub fn agrees(self, other: Self) -> bool {
        let same = |a: Option<i8>, b: Option<i8>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }
    /// How many of year, month and day are known, 1 to 3.
    pub fn precision(self) -> u8 {
        1 + u8::from(self.month.is_some()) + u8::from(self.day.is_some())
    }
}

impl FromStr for Day {
    type Err = BadDate;
    fn from_str(text: &str) -> Result<Self, BadDate> {
        let bad = || BadDate(text.to_owned());
        let mut parts = text.splitn(3, '-');
        let year: Year = parts.next().unwrap_or_default().parse().map_err(|_| bad())?;
        let mut two_digits = || match parts.next() {
            None => Ok(None),
            Some(p) if p.len() == 2 => p.parse::<i8>().map(Some).map_err(|_| bad()),
            Some(_) => Err(bad()),
        };
        let (month, day) = (two_digits()?, two_digits()?);
        let real = jiff::civil::Date::new(year.0, month.unwrap_or(1), day.unwrap_or(1));
        real.map(|_| Self { year, month, day }).map_err(|_| bad())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Years from first to last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Window {
    /// The first year.
    pub from: Year,
    /// The last year, never before the first.
    pub to: Year,
}

impl Window {
    /// One year.
    pub fn year(year: Year) -> Self {
        Self { from: year, to: year }
    }
    /// From `from` to `to`, or nothing when they are the wrong way round.
    pub fn new(from: Year, to: Year) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }
    /// Whether the year lies in the window.
    pub fn holds(self, year: Year) -> bool {
        self.from <= year && year <= self.to
    }
    /// The years, first to last.
    pub fn years(self) -> impl DoubleEndedIterator<Item = Year> {
        (self.from.0..=self.to.0).map(Year)
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{}-{}", self.from, self.to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_far_as_it_is_known() {
        for text in ["2012", "2012-10", "2012-10-18"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        for bad in ["", "12", "2012-13", "2012-02-30", "2012-1-1", "2012-10-18-1", "1850", "soon"] {
            assert!(bad.parse::<Day>().is_err(), "{bad:?} must be refused");
        }
    }

    #[test]
    fn two_days_agree_when_what_both_know_agrees() {
        let day = |t: &str| t.parse::<Day>().unwrap();
        assert!(day("2012").agrees(day("2012-10-18")));
        assert!(!day("2012-06").agrees(day("2012-10-18")));
        assert!(!day("2013").agrees(day("2012-10-18")));
    }
}
