//! Moments: a second on the clock of the whole world, as archives write it.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::Day;

/// A second in UTC, between the years 1900 and 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a moment; write 2026-11-21T20:05:26Z, 2026-11-21 or 20261121200526")]
pub struct BadMoment(pub String);

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
    /// The day in UTC.
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
    pub fn from_digits(text: &str) -> Result<Self, BadMoment> {
        let bad = || BadMoment(text.to_owned());
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
    pub fn from_http(text: &str) -> Result<Self, BadMoment> {
        let bad = || BadMoment(text.to_owned());
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
    type Err = BadMoment;
    fn from_str(text: &str) -> Result<Self, BadMoment> {
        let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
        let read: Timestamp = whole.parse().map_err(|_| BadMoment(text.to_owned()))?;
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
