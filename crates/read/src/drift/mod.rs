//! What the copies of an edition's page come to: which reading is live, and which are held until a person looks.
//!
//! A reading is live when nothing speaks against it, or when a person accepted its copy. Every other one is held: none
//! of its rows is published, and the last good reading stays, or else the rows that were typed. Rejecting a copy leaves
//! things as they are; taking a decision back brings the question back.

mod bounds;
mod objection;

use std::collections::BTreeSet;
use std::fmt;

use crate::doubts::{Known, take_doubtful};
use crate::report::{Extraction, Trouble};
use model::{Day, Digest, Edition, Issue, Label, Moment, Record, SourceId};
use workspace::PageVerdict;

pub use bounds::{Bounds, Profile};
pub use objection::Objection;

/// A copy of a page, read.
#[derive(Debug, Clone)]
pub struct ReadCopy {
    pub digest: Digest,
    /// When the page was seen to say so.
    pub seen: Moment,
    pub reading: Extraction,
}

/// What is known of an edition beside its page.
pub struct Background<'b> {
    /// The rows of its source that were typed.
    pub typed: &'b [&'b Record],
    pub bounds: Bounds,
    /// The companies that are known, by which names are doubted.
    pub known: &'b Known,
    /// What a person decided on a copy.
    pub verdict: &'b dyn Fn(Digest) -> Option<PageVerdict>,
    /// Whether two printed names are one company.
    pub same: &'b dyn Fn(&str, &str) -> bool,
}

/// What the copies of a page come to.
#[derive(Debug, Default)]
pub struct Settled {
    /// The last reading that is trusted or accepted: its rows are published.
    pub live: Option<ReadCopy>,
    /// What waits for a person, the newest copy first.
    pub held: Vec<HeldCopy>,
    /// Whether a newer copy says something else, which is held or was rejected.
    pub outdated: bool,
    /// Why the newest copy is no page at all, where nothing is live.
    pub no_page: Option<Trouble>,
}

/// A reading that waits for a person. Its rows are nowhere but here.
#[derive(Debug, Clone)]
pub struct HeldCopy {
    pub digest: Digest,
    pub seen: Moment,
    pub rows: usize,
    pub why: Vec<Objection>,
    /// What accepting it would change.
    pub change: ReadingChange,
}

/// Settles what a page has said, from the copy that came first to the one that came last. One that came in after a
/// newer copy (`late`) takes no place by itself.
pub fn settle(copies: Vec<ReadCopy>, late: Option<ReadCopy>, background: &Background<'_>) -> Settled {
    let mut settled = Settled::default();
    for mut copy in copies {
        // A doubtful row is held with its page, and published with it where a person accepts it.
        copy.reading.records.append(&mut copy.reading.held.drain(..).map(|held| held.record).collect());
        match (background.verdict)(copy.digest) {
            Some(PageVerdict::Reject) => {
                settled.held.clear();
                settled.outdated = settled.live.is_some();
            }
            Some(PageVerdict::Accept) => settled.publish(copy),
            Some(PageVerdict::Undone) | None => settled.judge(copy, background),
        }
    }
    let others_say = |late: &ReadCopy| settled.live.as_ref().is_none_or(|live| !says_no_more(late, live));
    if let Some(late) = late.filter(others_say).filter(|late| no_page(&late.reading).is_none()) {
        let mut why = vec![Objection::Late];
        why.extend(objections(&late.reading, background));
        let held = settled.hold(&late, why, background);
        settled.held.push(held);
    }
    settled
}

impl Settled {
    fn publish(&mut self, copy: ReadCopy) {
        *self = Self { live: Some(copy), ..Self::default() };
    }

    fn judge(&mut self, copy: ReadCopy, background: &Background<'_>) {
        if let Some(trouble) = no_page(&copy.reading) {
            // A page that has gone since says nothing against what it said.
            self.no_page = Some(trouble.clone()).filter(|_| self.live.is_none() && self.held.is_empty());
            return;
        }
        // What a person accepted is not asked again for every date or advertisement beside it.
        if self.live.as_ref().is_some_and(|live| says_no_more(&copy, live)) {
            return self.publish(copy);
        }
        let mut why = objections(&copy.reading, background);
        if let Some(live) = &self.live {
            let change = change(&live.reading, &copy.reading);
            why.extend((!change.is_none()).then_some(Objection::Changed));
        }
        if why.is_empty() {
            return self.publish(copy);
        }
        let held = self.hold(&copy, why, background);
        let outdated = self.live.is_some();
        *self = Self { live: self.live.take(), held: vec![held], outdated, no_page: None };
    }

    fn hold(&self, copy: &ReadCopy, why: Vec<Objection>, background: &Background<'_>) -> HeldCopy {
        let change = match &self.live {
            Some(live) => change(&live.reading, &copy.reading),
            // Typed rows stay beside those that are read.
            None => ReadingChange { removed: vec![], ..beside(background.typed, &copy.reading.records) },
        };
        HeldCopy { digest: copy.digest, seen: copy.seen, rows: copy.reading.records.len(), why, change }
    }

