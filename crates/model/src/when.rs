//! Years, days known only in part, and moments: a second on the clock of the whole world, as archives write it.

use crate::BadText;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

const DATE: &str = "a date; write YYYY, YYYY-MM or YYYY-MM-DD, from 1900 to 2199";

/// A calendar year, 1900 to 2199. The year of an award is the year in which it was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Year(i16);

impl Year {
    pub const FIRST: Self = Self(1900);
    /// The last year; the end of what is still going on.
    pub const LAST: Self = Self(2199);

    pub fn new(year: i64) -> Option<Self> {
        i16::try_from(year).ok().map(Self).filter(|year| (Self::FIRST..=Self::LAST).contains(year))
    }
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
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let four_digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let year = if four_digits { text.parse().ok().and_then(Self::new) } else { None };
        year.ok_or_else(|| BadText::new(text, DATE))
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
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let bad = || BadText::new(text, DATE);
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
    pub from: Year,
    /// The last year, never before the first.
    pub to: Year,
}

impl Window {
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

const MOMENT: &str = "a moment; write 2026-11-21T20:05:26Z, 2026-11-21 or 20261121200526";

/// A second in UTC, between the years 1900 and 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// A second counted from the start of 1970; outside 1900–2199 it is held at the edge.
    pub fn from_unix(seconds: i64) -> Self {
        let held = seconds.clamp(-2_208_988_800, 7_258_118_399);
        Self(Timestamp::from_second(held).expect("a second between 1900 and 2199"))
    }
    /// Seconds since the start of 1970.
    pub fn unix(self) -> i64 {
        self.0.as_second()
    }
    /// Fourteen digits, as web archives write it: `20261121200526`.
    pub fn digits(self) -> String {
        self.utc().strftime("%Y%m%d%H%M%S").to_string()
    }
    /// As HTTP headers write it: `Sat, 21 Nov 2026 20:05:26 GMT`.
    pub fn http(self) -> String {
        self.utc().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }
    pub fn day(self) -> Day {
        self.utc().strftime("%Y-%m-%d").to_string().parse().expect("a day between 1900 and 2199")
    }
    /// This moment and some time; below a second nothing is added.
    pub fn plus(self, time: Duration) -> Self {
        Self::from_unix(self.unix().saturating_add(i64::try_from(time.as_secs()).unwrap_or(i64::MAX)))
    }
    /// How long after `earlier` this is; nothing when it is before.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_secs(u64::try_from(self.unix() - earlier.unix()).unwrap_or(0))
    }
    /// Reads the fourteen digits of a web archive.
    pub fn from_digits(text: &str) -> Result<Self, BadText> {
        let bad = || BadText::new(text, MOMENT);
        if text.len() != 14 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        let (date, time) = text.split_at(8);
        format!(
            "{}-{}-{}T{}:{}:{}Z",
            &date[..4],
            &date[4..6],
            &date[6..],
            &time[..2],
            &time[2..4],
            &time[4..]
        )
        .parse()
        .map_err(|_| bad())
    }
    /// Reads a date of an HTTP header in its modern form.
    pub fn from_http(text: &str) -> Result<Self, BadText> {
        let bad = || BadText::new(text, MOMENT);
        let zoned = jiff::fmt::rfc2822::parse(text.trim()).map_err(|_| bad())?;
        Ok(Self::from_unix(zoned.timestamp().as_second()))
    }
    fn utc(self) -> Zoned {
        self.0.to_zoned(TimeZone::fixed(Offset::UTC))
    }
}

impl From<SystemTime> for Moment {
    fn from(time: SystemTime) -> Self {
        let past = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self::from_unix(0).plus(past)
    }
}

impl FromStr for Moment {
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
        let read: Timestamp = whole.parse().map_err(|_| BadText::new(text, MOMENT))?;
        Ok(Self::from_unix(read.as_second()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.utc().strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
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

    #[test]
    fn a_moment_is_written_as_archives_and_headers_do() {
        let moment: Moment = "2026-11-21T20:05:26Z".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-11-21T20:05:26Z");
        assert_eq!(moment.digits(), "20261121200526");
        assert_eq!(moment.http(), "Sat, 21 Nov 2026 20:05:26 GMT");
        assert_eq!(Moment::from_digits("20261121200526"), Ok(moment));
        assert_eq!(Moment::from_http("Sat, 21 Nov 2026 20:05:26 GMT"), Ok(moment));
        assert_eq!(moment.day().to_string(), "2026-11-21");
        assert_eq!("2026-11-21".parse::<Moment>().unwrap().digits(), "20261121000000");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for bad in ["", "soon", "2026-13-01", "2026-11-21T25:00:00Z", "é026-11-21"] {
            assert!(bad.parse::<Moment>().is_err(), "{bad:?} must be refused");
        }
        for bad in ["2026", "20261301000000", "2026112120052x", "é0261121200526"] {
            assert!(Moment::from_digits(bad).is_err(), "{bad:?} must be refused");
        }
        assert_eq!(Moment::from_unix(i64::MAX).day().year().get(), 2199, "held at the edge");
    }

    #[test]
    fn time_between_moments_is_never_negative() {
        let (early, late) = (Moment::from_unix(100), Moment::from_unix(160));
        assert_eq!(late.since(early), Duration::from_secs(60));
        assert_eq!(early.since(late), Duration::ZERO);
    }
}
