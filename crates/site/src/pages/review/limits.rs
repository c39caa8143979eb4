//! What was counted, what is shown without counting, what we do not know of the year, and what therefore stays unsaid.

use std::collections::BTreeSet;

use model::{Award, CompanyId, Counting, EvidenceKind, SourceId, YesNo};
use rank::ListState;

use crate::pages::review::YearFacts;
use crate::press::address::Address;
use crate::press::sheet::Link;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, Told, enumerated};

/// More names than these make no sentence: then a number, with the coverage page.
const MOST_NAMED: usize = 6;

/// What we do not know.
pub fn sentences(facts: &YearFacts) -> Vec<Told> {
    let missing = |cell: &ListState| matches!(cell, ListState::NotFound { .. } | ListState::NotAllowed);
    let partial = |cell: &ListState| matches!(cell, ListState::Partial { .. });
    vec![
        unfinished(facts),
        lists(facts, ["review.limits.missing", "review.limits.missing_many"], missing),
        lists(facts, ["review.limits.partial", "review.limits.partial_many"], partial),
        derived(facts),
        not_compared(facts),
        history(facts),
    ]
}

fn unfinished(facts: &YearFacts) -> Told {
    let holds = facts.sheet.input.as_of.year() <= facts.year;
    let day = facts.sheet.words.typography.day(facts.sheet.input.as_of);
    facts.say(holds, "review.limits.unfinished", vec![("day", day.into())])
}

/// The sources whose list is in some state, by name when they are few.
fn lists(facts: &YearFacts, [named, many]: [&str; 2], is: impl Fn(&ListState) -> bool) -> Told {
    let sources = in_state(facts, is);
    let few = sources.len() <= MOST_NAMED;
    let names = sources.iter().take(if few { MOST_NAMED } else { 0 }).map(|id| vec![facts.sheet.source(id)]);
    let names = enumerated(facts.sheet.words, names.collect())?;
    let blanks = vec![
        ("n", (sources.len() as u64).into()),
        ("names", names.into()),
        ("coverage", coverage_page(facts)?.into()),
    ];
    facts.say(!sources.is_empty(), if few { named } else { many }, blanks)
}

fn in_state<'a>(facts: &YearFacts<'a>, is: impl Fn(&ListState) -> bool) -> Vec<&'a SourceId> {
    let coverage = facts.sheet.input.figures.coverage();
    let Some(column) = coverage.years.iter().position(|year| *year == facts.year) else { return Vec::new() };
    let register = facts.sheet.input.register;
    let counted = |id: &SourceId| facts.scope.counts(register.source(id));
    let rows = coverage.rows.iter().filter(|(id, cells)| counted(id) && is(&cells[column]));
    rows.map(|(id, _)| id).collect()
}

fn derived(facts: &YearFacts) -> Told {
    let n = won(facts).filter(|award| award.evidence == EvidenceKind::Derived).count() as u64;
    let blanks = vec![("n", n.into()), ("count", facts.spelled_first(n).into())];
    facts.say(n > 0, "review.limits.derived", blanks)
}

fn not_compared(facts: &YearFacts) -> Told {
    let has_before = facts.previous_ranking().is_some();
    facts.say(!facts.comparable && has_before, "review.limits.not_compared", vec![])
}

/// How much is known of the years before: a newcomer may have won something whose list we lack.
fn history(facts: &YearFacts) -> Told {
    let before = facts.scope.trend.iter().filter(|point| point.year < facts.year);
    let (part, whole) =
        before.fold((0, 0), |(part, whole), point| (part + point.covered.part, whole + point.covered.whole));
    let holds = part < whole && !facts.thin;
    facts.say(holds, "review.limits.history", vec![("part", part.into()), ("n", whole.into())])
}

fn coverage_page(facts: &YearFacts) -> Result<Sentence, WordsError> {
    let name = facts.sheet.words.text("review.limits.coverage_page")?;
    Ok(vec![Link { name, href: Some(facts.sheet.links.to(&Address::Coverage)) }])
}

pub fn counted(facts: &YearFacts) -> Vec<Told> {
    vec![given(facts), echoes(facts), annulled(facts)]
}

fn given(facts: &YearFacts) -> Told {
    let paid = |id: &&&SourceId| facts.sheet.input.register.source(id).pays_to_enter == YesNo::Yes;
    let given: BTreeSet<&SourceId> = won(facts).map(|award| &award.source).collect();
    let paid: Vec<_> = given.iter().filter(paid).collect();
    let names = paid.iter().map(|id| vec![facts.sheet.source(id)]).collect();
    let key = match paid.len() {
        0 => "review.prizes.free",
        _ => "review.prizes.paid",
    };
    let blanks = vec![
        ("prizes", facts.in_words("prizes", given.len() as u64)?.into()),
        ("names", enumerated(facts.sheet.words, names)?.into()),
        ("n", (paid.len() as u64).into()),
    ];
    facts.say(!given.is_empty(), key, blanks)
}

fn echoes(facts: &YearFacts) -> Told {
    let n = of_year(facts).filter(|award| matches!(award.counting, Counting::Echo(_))).count() as u64;
    let count = facts.spelled_first(n);
    facts.say(n > 0, "review.prizes.echoes", vec![("n", n.into()), ("count", count.into())])
}

fn annulled(facts: &YearFacts) -> Told {
    let taken: Vec<&Award> = of_year(facts).filter(|award| award.counting == Counting::Annulled).collect();
    let companies: BTreeSet<&CompanyId> = taken.iter().filter_map(|award| award.company.as_ref()).collect();
    let names: Result<Vec<_>, _> = companies.iter().map(|id| facts.company(id)).collect();
    let names = enumerated(facts.sheet.words, names?)?;
    let holds = !companies.is_empty() && companies.len() <= MOST_NAMED;
    let blanks = vec![("n", (companies.len() as u64).into()), ("names", names.into())];
    facts.say(holds, "review.prizes.annulled", blanks)
}

fn won<'a>(facts: &'a YearFacts) -> impl Iterator<Item = &'a Award> {
    facts.ranking.standings.iter().flat_map(|s| &s.won).map(|&position| facts.sheet.index.award(position))
}

/// Every award of the year by the sources of the scope.
fn of_year<'a>(facts: &'a YearFacts) -> impl Iterator<Item = &'a Award> {
    let register = facts.sheet.input.register;
    let ours = |award: &&Award| facts.scope.holds(register.source(&award.source));
    register.awards.iter().filter(|award| award.awarded.year() == facts.year).filter(ours)
}
