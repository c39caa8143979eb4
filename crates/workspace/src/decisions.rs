//! `decisions.toml`: what persons decided on names (`[[decision]]`), on headings (`[[heading]]`) and on pages that had
//! changed (`[[page]]`). The file only grows. And `corrections.toml`: what the site once said and was wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use crate::file::TextFile;
use crate::keys::DECISIONS_FILE;
use crate::load::DECISIONS;
use crate::mistake::Mistakes;
use crate::sectors::{Meaning, SectorLabel, heading, meaning};
use crate::tree::{Declared, Document, Field, TomlTable, readable};
use crate::value::words::{PAGE_VERDICTS, VERDICTS};
use crate::value::{self, Wrong};
use model::{Bilingual, CompanyId, Correction, Decision, Digest, Label, SourceId};

/// Adds an entry to the end of a file; what stands there stays as it is.
fn append(path: &Path, entry: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    // In one piece, so that two programs that write at once do not mix their lines.
    file.write_all(entry.as_bytes())?;
    file.sync_data()
}

/// A text as TOML writes it.
pub fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

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
pub fn append_decision(workspace: &Path, decision: &Decision) -> Result<(), NotWritten> {
    let entry = decision_entry(decision);
    refuse_unreadable(&entry)?;
    Ok(append(&workspace.join(DECISIONS), &entry)?)
}

fn decision_entry(decision: &Decision) -> String {
    let Decision { one, other, who, when, why, .. } = decision;
    format!(
        "\n[[decision]]\nverdict = \"{}\"\none     = {}\nother   = {}\nwho     = {}\nwhen    = {when}\nwhy     = {}\n",
        decision.verdict.word(),
        toml_text(one),
        toml_text(other),
        toml_text(who),
        toml_text(&why.fr)
    )
}

fn refuse_unreadable(entry: &str) -> Result<(), NotWritten> {
    let file = TextFile::new("the new decision", entry.to_owned());
    let text = readable(&file);
    let document = Document::parse(&file, &text);
    decisions(document.root(&DECISIONS_FILE));
    Mistakes::new(file.into_mistakes()).map_or(Ok(()), |mistakes| Err(NotWritten::Refused(mistakes)))
}

/// Reads the decisions, oldest first; those of one day in the order of the file.
pub fn decisions(root: TomlTable<'_>) -> Vec<Decision> {
    let items = root.get("decision").and_then(Field::items).unwrap_or_default();
    let mut decisions: Vec<Decision> = items.into_iter().filter_map(decision).collect();
    decisions.sort_by(|a, b| a.when.cmp(&b.when));
    decisions
}

fn decision(field: Field<'_>) -> Option<Decision> {
    let t = field.table()?;
    let verdict = t.get("verdict").and_then(|f| f.word(VERDICTS));
    let one = t.get("one").and_then(Field::owned);
    let other = t.get("other").and_then(Field::owned);
    let who = t.get("who").and_then(Field::owned);
    let when = t.get("when").and_then(whole_day);
    let why = t.bilingual("why", "why-en");
    t.get("why")?;
    Some(Decision { verdict: verdict?, one: one?, other: other?, who: who?, when: when?, why })
}

fn whole_day(field: Field<'_>) -> Option<String> {
    let day = field.day()?;
    if day.day().is_none() {
        field.refuse("`when` needs a whole day", "write it as 2026-11-21");
    }
    day.day().map(|_| day.to_string())
}

/// The word that takes a filing back.
const UNDONE: &str = "undone";

/// A person's word on a heading of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    pub source: SourceId,
    pub printed: String,
    /// What it means; nothing to take an earlier word back.
    pub meaning: Option<Meaning>,
    pub who: String,
    /// On which day, `YYYY-MM-DD`.
    pub when: String,
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
pub fn filings(root: TomlTable<'_>, sectors: &Declared, sources: &Declared) -> Vec<SectorLabel> {
    let items = root.get("heading").and_then(Field::items).unwrap_or_default();
    let filed = items.into_iter().filter_map(|item| read_filing(item, sectors, sources));
    let last: BTreeMap<_, _> = filed.collect();
    let label = |((source, text), meaning): ((SourceId, String), Option<Meaning>)| {
        Some(SectorLabel { source: Some(source), from: None, until: None, text, meaning: meaning? })
    };
    last.into_iter().filter_map(label).collect()
}

type Filed = ((SourceId, String), Option<Meaning>);

fn read_filing(field: Field<'_>, sectors: &Declared, sources: &Declared) -> Option<Filed> {
    let t = field.table()?;
    let source = t.get("source").and_then(|f| sources.find(f, SourceId::new));
    let printed = t.get("text").and_then(heading);
    let filed_as = t.get("sector").and_then(|f| match f.text()? {
        UNDONE => Some(None),
        _ => meaning(f, sectors).map(Some),
    });
    t.get("who").and_then(Field::owned);
    t.get("when").and_then(Field::day);
    t.get("why").and_then(Field::owned);
    let (text, _) = printed?;
    Some(((source?, text), filed_as?))
}

