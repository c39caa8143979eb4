//! The entries `[[page]]` of `decisions.toml`: what persons decided on pages that had changed. They only grow.

use std::io;
use std::path::Path;

use super::append::{append as append_entry, quoted};
use super::load::DECISIONS;
use super::tree::{Field, Table};
use super::value::{self, Wrong};
use crate::{PageVerdict, Ruling};
use model::SourceId;

const VERDICTS: &[(&str, PageVerdict)] =
    &[("accept", PageVerdict::Accept), ("reject", PageVerdict::Reject), ("undone", PageVerdict::Undone)];

/// Reads the rulings, oldest first; those of one day in the order of the file.
pub fn read(root: &mut Table<'_>) -> Vec<Ruling> {
    let [items, others] =
        ["page", "decision"].map(|key| root.get(key).and_then(Field::items).unwrap_or_default());
    let mut rulings: Vec<Ruling> = items.into_iter().filter_map(|item| read_ruling(item, &others)).collect();
    rulings.sort_by(|a, b| a.when.cmp(&b.when));
    rulings
}

fn read_ruling(field: Field<'_>, others: &[Field<'_>]) -> Option<Ruling> {
    let after = others.iter().filter(|other| other.span().start < field.span().start).count();
    let mut t = field.table("a decision on a page")?;
    let remedy = "let `palmares decide accept` or `reject` write it";
    let digest = |text: &str| text.parse().map_err(|_| Wrong::new("it is no SHA-256", remedy));
    let source = |text: &str| SourceId::new(text).map_err(|_| Wrong::new("it is no source", remedy));
    let verdict = t.need("verdict", "\"accept\"").and_then(|f| f.word(VERDICTS));
    let source = t.need("source", "\"podium\"").and_then(|f| f.read(source));
    let edition = t.need("edition", "\"2012\"").and_then(|f| f.read(value::label));
    let snapshot = t.need("snapshot", "the SHA-256 of the copy").and_then(|f| f.read(digest));
    let who = t.need("who", "\"editor\"").and_then(Field::owned);
    let when = t.need("when", "2026-11-21").and_then(Field::day);
    let why = t.need("why", "\"the organiser corrected the list\"").and_then(Field::owned);
    t.close();
    Some(Ruling {
        verdict: verdict?,
        source: source?,
        edition: edition?,
        snapshot: snapshot?,
        who: who?,
        when: when?.to_string(),
        why: why?,
        after,
    })
}

/// Adds a ruling to the end of the workspace's `decisions.toml`; what stands there stays as it is.
///
/// # Errors
/// When the file cannot be written.
pub fn append(workspace: &Path, ruling: &Ruling) -> io::Result<()> {
    let Ruling { verdict, source, edition, snapshot, who, when, why, after: _ } = ruling;
    let (word, _) = VERDICTS.iter().find(|(_, known)| known == verdict).expect("every verdict has a word");
    let entry = format!(
        "\n[[page]]\nverdict  = \"{word}\"\nsource   = \"{source}\"\nedition  = {}\nsnapshot = \"{snapshot}\"\n\
         who      = {}\nwhen     = {when}\nwhy      = {}\n",
        quoted(edition.as_str()),
        quoted(who),
        quoted(why)
    );
    append_entry(&workspace.join(DECISIONS), &entry)
}
