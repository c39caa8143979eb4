//! Exact numbers: scores as printed, the scales they stand on, shares that keep their n, and fractions for scores that
//! must not depend on the order of additions.

use crate::BadText;
use serde::Serialize;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::str::FromStr;

const SCALE: &str = "a scale; write the highest value (`10`) or both ends (`-100..100`)";

const NUMBER: &str = "a number; write digits with a decimal point and at most 6 decimals, such as 6.8 or -12";

/// A decimal number as printed: `91.50` keeps its zero, and compares equal to `91.5`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    units: i64,
    places: u8,
}

impl Decimal {
    pub fn whole(units: i64) -> Self {
        Self { units, places: 0 }
    }
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
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let bad = || BadText::new(text, NUMBER);
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
    pub low: i64,
    /// The highest value, above the lowest.
    pub high: i64,
}

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
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let (low, high) = text.split_once("..").unwrap_or(("0", text));
        let whole = |t: &str| t.trim().parse::<i32>().map(i64::from).ok();
        let ends = whole(low).zip(whole(high));
        ends.and_then(|(low, high)| Self::new(low, high)).ok_or_else(|| BadText::new(text, SCALE))
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

/// A fraction in lowest terms. Its denominator is positive, so equal values are equal fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    pub fn whole(number: u64) -> Self {
        Self { numerator: i128::from(number), denominator: 1 }
    }
    /// The fraction; nothing when the denominator is 0.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok().filter(|_| denominator != 0)?;
        let sign = denominator.signum();
        Some(Self { numerator: sign * numerator / divisor, denominator: sign * denominator / divisor })
    }
    pub fn numerator(self) -> i128 {
        self.numerator
    }
    /// Below the line, 1 or more.
    pub fn denominator(self) -> i128 {
        self.denominator
    }
    /// As a floating number, for drawing and printing only.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl Add for Ratio {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let divisor = gcd(self.denominator.unsigned_abs(), other.denominator.unsigned_abs());
        let common = i128::try_from(divisor).expect("a divisor of a denominator");
        let (ours, theirs) = (other.denominator / common, self.denominator / common);
        let numerator = self.numerator * ours + other.numerator * theirs;
        Self::new(numerator, self.denominator * ours).expect("neither denominator is 0")
    }
}

impl Sum for Ratio {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Self::add)
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        // Nearly all fit, and a processor divides these by itself.
        (Ok(a), Ok(b)) => u128::from(short_gcd(a, b)),
        _ if b == 0 => a,
        _ => gcd(b, a % b),
    }
}

fn short_gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { short_gcd(b, a % b) }
}

impl Ord for Ratio {
    /// Compares by products; where these are too large, by continued fractions.
    fn cmp(&self, other: &Self) -> Ordering {
        let ours = self.numerator.checked_mul(other.denominator);
        match ours.zip(other.numerator.checked_mul(self.denominator)) {
            Some((ours, theirs)) => ours.cmp(&theirs),
            None => self.cmp_by_continued_fractions(other),
        }
    }
}

impl Ratio {
    fn cmp_by_continued_fractions(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = ((self.numerator, self.denominator), (other.numerator, other.denominator));
        let mut swapped = false;
        loop {
            let order = a.0.div_euclid(a.1).cmp(&b.0.div_euclid(b.1));
            let rest = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            let settled = match (order, rest) {
                (Ordering::Less | Ordering::Greater, _) => Some(order),
                (Ordering::Equal, (0, 0)) => Some(Ordering::Equal),
                (Ordering::Equal, (0, _)) => Some(Ordering::Less),
                (Ordering::Equal, (_, 0)) => Some(Ordering::Greater),
                (Ordering::Equal, (_, _)) => None,
            };
            if let Some(order) = settled {
                return if swapped { order.reverse() } else { order };
            }
            // Equal whole parts: the larger rest has the smaller inverse.
            (a, b, swapped) = ((a.1, rest.0), (b.1, rest.1), !swapped);
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    /// A whole number without decimals, any other with at most four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        let rounded = format!("{:.4}", self.to_f64());
        f.write_str(rounded.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Ratio {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.numerator) {
            Ok(whole) if self.denominator == 1 => to.serialize_i64(whole),
            Ok(_) | Err(_) => to.serialize_f64((self.to_f64() * 10_000.0).round() / 10_000.0),
        }
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

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).unwrap()
    }

    #[test]
    fn a_fraction_has_one_form() {
        assert_eq!(ratio(6, -4), ratio(-3, 2));
        assert_eq!(ratio(0, -4), Ratio::ZERO);
        assert_eq!(Ratio::new(1, 0), None);
    }

    #[test]
    fn fractions_add_up() {
        assert_eq!(ratio(1, 6) + ratio(1, 3), ratio(1, 2));
        assert_eq!([ratio(1, 2), ratio(-1, 2), ratio(2, 3)].into_iter().sum::<Ratio>(), ratio(2, 3));
        assert_eq!([].into_iter().sum::<Ratio>(), Ratio::ZERO);
    }

    #[test]
    fn fractions_compare_by_value_even_when_products_would_overflow() {
        let huge = i128::MAX / 2;
        assert!(ratio(1, 3) < ratio(1, 2));
        assert!(ratio(-1, 2) < ratio(-1, 3));
        assert!(ratio(7, 2) > ratio(10, 3));
        assert!(ratio(huge, huge - 1) > ratio(huge - 1, huge - 1));
        assert!(ratio(huge, huge - 1) < ratio(huge - 2, huge - 3));
    }

    #[test]
    fn every_pair_of_small_fractions_compares_as_its_cross_product() {
        let all = || (-6..7_i128).flat_map(|n| (1..7_i128).map(move |d| (n, d)));
        for ((n, d), (m, e)) in all().flat_map(|a| all().map(move |b| (a, b))) {
            assert_eq!(ratio(n, d).cmp(&ratio(m, e)), (n * e).cmp(&(m * d)), "{n}/{d} against {m}/{e}");
        }
    }

    #[test]
    fn whole_scores_print_without_decimals() {
        assert_eq!((ratio(8, 2).to_string(), ratio(1, 3).to_string()), ("4".into(), "0.3333".into()));
        assert_eq!(ratio(5, 2).to_string(), "2.5");
    }
}
