//! `palmares decide`: one decision from a script.

use anyhow::Result;
use clap::{Args, Subcommand};

use super::clerk::Clerk;
use super::pages::{Judged, judge};
use super::{Outcome, Shell};
use model::Verdict;
use workspace::PageVerdict;

/// What is decided.
#[derive(Debug, Subcommand)]
pub enum Decide {
    /// The two names are one company, which keeps the page of the first
    Same(Pair),
    /// The two names are two companies
    Different(Pair),
    /// As which sector a source's heading is filed
    Heading(Filed),
    /// Take a decision back: that on the two names, or the last one
    Undo(Undo),
    /// What a changed page says now takes the place of what it said
    Accept(Judged),
    /// What a changed page said before stays
    Reject(Judged),
}

/// Two names and a judgement.
#[derive(Debug, Args)]
pub struct Pair {
    /// One name, as a page prints it or companies.toml declares it
    one: String,
    /// The other name
    other: String,
    #[command(flatten)]
    signed: Signed,
}

/// A heading and its sector.
#[derive(Debug, Args)]
pub struct Filed {
    /// The source
    source: String,
    /// The heading, as a page prints it
    heading: String,
    /// A sector of sectors.toml, each-company, none, or undone to take an earlier word back
    sector: String,
    #[command(flatten)]
    signed: Signed,
}

/// A decision to take back.
#[derive(Debug, Args)]
pub struct Undo {
    /// The two names
    #[arg(num_args = 2, value_names = ["ONE", "OTHER"])]
    names: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

/// Who decides, and why.
#[derive(Debug, Args)]
struct Signed {
    /// Why, so that anybody can follow it in ten years
    #[arg(long)]
    why: String,
    /// Who decides [default: the user of this machine]
    #[arg(long)]
    who: Option<String>,
}

/// Writes one decision.
pub fn decide(shell: &Shell, what: &Decide) -> Result<Outcome> {
    let written = match what {
        Decide::Same(pair) => judged(shell, Verdict::Same, pair)?,
        Decide::Different(pair) => judged(shell, Verdict::Different, pair)?,
        Decide::Heading(Filed { source, heading, sector, signed }) => {
            clerk(shell, signed)?.file(source, heading, sector, &signed.why)?.to_string()
        }
        Decide::Undo(Undo { names, signed }) => {
            let names = <[&String; 2]>::try_from(names.iter().collect::<Vec<_>>()).ok();
            clerk(shell, signed)?.undo(names.map(|names| names.map(String::as_str)), &signed.why)?.to_string()
        }
        Decide::Accept(page) => return judge(shell, PageVerdict::Accept, page),
        Decide::Reject(page) => return judge(shell, PageVerdict::Reject, page),
    };
    shell.console.say(&format!("decided   {written}"));
    Ok(Outcome::Done)
}

fn judged(shell: &Shell, verdict: Verdict, pair: &Pair) -> Result<String> {
    Ok(clerk(shell, &pair.signed)?.decide(verdict, &pair.one, &pair.other, &pair.signed.why)?.to_string())
}

fn clerk<'a>(shell: &'a Shell, signed: &Signed) -> Result<Clerk<'a>> {
    Clerk::open(shell, signed.who.clone())
}
