//! Pages of the archive, read by the rules that the editions name.

mod copies;
mod judge;
mod open;
mod pdf;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use rayon::prelude::*;

pub use copies::places;
pub use judge::{Judged, judge};
pub use open::Opened;

use archive::Archive;
use copies::{Copies, not_read};
use model::{Day, Digest, Edition, Issue, Label, Record, Source, SourceId};
use read::{self, Bounds, Context, Extraction, Profile, Settled, change};
use workspace::Catalog;
use workspace::Rule;

/// What the pages of a workspace say.
#[derive(Debug, Default)]
pub struct Pages {
    /// The records, in the order of sources and editions.
    pub records: Vec<Record>,
    /// What was not understood, or is not trusted.
    pub issues: Vec<Issue>,
    /// Editions whose page has changed since the reading that is live, with the day of that reading.
    pub as_of: BTreeMap<(SourceId, Label), Day>,
    /// Editions whose live reading left lines unread, with how many.
    pub unread: BTreeMap<(SourceId, Label), usize>,
    /// Editions whose newest copy is damaged or gone.
    pub lost: BTreeSet<(SourceId, Label)>,
    /// Editions of whose page the archive knows nothing.
    pub unknown: BTreeSet<(SourceId, Label)>,
}

/// One archived copy of a page, opened.
#[derive(Debug)]
pub struct Copy {
    /// Its bytes, decoded.
    pub opened: Opened,
    /// What its records have in common.
    pub context: Context,
}

/// Reads the pages of all editions that name a rule, as far as the archive holds them: many sources at once.
pub fn read(catalog: &Catalog, archive: &Archive) -> Result<Pages> {
    let sources: Vec<&Source> = catalog.sources.values().collect();
    let read = sources.into_par_iter().map(|source| read_source(catalog, source, archive));
    let mut all = Pages::default();
    for pages in read.collect::<Result<Vec<_>>>()? {
        all.records.extend(pages.records);
        all.issues.extend(pages.issues);
        all.as_of.extend(pages.as_of);
        all.unread.extend(pages.unread);
        all.lost.extend(pages.lost);
        all.unknown.extend(pages.unknown);
    }
    Ok(all)
}

fn read_source(catalog: &Catalog, source: &Source, archive: &Archive) -> Result<Pages> {
    let mut pages = Pages::default();
    for History { edition, copies, settled, issues: told, lost, unknown, .. } in
        of_source(catalog, source, archive)?
    {
        pages.issues.extend(told);
        pages.issues.extend(issues(source, edition, &settled));
        let live = copies.iter().find(|copy| Some(copy.context.digest) == settled.live_digest);
        let held = live.filter(|_| settled.newest.is_some()).map(|copy| copy.context.seen.day());
        let key = || (source.id, edition.label);
        pages.lost.extend(lost.then(key));
        pages.unknown.extend(unknown.then(key));
        pages.as_of.extend(held.map(|day| (key(), day)));
        let unread = settled.live.as_ref().map_or(0, |live| live.unread.len());
        pages.unread.extend((unread > 0).then(|| (key(), unread)));
        pages.records.extend(settled.live.map(|live| live.records).unwrap_or_default());
    }
    Ok(pages)
}

/// What the page of an edition has said over time.
pub struct History<'c> {
    /// The edition.
    pub edition: &'c Edition,
    /// The copies of its page, each once, the oldest first.
    pub copies: Vec<Copy>,
    /// What of them can be trusted.
    pub settled: Settled,
    /// A copy that came in after a newer one and says something else: a person may accept it.
    pub late: Option<Digest>,
    /// What was damaged, and what is kept as evidence only.
    pub issues: Vec<Issue>,
    /// Whether the newest copy is damaged or gone.
    pub lost: bool,
    /// Whether the archive knows nothing of the page.
    pub unknown: bool,
}

/// The editions of a source that name a rule. Each is judged by what is declared, else by what the editions before it
/// were like.
pub fn of_source<'c>(
    catalog: &'c Catalog,
    source: &'c Source,
    archive: &Archive,
) -> Result<Vec<History<'c>>> {
    let mut past = Vec::new();
    let mut all = Vec::new();
    for edition in source.editions.values() {
        let Some(rule) = catalog.rule_for(&source.id, &edition.label) else { continue };
        let Copies { readable: copies, late, mut issues, lost, unknown } =
            copies::copies(catalog, source, edition, archive)?;
        let bounds = Bounds::learned(&past).declared(catalog.winners_of(&source.id, edition));
        let seen = copies.iter().map(|copy| (copy.context.digest, copy.opened.read(rule, &copy.context)));
        let settled = read::settle(seen.collect(), &bounds, |digest| catalog.verdict_on(digest));
        past.extend(settled.live.as_ref().filter(|_| settled.good).map(Profile::of));
        let late = late.filter(|late| differs(late, rule, settled.live.as_ref()));
        issues.extend(late.as_ref().map(|late| not_read(source, edition, came_late(source, edition, late))));
        let late = late.map(|late| late.context.digest);
        all.push(History { edition, copies, settled, late, issues, lost, unknown });
    }
    Ok(all)
}

fn differs(late: &Copy, rule: &Rule, live: Option<&Extraction>) -> bool {
    let read = late.opened.read(rule, &late.context);
    live.is_none_or(|live| !change(live, &read).is_none())
}

fn came_late(source: &Source, edition: &Edition, late: &Copy) -> String {
    let (id, label, day) = (&source.id, &edition.label, late.context.seen.day());
    format!(
        "the copy of {day} came in after a newer one and says something else; to read it: palmares decide accept {id} \
         {label} --why \"…\", else palmares decide reject {id} {label} --why \"…\""
    )
}

fn issues(source: &Source, edition: &Edition, settled: &Settled) -> Vec<Issue> {
    let page = |why: String| Issue::Page {
        source: source.id,
        edition: edition.label,
        url: edition.url.clone().unwrap_or_default(),
        why,
    };
    // A rejected copy is judged, and asks for nothing.
    let told =
        settled.newest.as_ref().filter(|_| settled.pending.is_some()).or(settled.live.as_ref()).into_iter();
    let unread = told.clone().flat_map(|page| &page.unread).map(|unread| Issue::Unread {
        source: source.id,
        edition: edition.label,
        url: edition.url.clone().unwrap_or_default(),
        line: unread.line,
        text: unread.text.clone(),
        why: unread.reason.to_string(),
    });
    let troubles = told.flat_map(|page| &page.troubles).map(|trouble| page(trouble.to_string()));
    let doubts = settled.doubts.iter().map(|doubt| page(doubt.to_string()));
    let (id, label) = (&source.id, &edition.label);
    let ask = format!(
        "the last good reading stays live until somebody looks: palmares try {id} --edition {label}, then palmares \
         decide accept {id} {label} (or reject) --why \"…\""
    );
    let pending = settled.pending.map(|_| page(ask));
    unread.chain(troubles).chain(doubts).chain(pending).collect()
}
