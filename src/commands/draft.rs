//! Drafts: the blogger's yearly post and the consultant's pack, to the terminal or into a folder.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};

use super::book::Book;
use super::output::{self, Kind as Output, Place};
use super::show::{query::Part, subject};
use super::{Outcome, Shell, build};
use model::{Source, Year};
use site::{self, BriefAsked, Form, Page, PostAsked};
use workspace::Language;

/// How a draft is written, and where it goes.
#[derive(Debug, Args)]
pub struct Written {
    /// The language [default: the first of the site]
    #[arg(long)]
    lang: Option<Language>,
    /// How it is written
    #[arg(long = "for", value_enum, default_value_t = Kind::Markdown)]
    form: Kind,
    /// Where the draft and the files that belong to it go [default: the draft alone, to the standard output]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Markdown,
    Html,
}

/// The draft of the yearly post.
pub fn post(shell: &Shell, year: Year, written: &Written) -> Result<Outcome> {
    let place = written.place(shell)?;
    let book = Book::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    let asked = PostAsked { year, language: written.language(&book), form: written.form() };
    let files =
        site::post(&build::input(shell, &book, &overrides), asked).context("cannot write the post")?;
    hand_over(shell, place.as_ref(), &files.with_context(|| no_year(&book, year))?)
}

/// The pack of a sector or a company.
pub fn brief(shell: &Shell, about: &str, part: &Part, written: &Written) -> Result<Outcome> {
    let place = written.place(shell)?;
    let book = Book::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    let about_it = subject(&book, about)?;
    let holds = |source: &Source, year| {
        part.holds(year) && part.country().is_none_or(|country| country == source.country)
    };
    let input = build::input(shell, &book, &overrides);
    let file = site::brief(
        &input,
        BriefAsked { about: &about_it, holds: &holds },
        written.language(&book),
        written.form(),
    );
    let file = file.context("cannot write the pack")?;
    let file = file.with_context(|| {
        format!("{about} has no distinction and no measure; `palmares show benchmark` lists what is measured")
    })?;
    hand_over(shell, place.as_ref(), &[file])
}

/// All files into the folder, or the draft alone to the standard output. A draft is there to be edited: one that says
/// something else by now is never written over.
fn hand_over(shell: &Shell, place: Option<&Place>, files: &[Page]) -> Result<Outcome> {
    let Some(place) = place else {
        let text = files.first().map(|draft| String::from_utf8_lossy(&draft.bytes).into_owned());
        return shell.console.answer(&text.unwrap_or_default()).map(|()| Outcome::Done);
    };
    let paths: Vec<_> = files.iter().map(|file| place.folder.join(&file.path)).collect();
    let new = files.iter().zip(&paths).filter(|(file, path)| !output::is_same(path, &file.bytes));
    let new: Vec<_> = new.collect();
    for (_, path) in &new {
        ensure!(
            std::fs::symlink_metadata(path).is_err(),
            "{} is there already and says something else; move it away, or choose another folder: nothing was written",
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

fn no_year(book: &Book, year: Year) -> String {
    let known = book.figures.all_years();
    let known =
        known.map_or_else(|| "no year has one yet".to_owned(), |window| format!("choose one of {window}"));
    format!("no distinction is known in {year}: {known}")
}

impl Written {
    fn place(&self, shell: &Shell) -> Result<Option<Place>> {
        self.out.as_deref().map(|out| Place::open(&shell.workspace, out, Output::Drafts)).transpose()
    }
    fn language(&self, book: &Book) -> Language {
        self.lang
            .unwrap_or_else(|| *book.catalog.settings.site.languages.first().expect("a site has a language"))
    }
    fn form(&self) -> Form {
        match self.form {
            Kind::Markdown => Form::Markdown,
            Kind::Html => Form::Html,
        }
    }
}
