//! Bringing a page: it is kept as evidence first, by the road of every other page, and only then read.

use std::fs;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail, ensure};

use super::MOST_ROWS;
use crate::commands::archive::keep_today;
use crate::commands::crawl::{self, ARCHIVE};
use crate::commands::named::source_named;
use crate::commands::pages::{OpenedPage, declared_pages, places};
use crate::commands::{Network, Shell};
use ::archive::Archive;
use ::crawl::Target;
use model::{Address, Day, Label, Snapshot, SourceId};
use read::{Context, FoundList, Known, Text};
use workspace::{Catalog, Rule};

/// A file that is larger is none that anybody looks through, in bytes.
pub const LARGEST_FILE: usize = 50 << 20;

/// What a page is about: a source, and an edition that may be new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskEdition {
    pub source: SourceId,
    pub label: Label,
    /// Of a new edition: when it was handed over, and how many winners were announced.
    pub awarded: Option<Day>,
    pub claimed: Option<u32>,
}

#[derive(Debug)]
pub enum Brought<'b> {
    File {
        name: &'b str,
        bytes: &'b [u8],
    },
    Text(&'b str),
    /// The page is fetched from its address.
    Address,
}

/// A page at the desk.
pub struct DeskPage {
    pub edition: DeskEdition,
    pub address: Address,
    pub opened: OpenedPage,
    pub context: Context,
    /// All that it says, a line a line.
    pub text: Text,
    pub lists: Vec<FoundList>,
    /// Why no list was found.
    pub trouble: Option<String>,
}

impl DeskEdition {
    /// Reads what a person chose and typed.
    pub fn new(catalog: &Catalog, source: &str, label: &str, awarded: &str, claimed: &str) -> Result<Self> {
        let source = source_named(&catalog.sources, source)?.id;
        let label = label.trim();
        let is_short = (1..=60).contains(&label.chars().count()) && !label.contains(char::is_control);
        ensure!(is_short, "say which edition it is: the year, or what is printed on it");
        let day = |text: &str| {
            text.parse().with_context(|| format!("`{text}` is no day; write 2026-03-12, or 2026"))
        };
        let awarded = Some(awarded.trim()).filter(|text| !text.is_empty()).map(day).transpose()?;
        let count = |text: &str| text.parse().with_context(|| format!("`{text}` is no number of winners"));
        let claimed = Some(claimed.trim()).filter(|text| !text.is_empty()).map(count).transpose()?;
        Ok(Self { source, label: Label::new(label), awarded, claimed })
    }
}

impl DeskPage {
    /// Keeps what a person brings as evidence, and finds its lists.
    pub fn bring(
        shell: &Shell,
        catalog: &Catalog,
        edition: DeskEdition,
        url: &str,
        brought: &Brought<'_>,
        network: Network,
    ) -> Result<Self> {
        let address = address(catalog, &edition, url, brought)?;
        match brought {
            Brought::File { name, bytes } => keep(shell, name, bytes, &address)?,
            Brought::Text(text) => keep(shell, "pasted.txt", text.as_bytes(), &address)?,
            Brought::Address => {
                ensure!(
                    network == Network::Allowed,
                    "the network is off; leave out --offline, or drop the saved page"
                );
                let target =
                    Target { source: edition.source, edition: Some(edition.label), address: address.clone() };
                // The crawler has a runtime of its own, which cannot begin within another one.
                let fetched =
                    std::thread::scope(|scope| scope.spawn(|| crawl::fetch(shell, catalog, target)).join());
                fetched.unwrap_or_else(|_| bail!("the crawler stopped"))?;
            }
        }
        open_archived(shell, catalog, edition, address)
    }
}

/// The newest copy of an address that the archive holds, with its lists.
pub fn open_archived(
    shell: &Shell,
    catalog: &Catalog,
    edition: DeskEdition,
    address: Address,
) -> Result<DeskPage> {
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let visits = places(&declared_pages(catalog), &archive, &address);
    let newest = visits.iter().flat_map(|place| archive.visits(place)).filter(|visit| visit.is_good());
    let newest = newest.max_by_key(|visit| visit.at).with_context(|| nothing_of(&archive, &address))?;
    let snapshot = archive.snapshot(newest)?.with_context(|| format!("the copy of {address} is gone"))?;
    Ok(read_lists(catalog, edition, address, snapshot))
}