    /// The day of the reading that is live, where a newer copy says something else.
    pub fn as_of(&self) -> Option<Day> {
        self.live.as_ref().filter(|_| self.outdated).map(|live| live.seen.day())
    }

    /// What a person has to look at, without a word of what is held.
    pub fn issues(&self, source: SourceId, edition: &Edition) -> impl Iterator<Item = Issue> {
        let url = edition.url.clone().unwrap_or_default();
        let label: Label = edition.label;
        self.held.iter().map(move |held| {
            let mut why: Vec<_> = held.why.iter().map(Objection::kind).collect();
            why.dedup();
            let day = held.seen.day();
            Issue::HeldPage { source, edition: label, url: url.clone(), day, why: why.join(", ") }
        })
    }
}

/// Whether a copy says what the live one says, and leaves nothing more in doubt.
fn says_no_more(copy: &ReadCopy, live: &ReadCopy) -> bool {
    let (new, old) = (&copy.reading, &live.reading);
    let was_unread = |text: &str| old.unread.iter().any(|unread| unread.text == text);
    change(old, new).is_none()
        && new.unread.iter().all(|unread| was_unread(&unread.text))
        && new.troubles.iter().all(|trouble| old.troubles.contains(trouble))
}

/// What speaks against a reading by itself, and beside what is known.
fn objections(reading: &Extraction, background: &Background<'_>) -> Vec<Objection> {
    let mut all: Vec<Objection> = reading.troubles.iter().cloned().map(Objection::Trouble).collect();
    all.extend((!reading.unread.is_empty()).then(|| Objection::unread(&reading.unread)));
    all.extend(background.bounds.objections(&Profile::of(reading), reading.records.len()));
    let doubtful = take_doubtful(&mut [reading.records.clone()], background.known);
    all.extend((!doubtful.is_empty()).then(|| Objection::doubtful(&doubtful)));
    all.extend(objection::within(&reading.records, background.same));
    all.extend(objection::beside(background.typed, &reading.records, background.same));
    all
}

fn no_page(reading: &Extraction) -> Option<&Trouble> {
    reading.troubles.iter().find(|trouble| matches!(trouble, Trouble::NoPage(_)))
}

/// What is gone, new and changed between two readings, in words, each in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadingChange {
    pub removed: Vec<String>,
    pub added: Vec<String>,
    /// Records of one company that say something else, before and after.
    pub changed: Vec<(String, String)>,
}

impl ReadingChange {
    /// Whether both say the same.
    pub fn is_none(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty() && self.changed.is_empty()
    }
}

impl fmt::Display for ReadingChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed: Vec<String> = self.changed.iter().map(|(old, new)| format!("{old} → {new}")).collect();
        let kinds = [(&self.removed, "gone"), (&self.added, "new"), (&changed, "changed")];
        let told: Vec<String> = kinds
            .into_iter()
            .filter(|(all, _)| !all.is_empty())
            .map(|(all, kind)| format!("{} {kind} ({})", all.len(), listed(all)))
            .collect();
        f.write_str(&told.join(", "))
    }
}

fn listed(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(objection::SHOWN).map(String::as_str).collect();
    let more = if all.len() > shown.len() { "; …" } else { "" };
    shown.join("; ") + more
}

/// What is gone, new and changed between two readings.
pub fn change(before: &Extraction, after: &Extraction) -> ReadingChange {
    between(before.records.iter(), after.records.iter())
}

/// The same between the rows that were typed for the editions of a page, and what is read of it.
fn beside(typed: &[&Record], read: &[Record]) -> ReadingChange {
    let told: BTreeSet<_> = read.iter().map(|record| record.edition).collect();
    between(typed.iter().copied().filter(|record| told.contains(&record.edition)), read.iter())
}

fn between<'r>(
    before: impl Iterator<Item = &'r Record>,
    after: impl Iterator<Item = &'r Record>,
) -> ReadingChange {
    let old: BTreeSet<_> = before.map(in_words).collect();
    let new: BTreeSet<_> = after.map(in_words).collect();
    let mut added: Vec<_> = new.difference(&old).cloned().collect();
    let mut change = ReadingChange::default();
    for (who, was) in old.difference(&new).cloned() {
        match added.iter().position(|(other, _)| *other == who && !who.is_empty()) {
            Some(at) => change.changed.push((was, added.remove(at).1)),
            None => change.removed.push(was),
        }
    }
    change.added = added.into_iter().map(|(_, words)| words).collect();
    change
}

/// Whom a record is about, and what it says without its place on the page.
fn in_words(record: &Record) -> (String, String) {
    let place =
        record.place.map(|p| format!("{}{}", p.number, if p.tied { "=" } else { "" })).unwrap_or_default();
    let score = record.score.map(|score| score.to_string()).unwrap_or_default();
    let parts = [
        record.company.as_str(),
        &record.person,
        &place,
        &score,
        &record.category,
        &record.sector,
        record.edition.as_str(),
        &format!("{:?} {:?}", record.level, record.outcome).to_lowercase(),
    ];
    let words = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    (format!("{}{}", record.company, record.person), words)
}
