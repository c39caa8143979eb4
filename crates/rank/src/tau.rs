//! Kendall's rank correlation τ-b (Kendall, 1945), which allows for equals.

use std::collections::BTreeMap;

use model::Decimal;

/// τ-b of pairs of values, to the hundredth, halves away from zero; nothing where all values of one side are equal.
///
/// It is computed in whole numbers: `(C − D) / √((P − T)(P − U))`, with `P` pairs of pairs, of which `C` stand in the
/// same order on both sides, `D` in the opposite one, and `T` and `U` are equal on one side or the other.
pub fn tau(pairs: &[(u64, u64)]) -> Option<Decimal> {
    let mut counts: BTreeMap<(u64, u64), i128> = BTreeMap::new();
    pairs.iter().for_each(|pair| *counts.entry(*pair).or_default() += 1);
    let cells: Vec<((u64, u64), i128)> = counts.into_iter().collect();
    let mut balance = 0;
    for (position, ((x, y), n)) in cells.iter().enumerate() {
        for ((other_x, other_y), m) in &cells[..position] {
            balance += n * m * (x.cmp(other_x) as i128) * (y.cmp(other_y) as i128);
        }
    }
    let apart = |side: fn(&(u64, u64)) -> u64| {
        let mut equals: BTreeMap<u64, i128> = BTreeMap::new();
        pairs.iter().for_each(|pair| *equals.entry(side(pair)).or_default() += 1);
        two_of(pairs.len() as i128) - equals.into_values().map(two_of).sum::<i128>()
    };
    let product = apart(|pair| pair.0) * apart(|pair| pair.1);
    if product == 0 {
        return None;
    }
    // The largest k with k − 1/2 ≤ 100 |balance| / √product.
    let fits = |k: &i128| (2 * k - 1).pow(2) * product <= (200 * balance).pow(2);
    let hundredths = (1..=100).take_while(fits).count() as i64;
    Some(Decimal::hundredths(if balance < 0 { -hundredths } else { hundredths }))
}

/// How many pairs so many things make.
fn two_of(n: i128) -> i128 {
    n * (n - 1) / 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use super::tau;

    #[test]
    fn the_same_order_is_one_and_the_opposite_minus_one() {
        let told = |pairs: &[(u64, u64)]| tau(pairs).map(|tau| tau.to_string());
        assert_eq!(told(&[(1, 10), (2, 20), (3, 30)]).as_deref(), Some("1.00"));
        assert_eq!(told(&[(1, 3), (2, 2), (3, 1)]).as_deref(), Some("-1.00"));
        assert_eq!(told(&[(1, 1), (2, 1), (3, 2)]).as_deref(), Some("0.82"), "2 / √(3 · 2)");
        assert_eq!(told(&[(1, 1), (1, 2)]), None, "one side knows no order");
        assert_eq!(told(&[]), None);
    }

    proptest! {
        #[test]
        fn tau_agrees_with_counting_every_pair(pairs in prop::collection::vec((0..4_u64, 0..4_u64), 0..12)) {
            let (mut balance, mut apart) = (0_f64, (0_f64, 0_f64));
            for (i, a) in pairs.iter().enumerate() {
                for b in &pairs[..i] {
                    let (x, y) = (f64::from(a.0.cmp(&b.0) as i8), f64::from(a.1.cmp(&b.1) as i8));
                    balance += x * y;
                    apart = (apart.0 + x.abs(), apart.1 + y.abs());
                }
            }
            match tau(&pairs) {
                Some(tau) => prop_assert!((tau.to_f64() - balance / (apart.0 * apart.1).sqrt()).abs() < 0.005 + 1e-9),
                None => prop_assert_eq!(apart.0 * apart.1, 0.0),
            }
        }
    }
}
