//! What a person needs to see to tell whether two companies are one, in words.

use std::collections::{BTreeMap, BTreeSet};

use super::{BoardEffect, NumberChange, OpenPair, RankChange};
use model::{Award, CompanyId, Origin, Register, Shared, SourceId, Subject, Witness, Year};

/// What is shown of an open pair.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PairCard {
    /// The company that keeps its page, and the other one.
    pub sides: [Side; 2],
    /// What speaks for and against their being one.
    pub reason: String,
    /// How likely a person says that they are one, in percent.
    pub percent: u16,
    /// What would change on the published pages, the places of the two first; empty when nothing would.
    pub effect: Vec<String>,
}

/// One of the two companies.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Side {
    pub name: String,
    /// How else it is printed or declared.
    pub also: Vec<String>,
    pub declared: bool,
    pub sector: Option<String>,
    /// Where it was told of: each source with its years.
    pub told: Vec<String>,
    /// The first lines that tell of it.
    pub witnesses: Vec<Quote>,
}

/// A line that tells of a company.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Quote {
    pub printed: Shared,
    /// The heading as printed; may be empty.
    pub category: Shared,
    /// The words around the name on the archived page; empty for a row kept by hand.
    pub passage: String,
    /// The page's headline; may be empty.
    pub title: Shared,
    pub url: Shared,
}

impl PairCard {
    pub fn new(register: &Register, open: &OpenPair) -> Self {
        let pair = &open.pair;
        let clues: Vec<String> = pair.clues.iter().map(ToString::to_string).collect();
        Self {
            sides: [&pair.one, &pair.other].map(|id| Side::new(register, id)),
            reason: clues.join("; "),
            percent: (pair.score + 5) / 10,
            effect: effect(register, open),
        }
    }
}

impl Side {
    pub(super) fn new(register: &Register, id: &CompanyId) -> Self {
        let company = register.company(id);
        let awards: Vec<&Award> = register.awards.iter().filter(|a| a.company.as_ref() == Some(id)).collect();
        let measures = register.measures.iter().filter(|m| m.subject == Subject::Company(*id));
        let mut told = BTreeMap::<&SourceId, BTreeSet<Year>>::new();
        let mut quotes = BTreeSet::new();
        let seen = awards.iter().map(|a| (&a.source, a.awarded, &a.witnesses));
        for (source, day, witnesses) in seen.chain(measures.map(|m| (&m.source, m.awarded, &m.witnesses))) {
            told.entry(source).or_default().insert(day.year());
            quotes.extend(witnesses.iter().map(|witness| (day, quote(witness))));
        }
        let former = company.former.iter().map(|former| former.name.as_str());
        let printed = quotes.iter().map(|(_, quote)| quote.printed.as_str());
        let also = company.spellings.iter().map(String::as_str).chain(former).chain(printed);
        let also: BTreeSet<&str> = also.filter(|name| !name.is_empty() && *name != company.name).collect();
        let sector = company.sector.as_ref().and_then(|sector| register.sectors.get(sector));
        Self {
            name: company.name.clone(),
            also: also.into_iter().map(str::to_owned).collect(),
            declared: company.origin == Origin::Declared,
            sector: sector.map(|sector| sector.en.clone()),
            told: told.into_iter().map(|(source, years)| source_years(register, source, &years)).collect(),
            witnesses: quotes.into_iter().map(|(_, quote)| quote).collect(),
        }
    }
}

fn quote(witness: &Witness) -> Quote {
    let Witness { printed, category, title, url, passage, .. } = witness.clone();
    let passage = passage.map_or_else(String::new, |passage| passage.excerpt.text);
    Quote { printed, category, passage, title, url }
}

fn source_years(register: &Register, source: &SourceId, years: &BTreeSet<Year>) -> String {
    let years: Vec<String> = years.iter().map(Year::to_string).collect();
    format!("{} {}", register.source(source).name, years.join(", "))
}

/// One sentence a figure: the two companies first, then headline figures, then the others in the top tens.
fn effect(register: &Register, open: &OpenPair) -> Vec<String> {
    let pair = [&open.pair.one, &open.pair.other];
    let boards = || open.effect.boards.iter().rev();
    let of_pair = |change: &&RankChange| pair.contains(&&change.company);
    let of_others = |change: &&RankChange| !pair.contains(&&change.company);
    let places = |which: &dyn Fn(&&RankChange) -> bool| -> Vec<String> {
        boards().flat_map(|b| b.ranks.iter().filter(which).map(|change| moved(register, b, change))).collect()
    };
    let headlines = boards().flat_map(|board| headlines(register, board));
    places(&of_pair).into_iter().chain(headlines).chain(places(&of_others)).collect()
}

fn moved(register: &Register, board: &BoardEffect, change: &RankChange) -> String {
    let (name, window) = (&register.company(&change.company).name, board.window);
    match (change.before, change.after) {
        (Some(before), Some(after)) => {
            format!("would move {name} from {} to {} in {window}", ordinal(before), ordinal(after))
        }
        (Some(before), None) => format!("would take {name}, {}, off the list of {window}", ordinal(before)),
        (None, after) => format!("would put {name} {} in {window}", after.map_or_else(String::new, ordinal)),
    }
}

fn headlines(register: &Register, board: &BoardEffect) -> Vec<String> {
    let window = board.window;
    let count = |change: Option<NumberChange>, what: &str| {
        change.map(|c| format!("would change {what} from {} to {} in {window}", c.before, c.after))
    };
    let counts = [count(board.companies, "companies"), count(board.newcomers, "newcomers")];
    let sectors = board.sectors.iter().map(|(sector, change)| {
        let sector = sector.as_ref().and_then(|id| register.sectors.get(id));
        let name = sector.map_or("companies without a sector", |sector| sector.en.as_str());
        format!("would change {name} from {}% to {}% in {window}", change.before, change.after)
    });
    counts.into_iter().flatten().chain(sectors).collect()
}

fn ordinal(rank: u32) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn ranks_are_read_aloud() {
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal).join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 112th"
        );
    }
}
