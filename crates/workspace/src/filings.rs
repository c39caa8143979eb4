//! The entries `[[heading]]` of `decisions.toml`: as which sector persons filed a heading. They only grow.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use super::append::{append as append_entry, quoted};
use super::load::DECISIONS;
use super::sectors::{Meaning, SectorLabel, labels};
use super::tree::{Field, Names, Table};
use model::SourceId;

/// The word that takes a filing back.
const UNDONE: &str = "undone";

/// A person's word on a heading of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// The source that prints it.
    pub source: SourceId,
    /// The heading, as printed.
    pub printed: String,
    /// What it means; nothing to take an earlier word back.
    pub meaning: Option<Meaning>,
    /// Who decided.
    pub who: String,
    /// On which day, `YYYY-MM-DD`.
    pub when: String,
    /// Why.
    pub why: String,
}

impl fmt::Display for Filing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, printed, meaning, who, when, why } = self;
        let sector = meaning.as_ref().map_or(UNDONE, Meaning::word);
        write!(f, "“{printed}” of {source} is {sector} ({who}, {when}: {why})")
    }
}

/// What the filings make of headings: the last word on each.
pub fn read(root: &mut Table<'_>, sectors: &Names, sources: &Names) -> Vec<SectorLabel> {
    let items = root.get("heading").and_then(Field::items).unwrap_or_default();
    let filed = items.into_iter().filter_map(|item| read_filing(item, sectors, sources));
    let last: BTreeMap<_, _> = filed.collect();
    let label = |((source, text), meaning): ((SourceId, String), Option<Meaning>)| {
        Some(SectorLabel { source: Some(source), from: None, until: None, text, meaning: meaning? })
    };
    last.into_iter().filter_map(label).collect()
}

type Filed = ((SourceId, String), Option<Meaning>);

fn read_filing(field: Field<'_>, sectors: &Names, sources: &Names) -> Option<Filed> {
    let mut t = field.table("a decision on a heading")?;
    let source = t.need("source", "\"podium\"").and_then(|f| sources.find(f, SourceId::new));
    let heading = t.need("text", "\"Entreprises de services\"").and_then(labels::heading);
    let meaning = t.need("sector", "\"each-company\"").and_then(|f| match f.text()? {
        UNDONE => Some(None),
        _ => labels::meaning(f, sectors).map(Some),
    });
    t.need("who", "\"editor\"").and_then(Field::owned);
    t.need("when", "2026-11-21").and_then(Field::day);
    t.need("why", "\"all of them sell insurance\"").and_then(Field::owned);
    t.close();
    let (text, _) = heading?;
    Some(((source?, text), meaning?))
}

/// Adds a filing to the end of the workspace's `decisions.toml`; what stands there stays as it is.
///
/// # Errors
/// When the file cannot be written.
pub fn append(workspace: &Path, filing: &Filing) -> io::Result<()> {
    let Filing { source, printed, meaning, who, when, why } = filing;
    let sector = meaning.as_ref().map_or(UNDONE, Meaning::word);
    let entry = format!(
        "\n[[heading]]\nsource = \"{source}\"\ntext   = {}\nsector = \"{sector}\"\nwho    = {}\nwhen   = {when}\nwhy    = {}\n",
        quoted(printed),
        quoted(who),
        quoted(why)
    );
    append_entry(&workspace.join(DECISIONS), &entry)
}
