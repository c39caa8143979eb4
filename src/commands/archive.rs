//! `palmares archive import`: evidence brought by hand.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, Subcommand};

use super::crawl::ARCHIVE;
use super::{Outcome, Shell};
use archive::{Run, Writer, is_warc, read_saved, read_warc};
use model::{Address, Moment};
use read::media;

/// What to do with the archive.
#[derive(Debug, Subcommand)]
pub enum Archive {
    /// Keep a saved page, a PDF or another program's WARC as evidence, marked as brought by hand
    Import(Import),
}

#[derive(Debug, Args)]
pub struct Import {
    /// The file
    file: PathBuf,
    /// The address it was saved from; a WARC says so itself
    #[arg(long)]
    url: Option<Address>,
    /// The day on which it was saved; a WARC says so itself
    #[arg(long)]
    date: Option<Moment>,
}

pub fn archive(shell: &Shell, what: &Archive) -> Result<Outcome> {
    match what {
        Archive::Import(import) => import_file(shell, import),
    }
}

fn import_file(shell: &Shell, import: &Import) -> Result<Outcome> {
    // A pipe would be waited on for ever.
    let file = import.file.metadata().with_context(|| format!("cannot read {}", import.file.display()))?;
    ensure!(file.is_file(), "{} is no ordinary file", import.file.display());
    let now = Moment::from(SystemTime::now());
    let software = concat!("palmares/", env!("CARGO_PKG_VERSION")).to_owned();
    let run = Run { process: std::process::id(), since: now, software };
    let mut writer = Writer::open(&shell.workspace.join(ARCHIVE), run)?;
    let told = if is_warc(&import.file)? {
        let read = read_warc(&import.file, now, |exchange| writer.keep(exchange).map(drop))?;
        let cut = if read.cut { "; the file ends in the middle of a record" } else { "" };
        let damaged = match read.damaged {
            0 => String::new(),
            n => format!("; {n} places of the file are damaged, and what they held is missing"),
        };
        let flawed =
            read.flawed.iter().map(|(page, why)| format!("\nnot read  {page}: {why}; kept as evidence"));
        let left = read.left.iter().map(|(page, why)| format!("\nleft out  {page}: {why}"));
        let told = format!("imported  {} pages, {} left out{damaged}{cut}", read.taken, read.left.len());
        told + &left.collect::<String>() + &flawed.collect::<String>()
    } else {
        let (Some(address), Some(date)) = (import.url.clone(), import.date) else {
            bail!("a saved page needs --url ADDRESS and --date DAY, to say what it is evidence of");
        };
        let bytes =
            fs::read(&import.file).with_context(|| format!("cannot read {}", import.file.display()))?;
        let kind = media::kind(&bytes, "", &import.file.to_string_lossy());
        let exchange = read_saved(&import.file, address, date, kind.content_type(), now)?;
        format!("imported  1 page, sha256 {}", writer.keep(&exchange)?)
    };
    writer.finish()?;
    shell.console.say(&told);
    Ok(Outcome::Done)
}
