//! `companies.toml`: the companies whose names need care.

use std::collections::BTreeMap;

use crate::tree::{Declared, Field, Parents, TomlTable};
use crate::value::words::{AWAITED, COMPANY_LEVELS, EVENTS};
use crate::value::{self, Wrong, country, quoted};
use model::text;
use model::{Company, CompanyId, CompanyLevel, Event, FormerName, Identifiers, Origin, SectorId};

/// Reads the companies; `known` and `sectors` are the names that they may refer to.
pub fn read<'a>(root: TomlTable<'a>, known: &Declared, sectors: &Declared) -> BTreeMap<CompanyId, Company> {
    let mut companies = BTreeMap::new();
    let (mut names, mut registered, mut parents) = (vec![], Registered::new(), Parents::default());
    for (name, field) in root.get("company").map(Field::entries).unwrap_or_default() {
        let id = name.id(CompanyId::new);
        let Some(t) = field.table() else { continue };
        let parent = t.get("parent").and_then(|f| parents.read(name.text(), f, known, CompanyId::new));
        let country = t.get("country").and_then(|f| f.read(country::country));
        let sector = t.get("sector").and_then(|f| sectors.find(f, SectorId::new));
        let level = t.get("level").and_then(|f| f.word(COMPANY_LEVELS)).unwrap_or(CompanyLevel::Brand);
        // Two companies must not bear one name: each is remembered as it is read.
        let mut bear = |printed: Field<'a>| {
            let read = printed.owned()?;
            let (key, country) = (text::key(&read), country.clone());
            names.push(Borne { key, company: name.text(), country, printed });
            Some(read)
        };
        let today = t.get("name").and_then(&mut bear);
        let spellings = t.get("also").map(|f| f.each(&mut bear)).unwrap_or_default();
        let former = t.get("former").map(|f| f.each(|item| former(item, &mut bear))).unwrap_or_default();
        let events = t.get("events").map(events).unwrap_or_default();
        let identifiers = identifiers(name.text(), t, &mut registered);
        let Some((id, name)) = id.zip(today) else { continue };
        let origin = Origin::Declared;
        let company = Company {
            id,
            name,
            sector,
            country,
            level,
            parent,
            spellings,
            former,
            events,
            identifiers,
            origin,
        };
        companies.insert(company.id, company);
    }
    parents.refuse_circles();
    refuse_shared(names);
    companies
}

fn former<'a>(field: Field<'a>, bear: impl FnMut(Field<'a>) -> Option<String>) -> Option<FormerName> {
    let t = field.table()?;
    let name = t.get("name").and_then(bear);
    let from = t.get("from").and_then(Field::year);
    let until = t.get("until").and_then(Field::year);
    let url = t.get("url").and_then(|f| f.read(value::address)).unwrap_or_default();
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        field.refuse("`until` lies before `from`", "`from` is the first year of use, `until` the last");
    }
    Some(FormerName { name: name?, from, until, url })
}

/// Reads the events of a company, oldest first.
fn events(field: Field<'_>) -> Vec<Event> {
    let mut events = field.each(event);
    events.sort();
    events
}

fn event(field: Field<'_>) -> Option<Event> {
    let t = field.table()?;
    let kind = t.get("kind").and_then(|f| f.word(EVENTS));
    let year = t.get("year").and_then(Field::year);
    let other = t.get("other").and_then(Field::owned);
    let (url, reference) = (t.get("url"), t.get("reference"));
    if url.is_some() == reference.is_some() {
        field.refuse(
            "an event must have either `url` or `reference`",
            "give its `url`, or write reference = \"awaited\"",
        );
    }
    let url = url.and_then(|f| f.read(value::address));
    if let Some(reference) = reference {
        reference.word(AWAITED);
    }
    Some(Event { year: year?, kind: kind?, other: other?, url })
}

/// A name that a company bears, today or in other years.
struct Borne<'a> {
    key: String,
    company: &'a str,
    country: Option<String>,
    printed: Field<'a>,
}

