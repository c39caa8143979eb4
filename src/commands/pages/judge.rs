//! `palmares decide accept`, `reject` and `undo`: a person's word on a copy of a page that is held.

use std::env;

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;

use super::{Desk, History};
use crate::commands::book::Book;
use crate::commands::crawl::ARCHIVE;
use crate::commands::{Outcome, Shell};
use archive::Archive;
use read::HeldCopy;
use workspace::{Catalog, PageVerdict, Ruling};

/// A page that is held, and who judges it.
#[derive(Debug, Args)]
pub struct Judged {
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

/// Who decides, and why.
#[derive(Debug, Args)]
pub struct Signed {
    /// Why, so that anybody can follow it in ten years
    #[arg(long)]
    pub why: String,
    /// Who decides [default: the user of this machine]
    #[arg(long)]
    pub who: Option<String>,
}

/// Writes down whether a copy that waits takes the place of what was known.
pub fn judge(shell: &Shell, verdict: PageVerdict, judged: &Judged) -> Result<Outcome> {
    let catalog = Book::read(shell)?;
    let Judged { source: id, edition: label, copy, signed } = judged;
    let source = catalog.sources.values().find(|source| source.id.as_str() == id);
    let source = source.with_context(|| format!("{id} is no source; name one of sources.toml"))?;
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let histories = Desk::new(&catalog, &archive).histories(source)?;
    let history = histories.iter().find(|history| history.edition.label.as_str() == label);
    let History { edition, settled, .. } =
        history.with_context(|| format!("no rule reads an edition {label} of {id}"))?;
    let held = asked_for(&settled.held, copy.as_deref(), &format!("{id} {label}"))?;
    let ruling = Ruling {
        verdict,
        source: source.id,
        edition: edition.label,
        snapshot: held.digest,
        who: who(signed)?,
        when: shell.as_of.to_string(),
        why: signed.why.clone(),
        after: 0,
    };
    write(shell, &ruling)?;
    let (day, digest, change) = (held.seen.day(), held.digest, &held.change);
    let told = match verdict {
        PageVerdict::Accept if change.is_none() => "accepted; no row changes".to_owned(),
        PageVerdict::Accept => format!("accepted: {change}"),
        PageVerdict::Reject => "rejected; what is published stays".to_owned(),
        PageVerdict::Undone => bail!("only a decision can be taken back"),
    };
    shell.console.say(&format!("decided   {id} {label}, copy of {day} ({digest}): {told}"));
    shell.console.say(&format!("          to take it back: palmares decide undo {id} {label} --why \"…\""));
    Ok(Outcome::Done)
}

/// The copy that is judged: the one named, or the only one that waits.
fn asked_for<'h>(held: &'h [HeldCopy], copy: Option<&str>, edition: &str) -> Result<&'h HeldCopy> {
    let named = |held: &&HeldCopy| copy.is_none_or(|start| held.digest.to_string().starts_with(start));
    match held.iter().filter(named).collect::<Vec<_>>().as_slice() {
        [one] => Ok(one),
        [] => bail!("no copy of {edition} waits for a decision; palmares check lists those that do"),
        several => {
            let copies: Vec<_> = several
                .iter()
                .map(|held| format!("--copy {} ({})", &held.digest.to_string()[..12], held.seen.day()))
                .collect();
            bail!("several copies of {edition} wait; add one of: {}", copies.join(", "))
        }
    }
}

/// The last decision on a page that stands: of an edition, or of all, where it is later than every one on names.
pub fn last_ruling<'c>(catalog: &'c Catalog, edition: Option<[&str; 2]>) -> Option<&'c Ruling> {
    let of_edition = |ruling: &&Ruling| {
        edition.is_none_or(|[source, label]| {
            (ruling.source.as_str(), ruling.edition.as_str()) == (source, label)
        })
    };
    let ruling = Ruling::standing(&catalog.rulings).into_iter().rfind(of_edition)?;
    let names = model::Decision::standing(&catalog.decisions).into_iter().next_back();
    let place = names.and_then(|last| catalog.decisions.iter().rposition(|decision| decision == last));
    let later = names
        .zip(place)
        .is_none_or(|(last, place)| (ruling.when.as_str(), ruling.after) > (last.when.as_str(), place));
    (edition.is_some() || later).then_some(ruling)
}

/// Takes a decision on a page back: the copy waits again.
pub fn take_back(shell: &Shell, ruling: &Ruling, signed: &Signed) -> Result<Outcome> {
    let undone = Ruling {
        verdict: PageVerdict::Undone,
        who: who(signed)?,
        when: shell.as_of.to_string(),
        why: signed.why.clone(),
        ..ruling.clone()
    };
    write(shell, &undone)?;
    let Ruling { verdict, source, edition, snapshot, who, when, why, .. } = ruling;
    let word = match verdict {
        PageVerdict::Accept => "accept",
        PageVerdict::Reject => "reject",
        PageVerdict::Undone => "undone",
    };
    shell.console.say(&format!(
        "undone    {word} {source} {edition}, copy {snapshot} ({who}, {when}: {why}); it waits again: palmares check"
    ));
    Ok(Outcome::Done)
}

fn write(shell: &Shell, ruling: &Ruling) -> Result<()> {
    ensure!(
        !ruling.why.trim().is_empty(),
        "a decision says why, so that anybody can follow it in ten years; add --why"
    );
    workspace::append_ruling(&shell.workspace, ruling).context("cannot write decisions.toml")
}

fn who(signed: &Signed) -> Result<String> {
    let user = || ["USER", "LOGNAME"].iter().find_map(|name| env::var(name).ok());
    signed.who.clone().or_else(user).context("a decision says who took it; name yourself with --who")
}
