//! Lists inside a part: enumerations ("X, Y et Z"), pairs ("Sector (score), …"), podiums ("X devant Y et Z").

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::caught::{Caught, Words, whole};
use super::doubts::Known;
use super::report::Reason;
use super::text::Span;
use model::text::counting::between_words;
use model::text::is_legal_form;
use workspace::{List, Pattern, Rule};

/// A list inside a list inside a list: "Sector: A, B et C (7,1)".
const DEEPEST: usize = 4;

/// What stands between the things of an enumeration, unless the rule says otherwise.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    let word = between_words();
    let words = format!(r"\s*[,;]\s+{word}\s+|\s*;\s*|\s*,\s+|\s+{word}\s+");
    Regex::new(&words).expect("a fixed expression")
});

/// How an enumeration ends that does not name everything.
const OPEN_ENDS: [&str; 4] = ["…", "...", "etc.", "etc"];

/// What of a list cannot be read, and why.
type Unfit = Vec<(Span, Reason)>;

/// Cuts the lists in what was caught; each item is caught by itself. Several lists pair one by one.
pub(super) fn expand<'r>(
    caught: Caught<'r>,
    rule: &'r Rule,
    known: &Known,
) -> Result<Vec<Caught<'r>>, Unfit> {
    let names: Vec<String> =
        rule.whole.iter().map(String::as_str).chain(known.with_separators()).map(str::to_owned).collect();
    let all = deeper(caught, rule, &names, DEEPEST)?;
    Ok(all.into_iter().flat_map(sharing).collect())
}

/// What is printed where companies share a place, between them, before the first or behind the last. "tie" and "equal" are
/// words of names too: they say it beside a place only.
pub(super) const SHARED: &str =
    r"(?:ex[ -]?(?:æ|ae|e)quo|[àa] égalité|joint winners?|(?:a )?pari merito|empatad[oa]s)";

/// The same between two of them.
pub(super) static SHARED_BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    let with = "avec|et|with|and|mit|con|met";
    let words = format!(r"(?i)[\s,]+(?:{SHARED}[\s,]+(?:(?:{with})\s+)?|tied\s+with\s+)");
    Regex::new(&words).expect("a fixed expression")
});

static SHARED_ALONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^\(?{SHARED}\)?\W*$")).expect("a fixed expression"));

/// `A ex æquo B` is two companies that share a place.
fn sharing(caught: Caught<'_>) -> Vec<Caught<'_>> {
    let between = |words: &&Words| SHARED_BETWEEN.is_match(&words.text);
    let Some(words) = caught.parts.get("company").filter(between) else {
        return vec![caught];
    };
    let mut from = 0;
    let mut ends: Vec<(usize, usize)> =
        SHARED_BETWEEN.find_iter(&words.text).map(|tie| (tie.start(), tie.end())).collect();
    ends.push((words.text.len(), words.text.len()));
    let names = ends.into_iter().map(|(end, next)| {
        let range = from..end;
        from = next;
        range
    });
    let one = |range: std::ops::Range<usize>| {
        let text = words.text[range.clone()].to_owned();
        let company = Words { text, span: words.origin().span(range), printed: words.printed };
        let mut one = Caught { shared: true, ..caught.clone() };
        one.parts.insert("company", company);
        one
    };
    names.map(one).collect()
}

fn deeper<'r>(
    mut caught: Caught<'r>,
    rule: &'r Rule,
    names: &[String],
    left: usize,
) -> Result<Vec<Caught<'r>>, Unfit> {
    let named: Vec<(&'r str, &'r List)> = rule
        .lists
        .iter()
        .filter(|(name, _)| caught.parts.contains_key(name.as_str()))
        .map(|(name, list)| (name.as_str(), list))
        .collect();
    if named.is_empty() || left == 0 {
        return Ok(vec![caught]);
    }
    let mut lists = Vec::new();
    for (name, list) in named {
        let words = caught.parts.remove(name).expect("it was there");
        let (items, partial) = items(name, list, &words, names)?;
        caught.partial |= partial;
        lists.push((name, items));
    }
    let longest = lists.iter().map(|(_, items)| items.len()).max().unwrap_or(0);
    if lists.iter().any(|(_, items)| items.len() != longest && items.len() != 1) {
        let lengths = lists.iter().map(|(name, items)| ((*name).to_owned(), items.len())).collect();
        return Err(vec![(caught.span, Reason::Uneven { lists: lengths })]);
    }
    let mut all = Vec::new();
    for at in 0..longest {
        let of_this = lists.iter().map(|(_, items)| items.get(at).unwrap_or(&items[0]));
        let one = joined(&caught, of_this, (at + 1, longest));
        all.extend(deeper_inside(one, rule, names, left - 1, &lists)?);
    }
    Ok(all)
}

