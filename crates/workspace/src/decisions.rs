//! `decisions.toml`: what persons decided on two names. The file only grows.

use std::io;
use std::path::Path;

use super::append::{append as append_entry, quoted};
use super::file::TextFile;
use super::load::DECISIONS;
use super::mistake::Mistakes;
use super::tree::{Document, Field, Table, readable};
use model::{Decision, Verdict};

const VERDICTS: &[(&str, Verdict)] =
    &[("same", Verdict::Same), ("different", Verdict::Different), ("undone", Verdict::Undone)];

/// Why a decision was not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// It would not be read again.
    #[error("the decision cannot be written as it is\n{0}")]
    Refused(Mistakes),
    /// The file cannot be written.
    #[error("cannot write {DECISIONS}: {0}")]
    Io(#[from] io::Error),
}

/// Adds a decision to the end of the workspace's `decisions.toml`; what stands there stays as it is.
///
/// # Errors
/// When a text holds what the reader refuses, such as an invisible character, or when the file cannot be written.
pub fn append(workspace: &Path, decision: &Decision) -> Result<(), NotWritten> {
    let entry = entry(decision);
    refuse_unreadable(&entry)?;
    Ok(append_entry(&workspace.join(DECISIONS), &entry)?)
}

fn entry(decision: &Decision) -> String {
    let Decision { one, other, who, when, why, .. } = decision;
    format!(
        "\n[[decision]]\nverdict = \"{}\"\none     = {}\nother   = {}\nwho     = {}\nwhen    = {when}\nwhy     = {}\n",
        decision.verdict.word(),
        quoted(one),
        quoted(other),
        quoted(who),
        quoted(why)
    )
}

fn refuse_unreadable(entry: &str) -> Result<(), NotWritten> {
    let file = TextFile::new("the new decision", entry.to_owned());
    let text = readable(&file);
    let document = Document::parse(&file, &text);
    let mut root = document.root();
    read(&mut root);
    root.close();
    Mistakes::new(file.into_mistakes()).map_or(Ok(()), |mistakes| Err(NotWritten::Refused(mistakes)))
}

/// Reads the decisions, oldest first; those of one day in the order of the file.
pub fn read(root: &mut Table<'_>) -> Vec<Decision> {
    let items = root.get("decision").and_then(Field::items).unwrap_or_default();
    let mut decisions: Vec<Decision> = items.into_iter().filter_map(read_decision).collect();
    decisions.sort_by(|a, b| a.when.cmp(&b.when));
    decisions
}

fn read_decision(field: Field<'_>) -> Option<Decision> {
    let mut t = field.table("a decision")?;
    let verdict = t.need("verdict", "\"same\"").and_then(|f| f.word(VERDICTS));
    let one = t.need("one", "\"Meetic Affinity\"").and_then(Field::owned);
    let other = t.need("other", "\"Meetic\"").and_then(Field::owned);
    let who = t.need("who", "\"editor\"").and_then(Field::owned);
    let when = t.need("when", "2026-11-21").and_then(whole_day);
    let why = t.need("why", "\"one site, one name since 2015\"").and_then(Field::owned);
    t.close();
    Some(Decision { verdict: verdict?, one: one?, other: other?, who: who?, when: when?, why: why? })
}

fn whole_day(field: Field<'_>) -> Option<String> {
    let day = field.day()?;
    if day.day().is_none() {
        field.refuse("`when` needs a whole day", "write it as 2026-11-21");
    }
    day.day().map(|_| day.to_string())
}
