//! How a crawl behaves: its pace and its budgets, the `[crawl]` table of `sources.toml`.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::time::Duration;

use crate::WebArchive;

/// How the crawler behaves. Each field is the key of the same name, with `-` for `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrawlSettings {
    /// How a webmaster reaches the editor (`mailto:` or a page); goes into the User-Agent.
    pub contact: Option<String>,
    /// Between the end of one answer of a host and the next request to it; a longer Crawl-delay wins.
    pub pause: Duration,
    /// Host names and addresses that may lie in a private network; none, but in tests.
    pub allow_private: BTreeSet<String>,
    /// Requests under way at once, all hosts together, 1 or more. Sixty slow sites that answer within a second and wait
    /// for their pause of two keep twenty busy.
    pub concurrency: usize,
    /// Requests under way at once to one host, 1 or more.
    pub per_host: usize,
    /// How often a request that failed in passing is tried again.
    pub retries: u32,
    /// How many redirects are followed from one target.
    pub redirects: u32,
    /// How many targets of one source are visited in a run.
    pub pages_per_source: usize,
    /// Where past pages are asked for: `web-archive = { captures = "…", page = "…" }`.
    pub web_archive: WebArchive,
    /// What one request may cost: `request-time`, `request-bytes`.
    pub request: Budget,
    /// What one host may cost in a run: `host-time`, `host-bytes`.
    pub host: Budget,
    /// What a run may cost: `run-time`, `run-bytes`.
    pub run: Budget,
}

/// What something may cost at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Time, waiting included.
    pub time: Duration,
    /// Bytes of bodies, after decompression.
    pub bytes: u64,
}

const MINUTE: Duration = Duration::from_secs(60);
const MEGABYTE: u64 = 1_000_000;

impl CrawlSettings {
    /// Award sites are small: the pause a reader would leave between two pages.
    pub const PAUSE: Duration = Duration::from_secs(2);
    /// The longest list of winners seen is below 1 MB; a yearly report in PDF rarely passes 20 MB.
    pub const REQUEST: Budget = Budget { time: MINUTE, bytes: 20 * MEGABYTE };
    /// A site with more to say than this is not an award page.
    pub const HOST: Budget = Budget { time: MINUTE.saturating_mul(60), bytes: 300 * MEGABYTE };
    /// A night, and a disk nobody notices.
    pub const RUN: Budget = Budget { time: MINUTE.saturating_mul(8 * 60), bytes: 4000 * MEGABYTE };
}

impl Default for CrawlSettings {
    fn default() -> Self {
        Self {
            contact: None,
            pause: Self::PAUSE,
            allow_private: BTreeSet::new(),
            concurrency: 32,
            per_host: 1,
            retries: 2,
            redirects: 5,
            pages_per_source: 500,
            web_archive: WebArchive::default(),
            request: Self::REQUEST,
            host: Self::HOST,
            run: Self::RUN,
        }
    }
}

/// A length of time as people write it: `2s`, `500ms`, `10min`, `8h`, `0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapse(pub Duration);

/// Why a text is not a length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a length of time; write a whole number and ms, s, min or h, such as \"2s\"")]
pub struct BadLapse(pub String);

impl FromStr for Lapse {
    type Err = BadLapse;
    fn from_str(text: &str) -> Result<Self, BadLapse> {
        let millis = match split_unit(text) {
            Some((number, "ms")) => Some(number),
            Some((number, "s")) => number.checked_mul(1_000),
            Some((number, "min")) => number.checked_mul(60_000),
            Some((number, "h")) => number.checked_mul(3_600_000),
            Some((0, "")) => Some(0),
            Some((_, _)) | None => None,
        };
        millis.map(|ms| Self(Duration::from_millis(ms))).ok_or_else(|| BadLapse(text.to_owned()))
    }
}

/// A number of bytes as people write it: `20 MB`, `300 kB`, `2 GB`, `512 B`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub u64);

/// Why a text is not a number of bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a size; write a whole number and B, kB, MB or GB, such as \"20 MB\"")]
pub struct BadSize(pub String);

impl FromStr for Size {
    type Err = BadSize;
    fn from_str(text: &str) -> Result<Self, BadSize> {
        let bytes = match split_unit(text) {
            Some((number, "B")) => Some(number),
            Some((number, "kB")) => number.checked_mul(1_000),
            Some((number, "MB")) => number.checked_mul(MEGABYTE),
            Some((number, "GB")) => number.checked_mul(1_000 * MEGABYTE),
            Some((_, _)) | None => None,
        };
        bytes.map(Self).ok_or_else(|| BadSize(text.to_owned()))
    }
}

fn split_unit(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    number.parse().ok().map(|number| (number, unit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_are_read_as_people_write_them() {
        assert_eq!("2s".parse(), Ok(Lapse(Duration::from_secs(2))));
        assert_eq!("10 min".parse(), Ok(Lapse(Duration::from_secs(600))));
        assert_eq!("0".parse(), Ok(Lapse(Duration::ZERO)));
        assert_eq!("20 MB".parse(), Ok(Size(20_000_000)));
        for bad in ["", "2", "s", "-1s", "1.5s", "2 days", "99999999999999999999h", "9999999999999999h"] {
            assert!(bad.parse::<Lapse>().is_err(), "{bad:?} must be refused");
        }
        for bad in ["", "20", "MB", "20 mb", "20 MiB"] {
            assert!(bad.parse::<Size>().is_err(), "{bad:?} must be refused");
        }
    }
}
