//! Frozen pages: `tests/pages/<shape>/<edition>.<ext>`, the rule of the shape beside them, and the records expected.
//!
//! Adding a page is adding a file; `INSTA_UPDATE=always cargo test pages` writes what is read for a person to check.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use model::{Digest, Kind, Label, Passage, Record, SourceId};
use read::{Context, Extraction, Page, Word, read, words, written};
use workspace::Rule;
use workspace::rules_in;

/// A frozen page and the rule that reads it.
pub struct Frozen {
    pub shape: String,
    pub edition: String,
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    /// The bytes as text.
    pub body: String,
    pub rule: Rule,
    pub kind: Kind,
    /// The words of a PDF, as `pdftotext -tsv` tells them.
    pub words: Vec<Word>,
}

impl Frozen {
    pub fn context(&self) -> Context {
        let about = Context::new(SourceId::new("source").unwrap(), self.kind, Label::new(&self.edition));
        let url = "https://example.org/".to_owned();
        Context { url, digest: Digest::of(self.body.as_bytes()), ..about }
    }

    pub fn page<'a>(&'a self, body: &'a str) -> Page<'a> {
        match self.path.extension().and_then(|e| e.to_str()).unwrap() {
            "html" => Page::Html(body),
            "csv" => Page::Csv(body),
            "json" => Page::Json(body),
            "xlsx" => Page::Workbook(&self.bytes),
            "txt" => Page::Plain(body),
            "tsv" => Page::Words(&self.words),
            other => panic!("{other} is no kind of page"),
        }
    }

    pub fn read(&self) -> Extraction {
        read(self.page(&self.body), &self.rule, &self.context())
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// All frozen pages, in order.
pub fn frozen() -> Vec<Frozen> {
    let mut all = Vec::new();
    for folder in sorted(&root()) {
        let shape = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(folder.join("rule.toml")).unwrap();
        let rules: BTreeMap<String, Rule> =
            rules_in(&format!("{shape}/rule.toml"), &text).unwrap_or_else(|m| panic!("{m}"));
        let kind = match text.lines().next().unwrap().trim_start_matches("# kind = ") {
            "award" => Kind::Award,
            "ranking" => Kind::Ranking,
            "benchmark" => Kind::Benchmark,
            "label" => Kind::Label,
            other => panic!("{shape}: {other} is no kind"),
        };
        for path in sorted(&folder) {
            if !["html", "csv", "json", "txt", "tsv", "xlsx"]
                .contains(&path.extension().and_then(|e| e.to_str()).unwrap_or_default())
            {
                continue;
            }
            let edition = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(&path).unwrap();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            let words = if path.extension().is_some_and(|e| e == "tsv") { words(&body) } else { vec![] };
            let rule = rules[&shape].clone();
            all.push(Frozen { shape: shape.clone(), edition, path, bytes, body, rule, kind, words });
        }
    }
    all
}

/// What was read, one record a line.
pub fn shown(extraction: &Extraction) -> String {
    let mut out = String::new();
    for record in &extraction.records {
        writeln!(out, "{}", row(record)).unwrap();
    }
    if let Some(claimed) = extraction.claimed {
        writeln!(out, "claimed: {claimed}").unwrap();
    }
    for unread in &extraction.unread {
        writeln!(out, "UNREAD line {}: {} ({})", unread.line, unread.text, unread.reason).unwrap();
    }
    for trouble in &extraction.troubles {
        writeln!(out, "TROUBLE {trouble}").unwrap();
    }
    out
}

/// A record as one line.
pub fn row(record: &Record) -> String {
    let Passage { place, line, excerpt, .. } = record.locator.passage().expect("it was read from a page");
    let [before, winner, after] = excerpt.parts();
    let marked = format!("{before}⟦{winner}⟧{after}");
    let number = |n: Option<String>| n.unwrap_or_default();
    [
        record.edition.to_string(),
        number(record.awarded.map(|d| d.to_string())),
        format!("{:?}", record.level).to_lowercase(),
        record.category.to_string(),
        record.sector.to_string(),
        number(record.place.map(|p| format!("{}{}", p.number, if p.tied { "=" } else { "" }))),
        format!("{:?}", record.outcome).to_lowercase(),
        record.company.to_string(),
        record.person.to_string(),
        number(record.score.map(|s| s.to_string())),
        number(record.scale.map(|s| s.to_string())),
        format!("{:?} {}", record.evidence.kind, record.evidence.remark).to_lowercase(),
        format!("{line}: {marked} in {place}"),
    ]
    .join(" | ")
}

#[test]
fn every_frozen_page_is_read_as_expected() {
    let mut faults = String::new();
    for page in frozen() {
        let extraction = page.read();
        let lines = shown(&extraction);
        if !extraction.is_clean() || extraction.records.is_empty() {
            writeln!(faults, "== {} {}\n{lines}", page.shape, page.edition).unwrap();
        }
        insta::with_settings!({
            snapshot_path => page.path.parent().unwrap(), prepend_module_to_snapshot => false, omit_expression => true
        }, {
            insta::assert_snapshot!(page.edition.as_str(), lines);
        });
    }
    assert!(
        faults.is_empty(),
        "every line of a frozen page is read or ignored, and none is empty:\n{faults}"
    );
}

#[test]
fn every_rule_is_written_as_the_toml_that_reads_back_as_the_same_rule() {
    for page in frozen() {
        let text = written(&page.rule, &page.rule.name);
        let again = rules_in(&page.shape, &text).unwrap_or_else(|m| panic!("{m}\n{text}"));
        assert_eq!(again[&page.rule.name], page.rule, "{text}");
    }
}
