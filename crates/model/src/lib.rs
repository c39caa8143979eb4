//! The nouns of the field. Values only: no file, no network, no clock.

pub mod text; // how printed words are compared

mod address;
mod award;
mod company;
mod correction;
mod decision;
mod digest;
mod id;
mod issue;
mod language;
mod lead;
mod moment;
mod number;
mod ratio;
mod record;
mod register;
mod shared;
mod snapshot;
mod source;
mod when;

pub use address::{Address, BadAddress};
pub use award::{Award, Counting, Measure, Subject, Witness, Witnesses};
pub use company::{Company, CompanyLevel, Event, EventKind, FormerName, Identifiers, Origin, Sector};
pub use correction::Correction;
pub use decision::{Decision, Verdict};
pub use digest::{BadDigest, Digest};
pub use id::{BadId, CompanyId, SectorId, SourceId};
pub use issue::{Issue, Statement};
pub use language::{BadLanguage, Language};
pub use lead::{
    BadLinkSelector, BadYearPattern, BadYearTemplate, Found, Lead, LeadPlace, LinkSelector, YearPattern,
    YearTemplate,
};
pub use moment::{BadMoment, Moment};
pub use number::{BadNumber, BadScale, Decimal, Scale, Share};
pub use ratio::Ratio;
pub use record::{Evidence, EvidenceKind, Excerpt, Level, Locator, Outcome, Passage, Place, Record, Records};
pub use register::{Period, Published, Register};
pub use shared::Shared;
pub use snapshot::{Exchange, Provenance, Snapshot, Validators};
pub use source::{
    Better, Bilingual, Breadth, Edition, EditionStatus, JudgedBy, Kind, Label, MeasureKind, Recipient,
    Source, YesNo,
};
pub use when::{BadDate, Day, Window, Year};
