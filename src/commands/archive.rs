//! `palmares archive`: evidence brought by hand, and whether all of it is still whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};
use clap::Subcommand;

use super::crawl::ARCHIVE;
use super::progress::Progress;
use super::{ExitStatus, Shell};
use archive::{Health, Import, Run, Spot, Writer, check, is_warc, kept_as, read_saved, read_warc, repair};
use model::{Address, Digest, Moment};
use read::media;

/// What to do with the archive.
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Keep a saved page, a PDF or another program's WARC as evidence, marked as brought by hand
    Import {
        /// The file
        file: PathBuf,
        /// The address it was saved from; a WARC says so itself
        #[arg(long)]
        url: Option<Address>,
        /// The day on which it was saved; a WARC says so itself
        #[arg(long)]
        date: Option<Moment>,
    },
    /// Read every record, and say what is damaged or lost
    Check {
        /// Cut torn ends off (they are kept beside), and write the index anew
        #[arg(long)]
        repair: bool,
    },
}

pub fn archive(shell: &Shell, what: &ArchiveCommand) -> Result<ExitStatus> {
    match what {
        ArchiveCommand::Import { file, url, date } => import(shell, file, url.as_ref().zip(*date)),
        ArchiveCommand::Check { repair: false } => {
            let health = check(&shell.workspace.join(ARCHIVE))?;
            let cut = |_: &Spot| "palmares archive check --repair cuts it off".to_owned();
            let text = told(&health, cut, "palmares archive check --repair writes it anew")?;
            shell.console.answer(&text)?;
            Ok(if health.is_sound() { ExitStatus::Done } else { ExitStatus::Issues })
        }
        ArchiveCommand::Check { repair: true } => {
            let health = repair(&shell.workspace.join(ARCHIVE), &this_run())?;
            let cut = |torn: &Spot| format!("cut, and kept as {ARCHIVE}/{}", kept_as(torn));
            shell.console.answer(&told(&health, cut, "written anew")?)?;
            let settled = health.lost.is_empty() && health.damage.is_empty();
            Ok(if settled { ExitStatus::Done } else { ExitStatus::Issues })
        }
    }
}

fn import(shell: &Shell, path: &Path, saved: Option<(&Address, Moment)>) -> Result<ExitStatus> {
    // A pipe would be waited on for ever.
    let file = path.metadata().with_context(|| format!("cannot read {}", path.display()))?;
    ensure!(file.is_file(), "{} is no ordinary file", path.display());
    let run = this_run();
    let now = run.since;
    let mut writer = Writer::open(&shell.workspace.join(ARCHIVE), run)?;
    let told = if is_warc(path)? {
        let progress = Progress::of(&shell.console, "import", "kB", file.len() / 1000);
        let read = read_warc(path, now, &mut writer, &|byte| progress.reach(byte / 1000))?;
        drop(progress);
        imported(&read)
    } else {
        let Some((address, date)) = saved else {
            bail!("a saved page needs --url ADDRESS and --date DAY, to say what it is evidence of");
        };
        format!("imported  1 page, sha256 {}", keep(&mut writer, path, address.clone(), date, now)?)
    };
    writer.finish()?;
    shell.console.say(&told);
    Ok(ExitStatus::Done)
}

/// What came of a foreign WARC: how much, then each page that is not read, then how often each reason was given.
fn imported(read: &Import) -> String {
    let cut = if read.cut { "; the file ends in the middle of a record" } else { "" };
    let damaged = match read.damaged {
        0 => String::new(),
        n => format!("; {n} places of the file are damaged, and what they held is missing"),
    };
    let known = match read.known {
        0 => String::new(),
        n => format!(", {n} in the archive already"),
    };
    let mut told =
        format!("imported  {} pages{known}, {} left out{damaged}{cut}", read.taken, read.left.len());
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    let left = read.left.iter().map(|(page, why)| ("left out", page.as_str(), *why, ""));
    let flawed = read.flawed.iter();
    let flawed = flawed.map(|(page, why)| ("not read", page.as_str(), why.as_str(), "; kept as evidence"));
    for (what, page, why, rest) in left.chain(flawed) {
        told.push_str(&format!("\n{what}  {page}: {why}{rest}"));
        *sums.entry(format!("\n{what}  {why}{rest}")).or_default() += 1;
    }
    if read.left.len() + read.flawed.len() > COUNTED_BY_EYE {
        sums.iter().for_each(|(why, pages)| told.push_str(&format!("{why}: {pages} pages")));
    }
    told
}

/// More pages than this are summed up.
const COUNTED_BY_EYE: usize = 20;

/// Keeps a saved file as the page of an address, as it is today.
pub fn keep_today(shell: &Shell, file: &Path, address: Address) -> Result<Digest> {
    ensure!(!is_warc(file)?, "a WARC holds many pages: bring it with palmares archive import");
    let run = this_run();
    let now = run.since;
    let mut writer = Writer::open(&shell.workspace.join(ARCHIVE), run)?;
    let digest = keep(&mut writer, file, address, now, now)?;
    writer.finish()?;
    Ok(digest)
}

fn keep(writer: &mut Writer, file: &Path, address: Address, date: Moment, now: Moment) -> Result<Digest> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let kind = media::kind(&bytes, "", &file.to_string_lossy());
    Ok(writer.keep(&read_saved(file, address, date, kind.content_type(), now)?)?)
}

/// This process, as the archive notes who writes.
pub fn this_run() -> Run {
    let software = concat!("palmares/", env!("CARGO_PKG_VERSION")).to_owned();
    Run { process: std::process::id(), since: Moment::from(SystemTime::now()), software }
}

/// What a check found, a line each, and what to do about it, or what was done about torn ends and the index.
fn told(health: &Health, cut: impl Fn(&Spot) -> String, index: &str) -> Result<String> {
    let mut text = String::new();
    for (file, visits) in &health.files {
        writeln!(text, "{file}  {visits} visits")?;
    }
    for spot in &health.damage {
        let (file, from, to) = (&spot.file, spot.offset, spot.end());
        writeln!(text, "damaged  {file}, bytes {from} to {to}: restore them from a copy")?;
    }
    for torn in &health.torn {
        writeln!(text, "torn  {}, from byte {} on: {}", torn.file, torn.offset, cut(torn))?;
    }
    for lost in &health.lost {
        let (day, place) = (lost.at.day(), &lost.spot);
        writeln!(text, "lost  {} of {day} ({}, byte {})", lost.address, place.file, place.offset)?;
    }
    if !health.lost.is_empty() {
        writeln!(
            text,
            "      fetch them again with palmares crawl --refresh, or import a copy that you have"
        )?;
    }
    if !health.index_fits {
        writeln!(text, "index  it is missing, or does not say what the records say: {index}")?;
    }
    if health.is_sound() {
        text.push_str("all records are whole\n");
    }
    Ok(text)
}
