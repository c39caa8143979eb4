//! One byte is another one, in the data, the decisions, the archive or a frozen edition: `verify` must name the figures that
//! rest on it, and no other. What figures rest on is gathered here from the database, not from what the program says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use flate2::bufread::GzDecoder;
use flate2::read::MultiGzDecoder;
use regex::Regex;
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::frozen_editions::{Draw, SmallWorld, YEARS, page, tries};
use crate::project::Project;

/// The rows of a query, each as one text, with the first columns in front.
fn texts(db: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = db.prepare(sql).unwrap();
    let columns = statement.column_count();
    let text = |value: Value| format!("{value:?}");
    let row = |row: &rusqlite::Row| (0..columns).map(|at| row.get(at).map(text)).collect();
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// An award or a measure, with its witnesses and their passages.
struct Stated {
    id: String,
    source: String,
    year: i64,
    company: String,
    counts: bool,
    said: String,
}

fn stated(db: &Connection, table: &str) -> Vec<Stated> {
    let counts = if table == "award" { "counts" } else { "0" };
    let sql = format!("SELECT id, source, year, coalesce(company, ''), {counts} FROM {table}");
    let mut all = db.prepare(&sql).unwrap();
    let row = |row: &rusqlite::Row| {
        let id: String = row.get(0)?;
        let of = |from: &str, key: &str| {
            texts(db, &format!("SELECT * FROM {from} WHERE {key} = '{id}' ORDER BY 1, 2"))
        };
        let said = format!(
            "{:?} {:?} {:?}",
            of(table, "id"),
            of(&format!("{table}_witness"), table),
            of(&format!("{table}_passage"), table)
        );
        let (source, year, company) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Stated { id, source, year, company, counts: row.get(4)?, said })
    };
    all.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// What every figure is and rests on, by id.
fn rests(project: &Project) -> BTreeMap<String, String> {
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let (awards, measures) = (stated(&db, "award"), stated(&db, "measure"));
    let decisions = fs::read_to_string(project.path("decisions.toml")).unwrap();
    let decided = |company: &str| -> String {
        let about = |entry: &&str| {
            let names = entry.lines().filter(|line| line.starts_with("one") || line.starts_with("other"));
            names
                .map(|line| line.split('"').nth(1).unwrap_or_default().to_lowercase())
                .any(|name| name == company)
        };
        decisions.split("[[decision]]").filter(about).collect()
    };
    let mut figures = db.prepare("SELECT id, what, subject, question, value FROM figure").unwrap();
    let row = |row: &rusqlite::Row| -> rusqlite::Result<[String; 5]> {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
    };
    let figures: Vec<[String; 5]> = figures.query_map([], row).unwrap().map(Result::unwrap).collect();
    let rest = |[id, what, subject, question, value]: [String; 5]| {
        if question.starts_with("edition ") || question == "all editions" {
            // How many rows there are, whatever they say.
            return (id, value);
        }
        let years = question.split(' ').next().unwrap();
        let (from, to) = years.split_once('-').unwrap_or((years, years));
        let years = || from.parse::<i64>().unwrap()..=to.parse::<i64>().unwrap();
        let mut said = value;
        match what.as_str() {
            "value" => measures.iter().filter(|m| m.id == question).for_each(|m| said += &m.said),
            "found" | "announced" => {
                let of_list = |s: &&Stated| s.source == subject && years().contains(&s.year);
                awards.iter().chain(&measures).filter(of_list).for_each(|s| said += &s.said);
                let sql = format!("SELECT * FROM coverage WHERE source = '{subject}' AND year = {question}");
                said += &format!("{:?}", texts(&db, &sql));
            }
            _ => {
                let won = |s: &&Stated| {
                    s.counts && years().contains(&s.year) && (subject.is_empty() || s.company == subject)
                };
                let won: Vec<&Stated> = awards.iter().filter(won).collect();
                won.iter().for_each(|s| said += &s.said);
                let companies: BTreeSet<&str> = won.iter().map(|s| s.company.as_str()).collect();
                companies.into_iter().for_each(|company| said += &decided(company));
            }
        }
        (id, said)
    };
    figures.into_iter().map(rest).collect()
}

/// The small world, with the pages of one prize archived, built and frozen.
fn proven() -> Project {
    let world = SmallWorld::new();
    let mut project = world.in_project(Project::empty());
    for year in YEARS {
        let rows = world.rows["award"].iter().filter(|row| row.starts_with(&year.to_string()));
        let lines: String = rows
            .map(|row| {
                let cells: Vec<&str> = row.split(',').collect();
                format!("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", cells[1], cells[3], cells[5])
            })
            .collect();
        let html = format!(
            "<!doctype html><html lang=\"en\"><title>The winners of {year}</title><body><h1>The winners of {year}</h1>\
             <table><tr><th>Category</th><th>Place</th><th>Company</th></tr>{lines}</table></body></html>"
        );
        project = project.file("page.html", html);
        project.run(&format!("archive import page.html --url {} --date {year}-04-01", page("award", year)));
    }
    fs::remove_file(project.path("page.html")).unwrap();
    project.run("publish --edition 2026-01 --quiet");
    project
}

/// The figures that an answer names.
fn named(told: &str) -> BTreeSet<String> {
    let id = Regex::new(r"(?m)^(?:changed|withdrawn|new|evidence|edition) +fig-([0-9a-z]{10})").unwrap();
    id.captures_iter(told).map(|found| found[1].to_owned()).collect()
}

/// A byte of a file becomes another one.
fn flip(project: &Project, file: &str, at: usize) -> Vec<u8> {
    let before = fs::read(project.path(file)).unwrap();
    let mut bytes = before.clone();
    bytes[at] ^= 1;
    fs::write(project.path(file), bytes).unwrap();
    before
}

/// A letter or digit of a text, drawn.
fn letter(draw: &mut Draw, text: &str, wanted: impl Fn(usize) -> bool) -> usize {
    loop {
        let at = draw.below(text.len());
        if text.as_bytes()[at].is_ascii_alphanumeric() && wanted(at) {
            return at;
        }
    }
}

/// The figures that are or rest on something else in a workspace with these inputs, built from nothing.
fn expected(
    project: &Project,
    base: &BTreeMap<String, String>,
    line_lost: Option<(&str, usize)>,
) -> BTreeSet<String> {
    let mut other = Project::empty();
    for folder in ["data", "archive"] {
        for (name, bytes) in project.tree(folder) {
            other = other.file(&format!("{folder}/{name}"), bytes);
        }
    }
    for file in ["sources.toml", "companies.toml", "sectors.toml", "decisions.toml", "corrections.toml"] {
        other = other.file(file, fs::read(project.path(file)).unwrap());
    }
    if other.output("build --no-site --quiet").status.code() == Some(1) {
        // What is no row any more is left out.
        let (file, at) = line_lost.expect("the other files stay sound");
        other = other.edit(file, |text| {
            let start = text[..at].rfind('\n').unwrap() + 1;
            let end = at + text[at..].find('\n').unwrap() + 1;
            [&text[..start], &text[end..]].concat()
        });
        assert_ne!(other.output("build --no-site --quiet").status.code(), Some(1));
    }
    let now = rests(&other);
    base.keys().chain(now.keys()).filter(|id| base.get(*id) != now.get(*id)).cloned().collect()
}

/// What a file of the archive holds, as far as it can be unpacked.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut whole).ok().map(|_| whole)
}

