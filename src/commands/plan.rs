//! `palmares plan`: what a build would change on the site that is published here, before it does; and a hash of all that, by
//! which `palmares build --only-if` builds that and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::build::{self, DATABASE, ReadySite, contents};
use super::output::OutputKind;
use super::{AnswerFormat, ExitStatus, Shell, locked, unlocked};
use model::Digest;
use site::Page;

/// What is there and what would be: of a figure its value, of a file its digest.
#[derive(Debug)]
struct PlanStep {
    /// How it is named to people.
    name: String,
    before: Option<String>,
    after: Option<String>,
}

impl PlanStep {
    fn is_of(&self, kind: StepKind) -> bool {
        kind == match (&self.before, &self.after) {
            (None, _) => StepKind::New,
            (Some(_), Some(_)) => StepKind::Changed,
            (Some(_), None) => StepKind::Gone,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StepKind {
    New,
    Changed,
    Gone,
}

/// What would change, by id and by path; what stays is not in it.
#[derive(Debug)]
pub struct BuildPlan {
    figures: BTreeMap<String, PlanStep>,
    files: BTreeMap<String, PlanStep>,
}

impl BuildPlan {
    pub fn of(shell: &Shell, ready: &ReadySite) -> Result<Self> {
        Ok(Self { figures: figures(shell, ready), files: files(shell, ready)? })
    }

    /// The same while a build would change the same to the same.
    pub fn hash(&self) -> String {
        let lines = |(key, step): (&String, &PlanStep)| format!("{key} {:?} {:?}\n", step.before, step.after);
        let all: String = self.figures.iter().chain(&self.files).map(lines).collect();
        Digest::of(all.as_bytes()).to_string()[..16].to_owned()
    }

    fn steps<'p>(
        steps: &'p BTreeMap<String, PlanStep>,
        wanted: impl Fn(&str) -> bool + 'p,
        kind: StepKind,
    ) -> impl Iterator<Item = (&'p str, &'p PlanStep)> {
        let all = steps.iter().map(|(key, step)| (key.as_str(), step));
        all.filter(move |(key, step)| wanted(key) && step.is_of(kind))
    }
}

/// Tells what a build would change, and the hash of it.
pub fn plan(shell: &Shell, format: AnswerFormat) -> Result<ExitStatus> {
    let Some(ready) = ReadySite::open(shell, None)? else { return Ok(ExitStatus::Issues) };
    let plan = BuildPlan::of(shell, &ready)?;
    let answer = match format {
        AnswerFormat::Json => format!("{:#}\n", document(&plan)),
        AnswerFormat::Text => text(&plan, shell),
    };
    shell.console.answer(&answer)?;
    Ok(ExitStatus::Done)
}

fn figures(shell: &Shell, ready: &ReadySite) -> BTreeMap<String, PlanStep> {
    // Without a database, or with one that cannot be read, every figure is new.
    let mut written = tables::figures_written(&shell.workspace.join(DATABASE)).unwrap_or_default();
    let mut steps = BTreeMap::new();
    for figure in ready.workspace.figures.published() {
        let before = written.remove(&figure.id.to_string()).map(|(value, _)| value);
        if before.as_ref() != Some(&figure.value) {
            let name = figure.named(&ready.workspace.register);
            steps.insert(figure.id.to_string(), PlanStep { name, before, after: Some(figure.value) });
        }
    }
    let gone = written.into_iter().map(|(id, (value, _))| {
        (id, PlanStep { name: "published no more".to_owned(), before: Some(value), after: None })
    });
    steps.extend(gone);
    steps
}

fn files(shell: &Shell, ready: &ReadySite) -> Result<BTreeMap<String, PlanStep>> {
    let (mut before, after) = (published(ready)?, printed(shell, ready)?);
    let mut steps = BTreeMap::new();
    for (path, digest) in after {
        let then = before.remove(&path);
        // Of an empty file only that it is there matters (`site_folder::FreshSite::take`).
        let same = then == digest || then.is_some() && digest.is_none();
        if !same {
            steps.insert(path.clone(), PlanStep { name: path, before: then, after: digest });
        }
    }
    steps.extend(
        before
            .into_iter()
            .map(|(path, digest)| (path.clone(), PlanStep { name: path, before: Some(digest), after: None })),
    );
    Ok(steps)
}

/// The files that a build put there, with their digests.
fn published(ready: &ReadySite) -> Result<BTreeMap<String, String>> {
    let place = &ready.place;
    let Some(files) = &place.files else { return Ok(BTreeMap::new()) };
    let own = |path: &&str| *path != OutputKind::Site.mark() && files.is_ours(&place.folder, path);
    let own: Vec<&str> = files.paths().filter(own).collect();
    let read = |path: &&str| {
        let bytes = fs::read(place.folder.join(path)).with_context(|| format!("cannot read {path}"))?;
        Ok(((*path).to_owned(), Digest::of(&bytes).to_string()))
    };
    own.par_iter().map(read).collect()
}

/// The files that a build would put there; without a digest where it would not write over what is there.
fn printed(shell: &Shell, ready: &ReadySite) -> Result<BTreeMap<String, Option<String>>> {
    let made: Mutex<BTreeMap<String, Option<String>>> = Mutex::default();
    let note = |path: String, bytes: &[u8]| {
        let digest = (!bytes.is_empty()).then(|| Digest::of(bytes).to_string());
        locked(&made).insert(path, digest);
    };
    let offered = ready.site(shell, |site| {
        build::print(shell, site, &|page: Page| {
            let of_others =
                site::FOR_HOSTS.contains(&page.path.as_str()) && ready.place.is_of_others(&page.path);
            if !of_others {
                note(page.path, &page.bytes);
            }
            Ok(())
        })?;
        Ok(site.database())
    })?;
    let folder = TempDir::new().context("cannot make a temporary folder")?;
    let database = folder.path().join("made.db");
    tables::write(&database, folder.path(), &contents(shell, &ready.workspace))?;
    note(offered, &fs::read(&database)?);
    let mut made = unlocked(made);
    made.extend(ready.store.files().map(|(path, digest)| (path, Some(digest.to_owned()))));
    Ok(made)
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// In text, files are counted, and named to those who want more detail: the day alone changes every page.
fn text(plan: &BuildPlan, shell: &Shell) -> String {
    let mut told = String::new();
    let kinds = [(StepKind::New, "+"), (StepKind::Changed, "~"), (StepKind::Gone, "-")];
    let sums = |steps: &BTreeMap<String, PlanStep>, wanted: fn(&str) -> bool, words: [&str; 3]| {
        let sums = kinds
            .iter()
            .zip(words)
            .map(|((kind, _), word)| format!("{} {word}", BuildPlan::steps(steps, wanted, *kind).count()));
        sums.collect::<Vec<_>>().join(", ")
    };
    let file_words = ["new", "changed", "gone"];
    told += &format!("figures   {}\n", sums(&plan.figures, |_| true, ["added", "moved", "withdrawn"]));
    for (kind, sign) in kinds {
        for (id, step) in BuildPlan::steps(&plan.figures, |_| true, kind) {
            let values = [&step.before, &step.after].into_iter().flatten().map(String::as_str);
            let values = values.collect::<Vec<_>>().join(" → ");
            told += &format!("          {sign} fig-{id} ({}): {values}\n", step.name);
        }
    }
    told += &format!("pages     {}\n", sums(&plan.files, is_page, file_words));
    told += &format!("files     {}\n", sums(&plan.files, |path| !is_page(path), file_words));
    for (kind, sign) in kinds {
        let named = BuildPlan::steps(&plan.files, |_| true, kind);
        named.for_each(|(path, _)| shell.console.detail(&format!("          {sign} {path}")));
    }
    told + &format!("plan      {}\n", plan.hash())
}

fn document(plan: &BuildPlan) -> Value {
    let figure = |(id, step): (&str, &PlanStep)| json!({ "id": format!("fig-{id}"), "figure": step.name, "before": step.before, "after": step.after });
    let figures = |kind| BuildPlan::steps(&plan.figures, |_| true, kind).map(figure).collect::<Vec<Value>>();
    let paths = |wanted: fn(&str) -> bool, kind| {
        BuildPlan::steps(&plan.files, wanted, kind).map(|(path, _)| path).collect::<Vec<&str>>()
    };
    let files = |wanted: fn(&str) -> bool| {
        json!({
            "new": paths(wanted, StepKind::New), "changed": paths(wanted, StepKind::Changed),
            "gone": paths(wanted, StepKind::Gone),
        })
    };
    json!({
        "plan": plan.hash(),
        "figures": {
            "added": figures(StepKind::New), "moved": figures(StepKind::Changed),
            "withdrawn": figures(StepKind::Gone),
        },
        "pages": files(is_page), "files": files(|path| !is_page(path)),
    })
}
