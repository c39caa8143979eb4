//! From likeness to a score and its reasons.

use super::Clue;
use super::likeness::Likeness;
use super::words::WordKind;

/// What is known beside the names, each agreeing, disagreeing or unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances {
    /// Whether both stand in one sector.
    pub sector: Compared,
    /// Whether both are at home in one country.
    pub country: Compared,
    /// Whether the name was in use in the years asked for.
    pub years: Compared,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compared {
    Agree,
    Differ,
    #[default]
    Unknown,
}

impl Compared {
    /// Compares two things that may be unknown.
    pub fn of<T: PartialEq>(one: Option<T>, other: Option<T>) -> Self {
        match one.zip(other) {
            Some((one, other)) if one == other => Self::Agree,
            Some(_) => Self::Differ,
            None => Self::Unknown,
        }
    }

    fn points(self, agree: i32, differ: i32) -> i32 {
        match self {
            Self::Agree => agree,
            Self::Differ => differ,
            Self::Unknown => 0,
        }
    }
}

/// The points for and against, in thousandths of a logit. The weights are those of a logistic regression on the tuning
/// part of `tests/names/pairs.csv`, rounded, with a little on the shared words to order candidates; those of sector,
/// country and years are set by hand, as the pairs do not tell them.
pub fn points(likeness: &Likeness, around: Circumstances) -> i32 {
    if likeness.is_nothing() {
        return NOTHING;
    }
    let of = |figure: i32, weight: i32| figure * weight / 1000;
    let if_so = |holds: bool, weight: i32| if holds { weight } else { 0 };
    let left = |kind| likeness.left_over(kind).map(|weight| i32::try_from(weight).unwrap_or(i32::MAX));
    let [one, other] = left(WordKind::Telling);
    let line: i32 = left(WordKind::Line).iter().sum();
    let (inside, short) = (likeness.shared > 0 && one.min(other) == 0, likeness.short > SHORT);
    let numbers = likeness.numbers_differ();
    let slip = likeness.letters.is_some_and(|letters| (1..=2).contains(&letters));
    -1600
        + of(likeness.shared, 400)
        + of(likeness.start, 300)
        + of(likeness.initials, 3800)
        + if_so(slip && !short, 1200)
        + if_so(inside, 600)
        + if_so(inside && one.max(other) == 0 && line == 0 && !numbers, 1700)
        - of(likeness.short, 100)
        - of(one.min(other).min(1000), 600)
        - of(line.min(1000), 1800)
        - if_so(numbers, 1500)
        - if_so(slip && short, 2600)
        + around.sector.points(800, -1200)
        + around.country.points(200, -800)
        + around.years.points(300, 0)
}

// The points of two names that have nothing in common.
const NOTHING: i32 = -6000;

// From here on a name is so short that one letter makes another one: five letters or fewer.
const SHORT: i32 = 250;

// The logistic curve at steps of half a logit from 0 to 6, in thousandths.
const CURVE: [i32; 13] = [500, 622, 731, 818, 881, 924, 953, 971, 982, 989, 993, 996, 998];

/// The score of some points, 0 to 1000.
pub fn score(points: i32) -> u16 {
    let far = points.unsigned_abs().min(5999);
    let (step, rest) = ((far / 500) as usize, (far % 500) as i32);
    let high = CURVE[step] + (CURVE[step + 1] - CURVE[step]) * rest / 500;
    let score = if points < 0 { 1000 - high } else { high };
    u16::try_from(score).unwrap_or_default()
}

/// The reasons, the weightiest first; at least one.
pub fn clues(likeness: &Likeness, around: Circumstances) -> Vec<Clue> {
    let mut clues = of_names(likeness);
    match around.sector {
        Compared::Agree => clues.push(Clue::SameSector),
        Compared::Differ => clues.push(Clue::OtherSector),
        Compared::Unknown => {}
    }
    if around.country == Compared::Differ {
        clues.push(Clue::OtherCountry);
    }
    if around.years == Compared::Agree {
        clues.push(Clue::NameOfThoseYears);
    }
    clues
}

fn of_names(likeness: &Likeness) -> Vec<Clue> {
    let [one, other] = likeness
        .left
        .each_ref()
        .map(|words| words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "));
    let heaviest = likeness.left.iter().flatten().map(|word| word.kind).max();
    let more = if one.is_empty() { other.clone() } else { one.clone() };
    let mut clues = Vec::new();
    if likeness.initials > 0 {
        clues.push(Clue::Initials);
    }
    match likeness.letters {
        Some(0) => clues.push(Clue::SameName),
        Some(letters) => clues.push(Clue::Letters(letters)),
        None => {}
    }
    clues.extend(likeness.word.map(|word| Clue::SharedWord(word.text.clone())));
    clues.extend(likeness.cut.map(|word| Clue::CutShort(word.text.clone())));
    if likeness.start > 0 && likeness.word.is_none() {
        clues.push(Clue::SameStart);
    }
    match heaviest {
        Some(_) if likeness.letters.is_some() || likeness.initials > 0 => {}
        Some(WordKind::Little | WordKind::Weak) => clues.insert(0, Clue::OnlyWeakWords(more)),
        Some(WordKind::Line) if one.is_empty() || other.is_empty() => clues.push(Clue::Line(more)),
        Some(WordKind::Line | WordKind::Telling) if one.is_empty() || other.is_empty() => {
            clues.push(Clue::MoreWords(more))
        }
        Some(WordKind::Line | WordKind::Telling) => clues.push(Clue::OtherWords(one, other)),
        None => {}
    }
    if likeness.numbers_differ() {
        clues.push(Clue::Numbers);
    }
    if likeness.short > SHORT {
        clues.push(Clue::Short);
    }
    clues
}
