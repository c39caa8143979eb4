//! Leads: where an organiser's new editions can be noticed before anybody declares them.

use super::{Address, Year};

/// Where to look for editions of a source, and how to tell them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// What is looked at.
    pub place: LeadPlace,
    /// A regular expression with a group `year`, held against address and title; the label is the year it finds.
    pub pattern: String,
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeadPlace {
    /// The links of a page, those that a CSS selector finds.
    Links {
        /// The page.
        page: Address,
        /// The selector of the links: `a`, `article h2 a`.
        selector: String,
    },
    /// A feed, RSS or Atom.
    Feed(Address),
    /// A sitemap.
    Sitemap(Address),
}

impl LeadPlace {
    /// The address to visit.
    pub fn address(&self) -> &Address {
        match self {
            Self::Links { page, .. } => page,
            Self::Feed(address) | Self::Sitemap(address) => address,
        }
    }
}

/// An edition that a lead tells of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The year that the pattern finds.
    pub year: Year,
    /// Its page.
    pub address: Address,
    /// What the link or the entry says; may be empty.
    pub title: String,
}
