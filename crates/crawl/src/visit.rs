//! Visits: which addresses tell about an edition, and what came of asking them.

use std::fmt;

use crate::FetchError;
use model::{Address, Digest, Label, SourceId};

/// One address that tells about an edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The source it belongs to.
    pub source: SourceId,
    /// The edition, unless it tells about several.
    pub edition: Option<Label>,
    pub address: Address,
}

/// What came of visiting one target in one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub target: Target,
    /// Where redirects led; the target's own address when they led nowhere else.
    pub arrived: Address,
    pub ending: Ending,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// A body was received and is in the archive.
    Fetched { digest: Digest, bytes: u64 },
    /// The server says that what the archive holds is still right.
    NotModified,
    /// The site does not want it to be read; nothing was asked.
    Refused(Refusal),
    /// It was asked for in vain.
    Failed(FetchError),
    /// It was not asked for in this run.
    Skipped(Skip),
}

/// Why a site does not want a page to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A line of its robots.txt.
    Disallowed {
        /// The path pattern of the line.
        pattern: String,
    },
    /// Its robots.txt could not be had, which RFC 9309 takes as a refusal of everything.
    RobotsUnreachable { why: String },
}

/// Why a target was not asked for in this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// An interrupted run that this one goes on with had visited it.
    AlreadyVisited,
    /// The host failed or asked for rest too often.
    HostGivenUp {
        why: String,
    },
    /// The time or bytes for this host are used up.
    HostBudget,
    /// The time or bytes of the run are used up.
    RunBudget,
    /// The source has more targets than a run visits.
    SourceBudget,
    Stopped,
}

impl Visit {
    /// What the archive keeps of a visit that brought no answer: why not. Nothing when an answer was kept, or when
    /// another run may still ask.
    pub fn note(&self) -> Option<String> {
        match &self.ending {
            Ending::Failed(FetchError::Status { .. } | FetchError::BadRedirect { .. }) => None,
            Ending::Refused(_) | Ending::Failed(_) => Some(self.ending.to_string()),
            Ending::Fetched { .. } | Ending::NotModified | Ending::Skipped(_) => None,
        }
    }
}

impl Ending {
    /// One word for the ending, stable for scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Fetched { .. } => "fetched",
            Self::NotModified => "not-modified",
            Self::Refused(_) => "refused",
            Self::Failed(_) => "failed",
            Self::Skipped(_) => "skipped",
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetched { bytes, .. } => write!(f, "fetched, {bytes} bytes"),
            Self::NotModified => f.write_str("not modified since the last visit"),
            Self::Refused(refusal) => write!(f, "not allowed: {refusal}"),
            Self::Failed(error) => write!(f, "failed: {error}"),
            Self::Skipped(skip) => write!(f, "skipped: {skip}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disallowed { pattern } => {
                write!(
                    f,
                    "robots.txt says `Disallow: {pattern}`; keep the edition by hand, or ask the organiser for leave"
                )
            }
            Self::RobotsUnreachable { why } => {
                write!(f, "robots.txt could not be read ({why}), so nothing may be; run again later")
            }
        }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyVisited => f.write_str("visited by the interrupted run that this one continues"),
            Self::HostGivenUp { why } => write!(f, "the host was given up ({why}); run again later"),
            Self::HostBudget => f.write_str(
                "the host's budget is used up; run again, or raise host-time or host-bytes in [crawl]",
            ),
            Self::RunBudget => f.write_str(
                "the run's budget is used up; run again, or raise run-time or run-bytes in [crawl]",
            ),
            Self::SourceBudget => {
                f.write_str("the source has more pages than pages-per-source in [crawl] allows")
            }
            Self::Stopped => f.write_str("the run was stopped; run again to go on"),
        }
    }
}
