//! Additions: what a person saved at the desk, put into the files of a workspace. A file only gains: rows at the end of
//! a CSV file, an edition below the others of its source, a rule at the end of `sources.toml`, a sector, the sector of a
//! company. No byte that stands there is changed, so that comments, order and spelling stay a person's own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, Terminator, WriterBuilder};
use toml::{Table, Value};

use crate::decisions::{Judgement, toml_text};
use crate::file::TextFile;
use crate::keys::{COMPANIES_FILE, LEFT_OUT, ROWS, SECTORS_FILE, SOURCES_FILE};
use crate::load::{DECISIONS, LEFT_OUT as LEFT_OUT_FILE, SOURCES};
use crate::mistake::Mistakes;
use crate::records::rows;
use crate::sources;
use crate::tree::{Document, readable};
use crate::value::words::{EVIDENCE, LEVELS, OUTCOMES};
use model::{Company, Day, Label, Language, Record, Remark, SectorId, Source, SourceId};

/// A row by the names of its columns; one that is not named is empty.
pub type RowCells = BTreeMap<&'static str, String>;

/// A file, and the pieces that it gains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    pub file: String,
    before: String,
    /// Each with the byte before which it stands, in the order of the file.
    pieces: Vec<(usize, String)>,
}

#[derive(Debug, thiserror::Error)]
pub enum NotAdded {
    #[error("{file}: {source}")]
    Io { file: String, source: io::Error },
    #[error("{0} was changed by another program meanwhile; look at what would be saved again")]
    Changed(String),
    #[error("{0} is not written in UTF-8; save it as UTF-8 first, and save the rows again")]
    Charset(String),
    #[error(
        "{file} has no column `{column}`; add it to the first line and to each row, or leave the column out"
    )]
    NoColumn { file: String, column: &'static str },
    #[error("{0} writes {1} in a way that nothing can be added to; add these lines by hand:\n{2}")]
    NoPlace(String, String, String),
    /// What would not be read again, in words, and why.
    #[error("{0}\n{1}")]
    Unreadable(&'static str, Mistakes),
    #[error("{SOURCES} declares `{0}` already; choose another identifier, or its name in the menu")]
    Declared(String),
}

/// Refuses what the reader of a file noted of a text that the file would gain.
pub(crate) fn refuse_unreadable(read: TextFile, why: &'static str) -> Result<(), NotAdded> {
    Mistakes::new(read.into_mistakes()).map_or(Ok(()), |mistakes| Err(NotAdded::Unreadable(why, mistakes)))
}

/// Where a file is made ready that will be exchanged with the one beside it.
const FRESH: &str = ".palmares-added";

impl Addition {
    /// What the file gains, piece by piece.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|(_, text)| text.as_str())
    }

    /// The file as it will be.
    pub fn after(&self) -> String {
        let mut text = String::with_capacity(self.before.len() + 1024);
        let mut from = 0;
        for (at, piece) in &self.pieces {
            text += &self.before[from..*at];
            text += piece;
            from = *at;
        }
        text + &self.before[from..]
    }

    /// Writes the file beside itself and puts it in its own place in one step: whoever is stopped in between leaves
    /// either the file as it was or the file as it will be.
    pub fn write(&self, workspace: &Path) -> Result<(), NotAdded> {
        self.replace(workspace, &self.before, &self.after())
    }

    /// Takes the pieces away again, as long as nobody has changed the file since.
    pub fn take_back(&self, workspace: &Path) -> Result<(), NotAdded> {
        self.replace(workspace, &self.after(), &self.before)
    }

    fn replace(&self, workspace: &Path, expected: &str, text: &str) -> Result<(), NotAdded> {
        let trouble = |source| NotAdded::Io { file: self.file.clone(), source };
        // A link is followed, or its place would be taken by a file.
        let named = workspace.join(&self.file);
        let path = named.canonicalize().unwrap_or(named);
        let folder = path.parent().map_or_else(|| workspace.to_owned(), Path::to_owned);
        fs::create_dir_all(&folder).map_err(trouble)?;
        // From the look to the exchange nobody else adds: of two that began from the same text, one would be lost.
        let alone = File::open(&folder).and_then(|folder| folder.lock().map(|()| folder)).map_err(trouble)?;
        if text_of(&path, &self.file)? != expected {
            return Err(NotAdded::Changed(self.file.clone()));
        }
        // Always of one name, so that what a killed run left goes with the next one.
        match fs::remove_file(folder.join(FRESH)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(trouble(error)),
            Ok(()) | Err(_) => {}
        }
        let mut beside = tempfile::Builder::new();
        let mut beside = beside.prefix(FRESH).rand_bytes(0).tempfile_in(&folder).map_err(trouble)?;
        beside.write_all(text.as_bytes()).map_err(trouble)?;
        if let Ok(about) = fs::metadata(&path) {
            beside.as_file().set_permissions(about.permissions()).map_err(trouble)?;
        }
        beside.as_file().sync_all().map_err(trouble)?;
        beside.persist(&path).map_err(|error| trouble(error.error))?;
        // The new name is as durable as the bytes only once the folder is.
        alone.sync_all().map_err(trouble)
    }
}

