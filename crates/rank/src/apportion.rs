//! Percentages that add up to 100, by the method of the largest remainder (Hamilton, 1792).

use std::cmp::Reverse;

/// The whole percents of the parts of a whole. What rounding down leaves over goes to the largest remainders;
/// of equal remainders, to the earlier part. Nothing has no percents: all 0.
pub fn percents(parts: &[u64]) -> Vec<u64> {
    let whole: u64 = parts.iter().sum();
    if whole == 0 {
        return vec![0; parts.len()];
    }
    let mut percents: Vec<u64> = parts.iter().map(|part| 100 * part / whole).collect();
    let left_over = 100 - percents.iter().sum::<u64>();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|&position| Reverse(100 * parts[position] % whole));
    for &position in by_remainder.iter().take(usize::try_from(left_over).expect("less than one a part")) {
        percents[position] += 1;
    }
    percents
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use super::percents;

    #[test]
    fn thirds_add_up_to_a_hundred() {
        assert_eq!(percents(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(percents(&[11, 9, 8, 40]), [16, 13, 12, 59]);
        assert_eq!(percents(&[]), Vec::<u64>::new());
        assert_eq!(percents(&[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn percents_add_up_and_stay_within_one_of_the_share(parts in prop::collection::vec(0..50_u64, 1..12)) {
            let whole: u64 = parts.iter().sum();
            let percents = percents(&parts);
            prop_assert_eq!(percents.iter().sum::<u64>(), if whole == 0 { 0 } else { 100 });
            for (part, percent) in parts.iter().zip(&percents) {
                prop_assert!((100 * part).abs_diff(percent * whole) < whole.max(1));
            }
        }
    }
}
