//! The identifiers of public registers. Two companies that share one are one company, whatever they are called.

use std::collections::BTreeMap;

use crate::tree::{Field, Table};
use crate::value::Wrong;
use model::Identifiers;

/// The identifiers read so far, and who has them.
#[derive(Default)]
pub struct Registered<'a>(BTreeMap<(&'static str, String), (&'a str, Field<'a>)>);

impl<'a> Registered<'a> {
    /// Reads the identifiers of a company; one that another company has is noted beside it.
    pub fn read(&mut self, company: &'a str, t: &mut Table<'a>) -> Identifiers {
        let mut one = |register, check: fn(&str) -> Result<String, Wrong>| {
            let field = t.get(register)?;
            let id = field.read(check)?;
            let first = self.0.entry((register, id.clone())).or_insert((company, field));
            if first.0 != company {
                let what = format!("`{company}` and `{}` have one `{register}`", first.0);
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
    known(text, right, "no item of Wikidata", "write Q and digits, as in its address")
}

/// Nine digits whose last one checks the others (Luhn).
fn siren(text: &str) -> Result<String, Wrong> {
    let plain: String = text.chars().filter(|c| *c != ' ').collect();
    let digits: Vec<u32> = plain.chars().filter_map(|c| c.to_digit(10)).collect();
    let doubled =
        |(at, digit): (usize, &u32)| if at % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit };
    let sum: u32 = digits.iter().enumerate().map(doubled).sum();
    let right = digits.len() == 9 && plain.len() == 9 && sum.is_multiple_of(10);
    known(&plain, right, "no SIREN", "write its nine digits; the last one checks the others")
}

/// Eighteen letters and digits, and two digits that check them (ISO 7064, MOD 97-10).
fn lei(text: &str) -> Result<String, Wrong> {
    let values: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(36)).collect();
    let rest = |sum: u32, value: u32| (sum * if value < 10 { 10 } else { 100 } + value) % 97;
    let right = values.is_some_and(|v| v.len() == 20 && v.into_iter().fold(0, rest) == 1);
    known(text, right, "no LEI", "write its twenty letters and digits; the last two check the others")
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
