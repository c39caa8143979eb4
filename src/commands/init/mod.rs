//! `palmares init`: a fresh workspace for a country and its languages, commented, with one invented award to replace.
//! `palmares schema`: what its TOML files may hold, for editors.

mod known;

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use clap::Args;
use clap::builder::PossibleValuesParser;
use workspace::{Language, country_code, schema_files, schemas};

use super::build::TEMPLATES;
use super::{Console, ExitStatus, Shell, output};

/// For whom the workspace is. What is not given is asked at a terminal, and elsewhere taken as said in brackets.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The country whose awards it counts, by its two letters [default: GB]
    #[arg(long, value_name = "CODE", value_parser = country_code)]
    country: Option<String>,
    /// The languages of the site, by their two letters, the first at its root [default: en]
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    language: Vec<Language>,
    /// The title of the site [default: the prize of prizes, in its language]
    #[arg(long)]
    title: Option<String>,
}

/// Writes the files into a folder, which is missing or empty: among files of others nobody could tell which are ours.
pub fn init(folder: &Path, asked: &InitArgs, console: Console) -> Result<ExitStatus> {
    ensure!(
        fs::metadata(folder).map_or(true, |about| about.is_dir()),
        "{} is not a folder; choose another (nothing was written)",
        folder.display()
    );
    let free = !folder.exists()
        || output::is_free(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    ensure!(free, "{} already holds files; choose another folder (nothing was written)", folder.display());
    let country = match &asked.country {
        Some(country) => country.clone(),
        None => {
            answer(console, "The country whose awards you count, by its two letters", "GB", country_code)?
        }
    };
    let languages = match asked.language.as_slice() {
        [] => answer(console, "The languages of the site, such as en or es,en", "en", languages)?,
        given => given.to_vec(),
    };
    let usual = languages.first().map_or_else(String::new, |first| site::usual_title(*first));
    let title = match &asked.title {
        Some(title) => title.clone(),
        None => answer(console, "Its title", &usual, |title| Ok(title.to_owned()))?,
    };
    for (name, text) in files(&country, &languages, &title)? {
        output::write_new(&folder.join(name), text.as_bytes())?;
        console.say(&format!("wrote     {}", folder.join(name).display()));
    }
    console.say(&format!("next      palmares serve --workspace {}", folder.display()));
    Ok(ExitStatus::Done)
}

/// What a workspace begins with.
fn files(country: &str, languages: &[Language], title: &str) -> Result<[(&'static str, String); 8]> {
    let said = |text: &str| text.replace("{title}", title);
    Ok([
        ("sources.toml", sources(country, languages, title)?),
        ("data/example_award.csv", include_str!("workspace/example_award.csv").into()),
        ("sectors.toml", known::sectors(languages)),
        ("companies.toml", include_str!("workspace/companies.toml").replace("\"GB\"", &quoted(country)?)),
        ("README.md", said(readme(languages.first()))),
        (".gitignore", include_str!("workspace/gitignore").into()),
        (".github/workflows/palmares.yml", include_str!("workspace/github.yml").into()),
        (".gitlab-ci.yml", include_str!("workspace/gitlab.yml").into()),
    ])
}

/// What the workspace says of itself, in the language at the root of its site where we have it.
fn readme(language: Option<&Language>) -> &'static str {
    match language.map_or("en", |language| language.code()) {
        "de" => include_str!("workspace/README.de.md"),
        "es" => include_str!("workspace/README.es.md"),
        "fr" => include_str!("workspace/README.fr.md"),
        "it" => include_str!("workspace/README.it.md"),
        "nl" => include_str!("workspace/README.nl.md"),
        _ => include_str!("workspace/README.en.md"),
    }
}

/// The declared award, with what was said in place of what the model says, and the awards that we know.
fn sources(country: &str, languages: &[Language], title: &str) -> Result<String> {
    let codes: Vec<&str> = languages.iter().map(|language| language.code()).collect();
    let model = include_str!("workspace/sources.toml")
        .replace("\"The prize of prizes\"", &quoted(title)?)
        .replace("[\"en\"]  ", &format!("{}  ", serde_json::to_string(&codes)?))
        .replace("\"GB\"", &quoted(country)?);
    Ok(model + &known::awards(country, languages))
}

/// A text as TOML writes it: a string of JSON is one of TOML.
fn quoted(text: &str) -> Result<String> {
    Ok(serde_json::to_string(text)?)
}

fn languages(text: &str) -> Result<Vec<Language>, String> {
    let each = text.split([',', ' ']).filter(|code| !code.is_empty());
    each.map(|code| code.parse::<Language>().map_err(|wrong| wrong.to_string())).collect()
}

/// Asks until the answer can be read; an empty one, and no terminal, mean the usual one.
fn answer<T>(
    console: Console,
    question: &str,
    usual: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T> {
    let ask = io::stdin().is_terminal();
    loop {
        let mut line = String::new();
        if ask {
            console.answer(&format!("{question} [{usual}]: "))?;
            io::stdin().lock().read_line(&mut line).context("cannot read an answer")?;
        }
        let said = if line.trim().is_empty() { usual } else { line.trim() };
        match read(said) {
            Ok(read) => return Ok(read),
            Err(why) => ensure!(ask && console.answer(&format!("{why}\n")).is_ok(), "{why}"),
        }
    }
}

/// Writes the words of a language into the workspace, as comments to translate.
pub fn words(shell: &Shell, language: Language) -> Result<ExitStatus> {
    let path = shell.workspace.join(TEMPLATES).join(format!("words/{language}.toml"));
    ensure!(!path.exists(), "{} already exists, and stays as it is", path.display());
    output::write_new(&path, site::words_to_write(language).as_bytes())?;
    shell.console.say(&format!("wrote     {}", path.display()));
    shell
        .console
        .say(&format!("next      add \"{language}\" to `languages` in sources.toml, and palmares serve"));
    Ok(ExitStatus::Done)
}

/// The files that have a schema.
pub fn files_with_schema() -> PossibleValuesParser {
    schema_files().into()
}

/// Says what a word of the files means.
pub fn explain(word: Option<&str>, console: Console) -> Result<ExitStatus> {
    let told = workspace::explained(word);
    let word = word.unwrap_or_default();
    ensure!(!told.is_empty(), "no file uses the word `{word}`; palmares explain lists those of cells");
    console.answer(&(told.join("\n\n") + "\n")).map(|()| ExitStatus::Done)
}

/// Prints the schema of a file; of all of them, by name, when none is named.
pub fn schema(file: Option<&str>, console: Console) -> Result<ExitStatus> {
    let all = schemas();
    let text = match file.and_then(|name| all.get(name)) {
        Some(one) => serde_json::to_string_pretty(one)?,
        None => serde_json::to_string_pretty(&all)?,
    };
    console.answer(&(text + "\n")).map(|()| ExitStatus::Done)
}
