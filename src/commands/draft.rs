//! Drafts: the blogger's yearly post and the consultant's pack, to the terminal or into a folder.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::open_workspace::OpenWorkspace;
use super::output::{self, OutputFolder, OutputKind};
use super::show::{choice, query::YearsAndCountry, subject};
use super::{Outcome, Shell, build};
use model::{Source, Year};
use site::{self, BriefAsked, Form, Page, PostAsked};
use workspace::Language;

/// How a draft is written, and where it goes.
#[derive(Debug, Args)]
pub struct DraftArgs {
    /// The language [default: the first of the site]
    #[arg(long)]
    lang: Option<Language>,
    /// How it is written
    #[arg(long = "for", value_parser = choice(&FORMS), default_value = "markdown")]
    form: Form,
    /// Where the draft and the files that belong to it go [default: the draft alone, to the standard output]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

const FORMS: [(&str, Form); 2] = [("markdown", Form::Markdown), ("html", Form::Html)];

/// The draft of the yearly post.
pub fn post(shell: &Shell, year: Year, written: &DraftArgs) -> Result<Outcome> {
    let place = written.place(shell)?;
    let workspace = OpenWorkspace::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    let asked = PostAsked { year, language: written.language(&workspace), form: written.form };
    let files = site::post(&build::input(shell, &workspace, &overrides, &site::NO_EDITIONS), asked)
        .context("cannot write the post")?;
    hand_over(shell, place.as_ref(), &files.with_context(|| no_year(&workspace, year))?)
}

/// The pack of a sector or a company.
pub fn brief(shell: &Shell, about: &str, part: &YearsAndCountry, written: &DraftArgs) -> Result<Outcome> {
    let place = written.place(shell)?;
    let workspace = OpenWorkspace::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    let holds = |source: &Source, year| part.holds(source, year);
    let asked = BriefAsked { about: &subject(&workspace, about)?, holds: &holds };
    let input = build::input(shell, &workspace, &overrides, &site::NO_EDITIONS);
    let file = site::brief(&input, asked, written.language(&workspace), written.form);
    let file = file.context("cannot write the pack")?;
    let file = file.with_context(|| {
        format!("{about} has no distinction and no measure; `palmares show benchmark` lists what is measured")
    })?;
    hand_over(shell, place.as_ref(), &[file])
}

/// All files into the folder, or the draft alone to the standard output. A draft is there to be edited: one that says
/// something else by now is never written over.
fn hand_over(shell: &Shell, place: Option<&OutputFolder>, files: &[Page]) -> Result<Outcome> {
    let Some(place) = place else {
        let text = files.first().map(|draft| String::from_utf8_lossy(&draft.bytes).into_owned());
        return shell.console.answer(&text.unwrap_or_default()).map(|()| Outcome::Done);
    };
    let paths: Vec<_> = files.iter().map(|file| place.folder.join(&file.path)).collect();
    let new = files.iter().zip(&paths).filter(|(file, path)| !output::is_same(path, file.bytes.as_slice()));
    let new: Vec<_> = new.collect();
    for (_, path) in &new {
        ensure!(
            std::fs::symlink_metadata(path).is_err(),
            "{} already exists with other content; move it away, or choose another folder (nothing was written)",
            path.display()
        );
    }
    place.mark_as_ours()?;
    for (file, path) in new {
        output::write_new(path, &file.bytes)?;
    }
    paths.iter().for_each(|path| shell.console.say(&format!("draft     {}", path.display())));
    Ok(Outcome::Done)
}

fn no_year(workspace: &OpenWorkspace, year: Year) -> String {
    let known = workspace.figures.all_years();
    let known =
        known.map_or_else(|| "no year has one yet".to_owned(), |window| format!("choose one of {window}"));
    format!("no distinction is known in {year}: {known}")
}

impl DraftArgs {
    fn place(&self, shell: &Shell) -> Result<Option<OutputFolder>> {
        self.out
            .as_deref()
            .map(|out| OutputFolder::open(&shell.workspace, out, OutputKind::Drafts))
            .transpose()
    }

    fn language(&self, workspace: &OpenWorkspace) -> Language {
        self.lang.unwrap_or_else(|| {
            *workspace.files.catalog.settings.site.languages.first().expect("a site has a language")
        })
    }
}
