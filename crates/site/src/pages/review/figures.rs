//! How many companies, how many of them often, how many new, how concentrated the prizes are, which sectors they come
//! from, and who moved. Nothing of a year of which too little is known.

use model::Share;
use rank::{SectorShare, Standing};

use crate::pages::review::YearFacts;
use crate::parts::statistics::has_tenth;
use crate::press::sheet::Link;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, Told, enumerated, tell};

/// Below this, a year has too few companies to speak of concentration.
const ENOUGH_TO_CONCENTRATE: u64 = 20;
/// More newcomers than these are a list, which the leaderboard is.
const MOST_NEW: usize = 15;
/// Below this, the companies of a year are too few to compare sectors.
const ENOUGH_TO_COMPARE: u64 = 30;
/// A sector with fewer leads nothing.
const ENOUGH_TO_LEAD: u64 = 3;
/// How many sectors a sentence names.
const MOST_SECTORS: usize = 4;
/// How many companies that moved a sentence names.
const MOST_MOVED: usize = 5;

/// The sentences, where they hold.
pub fn sentences(facts: &YearFacts) -> Vec<Told> {
    if facts.thin {
        return Vec::new();
    }
    vec![
        companies(facts),
        at_least_two(facts),
        more_than_ten(facts),
        newcomers(facts),
        newcomers_by_name(facts),
        newcomers_loosely(facts),
        streak(facts),
        top_ten(facts),
        gini(facts),
    ]
}

fn companies(facts: &YearFacts) -> Told {
    let totals = facts.ranking.totals;
    let blanks = vec![
        ("n", totals.companies.into()),
        ("count", facts.spelled_first(totals.companies).into()),
        ("distinctions", facts.in_words("distinctions", totals.awards)?.into()),
        ("prizes", facts.in_words("from_prizes", totals.sources)?.into()),
    ];
    facts.say(totals.companies > 0, "review.figures.companies", blanks)
}

fn at_least_two(facts: &YearFacts) -> Told {
    often(facts, "review.figures.two", facts.ranking.statistics.two_or_more, |s| s.competitions >= 2)
}

fn more_than_ten(facts: &YearFacts) -> Told {
    often(facts, "review.figures.ten", facts.ranking.statistics.more_than_ten, |s| s.competitions > 10)
}

/// How many companies won often: by name when it is a single one.
fn often(facts: &YearFacts, key: &str, share: Share, is: impl Fn(&Standing) -> bool) -> Told {
    let names = match share.part {
        1 => facts.companies(facts.ranking.standings.iter().filter(|s| is(s)))?,
        _ => Sentence::new(),
    };
    let blanks = vec![
        ("n", share.part.into()),
        ("count", facts.spelled_first(share.part).into()),
        ("share", facts.percent(share).into()),
        ("names", names.into()),
    ];
    facts.say(share.part > 0 && share.quotable(), key, blanks)
}

/// Newcomers in the strict sense.
fn newcomers(facts: &YearFacts) -> Told {
    let share = facts.ranking.statistics.never_before;
    let names = match share.part {
        1 => facts.companies(facts.ranking.standings.iter().filter(|s| s.new))?,
        _ => Sentence::new(),
    };
    let key = if share.part == 0 { "review.figures.new_none" } else { "review.figures.new" };
    let start = facts.scope.all_time.query.window.from.to_string();
    let blanks = vec![
        ("n", share.part.into()),
        ("count", facts.spelled_first(share.part).into()),
        ("share", facts.percent(share).into()),
        ("names", names.into()),
        ("first", start.into()),
    ];
    facts.say(tells_newcomers(facts), key, blanks)
}

/// Who they are, where they are several and still make a sentence.
fn newcomers_by_name(facts: &YearFacts) -> Told {
    let new = || facts.ranking.standings.iter().filter(|standing| standing.new);
    let holds = tells_newcomers(facts) && (2..=MOST_NEW).contains(&new().count());
    let names = if holds { facts.companies(new())? } else { Sentence::new() };
    facts.say(holds, "review.figures.new_names", vec![("names", names.into())])
}

/// Newcomers are said only where something is known of the years before.
fn tells_newcomers(facts: &YearFacts) -> bool {
    let known = facts.scope.trend.iter().any(|point| point.year < facts.year && point.quotable());
    known && facts.ranking.statistics.never_before.quotable()
}

/// Newcomers in the loose sense: nothing in the year before.
fn newcomers_loosely(facts: &YearFacts) -> Told {
    let strict = facts.ranking.statistics.never_before;
    let share = facts.ranking.statistics.not_last_year;
    let holds = facts.comparable && share.quotable() && share.part > strict.part;
    let blanks = vec![("n", share.part.into()), ("share", facts.percent(share).into())];
    facts.say(holds, "review.figures.not_last_year", blanks)
}

/// The longest run of years with a distinction, where few share it.
fn streak(facts: &YearFacts) -> Told {
    let longest = facts.ranking.standings.iter().map(|s| s.streak).max().unwrap_or(0);
    let holders: Vec<&Standing> = facts.ranking.standings.iter().filter(|s| s.streak == longest).collect();
    let holds = longest >= 3 && holders.len() <= 3;
    let names = if holds { facts.companies(holders.iter().copied())? } else { Sentence::new() };
    let since = facts.year.plus(1 - i64::from(longest)).to_string();
    let blanks = vec![("n", (holders.len() as u64).into()), ("names", names.into()), ("since", since.into())];
    facts.say(holds, "review.figures.streak", blanks)
}