/// Lists inside the items; a list is not cut again by itself.
fn deeper_inside<'r>(
    one: Caught<'r>,
    rule: &'r Rule,
    names: &[String],
    left: usize,
    done: &[(&'r str, Vec<Caught<'r>>)],
) -> Result<Vec<Caught<'r>>, Unfit> {
    let again = rule
        .lists
        .keys()
        .any(|name| one.parts.contains_key(name.as_str()) && !done.iter().any(|(d, _)| d == name));
    if again { deeper_but(one, rule, names, left, done) } else { Ok(vec![one]) }
}

fn deeper_but<'r>(
    mut one: Caught<'r>,
    rule: &'r Rule,
    names: &[String],
    left: usize,
    done: &[(&'r str, Vec<Caught<'r>>)],
) -> Result<Vec<Caught<'r>>, Unfit> {
    let kept: BTreeMap<&str, Words> =
        done.iter().filter_map(|(name, _)| one.parts.remove_entry(*name)).collect();
    let mut all = deeper(one, rule, names, left)?;
    all.iter_mut().for_each(|caught| caught.parts.extend(kept.clone()));
    Ok(all)
}

/// What was caught around the lists, with one item of each.
fn joined<'i, 'r: 'i>(
    around: &Caught<'r>,
    items: impl Iterator<Item = &'i Caught<'r>>,
    position: (usize, usize),
) -> Caught<'r> {
    let mut one = around.clone();
    let shared = position.1 > 1 && around.parts.contains_key("place");
    one.shared |= shared;
    if !shared && position.1 > 1 {
        one.position = Some(position);
    }
    for item in items {
        one.parts.extend(item.parts.clone());
        one.asides.extend(&item.asides);
        one.sets.splice(0..0, item.sets.iter().copied());
        if !item.also.is_empty() {
            one.also = item.also;
        }
    }
    one
}

/// The things of a list, and whether its end says that it goes on.
fn items<'r>(
    name: &str,
    list: &'r List,
    words: &Words,
    names: &[String],
) -> Result<(Vec<Caught<'r>>, bool), Unfit> {
    let (text, partial) = without_end(&words.text);
    let mut caught = Vec::new();
    let mut wrong = Vec::new();
    // `Ex æquo, A et B` says of both that they share their place, and names no third.
    let is_mark = |item: &str| SHARED_ALONE.is_match(item);
    for (from, item) in cut(text, &list.between, names).into_iter().filter(|(_, item)| !is_mark(item)) {
        let origin = words.origin().after(from);
        match whole(&list.items, item, origin) {
            Some(one) => caught.push(one),
            None => wrong.push((origin.span(0..item.len()), Reason::NoItem(name.to_owned()))),
        }
    }
    if wrong.is_empty() { Ok((caught, partial)) } else { Err(wrong) }
}

/// The list without a full stop at its end, and whether its end says that it goes on.
fn without_end(text: &str) -> (&str, bool) {
    let mut text = text.trim_end();
    let mut partial = false;
    while let Some(rest) = OPEN_ENDS.iter().find_map(|end| text.strip_suffix(end)) {
        text = rest.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        partial = true;
    }
    // The full stop of `Aston Martin, Inc.` is its own.
    let form =
        text.rsplit([' ', ',']).next().is_some_and(|last| last.len() < text.len() && is_legal_form(last));
    let bare = text.strip_suffix(['.', ';', ',']).filter(|_| !form).unwrap_or(text);
    (bare.trim_end(), partial)
}

