//! What `companies.toml` and `decisions.toml` say about names: which identity a printed name stands for, and whether a
//! run makes one company of two names, and why.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::{SmallVec, smallvec};

use super::names::declared;
use crate::distinct::Map;
use model::text::{self, Step};
use model::{Company, CompanyId, Decision, Issue, Verdict};
use workspace::{Catalog, Judgement};

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
    pub fn new(catalog: &'a Catalog) -> Self {
        let decisions = Decisions::new(catalog);
        let owners = declared(catalog, &decisions);
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

    /// Every name that a run takes for this one, itself among them: those of its company, those decided to be the same.
    pub fn spellings<'n>(&self, name: &'n str) -> Vec<&'n str>
    where
        'a: 'n,
    {
        let own = self.decisions.identities(name);
        let declared = self.company(name).into_iter().flat_map(Company::names);
        let decided = self.catalog.decisions.iter().filter_map(|judgement| match judgement {
            Judgement::Names(decision) => Some([decision.one.as_str(), decision.other.as_str()]),
            Judgement::Heading(_) | Judgement::Page(_) => None,
        });
        let decided =
            decided.flatten().filter(|other| own.len() == 1 && self.decisions.identities(other) == own);
        std::iter::once(name).chain(declared).chain(decided).collect()
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
        self.catalog
            .decisions
            .on_names()
            .iter()
            .filter(|decision| decision.verdict == Verdict::Different)
            .any(|decision| {
                between(&decision.one, &decision.other) || between(&decision.other, &decision.one)
            })
    }
}

/// Who is who, as people decided: printed names by the identity they stand for.
pub(super) struct Decisions {
    splits: BTreeMap<String, Split>,
    /// Identity → the one that it is joined with, which a decision named first.
    joined: BTreeMap<String, String>,
    /// Decisions that others forbid to follow.
    pub(super) conflicts: Vec<Issue>,
}

/// Names that fold alike and are different companies, each known by a stricter form.
struct Split {
    form: fn(&str) -> String,
    sides: BTreeSet<String>,
}

impl Decisions {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let standing = catalog.decisions.on_names();
        let mut decisions =
            Self { splits: splits(catalog, &standing), joined: BTreeMap::new(), conflicts: Vec::new() };
        let (same, different): (Vec<_>, Vec<_>) = standing.iter().partition(|d| d.verdict == Verdict::Same);
        for decision in same {
            decisions.join(decision, &different, catalog);
        }
        decisions
    }

    /// What a printed name stands for: its key; its stricter form where the key is split; every side of the split
    /// where it is none of them.
    pub(super) fn identities(&self, printed: &str) -> SmallVec<[String; 1]> {
        let key = text::key(printed);
        let own: SmallVec<[String; 1]> = match self.splits.get(&key) {
            None => smallvec![key],
            Some(split) => match split.sides.get(&(split.form)(printed)) {
                Some(side) => smallvec![side.clone()],
                None => split.sides.iter().cloned().collect(),
            },
        };
        own.into_iter().map(|identity| self.joined.get(&identity).cloned().unwrap_or(identity)).collect()
    }

    /// Makes two names one, unless that would make one of two names decided to be different, or of two companies that a
    /// public register tells apart. The first name gives the identity, so that a name met later renames no company.
    fn join(&mut self, decision: &Decision, different: &[&Decision], catalog: &Catalog) {
        let sides = [&decision.one, &decision.other].map(|name| self.identities(name));
        let [[one], [other]] = sides.each_ref().map(SmallVec::as_slice) else { return };
        if one == other {
            return;
        }
        let between = |judged: &Decision| {
            let sides = [self.identities(&judged.one), self.identities(&judged.other)];
            [one, other]
                .iter()
                .all(|identity| sides.iter().any(|side| side.as_slice() == [(*identity).clone()]))
        };
        let named = |identity: &str| {
            let bears = |c: &&Company| c.names().any(|name| self.identities(name).as_slice() == [identity]);
            catalog.companies.values().filter(bears).map(|company| &company.identifiers).collect::<Vec<_>>()
        };
        let registered_apart =
            || named(one).iter().any(|ids| named(other).iter().any(|theirs| ids.disagree(theirs)));
        if different.iter().any(|judged| between(judged)) || registered_apart() {
            let (one, other) = (decision.one.clone(), decision.other.clone());
            self.conflicts.push(Issue::DecisionConflict { one, other });
            return;
        }
        self.joined.values_mut().filter(|whole| *whole == other).for_each(|whole| whole.clone_from(one));
        self.joined.insert(other.clone(), one.clone());
    }
}

/// The keys that decisions split. Declared names are sides too, so that each keeps its company.
fn splits(catalog: &Catalog, standing: &[&Decision]) -> BTreeMap<String, Split> {
    let alike = |d: &&&Decision| d.verdict == Verdict::Different && text::key(&d.one) == text::key(&d.other);
    let mut decided = BTreeMap::<String, Vec<&Decision>>::new();
    for decision in standing.iter().filter(alike) {
        decided.entry(text::key(&decision.one)).or_default().push(decision);
    }
    let declared: Vec<&str> = catalog.companies.values().flat_map(Company::names).collect();
    let split = |(key, decided): (String, Vec<&Decision>)| {
        let lettered = decided.iter().all(|d| literal(&d.one) != literal(&d.other));
        let form = if lettered { literal } else { exact };
        let decided = decided.iter().flat_map(|d| [d.one.as_str(), d.other.as_str()]);
        let names = decided.chain(declared.iter().copied().filter(|name| text::key(name) == key));
        let sides = names.map(form).collect();
        (key, Split { form, sides })
    };
    decided.into_iter().map(split).collect()
}

/// Letter for letter but for case, accents and punctuation.
fn literal(name: &str) -> String {
    const STEPS: &[Step] =
        &[Step::Apostrophes, Step::Unicode, Step::Accents, Step::Ligatures, Step::Case, Step::Punctuation];
    text::fold_with(name, STEPS)
}

fn exact(name: &str) -> String {
    name.trim().to_owned()
}
