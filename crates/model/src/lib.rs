//! The nouns of the field. Values only: no file, no network, no clock.

pub mod text; // how printed words are compared

mod address;
mod award;
mod career;
mod budget;
mod candidate;
mod company;
mod correction;
mod decision;
mod digest;
mod effect;
mod fetch_error;
mod explanation;
mod figures;
mod id;
mod issue;
mod language;
mod lead;
mod moment;
mod number;
mod passport;
mod pattern;
mod ranking;
mod ratio;
mod record;
mod register;
mod robustness;
mod rule;
mod rules;
mod ruling;
mod selector;
mod setting;
mod shape;
mod shared;
mod snapshot;
mod source;
mod statistics;
mod upcoming;
mod visit;
mod web_archive;
mod when;

pub use address::{Address, BadAddress};
pub use award::{Award, Counting, Measure, Subject, Witness, Witnesses};
pub use budget::{BadLapse, BadSize, Budget, CrawlSettings, Lapse, Size};
pub use candidate::{Candidate, Clue};
pub use career::Career;
pub use company::{Company, CompanyLevel, Event, EventKind, FormerName, Identifiers, Origin, Sector};
pub use correction::Correction;
pub use decision::{Decision, Verdict};
pub use digest::{BadDigest, Digest};
pub use effect::{BoardEffect, Change, Effect, RankChange};
pub use explanation::{Explanation, Reading, Readings, SetAside, Step, Why};
pub use fetch_error::FetchError;
pub use figures::{
    Cause, Cell, Coverage, Figures, Gap, Panel, Point, Position, Reason, Scope, Series, TrendPoint,
};
pub use id::{BadId, CompanyId, SectorId, SourceId};
pub use issue::{Issue, Statement};
pub use language::{BadLanguage, Language};
pub use lead::{
    BadLinkSelector, BadYearPattern, BadYearTemplate, Found, Lead, LeadPlace, LinkSelector, YearPattern,
    YearTemplate,
};
pub use moment::{BadMoment, Moment};
pub use number::{BadNumber, BadScale, Decimal, Scale, Share};
pub use passport::{Agreement, Passport};
pub use pattern::{BadPattern, Pattern};
pub use ranking::{Method, Proof, Query, Ranking, SectorShare, Standing, Totals, UnknownMethod, Without};
pub use ratio::Ratio;
pub use record::{Evidence, EvidenceKind, Excerpt, Level, Locator, Outcome, Passage, Place, Record, Records};
pub use register::{Period, Published, Register};
pub use robustness::{Influence, Order, Pivot, Robustness, Sureness, Trial};
pub use rule::{Catch, Clean, Column, Columns, Comments, FIELDS, Items, List, Members, Part, Region, Rule};
pub use rules::{Points, Rules, Weighing, Weights};
pub use ruling::{PageVerdict, Ruling};
pub use selector::{Among, BadSelector, Chain, Combinator, Compound, End, Selector, Simple, Test};
pub use setting::{Piece, Setting, Sign, Term, Value};
pub use shared::Shared;
pub use snapshot::{Exchange, Provenance, Snapshot, Validators};
pub use source::{
    Better, Bilingual, Breadth, Edition, EditionStatus, JudgedBy, Kind, Label, MeasureKind, Recipient,
    Source, YesNo,
};
pub use statistics::{Inflation, ListSize, Statistics};
pub use upcoming::{Due, DueState};
pub use visit::{Ending, Refusal, Skip, Target, Visit};
pub use web_archive::{AddressPattern, BadAddressPattern, WebArchive};
pub use when::{BadDate, Day, Window, Year};