/// The text of a file of the workspace; empty where there is none.
fn text_of(path: &Path, name: &str) -> Result<String, NotAdded> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| NotAdded::Charset(name.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(NotAdded::Io { file: name.to_owned(), source }),
    }
}

/// A record as the cells of a row, which the reader of rows reads back as the same.
pub fn cells(record: &Record) -> RowCells {
    fn word<T: PartialEq>(words: &[(&str, T)], of: &T) -> String {
        words
            .iter()
            .find(|(_, meaning)| meaning == of)
            .map_or_else(String::new, |(word, _)| (*word).to_owned())
    }
    let kind = word(EVIDENCE, &record.evidence.kind);
    let remark = match record.evidence.remark {
        Remark::Written { own, .. } if !own.is_empty() => format!(" ({own})"),
        Remark::Written { .. } | Remark::Streak { .. } | Remark::Arithmetic | Remark::ListGoesOn => {
            String::new()
        }
    };
    let shown = |value: Option<String>| value.unwrap_or_default();
    let place = record.place.map(|place| format!("{}{}", place.number, if place.tied { "=" } else { "" }));
    [
        ("edition", record.edition.to_string()),
        ("awarded", shown(record.awarded.map(|day| day.to_string()))),
        ("category", record.category.to_string()),
        ("sector", record.sector.to_string()),
        ("level", word(LEVELS, &record.level)),
        ("rank", shown(place)),
        ("outcome", word(OUTCOMES, &record.outcome)),
        ("company", record.company.to_string()),
        ("person", record.person.to_string()),
        ("score", shown(record.score.map(|score| score.to_string()))),
        ("scale", shown(record.scale.map(|scale| scale.to_string()))),
        ("url", record.url.to_string()),
        ("title", record.title.to_string()),
        ("evidence", kind + &remark),
        ("remark_en", record.evidence.remark.english().to_string()),
    ]
    .into()
}

/// What the build will make of some rows: the records, and what is wrong with the others, by the number of the row.
pub fn understood(rows: &[RowCells], source: &Source) -> (Vec<(usize, Record)>, BTreeMap<usize, String>) {
    let header: Vec<&str> = ROWS.iter().map(|column| column.name).collect();
    let file = TextFile::new("the new rows", written(&header, rows, "\n", true));
    let records = self::rows(&file, source.id, Some(source));
    // The header is line 1, and no cell has a line break.
    let number = |line: u64| usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(2);
    let numbered = records.into_iter().map(|record| match record.locator {
        model::Locator::Row { line, .. } => (number(line), record),
        model::Locator::Snapshot(_) => (0, record),
    });
    let records = numbered.collect();
    let mut wrong = BTreeMap::new();
    for mistake in file.into_mistakes() {
        let line = mistake.spot.point.as_ref().map_or(0, |point| point.line);
        wrong.insert(number(line as u64), format!("{}; {}", mistake.what, mistake.remedy));
    }
    (records, wrong)
}