/// The things of a list, each with the byte it begins at.
pub(super) fn cut<'t>(text: &'t str, between: &[Pattern], whole_names: &[String]) -> Vec<(usize, &'t str)> {
    let masked = masked(text, whole_names);
    let mut items = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some((start, end)) = separator(&masked, at, between) {
        at = end;
        // `Aston Martin, Inc.` is one name.
        let after = separator(&masked, end, between).map_or(text.len(), |(next, _)| next);
        if !is_legal_form(text[end..after].trim()) {
            items.push((from, &text[from..start]));
            from = end;
        }
    }
    items.push((from, &text[from..]));
    let trimmed = |(at, item): (usize, &'t str)| (at + item.len() - item.trim_start().len(), item.trim());
    items.into_iter().map(trimmed).filter(|(_, item)| !item.is_empty()).collect()
}

/// The first run of separators after a byte.
fn separator(masked: &str, from: usize, between: &[Pattern]) -> Option<(usize, usize)> {
    let next = |at: usize| {
        let found = |regex: &Regex| regex.find_at(masked, at).map(|m| (m.start(), m.end()));
        if between.is_empty() {
            found(&BETWEEN)
        } else {
            between
                .iter()
                .filter_map(|pattern| found(pattern.part()))
                .min_by_key(|(start, end)| (*start, usize::MAX - end))
        }
    };
    let (start, mut end) = next(from)?;
    while let Some((again, after)) = next(end).filter(|(again, after)| *again == end && *after > end) {
        debug_assert_eq!(again, end, "a run of separators has no gap");
        end = after;
    }
    (end > start).then_some((start, end))
}

/// The text with everything masked, byte for byte, that no separator may be looked for in.
fn masked(text: &str, whole_names: &[String]) -> String {
    let mut hidden = vec![false; text.len()];
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '«' | '“' => depth += 1,
            ')' | ']' | '»' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        hidden[at..at + c.len_utf8()].fill(depth > 0);
    }
    for name in whole_names {
        text.match_indices(name.as_str()).for_each(|(at, found)| hidden[at..at + found.len()].fill(true));
    }
    let mask = |(at, c): (usize, char)| if hidden[at] { "x".repeat(c.len_utf8()) } else { c.to_string() };
    text.char_indices().map(mask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things<'t>(text: &'t str, between: &[&str], whole: &[&str]) -> Vec<&'t str> {
        let between: Vec<Pattern> = between.iter().map(|b| Pattern::new(b).unwrap()).collect();
        let whole: Vec<String> = whole.iter().map(|name| (*name).to_owned()).collect();
        cut(text, &between, &whole).into_iter().map(|(_, item)| item).collect()
    }

    #[test]
    fn an_enumeration_is_cut_between_its_things() {
        assert_eq!(things("Free, MAIF et La Poste", &[], &[]), ["Free", "MAIF", "La Poste"]);
        assert_eq!(
            things("Banque (7,1), Assurance (6,9, stable) et Internet", &[], &[]),
            ["Banque (7,1)", "Assurance (6,9, stable)", "Internet"]
        );
        assert_eq!(things("Apple, Amazon, and Costco", &[], &[]), ["Apple", "Amazon", "Costco"]);
        assert_eq!(
            things("Pierre et Vacances et Center Parcs", &[], &["Pierre et Vacances"]),
            ["Pierre et Vacances", "Center Parcs"]
        );
        assert_eq!(things("Dragonsteel, LLC et FNAC", &[], &[]), ["Dragonsteel, LLC", "FNAC"]);
        assert_eq!(
            things("Acme Co., Ltd., Haspa, AG and Tesco, plc", &[], &[]),
            ["Acme Co., Ltd.", "Haspa, AG", "Tesco, plc"]
        );
        assert_eq!(
            things("Netflix devant Etam et Leetchi", &[" devant ", " et "], &[]),
            ["Netflix", "Etam", "Leetchi"]
        );
    }

    #[test]
    fn the_end_of_a_list_may_say_that_it_goes_on() {
        assert_eq!(without_end("Free, MAIF…"), ("Free, MAIF", true));
        assert_eq!(without_end("Free, MAIF, etc."), ("Free, MAIF", true));
        assert_eq!(without_end("Free et MAIF."), ("Free et MAIF", false));
    }
}
