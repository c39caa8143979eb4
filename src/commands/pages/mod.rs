//! Pages of the archive, read by the rules that the editions name.

mod open;
mod pdf;

use std::collections::BTreeSet;

use anyhow::Result;

pub use open::Opened;

use crate::archive::Archive;
use crate::catalog::Catalog;
use crate::extract::{self, Context, Extraction, Settled};
use crate::model::{Address, Digest, Edition, Issue, Record, Rule, Source};

/// What the pages of a workspace say.
#[derive(Debug, Default)]
pub struct Pages {
    /// The records, in the order of sources and editions.
    pub records: Vec<Record>,
    /// What was not understood, or is not trusted.
    pub issues: Vec<Issue>,
}

/// Reads the pages of all editions that name a rule, as far as the archive holds them.
pub fn read(catalog: &Catalog, archive: &Archive) -> Result<Pages> {
    let mut pages = Pages::default();
    for source in catalog.sources.values() {
        for edition in source.editions.values() {
            let Some(rule) = catalog.rule_for(&source.id, &edition.label) else { continue };
            let Some(address) = edition.url.as_deref().and_then(|url| url.parse().ok()) else { continue };
            let settled = read_edition(source, edition, rule, &address, (archive, &catalog.accepted))?;
            pages.issues.extend(issues(source, edition, &address, &settled));
            pages.records.extend(settled.live.map(|live| live.records).unwrap_or_default());
        }
    }
    Ok(pages)
}

/// All that an address has said over time, from the oldest snapshot, and what of it can be trusted.
type Judged<'a> = (&'a Archive, &'a BTreeSet<Digest>);

fn read_edition(
    source: &Source,
    edition: &Edition,
    rule: &Rule,
    address: &Address,
    (archive, accepted): Judged<'_>,
) -> Result<Settled> {
    let mut seen: Vec<(Digest, Extraction)> = Vec::new();
    for entry in archive.visits(address).chain(archive.page(address)) {
        let Some(snapshot) = archive
            .snapshot(entry)?
            .filter(|snapshot| !seen.iter().any(|(digest, _)| *digest == snapshot.digest))
        else {
            continue;
        };
        let content_type = snapshot.header("content-type").unwrap_or_default();
        let opened = Opened::new(snapshot.body.clone(), content_type, address.as_str());
        let context = Context {
            source: source.id.clone(),
            kind: source.kind,
            scale: source.scale,
            edition: edition.label.clone(),
            url: address.as_str().to_owned(),
            digest: snapshot.digest,
            seen: snapshot.seen,
        };
        seen.push((snapshot.digest, opened.read(rule, &context)));
    }
    let bounds = extract::Bounds { winners: edition.winners };
    Ok(extract::settle(seen, &bounds, accepted))
}

fn issues(source: &Source, edition: &Edition, address: &Address, settled: &Settled) -> Vec<Issue> {
    let page = |why: String| Issue::Page {
        source: source.id.clone(),
        edition: edition.label.clone(),
        url: address.as_str().to_owned(),
        why,
    };
    let newest = settled.newest.as_ref().or(settled.live.as_ref()).into_iter();
    let unread = newest.clone().flat_map(|page| &page.unread).map(|unread| Issue::Unread {
        source: source.id.clone(),
        edition: edition.label.clone(),
        url: address.as_str().to_owned(),
        line: unread.line,
        text: unread.text.clone(),
        why: unread.reason.to_string(),
    });
    let troubles = newest.flat_map(|page| &page.troubles).map(|trouble| page(trouble.to_string()));
    let doubts = settled.doubts.iter().map(|doubt| page(doubt.to_string()));
    let ask = |digest: Digest| {
        format!(
            "the last good reading stays live; to accept this one add accept = [\"{digest}\"] to the edition"
        )
    };
    let pending = settled.pending.map(|digest| page(ask(digest)));
    unread.chain(troubles).chain(doubts).chain(pending).collect()
}