/// Rows at the end of a source's file, under the columns that it has, in their order.
pub fn rows_added(
    workspace: &Path,
    name: &str,
    new: &[RowCells],
    source: &Source,
) -> Result<Addition, NotAdded> {
    let before = text_of(&workspace.join(name), name)?;
    let bare = before.trim_start_matches('\u{feff}');
    let header = header(bare);
    let header: Vec<&str> = match &header {
        Some(header) => header.iter().map(String::as_str).collect(),
        None => ROWS.iter().map(|column| column.name).collect(),
    };
    let said = |name: &str| new.iter().any(|row| row.get(name).is_some_and(|cell| !cell.is_empty()));
    let missing = ROWS.iter().find(|column| {
        // What only repeats what the file's other rows leave out is no loss.
        said(column.name)
            && !header.contains(&column.name)
            && !["level", "title", "remark_en", "added"].contains(&column.name)
    });
    if let Some(column) = missing {
        return Err(NotAdded::NoColumn { file: name.to_owned(), column: column.name });
    }
    let feed = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let mut piece = String::new();
    if !bare.is_empty() && !before.ends_with('\n') {
        piece += feed;
    }
    piece += &written(&header, new, feed, bare.trim().is_empty());
    let checked = TextFile::new(name, written(&header, new, "\n", true));
    rows(&checked, source.id, Some(source));
    refuse_unreadable(checked, "the rows would not be read again")?;
    Ok(Addition { file: name.to_owned(), pieces: vec![(before.len(), piece)], before })
}

/// Facts that were left out, at the end of `data/left-out.csv`.
pub fn left_out_added(workspace: &Path, new: &[RowCells]) -> Result<Addition, NotAdded> {
    let before = text_of(&workspace.join(LEFT_OUT_FILE), LEFT_OUT_FILE)?;
    let own = header(before.trim_start_matches('\u{feff}'));
    let usual = || LEFT_OUT.iter().map(|column| column.name.to_owned()).collect();
    let header: Vec<String> = own.clone().unwrap_or_else(usual);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let piece = format!("{gap}{}", written(&header, new, "\n", own.is_none()));
    Ok(Addition { file: LEFT_OUT_FILE.to_owned(), pieces: vec![(before.len(), piece)], before })
}

/// Decisions at the end of `decisions.toml`.
pub fn decisions_added(workspace: &Path, new: &[Judgement]) -> Result<Addition, NotAdded> {
    let before = text_of(&workspace.join(DECISIONS), DECISIONS)?;
    let mut piece = String::new();
    for judgement in new {
        piece += &judgement.readable_entry()?;
    }
    Ok(Addition { file: DECISIONS.to_owned(), pieces: vec![(before.len(), piece)], before })
}

/// `sources.toml` with a new source at its end: its keys and their values, a text each, but `render`, which is a flag.
pub fn source_added(workspace: &Path, id: &str, told: &[(&str, &str)]) -> Result<Addition, NotAdded> {
    let before = text_of(&workspace.join(SOURCES), SOURCES)?;
    let old: Table = before.parse().unwrap_or_default();
    if old.get("source").and_then(|all| all.get(id)).is_some() {
        return Err(NotAdded::Declared(id.to_owned()));
    }
    let line = |(key, value): &(&str, &str)| match *value {
        "true" if *key == "render" => format!("{key} = true\n"),
        value => format!("{key} = {}\n", toml_text(&one_line(value))),
    };
    let lines: String = told.iter().filter(|(_, value)| !value.trim().is_empty()).map(line).collect();
    // An identifier that is none is told by the reader, so it must reach it as one key.
    let key = if id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        id.to_owned()
    } else {
        toml_text(id)
    };
    let table = format!("[source.{key}]\n{lines}");
    let file = TextFile::new("the new source", table.clone());
    let text = readable(&file);
    let document = Document::parse(&file, &text);
    sources::read(document.root(&SOURCES_FILE), &document.names("source"), &document.names("rule"));
    refuse_unreadable(file, "the source would not be read again")?;
    let gap = if before.is_empty() || before.ends_with('\n') { "\n" } else { "\n\n" };
    let piece = (before.len(), format!("{gap}{table}"));
    gaining(SOURCES, before, vec![piece], "its end".to_owned())
}

