//! Which copies of an edition's page may be read by its rule, and why the others may not.
//!
//! Only a whole answer of status 200 says what a page says, at the address that was asked or where a permanent move
//! leads by the same path. All else is evidence: error pages, the bodies of redirects, parts of pages, and the page
//! that a retired address leads to, which is often the start page or the next edition.

use std::collections::HashSet;

use anyhow::Result;

use super::{Copy, OpenedPage, PageReader, editions};
use archive::{Archive, ArchiveError, Entry, Found};
use crawl::FetchError;
use model::{Address, Day, Edition, Issue, Moment, Provenance, Snapshot, Source};
use read::{Context, Trouble};
use workspace::Catalog;
use workspace::PageVerdict;

/// How many permanent moves of one page are followed.
const MOVES: usize = 10;

/// The copies of an edition's page, and what is to be said of them.
#[derive(Debug, Default)]
pub struct Copies {
    /// Those that may be read, each once, in the order in which they came into the archive.
    pub readable: Vec<Copy>,
    /// One that came in after a newer one: it takes no place by itself.
    pub late: Option<Copy>,
    /// What was damaged, and what is kept as evidence only.
    pub issues: Vec<Issue>,
    /// Whether the newest copy is damaged or gone.
    pub lost: bool,
    /// Whether the archive knows nothing of the page.
    pub unknown: bool,
}

/// The copies that the archive holds of an edition's page, and what became of the others.
pub fn copies(reader: &PageReader<'_, '_>, source: &Source, edition: &Edition) -> Result<Copies> {
    let PageReader { catalog, archive, known, declared, .. } = reader;
    let (mut copies, mut evidence, mut damaged) = (Copies::default(), Vec::new(), Vec::new());
    let Some(address) = edition.address() else { return Ok(copies) };
    let places = places(declared, archive, &address);
    let mut visits: Vec<&Entry> = places.iter().flat_map(|place| archive.visits(place)).collect();
    visits.sort_by_key(|entry| (&entry.spot.file, entry.spot.offset));
    if source.render {
        // What the server sends is the shell that its scripts fill.
        visits.retain(|entry| !(entry.is_good() && entry.provenance == Provenance::Crawled));
    }
    copies.unknown = visits.is_empty();
    for entry in visits {
        match seen(archive, entry, &places, first_day(source, edition))? {
            Seen::Page(snapshot) => {
                copies.take(
                    catalog,
                    Context::of_copy(source, edition.label, &address, &snapshot, known),
                    snapshot,
                );
            }
            Seen::Evidence(why) => evidence.push((entry, why)),
            Seen::Damaged(issue) => damaged.push((entry, issue)),
            Seen::Nothing => {}
        }
    }
    // Where the same bytes came again, nothing is missing.
    let had = |entry: &Entry| copies.readable.iter().any(|copy| Some(copy.context.digest) == entry.digest());
    damaged.retain(|(entry, _)| !had(entry));
    let gone = archive.lost().filter(|lost| places.contains(&lost.address));
    let lost = gone.chain(damaged.iter().map(|(entry, _)| *entry)).map(|entry| entry.at).max();
    let newest = copies.readable.iter().map(|copy| copy.context.seen).max();
    copies.lost = lost.is_some_and(|lost| newest.is_none_or(|newest| newest < lost));
    copies.issues.extend(damaged.into_iter().map(|(_, issue)| issue));
    let why = match newest {
        Some(newest) => flawed_since(newest, &evidence),
        None if copies.lost => None,
        None => unread(reader, source, edition, evidence),
    };
    copies.issues.extend(why.map(|why| not_read(source, edition, why)));
    Ok(copies)
}

/// The visits that brought a page whole, newest first, each content once.
pub fn whole_copies<'a>(
    declared: &HashSet<Address>,
    archive: &'a Archive,
    address: &Address,
) -> Vec<&'a Entry> {
    let places = places(declared, archive, address);
    let mut whole: Vec<&Entry> = places.iter().flat_map(|place| archive.visits(place)).collect();
    whole.retain(|entry| why_not(entry).is_none());
    // Of one moment the later record first: it is what the scripts of the other drew.
    whole.sort_by_key(|entry| std::cmp::Reverse((entry.at, &entry.spot.file, entry.spot.offset)));
    let mut had = std::collections::BTreeSet::new();
    whole.retain(|entry| had.insert(entry.digest()));
    whole
}

