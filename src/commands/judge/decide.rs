//! `palmares decide`: one decision from a script.

use anyhow::Result;
use clap::{Args, Subcommand};

use super::Judging;
use crate::commands::{ExitStatus, Shell};
use model::Verdict;
use workspace::{Judgement, PageVerdict};

#[derive(Debug, Subcommand)]
pub enum Decide {
    /// The two names are one company, which keeps the page of the first
    Same(NamesArgs),
    /// The two names are two companies
    Different(NamesArgs),
    /// As which sector a source's heading is filed
    Heading {
        /// The source
        source: String,
        /// The heading, as a page prints it
        heading: String,
        /// A sector of sectors.toml, each-company, none, or undone to take an earlier word back
        sector: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Take a decision back: that on two names, on a heading, on an edition's page, or the last one
    Undo {
        /// The two names, or a source and its heading or edition; the last decision where none are given
        #[arg(num_args = 2, value_names = ["ONE", "OTHER"])]
        names: Vec<String>,
        #[command(flatten)]
        signed: Signed,
    },
    /// What a page says that is held is published
    Accept(PageArgs),
    /// What a page says that is held is not published; what was known stays
    Reject(PageArgs),
}

#[derive(Debug, Args)]
pub struct Signed {
    /// Why, so that anybody can follow it in ten years
    #[arg(long)]
    why: String,
    /// Who decides [default: the user of this machine]
    #[arg(long)]
    who: Option<String>,
}

#[derive(Debug, Args)]
pub struct NamesArgs {
    /// One name, as a page prints it or companies.toml declares it
    one: String,
    /// The other name
    other: String,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, Args)]
pub struct PageArgs {
    /// The source
    source: String,
    /// The edition
    edition: String,
    /// Which copy, by the beginning of its SHA-256, where several wait
    #[arg(long, value_name = "SHA256")]
    copy: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

/// Writes one decision, and says which.
pub fn decide(shell: &Shell, what: &Decide) -> Result<ExitStatus> {
    let said = match what {
        Decide::Same(names) => on_names(shell, Verdict::Same, names)?,
        Decide::Different(names) => on_names(shell, Verdict::Different, names)?,
        Decide::Heading { source, heading, sector, signed } if sector == "undone" => {
            undone(shell, Some([source, heading]), signed)?
        }
        Decide::Heading { source, heading, sector, signed } => {
            let mut judging = signed.judging(shell)?;
            let meaning = judging.meaning(sector)?;
            format!("decided   {}", judging.file(source, heading, meaning, &signed.why)?)
        }
        Decide::Undo { names, signed } => {
            let named = <[&String; 2]>::try_from(names.iter().collect::<Vec<_>>()).ok();
            undone(shell, named, signed)?
        }
        Decide::Accept(page) => on_page(shell, PageVerdict::Accept, page)?,
        Decide::Reject(page) => on_page(shell, PageVerdict::Reject, page)?,
    };
    shell.console.say(&said);
    Ok(ExitStatus::Done)
}

fn on_names(shell: &Shell, verdict: Verdict, NamesArgs { one, other, signed }: &NamesArgs) -> Result<String> {
    Ok(format!("decided   {}", signed.judging(shell)?.decide(verdict, one, other, &signed.why)?))
}

fn on_page(shell: &Shell, verdict: PageVerdict, page: &PageArgs) -> Result<String> {
    let PageArgs { source, edition, copy, signed } = page;
    let named = [source, edition].map(String::as_str);
    let said = signed.judging(shell)?.judge_page(verdict, named, copy.as_deref(), &signed.why)?;
    let remedy = format!("to take it back: palmares decide undo {source} {edition} --why \"…\"");
    Ok(format!("decided   {said}\n          {remedy}"))
}

fn undone(shell: &Shell, named: Option<[&String; 2]>, signed: &Signed) -> Result<String> {
    let named = named.map(|named| named.map(String::as_str));
    let taken_back = signed.judging(shell)?.undo(named, &signed.why)?;
    let next = match taken_back {
        Judgement::Names(_) | Judgement::Heading(_) => "",
        Judgement::Page(_) => "; it waits again: palmares check",
    };
    Ok(format!("undone    {taken_back}{next}"))
}

impl Signed {
    fn judging<'s>(&self, shell: &'s Shell) -> Result<Judging<'s>> {
        Judging::open(shell, self.who.clone())
    }
}
