//! Corrections: what the site once said and was wrong, for good.

use super::{Bilingual, CompanyId, Day, Label, SourceId, Year};

/// A mistake that stood on the site, and what is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The day it was mended.
    pub when: Day,
    /// What stood there and what is right: in the workspace's language, and for English pages.
    pub what: Bilingual,
    /// The page that shows what is right.
    pub url: Option<String>,
    /// The company whose page it concerns.
    pub company: Option<CompanyId>,
    /// The source whose page it concerns, or that of one of its editions.
    pub source: Option<SourceId>,
    /// The edition, of that source.
    pub edition: Option<Label>,
    /// The year whose pages it concerns.
    pub year: Option<Year>,
}
