//! The licence to crown: whether a name may stand in a headline, a title, a card, a badge, a feed or a post, and if
//! not, every reason why.

use serde::Serialize;

use model::{CompanyId, Published, Share};

/// Whether the first of a ranking may be named as its first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Licence {
    Crowned {
        /// All that share the highest score, in the order of the ranking; no tie-break decides.
        leaders: Vec<CompanyId>,
        ground: Ground,
    },
    Withheld {
        /// Every reason that applies, at least one.
        reasons: Vec<Withheld>,
    },
}

/// What a crown rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Our own lists.
    Ours,
    /// Somebody else's count of the same years, which names the same first: it is said beside the name.
    Published(Published),
}

/// Why nobody is crowned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Withheld {
    /// Nobody was distinguished.
    Nobody,
    /// Too few of the announced names are known.
    FewNames { known: Share, wanted_percent: u32 },
    /// The first has too few prizes.
    FewPrizes { prizes: u64, wanted: u64 },
    /// With the rows that are only derived, or without them, others are first.
    Derived { first: Vec<CompanyId> },
    /// The names that are missing may put this company first, or beside the first.
    Overtaken { by: CompanyId, lead: u64, gain: u64 },
    /// A published figure of the same years names another first.
    Published {
        /// As it is printed there.
        company: String,
        url: String,
    },
}

impl Licence {
    /// The companies that may be named as the first; none where the crown is withheld.
    pub fn crowned(&self) -> &[CompanyId] {
        match self {
            Self::Crowned { leaders, .. } => leaders,
            Self::Withheld { .. } => &[],
        }
    }
}
