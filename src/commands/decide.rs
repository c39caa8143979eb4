//! `palmares decide`: one decision from a script.

use anyhow::Result;
use clap::Subcommand;

use super::pages::{Judged, judge};
use super::{Outcome, Shell};
use crate::model::PageVerdict;

/// What is decided.
#[derive(Debug, Subcommand)]
pub enum Decide {
    /// What a changed page says now takes the place of what it said
    Accept(Judged),
    /// What a changed page said before stays
    Reject(Judged),
}

/// Writes one decision.
pub fn decide(shell: &Shell, what: &Decide) -> Result<Outcome> {
    match what {
        Decide::Accept(page) => judge(shell, PageVerdict::Accept, page),
        Decide::Reject(page) => judge(shell, PageVerdict::Reject, page),
    }
}
