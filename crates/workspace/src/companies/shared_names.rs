//! Two companies must not bear one name, unless their countries tell them apart.

use crate::tree::Field;
use crate::value::quoted;
use model::text;

/// The names of the companies of one file.
#[derive(Default)]
pub struct SharedNames<'a>(Vec<Borne<'a>>);

/// A name that a company bears, today or in other years.
struct Borne<'a> {
    /// The name, folded.
    key: String,
    company: &'a str,
    country: Option<String>,
    printed: Field<'a>,
}

/// A company whose names are being read.
pub struct Bearer<'a, 's> {
    names: &'s mut Vec<Borne<'a>>,
    company: &'a str,
    country: Option<String>,
}

impl<'a> Bearer<'a, '_> {
    /// The name as printed; it is remembered.
    pub fn read(&mut self, printed: Field<'a>) -> Option<String> {
        let name = printed.owned()?;
        let (key, country) = (text::key(&name), self.country.clone());
        self.names.push(Borne { key, company: self.company, country, printed });
        Some(name)
    }
}

impl<'a> SharedNames<'a> {
    /// The company whose names are read next.
    pub fn bearer(&mut self, company: &'a str, country: Option<String>) -> Bearer<'a, '_> {
        Bearer { names: &mut self.0, company, country }
    }

    /// Notes each name that a second company bears, beside the first that bears it.
    pub fn refuse_shared(mut self) {
        self.0.sort_by(|a, b| (&a.key, a.printed.span().start).cmp(&(&b.key, b.printed.span().start)));
        for group in self.0.chunk_by(|a, b| a.key == b.key) {
            for (n, second) in group.iter().enumerate() {
                if let Some(first) = group[..n].iter().find(|first| first.clashes(second)) {
                    refuse(first, second);
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

fn refuse(first: &Borne<'_>, second: &Borne<'_>) {
    let name = quoted(second.printed.text().unwrap_or_default());
    let what = format!("{name} is a name of `{}` and of `{}`", first.company, second.company);
    let remedy = "keep it with one of them, make the two one company, or give each its country";
    second.printed.refuse_beside(what, remedy, first.printed);
}