/// The names in the first row of a CSV file, unless it is empty.
fn header(text: &str) -> Option<Vec<String>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let first = reader.records().next()?.ok()?;
    Some(first.iter().map(|name| name.trim().to_owned()).collect())
}

fn written(header: &[&str], rows: &[RowCells], feed: &str, with_header: bool) -> String {
    let terminator = if feed == "\n" { Terminator::Any(b'\n') } else { Terminator::CRLF };
    let mut csv = WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
    let mut write = |cells: Vec<String>| csv.write_record(cells).expect("memory takes everything");
    if with_header {
        write(header.iter().map(|name| (*name).to_owned()).collect());
    }
    for row in rows {
        let cell = |name: &&str| row.get(*name).map(|cell| one_line(cell)).unwrap_or_default();
        write(header.iter().map(cell).collect());
    }
    let bytes = csv.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("cells are text")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An edition as it will be declared, or what one that is declared gains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionAdded {
    pub source: SourceId,
    pub label: Label,
    pub awarded: Option<Day>,
    pub url: Option<String>,
    pub claimed: Option<u32>,
    /// The rule that reads its page, as a table and by its name.
    pub rule: Option<(String, String)>,
    /// The file of the source, where it has none yet.
    pub file: Option<String>,
}

/// `sources.toml` with an edition, or with what a declared one lacks; nothing where nothing is missing.
pub fn edition_added(workspace: &Path, new: &EditionAdded) -> Result<Option<Addition>, NotAdded> {
    let before = text_of(&workspace.join(SOURCES), SOURCES)?;
    let old: Table = before.parse().unwrap_or_default();
    let source = old.get("source").and_then(|all| all.get(new.source.as_str()));
    let known = source.and_then(|source| source.get("edition")?.get(new.label.as_str()));
    let lines = lines(new, known);
    let id = new.source.as_str();
    let mut pieces: Vec<(usize, String)> = Vec::new();
    if let Some(file) = &new.file {
        let line = format!("file = {}\n", toml_text(file));
        let at = below(&before, &format!("[source.{id}]")).map(|range| range.start);
        pieces.push((
            at.ok_or_else(|| {
                NotAdded::NoPlace(SOURCES.to_owned(), format!("the source {id}"), line.clone())
            })?,
            line,
        ));
    }
    if !lines.is_empty() || known.is_none() {
        let heads = label_heads(new.label.as_str()).map(|label| format!("[source.{id}.edition.{label}]"));
        let table = format!("\n{}\n{lines}", heads[0]);
        let place = match known {
            Some(_) => {
                heads.iter().find_map(|head| below(&before, head)).map(|range| (range.start, lines.clone()))
            }
            None => Some((end_of_source(&before, id), table.clone())),
        };
        pieces.push(place.ok_or_else(|| {
            NotAdded::NoPlace(SOURCES.to_owned(), format!("the edition {}", new.label), table)
        })?);
    }
    pieces.sort_by_key(|(at, _)| *at);
    if let Some((table, _)) = &new.rule {
        let gap = if before.ends_with('\n') { "\n" } else { "\n\n" };
        pieces.push((before.len(), format!("{gap}{table}")));
    }
    if pieces.is_empty() {
        return Ok(None);
    }
    gaining(SOURCES, before, pieces, format!("the source {id}")).map(Some)
}

/// The keys that an edition gains, a line each.
fn lines(new: &EditionAdded, known: Option<&Value>) -> String {
    let missing = |key: &str| known.is_none_or(|edition| edition.get(key).is_none());
    let keys = [
        ("awarded", new.awarded.map(day)),
        ("url", new.url.as_deref().map(toml_text)),
        ("claimed", new.claimed.map(|claimed| claimed.to_string())),
        ("read", new.rule.as_ref().map(|(_, name)| toml_text(name))),
    ];
    let said = keys.into_iter().filter(|(key, _)| missing(key));
    said.filter_map(|(key, value)| Some(format!("{key} = {}\n", value?))).collect()
}

/// A whole day is a date of TOML, a month or a year a text.
fn day(day: Day) -> String {
    if day.day().is_some() { day.to_string() } else { toml_text(&day.to_string()) }
}

/// How the label of an edition may stand in a heading: bare where TOML allows it.
fn label_heads(label: &str) -> [String; 3] {
    let bare = !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let quoted = toml_text(label);
    [if bare { label.to_owned() } else { quoted.clone() }, quoted, format!("'{label}'")]
}

/// Where the table below a heading stands: after the line of the heading, up to the next one.
fn below(text: &str, head: &str) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        match start {
            None if said.strip_prefix(head).is_some_and(is_remark) => start = Some(at + line.len()),
            Some(start) if said.starts_with('[') => return Some(start..at),
            None | Some(_) => {}
        }
        at += line.len();
    }
    start.filter(|start| text[..*start].ends_with('\n')).map(|start| start..text.len())
}

