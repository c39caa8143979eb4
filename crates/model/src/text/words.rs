//! Steps on words. After punctuation, words stand apart by one blank; `&` may stand inside or apart.
//!
//! Every step asks for a neighbour across a blank, so that a folded name, which has none, is left alone.

const ARTICLES: [&str; 11] = ["le", "la", "les", "the", "der", "die", "das", "el", "los", "las", "il"];

/// Runs before punctuation goes, to tell `l'` from a lone `l`.
pub(super) fn articles(text: &str) -> Option<String> {
    let elided = text.strip_prefix("l'");
    // “Les-Jardins” is printed for “Les Jardins”: a hyphen ties words as a blank does, here as everywhere.
    let apart =
        || text.split_once([' ', '-']).filter(|(first, _)| ARTICLES.contains(first)).map(|(_, rest)| rest);
    let rest = elided.or_else(apart)?.trim_start();
    rest.starts_with(char::is_alphanumeric).then(|| rest.to_owned())
}

/// The words after every leading article, `l` among them; an article alone stays.
pub(super) fn after_articles(words: &str) -> &str {
    let mut rest = words;
    while let Some((first, others)) = rest.split_once(' ') {
        if first != "l" && !ARTICLES.contains(&first) {
            break;
        }
        rest = others;
    }
    rest
}

pub(super) fn and(text: &str) -> Option<String> {
    let means_and = |word: &str| matches!(word, "et" | "and" | "und");
    if !text.split(' ').any(means_and) {
        return None;
    }
    each_word(text, |before, word, after| {
        let between = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        (between && means_and(word)).then(|| "&".to_owned())
    })
}

pub(super) fn saints(text: &str) -> Option<String> {
    if !text.contains("st") {
        return None;
    }
    each_word(text, |_, word, after| {
        let whole = match word {
            "st" => "saint",
            "ste" => "sainte",
            _ => return None,
        };
        after.starts_with(char::is_alphanumeric).then(|| whole.to_owned())
    })
}

pub(super) fn numerals(text: &str) -> Option<String> {
    let roman = |word: &str| word.len() >= 2 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    if !text.split(' ').any(roman) {
        return None;
    }
    each_word(text, |before, word, _| {
        let follows = before.ends_with(char::is_alphanumeric);
        if follows && roman(word) { value(word).map(|n| n.to_string()) } else { None }
    })
}

/// The value of a numeral written the usual way, up to 39; nothing for `iix` or `vv`.
fn value(roman: &str) -> Option<u32> {
    let tens = ["", "x", "xx", "xxx"];
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    (1..40).find(|n: &u32| {
        let (ten, one) = ((n / 10) as usize, (n % 10) as usize);
        roman.strip_prefix(tens[ten]) == Some(ones[one])
    })
}

/// Words that are no name by themselves: what says “France” or “Groupe” beside them is part of the name.
const NO_NAMES: [&str; 64] = [
    "action",
    "agence",
    "air",
    "assurance",
    "assurances",
    "atout",
    "auto",
    "autoroutes",
    "banque",
    "bio",
    "bleu",
    "bleue",
    "business",
    "campus",
    "camping",
    "credit",
    "culture",
    "electricite",
    "energie",
    "energies",
    "entreprises",
    "expertise",
    "foncier",
    "gaz",
    "gites",
    "habitat",
    "hospitalier",
    "hotel",
    "hotels",
    "immobilier",
    "info",
    "infos",
    "inter",
    "invest",
    "logis",
    "loto",
    "media",
    "medias",
    "meteo",
    "mobilier",
    "moto",
    "musique",
    "mutualiste",
    "mutuel",
    "mutuelle",
    "patrimoine",
    "pole",
    "presse",
    "radio",
    "reseau",
    "restaurant",
    "restaurants",
    "sante",
    "scolaire",
    "service",
    "services",
    "sport",
    "taxis",
    "tele",
    "television",
    "tourisme",
    "travail",
    "vacances",
    "voyages",
];

/// Words that tie what follows to what stands before: “Banque de France”.
const TIES: [&str; 16] =
    ["de", "d", "du", "des", "en", "a", "la", "le", "les", "of", "in", "pour", "and", "et", "&", "the"];

/// Whether words stripped of something at an end are still a name: “Crédit Mutuel” is one, “Mutuel” is none.
fn is_name(rest: &str) -> bool {
    let tied = rest.rsplit(' ').next().is_some_and(|last| TIES.contains(&last));
    let mut words = rest.split(' ').filter(|word| !TIES.contains(word) && !ARTICLES.contains(word));
    let first = words.next().unwrap_or_default();
    !tied && first.len() > 1 && (!NO_NAMES.contains(&first) || words.next().is_some())
}

/// Runs before articles go, so that “Le Groupe La Poste” is La Poste.
pub(super) fn group(text: &str) -> Option<String> {
    let says_group =
        |word: &str| matches!(word, "groupe" | "group" | "gruppe" | "gruppo" | "grupo" | "holding");
    let start = text.strip_prefix("le ").or_else(|| text.strip_prefix("the ")).unwrap_or(text);
    let leading = start.split_once(' ').filter(|(first, _)| says_group(first)).map(|(_, rest)| rest);
    let trailing = || text.rsplit_once(' ').filter(|(_, last)| says_group(last)).map(|(rest, _)| rest);
    leading.or_else(trailing).map(str::trim).filter(|rest| is_name(rest)).map(str::to_owned)
}

pub(super) fn country(text: &str) -> Option<String> {
    text.strip_suffix(" france").filter(|rest| is_name(rest)).map(str::to_owned)
}

/// Drops from the end what is often added to a name, until something else stands there.
pub(super) fn qualifiers(text: &str) -> Option<String> {
    let added = |word: &str| {
        matches!(
            word,
            "assurance"
                | "assurances"
                | "banque"
                | "bank"
                | "insurance"
                | "international"
                | "online"
                | "services"
        )
    };
    let mut name = text;
    while let Some((rest, _)) = name.rsplit_once(' ').filter(|(rest, last)| added(last) && is_name(rest)) {
        name = rest;
    }
    (name.len() < text.len()).then(|| name.to_owned())
}

pub(super) fn spaces(text: &str) -> Option<String> {
    text.contains(' ').then(|| {
        let mut out = String::with_capacity(text.len());
        text.split(' ').for_each(|word| out.push_str(word));
        out
    })
}

/// Drops one plural `s` from each word of more than three letters; `business` keeps both.
pub(super) fn singular(text: &str) -> String {
    let short = |word: &str| word.len() <= 3 || word.ends_with("ss");
    let one = |word: &'_ str| if short(word) { word.len() } else { word.trim_end_matches('s').len() };
    text.split(' ').map(|word| &word[..one(word)]).collect::<Vec<_>>().join(" ")
}

/// Rewrites words by what stands before and after them; nothing when no word changes.
fn each_word(text: &str, rewrite: impl Fn(&str, &str, &str) -> Option<String>) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut changed = false;
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |b| words[b]);
        let after = words.get(at + 1).copied().unwrap_or_default();
        let new = rewrite(before, word, after);
        changed |= new.is_some();
        out.push(new.unwrap_or_else(|| (*word).to_owned()));
    }
    changed.then(|| out.join(" "))
}
