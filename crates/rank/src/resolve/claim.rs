//! A claim: a record understood.

use model::{Level, Record, Source, Witness};
use workspace::Meaning;

use super::headings::Heading;
use super::names::{Credit, Name};
use super::persons::Person;

/// A record whose year, category, company and sector are understood.
pub(super) struct Claim<'a> {
    pub(super) record: &'a Record,
    pub(super) source: &'a Source,
    pub(super) place: Place,
    pub(super) category: &'a Heading,
    pub(super) name: &'a Name,
    pub(super) person: &'a Person,
    /// What the sector heading means, where a label says so.
    pub(super) meaning: Option<&'a Meaning>,
}

/// Where a claim belongs, in numbers that follow the order of identifiers, labels and letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) source: u32,
    /// The number of source and edition.
    pub(super) edition: u32,
    pub(super) level: Level,
    /// The category as it is compared; none where none is printed.
    pub(super) heading: Option<u32>,
    pub(super) credit: Credit,
    /// The person as it is compared; none where none is named.
    pub(super) person: Option<u32>,
}

/// The claims of one source, edition and level: at least one, in order, each once.
pub(super) type List<'c, 'a> = &'c [Claim<'a>];

impl Claim<'_> {
    /// Whether two claims belong to one list.
    pub(super) fn of_one_list(&self, other: &Self) -> bool {
        (self.place.edition, self.place.level) == (other.place.edition, other.place.level)
    }

    /// Where the claim stands among those of its place: by all that its record says, then by its line.
    pub(super) fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let by_place = self.place.cmp(&other.place);
        let by_words = || says(self.record).cmp(&says(other.record));
        by_place.then_with(by_words).then_with(|| self.record.locator.cmp(&other.record.locator))
    }

    /// Whether two claims say the same, and thus are one witness.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.place == other.place && says(self.record).cmp(&says(other.record)).is_eq()
    }

    /// The claim as the witness of an award or measure.
    pub(super) fn witness(&self) -> Witness {
        Witness {
            url: self.record.url,
            title: self.record.title,
            printed: self.record.company,
            category: self.record.category,
            person: self.record.person,
            evidence: self.record.evidence,
            file: self.record.locator.file(),
            passage: self.record.locator.passage().cloned().map(Box::new),
        }
    }
}

/// All that a record says except the line it stands on: records that say the same are one witness.
pub(super) fn says(record: &Record) -> impl Ord {
    let names = (&record.company, &record.person, &record.category, &record.sector);
    let score = record.score.map(|score| (score, score.places()));
    let won = (record.outcome, record.place, record.awarded, score, record.scale);
    (&record.evidence, &record.url, &record.title, names, won, record.locator.file())
}