/// What is told of an edition that no rule reads and nobody typed, though its page was asked for.
pub fn unruled(reader: &PageReader<'_, '_>, source: &Source, edition: &Edition) -> Result<Vec<Issue>> {
    let PageReader { archive, declared, .. } = reader;
    let Some(address) = edition.address().filter(|_| edition.took_place()) else { return Ok(vec![]) };
    let places = places(declared, archive, &address);
    let mut visits = places.iter().flat_map(|place| archive.visits(place)).peekable();
    if visits.peek().is_none() {
        return Ok(vec![]);
    }
    if visits.any(|visit| why_not(visit).is_none()) {
        let (id, label) = (source.id, edition.label);
        let learn = "--learn \"A WINNER\" \"ANOTHER WINNER\"";
        let why = match !source.render && is_shell(declared, archive, &address)? {
            true => format!(
                "a script draws it: add `render = true` under [source.{id}]; next: palmares crawl {id} --edition {label}"
            ),
            false => format!(
                "its page is in the archive, and no rule reads it; next: palmares try {id} --edition {label} {learn}"
            ),
        };
        return Ok(vec![not_read(source, edition, why)]);
    }
    Ok(copies(reader, source, edition)?.issues)
}

/// Whether the newest copy of a page is the empty shell that a script fills.
fn is_shell(declared: &HashSet<Address>, archive: &Archive, address: &Address) -> Result<bool> {
    let Some(newest) = whole_copies(declared, archive, address).into_iter().next() else { return Ok(false) };
    let Some(snapshot) = archive.sound(newest)? else { return Ok(false) };
    Ok(OpenedPage::of_copy(snapshot, address.as_str()).page().is_ok_and(read::is_shell))
}

/// What is told of an answer that says itself that it is not the page.
pub fn no_page(source: &Source, edition: &Edition, why: &Trouble) -> Issue {
    let again = format!("palmares crawl {} --edition {}", source.id, edition.label);
    not_read(source, edition, format!("{why}; next: {again} --from-archive"))
}

/// The first day on which a page can tell who won.
pub fn first_day(source: &Source, edition: &Edition) -> Option<Day> {
    let of_label = || Some(Day::of_year(edition.label.year()?.plus(source.label_offset)));
    edition.awarded.or_else(of_label)
}

/// What is told of a page that is not read.
fn not_read(source: &Source, edition: &Edition, why: String) -> Issue {
    let url = edition.url.clone().unwrap_or_default();
    Issue::NotRead { source: source.id, edition: edition.label, url, why }
}

/// The pages of all editions that are declared.
pub fn declared_pages(catalog: &Catalog) -> HashSet<Address> {
    editions(catalog.sources.values()).filter_map(|(_, edition)| edition.address()).collect()
}

/// The address of a page, and where it moved for good by the same path, but for the page of a declared edition: the
/// one that a retired page leads to says nothing about its own year.
pub fn places(declared: &HashSet<Address>, archive: &Archive, address: &Address) -> Vec<Address> {
    let mut places = vec![address.clone()];
    for _ in 0..MOVES {
        let here = archive.visits(&places[places.len() - 1]);
        let newest = here.filter(|e| e.is_good() || e.redirect().is_some()).max_by_key(|e| e.at);
        match newest.and_then(moved_for_good).filter(|to| !places.contains(to) && !declared.contains(to)) {
            Some(to) => places.push(to),
            None => break,
        }
    }
    places
}

/// Where a page is for good from now on, if its path is the same.
fn moved_for_good(entry: &Entry) -> Option<Address> {
    let for_good = matches!(entry.found, Found::Bytes { status: 301 | 308, .. });
    let to = entry.address.join(entry.redirect().filter(|_| for_good)?).ok()?;
    let same = entry.address.path().trim_end_matches('/') == to.path().trim_end_matches('/');
    same.then_some(to)
}

enum Seen {
    Page(Snapshot),
    /// Bytes that are not, or a word, and why they are not read.
    Evidence(String),
    Damaged(Issue),
    /// Only the way to the page.
    Nothing,
}

