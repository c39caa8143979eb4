//! Records become claims, claims become awards and measures.
//!
//! 1. `identity`, `names`, `headings`: each printed name, heading, person and sector is understood once, and numbered.
//! 2. `claims`: each dated record becomes a claim; claims are put in order, edition by edition, and repetitions go.
//! 3. `names`: the companies declared and found, with their sectors.
//! 4. `prizes`: the claims that tell of one prize are gathered, and the prize gets its identifier.
//! 5. `awards`, `measures`: the claims of each are settled, as far as its `witnesses` agree; whether an award counts.
//!
//! The order of the records never matters: everything is decided after sorting, by a total order.
//!
//! Records are moved into their claims, and the claims of an edition are let go once they are settled: a million rows
//! and the awards that they become never stand in memory together.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use model::{Award, Day, Digest, Issue, Label, Measure, Records, Register, SourceId};
use workspace::{Catalog, PageDecision};

mod awards;
mod claims;
mod firsts;
mod headings;
mod identity;
mod measures;
mod names;
mod prizes;
mod witnesses;

pub use identity::{Identities, Identity};

/// What the records of a workspace come to.
#[derive(Debug, Clone)]
pub struct Resolution {
    pub register: Register,
    /// Everything a person should look at, in order, each once.
    pub issues: Vec<Issue>,
}

/// Understands records in the light of a catalog. Their order and repetition change nothing.
pub fn resolve(catalog: &Catalog, records: Records) -> Resolution {
    let reader = claims::RecordReader::new(catalog, &records.iter().collect::<Vec<_>>());
    let mut issues: BTreeSet<Issue> = reader.issues(&records).collect();
    let editions = reader.claims(records);
    let lists: Vec<claims::ClaimList> =
        editions.iter().flat_map(|claims| claims.chunk_by(claims::Claim::of_one_list)).collect();
    issues.extend(reader.ambiguous(&lists));
    let (companies, shown) = rayon::join(
        || names::companies(catalog, &reader.names, &lists),
        || headings::shown(&lists, &reader.headings),
    );
    drop(lists);
    let known = awards::SettledNames { companies, names: &reader.names, shown };
    let SettledClaims { mut awards, measures, issues: disputed } = settle(editions, &known);
    issues.extend(disputed);
    awards::mark_echoes(&mut awards, &catalog.sources);
    if !catalog.settings.ranking.derived {
        awards::mark_derived(&mut awards);
    }
    issues.extend(awards::unexpected_counts(&awards, &catalog.sources));
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
        accepted: accepted(catalog),
        held: BTreeMap::new(),
        unread: BTreeMap::new(),
        corrections: catalog.corrections.clone(),
        decisions: catalog.decisions.on_names().into_iter().cloned().collect(),
    };
    Resolution { register, issues: witnesses::once_each(issues) }
}

/// The copies that a person accepted, each with who did and when.
fn accepted(catalog: &Catalog) -> BTreeMap<(SourceId, Label, Digest), (String, Day)> {
    let pages = catalog.decisions.accepted().into_iter();
    let signed = |page: &PageDecision| {
        Some(((page.source, page.edition, page.snapshot), (page.who.clone(), page.when.parse().ok()?)))
    };
    pages.filter_map(signed).collect()
}

/// What claims come to, awards and measures in the order of their identifiers.
#[derive(Default)]
struct SettledClaims {
    awards: Vec<Award>,
    measures: Vec<Measure>,
    /// What witnesses disagree on, in no order.
    issues: Vec<Issue>,
}

/// So many editions are settled side by side before what they came to is put behind the rest: enough for every core
/// to have some, few enough for their claims to weigh nothing.
const EDITIONS_AT_ONCE: usize = 256;

/// Settles the claims of editions, which are in the order of their identifiers.
fn settle(editions: Vec<Vec<claims::Claim>>, known: &awards::SettledNames) -> SettledClaims {
    let claims = || editions.iter().flatten();
    // Room for all that may come: a list that grows is copied, and for that time stands in memory twice.
    let mut all = SettledClaims {
        awards: Vec::with_capacity(claims().count()),
        measures: Vec::with_capacity(claims().filter(|claim| claim.record.score.is_some()).count()),
        issues: Vec::new(),
    };
    let mut editions = editions.into_iter();
    loop {
        let block: Vec<Vec<claims::Claim>> = editions.by_ref().take(EDITIONS_AT_ONCE).collect();
        if block.is_empty() {
            return all;
        }
        let settled: Vec<SettledClaims> =
            block.into_par_iter().map(|claims| settle_one(&claims, known)).collect();
        for edition in settled {
            all.awards.extend(edition.awards);
            all.measures.extend(edition.measures);
            all.issues.extend(edition.issues);
        }
    }
}

fn settle_one(claims: &[claims::Claim], known: &awards::SettledNames) -> SettledClaims {
    let lists: Vec<claims::ClaimList> = claims.chunk_by(claims::Claim::of_one_list).collect();
    let mut settled = SettledClaims::default();
    awards::settle(&prizes::prizes(&lists), known, &mut settled);
    measures::settle(&lists, known, &mut settled);
    settled
}
