//! `palmares decide accept` and `reject`: a person's word on a page that has changed.

use std::env;

use anyhow::{Context as _, Result, ensure};
use clap::Args;

use super::{History, of_source};
use crate::commands::book::Book;
use crate::commands::crawl::ARCHIVE;
use crate::commands::{Outcome, Shell};
use archive::Archive;
use workspace::{PageVerdict, Ruling};

/// A page that has changed, and who judges it.
#[derive(Debug, Args)]
pub struct Judged {
    /// The source
    source: String,
    /// The edition
    edition: String,
    /// Why, so that anybody can follow it in ten years
    #[arg(long)]
    why: String,
    /// Who decides [default: the user of this machine]
    #[arg(long)]
    who: Option<String>,
}

/// Writes down whether the newest copy of a page takes the place of what was known.
pub fn judge(shell: &Shell, verdict: PageVerdict, judged: &Judged) -> Result<Outcome> {
    let catalog = Book::read(shell)?;
    let Judged { source: id, edition: label, why, who } = judged;
    let source = catalog.sources.values().find(|source| source.id.as_str() == id);
    let source = source.with_context(|| format!("{id} is no source; name one of sources.toml"))?;
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let editions = of_source(&catalog, source, &archive)?;
    let history = editions.iter().find(|history| history.edition.label.as_str() == label);
    let History { edition, settled, late, .. } =
        history.with_context(|| format!("no rule reads an edition {label} of {id}"))?;
    let snapshot =
        settled.pending.or(*late).with_context(|| format!("no copy of {id} {label} waits for a decision"))?;
    let user = || ["USER", "LOGNAME"].iter().find_map(|name| env::var(name).ok());
    let who = who.clone().or_else(user).context("a decision says who took it; name yourself with --who")?;
    ensure!(
        !why.trim().is_empty(),
        "a decision says why, so that anybody can follow it in ten years; add --why"
    );
    let ruling = Ruling {
        verdict,
        source: source.id,
        edition: edition.label,
        snapshot,
        who,
        when: shell.as_of.to_string(),
        why: why.clone(),
    };
    workspace::append_ruling(&shell.workspace, &ruling).context("cannot write decisions.toml")?;
    let word = match verdict {
        PageVerdict::Accept => "accepted",
        PageVerdict::Reject => "rejected",
    };
    shell.console.say(&format!("{word}  {id} {label}, copy {snapshot}"));
    Ok(Outcome::Done)
}
