//! The pace owed to one host: when the next request may go out, and when to leave the host alone.
//!
//! Time is handed in, so that a year of politeness is tested in no time.

use std::time::{Duration, Instant};

use model::{Digest, Moment};

/// The first rest after a failure; each further one in a row doubles it.
const FIRST_REST: Duration = Duration::from_secs(1);
/// No rest of our own is longer.
const LONGEST_REST: Duration = Duration::from_secs(60);
/// A host that asks for a longer rest is left alone for this run.
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// After so many failures in a row a host is left alone for this run.
const PATIENCE: u32 = 5;

/// The pace of one host.
#[derive(Debug, Clone)]
pub struct Pace {
    host: String,
    pause: Duration,
    last: Option<Instant>,
    rests_until: Option<Instant>,
    failures: u32,
    given_up: Option<String>,
}

impl Pace {
    /// A host that nobody has asked anything yet.
    pub fn new(host: &str, pause: Duration) -> Self {
        Self { host: host.to_owned(), pause, last: None, rests_until: None, failures: 0, given_up: None }
    }
    /// The site asks for a pause; the longer one is kept.
    pub fn crawl_delay(&mut self, delay: Duration) {
        self.pause = self.pause.max(delay);
    }
    /// How long to wait until the next request may go out.
    pub fn wait(&self, now: Instant) -> Duration {
        let paused = self.last.map(|last| last + self.pause);
        let next = paused.max(self.rests_until);
        next.map_or(Duration::ZERO, |next| next.saturating_duration_since(now))
    }
    pub fn asked(&mut self, now: Instant) {
        self.last = self.last.max(Some(now));
    }
    /// An answer has been read to its end.
    pub fn answered(&mut self, now: Instant) {
        self.failures = 0;
        self.last = self.last.max(Some(now));
    }
    /// A request failed in passing; `asked_rest` is the host's `Retry-After`.
    pub fn failed(&mut self, now: Instant, asked_rest: Option<Duration>, why: &str) {
        self.failures += 1;
        self.last = self.last.max(Some(now));
        let rest = asked_rest.unwrap_or_else(|| self.rest());
        self.rests_until = self.rests_until.max(Some(now + rest.min(LONGEST_WAIT)));
        if rest > LONGEST_WAIT {
            self.given_up = Some(format!("it asks to come back in {} s", rest.as_secs()));
        } else if self.failures >= PATIENCE {
            self.given_up = Some(format!("{} failures in a row, the last: {why}", self.failures));
        }
    }
    /// Why the host is left alone for the rest of the run, when it is.
    pub fn given_up(&self) -> Option<&str> {
        self.given_up.as_deref()
    }

    /// Doubles with each failure, times a factor from 0.5 to 1.5 that differs from host to host, so that hosts of
    /// one provider are not asked again in the same instant.
    fn rest(&self) -> Duration {
        let doubled = FIRST_REST * 2_u32.saturating_pow(self.failures.saturating_sub(1).min(16));
        let seed = Digest::of(format!("{} {}", self.host, self.failures).as_bytes());
        let jitter = f64::from(seed.bytes()[0]) / 255.0;
        doubled.min(LONGEST_REST).mul_f64(0.5 + jitter)
    }
}

/// The rest that a `Retry-After` asks for: seconds, or a date.
pub fn retry_after(header: &str, now: Moment) -> Option<Duration> {
    let seconds = header.trim().parse().ok().map(Duration::from_secs);
    seconds.or_else(|| Moment::from_http(header).ok().map(|then| then.since(now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(2);

    #[test]
    fn a_pause_is_left_after_every_answer() {
        let start = Instant::now();
        let mut pace = Pace::new("a", PAUSE);
        assert_eq!(pace.wait(start), Duration::ZERO, "the first request may go out at once");
        pace.asked(start);
        let end = start + Duration::from_secs(5);
        pace.answered(end);
        assert_eq!(pace.wait(end), PAUSE);
        assert_eq!(pace.wait(end + Duration::from_secs(3)), Duration::ZERO);
    }

    #[test]
    fn the_longer_of_pause_and_crawl_delay_wins() {
        let start = Instant::now();
        for (delay, expected) in [(1, 2), (7, 7)] {
            let mut pace = Pace::new("a", PAUSE);
            pace.answered(start);
            pace.crawl_delay(Duration::from_secs(delay));
            assert_eq!(pace.wait(start), Duration::from_secs(expected), "crawl-delay {delay}");
        }
    }

    #[test]
    fn a_rest_that_is_asked_for_is_given() {
        let start = Instant::now();
        let mut pace = Pace::new("a", PAUSE);
        pace.failed(start, Some(Duration::from_secs(90)), "503");
        assert_eq!(pace.wait(start), Duration::from_secs(90));
        pace.answered(start);
        assert_eq!(pace.wait(start), Duration::from_secs(90), "another answer does not shorten it");
        pace.failed(start, Some(Duration::ZERO), "503");
        assert!(pace.wait(start) >= PAUSE);
        pace.failed(start, Some(LONGEST_WAIT * 2), "503");
        assert_eq!(pace.given_up(), Some("it asks to come back in 600 s"));
    }

    #[test]
    fn rests_grow_and_a_host_that_only_fails_is_left_alone() {
        let start = Instant::now();
        let mut pace = Pace::new("a", Duration::ZERO);
        let mut rests = Vec::new();
        for _ in 0..PATIENCE {
            assert_eq!(pace.given_up(), None);
            pace.failed(start, None, "the server answers 503");
            rests.push(pace.rest().as_secs_f64());
        }
        for (nth, rest) in rests.iter().enumerate() {
            let middle = f64::from(1 << nth);
            assert!((middle * 0.5..=middle * 1.5).contains(rest), "rest {nth} is {rest} s");
        }
        assert_eq!(pace.given_up(), Some("5 failures in a row, the last: the server answers 503"));
        assert_ne!(Pace::new("b", PAUSE).rest(), Pace::new("c", PAUSE).rest(), "jitter");
    }

    #[test]
    fn an_answer_ends_a_row_of_failures() {
        let start = Instant::now();
        let mut pace = Pace::new("a", Duration::ZERO);
        for _ in 0..3 * PATIENCE {
            pace.failed(start, None, "reset");
            pace.answered(start);
        }
        assert_eq!(pace.given_up(), None);
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now: Moment = "2026-11-21T20:00:00Z".parse().unwrap();
        assert_eq!(retry_after(" 120 ", now), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Sat, 21 Nov 2026 20:01:00 GMT", now), Some(Duration::from_secs(60)));
        assert_eq!(retry_after("Sat, 21 Nov 2020 20:01:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
