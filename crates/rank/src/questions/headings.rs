//! Sectors that are missing: headings that nobody has mapped, with what stands under each and which sectors it may mean;
//! and companies that won something and have none.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Bearers;
use model::text;
use model::{CompanyId, Counting, Issue, Label, Register, SectorId, SourceId};
use workspace::{Catalog, Meaning};

// How many sectors are offered for a heading.
const LIKELY: usize = 3;

// Shorter words of a heading, such as "de" and "and", say nothing of a sector.
const SHORTEST_WORD: usize = 4;

/// A printed heading that no sector has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnmappedHeading {
    /// The source that prints it.
    pub source: SourceId,
    pub source_name: String,
    pub printed: String,
    /// The editions that print it.
    pub editions: Vec<Label>,
    /// The names printed under it.
    pub names: Vec<String>,
    /// The sectors that it may mean, the likeliest first.
    pub likely: Vec<LikelySector>,
}

/// A sector that a heading may mean.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LikelySector {
    pub sector: SectorId,
    pub name: String,
    pub reason: String,
}

/// The companies that are ranked and have no sector, those with most awards first; none where nobody declared sectors.
pub fn without_sector(register: &Register) -> Vec<CompanyId> {
    if register.sectors.is_empty() {
        return vec![];
    }
    let mut counted = BTreeMap::<CompanyId, usize>::new();
    for award in register.awards.iter().filter(|award| award.counting == Counting::Counts) {
        let company = award.company.filter(|id| register.company(id).sector.is_none());
        company.into_iter().for_each(|id| *counted.entry(id).or_default() += 1);
    }
    let mut companies: Vec<CompanyId> = counted.keys().copied().collect();
    companies.sort_by_key(|id| (Reverse(counted[id]), *id));
    companies
}

/// The headings among the issues of a register.
pub fn headings(catalog: &Catalog, register: &Register, issues: &[Issue]) -> Vec<UnmappedHeading> {
    let bearers = Bearers::new(register);
    let vocabulary = vocabulary(catalog, register);
    let unknown = issues.iter().filter_map(|issue| match issue {
        Issue::UnknownSector { source, printed, editions } => Some((source, printed, editions)),
        _ => None,
    });
    let heading = |(source, printed, editions): (&SourceId, &String, &Vec<Label>)| {
        let names = names_under(catalog, source, printed);
        let companies: BTreeSet<_> = names.iter().flat_map(|name| bearers.of_name(name)).collect();
        UnmappedHeading {
            source: *source,
            source_name: register.source(source).name.clone(),
            printed: printed.clone(),
            editions: editions.clone(),
            likely: likely(register, &vocabulary, printed, &companies),
            names: names.into_iter().map(str::to_owned).collect(),
        }
    };
    unknown.map(heading).collect()
}

fn names_under<'a>(catalog: &'a Catalog, source: &SourceId, printed: &str) -> BTreeSet<&'a str> {
    let folded = text::heading(printed);
    let of_source = catalog.records.iter().filter(|record| record.source == *source);
    let under =
        of_source.filter(|record| !record.sector.is_empty() && text::heading(&record.sector) == folded);
    under.map(|record| record.company.as_str()).filter(|name| !name.is_empty()).collect()
}

/// The words of each sector: of its names and of every heading that means it.
fn vocabulary<'a>(catalog: &'a Catalog, register: &'a Register) -> BTreeMap<&'a SectorId, BTreeSet<String>> {
    let names =
        register.sectors.values().flat_map(|sector| [(&sector.id, &sector.fr), (&sector.id, &sector.en)]);
    let labels = catalog.labels.iter().filter_map(|label| match &label.meaning {
        Meaning::Sector(sector) => Some((sector, &label.text)),
        Meaning::EachCompany | Meaning::NoSector => None,
    });
    let mut vocabulary = BTreeMap::<_, BTreeSet<String>>::new();
    for (sector, printed) in names.chain(labels) {
        vocabulary.entry(sector).or_default().extend(words(printed));
    }
    vocabulary
}

fn words(printed: &str) -> BTreeSet<String> {
    let folded = text::heading(printed);
    folded.split(' ').filter(|word| word.chars().count() >= SHORTEST_WORD).map(str::to_owned).collect()
}

/// Sectors that hold some of the companies or share a word, those of most companies first, then of most words.
fn likely(
    register: &Register,
    vocabulary: &BTreeMap<&SectorId, BTreeSet<String>>,
    printed: &str,
    companies: &BTreeSet<&CompanyId>,
) -> Vec<LikelySector> {
    let sought = words(printed);
    let sectors = companies.iter().filter_map(|id| register.company(id).sector.as_ref());
    let mut votes = BTreeMap::<&SectorId, usize>::new();
    sectors.for_each(|sector| *votes.entry(sector).or_default() += 1);
    let mut found: Vec<_> = vocabulary
        .iter()
        .map(|(sector, known)| {
            let shared: Vec<&str> = sought.intersection(known).map(String::as_str).collect();
            (votes.get(sector).copied().unwrap_or_default(), shared, *sector)
        })
        .filter(|(votes, shared, _)| *votes > 0 || !shared.is_empty())
        .collect();
    found.sort_by_key(|(votes, shared, sector)| (Reverse(*votes), Reverse(shared.len()), *sector));
    found.truncate(LIKELY);
    let offer = |(votes, shared, sector): (usize, Vec<&str>, &SectorId)| LikelySector {
        sector: *sector,
        name: register.sectors.get(sector).map_or_else(|| sector.to_string(), |sector| sector.en.clone()),
        reason: reason(votes, companies.len(), &shared),
    };
    found.into_iter().map(offer).collect()
}

fn reason(votes: usize, companies: usize, shared: &[&str]) -> String {
    let of_companies = (votes > 0).then(|| format!("{votes} of {companies} companies under it"));
    let of_words = (!shared.is_empty()).then(|| format!("shares “{}”", shared.join(" ")));
    [of_companies, of_words].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
