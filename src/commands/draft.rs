//! Drafts: the blogger's yearly post and the consultant's pack, to the terminal or into a folder.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::named::subject_named;
use super::open_workspace::OpenWorkspace;
use super::output::{self, OutputFolder, OutputKind};
use super::show::{choice, query::YearsAndCountry};
use super::{ExitStatus, Shell, build};
use model::{Source, Year};
use site::{self, BriefAsked, Form, Page};
use workspace::Language;

/// How a draft is written, and where it goes.
#[derive(Debug, Args)]
pub struct DraftArgs {
    /// The language [default: the first of the site]
    #[arg(long)]
    lang: Option<Language>,
    /// How it is written
    #[arg(long = "for", value_parser = choice(&FORMS), default_value = "md")]
    form: Form,
    /// Where the draft and the files that belong to it go, or the new file of the draft alone [default: the draft alone,
    /// to the standard output]
    #[arg(long, value_name = "DIR|FILE")]
    out: Option<PathBuf>,
}

const FORMS: [(&str, Form); 7] = [
    ("md", Form::Markdown),
    ("markdown", Form::Markdown),
    ("html", Form::Html),
    ("docx", Form::Word),
    ("pptx", Form::Slides),
    ("xlsx", Form::Workbook),
    ("pdf", Form::Pdf),
];

/// The draft of the yearly post.
pub fn post(shell: &Shell, year: Year, written: &DraftArgs) -> Result<ExitStatus> {
    let place = written.place(shell)?;
    let workspace = OpenWorkspace::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    let input = build::input(shell, &workspace, &overrides, &site::NO_EDITIONS);
    let files = site::post(&input, year, written.language(&workspace), written.form)
        .context("cannot write the post")?;
    hand_over(shell, &place, &files.with_context(|| no_year(&workspace, year))?)
}

/// The pack of a sector or a company, held against another where one is named.
pub fn brief(
    shell: &Shell,
    about: &str,
    versus: Option<&str>,
    part: &YearsAndCountry,
    written: &DraftArgs,
) -> Result<ExitStatus> {
    let place = written.place(shell)?;
    let workspace = OpenWorkspace::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    let holds = |source: &Source, year| part.holds(source, year);
    let about: Vec<&str> = std::iter::once(about).chain(versus).collect();
    let found: Result<Vec<_>> = about.iter().map(|named| subject_named(&workspace, named)).collect();
    let country = part.ranked_country(&workspace);
    let asked = BriefAsked {
        about: &found?,
        window: part.window(&workspace)?,
        country: country.as_deref(),
        holds: &holds,
        language: written.language(&workspace),
    };
    let file =
        site::brief(&build::input(shell, &workspace, &overrides, &site::NO_EDITIONS), asked, written.form);
    let file = file.context("cannot write the pack")?;
    let file = file.with_context(|| {
        let about = about.join(" and ");
        format!("{about}: no distinction and no measure; `palmares show benchmark` lists what is measured")
    })?;
    hand_over(shell, &place, &[file])
}

enum DraftPlace {
    Terminal,
    /// With all files that belong to it.
    Folder(OutputFolder),
    File(PathBuf),
}

/// All files into the folder, or the draft alone. A draft is there to be edited: one that says something else by now is
/// never written over.
fn hand_over(shell: &Shell, place: &DraftPlace, files: &[Page]) -> Result<ExitStatus> {
    let placed: Vec<(PathBuf, &Page)> = match place {
        DraftPlace::Terminal => {
            let draft = files.first().map_or(&[][..], |draft| &draft.bytes);
            return shell.console.answer(draft).map(|()| ExitStatus::Done);
        }
        DraftPlace::Folder(place) => files.iter().map(|file| (place.folder.join(&file.path), file)).collect(),
        DraftPlace::File(path) => files.first().map(|draft| (path.clone(), draft)).into_iter().collect(),
    };
    let new: Vec<_> =
        placed.iter().filter(|(path, file)| !output::is_same(path, file.bytes.as_slice())).collect();
    for (path, _) in &new {
        ensure!(
            std::fs::symlink_metadata(path).is_err(),
            "{} already exists with other content; move it away, or choose another folder (nothing was written)",
            path.display()
        );
    }
    if let DraftPlace::Folder(place) = place {
        place.mark_as_ours()?;
    }
    for (path, file) in new {
        output::write_new(path, &file.bytes)?;
    }
    placed.iter().for_each(|(path, _)| shell.console.say(&format!("draft     {}", path.display())));
    Ok(ExitStatus::Done)
}

fn no_year(workspace: &OpenWorkspace, year: Year) -> String {
    let known = workspace.figures.all_years();
    let known =
        known.map_or_else(|| "no year has one yet".to_owned(), |window| format!("choose one of {window}"));
    format!("no distinction is known in {year}: {known}")
}

impl DraftArgs {
    /// A path that ends as the form's files do is a file, any other a folder.
    fn place(&self, shell: &Shell) -> Result<DraftPlace> {
        let Some(out) = self.out.as_deref() else { return Ok(DraftPlace::Terminal) };
        if out.extension().is_some_and(|ending| ending == self.form.ending()) && !out.is_dir() {
            return Ok(DraftPlace::File(out.to_owned()));
        }
        OutputFolder::open(&shell.workspace, out, OutputKind::Drafts).map(DraftPlace::Folder)
    }

    fn language(&self, workspace: &OpenWorkspace) -> Language {
        self.lang.unwrap_or_else(|| {
            *workspace.files.catalog.settings.site.languages.first().expect("a site has a language")
        })
    }
}
