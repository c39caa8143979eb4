//! Whether a run makes one company of two printed names, and why.

use super::bearers;
use super::decisions::Decisions;
use crate::column::Map;
use model::text;
use model::{Company, CompanyId, Decision, Verdict};
use workspace::Catalog;

/// What a run makes of two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// They fold to one key.
    OneKey,
    /// `companies.toml` or `decisions.toml` names both as this company, or one as the other.
    OneCompany(CompanyId),
    /// People decided that they are the same, and no company is declared.
    DecidedSame,
    /// People decided that they differ.
    DecidedDifferent,
    /// They are declared as two companies.
    TwoCompanies(CompanyId, CompanyId),
    /// One of them is the name of several companies.
    Ambiguous,
    /// Nobody says; a question for a person where they are alike.
    Unknown,
}

impl Identity {
    /// Whether a run joins the two by itself.
    pub fn joins(&self) -> bool {
        match self {
            Self::OneKey | Self::OneCompany(_) | Self::DecidedSame => true,
            Self::DecidedDifferent | Self::TwoCompanies(..) | Self::Ambiguous | Self::Unknown => false,
        }
    }
}

/// Who is who, as the files of a workspace say.
pub struct Identities<'a> {
    catalog: &'a Catalog,
    decisions: Decisions,
    owners: Map<String, Vec<CompanyId>>,
}

impl<'a> Identities<'a> {
    /// Reads companies and decisions.
    pub fn of(catalog: &'a Catalog) -> Self {
        let decisions = Decisions::of(catalog);
        let owners = bearers::declared(catalog, &decisions);
        Self { catalog, decisions, owners }
    }

    /// What a run makes of two printed names.
    pub fn of_two(&self, one: &str, other: &str) -> Identity {
        let [mine, yours] = [one, other].map(|name| self.decisions.identities(name));
        let [ours, theirs] = [&mine, &yours].map(|identities| self.owners_of(identities));
        let same = mine == yours && mine.len() == 1;
        match (ours.as_slice(), theirs.as_slice()) {
            ([a], [b]) if a == b => {
                if text::key(one) == text::key(other) {
                    Identity::OneKey
                } else {
                    Identity::OneCompany(*a)
                }
            }
            _ if same && text::key(one) == text::key(other) => Identity::OneKey,
            _ if same => Identity::DecidedSame,
            _ if self.decided_different(one, other) => Identity::DecidedDifferent,
            ([a], [b]) => Identity::TwoCompanies(*a, *b),
            ([], _) | (_, []) => Identity::Unknown,
            _ => Identity::Ambiguous,
        }
    }

    /// The company that a name alone means, where only one is declared under it.
    pub fn company(&self, name: &str) -> Option<&'a Company> {
        match self.owners_of(&self.decisions.identities(name)).as_slice() {
            [only] => self.catalog.companies.get(only),
            _ => None,
        }
    }

    fn owners_of(&self, identities: &[String]) -> Vec<CompanyId> {
        let mut owners: Vec<_> =
            identities.iter().filter_map(|name| self.owners.get(name)).flatten().cloned().collect();
        owners.sort();
        owners.dedup();
        owners
    }

    fn decided_different(&self, one: &str, other: &str) -> bool {
        let [mine, yours] = [one, other].map(|name| self.decisions.identities(name));
        let between =
            |a: &str, b: &str| self.decisions.identities(a) == mine && self.decisions.identities(b) == yours;
        Decision::standing(&self.catalog.decisions)
            .iter()
            .filter(|decision| decision.verdict == Verdict::Different)
            .any(|decision| {
                between(&decision.one, &decision.other) || between(&decision.other, &decision.one)
            })
    }
}
