//! Records become claims, claims become awards and measures.
//!
//! 1. `identity`, `names`, `headings`: each printed name, heading, person and sector is understood once, and numbered.
//! 2. `claims`: each dated record is understood as a claim; claims are put in order, and repetitions go.
//! 3. `names`: the companies declared and found, with their sectors.
//! 4. `prizes`: the claims that tell of one prize are gathered, and the prize gets its identifier.
//! 5. `awards`, `measures`: the claims of each are settled, as far as its `witnesses` agree; whether an award counts.
//!
//! The order of the records never matters: everything is decided after sorting, by a total order.

use std::collections::{BTreeMap, BTreeSet};

use model::{Day, Digest, Issue, Label, Record, Register, SourceId};
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
pub fn resolve<'a>(catalog: &Catalog, records: impl IntoIterator<Item = &'a Record>) -> Resolution {
    let records: Vec<&Record> = records.into_iter().collect();
    let reader = claims::RecordReader::new(catalog, &records);
    let claims = reader.claims();
    let lists: Vec<claims::ClaimList> = claims.chunk_by(claims::Claim::of_one_list).collect();
    let (prizes, (companies, shown)) = rayon::join(
        || prizes::prizes(&lists),
        || {
            rayon::join(
                || names::companies(catalog, &reader.names, &lists),
                || headings::shown(&lists, &reader.headings),
            )
        },
    );
    let known = awards::SettledNames { companies, names: &reader.names, shown };
    let ((mut awards, disputed_awards), (measures, disputed_measures)) =
        rayon::join(|| awards::settle(&prizes, &known), || measures::settle(&lists, &known));
    awards::mark_echoes(&mut awards, &catalog.sources);
    if !catalog.settings.ranking.derived {
        awards::mark_derived(&mut awards);
    }

    let mut issues: BTreeSet<Issue> = reader.issues(&claims).collect();
    issues.extend(disputed_awards.into_iter().chain(disputed_measures));
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
