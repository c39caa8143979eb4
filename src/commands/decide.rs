//! `palmares decide`: one decision from a script.

use anyhow::Result;
use clap::{Args, Subcommand};

use super::book::Book;
use super::clerk::Clerk;
use super::pages::{self, Judged, Signed, judge};
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
    /// Take a decision back: that on two names, that on an edition's page, or the last one
    Undo(Undo),
    /// What a page says that is held is published
    Accept(Judged),
    /// What a page says that is held is not published; what was known stays
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
    /// The two names, or a source and its edition; the last decision where none are given
    #[arg(num_args = 2, value_names = ["ONE", "OTHER"])]
    names: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

/// Writes one decision.
pub fn decide(shell: &Shell, what: &Decide) -> Result<Outcome> {
    let written = match what {
        Decide::Same(pair) => judged(shell, Verdict::Same, pair)?,
        Decide::Different(pair) => judged(shell, Verdict::Different, pair)?,
        Decide::Heading(Filed { source, heading, sector, signed }) => {
            clerk(shell, signed)?.file(source, heading, sector, &signed.why)?.to_string()
        }
        Decide::Undo(undo) => return take_back(shell, undo),
        Decide::Accept(page) => return judge(shell, PageVerdict::Accept, page),
        Decide::Reject(page) => return judge(shell, PageVerdict::Reject, page),
    };
    shell.console.say(&format!("decided   {written}"));
    Ok(Outcome::Done)
}

/// Takes back the decision on an edition's page or on two names; without either, the last of all.
fn take_back(shell: &Shell, Undo { names, signed }: &Undo) -> Result<Outcome> {
    let names = <[&String; 2]>::try_from(names.iter().collect::<Vec<_>>()).ok();
    let names = names.map(|names| names.map(String::as_str));
    if let Some(ruling) = pages::last_ruling(&Book::read(shell)?, names) {
        return pages::take_back(shell, ruling, signed);
    }
    let written = clerk(shell, signed)?.undo(names, &signed.why)?;
    shell.console.say(&format!("decided   {written}"));
    Ok(Outcome::Done)
}

fn judged(shell: &Shell, verdict: Verdict, pair: &Pair) -> Result<String> {
    Ok(clerk(shell, &pair.signed)?.decide(verdict, &pair.one, &pair.other, &pair.signed.why)?.to_string())
}

fn clerk<'a>(shell: &'a Shell, signed: &Signed) -> Result<Clerk<'a>> {
    Clerk::open(shell, signed.who.clone())
}
