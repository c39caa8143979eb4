//! In what two names are alike, in thousandths: figures that say nothing of what they mean.

use super::blocks::letters_of;
use super::words::{ComparedName, NameWord, WordKind};

/// Figures from 0 to 1000, and the words they come from.
#[derive(Debug, Default)]
pub struct Likeness<'a> {
    /// What the shared words weigh, among all words of both.
    pub shared: i32,
    /// The share of letters that stay the same from one whole name to the other.
    pub whole: i32,
    /// How much one is the beginning of the other.
    pub start: i32,
    /// How surely one is the initials of the other.
    pub initials: i32,
    /// How few letters the shorter name has.
    pub short: i32,
    /// Letters to change in the whole, where they are few.
    pub letters: Option<usize>,
    /// The heaviest word that both have.
    pub word: Option<&'a NameWord>,
    /// A word that is cut short in one.
    pub cut: Option<&'a NameWord>,
    /// The words that only one side has.
    pub left: [Vec<&'a NameWord>; 2],
}

impl<'a> Likeness<'a> {
    pub fn of(one: &'a ComparedName, other: &'a ComparedName) -> Self {
        let mut likeness = Self::of_words(one, other);
        let (short, long) = if one.whole.len() <= other.whole.len() { (one, other) } else { (other, one) };
        let (few, many) = (short.whole.len(), long.whole.len().max(1));
        likeness.letters = letters(&one.whole, &other.whole, (many / 4).clamp(1, 4));
        likeness.whole = likeness.letters.map_or(0, |n| thousandths(many - n.min(many), many));
        if few >= 4 && long.whole.starts_with(&short.whole) {
            likeness.start = thousandths(few, many);
        }
        likeness.initials = initials(short, long);
        likeness.short = i32::try_from(8_usize.saturating_sub(few) * 125).unwrap_or_default();
        likeness
    }

    fn of_words(one: &'a ComparedName, other: &'a ComparedName) -> Self {
        let mut free: Vec<&NameWord> = other.words.iter().collect();
        let (mut left, mut matched) = (Vec::new(), Vec::new());
        for word in &one.words {
            match free.iter().position(|candidate| candidate.hash == word.hash) {
                Some(at) => matched.push((word, free.remove(at), 1000)),
                None => left.push(word),
            }
        }
        let several = one.words.len().min(other.words.len()) > 1;
        let alike = |a: &NameWord, b: &NameWord| {
            if several && is_cut(a, b) { Some(CUT) } else { alike_in_letters(a, b) }
        };
        let mut cut = None;
        left.retain(|word| {
            let near = free.iter().enumerate().filter_map(|(at, other)| Some((alike(word, other)?, at)));
            let Some((alike, at)) = near.max_by_key(|(alike, at)| (*alike, std::cmp::Reverse(*at))) else {
                return true;
            };
            let partner = free.remove(at);
            if alike == CUT {
                cut = Some(if word.text.len() < partner.text.len() { *word } else { partner });
            }
            matched.push((word, partner, alike));
            false
        });
        let weight =
            matched.iter().map(|(a, b, alike)| u64::from(a.weight + b.weight) * alike / 1000).sum::<u64>();
        let heaviest = matched.iter().filter(|(_, _, alike)| *alike == 1000).map(|(word, ..)| *word);
        Self {
            shared: ratio(weight, u64::from(one.weight() + other.weight())),
            word: heaviest.max_by_key(|word| (word.weight, std::cmp::Reverse(&word.text))),
            cut,
            left: [left, free],
            ..Self::default()
        }
    }

    /// Whether the names have nothing at all in common.
    pub fn is_nothing(&self) -> bool {
        [self.shared, self.whole, self.start, self.initials] == [0; 4]
    }

    /// What the words of some kind weigh that only one of the names has; each side alone.
    pub fn left_over(&self, kind: WordKind) -> [u32; 2] {
        self.left.each_ref().map(|words| words.iter().filter(|w| w.kind == kind).map(|w| w.weight).sum())
    }

    /// Whether both hold numbers, and not the same.
    pub fn numbers_differ(&self) -> bool {
        let number = |word: &&NameWord| word.text.bytes().all(|b| b.is_ascii_digit());
        self.left.iter().any(|words| words.iter().any(number))
    }
}

const CUT: u64 = 850;

/// Whether one word is the beginning of the other: in a name of several words it may be cut short, alone it is a name.
fn is_cut(one: &NameWord, other: &NameWord) -> bool {
    let (short, long) = if one.text.len() <= other.text.len() { (one, other) } else { (other, one) };
    short.text.len() >= 3 && long.text.starts_with(&short.text)
}

/// How alike two words are of which a letter or two differ, if they are long enough for that to be a slip.
fn alike_in_letters(one: &NameWord, other: &NameWord) -> Option<u64> {
    let most = match one.text.len().min(other.text.len()) {
        0..=4 => return None,
        5..=8 => 1,
        _ => 2,
    };
    let letters = letters(&one.text, &other.text, most)?;
    Some(1000 - 1500 * letters as u64 / one.text.len().max(other.text.len()) as u64)
}

/// Whether a short name is made of the first letters of a long one: the more letters, the surer.
fn initials(short: &ComparedName, long: &ComparedName) -> i32 {
    if short.words.len() != 1
        || long.initials.is_empty()
        || letters_of(&short.whole) != letters_of(&long.initials)
    {
        return 0;
    }
    match long.initials.len() {
        2 => 500,
        3 => 800,
        _ => 1000,
    }
}

fn thousandths(part: usize, whole: usize) -> i32 {
    ratio(part as u64, whole as u64)
}

fn ratio(part: u64, whole: u64) -> i32 {
    i32::try_from((1000 * part).checked_div(whole).unwrap_or_default().min(1000)).unwrap_or(1000)
}

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
