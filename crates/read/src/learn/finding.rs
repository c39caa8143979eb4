//! Finding: the lists of a page, before anybody has named a winner.
//!
//! Whatever may be a list gives a few of its names (`seeds`); from there on it is learned as from a person's examples.
//! What `learn` would refuse, since it leaves lines unread, is found all the same: a person looks at it.

use std::collections::BTreeSet;

use super::seeds::{Seed, Shape, seeds};
use super::{ROUNDS, Sheet, cards, json, lists as enumerations, looks, mended, occurrences, parts, tables};
use crate::page::Page;
use crate::reading::{Context, read};
use crate::report::{Extraction, Trouble};
use workspace::{Pattern, Region, Rule};

/// A page shows a dozen lists at most that a person would look at; menus and footers come last and are cut off.
const MOST_LISTS: usize = 12;
/// So many places that may be lists are looked at, the likeliest first. Each costs dozens of readings of the page, so
/// that of a long text, in bytes, fewer are: all of them together read some hundred megabytes at most.
const SEEDS: std::ops::RangeInclusive<usize> = 4..=40;
const TEXT_OF_ALL_SEEDS: usize = 4_000_000;

/// A list with more rows than this is read once: no line around it is worth another reading of all.
const MOST_MENDED: usize = 10_000;

/// A list of a page: the rule that reads it, and what it reads.
#[derive(Debug, Clone)]
pub struct FoundList {
    pub shape: Shape,
    pub rule: Rule,
    pub reading: Extraction,
    /// How many of its companies the workspace knows.
    pub known: usize,
}

impl FoundList {
    pub fn new(shape: Shape, rule: Rule, reading: Extraction, context: &Context) -> Self {
        let names: BTreeSet<&str> = reading.records.iter().map(|record| record.company.as_str()).collect();
        let known = names.into_iter().filter(|name| context.known.is_known(name)).count();
        Self { shape, rule, reading, known }
    }

    /// What speaks for it: companies that are known, then a shape that parts names from other words, then rows, each
    /// unread line against it.
    fn weight(&self) -> (usize, bool, isize) {
        let Extraction { records, held, unread, .. } = &self.reading;
        let parted = match self.shape {
            Shape::Table | Shape::Json | Shape::Cards | Shape::Logos => true,
            Shape::Lines | Shape::Sentence | Shape::Proposed => false,
        };
        (self.known, parted, records.len() as isize - (held.len() + unread.len()) as isize)
    }

    fn says(&self) -> Vec<(&str, &str, &str)> {
        let of = |record: &'_ model::Record| {
            (record.company.as_str(), record.category.as_str(), record.person.as_str())
        };
        self.reading.records.iter().map(of).collect()
    }
}

/// The lists of a page, the one with most companies that are known first.
pub fn lists(page: Page<'_>, context: &Context) -> Result<Vec<FoundList>, Trouble> {
    let mut found: Vec<FoundList> = Vec::new();
    for part in parts(page) {
        let start = Rule { region: Region { sheet: part, ..Region::default() }, ..Rule::default() };
        let sheet = Sheet::open(page, &start)?;
        let mut seeds = seeds(page, &sheet, &context.known);
        let most = TEXT_OF_ALL_SEEDS / sheet.text.all.len().max(1);
        seeds.truncate(most.clamp(*SEEDS.start(), *SEEDS.end()));
        let of_seed = |seed: &Seed| best(page, &sheet, &start.region, seed, context);
        found.extend(seeds.iter().filter_map(of_seed));
    }
    Ok(ordered(found))
}

/// The lists that name these winners, the one that reads most of them first.
pub fn lists_naming(page: Page<'_>, names: &[String], context: &Context) -> Result<Vec<FoundList>, Trouble> {
    let mut found = Vec::new();
    for part in parts(page) {
        let start = Rule { region: Region { sheet: part, ..Region::default() }, ..Rule::default() };
        let sheet = Sheet::open(page, &start)?;
        let spans = occurrences(&sheet, names);
        for shape in Shape::ALL {
            let seed = Seed { shape, names: names.to_vec(), found: spans.clone(), known: 0 };
            found.extend(best(page, &sheet, &start.region, &seed, context));
        }
    }
    let reads = |list: &FoundList| {
        let has = |name: &&String| list.reading.records.iter().any(|record| record.company == name.as_str());
        names.iter().filter(has).count()
    };
    found.retain(|list| reads(list) > 0);
    found.sort_by_key(|list| std::cmp::Reverse((reads(list), list.weight())));
    Ok(found)
}

