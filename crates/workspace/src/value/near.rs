//! "Did you mean …?": the known word nearest to a mistyped one.

use super::wrong::listed;

/// What to write instead of `word`: the nearest known word where one is near, and all of them.
pub fn suggestion(word: &str, known: &[&str]) -> String {
    let all = format!("known here: {}", listed(known.iter().copied()));
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`? {all}"),
        None => all,
    }
}

/// The known word nearest to `word`, unless none is near: a third of the letters may differ.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    let near = |k: &&'a str| {
        let other: Vec<char> = k.to_lowercase().chars().collect();
        let steps = distance(&word, &other);
        (steps <= 1.max(word.len().max(other.len()) / 3)).then_some((steps, *k))
    };
    let ranked = known.iter().filter(|_| word.len() <= LONGEST).filter_map(near);
    ranked.min().map(|(_, k)| k)
}

/// Longer words are no typing mistakes of ours.
const LONGEST: usize = 80;

/// How many letters must be put in, taken out, replaced, or exchanged with their neighbour, to turn one word into
/// the other (optimal string alignment).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut steps = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            let (Some(above), Some(before)) = (i.checked_sub(1), j.checked_sub(1)) else {
                steps[i][j] = i.max(j);
                continue;
            };
            let replaced = steps[above][before] + usize::from(one[above] != other[before]);
            steps[i][j] = replaced.min(steps[above][j] + 1).min(steps[i][before] + 1);
            let swapped =
                above > 0 && before > 0 && one[above] == other[before - 1] && one[above - 1] == other[before];
            if swapped {
                steps[i][j] = steps[i][j].min(steps[above - 1][before - 1] + 1);
            }
        }
    }
    steps[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let known = ["award", "ranking", "benchmark", "label"];
        assert_eq!(nearest("awards", &known), Some("award"));
        assert_eq!(nearest("Rankng", &known), Some("ranking"));
        assert_eq!(nearest("lable", &known), Some("label"));
        assert_eq!(nearest("score", &known), None);
        assert_eq!(nearest("", &known), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
