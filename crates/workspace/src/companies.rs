//! `companies.toml`: the companies whose names need care.

use std::collections::BTreeMap;

use crate::tree::{Declared, Field, Parents, TomlTable};
use crate::value::words::{AWAITED, COMPANY_LEVELS, EVENTS};
use crate::value::{self, Wrong, country, quoted};
use model::text;
use model::{Company, CompanyId, CompanyLevel, Event, FormerName, Identifiers, Origin, SectorId};

/// Reads the companies; `known` and `sectors` are the names that they may refer to.
pub fn read(root: TomlTable<'_>, known: &Declared, sectors: &Declared) -> BTreeMap<CompanyId, Company> {
    let mut companies = BTreeMap::new();
    let (mut names, mut parents) = (SharedNames::default(), Parents::default());
    let mut registered = Registered::default();
    for (name, field) in root.get("company").map(Field::entries).unwrap_or_default() {
        let id = name.id(CompanyId::new);
        let Some(t) = field.table() else { continue };
        let parent = t.get("parent").and_then(|f| parents.read(name.text(), f, known, CompanyId::new));
        let country = t.get("country").and_then(|f| f.read(country::country));
        let sector = t.get("sector").and_then(|f| sectors.find(f, SectorId::new));
        let level = t.get("level").and_then(|f| f.word(COMPANY_LEVELS)).unwrap_or(CompanyLevel::Brand);
        let mut bearer = names.bearer(name.text(), country.clone());
        let today = t.get("name").and_then(|f| bearer.read(f));
        let spellings = t.get("also").map(|f| f.each(|item| bearer.read(item))).unwrap_or_default();
        let former = t.get("former").map(|f| f.each(|item| former(item, &mut bearer))).unwrap_or_default();
        let events = t.get("events").map(events).unwrap_or_default();
        let identifiers = registered.read(name.text(), t);
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
    names.refuse_shared();
    companies
}

fn former<'a>(field: Field<'a>, bearer: &mut Bearer<'a, '_>) -> Option<FormerName> {
    let t = field.table()?;
    let name = t.get("name").and_then(|f| bearer.read(f));
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

/// The names of the companies of one file. Two companies must not bear one name, unless their countries tell them
/// apart.
#[derive(Default)]
struct SharedNames<'a>(Vec<Borne<'a>>);

/// A name that a company bears, today or in other years.
struct Borne<'a> {
    key: String,
    company: &'a str,
    country: Option<String>,
    printed: Field<'a>,
}

/// A company whose names are being read.
struct Bearer<'a, 's> {
    names: &'s mut Vec<Borne<'a>>,
    company: &'a str,
    country: Option<String>,
}

impl<'a> Bearer<'a, '_> {
    /// The name as printed; it is remembered.
    fn read(&mut self, printed: Field<'a>) -> Option<String> {
        let name = printed.owned()?;
        let (key, country) = (text::key(&name), self.country.clone());
        self.names.push(Borne { key, company: self.company, country, printed });
        Some(name)
    }
}

impl<'a> SharedNames<'a> {
    /// The company whose names are read next.
    fn bearer(&mut self, company: &'a str, country: Option<String>) -> Bearer<'a, '_> {
        Bearer { names: &mut self.0, company, country }
    }

    /// Notes each name that a second company bears, beside the first that bears it.
    fn refuse_shared(mut self) {
        self.0.sort_by(|a, b| (&a.key, a.printed.span().start).cmp(&(&b.key, b.printed.span().start)));
        for group in self.0.chunk_by(|a, b| a.key == b.key) {
            for (n, second) in group.iter().enumerate() {
                if let Some(first) = group[..n].iter().find(|first| first.clashes(second)) {
                    refuse_name(first, second);
                }
            }
        }
    }
}

impl Borne<'_> {
    fn clashes(&self, other: &Self) -> bool {
        let apart =
            self.country.as_ref().zip(other.country.as_ref()).is_some_and(|(one, other)| one != other);
        self.company != other.company && !apart
    }
}

fn refuse_name(first: &Borne<'_>, second: &Borne<'_>) {
    let name = quoted(second.printed.text().unwrap_or_default());
    let what = format!("{name} is a name of `{}` and of `{}`", first.company, second.company);
    let remedy = "keep it with one of them, make the two one company, or give each its country";
    second.printed.refuse_beside(what, remedy, first.printed);
}

/// The identifiers of public registers read so far, and who has them. Two companies that share one are one company,
/// whatever they are called.
#[derive(Default)]
struct Registered<'a>(BTreeMap<(&'static str, String), (&'a str, Field<'a>)>);

impl<'a> Registered<'a> {
    /// Reads the identifiers of a company; one that another company has is noted beside it.
    fn read(&mut self, company: &'a str, t: TomlTable<'a>) -> Identifiers {
        let mut one = |register, check: fn(&str) -> Result<String, Wrong>| {
            let field = t.get(register)?;
            let id = field.read(check)?;
            let first = self.0.entry((register, id.clone())).or_insert((company, field));
            if first.0 != company {
                let what = format!("`{company}` and `{}` have the same `{register}`", first.0);
                field.refuse_beside(what, "make the two one company, or correct the identifier", first.1);
            }
            Some(id)
        };
        Identifiers { wikidata: one("wikidata", wikidata), siren: one("siren", siren), lei: one("lei", lei) }
    }
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