/// The likeliest first, each once.
fn ordered(mut found: Vec<FoundList>) -> Vec<FoundList> {
    found.sort_by_key(|list| std::cmp::Reverse(list.weight()));
    let mut kept: Vec<FoundList> = Vec::new();
    for list in found {
        if !kept.iter().any(|other| other.says() == list.says()) && kept.len() < MOST_LISTS {
            kept.push(list);
        }
    }
    kept
}

/// Of the rules that could be meant, the one that reads most and leaves least.
fn best(
    page: Page<'_>,
    sheet: &Sheet<'_>,
    region: &Region,
    seed: &Seed,
    context: &Context,
) -> Option<FoundList> {
    let rules = match seed.shape {
        Shape::Table => tables::candidates(sheet, &seed.found),
        Shape::Cards | Shape::Logos => cards::candidates(sheet, &seed.found, &seed.names),
        Shape::Json => json::candidates(page, sheet, &seed.names),
        Shape::Sentence => enumerations::candidates(sheet, &seed.found),
        Shape::Lines => looks::candidates(sheet, &seed.found),
        Shape::Proposed => vec![],
    };
    let read = |mut rule: Rule| {
        rule.region.sheet.clone_from(&region.sheet);
        // What a row is without a word is told by the kind of its source.
        rule.set.remove("outcome");
        let reading = bordered(page, sheet, &mut rule, context);
        FoundList::new(seed.shape, rule, reading, context)
    };
    // Of equals the last would win, and candidates stand with the likelier first.
    let whole = rules.into_iter().rev().filter(|rule| !cuts_names(rule));
    let all = whole.map(read).filter(|list| !list.reading.records.is_empty());
    all.max_by_key(|list| (list.weight(), std::cmp::Reverse(super::cost(&list.rule))))
}

