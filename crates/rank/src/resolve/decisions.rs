//! What `decisions.toml` says about names.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::{SmallVec, smallvec};

use model::text::{self, Step};
use model::{Company, Decision, Issue, Verdict};
use workspace::Catalog;

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
    pub(super) fn of(catalog: &Catalog) -> Self {
        let standing = Decision::standing(&catalog.decisions);
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