/// Where the members of a file of the archive lie that hold a page of winners.
fn pages_within(bytes: &[u8]) -> Vec<Range<usize>> {
    let (mut rest, mut pages) = (bytes, Vec::new());
    while !rest.is_empty() {
        let start = bytes.len() - rest.len();
        let mut member = Vec::new();
        GzDecoder::new(&mut rest).read_to_end(&mut member).unwrap();
        if String::from_utf8_lossy(&member).contains("<h1>The winners of") {
            pages.push(start..bytes.len() - rest.len());
        }
    }
    pages
}

/// The figures that a file of an edition gives: the ids that stand in its published copy.
fn given(project: &Project, bytes: &[u8], known: &BTreeMap<String, String>) -> BTreeSet<String> {
    let is_laid = project.tree("public/editions/2026-01").iter().any(|(_, laid)| laid == bytes);
    assert!(is_laid || bytes.starts_with(b"{\"day\""), "an object is a published file or the manifest");
    let words = bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.len() == 10 && is_laid);
    let words = words.map(|word| String::from_utf8_lossy(word).into_owned());
    words.filter(|word| known.contains_key(word)).collect()
}

#[test]
fn a_flipped_byte_names_exactly_the_figures_that_rest_on_it() {
    let project = proven();
    project.run("verify --all");
    let base = rests(&project);
    let archived: Vec<String> = project.tree("archive").into_iter().map(|(name, _)| name).collect();
    let warcs: Vec<&String> = archived.iter().filter(|name| name.contains(".warc")).collect();
    let objects = project.tree("editions/objects");
    // Most files of an edition give no figure: every second draw is among those that do.
    let gives = |bytes: &[u8]| {
        let mut words = bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.len() == 10);
        words.any(|word| base.contains_key(&*String::from_utf8_lossy(word)))
    };
    let giving: Vec<_> = objects.iter().filter(|(_, bytes)| gives(bytes)).cloned().collect();
    let (mut draw, mut naming) = (Draw(100), BTreeMap::<&str, usize>::new());
    for trial in 0..tries("PALMARES_FLIPS", 20) {
        let (kind, file, at) = match trial % 4 {
            0 => {
                let file = format!("data/{}.csv", ["award", "medal", "index"][draw.below(3)]);
                let text = fs::read_to_string(project.path(&file)).unwrap();
                let head = text.find('\n').unwrap();
                ("data", file.clone(), letter(&mut draw, &text, |at| at > head))
            }
            1 => {
                let text = fs::read_to_string(project.path("decisions.toml")).unwrap();
                // Within a value: what is no TOML any more is told as that.
                let inside = |at: usize| {
                    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
                    line.contains('"') && !line.starts_with("verdict")
                };
                ("decisions", "decisions.toml".to_owned(), letter(&mut draw, &text, inside))
            }
            2 => {
                let file = format!("archive/{}", warcs[draw.below(warcs.len())]);
                let bytes = fs::read(project.path(&file)).unwrap();
                // Most bytes belong to records that say when and how: every second draw is within a page.
                let pages = pages_within(&bytes);
                let among =
                    if trial % 8 == 2 { pages[draw.below(pages.len())].clone() } else { 0..bytes.len() };
                ("archive", file, among.start + draw.below(among.len()))
            }
            _ => {
                let among = if trial % 8 == 3 { &giving } else { &objects };
                let (name, bytes) = &among[draw.below(among.len())];
                ("edition", format!("editions/objects/{name}"), draw.below(bytes.len()))
            }
        };
        let archive = project.tree("archive");
        let before = flip(&project, &file, at);
        let output = project.output("verify --all");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = String::from_utf8_lossy(&output.stderr);
        let expected = match kind {
            "edition" => given(&project, &before, &base),
            "data" => expected(&project, &base, Some((&file, at))),
            _ => expected(&project, &base, None),
        };
        let place = format!("trial {trial}: byte {at} of {file}\n{told}{said}");
        // Some bytes of gzip say nothing, such as its own time: the capture is the same.
        let same =
            kind == "archive" && unpacked(&before) == unpacked(&fs::read(project.path(&file)).unwrap());
        assert_eq!(output.status.code(), Some(if same { 0 } else { 1 }), "{place}");
        assert_eq!(named(&told), expected, "{place}");
        assert!(
            kind != "edition" || told.contains(Path::new(&file).file_name().unwrap().to_str().unwrap()),
            "{place}"
        );
        *naming.entry(kind).or_default() += usize::from(!expected.is_empty());
        fs::write(project.path(&file), before).unwrap();
        for (name, bytes) in archive {
            fs::write(project.path("archive").join(name), bytes).unwrap();
        }
    }
    println!("flips that named figures: {naming:?}");
    assert!(naming.len() == 4 && naming.values().all(|n| *n > 0), "{naming:?}");
    project.run("verify --all");
}
