//! Exact numbers: scores as printed, the scales they stand on, and shares that keep their n.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// A decimal number as printed: `91.50` keeps its zero, and compares equal to `91.5`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    units: i64,
    places: u8,
}

/// Why a text is not a number we keep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a number; write digits with a decimal point and at most 6 decimals, such as 6.8 or -12"
)]
pub struct BadNumber(pub String);

impl Decimal {
    /// A whole number.
    pub fn whole(units: i64) -> Self {
        Self { units, places: 0 }
    }
    /// So many hundredths.
    pub fn hundredths(units: i64) -> Self {
        Self { units, places: 2 }
    }
    /// How many digits follow the point, 0 to 6.
    pub fn places(self) -> u8 {
        self.places
    }
    /// The number in millionths: exact, and comparable across decimals.
    pub fn micros(self) -> i128 {
        i128::from(self.units) * 10_i128.pow(6 - u32::from(self.places))
    }
    /// The difference, at the finer of the two precisions.
    pub fn minus(self, other: Self) -> Self {
        let places = self.places.max(other.places);
        let step = 10_i128.pow(6 - u32::from(places));
        let units = (self.micros() - other.micros()) / step;
        Self { units: i64::try_from(units).expect("two 18-digit numbers differ by less than i64"), places }
    }
    /// As a floating number, for drawing only.
    pub fn to_f64(self) -> f64 {
        self.units as f64 / 10_f64.powi(i32::from(self.places))
    }
}

impl FromStr for Decimal {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let bad = || BadNumber(text.to_owned());
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let whole_fits = !whole.is_empty() && whole.len() <= 12 && numeric(whole);
        let dangling = digits.ends_with('.');
        if !whole_fits || dangling || part.len() > 6 || !numeric(part) {
            return Err(bad());
        }
        let units: i64 = format!("{whole}{part}").parse().map_err(|_| bad())?;
        let signed = if text.starts_with('-') { -units } else { units };
        Ok(Self { units: signed, places: part.len() as u8 })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = usize::from(self.places) + 1);
        let (whole, part) = digits.split_at(digits.len() - usize::from(self.places));
        if part.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{part}") }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.micros() == other.micros()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.micros().cmp(&other.micros())
    }
}

impl Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.to_f64())
    }
}

/// The lowest and highest value a score can take: `10` is 0 to 10, `-100..100` a net promoter score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Scale {
    /// The lowest value.
    pub low: i64,
    /// The highest value, above the lowest.
    pub high: i64,
}

/// Why a text is not a scale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a scale; write the highest value (`10`) or both ends (`-100..100`)")]
pub struct BadScale(pub String);

impl Scale {
    /// From the lowest to the highest value, or nothing when empty.
    pub fn new(low: i64, high: i64) -> Option<Self> {
        (low < high).then_some(Self { low, high })
    }
    /// Whether the value stands on the scale.
    pub fn holds(self, value: Decimal) -> bool {
        Decimal::whole(self.low) <= value && value <= Decimal::whole(self.high)
    }
}

impl FromStr for Scale {
    type Err = BadScale;
    fn from_str(text: &str) -> Result<Self, BadScale> {
        let (low, high) = text.split_once("..").unwrap_or(("0", text));
        let whole = |t: &str| t.trim().parse::<i32>().map(i64::from).ok();
        let ends = whole(low).zip(whole(high));
        ends.and_then(|(low, high)| Self::new(low, high)).ok_or_else(|| BadScale(text.to_owned()))
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low == 0 { write!(f, "{}", self.high) } else { write!(f, "{}..{}", self.low, self.high) }
    }
}

/// A part of a whole, both counted, so that a share never travels without its n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share {
    /// How many have the property.
    pub part: u64,
    /// Out of how many.
    pub whole: u64,
}

impl Share {
    /// Below this many, a count is shown instead of a share: one company more would move it by 20 points.
    pub const SMALLEST_WHOLE: u64 = 5;

    /// The share as a fraction of one, rounded to four decimals; 0 of 0 is 0.
    pub fn fraction(self) -> f64 {
        self.per(10_000) as f64 / 10_000.0
    }
    /// The share in percent, rounded half up; 0 of 0 is 0.
    pub fn percent(self) -> u64 {
        self.per(100)
    }
    /// Whether the whole is large enough to quote a percentage.
    pub fn quotable(self) -> bool {
        self.whole >= Self::SMALLEST_WHOLE
    }
    fn per(self, unit: u64) -> u64 {
        if self.whole == 0 { 0 } else { (2 * self.part * unit + self.whole) / (2 * self.whole) }
    }
}

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.fraction())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_kept_as_printed_and_compared_by_value() {
        let read = |t: &str| t.parse::<Decimal>().unwrap();
        assert_eq!(read("91.50").to_string(), "91.50");
        assert_eq!(read("91.50"), read("91.5"));
        assert_eq!(read("-0.25").to_string(), "-0.25");
        assert!(read("-12") < read("3.9"));
        assert_eq!(read("6.8").minus(read("6.75")).to_string(), "0.05");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for bad in ["", "6,8", "1e3", "12.", ".5", "--1", "1.1234567", "between 15 and 16", "1234567890123"] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad:?} must be refused");
        }
    }

    #[test]
    fn a_scale_has_two_ends() {
        let nps: Scale = "-100..100".parse().unwrap();
        assert!(nps.holds("-40".parse().unwrap()));
        assert!(!"10".parse::<Scale>().unwrap().holds("10.43".parse().unwrap()));
        assert!("0".parse::<Scale>().is_err());
    }

    #[test]
    fn shares_round_half_up_and_know_when_they_are_too_small() {
        assert_eq!(Share { part: 39, whole: 68 }.percent(), 57);
        assert_eq!(Share { part: 1, whole: 8 }.fraction(), 0.125);
        assert!(!Share { part: 1, whole: 4 }.quotable());
    }
}
