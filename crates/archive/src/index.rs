//! The index in memory: visits in the order of the archive, found by address and by content.

use std::collections::{BTreeMap, BTreeSet};

use model::{Address, Digest, Moment, Provenance, Validators};

use super::entry::{Entry, Found, KeptIn};

/// How many recorded redirects are followed from one address.
const HOPS: usize = 10;

/// All visits, oldest record first.
#[derive(Debug, Default)]
pub struct ArchiveIndex {
    entries: Vec<Entry>,
    by_address: BTreeMap<Address, Vec<usize>>,
    by_digest: BTreeMap<Digest, usize>,
}

impl ArchiveIndex {
    /// Adds a visit that lies behind all others in the archive.
    pub fn add(&mut self, entry: Entry) {
        let at = self.entries.len();
        self.by_address.entry(entry.address.clone()).or_default().push(at);
        if let Found::Bytes { digest, held: KeptIn::Here, .. } = &entry.found {
            // Bytes are stored again only when the record that held them is damaged.
            self.by_digest.insert(*digest, at);
        }
        self.entries.push(entry);
    }
    /// All visits, oldest record first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// The addresses visited, sorted.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.by_address.keys()
    }
    /// The visits to one address, oldest record first.
    pub fn visits(&self, address: &Address) -> impl DoubleEndedIterator<Item = &Entry> {
        self.by_address.get(address).into_iter().flatten().map(|at| &self.entries[*at])
    }
    /// Whether a record tells of the same visit, wherever it lies.
    pub fn has(&self, entry: &Entry) -> bool {
        self.visits(&entry.address).any(|other| other.at == entry.at && other.digest() == entry.digest())
    }
    /// The record that holds these bytes.
    pub fn holder(&self, digest: &Digest) -> Option<&Entry> {
        self.by_digest.get(digest).map(|at| &self.entries[*at])
    }
    /// The newest page seen at an address or where it redirected to. A later error does not hide it.
    pub fn page(&self, address: &Address) -> Option<&Entry> {
        let mut at = address.clone();
        for _ in 0..HOPS {
            let newest = self.newest(&at, |entry| entry.is_good() || entry.redirect().is_some())?;
            match newest.redirect() {
                None => return Some(newest),
                Some(to) => at = at.join(to).ok()?,
            }
            if self.by_address.contains_key(&at) {
                continue;
            }
            break;
        }
        self.newest(address, Entry::is_good)
    }
    fn newest(&self, address: &Address, fits: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        // Of two records of one second the later one is newer, which `max_by_key` returns.
        self.visits(address).filter(|entry| fits(entry)).max_by_key(|entry| entry.at)
    }
    /// The visit that tells which headers belong to the bytes of this one: itself, but for a 304.
    pub fn described<'a>(&'a self, entry: &'a Entry) -> &'a Entry {
        let Found::Bytes { status: 304, digest, .. } = &entry.found else { return entry };
        let earlier = self.visits(&entry.address).rev().find(|e| match &e.found {
            Found::Bytes { status, digest: other, .. } => *status != 304 && other == digest,
            Found::Nothing { .. } => false,
        });
        earlier.unwrap_or(entry)
    }
    /// The addresses dealt with since a moment, redirects to their end.
    pub fn settled_since(&self, since: Moment) -> BTreeSet<Address> {
        let settled = |address: &Address| {
            let mut at = address.clone();
            for _ in 0..=HOPS {
                let recent = |entry: &&Entry| entry.provenance == Provenance::Crawled && entry.at >= since;
                let Some(entry) = self.visits(&at).rev().find(recent) else { return false };
                match entry.redirect().map(|to| at.join(to)) {
                    None | Some(Err(_)) => return entry.settles(),
                    Some(Ok(to)) => at = to,
                }
            }
            true
        };
        self.addresses().filter(|address| settled(address)).cloned().collect()
    }
    /// What to ask with next time, for every address that was fetched well.
    pub fn validators(&self) -> BTreeMap<Address, Validators> {
        let of = |address: &Address| {
            let mut fetched = self.visits(address).rev().filter_map(|entry| match &entry.found {
                Found::Bytes { status: 200 | 304, validators, .. }
                    if entry.provenance == Provenance::Crawled =>
                {
                    Some(validators)
                }
                Found::Bytes { .. } | Found::Nothing { .. } => None,
            });
            fetched.find(|validators| !validators.is_empty()).cloned()
        };
        self.addresses().filter_map(|address| Some((address.clone(), of(address)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Spot;

    fn visit(address: &str, second: i64, status: u16, redirect: Option<&str>, etag: Option<&str>) -> Entry {
        let validators = Validators { etag: etag.map(str::to_owned), last_modified: None };
        let found = Found::Bytes {
            status,
            media: "text/html".into(),
            digest: Digest::of(b"page"),
            redirect: redirect.map(str::to_owned),
            validators,
            held: KeptIn::Here,
        };
        let spot = Spot { file: "palmares-00001.warc.gz".into(), offset: 0, length: 1 };
        let at = Moment::from_unix(second);
        Entry { address: address.parse().unwrap(), at, found, provenance: Provenance::Crawled, spot }
    }

    fn index(entries: Vec<Entry>) -> ArchiveIndex {
        let mut index = ArchiveIndex::default();
        entries.into_iter().for_each(|entry| index.add(entry));
        index
    }

    fn page(index: &ArchiveIndex, address: &str) -> Option<(String, i64)> {
        index.page(&address.parse().unwrap()).map(|e| (e.address.to_string(), e.at.unix()))
    }

    #[test]
    fn a_page_is_found_where_it_moved_to() {
        let index = index(vec![
            visit("http://a/old", 1, 301, Some("/new"), None),
            visit("http://a/new", 2, 200, None, None),
            visit("http://a/new", 5, 404, None, None),
        ]);
        assert_eq!(
            page(&index, "http://a/old"),
            Some(("http://a/new".into(), 2)),
            "a later 404 does not hide it"
        );
        assert_eq!(page(&index, "http://a/none"), None);
    }

    #[test]
    fn a_redirect_that_leads_nowhere_does_not_hide_an_older_page() {
        let round = visit("http://a/loop", 1, 301, Some("/loop"), None);
        let entries = vec![
            visit("http://a/", 1, 200, None, None),
            visit("http://a/", 2, 302, Some("/gone"), None),
            round,
        ];
        let index = index(entries);
        assert_eq!(page(&index, "http://a/"), Some(("http://a/".into(), 1)));
        assert_eq!(page(&index, "http://a/loop"), None, "a circle ends");
    }

    #[test]
    fn an_address_is_settled_once_its_redirects_are() {
        let moved = visit("http://a/old", 5, 301, Some("/new"), None);
        let early = vec![
            visit("http://a/early", 4, 200, None, None),
            moved,
            visit("http://a/down", 5, 503, None, None),
        ];
        let mut index = index(early);
        let since = |index: &ArchiveIndex| {
            let settled = index.settled_since(Moment::from_unix(5));
            settled.iter().map(|address| address.path().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(since(&index), Vec::<String>::new(), "too early, led on, or in trouble");
        index.add(visit("http://a/new", 6, 404, None, None));
        assert_eq!(since(&index), ["/new", "/old"]);
    }

    #[test]
    fn the_last_validators_of_a_good_answer_are_asked_with() {
        let index = index(vec![
            visit("http://a/", 1, 200, None, Some("\"one\"")),
            visit("http://a/", 2, 304, None, None),
            visit("http://a/", 3, 503, None, Some("\"error page\"")),
            visit("http://b/", 1, 200, None, None),
        ]);
        let validators = index.validators();
        assert_eq!(validators.len(), 1);
        assert_eq!(validators[&"http://a/".parse().unwrap()].etag.as_deref(), Some("\"one\""));
    }
}
