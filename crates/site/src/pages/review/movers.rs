//! Who rose, who fell, and who left the podium; only where both years are well known.

use std::collections::BTreeSet;

use crate::parts::board::podium;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, Told, enumerated, tell};
use rank::Standing;

use crate::pages::review::facts::Facts;

/// How many companies a sentence names.
const MOST_NAMED: usize = 5;

/// The sentences, where they hold.
pub fn sentences(facts: &Facts) -> Vec<Told> {
    if !facts.comparable {
        return Vec::new();
    }
    vec![
        moved(facts, "review.movers.climbers", facts.ranking.climbers()),
        moved(facts, "review.movers.fallers", facts.ranking.fallers()),
        off_the_podium(facts),
    ]
}

fn moved(facts: &Facts, key: &str, mut movers: Vec<&Standing>) -> Told {
    // Nobody is left out who moved as far as one who is named.
    if let Some(next) = movers.get(MOST_NAMED).and_then(|standing| standing.rise()) {
        movers.retain(|standing| standing.rise().is_some_and(|rise| rise.abs() > next.abs()));
    }
    let items: Result<Vec<_>, _> = movers.iter().map(|standing| mover(facts, standing)).collect();
    let list = enumerated(facts.sheet.words, items?)?;
    facts.say(!movers.is_empty(), key, vec![("n", (movers.len() as u64).into()), ("list", list.into())])
}

fn mover(facts: &Facts, standing: &Standing) -> Result<Sentence, WordsError> {
    let blanks = [
        ("company", facts.company(&standing.company)?.into()),
        ("from", facts.rank(standing.previous_rank.unwrap_or(standing.rank), false)?.into()),
        ("to", facts.rank(standing.rank, standing.tied)?.into()),
    ];
    tell(facts.sheet.words, "review.movers.item", &blanks)
}

/// Companies of the podium of the year before without a distinction this year.
fn off_the_podium(facts: &Facts) -> Told {
    let Some(before) = facts.previous_ranking() else { return Ok(None) };
    let here: BTreeSet<_> = facts.ranking.standings.iter().map(|standing| &standing.company).collect();
    let gone: Vec<&Standing> = podium(before).iter().filter(|s| !here.contains(&s.company)).collect();
    let holds = !gone.is_empty() && gone.len() <= MOST_NAMED;
    let names = if holds { facts.companies(gone.iter().copied())? } else { Sentence::new() };
    let blanks = vec![("n", (gone.len() as u64).into()), ("names", names.into())];
    facts.say(holds, "review.movers.gone", blanks)
}