fn seen(archive: &Archive, entry: &Entry, places: &[Address], first_day: Option<Day>) -> Result<Seen> {
    if let Some(to) = moved_for_good(entry)
        && places.contains(&to)
    {
        return Ok(Seen::Nothing);
    }
    if let Some(why) = why_not(entry) {
        return Ok(Seen::Evidence(why));
    }
    Ok(match archive.snapshot(entry) {
        Ok(Some(snapshot)) if snapshot.header("content-range").is_some() => {
            Seen::Evidence("the server sent a part of the page only (Content-Range)".to_owned())
        }
        Ok(Some(snapshot)) => match first_day.filter(|day| is_before(snapshot.seen.day(), *day)) {
            Some(day) => Seen::Evidence(format!(
                "the copy of {} is older than the ceremony of {day}; if it was handed over before, correct the edition's \
                 `awarded`",
                snapshot.seen.day()
            )),
            None => Seen::Page(snapshot),
        },
        Ok(None) => Seen::Nothing,
        Err(ArchiveError::Damaged { file, offset }) => Seen::Damaged(Issue::Damaged { file, offset }),
        Err(error) => return Err(error.into()),
    })
}

fn is_before(seen: Day, day: Day) -> bool {
    seen < day && !seen.agrees(day)
}

/// Why a visit did not bring the page, as far as the index tells.
fn why_not(entry: &Entry) -> Option<String> {
    match &entry.found {
        Found::Nothing { note } => Some(note.clone()),
        Found::Bytes { redirect: Some(to), status, .. } => Some(format!(
            "it leads on to {to} ({status}), and only a move for good to the same path is followed; if that is the \
             page of this edition, make it its `url`"
        )),
        Found::Bytes { status: 200 | 304, .. } => entry.flaw().map(str::to_owned),
        Found::Bytes { status, .. } => Some(FetchError::Status { status: *status }.to_string()),
    }
}

/// Why the newest visit brought nothing to read, and what to type next. Rows that a person typed need no page: then
/// only an answer that is not the page is told.
fn unread(
    reader: &PageReader<'_, '_>,
    source: &Source,
    edition: &Edition,
    evidence: Vec<(&Entry, String)>,
) -> Option<String> {
    let again = format!("palmares crawl {} --edition {}", source.id, edition.label);
    let (found, why) = match evidence.into_iter().max_by_key(|(entry, _)| entry.at) {
        Some((entry, why)) => (Some(&entry.found), why),
        None => (None, format!("the archive has no copy; next: {again}")),
    };
    match found {
        Some(Found::Bytes { status: 300..=399 | 404 | 410, .. }) => {
            Some(format!("{why}; next: {again} --from-archive"))
        }
        Some(Found::Bytes { .. }) => Some(format!("{why}; next: {again} --refresh")),
        Some(Found::Nothing { .. }) | None => {
            reader.rows(source.id, edition.label).next().is_none().then_some(why)
        }
    }
}

/// Why a copy newer than the one that is read is not read itself. A page that has gone since, or a server in trouble,
/// needs nobody: the copy stands.
fn flawed_since(newest: Moment, evidence: &[(&Entry, String)]) -> Option<String> {
    let flawed = evidence.iter().filter(|(entry, _)| entry.flaw().is_some() && entry.at > newest);
    let (entry, why) = flawed.max_by_key(|(entry, _)| entry.at)?;
    Some(format!("the copy of {}: {why}; the one of {} stays", entry.at.day(), newest.day()))
}

impl Copies {
    /// Takes a page in: once, and in the place of an older one only.
    fn take(&mut self, catalog: &Catalog, context: Context, snapshot: Snapshot) {
        if self.readable.iter().any(|copy| copy.context.digest == snapshot.digest) {
            return;
        }
        let (source, edition) = (context.source, context.edition);
        let verdict = |copy: &Copy| catalog.decisions.on_page(source, edition, copy.context.digest);
        let rejected = |copy: &&Copy| verdict(copy) == Some(PageVerdict::Reject);
        let newest = self.readable.iter().filter(|copy| !rejected(copy)).map(|copy| copy.context.seen).max();
        let late = newest.is_some_and(|newest| context.seen < newest);
        let copy = Copy { opened: OpenedPage::of_copy(snapshot, &context.url), context };
        match verdict(&copy) {
            None if late => self.late = Some(copy),
            Some(PageVerdict::Reject) if late => {}
            Some(PageVerdict::Accept | PageVerdict::Reject | PageVerdict::Undone) | None => {
                self.readable.push(copy)
            }
        }
    }
}
