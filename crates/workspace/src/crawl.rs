//! How a crawl behaves, the `[crawl]` table of `sources.toml`: its pace, its budgets, and the web archive that keeps
//! pages which are gone.

use std::collections::BTreeSet;
use std::time::Duration;

use model::{Address, Moment};

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
pub fn duration(text: &str) -> Option<Duration> {
    let millis = match split_unit(text)? {
        (number, "ms") => Some(number),
        (number, "s") => number.checked_mul(1_000),
        (number, "min") => number.checked_mul(60_000),
        (number, "h") => number.checked_mul(3_600_000),
        (0, "") => Some(0),
        (_, _) => None,
    };
    millis.map(Duration::from_millis)
}

/// A number of bytes as people write it: `20 MB`, `300 kB`, `2 GB`, `512 B`.
pub fn byte_count(text: &str) -> Option<u64> {
    match split_unit(text)? {
        (number, "B") => Some(number),
        (number, "kB") => number.checked_mul(1_000),
        (number, "MB") => number.checked_mul(MEGABYTE),
        (number, "GB") => number.checked_mul(1_000 * MEGABYTE),
        (_, _) => None,
    }
}

fn split_unit(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    number.parse().ok().map(|number| (number, unit.trim()))
}

/// A web archive, by two patterns of addresses with `{url}` and `{time}` in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebArchive {
    /// Lists the captures of `{url}`, as a CDX server does.
    pub captures: AddressPattern,
    /// Gives back the capture of `{url}` at `{time}`, as it was received.
    pub page: AddressPattern,
}

impl Default for WebArchive {
    /// The Internet Archive, the oldest and largest one.
    fn default() -> Self {
        let captures = "https://web.archive.org/cdx/search/cdx?url={url}&output=json";
        let page = "https://web.archive.org/web/{time}id_/{url}";
        let read = |text| AddressPattern::new(text).expect("a pattern of ours");
        Self { captures: read(captures), page: read(page) }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPattern(String);

impl AddressPattern {
    pub fn new(text: &str) -> Option<Self> {
        let host = text.split('/').nth(2).unwrap_or_default();
        let filled = text.replace("{time}", "20120607100000").replace("{url}", "x");
        let fits = text.contains("{url}") && !host.contains('{') && filled.parse::<Address>().is_ok();
        fits.then(|| Self(text.to_owned()))
    }

    /// The address for a page, at a moment where the pattern asks for one.
    pub fn fill(&self, url: &Address, time: Option<Moment>) -> Address {
        let in_query = self.0.split('?').nth(1).is_some_and(|query| query.contains("{url}"));
        let url = if in_query { escaped(url.as_str()) } else { url.as_str().to_owned() };
        let time = time.map(Moment::digits).unwrap_or_default();
        let filled = self.0.replace("{time}", &time).replace("{url}", &url);
        filled.parse().expect("a pattern stays an address whatever stands in its path or query")
    }
}

fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_are_read_as_people_write_them() {
        assert_eq!(duration("2s"), Some(Duration::from_secs(2)));
        assert_eq!(duration("10 min"), Some(Duration::from_secs(600)));
        assert_eq!(duration("0"), Some(Duration::ZERO));
        assert_eq!(byte_count("20 MB"), Some(20_000_000));
        for bad in ["", "2", "s", "-1s", "1.5s", "2 days", "99999999999999999999h", "9999999999999999h"] {
            assert_eq!(duration(bad), None, "{bad:?} must be refused");
        }
        for bad in ["", "20", "MB", "20 mb", "20 MiB"] {
            assert_eq!(byte_count(bad), None, "{bad:?} must be refused");
        }
    }

    #[test]
    fn patterns_are_filled_where_they_ask_for_it() {
        let archive = WebArchive::default();
        let page: Address = "http://example.org/p?a=1&b=é".parse().unwrap();
        let time: Moment = "2012-06-07T10:00:00Z".parse().unwrap();
        assert_eq!(
            archive.captures.fill(&page, None).as_str(),
            "https://web.archive.org/cdx/search/cdx?url=http%3A%2F%2Fexample.org%2Fp%3Fa%3D1%26b%3D%25C3%25A9&output=json"
        );
        assert_eq!(
            archive.page.fill(&page, Some(time)).as_str(),
            "https://web.archive.org/web/20120607100000id_/http://example.org/p?a=1&b=%C3%A9"
        );
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for bad in ["", "https://web.archive.org/", "https://{url}/", "{url}", "ftp://a/{url}"] {
            assert_eq!(AddressPattern::new(bad), None, "{bad:?} must be refused");
        }
    }
}
