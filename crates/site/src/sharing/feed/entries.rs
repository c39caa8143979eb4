//! Editions and awards as entries of a feed.

use std::collections::BTreeMap;

use crate::press::address::Address;
use crate::press::sheet::Sheet;
use crate::sharing::feed::atom::FeedEntry;
use crate::{SiteError, pages::corrections};
use model::{Award, Correction, Counting, Day, Digest, Label, Outcome, SourceId};

/// What came to be known of an edition on one day.
#[derive(Default)]
struct NewRows {
    distinctions: usize,
    measures: usize,
}

/// Every dated edition of which something is known: once for each day on which something of it was added, so that a
/// list of 2014 that is found tomorrow stands first tomorrow.
pub fn editions(sheet: &Sheet) -> Result<Vec<FeedEntry>, SiteError> {
    let mut entries = Vec::new();
    for (id, label) in sheet.index.editions() {
        let arrivals = arrivals(sheet, id, label);
        let page = sheet.absolute(&Address::Edition(*id, *label));
        let name = sheet.source_name(sheet.input.register.source(id));
        let values = [("source", name.into()), ("edition", label.as_str().into())];
        let first = arrivals.keys().next().copied();
        for ((day, added), arrival) in arrivals {
            let told = if !added {
                "feed.edition"
            } else if first == Some((day, added)) {
                "feed.edition_found"
            } else {
                "feed.edition_completed"
            };
            let holds = [("n", arrival.distinctions.into()), ("measures", arrival.measures.into())];
            entries.push(FeedEntry {
                id: if added { format!("{page}#{day}") } else { page.clone() },
                day,
                title: sheet.words.say(told, &values)?,
                page: page.clone(),
                summary: sheet.words.say("feed.edition_holds", &holds)?,
            });
        }
    }
    Ok(entries)
}

/// What is known of an edition by the day on which it came, and whether a row says so: what does not is as old as the
/// edition itself, and never told as new.
fn arrivals(sheet: &Sheet, source: &SourceId, label: &Label) -> BTreeMap<(Day, bool), NewRows> {
    let facts = sheet.index.edition(source, label);
    let mut arrivals = BTreeMap::<(Day, bool), NewRows>::new();
    let Some(held) = facts.awarded else { return arrivals };
    let when = |added: Option<Day>| added.map_or((held, false), |day| (day, true));
    for award in facts.awards.iter().map(|&position| sheet.index.award(position)) {
        let counted = usize::from(award.counting == Counting::Counts);
        arrivals.entry(when(award.added)).or_default().distinctions += counted;
    }
    for measure in facts.measures.iter().map(|&position| sheet.index.measure(position)) {
        arrivals.entry(when(measure.added)).or_default().measures += 1;
    }
    arrivals
}

pub fn corrections(sheet: &Sheet) -> Result<Vec<FeedEntry>, SiteError> {
    let page = sheet.absolute(&Address::Corrections);
    let entry = |correction: &Correction| {
        let day = correction.when;
        let what = corrections::said(sheet, correction);
        Ok(FeedEntry {
            // The words in the workspace's language name it in every language.
            id: format!("{page}#{}", short(&format!("{day} {}", correction.what.fr))),
            day,
            title: sheet.words.say("corrections.told", &[("day", sheet.words.typography.day(day).into())])?,
            page: page.clone(),
            summary: format!("{what} {}", correction.url.as_deref().unwrap_or_default())
                .trim_end()
                .to_owned(),
        })
    };
    sheet.input.register.corrections.iter().map(entry).collect()
}

/// The beginning of a digest: enough to tell the entries of a feed apart.
fn short(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()[..16].to_owned()
}

/// One award: who, what, when, and the first page that states it.
pub fn award(sheet: &Sheet, award: &Award) -> Result<FeedEntry, SiteError> {
    let page = sheet.absolute(&Address::Edition(award.source, award.edition));
    let company =
        award.company.as_ref().map_or(award.printed.as_str(), |id| &sheet.input.register.company(id).name);
    let source = sheet.source_name(sheet.input.register.source(&award.source));
    let title = [
        ("company", company.into()),
        ("outcome", outcome(sheet, award)?.into()),
        ("source", source.into()),
        ("edition", award.edition.as_str().into()),
    ];
    let url = award.witnesses.first().map(|witness| witness.url.as_str()).unwrap_or_default();
    let told = [
        ("category", sheet.words.typography.quoted(&award.category).into()),
        ("day", sheet.words.typography.day(award.awarded).into()),
        ("url", url.into()),
    ];
    let told_by = if award.category.is_empty() { "feed.award_told_plain" } else { "feed.award_told" };
    Ok(FeedEntry {
        // Positions and anchors move with new data; the identifier is made of what was printed.
        id: format!("{page}#{}", short(&award.id)),
        day: award.added.unwrap_or(award.awarded),
        title: sheet.words.say("feed.award", &title)?,
        page,
        summary: sheet.words.say(told_by, &told)?,
    })
}

/// What was won, in words.
fn outcome(sheet: &Sheet, award: &Award) -> Result<String, SiteError> {
    let place = award.place.map(|place| u64::from(place.number));
    let said = match (award.outcome, place) {
        (Outcome::Placed, Some(place)) => sheet.words.say("outcome.place", &[("n", place.into())]),
        (Outcome::Winner, Some(1)) => sheet.words.text("outcome.first"),
        (outcome, _) => sheet.words.text(key(outcome)),
    };
    Ok(said?)
}

/// The message of an outcome.
fn key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Winner => "outcome.winner",
        Outcome::Placed => "outcome.placed",
        Outcome::Special => "outcome.special",
        Outcome::Label => "outcome.label",
        Outcome::Finalist => "outcome.finalist",
        Outcome::Mention => "outcome.mention",
        Outcome::Measured => "outcome.measured",
        Outcome::Last => "outcome.last",
        Outcome::Annulled => "outcome.annulled",
    }
}
