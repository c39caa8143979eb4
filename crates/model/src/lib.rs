//! The nouns of the field, as every stage means them. Values only: no file, no network, no clock.
//!
//! In the order in which data passes: `source` (an award programme and its editions, as declared) · `lead` (where new
//! editions are noticed) · `address`, `snapshot` (what was received) · `record` (a line as printed) · `company`,
//! `decision` (who is who) · `award` (a prize, a measure, and who states it) · `register` (all of them, resolved) ·
//! `issue` (what a person has to look at). Beside them: `id`, `number`, `when`, `language`, `shared`, and `text`, which
//! says when two printed names are one.
//!
//! A noun belongs here when three stages share it; a type of one stage lives in the crate of that stage.

pub mod text; // how printed words are compared

mod address;
mod award;
mod company;
mod decision;
mod figure_id;
mod id;
mod issue;
mod language;
mod lead;
mod number;
mod record;
mod register;
mod shared;
mod snapshot;
mod source;
mod when;

pub use address::Address;
pub use award::{Award, Counting, Measure, Subject, Witness, Witnesses};
pub use company::{Company, CompanyLevel, Event, EventKind, FormerName, Identifiers, Origin, Sector};
pub use decision::{Correction, Decision, Verdict};
pub use figure_id::FigureId;
pub use id::{CompanyId, SectorId, SourceId};
pub use issue::{Issue, Statement};
pub use language::Language;
pub use lead::{Lead, LeadPlace, LinkSelector, YearPattern, YearTemplate};
pub use number::{Decimal, Ratio, Scale, Share};
pub use record::{
    Evidence, EvidenceKind, Excerpt, Level, Locator, Outcome, Passage, Place, Record, Records, Remark,
};
pub use register::{Period, Published, Register};
pub use shared::Shared;
pub use snapshot::{Digest, Exchange, Provenance, Snapshot, Validators};
pub use source::{
    Better, Bilingual, Breadth, Edition, EditionStatus, JudgedBy, Kind, Label, MeasureKind, Recipient,
    Source, TitleTerms, YesNo,
};
pub use when::{Day, Moment, Window, Year};

/// Why a text is not what it should be: an address, a date, a number…
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct BadText {
    pub text: String,
    /// What it should be, and how that is written.
    expected: &'static str,
}

impl BadText {
    fn new(text: &str, expected: &'static str) -> Self {
        Self { text: text.to_owned(), expected }
    }
}