/// Whether a pattern takes a word with a capital off the end of a name: `{company} Assurances` would read the insurer
/// out of the name of its subsidiary, and count it as known.
fn cuts_names(rule: &Rule) -> bool {
    let after = |pattern: &Pattern| {
        let rest = pattern.as_str().split_once("{company} ").map(|(_, rest)| rest.to_owned());
        rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    rule.lines.iter().any(|line| after(&line.pattern))
}

/// Reads a list with its borders drawn, as far as that can be done.
fn bordered(page: Page<'_>, sheet: &Sheet<'_>, rule: &mut Rule, context: &Context) -> Extraction {
    let mut reading = read(page, rule, context);
    for _ in 0..ROUNDS {
        let mut next = rule.clone();
        let settled = reading.unread.is_empty() && reading.held.is_empty();
        if settled || reading.records.len() > MOST_MENDED || !mended(sheet, &mut next, &reading) {
            break;
        }
        let other = read(page, &next, context);
        if other.records.len() < reading.records.len() {
            break;
        }
        (*rule, reading) = (next, other);
    }
    reading
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::doubts::Known;
    use model::{Company, CompanyId, Kind, Label, Origin, SourceId};

    fn context() -> Context {
        let known = ["MAIF", "Boulanger", "Orange", "Nespresso"].map(|name| {
            Company::named(CompanyId::new(&name.to_lowercase()).unwrap(), name, Origin::Declared)
        });
        let about = Context::new(SourceId::new("palm").unwrap(), Kind::Award, Label::new("2026"));
        Context { known: Arc::new(Known::new(&known)), ..about }
    }

    /// The first list: its shape, and of each row the place, the company and the category.
    fn first(page: Page<'_>) -> (Shape, Vec<String>) {
        let lists = lists(page, &context()).unwrap();
        let list = lists.first().expect("a list is found");
        let row = |record: &model::Record| {
            let place = record.place.map(|place| place.number.to_string()).unwrap_or_default();
            format!("{place}|{}|{}", record.company, record.category)
        };
        (list.shape, list.reading.records.iter().map(row).collect())
    }

    fn page(body: &str) -> String {
        let menu = "<ul><li><a href=/>Accueil</a></li><li><a href=/p>Palmarès</a></li><li>Contact</li></ul>";
        format!("<html><body><nav>{menu}</nav><main><h1>Les lauréats</h1>{body}</main></body></html>")
    }

    #[test]
    fn the_list_with_most_companies_that_are_known_comes_before_the_menu() {
        let list = "<ul><li>MAIF – Assurance</li><li>Dupont &amp; Fils – Bricolage</li><li>Orange – Mobile</li></ul>";
        let rows = ["|MAIF|Assurance", "|Dupont & Fils|Bricolage", "|Orange|Mobile"];
        assert_eq!(first(Page::Html(&page(list))), (Shape::Lines, rows.map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_table_is_found_by_its_shape_though_nobody_in_it_is_known() {
        let table = "<table><tr><th>Catégorie</th><th>Lauréat</th></tr><tr><td rowspan=2>Banque</td><td>Alba</td></tr>\
                     <tr><td>Borea</td></tr><tr><td>Mobile</td><td>Corvo</td></tr></table>";
        let rows = ["|Alba|Banque", "|Borea|Banque", "|Corvo|Mobile"];
        assert_eq!(first(Page::Html(&page(table))), (Shape::Table, rows.map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_name_that_begins_like_a_known_one_is_read_whole() {
        let table = "<table><tr><th>Secteur</th><th>Lauréat</th></tr><tr><td>Personnes</td><td>MAIF Assurances</td></tr>\
                     <tr><td>Mobile</td><td>Orange</td></tr><tr><td>Café</td><td>Corvo</td></tr></table>";
        let rows = ["|MAIF Assurances|", "|Orange|", "|Corvo|"];
        assert_eq!(first(Page::Html(&page(table))), (Shape::Table, rows.map(str::to_owned).to_vec()));
    }

    #[test]
    fn cards_logos_and_scripts_are_found() {
        let card =
            |name: &str, what: &str| format!("<div class=card><h3>{name}</h3><p class=cat>{what}</p></div>");
        let cards = [card("MAIF", "Assurance"), card("Orange", "Mobile"), card("Zeste", "Cuisine")].concat();
        let (shape, rows) = first(Page::Html(&page(&format!("<div class=grid>{cards}</div>"))));
        assert_eq!((shape, rows.len()), (Shape::Cards, 3), "{rows:?}");
        let logo = |name: &str| format!("<a href=/><img src=x.png alt=\"{name}\"></a>");
        let wall = ["MAIF", "Orange", "Zeste", "Boulanger"].map(logo).concat();
        let (shape, rows) = first(Page::Html(&page(&format!("<div class=wall>{wall}</div>"))));
        assert_eq!((shape, rows.len()), (Shape::Logos, 4), "{rows:?}");
        let script = "<script type=\"application/json\">{\"winners\":[{\"name\":\"MAIF\",\"category\":\"Assurance\"},\
                      {\"name\":\"Zeste\",\"category\":\"Cuisine\"}]}</script>";
        let (shape, rows) = first(Page::Html(&page(script)));
        assert_eq!((shape, rows), (Shape::Json, vec!["|MAIF|Assurance".into(), "|Zeste|Cuisine".into()]));
    }

    #[test]
    fn sentences_and_pasted_lines_are_found() {
        let told = "<p>Les lauréats de 2026 sont MAIF, Boulanger, Orange et Zeste.</p>";
        let (shape, rows) = first(Page::Html(&page(told)));
        assert_eq!((shape, rows.len()), (Shape::Sentence, 4), "{rows:?}");
        let placed = "<p>Le podium : MAIF devant Boulanger et Orange.</p>";
        let (_, rows) = first(Page::Html(&page(placed)));
        assert_eq!(rows, ["1|MAIF|", "2|Boulanger|", "3|Orange|"]);
        let (shape, rows) = first(Page::Plain("1. Alba\n2. Borea\n3. Corvo\n"));
        assert_eq!(
            (shape, rows),
            (Shape::Lines, vec!["1|Alba|".into(), "2|Borea|".into(), "3|Corvo|".into()])
        );
    }
}