fn is_remark(rest: &str) -> bool {
    rest.trim_start().is_empty() || rest.trim_start().starts_with('#')
}

/// The byte after the last table of a source; blank lines and remarks before the next heading belong to that one.
fn end_of_source(text: &str, id: &str) -> usize {
    let heads = [format!("[source.{id}]"), format!("[source.{id}.")];
    let (mut at, mut inside, mut end) = (0, false, None);
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        if said.starts_with('[') {
            inside = heads.iter().any(|head| said.starts_with(head.as_str()));
        }
        at += line.len();
        if inside && !said.is_empty() && !said.starts_with('#') {
            end = Some(at);
        }
    }
    end.filter(|end| text[..*end].ends_with('\n')).unwrap_or(text.len())
}

/// Whether a text of TOML says all that was said before. A line put into the middle of a long value would change it.
fn only_gains(old: &Table, new: &str) -> bool {
    fn holds(new: &Value, old: &Value) -> bool {
        match (new, old) {
            (Value::Table(new), Value::Table(old)) => {
                old.iter().all(|(key, value)| new.get(key).is_some_and(|other| holds(other, value)))
            }
            (new, old) => new == old,
        }
    }
    new.parse::<Table>().is_ok_and(|new| holds(&Value::Table(new), &Value::Table(old.clone())))
}

/// `sectors.toml` with one more sector at its end.
pub fn sector_added(
    workspace: &Path,
    id: SectorId,
    name: &str,
    language: Language,
) -> Result<Addition, NotAdded> {
    let before = text_of(&workspace.join(SECTORS_FILE.name), SECTORS_FILE.name)?;
    let table = format!("[sector.{id}]\n{} = {}\n", language.code(), toml_text(name));
    at_the_end(SECTORS_FILE.name, before, &table)
}

/// `companies.toml` with the sector of a company: a line more below its heading or, where it is not declared, a table more.
pub fn company_sector_added(
    workspace: &Path,
    company: &Company,
    sector: SectorId,
) -> Result<Addition, NotAdded> {
    let before = text_of(&workspace.join(COMPANIES_FILE.name), COMPANIES_FILE.name)?;
    let head = format!("[company.{}]", company.id);
    let line = format!("sector = \"{sector}\"\n");
    match below(&before, &head) {
        Some(table) => {
            let place = format!("the company {}", company.id);
            gaining(COMPANIES_FILE.name, before, vec![(table.start, line)], place)
        }
        None => at_the_end(
            COMPANIES_FILE.name,
            before,
            &format!("{head}\nname = {}\n{line}", toml_text(&company.name)),
        ),
    }
}

