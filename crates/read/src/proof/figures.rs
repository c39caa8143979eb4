//! The figures that are printed around a name: scores, places, years.

use std::sync::LazyLock;

use regex::Regex;

use crate::value;
use model::Decimal;
use model::text::counting::counted_words;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[-−–+]?\d{1,3}(?:[ .,’']\d{3})+(?:[.,]\d{1,6})?|[-−–+]?\d+(?:[.,]\d{1,6})?";
    Regex::new(number).expect("a fixed expression")
});

/// Where a text prints the number.
pub(super) fn numbers(text: &str, wanted: Decimal) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let found = NUMBER.find_iter(text).filter(move |found| is_apart(text, found.start()));
    found
        .filter(move |found| readings(found.as_str()).any(|number| number == wanted))
        .map(|found| found.range())
}

/// Whether a text prints the number, and whether it prints another that could stand for it.
pub(super) fn score(text: &str, wanted: Decimal) -> PageSays {
    // A whole score has the shape of places, counts and years, so that only decimals speak against it.
    let decimals = |word: &str| word.rsplit_once(['.', ',']).is_some_and(|(_, part)| part.len() < 3);
    let mut others = NUMBER.find_iter(text).filter(|found| is_apart(text, found.start()));
    if numbers(text, wanted).next().is_some() {
        PageSays::This
    } else if wanted.places() > 0 && others.any(|found| decimals(found.as_str())) {
        PageSays::Another
    } else {
        PageSays::Nothing
    }
}

/// Whether no letter stands before: the 6 of `M6` is no number.
fn is_apart(text: &str, from: usize) -> bool {
    !text[..from].ends_with(char::is_alphabetic)
}

/// What a number may mean: `1,234` is 1.234 or 1234.
fn readings(word: &str) -> impl Iterator<Item = Decimal> {
    let minus = word.starts_with(['-', '−', '–']);
    let digits = word.trim_start_matches(['-', '−', '–', '+']);
    let whole: String = digits.chars().filter(char::is_ascii_digit).collect();
    let parts = digits.rsplit_once(['.', ',']);
    let part = parts.map(|(before, after)| {
        let before: String = before.chars().filter(char::is_ascii_digit).collect();
        format!("{before}.{after}")
    });
    let grouped = digits.len() == whole.len() || parts.is_none_or(|(_, after)| after.len() == 3);
    let read = [part, Some(whole).filter(|_| grouped)].into_iter().flatten();
    // A dash before a number is as often a dash as a minus.
    let signed = move |text: String| {
        let negative = minus.then(|| format!("-{text}").parse().ok()).flatten();
        [text.parse().ok(), negative].into_iter().flatten()
    };
    read.flat_map(signed)
}

/// What a part of a page says of something that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PageSays {
    Nothing,
    /// Something else of the same kind.
    Another,
    This,
}

impl PageSays {
    pub fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Nothing { other() } else { self }
    }
}

static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    // Not every mark of a place: after a blank, the Dutch `de` is a word of French and Spanish.
    let digits = r"\d{1,3} ?(?:ers?|[èe]re|i?[èe]mes?|nde?|st|nd|rd|th|[eè]|[°ºª])\b";
    let sign = r"(?:n[o°º]\.? ?|nr\.? ?|# ?|rang |rank |platz |puesto |posto |plaats )\d{1,3}\b";
    Regex::new(&format!(r"(?i)(?:{sign}|\b{digits}|\b\p{{L}}{{4,12}}\b)")).expect("a fixed expression")
});

/// What is counted by an ordinal that is no place: “for the 3rd time”.
static NO_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^(?:\s+\p{{L}}+)?\s+{}\b", counted_words())).expect("a fixed expression")
});

/// A place that begins a line or is all that its first cell holds.
static LEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(\d{1,3})\s*(?:[.):|–-]|\s(?:[|–-]|\p{L}))").expect("a fixed expression")
});

/// A place of another year beside the one that the line is about: “21e rang en 2013”.
static OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\s+(?:rang|place|rank))?\s+(?:en|in)\s+(?:19|20)\d\d").expect("a fixed expression")
});

/// Bare numbers that may be places: of a move (“de 196 à 30”), or too large to be met by chance.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:\bde|\bà|\bfrom|\bto|→) (\d{1,3})\b|\b(\d{2,3})\b)").expect("a fixed expression")
});

static MEDALS: [(&[&str], u16); 3] = [(&["gold", "or"], 1), (&["silver", "argent"], 2), (&["bronze"], 3)];