/// Why there is nothing to read at an address. Where a page leads elsewhere, a person says which of the two is meant.
fn nothing_of(archive: &Archive, address: &Address) -> String {
    match archive.visits(address).next_back().and_then(|visit| visit.redirect()) {
        Some(to) => {
            format!("{address} leads on to {to}; bring the page that holds the list by its own address")
        }
        None => format!("the archive holds no page of {address}"),
    }
}

fn read_lists(catalog: &Catalog, edition: DeskEdition, address: Address, snapshot: Snapshot) -> DeskPage {
    let source = &catalog.sources[&edition.source];
    let known = Arc::new(Known::new(catalog.companies.values()).with_printed(&catalog.records));
    let context = Context::of_copy(source, edition.label, &address, &snapshot, &known);
    let opened = OpenedPage::of_copy(snapshot, address.as_str());
    let found = match opened.page() {
        Ok(page) => read::lists(page, &context).map_err(|trouble| trouble.to_string()),
        Err(why) => Err(why.to_owned()),
    };
    let (mut lists, mut trouble) = match found {
        Ok(lists) => (lists, None),
        Err(trouble) => (vec![], Some(trouble)),
    };
    let all = lists.len();
    lists.retain(|list| list.reading.records.len() <= MOST_ROWS);
    if lists.len() < all && lists.is_empty() {
        trouble = Some(format!("its list has more than {MOST_ROWS} rows; divide the file into several"));
    }
    let text = opened.read(&Rule::default(), &context).text;
    DeskPage { edition, address, opened, context, text, lists, trouble }
}

/// Where the page is from: as told, as the edition declares, or as a saved page says itself.
fn address(catalog: &Catalog, edition: &DeskEdition, url: &str, brought: &Brought<'_>) -> Result<Address> {
    let declared = || catalog.sources[&edition.source].editions.get(&edition.label)?.url.clone();
    let own = || match brought {
        Brought::File { bytes, .. } => saved_from(bytes),
        Brought::Text(_) | Brought::Address => None,
    };
    let told = Some(url.trim().to_owned()).filter(|url| !url.is_empty());
    let url = told.or_else(own).or_else(declared);
    let url = url.context("say at which address the page stands: a row without one proves nothing")?;
    url.parse().with_context(|| format!("`{url}` is no address on the web"))
}

/// The address that a browser writes into a page that it saves, else the one that the page gives itself.
fn saved_from(bytes: &[u8]) -> Option<String> {
    const LOOK: usize = 64 << 10;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOK)]);
    let after = |mark: &str, skip: fn(char) -> bool| {
        let rest = start.split_once(mark)?.1.trim_start_matches(skip);
        let end = rest.find(|c: char| c.is_whitespace() || "\"'<>".contains(c)).unwrap_or(rest.len());
        Some(rest[..end].to_owned()).filter(|url| url.starts_with("http"))
    };
    after("saved from url=(", |c| c.is_ascii_digit() || c == ')')
        .or_else(|| after("rel=\"canonical\" href=\"", |_| false))
        .or_else(|| after("property=\"og:url\" content=\"", |_| false))
}

fn keep(shell: &Shell, name: &str, bytes: &[u8], address: &Address) -> Result<()> {
    ensure!(!bytes.is_empty(), "the file is empty; save the page again");
    ensure!(bytes.len() <= LARGEST_FILE, "the file is larger than 50 MB; cut out the pages with the list");
    let kind = read::media::kind(bytes, "", name);
    ensure!(
        kind != read::media::MediaKind::Other,
        "it is a picture, an archive or a program, in which nothing can be read letter by letter; bring the page, the \
         PDF or the workbook, or paste its text"
    );
    let folder = tempfile::tempdir().context("cannot make a folder for the file")?;
    let plain =
        name.rsplit(['/', '\\']).next().filter(|name| !["", ".", ".."].contains(name)).unwrap_or("page");
    let path = folder.path().join(plain);
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    keep_today(shell, &path, address.clone()).map(drop)
}
