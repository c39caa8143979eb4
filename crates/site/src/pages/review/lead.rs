//! Who is first, by how much, since when: told only where a name may be crowned.

use std::collections::BTreeSet;

use rank::Standing;

use crate::pages::review::YearFacts;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, Told, enumerated};

/// More names than these make no sentence.
const MOST_NAMES: usize = 3;
/// So many years must be known before "for the first time" says something.
const YEARS_FOR_A_FIRST: usize = 3;

pub fn opening(facts: &YearFacts) -> Vec<Told> {
    let crowned = facts.licence.crowned();
    let first: Vec<&Standing> =
        facts.ranking.standings.iter().filter(|standing| crowned.contains(&standing.company)).collect();
    match first.as_slice() {
        [] => Vec::new(),
        [only] => {
            vec![
                alone(facts, only),
                margin(facts, only),
                story(facts, only),
                first_time(facts, only),
                sure(facts),
            ]
        }
        tied => vec![together(facts, tied)],
    }
}

fn alone(facts: &YearFacts, leader: &Standing) -> Told {
    let company = facts.company(&leader.company)?;
    let Some(prizes) = prizes(facts, leader) else {
        let score = facts.sheet.score(leader.score).into();
        return facts.say(true, "review.lead.score", vec![("company", company.into()), ("score", score)]);
    };
    let blanks = vec![
        ("company", company.into()),
        ("n", prizes.into()),
        ("count", facts.spelled(prizes).into()),
        ("sources", sources(facts, leader)?.into()),
    ];
    facts.say(true, "review.lead.alone", blanks)
}

fn together(facts: &YearFacts, tied: &[&Standing]) -> Told {
    let Some(prizes) = tied.first().and_then(|one| prizes(facts, one)) else { return Ok(None) };
    let count = facts.spelled(prizes);
    if tied.len() <= MOST_NAMES {
        let names = facts.companies(tied.iter().copied())?;
        let blanks = vec![("names", names.into()), ("n", prizes.into()), ("count", count.into())];
        return facts.say(true, "review.lead.few", blanks);
    }
    let leaders = facts.spelled(tied.len() as u64);
    let blanks = vec![("leaders", leaders.into()), ("n", prizes.into()), ("count", count.into())];
    facts.say(true, "review.lead.many", blanks)
}

/// How far the next are behind.
fn margin(facts: &YearFacts, leader: &Standing) -> Told {
    let less = |standing: &&Standing| standing.score < leader.score;
    let Some(next) = facts.ranking.standings.iter().find(less) else { return Ok(None) };
    let behind: Vec<&Standing> = facts.ranking.standings.iter().filter(|s| s.score == next.score).collect();
    let Some((first, second)) = prizes(facts, leader).zip(prizes(facts, next)) else { return Ok(None) };
    let more = first - second;
    let named = behind.len() <= MOST_NAMES;
    let key = if named { "review.lead.margin" } else { "review.lead.margin_many" };
    let names = if named { facts.companies(behind.iter().copied())? } else { Sentence::new() };
    let blanks = vec![
        ("n", more.into()),
        ("count", facts.spelled(more).into()),
        ("next", names.into()),
        ("others", facts.spelled(behind.len() as u64).into()),
    ];
    facts.say(true, key, blanks)
}

/// Where the leader stood the year before.
fn story(facts: &YearFacts, leader: &Standing) -> Told {
    match leader.previous_rank {
        Some(1) => facts.say(facts.comparable, "review.lead.again", vec![]),
        Some(rank) => {
            facts.say(facts.comparable, "review.lead.before", vec![("rank", u64::from(rank).into())])
        }
        None => facts.say(facts.comparable && !leader.year_before, "review.lead.absent", vec![]),
    }
}

fn first_time(facts: &YearFacts, leader: &Standing) -> Told {
    let known = facts.scope.trend.iter().filter(|point| point.year < facts.year && point.quotable()).count();
    let first = facts.scope.careers().get(&leader.company).and_then(|career| career.at_top().first());
    let holds = known >= YEARS_FOR_A_FIRST && first == Some(&facts.year);
    facts.say(holds, "review.lead.first_time", vec![])
}

/// How often the leader stays first when the method, the weights or the sources change.
fn sure(facts: &YearFacts) -> Told {
    let Some(tried) = facts.scope.robustness(facts.ranking.query.window) else { return Ok(None) };
    let Some(leader) = tried.companies.first().filter(|leader| leader.first.quotable()) else {
        return Ok(None);
    };
    let blanks = vec![("share", facts.percent(leader.first).into()), ("n", leader.first.whole.into())];
    facts.say(true, "review.lead.sure", blanks)
}

fn prizes(facts: &YearFacts, standing: &Standing) -> Option<u64> {
    facts.sheet.prizes(standing.score).and_then(|prizes| u64::try_from(prizes).ok())
}

/// The sources that gave a company its distinctions.
fn sources(facts: &YearFacts, standing: &Standing) -> Result<Sentence, WordsError> {
    let ids: BTreeSet<_> = standing.won.iter().map(|&won| &facts.sheet.index.award(won).source).collect();
    enumerated(facts.sheet.words, ids.into_iter().map(|id| vec![facts.sheet.source(id)]).collect())
}
