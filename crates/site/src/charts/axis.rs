//! Values along a line and years along the bottom: where they stand, and which of them are named.

use model::Decimal;

/// From values to positions, straight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueAxis {
    pub low: f64,
    /// The value at `to`, another than `low`.
    pub high: f64,
    /// Where the lowest value stands.
    pub from: f64,
    /// Where the highest value stands.
    pub to: f64,
}

impl ValueAxis {
    pub fn at(self, value: f64) -> f64 {
        self.from + (self.to - self.from) * (value - self.low) / (self.high - self.low)
    }
}

#[derive(Debug, Clone, Copy)]
pub struct YearAxis {
    pub year: i64,
    pub first: f64,
    pub pitch: f64,
}

impl YearAxis {
    /// Years from `left` to `right`; `widest` holds few years together.
    pub fn new((first, last): (i64, i64), left: f64, right: f64, widest: f64) -> Self {
        let steps = (last - first).max(1) as f64;
        Self { year: first, first: left, pitch: ((right - left) / steps).clamp(0.0, widest) }
    }
    /// Where a month stands, counted from the year 0.
    pub fn at(self, month: i64) -> f64 {
        self.first + self.pitch * (month - self.year * 12) as f64 / 12.0
    }
    /// The years that have room for words so wide: the last, and every so many before it.
    pub fn labelled(self, last: i64, widest: f64) -> impl Iterator<Item = i64> {
        let years = last - self.year + 1;
        let every = (1..years).find(|every| self.pitch * *every as f64 >= widest).unwrap_or(years.max(1));
        (self.year..=last).filter(move |year| (last - year) % every == 0)
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 … of which at most so many cover the span; 1 at least.
fn step(span: i128, at_most: i128) -> i128 {
    let mut power = 1;
    loop {
        if let Some(step) = [1, 2, 5].into_iter().map(|n| n * power).find(|step| step * at_most >= span) {
            return step;
        }
        power *= 10;
    }
}

/// Round values, in millionths, that enclose the lowest and the highest, lowest first: at least two.
pub fn ticks(lowest: Decimal, highest: Decimal, at_most: i128) -> Vec<i128> {
    let (lowest, highest) = (lowest.micros(), highest.micros());
    let span = if highest > lowest { highest - lowest } else { (highest.abs() / 10).max(1) };
    let step = step(span, at_most);
    let (first, last) = (lowest.div_euclid(step), -(-highest).div_euclid(step));
    (first..=last.max(first + 1)).map(|tick| tick * step).collect()
}

/// A value in millionths with the decimals it needs.
pub fn written(micros: i128, decimal_mark: char) -> String {
    let sign = if micros < 0 { "−" } else { "" };
    let (whole, part) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    let decimals = format!("{part:06}");
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}{decimal_mark}{decimals}"),
    }
}

/// Round ranks from 1 to the worst: 1, 5, 10 …
pub fn rank_ticks(worst: u32, at_most: u32) -> Vec<u32> {
    let step = step(i128::from(worst), i128::from(at_most.max(1)));
    let step = u32::try_from(step).expect("a step is no wider than the span of ranks, times ten");
    let round =
        (1..).map(|n: u32| n.saturating_mul(step)).take_while(|&rank| rank <= worst && rank < u32::MAX);
    std::iter::once(1).chain(round.filter(|&rank| rank > 1)).collect()
}

#[cfg(test)]
mod tests {
    use crate::charts::axis::*;

    fn read(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        let named = |low: &str, high: &str| -> Vec<String> {
            ticks(read(low), read(high), 5).into_iter().map(|tick| written(tick, ',')).collect()
        };
        assert_eq!(named("6.81", "8.4"), ["6,5", "7", "7,5", "8", "8,5"]);
        assert_eq!(named("-40", "62"), ["−50", "0", "50", "100"]);
        assert_eq!(named("8", "8"), ["8", "8,2"]);
        assert_eq!(named("0", "0"), ["0", "0,000001"]);
    }

    #[test]
    fn ranks_begin_at_one() {
        assert_eq!(rank_ticks(1, 5), [1]);
        assert_eq!(rank_ticks(4, 5), [1, 2, 3, 4]);
        assert_eq!(rank_ticks(40, 5), [1, 10, 20, 30, 40]);
        assert_eq!(rank_ticks(u32::MAX, 5).len(), 5);
    }

    #[test]
    fn a_scale_may_run_upwards() {
        let scale = ValueAxis { low: 0.0, high: 10.0, from: 200.0, to: 0.0 };
        assert_eq!((scale.at(0.0), scale.at(10.0), scale.at(2.5)), (200.0, 0.0, 150.0));
    }
}
