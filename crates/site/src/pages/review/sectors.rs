//! Which sectors the companies come from.

use crate::press::sheet::Link;
use crate::words::sentence::{Told, enumerated, tell};
use rank::SectorShare;

use crate::pages::review::facts::Facts;

/// Below this, the companies of a year are too few to compare sectors.
const ENOUGH: u64 = 10;
/// A sector with fewer leads nothing.
const ENOUGH_TO_LEAD: u64 = 3;
/// How many sectors a sentence names.
const MOST_NAMED: usize = 4;

/// The sentences, where they hold.
pub fn sentences(facts: &Facts) -> Vec<Told> {
    let known: Vec<&SectorShare> = facts.ranking.sectors.iter().filter(|s| s.sector.is_some()).collect();
    let Some(largest) = known.first().map(|sector| sector.share.part) else { return Vec::new() };
    if facts.ranking.totals.companies < ENOUGH || largest < ENOUGH_TO_LEAD {
        return Vec::new();
    }
    let (first, rest) = known.split_at(known.partition_point(|sector| sector.share.part == largest));
    vec![leading(facts, first), following(facts, rest), spread(facts, known.len())]
}

fn leading(facts: &Facts, first: &[&SectorShare]) -> Told {
    let names = first.iter().map(|sector| name(facts, sector).into_iter().collect()).collect();
    let key = if first.len() == 1 { "review.sectors.leads" } else { "review.sectors.lead_together" };
    let share = first[0].share;
    let blanks = vec![
        ("sectors", enumerated(facts.sheet.words, names)?.into()),
        ("part", facts.spelled(share.part).into()),
        ("whole", share.whole.into()),
        ("share", facts.percent(share).into()),
    ];
    facts.say(first.len() <= MOST_NAMED, key, blanks)
}

/// The sectors behind, down to a number of companies that all named ones reach.
fn following(facts: &Facts, rest: &[&SectorShare]) -> Told {
    let named = |least: u64| rest.partition_point(|sector| sector.share.part >= least);
    let least = (2..=rest.first().map_or(0, |s| s.share.part)).find(|&least| named(least) <= MOST_NAMED);
    let count = least.map_or(0, named);
    let item = |sector: &&SectorShare| {
        let link = name(facts, sector).into_iter().collect::<Vec<_>>();
        let blanks = [("sector", link.into()), ("n", sector.share.part.into())];
        tell(facts.sheet.words, "review.sectors.item", &blanks)
    };
    let items: Result<Vec<_>, _> = rest[..count].iter().map(item).collect();
    let list = enumerated(facts.sheet.words, items?)?;
    facts.say(count > 0, "review.sectors.follow", vec![("sectors", list.into())])
}

fn spread(facts: &Facts, sectors: usize) -> Told {
    let blanks = vec![("n", facts.spelled(sectors as u64).into())];
    facts.say(sectors > 1, "review.sectors.spread", blanks)
}

/// The sector as it stands inside a sentence: without a capital that only a heading asks for.
fn name(facts: &Facts, sector: &SectorShare) -> Option<Link> {
    let link = facts.sheet.sector(sector.sector.as_ref()?)?;
    let mut letters = link.name.chars();
    let first = letters.next()?;
    let lowered = letters.clone().next().is_some_and(|second| !second.is_uppercase());
    let name = if lowered { first.to_lowercase().chain(letters).collect() } else { link.name.clone() };
    Some(Link { name, ..link })
}
