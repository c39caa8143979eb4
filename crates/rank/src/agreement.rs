//! The passport of a source: what its awards say of it, beside what is declared.

use std::collections::BTreeMap;

use model::{Decimal, Share, SourceId};

/// What the awards of a source say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passport {
    /// The source.
    pub source: SourceId,
    /// Distinctions that count.
    pub distinctions: u64,
    /// Companies with one.
    pub companies: u64,
    /// How far it agrees with each other source that distinguished some of the same companies, by identifier.
    pub agreements: Vec<Agreement>,
    /// Awards with which it hands over another source's result again.
    pub repeats: BTreeMap<SourceId, u64>,
    /// Awards with which other sources hand over its results again.
    pub repeated_by: BTreeMap<SourceId, u64>,
    /// Years whose list is complete, out of the years in which it was held.
    pub complete: Share,
    /// Years of whose list we have at least a part, out of the same.
    pub known: Share,
}

/// How far two sources agree on the companies that both distinguished, over the years in which both gave a
/// distinction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The other source.
    pub with: SourceId,
    /// Companies that both distinguished, out of those that either did.
    pub common: Share,
    /// Kendall's τ-b (1945) of the years in which each distinguished the common companies, from −1 to 1, to the
    /// hundredth; none below [`Share::SMALLEST_WHOLE`] common companies, or where one distinguished all as often.
    pub tau: Option<Decimal>,
}