/// Whether a text prints the place, or another one. `leads` says whether the text begins a line.
pub(super) fn place(text: &str, leads: bool, wanted: u16) -> PageSays {
    let leading = LEADING.captures(text).filter(|_| leads).and_then(|found| found[1].parse().ok());
    let ordinals = ORDINAL.find_iter(text).filter(|found| !NO_PLACE.is_match(&text[found.end()..]));
    let ordinals = ordinals.filter_map(|found| {
        let place = value::place(found.as_str())?;
        Some((place.number, !OF_YEAR.is_match(&text[found.end()..])))
    });
    let mut printed = PageSays::Nothing;
    for (number, contradicts) in leading.map(|number| (number, true)).into_iter().chain(ordinals) {
        match number == wanted {
            true => return PageSays::This,
            false if contradicts => printed = PageSays::Another,
            false => {}
        }
    }
    if may_print(text, wanted) { PageSays::This } else { printed }
}

/// Whether a text prints what may be the place and may be something else, and so contradicts no other: “or” is a metal
/// and the word for but.
fn may_print(text: &str, wanted: u16) -> bool {
    let small = text.to_lowercase();
    let mut words = small.split(|c: char| !c.is_alphanumeric());
    let metals = MEDALS.iter().find(|(_, place)| *place == wanted).map_or(&[][..], |(metals, _)| metals);
    let numbers =
        BARE.captures_iter(text).filter_map(|found| found.get(1).or(found.get(2))?.as_str().parse().ok());
    words.any(|word| metals.contains(&word)) || numbers.into_iter().any(|number: u16| number == wanted)
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d,.])((?:19|20)\d\d)(?:[^\d,.]|[,.](?:\D|$)|$)").expect("a fixed expression")
});

/// The years that a text prints, in their order.
pub(super) fn years(text: &str) -> Vec<u16> {
    // Neighbours share the sign between them (`2011-2012`), so each search begins at the year before.
    let (mut all, mut from) = (Vec::new(), 0);
    while let Some(found) = YEAR.captures_at(text, from) {
        let year = found.get(1).expect("the group is no option");
        all.extend(year.as_str().parse::<u16>());
        from = year.end();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_found_as_it_is_printed() {
        let wanted = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(score("Banque (7,1), Assurance (7,2)", wanted("7.1")), PageSays::This);
        assert_eq!(score("94,60 %", wanted("94.6")), PageSays::This);
        assert_eq!(score("1 234 appels, +52", wanted("1234")), PageSays::This);
        assert_eq!(score("un NPS de −12", wanted("-12")), PageSays::This);
        assert_eq!(score("7,2 sur 10", wanted("7.1")), PageSays::Another);
        assert_eq!(score("67 %, 3e", wanted("68")), PageSays::Nothing);
        assert_eq!(score("M6 boutique", wanted("6")), PageSays::Nothing);
    }

    #[test]
    fn a_place_is_found_and_what_is_counted_otherwise_is_none() {
        let found = |text: &str, wanted| place(text, true, wanted);
        assert_eq!(found("1er prix : Nespresso", 1), PageSays::This);
        assert_eq!(found("1er prix : Nespresso", 2), PageSays::Another);
        assert_eq!(found("2. Free", 2), PageSays::This);
        assert_eq!(found("3 | Yves Rocher | 7,1", 3), PageSays::This);
        assert_eq!(found("lauréat pour la 3e fois", 1), PageSays::Nothing);
        assert_eq!(found("Toyota, pour la 2e année,", 1), PageSays::Nothing);
        assert_eq!(found("médaille d’argent : Free", 2), PageSays::This);
        assert_eq!(found("or Free gagne", 2), PageSays::Nothing);
        assert_eq!(found("arrive troisième", 3), PageSays::This);
        assert_eq!(found("MIDAS, de 196 à 30", 30), PageSays::This);
        assert_eq!(found("BMW (17,87), au 21e rang en 2013", 1), PageSays::Nothing);
        assert_eq!(found("BMW (17,87), au 21e rang en 2013", 21), PageSays::This);
        assert_eq!(place("2 | Free", false, 1), PageSays::Nothing, "the middle of a line");
    }

    #[test]
    fn years_are_whole_and_no_part_of_a_number() {
        assert_eq!(years("de 2011-2012 à 2013, pas 20145 ni 1 2016,5"), [2011, 2012, 2013]);
        assert_eq!(years("/2012/06/podium-2014.html"), [2012, 2014]);
    }
}
