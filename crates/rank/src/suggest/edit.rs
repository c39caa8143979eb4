//! How many single letters one word must change to become another.

/// The longest word that is compared letter by letter, in bytes.
pub const LONGEST: usize = 40;

/// Letters added, dropped, changed, or swapped with their neighbour; nothing when there are more than `most`.
///
/// Bytes stand for letters: folded names are plain but for foreign scripts, where one letter may count several times.
pub fn letters(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > most || one.len().max(other.len()) > LONGEST {
        return None;
    }
    let mut rows = [[0_usize; LONGEST + 1]; 3];
    rows[0].iter_mut().enumerate().for_each(|(n, cell)| *cell = n);
    for (i, a) in one.iter().enumerate() {
        let [before, last, now] = turned(&mut rows, i);
        now[0] = i + 1;
        let mut best = now[0];
        for (j, b) in other.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                cost = cost.min(before[j - 1] + 1);
            }
            now[j + 1] = cost;
            best = best.min(cost);
        }
        if best > most {
            return None;
        }
    }
    let needed = rows[one.len() % 3][other.len()];
    (needed <= most).then_some(needed)
}

/// The row before the last, the last, and the one to fill, when `i` letters are done.
fn turned(rows: &mut [[usize; LONGEST + 1]; 3], i: usize) -> [&mut [usize; LONGEST + 1]; 3] {
    let [a, b, c] = rows;
    match i % 3 {
        0 => [c, a, b],
        1 => [a, b, c],
        _ => [b, c, a],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ_are_counted() {
        assert_eq!(letters("maif", "macif", 2), Some(1));
        assert_eq!(letters("loccitane", "loccitzne", 2), Some(1));
        assert_eq!(letters("boursorama", "bousrorama", 2), Some(1), "two neighbours swapped are one slip");
        assert_eq!(letters("maaf", "mma", 2), Some(2));
        assert_eq!(letters("", "ab", 2), Some(2));
        assert_eq!(letters("nestle", "nespresso", 2), None);
        assert_eq!(letters("same", "same", 0), Some(0));
    }
}
