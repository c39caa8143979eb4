//! How many companies, how many of them often, how many new, and how concentrated the prizes are.

use crate::words::sentence::{Sentence, Told};
use model::Share;
use rank::Standing;

use crate::pages::review::facts::Facts;

/// Below this, a year has too few companies to speak of concentration.
const ENOUGH_TO_CONCENTRATE: u64 = 20;
/// More newcomers than these are a list, which the leaderboard is.
const MOST_NEW: usize = 15;

/// The sentences, where they hold.
pub fn sentences(facts: &Facts) -> Vec<Told> {
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

fn companies(facts: &Facts) -> Told {
    let totals = facts.ranking.totals;
    let blanks = vec![
        ("n", totals.companies.into()),
        ("count", facts.spelled_first(totals.companies).into()),
        ("distinctions", facts.in_words("distinctions", totals.awards)?.into()),
        ("prizes", facts.in_words("from_prizes", totals.sources)?.into()),
    ];
    facts.say(totals.companies > 0, "review.figures.companies", blanks)
}

fn at_least_two(facts: &Facts) -> Told {
    often(facts, "review.figures.two", facts.ranking.statistics.two_or_more, |s| s.competitions >= 2)
}

fn more_than_ten(facts: &Facts) -> Told {
    often(facts, "review.figures.ten", facts.ranking.statistics.more_than_ten, |s| s.competitions > 10)
}

/// How many companies won often: by name when it is a single one.
fn often(facts: &Facts, key: &str, share: Share, is: impl Fn(&Standing) -> bool) -> Told {
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
fn newcomers(facts: &Facts) -> Told {
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
fn newcomers_by_name(facts: &Facts) -> Told {
    let new = || facts.ranking.standings.iter().filter(|standing| standing.new);
    let holds = tells_newcomers(facts) && (2..=MOST_NEW).contains(&new().count());
    let names = if holds { facts.companies(new())? } else { Sentence::new() };
    facts.say(holds, "review.figures.new_names", vec![("names", names.into())])
}

/// Newcomers are said only where something is known of the years before.
fn tells_newcomers(facts: &Facts) -> bool {
    let known = facts.scope.trend.iter().any(|point| point.year < facts.year && point.quotable());
    known && facts.ranking.statistics.never_before.quotable() && !facts.badge.is_thin()
}

/// Newcomers in the loose sense: nothing in the year before.
fn newcomers_loosely(facts: &Facts) -> Told {
    let strict = facts.ranking.statistics.never_before;
    let share = facts.ranking.statistics.not_last_year;
    let holds = facts.comparable && share.quotable() && share.part > strict.part;
    let blanks = vec![("n", share.part.into()), ("share", facts.percent(share).into())];
    facts.say(holds, "review.figures.not_last_year", blanks)
}

/// The longest run of years with a distinction, where few share it.
fn streak(facts: &Facts) -> Told {
    let longest = facts.ranking.standings.iter().map(|s| s.streak).max().unwrap_or(0);
    let holders: Vec<&Standing> = facts.ranking.standings.iter().filter(|s| s.streak == longest).collect();
    let holds = longest >= 3 && holders.len() <= 3;
    let names = if holds { facts.companies(holders.iter().copied())? } else { Sentence::new() };
    let since = facts.year.plus(1 - i64::from(longest)).to_string();
    let blanks = vec![("n", (holders.len() as u64).into()), ("names", names.into()), ("since", since.into())];
    facts.say(holds, "review.figures.streak", blanks)
}

fn top_ten(facts: &Facts) -> Told {
    let share = facts.ranking.statistics.top_ten;
    let blanks = vec![("share", facts.percent(share).into()), ("whole", share.whole.into())];
    facts.say(concentrates(facts), "review.figures.top_ten", blanks)
}

fn gini(facts: &Facts) -> Told {
    let Some(gini) = facts.ranking.statistics.gini else { return Ok(None) };
    let printed = format!("{:.2}", gini.to_f64());
    let printed = printed.parse().map_or(printed, |value| facts.sheet.words.typography.decimal(value));
    facts.say(concentrates(facts), "review.figures.gini", vec![("gini", printed.into())])
}

fn concentrates(facts: &Facts) -> bool {
    facts.ranking.totals.companies >= ENOUGH_TO_CONCENTRATE && !facts.badge.is_thin()
}
