//! Exact fractions, for scores and indices that must not depend on the order of additions.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;

/// A fraction in lowest terms. Its denominator is positive, so equal values are equal fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// A whole number.
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
    /// Above the line.
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
