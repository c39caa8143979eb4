//! How far a long piece of work is: a bar at a terminal after two seconds, elsewhere a line every ten.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};

use super::{Console, Volume, locked};

/// Who waits at a terminal wants to know sooner than this.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often a log gets a line: one each two seconds would bury what a build has to say.
const EVERY: Duration = Duration::from_secs(10);

/// Steps may be told from many threads.
pub struct Progress<'a> {
    console: &'a Console,
    /// What is done, as the first word of a line: `build`.
    verb: &'static str,
    /// What is counted: `pages`.
    unit: &'static str,
    begun: Instant,
    done: AtomicU64,
    bar: ProgressBar,
    /// When the next word is due.
    next: Mutex<Duration>,
}

impl<'a> Progress<'a> {
    /// The number of steps may be told later, by [`Self::expect`].
    pub fn of(console: &'a Console, verb: &'static str, unit: &'static str, steps: u64) -> Self {
        let template = format!("{verb:<9} {{bar:28}} {{pos}} of {{len}} {unit} · {{msg}}{{eta}} left");
        let style = ProgressStyle::with_template(&template).expect("a template of ours");
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden()).with_style(style);
        let first = if stderr().is_terminal() { PATIENCE } else { EVERY };
        let (done, next) = (AtomicU64::new(0), Mutex::new(first));
        Self { console, verb, unit, begun: Instant::now(), done, bar, next }
    }

    pub fn expect(&self, steps: u64) {
        self.bar.set_length(steps);
    }

    pub fn step(&self) {
        self.reach(self.done.fetch_add(1, Ordering::Relaxed) + 1);
    }

    /// Says how many steps are done, where they are not told one by one.
    pub fn reach(&self, done: u64) {
        self.bar.set_position(done);
        let since = self.begun.elapsed();
        let mut next = locked(&self.next);
        if since < *next || self.console.volume == Volume::Quiet {
            return;
        }
        if stderr().is_terminal() {
            *next = Duration::MAX;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(200));
        } else {
            *next = since + EVERY;
            self.console.say(&self.line(done, since));
        }
    }

    /// More about the steps so far, for the bar.
    pub fn note(&self, words: &str) {
        self.bar.set_message(format!("{words} · "));
    }

    fn line(&self, done: u64, since: Duration) -> String {
        let Self { verb, unit, .. } = self;
        match self.bar.length() {
            Some(all) if all > 0 => {
                // As if what is left took as long as what is done: good enough for a person who waits.
                let left = since.mul_f64(all.saturating_sub(done) as f64 / done.max(1) as f64);
                format!("{verb:<9} {done} of {all} {unit}, {} left", HumanDuration(left))
            }
            _ => format!("{verb:<9} {done} {unit}"),
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Colour;

    #[test]
    fn a_line_says_how_much_is_left_where_that_is_known() {
        let console = Console::new(Volume::Normal, Colour::Off);
        let progress = Progress::of(&console, "build", "pages", 400);
        let minute = Duration::from_secs(60);
        assert_eq!(progress.line(100, minute), "build     100 of 400 pages, 3 minutes left");
        assert_eq!(progress.line(400, minute), "build     400 of 400 pages, 0 seconds left");
        let unknown = Progress::of(&console, "import", "records", 0);
        assert_eq!(unknown.line(100, minute), "import    100 records");
    }
}
