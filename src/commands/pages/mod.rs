//! Pages of the archive, read by the rules that the editions name.

mod open;
mod pdf;

use anyhow::Result;

pub use open::Opened;

use crate::archive::Archive;
use crate::catalog::Catalog;
use crate::extract::{self, Context, Settled};
use crate::model::{Address, Digest, Edition, Issue, Record, Rule, Source};

/// What the pages of a workspace say.
#[derive(Debug, Default)]
pub struct Pages {
    /// The records, in the order of sources and editions.
    pub records: Vec<Record>,
    /// What was not understood, or is not trusted.
    pub issues: Vec<Issue>,
}

/// One archived copy of a page, opened.
#[derive(Debug)]
pub struct Copy {
    /// Its bytes, decoded.
    pub opened: Opened,
    /// What its records have in common.
    pub context: Context,
}

/// Reads the pages of all editions that name a rule, as far as the archive holds them.
pub fn read(catalog: &Catalog, archive: &Archive) -> Result<Pages> {
    let mut pages = Pages::default();
    for source in catalog.sources.values() {
        for edition in source.editions.values() {
            let Some(rule) = catalog.rule_for(&source.id, &edition.label) else { continue };
            let settled = settled(catalog, edition, rule, &copies(source, edition, archive)?);
            pages.issues.extend(issues(source, edition, &settled));
            pages.records.extend(settled.live.map(|live| live.records).unwrap_or_default());
        }
    }
    Ok(pages)
}

/// The copies that the archive holds of an edition's page, each once, the oldest first.
pub fn copies(source: &Source, edition: &Edition, archive: &Archive) -> Result<Vec<Copy>> {
    let address: Option<Address> = edition.url.as_deref().and_then(|url| url.parse().ok());
    let Some(address) = address else { return Ok(vec![]) };
    let mut copies: Vec<Copy> = Vec::new();
    for entry in archive.visits(&address).chain(archive.page(&address)) {
        let Some(snapshot) = archive.snapshot(entry)? else { continue };
        if copies.iter().any(|copy| copy.context.digest == snapshot.digest) {
            continue;
        }
        let content_type = snapshot.header("content-type").unwrap_or_default().to_owned();
        let context = Context {
            source: source.id.clone(),
            kind: source.kind,
            scale: source.scale,
            edition: edition.label.clone(),
            url: address.as_str().to_owned(),
            digest: snapshot.digest,
            seen: snapshot.seen,
        };
        copies.push(Copy { opened: Opened::new(snapshot.body, &content_type, address.as_str()), context });
    }
    Ok(copies)
}

/// What of all that the copies say can be trusted.
pub fn settled(catalog: &Catalog, edition: &Edition, rule: &Rule, copies: &[Copy]) -> Settled {
    let seen = copies.iter().map(|copy| (copy.context.digest, copy.opened.read(rule, &copy.context)));
    let bounds = extract::Bounds { winners: edition.winners };
    extract::settle(seen.collect(), &bounds, &catalog.accepted)
}

fn issues(source: &Source, edition: &Edition, settled: &Settled) -> Vec<Issue> {
    let page = |why: String| Issue::Page {
        source: source.id.clone(),
        edition: edition.label.clone(),
        url: edition.url.clone().unwrap_or_default(),
        why,
    };
    let newest = settled.newest.as_ref().or(settled.live.as_ref()).into_iter();
    let unread = newest.clone().flat_map(|page| &page.unread).map(|unread| Issue::Unread {
        source: source.id.clone(),
        edition: edition.label.clone(),
        url: edition.url.clone().unwrap_or_default(),
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
