//! Awards and measures: what the witnesses together say, once.

use serde::Serialize;
use smallvec::SmallVec;

use super::{
    CompanyId, Day, Decimal, Evidence, EvidenceKind, Label, Level, Outcome, Passage, Place, Recipient, Scale,
    SectorId, Shared, SourceId,
};

/// One prize, once: source, edition, category, level and recipient, whoever tells of it.
#[derive(Debug, Clone)]
pub struct Award {
    /// A permanent identifier, built from the printed words, unique in a register.
    pub id: String,
    pub source: SourceId,
    pub edition: Label,
    /// When it was handed over; its year is the year in which it counts.
    pub awarded: Day,
    /// The organiser's heading; empty where no witness names one.
    pub category: Shared,
    /// Which part of the list.
    pub level: Level,
    /// What was won, or not.
    pub outcome: Outcome,
    /// The place, where one is printed.
    pub place: Option<Place>,
    pub recipient: Recipient,
    /// The company it is credited to; none where no witness names one.
    pub company: Option<CompanyId>,
    /// The company's name as the first witness prints it.
    pub printed: Shared,
    /// The person, where one is named.
    pub person: Option<Shared>,
    /// Our sector for the organiser's heading, where it has one.
    pub sector: Option<SectorId>,
    /// Whether it is a distinction, and if not, why.
    pub counting: Counting,
    /// The firmest evidence among the witnesses.
    pub evidence: EvidenceKind,
    /// The lines that tell of it, at least one, in a fixed order.
    pub witnesses: Witnesses,
    /// When the first of them was added, where one says so.
    pub added: Option<Day>,
}

/// Whether an award adds to a score, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counting {
    Counts,
    /// It hands over another source's result again.
    Echo(SourceId),
    Annulled,
    /// Its source is shown, and gives no distinction.
    SourceDoesNotCount,
    /// The outcome or place is no distinction: a finalist, a mention, place 159.
    NotADistinction,
    /// No witness names the company.
    NoCompany,
    /// No page says outright that it was won, and the workspace does not count such rows.
    Derived,
}

impl Counting {
    /// One word, stable for scripts and for the database.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Echo(_) => "echo",
            Self::Annulled => "annulled",
            Self::SourceDoesNotCount => "source-does-not-count",
            Self::NotADistinction => "not-a-distinction",
            Self::NoCompany => "no-company",
            Self::Derived => "derived",
        }
    }
}

/// The lines that tell of one award or measure: of most there is one.
pub type Witnesses = SmallVec<[Witness; 1]>;

/// One line that tells of an award or a measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    pub url: Shared,
    pub title: Shared,
    /// The company as printed there.
    pub printed: Shared,
    /// The category as printed there.
    pub category: Shared,
    /// The person as printed there.
    pub person: Shared,
    /// How firmly it is stated.
    pub evidence: Evidence,
    /// The hand-kept file that carries the line, relative to the workspace, or the snapshot by its digest.
    pub file: Shared,
    /// The words of the archived page, where the line was read from one.
    pub passage: Option<Box<Passage>>,
}

/// One benchmark figure, once: source, edition, category, subject and scale.
#[derive(Debug, Clone)]
pub struct Measure {
    /// A permanent identifier, unique in a register.
    pub id: String,
    pub source: SourceId,
    pub edition: Label,
    pub awarded: Day,
    pub category: Shared,
    /// Which part of the list.
    pub level: Level,
    pub subject: Subject,
    /// Our sector for the heading, where it has one.
    pub sector: Option<SectorId>,
    pub value: Decimal,
    /// The scale, where known: values on unknown scales are never compared.
    pub scale: Option<Scale>,
    /// The place, where one is printed.
    pub place: Option<Place>,
    /// The firmest evidence among the witnesses.
    pub evidence: EvidenceKind,
    /// The lines that tell of it, at least one, in a fixed order.
    pub witnesses: Witnesses,
    /// When the first of them was added, where one says so.
    pub added: Option<Day>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    Company(CompanyId),
    /// All that were measured in the category.
    Average,
}
