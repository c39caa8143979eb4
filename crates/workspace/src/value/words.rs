//! The closed lists of words that the files may use, and what each means.

use crate::{Clean, PageVerdict, Unshown};
use model::{
    Better, Breadth, CompanyLevel, EditionStatus, EventKind, EvidenceKind, JudgedBy, Kind, Level,
    MeasureKind, Outcome, Recipient, Verdict, YesNo,
};

/// The words of a list, without what they mean.
pub fn all<'a, T>(words: &[(&'a str, T)]) -> Vec<&'a str> {
    words.iter().map(|(word, _)| *word).collect()
}

pub const KINDS: &[(&str, Kind)] = &[
    ("award", Kind::Award),
    ("ranking", Kind::Ranking),
    ("benchmark", Kind::Benchmark),
    ("label", Kind::Label),
];

pub const JUDGES: &[(&str, JudgedBy)] = &[
    ("survey", JudgedBy::Survey),
    ("mystery-shopping", JudgedBy::MysteryShopping),
    ("jury", JudgedBy::Jury),
    ("audit", JudgedBy::Audit),
    ("vote", JudgedBy::Vote),
    ("unknown", JudgedBy::Unknown),
];

/// How many companies a source evaluates.
pub const BREADTHS: &[(&str, Breadth)] =
    &[("few", Breadth::Few), ("many", Breadth::Many), ("unknown", Breadth::Unknown)];

pub const YES_NO: &[(&str, YesNo)] = &[("yes", YesNo::Yes), ("no", YesNo::No), ("unknown", YesNo::Unknown)];

pub const RECIPIENTS: &[(&str, Recipient)] = &[
    ("company", Recipient::Company),
    ("person", Recipient::Person),
    ("agent", Recipient::Agent),
    ("product", Recipient::Product),
];

pub const CREDITS: &[(&str, ())] = &[("employer", ())];

pub const MEASURES: &[(&str, MeasureKind)] = &[
    ("satisfaction", MeasureKind::Satisfaction),
    ("nps", MeasureKind::Nps),
    ("effort", MeasureKind::Effort),
    ("quality", MeasureKind::Quality),
    ("experience", MeasureKind::Experience),
    ("recommendation", MeasureKind::Recommendation),
    ("reputation", MeasureKind::Reputation),
];

pub const BETTER: &[(&str, Better)] = &[("higher", Better::Higher), ("lower", Better::Lower)];

pub const STATUSES: &[(&str, EditionStatus)] = &[
    ("held", EditionStatus::Held),
    ("cancelled", EditionStatus::Cancelled),
    ("merged", EditionStatus::Merged),
    ("double", EditionStatus::Double),
];

pub const COMPANY_LEVELS: &[(&str, CompanyLevel)] =
    &[("brand", CompanyLevel::Brand), ("entity", CompanyLevel::Entity), ("group", CompanyLevel::Group)];

pub const LEVELS: &[(&str, Level)] = &[
    ("overall", Level::Overall),
    ("sector", Level::Sector),
    ("category", Level::Category),
    ("channel", Level::Channel),
];

pub const OUTCOMES: &[(&str, Outcome)] = &[
    ("winner", Outcome::Winner),
    ("placed", Outcome::Placed),
    ("special", Outcome::Special),
    ("label", Outcome::Label),
    ("finalist", Outcome::Finalist),
    ("mention", Outcome::Mention),
    ("measured", Outcome::Measured),
    ("last", Outcome::Last),
    ("annulled", Outcome::Annulled),
];

pub const EVIDENCE: &[(&str, EvidenceKind)] = &[
    ("stated", EvidenceKind::Stated),
    ("partial", EvidenceKind::Partial),
    ("derived", EvidenceKind::Derived),
];

pub const EVENTS: &[(&str, EventKind)] = &[
    ("rename", EventKind::Rename),
    ("merger", EventKind::Merger),
    ("split", EventKind::Split),
    ("acquisition", EventKind::Acquisition),
];

pub const AWAITED: &[(&str, ())] = &[("awaited", ())];

pub const VERDICTS: &[(&str, Verdict)] =
    &[("same", Verdict::Same), ("different", Verdict::Different), ("undone", Verdict::Undone)];

pub const PAGE_VERDICTS: &[(&str, PageVerdict)] =
    &[("accept", PageVerdict::Accept), ("reject", PageVerdict::Reject), ("undone", PageVerdict::Undone)];

pub const UNSHOWN: &[(&str, Unshown)] = &[("read", Unshown::Read), ("skipped", Unshown::Skipped)];

pub const CLEANS: &[(&str, Clean)] = &[
    ("asides", Clean::Asides),
    ("comment", Clean::Comment),
    ("capitals", Clean::Capitals),
    ("quotes", Clean::Quotes),
];