fn top_ten(facts: &YearFacts) -> Told {
    let share = facts.ranking.statistics.top_ten;
    let blanks = vec![("share", facts.percent(share).into()), ("whole", share.whole.into())];
    facts.say(concentrates(facts) && has_tenth(facts.ranking), "review.figures.top_ten", blanks)
}

fn gini(facts: &YearFacts) -> Told {
    let Some(gini) = facts.ranking.statistics.gini else { return Ok(None) };
    let printed = format!("{:.2}", gini.to_f64());
    let printed = printed.parse().map_or(printed, |value| facts.sheet.words.typography.decimal(value));
    facts.say(concentrates(facts), "review.figures.gini", vec![("gini", printed.into())])
}

fn concentrates(facts: &YearFacts) -> bool {
    facts.ranking.totals.companies >= ENOUGH_TO_CONCENTRATE
}

/// Which sectors the companies come from.
pub fn sectors(facts: &YearFacts) -> Vec<Told> {
    let known: Vec<&SectorShare> = facts.ranking.sectors.iter().filter(|s| s.sector.is_some()).collect();
    let Some(largest) = known.first().map(|sector| sector.share.part) else { return Vec::new() };
    if facts.ranking.totals.companies < ENOUGH_TO_COMPARE || facts.thin || largest < ENOUGH_TO_LEAD {
        return Vec::new();
    }
    let (first, rest) = known.split_at(known.partition_point(|sector| sector.share.part == largest));
    vec![leading(facts, first), following(facts, rest), spread(facts, known.len())]
}

fn leading(facts: &YearFacts, first: &[&SectorShare]) -> Told {
    let names = first.iter().map(|sector| sector_name(facts, sector).into_iter().collect()).collect();
    let key = if first.len() == 1 { "review.sectors.leads" } else { "review.sectors.lead_together" };
    let share = first[0].share;
    let blanks = vec![
        ("sectors", enumerated(facts.sheet.words, names)?.into()),
        ("part", facts.spelled(share.part).into()),
        ("whole", share.whole.into()),
        ("share", facts.percent(share).into()),
    ];
    facts.say(first.len() <= MOST_SECTORS, key, blanks)
}

/// The sectors behind, down to a number of companies that all named ones reach.
fn following(facts: &YearFacts, rest: &[&SectorShare]) -> Told {
    let named = |least: u64| rest.partition_point(|sector| sector.share.part >= least);
    let least = (2..=rest.first().map_or(0, |s| s.share.part)).find(|&least| named(least) <= MOST_SECTORS);
    let count = least.map_or(0, named);
    let item = |sector: &&SectorShare| {
        let link = sector_name(facts, sector).into_iter().collect::<Vec<_>>();
        let blanks = [("sector", link.into()), ("n", sector.share.part.into())];
        tell(facts.sheet.words, "review.sectors.item", &blanks)
    };
    let items: Result<Vec<_>, _> = rest[..count].iter().map(item).collect();
    let list = enumerated(facts.sheet.words, items?)?;
    facts.say(count > 0, "review.sectors.follow", vec![("sectors", list.into())])
}

fn spread(facts: &YearFacts, sectors: usize) -> Told {
    let blanks = vec![("n", facts.spelled(sectors as u64).into())];
    facts.say(sectors > 1, "review.sectors.spread", blanks)
}

/// A sector as it stands inside a sentence: without a capital that only a heading asks for.
fn sector_name(facts: &YearFacts, sector: &SectorShare) -> Option<Link> {
    let link = facts.sheet.sector(sector.sector.as_ref()?)?;
    let mut letters = link.name.chars();
    let first = letters.next()?;
    let lowered = letters.clone().next().is_some_and(|second| !second.is_uppercase());
    let name = if lowered { first.to_lowercase().chain(letters).collect() } else { link.name.clone() };
    Some(Link { name, ..link })
}

/// Who rose and who fell, where both years are well known.
pub fn movers(facts: &YearFacts) -> Vec<Told> {
    if !facts.comparable {
        return Vec::new();
    }
    vec![
        moved(facts, "review.movers.climbers", facts.ranking.climbers()),
        moved(facts, "review.movers.fallers", facts.ranking.fallers()),
    ]
}

fn moved(facts: &YearFacts, key: &str, mut movers: Vec<&Standing>) -> Told {
    // Nobody is left out who moved as far as one who is named.
    if let Some(next) = movers.get(MOST_MOVED).and_then(|standing| standing.rise()) {
        movers.retain(|standing| standing.rise().is_some_and(|rise| rise.abs() > next.abs()));
    }
    let items: Result<Vec<_>, _> = movers.iter().map(|standing| mover(facts, standing)).collect();
    let list = enumerated(facts.sheet.words, items?)?;
    facts.say(!movers.is_empty(), key, vec![("n", (movers.len() as u64).into()), ("list", list.into())])
}

fn mover(facts: &YearFacts, standing: &Standing) -> Result<Sentence, WordsError> {
    let blanks = [
        ("company", facts.company(&standing.company)?.into()),
        ("from", facts.rank(standing.previous_rank.unwrap_or(standing.rank), false)?.into()),
        ("to", facts.rank(standing.rank, standing.tied)?.into()),
    ];
    tell(facts.sheet.words, "review.movers.item", &blanks)
}