/// Adds a filing to the end of the workspace's `decisions.toml`; what stands there stays as it is.
///
/// # Errors
/// When the file cannot be written.
pub fn append_filing(workspace: &Path, filing: &Filing) -> io::Result<()> {
    let Filing { source, printed, meaning, who, when, why } = filing;
    let sector = meaning.as_ref().map_or(UNDONE, Meaning::word);
    let entry = format!(
        "\n[[heading]]\nsource = \"{source}\"\ntext   = {}\nsector = \"{sector}\"\nwho    = {}\nwhen   = {when}\nwhy    = {}\n",
        toml_text(printed),
        toml_text(who),
        toml_text(why)
    );
    append(&workspace.join(DECISIONS), &entry)
}

/// What a person decided on a page that had changed, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Whether its records take the place of those known before.
    pub verdict: PageVerdict,
    pub source: SourceId,
    pub edition: Label,
    /// The SHA-256 of the copy that was judged.
    pub snapshot: Digest,
    pub who: String,
    /// On which day, `YYYY-MM-DD`.
    pub when: String,
    pub why: String,
    /// How many decisions on names stand before it in the file: which of all was the last tells what to take back.
    pub after: usize,
}

impl Ruling {
    /// Those that nobody took back, oldest first: each that is undone takes the last one on its copy away.
    pub fn standing(all: &[Self]) -> Vec<&Self> {
        let mut standing: Vec<&Self> = Vec::new();
        for ruling in all {
            if ruling.verdict != PageVerdict::Undone {
                standing.push(ruling);
            } else if let Some(last) = standing.iter().rposition(|other| other.is_on(ruling)) {
                standing.remove(last);
            }
        }
        standing
    }

    fn is_on(&self, other: &Self) -> bool {
        (self.source, self.edition, self.snapshot) == (other.source, other.edition, other.snapshot)
    }
}

/// What a person decided on a page that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageVerdict {
    /// What it says now takes the place of what it said.
    Accept,
    /// What it said before stays.
    Reject,
    /// The last decision on the copy is taken back.
    Undone,
}

/// Reads the rulings, oldest first; those of one day in the order of the file.
pub fn rulings(root: TomlTable<'_>) -> Vec<Ruling> {
    let [items, others] =
        ["page", "decision"].map(|key| root.get(key).and_then(Field::items).unwrap_or_default());
    let mut rulings: Vec<Ruling> = items.into_iter().filter_map(|item| read_ruling(item, &others)).collect();
    rulings.sort_by(|a, b| a.when.cmp(&b.when));
    rulings
}

fn read_ruling(field: Field<'_>, others: &[Field<'_>]) -> Option<Ruling> {
    let after = others.iter().filter(|other| other.span().start < field.span().start).count();
    let t = field.table()?;
    let remedy = "let `palmares decide accept` or `reject` write it";
    let digest = |text: &str| text.parse().map_err(|_| Wrong::new("it is not a SHA-256", remedy));
    let source = |text: &str| SourceId::new(text).map_err(|_| Wrong::new("it is not a source", remedy));
    let verdict = t.get("verdict").and_then(|f| f.word(PAGE_VERDICTS));
    let source = t.get("source").and_then(|f| f.read(source));
    let edition = t.get("edition").and_then(|f| f.read(value::label));
    let snapshot = t.get("snapshot").and_then(|f| f.read(digest));
    let who = t.get("who").and_then(Field::owned);
    let when = t.get("when").and_then(Field::day);
    let why = t.get("why").and_then(Field::owned);
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
pub fn append_ruling(workspace: &Path, ruling: &Ruling) -> io::Result<()> {
    let Ruling { verdict, source, edition, snapshot, who, when, why, after: _ } = ruling;
    let (word, _) =
        PAGE_VERDICTS.iter().find(|(_, known)| known == verdict).expect("every verdict has a word");
    let entry = format!(
        "\n[[page]]\nverdict  = \"{word}\"\nsource   = \"{source}\"\nedition  = {}\nsnapshot = \"{snapshot}\"\n\
         who      = {}\nwhen     = {when}\nwhy      = {}\n",
        toml_text(edition.as_str()),
        toml_text(who),
        toml_text(why)
    );
    append(&workspace.join(DECISIONS), &entry)
}

/// Reads the corrections, oldest first; those of one day in the order of the file.
pub fn corrections(root: TomlTable<'_>, companies: &Declared, sources: &Declared) -> Vec<Correction> {
    let items = root.get("correction").and_then(Field::items).unwrap_or_default();
    let read = |item| read_correction(item, companies, sources);
    let mut corrections: Vec<Correction> = items.into_iter().filter_map(read).collect();
    corrections.sort_by_key(|correction| correction.when);
    corrections
}

fn read_correction(field: Field<'_>, companies: &Declared, sources: &Declared) -> Option<Correction> {
    let t = field.table()?;
    let when = t.get("when").and_then(Field::day);
    let fr = t.get("what").and_then(Field::owned);
    let en = t.get("what-en").and_then(Field::owned).unwrap_or_default();
    let url = t.get("url").and_then(|f| f.read(value::address));
    let company = t.get("company").and_then(|f| companies.find(f, CompanyId::new));
    let source = t.get("source").and_then(|f| sources.find(f, SourceId::new));
    let year = t.get("year").and_then(Field::year);
    let edition = t.get("edition");
    if let Some(alone) = edition.filter(|_| source.is_none()) {
        alone.refuse("`edition` without `source`", "name the source, for example: source = \"podium\"");
    }
    let edition = edition.and_then(|f| f.read(value::label));
    Some(Correction { when: when?, what: Bilingual { fr: fr?, en }, url, company, source, edition, year })
}
