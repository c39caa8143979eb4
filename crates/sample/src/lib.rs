//! Test worlds, built a line at a time: one plain thing of each kind, changed where a test needs it otherwise.
//!
//! - [`Sketch`] is a register, which is what rankings and sites are made from.
//! - [`World`] is a catalog with records, which is what resolving makes a register from.
//! - [`source`], [`edition`], [`award`], [`measure`] and [`won`] are the single things.
//!
//! A crate of its own, not a feature of `model`: a feature that only tests switch on would build every crate twice.
//! When a noun gets a field, this is the only place of the tests that has to know.

#![allow(clippy::unwrap_used, reason = "a test that cannot build its world should stop there")]

mod register;
mod world;

use std::collections::BTreeMap;

use model::{
    Award, CompanyId, Counting, Day, Edition, EvidenceKind, JudgedBy, Label, Level, Measure, Outcome,
    Recipient, Sector, SectorId, Source, SourceId, Subject, Window, Year, YesNo,
};

pub use register::Sketch;
pub use world::{RecordBuilder, World, won};

pub fn source_id(id: &str) -> SourceId {
    SourceId::new(id).unwrap()
}

pub fn company_id(id: &str) -> CompanyId {
    CompanyId::new(id).unwrap()
}

pub fn sector_id(id: &str) -> SectorId {
    SectorId::new(id).unwrap()
}

pub fn year(year: i64) -> Year {
    Year::new(year).unwrap()
}

pub fn window(from: i64, to: i64) -> Window {
    Window::new(year(from), year(to)).unwrap()
}

/// A French award by survey, free to enter, which honours the first place.
pub fn source(id: &str) -> Source {
    Source {
        country: "FR".to_owned(),
        judged_by: JudgedBy::Survey,
        pays_to_enter: YesNo::No,
        ..Source::new(source_id(id), id.to_owned())
    }
}

/// An edition that was held, of which nothing else is declared.
pub fn edition(label: &str) -> Edition {
    Edition::new(Label::new(label))
}

/// A sector of that name in both languages, under a family unless that is empty.
pub fn sector(id: &str, family: &str) -> Sector {
    Sector {
        id: sector_id(id),
        parent: (!family.is_empty()).then(|| sector_id(family)),
        fr: id.to_owned(),
        en: id.to_owned(),
        others: BTreeMap::new(),
        nace: vec![],
    }
}

/// A counted win of the overall level, without a witness.
pub fn award(id: String, source: &str, label: &str, company: &str) -> Award {
    Award {
        id,
        source: source_id(source),
        edition: Label::new(label),
        awarded: day_of(label),
        category: "".into(),
        level: Level::Overall,
        outcome: Outcome::Winner,
        place: None,
        recipient: Recipient::Company,
        company: Some(company_id(company)),
        printed: company.into(),
        person: None,
        sector: None,
        counting: Counting::Counts,
        evidence: EvidenceKind::Stated,
        witnesses: Default::default(),
        added: None,
    }
}

/// A value out of 100 under the heading `cars`; the average when the company is empty.
pub fn measure(id: String, source: &str, label: &str, company: &str, value: &str) -> Measure {
    let average = company.is_empty();
    Measure {
        id,
        source: source_id(source),
        edition: Label::new(label),
        awarded: day_of(label),
        category: "cars".into(),
        level: Level::Sector,
        subject: if average { Subject::Average } else { Subject::Company(company_id(company)) },
        sector: None,
        value: value.parse().unwrap(),
        scale: "100".parse().ok(),
        place: None,
        evidence: EvidenceKind::Stated,
        witnesses: Default::default(),
        added: None,
    }
}

// A label need not be a year: tests also bring labels that would lead out of their folder.
fn day_of(label: &str) -> Day {
    label.parse().unwrap_or_else(|_| Day::of_year(year(2000)))
}