fn at_the_end(file: &str, before: String, table: &str) -> Result<Addition, NotAdded> {
    let gap = match before.as_str() {
        "" => "",
        ended if ended.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let piece = (before.len(), format!("{gap}{table}"));
    gaining(file, before, vec![piece], "its end".to_owned())
}

/// A file of TOML that gains some pieces, if it still says all that it said; `place` is named where it would not.
fn gaining(
    file: &str,
    before: String,
    pieces: Vec<(usize, String)>,
    place: String,
) -> Result<Addition, NotAdded> {
    let old: Table = before.parse().unwrap_or_default();
    let addition = Addition { file: file.to_owned(), before, pieces };
    match only_gains(&old, &addition.after()) {
        true => Ok(addition),
        false => Err(NotAdded::NoPlace(file.to_owned(), place, addition.pieces().collect())),
    }
}

/// The file of a source that has none: a new one under `data/`.
pub fn new_file(source: SourceId) -> String {
    PathBuf::from("data").join(format!("{source}.csv")).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# ours\n[source.a]\nname = \"A\"   # kept\n\n[source.a.edition.2011]\nclaimed = 2\n\n# the next\n\
                        [source.b]\nname = \"B\"\n";

    fn new(label: &str, url: &str) -> EditionAdded {
        EditionAdded {
            source: SourceId::new("a").unwrap(),
            label: Label::new(label),
            awarded: "2012-05".parse().ok(),
            url: Some(url.to_owned()),
            claimed: None,
            rule: None,
            file: None,
        }
    }

    fn added(text: &str, new: &EditionAdded) -> String {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SOURCES), text).unwrap();
        let addition = edition_added(folder.path(), new).unwrap().unwrap();
        addition.write(folder.path()).unwrap();
        fs::read_to_string(folder.path().join(SOURCES)).unwrap()
    }

    #[test]
    fn a_new_edition_stands_below_the_others_of_its_source_and_nothing_else_moves() {
        let after = added(TEXT, &new("2012", "https://a.example/2012"));
        let table = "\n[source.a.edition.2012]\nawarded = \"2012-05\"\nurl = \"https://a.example/2012\"\n";
        assert_eq!(after, TEXT.replace("claimed = 2\n", &format!("claimed = 2\n{table}")));
    }

    #[test]
    fn a_declared_edition_gains_the_keys_that_it_lacks() {
        let rule = Some(("[rule.a-2011]\nlines = [\"{company}\"]\n".to_owned(), "a-2011".to_owned()));
        let after = added(TEXT, &EditionAdded { rule, awarded: None, ..new("2011", "https://a.example/") });
        let keys = "edition.2011]\nurl = \"https://a.example/\"\nread = \"a-2011\"\n";
        assert!(
            after.contains(keys) && after.ends_with("\n\n[rule.a-2011]\nlines = [\"{company}\"]\n"),
            "{after}"
        );
    }

    #[test]
    fn a_label_that_is_no_bare_key_is_quoted() {
        let after = added("[source.a]\nname = \"A\"\n", &new("7e vague", "https://a.example/"));
        assert!(after.contains("[source.a.edition.\"7e vague\"]"), "{after}");
    }

    #[test]
    fn a_file_that_was_changed_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SOURCES), TEXT).unwrap();
        let addition = edition_added(folder.path(), &new("2012", "https://a.example/")).unwrap().unwrap();
        fs::write(folder.path().join(SOURCES), "# mine\n").unwrap();
        assert!(matches!(addition.write(folder.path()), Err(NotAdded::Changed(_))));
        assert_eq!(fs::read_to_string(folder.path().join(SOURCES)).unwrap(), "# mine\n");
    }

    #[test]
    fn rows_go_to_the_end_under_the_columns_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let before = "company,edition,outcome,url,evidence\r\n\"A, B\",2011,winner,https://a.example/,stated";
        fs::write(folder.path().join("a.csv"), before).unwrap();
        let source = Source::new(SourceId::new("a").unwrap(), "A".to_owned());
        let row = [
            ("edition", "2012"),
            ("outcome", "winner"),
            ("company", "C “D”, E"),
            ("url", "https://a.example/"),
            ("evidence", "stated"),
            ("level", "category"),
        ];
        let row: RowCells = row.map(|(name, cell)| (name, cell.to_owned())).into();
        let addition = rows_added(folder.path(), "a.csv", std::slice::from_ref(&row), &source).unwrap();
        let line = "\r\n\"C “D”, E\",2012,winner,https://a.example/,stated\r\n";
        assert_eq!(addition.after(), format!("{before}{line}"));
        let scored: RowCells = row.into_iter().chain([("score", "8".to_owned())]).collect();
        let refused = rows_added(folder.path(), "a.csv", &[scored], &source);
        assert!(matches!(refused, Err(NotAdded::NoColumn { column: "score", .. })));
    }
}
