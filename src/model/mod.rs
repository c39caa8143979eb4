//! The nouns of the field. Values only: no file, no network, no clock.

mod award;
mod company;
mod figures;
mod id;
mod issue;
mod number;
mod ranking;
mod ratio;
mod record;
mod register;
mod source;
mod when;

pub use award::{Award, Counting, Measure, Subject, Witness};
pub use company::{Company, CompanyLevel, FormerName, Origin, Sector};
pub use figures::{Cause, Cell, Coverage, Figures, Gap, Panel, Point, Reason, Scope, Series, TrendPoint};
pub use id::{BadId, CompanyId, SectorId, SourceId};
pub use issue::Issue;
pub use number::{BadNumber, BadScale, Decimal, Scale, Share};
pub use ranking::{Method, Query, Ranking, SectorShare, Standing, Totals, UnknownMethod, Without};
pub use ratio::Ratio;
pub use record::{Evidence, EvidenceKind, Level, Locator, Outcome, Place, Record};
pub use register::{Period, Published, Register};
pub use source::{
    Bilingual, Edition, EditionStatus, JudgedBy, Kind, Label, MeasureKind, Recipient, Source, YesNo,
};
pub use when::{BadDate, Day, Window, Year};
