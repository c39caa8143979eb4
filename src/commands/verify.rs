//! `palmares verify`: what is published, followed back to the data and recomputed, without a network.
//!
//! From page to figure: every number that the site marks says the value of its figure. From figure to row to passage to
//! capture: the database keeps of each figure what it rested on when it was written, and the workspace as it is now must
//! give the same. A change anywhere in between names the figures that depend on it, and no other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;

use super::build::{self, DATABASE};
use super::crawl::ARCHIVE;
use super::editions::{EDITIONS, EditionDamage, EditionStore};
use super::open_workspace::OpenWorkspace;
use super::output::OutputFolder;
use super::{ExitStatus, Shell, read_named};
use model::FigureId;
use rank::{Figure, still_says};
use read::citations;

/// Pages of ours are far smaller, in bytes.
const LARGEST_PAGE: u64 = 64 << 20;

/// Looks at one figure, or at every figure, marked number and capture; ends with 1 unless all of it holds.
pub fn verify(shell: &Shell, only: Option<FigureId>) -> Result<ExitStatus> {
    let database = shell.workspace.join(DATABASE);
    ensure!(database.exists(), "nothing is published here yet: palmares build");
    let written = tables::figures_written(&database).with_context(|| {
        format!("{} is damaged, or older than this program: palmares build", database.display())
    })?;
    // A byte that breaks a line of a file takes what rests on the line out of the figures: these are told, too.
    let (workspace, mistakes) = OpenWorkspace::open_in_part(shell)?;
    let named = |figure: &Figure| format!("fig-{} ({})", figure.id, figure.named(&workspace.register));
    let figures: BTreeMap<String, Figure> =
        workspace.figures.published().into_iter().map(|figure| (figure.id.to_string(), figure)).collect();
    let wanted = |id: &str| only.is_none_or(|only| only.to_string() == id);
    let mut told: Vec<String> = written
        .iter()
        .filter(|(id, _)| wanted(id))
        .filter_map(|(id, then)| moved(id, then, figures.get(id), &named))
        .collect();
    let new = figures.values().filter(|figure| !written.contains_key(&figure.id.to_string()));
    let new = new.filter(|figure| wanted(&figure.id.to_string()));
    told.extend(new.map(|figure| format!("new       {}", named(figure))));
    let found = written.keys().any(|id| wanted(id)) || !told.is_empty();
    ensure!(found, "no published figure has this id: it was withdrawn, or is mistyped");
    told.extend(pages(shell, &written, &wanted)?);
    told.extend(editions(shell, only)?);
    told.extend(mistakes.map(|mistakes| format!("files     {}", mistakes.to_string().trim_end())));
    if only.is_none() {
        told.extend(captures(&shell.workspace.join(ARCHIVE))?);
    }
    let holds = written.keys().filter(|id| wanted(id)).count();
    if told.is_empty() {
        shell.console.answer(&format!("{holds} figures hold, from page to capture\n"))?;
        return Ok(ExitStatus::Done);
    }
    shell.console.answer(&(told.join("\n") + "\n"))?;
    Ok(ExitStatus::Failed)
}

/// What became of a figure since it was written.
fn moved(
    id: &str,
    (value, grounds): &(String, i64),
    now: Option<&Figure>,
    named: &dyn Fn(&Figure) -> String,
) -> Option<String> {
    let Some(now) = now else { return Some(format!("withdrawn fig-{id}: it was {value}")) };
    if now.value != *value {
        return Some(format!("changed   {}: {value} → {}", named(now), now.value));
    }
    let same = now.grounds == *grounds;
    (!same).then(|| format!("evidence  {}: a line, passage or decision that it rests on changed", named(now)))
}

/// The files of frozen editions that are not as they were frozen, with the figures that each gives.
fn editions(shell: &Shell, only: Option<FigureId>) -> Result<Vec<String>> {
    let store = EditionStore::open(&shell.workspace)?;
    let mut told = Vec::new();
    for EditionDamage { edition, file, shown, figures } in
        store.damage().into_iter().chain(store.damage_of_site(&build::place(shell, None)?))
    {
        let shown = shown.unwrap_or_else(|| format!("all of edition {edition}"));
        let why = format!("{shown}, {}, is not as it was frozen", file.display());
        let wanted = |id: &&FigureId| only.is_none_or(|only| only == **id);
        told.extend(figures.iter().filter(wanted).map(|id| format!("edition   fig-{id}: {why}")));
        let whole = only.is_none() && figures.is_empty();
        told.extend(whole.then(|| format!("edition   {why}")));
    }
    Ok(told)
}

/// The marked numbers of the site that do not say what the database says.
fn pages(
    shell: &Shell,
    written: &BTreeMap<String, (String, i64)>,
    wanted: &(impl Fn(&str) -> bool + Sync),
) -> Result<Vec<String>> {
    let OutputFolder { folder, files, .. } = build::place(shell, None)?;
    let listed = files.with_context(|| format!("{} holds no site: palmares build", folder.display()))?;
    // What others put there, such as a pipe or a link to the folder itself, is none of ours.
    // A page of an edition says what it said then: it is held against the edition.
    let is_page = |path: &&str| path.ends_with(".html") && !Path::new(path).starts_with(EDITIONS);
    let own = listed.paths().filter(is_page).filter(|path| listed.is_ours(&folder, path));
    let files: Vec<PathBuf> = own.map(|path| folder.join(path)).collect();
    let wrong = |file: &PathBuf| -> Result<Vec<String>> {
        let text = read_named(file, LARGEST_PAGE)?;
        let marked = citations::of_text(&String::from_utf8_lossy(&text));
        let marked = marked.into_iter().filter(|citation| wanted(&citation.id.to_string()));
        let wrong = marked.filter_map(|citation| {
            let printed = citation.printed?;
            let (value, _) = written.get(&citation.id.to_string())?;
            let says = still_says(printed, value);
            let place = || format!("{}, {}", file.display(), citation.place);
            (!says)
                .then(|| format!("page      {}: fig-{} says {printed}, and is {value}", place(), citation.id))
        });
        Ok(wrong.collect())
    };
    let all: Vec<Vec<String>> = files.par_iter().map(wrong).collect::<Result<_>>()?;
    Ok(all.concat())
}

/// What of the archive is not as it was stored, whether a figure rests on it or not.
fn captures(folder: &Path) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(vec![]);
    }
    let health = archive::check(folder)?;
    let damaged = health.damage.iter().chain(&health.torn);
    let damaged = damaged
        .map(|damage| format!("archive   {}, from byte {} on, is damaged", damage.file, damage.offset));
    let lost = health
        .lost
        .iter()
        .map(|lost| format!("archive   the capture of {} of {} is damaged", lost.address, lost.at.day()));
    Ok(damaged.chain(lost).collect())
}
