//! Who is first, by how much, since when; and the podium.

use std::collections::BTreeSet;

use crate::parts::board::leaders;
use crate::parts::board::podium as steps;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, Told, enumerated, tell};
use rank::Standing;

use crate::pages::review::facts::Facts;

/// More names than these make no sentence.
const MOST_NAMES: usize = 3;
/// So many years must be known before "for the first time" says something.
const YEARS_FOR_A_FIRST: usize = 3;
/// A leading pack of fewer says nothing, of more is none.
const PACK: std::ops::RangeInclusive<u64> = 3..=12;

/// The headline.
pub fn title(facts: &Facts) -> Result<Sentence, WordsError> {
    let first: Vec<&Standing> = leaders(facts.ranking).collect();
    let words = facts.sheet.words;
    let year = ("year", facts.year.to_string().into());
    match first.as_slice() {
        [only] => {
            tell(words, "review.title.alone", &[year, ("company", facts.company(&only.company)?.into())])
        }
        few if few.len() <= MOST_NAMES => {
            let names = facts.companies(few.iter().copied())?;
            tell(words, "review.title.few", &[year, ("names", names.into())])
        }
        many => tell(words, "review.title.many", &[year, ("n", (many.len() as u64).into())]),
    }
}

/// The first paragraph.
pub fn opening(facts: &Facts) -> Vec<Told> {
    let first: Vec<&Standing> = leaders(facts.ranking).collect();
    match first.as_slice() {
        [only] => {
            vec![alone(facts, only), margin(facts), story(facts, only), first_time(facts, only), sure(facts)]
        }
        tied => vec![together(facts, tied)],
    }
}

fn alone(facts: &Facts, leader: &Standing) -> Told {
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

fn together(facts: &Facts, tied: &[&Standing]) -> Told {
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
fn margin(facts: &Facts) -> Told {
    let standings = &facts.ranking.standings;
    let Some(next) = standings.get(1) else { return Ok(None) };
    let behind: Vec<&Standing> = standings.iter().filter(|s| s.rank == next.rank).collect();
    let Some((first, second)) = prizes(facts, &standings[0]).zip(prizes(facts, next)) else {
        return Ok(None);
    };
    let more = first - second;
    let named = behind.len() <= MOST_NAMES;
    let key = match (more, named) {
        (0, true) => "review.lead.even",
        (0, false) => "review.lead.even_many",
        (_, true) => "review.lead.margin",
        (_, false) => "review.lead.margin_many",
    };
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
fn story(facts: &Facts, leader: &Standing) -> Told {
    match leader.previous_rank {
        Some(1) => facts.say(facts.comparable, "review.lead.again", vec![]),
        Some(rank) => {
            let rank = facts.rank(rank, false)?;
            facts.say(facts.comparable, "review.lead.before", vec![("rank", rank.into())])
        }
        None => facts.say(facts.comparable && !leader.year_before, "review.lead.absent", vec![]),
    }
}

fn first_time(facts: &Facts, leader: &Standing) -> Told {
    let known = facts.scope.trend.iter().filter(|point| point.year < facts.year && point.quotable()).count();
    let first = facts.scope.careers.get(&leader.company).and_then(|career| career.at_top().first());
    let holds = known >= YEARS_FOR_A_FIRST && first == Some(&facts.year);
    facts.say(holds, "review.lead.first_time", vec![])
}

/// How often the leader stays first when the method, the weights or the sources change.
fn sure(facts: &Facts) -> Told {
    let Some(tried) = facts.scope.robustness(facts.ranking.query.window) else { return Ok(None) };
    let Some(leader) = tried.companies.first().filter(|leader| leader.first.quotable()) else {
        return Ok(None);
    };
    let blanks = vec![("share", facts.percent(leader.first).into()), ("n", leader.first.whole.into())];
    facts.say(!facts.badge.is_thin(), "review.lead.sure", blanks)
}

/// One line a company.
pub fn podium(facts: &Facts) -> Result<Vec<Sentence>, WordsError> {
    let steps = steps(facts.ranking);
    let crowd = crowd(facts, steps.len())?;
    if steps.is_empty() || steps.len() + usize::from(crowd.is_some()) < 2 {
        return Ok(Vec::new());
    }
    let step = |standing: &Standing| {
        let blanks = [
            ("rank", facts.rank(standing.rank, standing.tied)?.into()),
            ("company", facts.company(&standing.company)?.into()),
            ("prizes", score(facts, standing)?.into()),
            ("sources", sources(facts, standing)?.into()),
        ];
        tell(facts.sheet.words, "review.podium.step", &blanks)
    };
    steps.iter().map(step).chain(crowd.into_iter().map(Ok)).collect()
}

/// Those who share a rank of the podium and are too many to be named there: one line.
fn crowd(facts: &Facts, named: usize) -> Result<Option<Sentence>, WordsError> {
    let standings = &facts.ranking.standings;
    let Some(next) = standings.get(named).filter(|next| next.rank <= 3) else { return Ok(None) };
    let count = standings.iter().filter(|standing| standing.rank == next.rank).count() as u64;
    let blanks = [
        ("rank", facts.rank(next.rank, next.tied)?.into()),
        ("n", count.into()),
        ("prizes", score(facts, next)?.into()),
    ];
    tell(facts.sheet.words, "review.podium.crowd", &blanks).map(Some)
}

/// Whether the leading pack was there the year before.
pub fn pack(facts: &Facts) -> Vec<Told> {
    let pack = facts.ranking.statistics.leading_pack;
    let key = match pack.part {
        0 => "review.podium.pack_none",
        part if part == pack.whole => "review.podium.pack_all",
        _ => "review.podium.pack_some",
    };
    let holds = facts.comparable && PACK.contains(&pack.whole);
    let blanks = vec![
        ("n", pack.part.into()),
        ("count", facts.spelled(pack.part).into()),
        ("whole", facts.spelled(pack.whole).into()),
    ];
    vec![facts.say(holds, key, blanks)]
}

fn prizes(facts: &Facts, standing: &Standing) -> Option<u64> {
    facts.sheet.prizes(standing.score).and_then(|prizes| u64::try_from(prizes).ok())
}

fn score(facts: &Facts, standing: &Standing) -> Result<String, WordsError> {
    match prizes(facts, standing) {
        Some(prizes) => facts.counted("prizes", prizes),
        None => facts.sheet.words.say("score", &[("score", facts.sheet.score(standing.score).into())]),
    }
}

/// The sources that gave a company its distinctions.
fn sources(facts: &Facts, standing: &Standing) -> Result<Sentence, WordsError> {
    let ids: BTreeSet<_> = standing.won.iter().map(|&won| &facts.sheet.index.award(won).source).collect();
    enumerated(facts.sheet.words, ids.into_iter().map(|id| vec![facts.sheet.source(id)]).collect())
}