/// Notes each name that a second company bears, beside the first that bears it.
fn refuse_shared(mut names: Vec<Borne<'_>>) {
    names.sort_by(|a, b| (&a.key, a.printed.span().start).cmp(&(&b.key, b.printed.span().start)));
    for group in names.chunk_by(|a, b| a.key == b.key) {
        for (n, second) in group.iter().enumerate() {
            if let Some(first) = group[..n].iter().find(|first| clash(first, second)) {
                refuse_name(first, second);
            }
        }
    }
}

/// Whether two companies bear the name, and their countries do not tell them apart.
fn clash(one: &Borne<'_>, other: &Borne<'_>) -> bool {
    let apart = one.country.as_ref().zip(other.country.as_ref()).is_some_and(|(one, other)| one != other);
    one.company != other.company && !apart
}

fn refuse_name(first: &Borne<'_>, second: &Borne<'_>) {
    let name = quoted(second.printed.text().unwrap_or_default());
    let what = format!("{name} is a name of `{}` and of `{}`", first.company, second.company);
    let remedy = "keep it with one of them, make the two one company, or give each its country";
    second.printed.refuse_beside(what, remedy, first.printed);
}

/// The identifiers of public registers read so far, and who has them. Two companies that share one are one company,
/// whatever they are called.
type Registered<'a> = BTreeMap<(&'static str, String), (&'a str, Field<'a>)>;

/// Reads the identifiers of a company; one that another company has is noted beside it.
fn identifiers<'a>(company: &'a str, t: TomlTable<'a>, registered: &mut Registered<'a>) -> Identifiers {
    let mut one = |register, check: fn(&str) -> Result<String, Wrong>| {
        let field = t.get(register)?;
        let id = field.read(check)?;
        let (first, place) = registered.entry((register, id.clone())).or_insert((company, field));
        if *first != company {
            let what = format!("`{company}` and `{first}` have the same `{register}`");
            field.refuse_beside(what, "make the two one company, or correct the identifier", *place);
        }
        Some(id)
    };
    Identifiers { wikidata: one("wikidata", wikidata), siren: one("siren", siren), lei: one("lei", lei) }
}

fn wikidata(text: &str) -> Result<String, Wrong> {
    let numbered = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let right = text.strip_prefix('Q').is_some_and(numbered);
    known(text, right, "it is not an item of Wikidata", "write Q and digits, as in its address")
}

/// Nine digits whose last one checks the others (Luhn).
fn siren(text: &str) -> Result<String, Wrong> {
    let plain: String = text.chars().filter(|c| *c != ' ').collect();
    let digits: Vec<u32> = plain.chars().filter_map(|c| c.to_digit(10)).collect();
    let doubled =
        |(at, digit): (usize, &u32)| if at % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit };
    let sum: u32 = digits.iter().enumerate().map(doubled).sum();
    let right = digits.len() == 9 && plain.len() == 9 && sum.is_multiple_of(10);
    known(&plain, right, "it is not a SIREN", "write its nine digits; the last one checks the others")
}

/// Eighteen letters and digits, and two digits that check them (ISO 7064, MOD 97-10).
fn lei(text: &str) -> Result<String, Wrong> {
    let values: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(36)).collect();
    let rest = |sum: u32, value: u32| (sum * if value < 10 { 10 } else { 100 } + value) % 97;
    let right = values.is_some_and(|v| v.len() == 20 && v.into_iter().fold(0, rest) == 1);
    known(
        text,
        right,
        "it is not a LEI",
        "write its twenty letters and digits; the last two check the others",
    )
}

fn known(text: &str, right: bool, why: &'static str, remedy: &'static str) -> Result<String, Wrong> {
    if right { Ok(text.to_owned()) } else { Err(Wrong::new(why, remedy)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        // SIREN 732 829 320 is the example of the Luhn formula in the register's own documentation.
        assert!(siren("732 829 320").is_ok() && siren("732829321").is_err() && siren("73282932").is_err());
        assert!(
            lei("00000000000000000001").is_ok() && lei("00000000000000000002").is_err() && lei("1").is_err()
        );
        assert!(wikidata("Q42").is_ok() && wikidata("42").is_err() && wikidata("Q").is_err());
    }
}
