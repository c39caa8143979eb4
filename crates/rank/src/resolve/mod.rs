//! Records become claims, claims become awards and measures. Pure.
//!
//! 1. Each printed name (`names`), heading (`headings`), person and sector is understood once, and numbered.
//! 2. `reader`: each dated record is understood as a `claim`; claims are put in order, and repetitions go.
//! 3. `companies`: the companies declared and found, with their sectors.
//! 4. `draft`, `prize`, `award`: the claims that tell of one prize are gathered, named, and settled into one award.
//! 5. `measure`: the same for scores.
//! 6. `counting`, `expected`, `firsts`: which awards are distinctions, whether the lists are as long as they should be,
//!    and whether a general ranking has one first place.
//!
//! The order of the records never matters: everything is decided after sorting, by a total order.

use std::collections::{BTreeMap, BTreeSet};

use model::{Decision, Issue, Record, Register};
use workspace::Catalog;

mod award;
mod bearers;
mod claim;
mod companies;
mod counting;
mod day;
mod decisions;
mod draft;
mod expected;
mod firsts;
mod headings;
mod identifier;
mod identity;
mod measure;
mod names;
mod persons;
mod prize;
mod reader;
mod sectors;
mod support;
mod told;
mod verdict;

pub use identity::{Identities, Identity};

/// What the records of a workspace come to.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// Everything understood.
    pub register: Register,
    /// Everything a person should look at, in order, each once.
    pub issues: Vec<Issue>,
}

/// Understands records in the light of a catalog. Their order and repetition change nothing.
pub fn resolve<'a>(catalog: &Catalog, records: impl IntoIterator<Item = &'a Record>) -> Resolution {
    let records: Vec<&Record> = records.into_iter().collect();
    let reader = reader::Reader::of(catalog, &records);
    let claims = reader.claims();
    let lists: Vec<claim::List> = claims.chunk_by(claim::Claim::of_one_list).collect();
    let (prizes, (companies, shown)) = rayon::join(
        || prize::prizes(&lists),
        || {
            rayon::join(
                || companies::of(catalog, &reader.names, &lists),
                || headings::shown(&lists, &reader.headings),
            )
        },
    );
    let known = told::Known { companies, names: &reader.names, shown };
    let ((mut awards, disputed_awards), (measures, disputed_measures)) =
        rayon::join(|| award::settle(&prizes, &known), || measure::settle(&lists, &known));
    counting::mark_echoes(&mut awards, &catalog.sources);

    let mut issues: BTreeSet<Issue> = reader.issues(&claims).collect();
    issues.extend(disputed_awards.into_iter().chain(disputed_measures));
    issues.extend(expected::issues(&awards, &catalog.sources));
    issues.extend(firsts::issues(&awards));
    let register = Register {
        sources: catalog.sources.clone(),
        companies: known.companies,
        sectors: catalog.sectors.clone(),
        awards,
        measures,
        published: catalog.published.clone(),
        refused: BTreeSet::new(),
        as_of: BTreeMap::new(),
        held: BTreeMap::new(),
        unread: BTreeMap::new(),
        corrections: catalog.corrections.clone(),
        decisions: Decision::standing(&catalog.decisions).into_iter().cloned().collect(),
    };
    Resolution { register, issues: day::once_each(issues) }
}

#[cfg(test)]
mod tests;
