//! What was counted: the sources, what each gave, and what is shown without counting.

use std::collections::{BTreeMap, BTreeSet};

use crate::press::address::Address;
use crate::press::sheet::Link;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, Told, enumerated, plain, tell};
use model::{Award, CompanyId, Counting, Day, Label, SourceId, YesNo};

use crate::pages::review::facts::Facts;

/// More names than these make no sentence.
const MOST_NAMED: usize = 5;
/// So many winners are named rather than counted.
const FEW: usize = 3;

/// The sentences, where they hold.
pub fn sentences(facts: &Facts) -> Vec<Told> {
    vec![counted(facts), echoes(facts), annulled(facts)]
}

fn counted(facts: &Facts) -> Told {
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

/// One line an edition: what it is, when it was handed over, whom it distinguished.
pub fn list(facts: &Facts) -> Result<Vec<Sentence>, WordsError> {
    let mut editions: BTreeMap<(Day, &SourceId, &Label), BTreeSet<&CompanyId>> = BTreeMap::new();
    for award in won(facts) {
        let companies = editions.entry((award.awarded, &award.source, &award.edition)).or_default();
        companies.extend(&award.company);
    }
    let line = |((day, source, label), companies): ((Day, &SourceId, &Label), BTreeSet<&CompanyId>)| {
        let address = Address::Edition(*source, *label);
        let name = facts.sheet.source(source).name;
        let blanks = [
            ("source", Link { name, href: Some(facts.sheet.links.to(&address)) }.into()),
            ("day", facts.sheet.words.typography.day(day).into()),
            ("companies", winners(facts, &companies)?.into()),
        ];
        tell(facts.sheet.words, "review.prizes.item", &blanks)
    };
    editions.into_iter().map(line).collect()
}

/// Those an edition distinguished: by name when they are few.
fn winners(facts: &Facts, companies: &BTreeSet<&CompanyId>) -> Result<Sentence, WordsError> {
    if companies.len() > FEW {
        return Ok(vec![plain(&facts.counted("companies", companies.len() as u64)?)]);
    }
    let names: Result<Vec<_>, _> = companies.iter().map(|id| facts.company(id)).collect();
    enumerated(facts.sheet.words, names?)
}

fn echoes(facts: &Facts) -> Told {
    let n = of_year(facts).filter(|award| matches!(award.counting, Counting::Echo(_))).count() as u64;
    let count = facts.spelled_first(n);
    facts.say(n > 0, "review.prizes.echoes", vec![("n", n.into()), ("count", count.into())])
}

fn annulled(facts: &Facts) -> Told {
    let taken: Vec<&Award> = of_year(facts).filter(|award| award.counting == Counting::Annulled).collect();
    let companies: BTreeSet<&CompanyId> = taken.iter().filter_map(|award| award.company.as_ref()).collect();
    let names: Result<Vec<_>, _> = companies.iter().map(|id| facts.company(id)).collect();
    let names = enumerated(facts.sheet.words, names?)?;
    let holds = !companies.is_empty() && companies.len() <= MOST_NAMED;
    let blanks = vec![("n", (companies.len() as u64).into()), ("names", names.into())];
    facts.say(holds, "review.prizes.annulled", blanks)
}

/// The distinctions counted.
fn won<'a>(facts: &'a Facts) -> impl Iterator<Item = &'a Award> {
    facts.ranking.standings.iter().flat_map(|s| &s.won).map(|&position| facts.sheet.index.award(position))
}

/// Every award of the year by the sources of the scope.
fn of_year<'a>(facts: &'a Facts) -> impl Iterator<Item = &'a Award> {
    let register = facts.sheet.input.register;
    let country = facts.scope.country.as_ref();
    let ours = move |id: &SourceId| country.is_none_or(|country| &register.source(id).country == country);
    register.awards.iter().filter(move |award| award.awarded.year() == facts.year && ours(&award.source))
}
