//! Pages of the archive, read by the rules that the editions name.

mod judge;
mod open;
mod pdf;

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use rayon::prelude::*;

pub use judge::{Judged, judge};
pub use open::Opened;

use archive::{Archive, ArchiveError};
use model::{Address, Day, Edition, Issue, Label, Record, Source, SourceId};
use read::{self, Bounds, Context, Held, Known, Profile, Settled};
use workspace::Catalog;

/// What the pages of a workspace say.
#[derive(Debug, Default)]
pub struct Pages {
    /// The records, in the order of sources and editions.
    pub records: Vec<Record>,
    /// Records that are doubtful, and so are not published.
    pub held: Vec<Held>,
    /// What was not understood, or is not trusted.
    pub issues: Vec<Issue>,
    /// Editions whose page has changed since the reading that is live, with the day of that reading.
    pub as_of: BTreeMap<(SourceId, Label), Day>,
    /// Editions whose live reading left lines unread, with how many.
    pub unread: BTreeMap<(SourceId, Label), usize>,
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
        all.held.extend(pages.held);
        all.issues.extend(pages.issues);
        all.as_of.extend(pages.as_of);
        all.unread.extend(pages.unread);
    }
    Ok(all)
}

fn read_source(catalog: &Catalog, source: &Source, archive: &Archive) -> Result<Pages> {
    let mut pages = Pages::default();
    for History { edition, copies, settled, damaged } in of_source(catalog, source, archive)? {
        pages.issues.extend(damaged);
        pages.issues.extend(issues(source, edition, &settled));
        let live = copies.iter().find(|copy| Some(copy.context.digest) == settled.live_digest);
        let held = live.filter(|_| settled.newest.is_some()).map(|copy| copy.context.seen.day());
        let key = || (source.id, edition.label);
        pages.as_of.extend(held.map(|day| (key(), day)));
        let unread = settled.live.as_ref().map_or(0, |live| live.unread.len());
        pages.unread.extend((unread > 0).then(|| (key(), unread)));
        if let Some(live) = settled.live {
            pages.records.extend(live.records);
            pages.held.extend(live.held);
        }
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
    /// Where copies are that cannot be read any more.
    pub damaged: Vec<Issue>,
}

/// The editions of a source that name a rule. Each is judged by what is declared, else by what the editions before it
/// were like.
pub fn of_source<'c>(
    catalog: &'c Catalog,
    source: &'c Source,
    archive: &Archive,
) -> Result<Vec<History<'c>>> {
    let (mut past, mut all) = (Vec::new(), Vec::new());
    let known = Arc::new(Known::new(catalog.companies.values()));
    for edition in source.editions.values() {
        let Some(rule) = catalog.rule_for(&source.id, &edition.label) else { continue };
        let (copies, damaged) = copies(source, edition, archive, &known)?;
        let bounds = Bounds::learned(&past).declared(catalog.winners_of(&source.id, edition));
        let seen = copies.iter().map(|copy| (copy.context.digest, copy.opened.read(rule, &copy.context)));
        let settled = read::settle(seen.collect(), &bounds, |digest| catalog.verdict_on(digest));
        past.extend(settled.live.as_ref().filter(|_| settled.good).map(Profile::of));
        all.push(History { edition, copies, settled, damaged });
    }
    Ok(all)
}

/// The copies that the archive holds of an edition's page, each once, the oldest first; and those it held.
fn copies(
    source: &Source,
    edition: &Edition,
    archive: &Archive,
    known: &Arc<Known>,
) -> Result<(Vec<Copy>, Vec<Issue>)> {
    let address: Option<Address> = edition.url.as_deref().and_then(|url| url.parse().ok());
    let (mut copies, mut damaged): (Vec<Copy>, Vec<Issue>) = (vec![], vec![]);
    let Some(address) = address else { return Ok((copies, damaged)) };
    for entry in archive.visits(&address).chain(archive.page(&address)) {
        let snapshot = match archive.snapshot(entry) {
            Ok(Some(snapshot)) => snapshot,
            Ok(None) => continue,
            Err(ArchiveError::Damaged { file, offset }) => {
                damaged.push(Issue::Damaged { file, offset });
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if copies.iter().any(|copy| copy.context.digest == snapshot.digest) {
            continue;
        }
        let content_type = snapshot.header("content-type").unwrap_or_default().to_owned();
        let context = Context {
            source: source.id,
            kind: source.kind,
            scale: source.scale,
            edition: edition.label,
            url: address.as_str().to_owned(),
            digest: snapshot.digest,
            seen: snapshot.seen,
            known: Arc::clone(known),
        };
        copies.push(Copy { opened: Opened::new(snapshot.body, &content_type, address.as_str()), context });
    }
    Ok((copies, damaged))
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
