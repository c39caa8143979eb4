//! Typed rows, held against the archived copies of their pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use model::{Label, Locator, Record, text};
use read::{ArchivedPage, Known, TypedRow, Unsaid, prove};

use crate::pages::{Frozen, frozen};
use crate::project::Project;

/// The records of a frozen page, as if a person had typed them.
fn typed(records: &[Record]) -> Vec<TypedRow<'_>> {
    records.iter().map(row).collect()
}

fn row(record: &Record) -> TypedRow<'_> {
    let name = if record.company.is_empty() { record.person } else { record.company };
    let keys = Some(text::key(&name)).filter(|key| !key.is_empty()).into_iter().collect();
    let years = record.edition.year().map(|year| year.get() as u16).into_iter().collect();
    TypedRow { record, keys, years }
}

fn proven(page: &Frozen, rows: &[TypedRow<'_>]) -> Vec<Result<model::Passage, Vec<Unsaid>>> {
    let context = page.context();
    // As blogs and magazines do; the fixtures are the middle of pages only.
    let url = format!("https://example.org/{}/", page.edition);
    let copy =
        ArchivedPage { page: page.page(&page.body), url: &url, digest: context.digest, seen: context.seen };
    prove(&copy, rows, &Known::default()).unwrap()
}

#[test]
fn what_a_rule_reads_from_a_frozen_page_is_proven_when_it_is_typed() {
    let (mut told, mut rows, mut missed) = (String::new(), 0, 0);
    for page in frozen() {
        let records = page.read().records;
        for (record, proof) in records.iter().zip(proven(&page, &typed(&records))) {
            rows += 1;
            if let Err(unsaid) = proof {
                missed += 1;
                let unsaid: Vec<_> = unsaid.iter().map(ToString::to_string).collect();
                let name = record.company.as_str();
                writeln!(told, "{} {}: {name}: {}", page.shape, record.edition, unsaid.join(", ")).unwrap();
            }
        }
    }
    println!("{rows} rows, {missed} not found\n{told}");
    // A comment nobody reads, and years that a page only implies (“the year before”): the rule's words, not the page's.
    assert!(rows > 300 && missed <= 9, "{rows} rows, {missed} not found\n{told}");
}

#[test]
fn falsified_rows_of_frozen_pages_are_told() {
    type Falsified = (&'static str, fn(&mut Record) -> bool);
    let falsify: [Falsified; 4] = [
        ("company", |record| {
            let had = !record.company.is_empty();
            record.company = "Quincaillerie Dubreuil".into();
            had
        }),
        ("place", |record| {
            let place = record.place.as_mut();
            place.map(|place| place.number += 4).is_some()
        }),
        ("year", |record| {
            let year = record.edition.year().unwrap();
            record.edition = Label::new(&year.plus(-17).to_string());
            true
        }),
        ("score", |record| {
            let score = record.score.map(|score| format!("{}.37", score.micros() / 1_000_000 + 1));
            record.score = score.map(|score| score.parse().unwrap());
            record.score.is_some()
        }),
    ];
    for (what, change) in falsify {
        let (mut all, mut accepted) = (0, String::new());
        for page in frozen() {
            let records = page.read().records;
            for record in &records {
                let mut false_record = record.clone();
                if !change(&mut false_record) || record.evidence.kind == model::EvidenceKind::Derived {
                    continue;
                }
                // Beside the others, as one wrong row of a file.
                let others = records.iter().filter(|other| !std::ptr::eq(*other, record));
                let rows: Vec<_> = std::iter::once(&false_record).chain(others).map(row).collect();
                all += 1;
                if proven(&page, &rows)[0].is_ok() {
                    writeln!(accepted, "{} {}: {}", page.shape, record.edition, record.company.as_str())
                        .unwrap();
                }
            }
        }
        let taken = accepted.lines().count();
        println!("{what}: {all} falsified, {taken} taken\n{accepted}");
        // Prose that compares two years or two places says both of them.
        assert!(taken * 20 <= all, "{what}: {taken} of {all} falsified rows are taken:\n{accepted}");
    }
}

/// Rows of the reference by the page that states them: the ten pages with most of them that were told outright.
fn reference_pages() -> Vec<(String, Vec<Record>)> {
    let catalog = workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut pages: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for record in &catalog.records {
        pages.entry(record.url.to_string()).or_default().push(record.clone());
    }
    let stated = |record: &Record| record.evidence.kind != model::EvidenceKind::Derived;
    let named = |record: &Record| !record.company.is_empty() && record.edition.year().is_some();
    let mut pages: Vec<_> = pages.into_iter().collect();
    pages.retain(|(_, rows)| rows.iter().all(|row| stated(row) && named(row)));
    pages.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    pages.truncate(10);
    pages
}

/// The parts of a row as a French page prints them.
fn parts(row: &Record) -> [String; 4] {
    let place =
        row.place.map(|place| if place.number == 1 { "1er".into() } else { format!("{}e", place.number) });
    let score = row.score.map(|score| score.to_string().replace('.', ","));
    [place.unwrap_or_default(), row.company.to_string(), score.unwrap_or_default(), row.category.to_string()]
}

fn html(year: &str, body: &str) -> String {
    format!("<!doctype html><meta charset=utf-8><title>Palmarès {year}</title><h1>Palmarès {year}</h1>{body}")
}

/// The rows as a page, in one of ten shapes.
fn drawn(shape: usize, rows: &[Record]) -> (&'static str, String) {
    let year = rows[0].edition.to_string();
    let each = |draw: &dyn Fn([String; 4]) -> String| rows.iter().map(parts).map(draw).collect::<String>();
    let many = rows.iter().any(|row| row.edition != rows[0].edition);
    let year = if many {
        rows.iter()
            .map(|row| row.edition.to_string())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(", ")
    } else {
        year
    };
    let body = match shape {
        0 => each(&|[place, name, score, category]| format!("<li>{place} {name} ({score}), {category}</li>")),
        1 => {
            let rows = each(&|[p, n, s, c]| format!("<tr><td>{p}<td>{n}<td>{s}<td>{c}"));
            format!("<table><tr><th>Rang<th>Nom<th>Note<th>Prix{rows}</table>")
        }
        2 => each(&|[p, n, s, c]| format!("<div><h3>{n}</h3><p>{p}</p><p>{s}</p><small>{c}</small></div>")),
        3 => each(&|[p, n, s, c]| {
            format!("<p>Dans la catégorie {c}, la {p} place revient à {n}, avec {s} points.</p>")
        }),
        4 => each(&|[p, n, s, c]| format!("<p>{p} | {} | {s} | {c}</p>", n.to_uppercase())),
        5 => each(&|[p, n, s, c]| format!("<dl><dt>{c}<dd>{p} prix : {n} {s}</dl>")),
        6 => each(&|[p, n, s, c]| format!("<img alt=\"{p} prix, {n} – {c} {s}\"><br>")),
        7 => {
            let object =
                |[p, n, s, c]: [String; 4]| serde_json::json!({ "rang": p, "nom": n, "note": s, "prix": c });
            let rows: Vec<_> = rows.iter().map(parts).map(object).collect();
            let json = serde_json::to_string(&rows).unwrap();
            format!("<div id=app></div><script type=\"application/json\">{json}</script>")
        }
        8 => {
            return (
                "page.csv",
                format!(
                    "Palmarès {year}\nrang;nom;note;prix\n{}",
                    each(&|[p, n, s, c]| format!("{p};\"{n}\";{s};\"{c}\"\n"))
                ),
            );
        }
        _ => {
            return (
                "page.txt",
                format!("Palmarès {year}\n{}", each(&|[p, n, s, c]| format!("{p} prix : {n} {s} {c}\n"))),
            );
        }
    };
    ("page.html", html(&year, &body))
}

#[test]
fn rows_of_the_reference_are_proven_by_their_pages_in_ten_shapes_and_ten_false_ones_told() {
    let mut project = Project::reference();
    let pages = reference_pages();
    let mut files = BTreeSet::new();
    let mut rows = 0;
    for (shape, (url, records)) in pages.iter().enumerate() {
        let (file, page) = drawn(shape, records);
        project = project.file(file, page);
        project.run(&format!("archive import {file} --url {url} --date 2026-03-12"));
        rows += records.len();
        files.insert((records[0].source, records[0].locator.file().to_string()));
    }
    let told = |project: &Project| -> Vec<String> {
        let told: serde_json::Value = serde_json::from_str(&project.ends(2, "check --format json")).unwrap();
        let issues = told["issues"].as_array().unwrap().iter().filter(|issue| issue["kind"] == "not-said");
        issues.map(|issue| issue["what"].as_str().unwrap().to_owned()).collect()
    };
    println!("{rows} rows on {} pages", pages.len());
    assert_eq!(told(&project), [""; 0], "every row is said by its page");
    let proven: u64 = files
        .iter()
        .map(|(source, _)| {
            project.json(&format!("show source {source} --format json"))["proofs"]["proven"].as_u64().unwrap()
        })
        .sum();
    assert_eq!(proven, rows as u64);
    // One row of each page, by turns with another company, place or year.
    let mut false_lines = BTreeSet::new();
    for (nth, (url, records)) in pages.iter().enumerate() {
        let (_, page) = drawn(nth, records);
        let printed = |year: u16| page.contains(&year.to_string()) || url.contains(&year.to_string());
        // The year before and after may be that of the ceremony.
        let absent = (2012..2026).rev().find(|year| !(year - 1..=year + 1).any(printed)).unwrap().to_string();
        let Locator::Row { file, line, .. } = &records[records.len() / 2].locator else { unreachable!() };
        false_lines.insert(format!("{}, line {line}", file.as_str()));
        project = project.edit(file, |text| falsified(&text, *line as usize, nth, &absent));
    }
    let told = told(&project);
    for line in &false_lines {
        assert!(told.iter().any(|issue| issue.contains(&format!("{line}:"))), "{line} is told: {told:#?}");
    }
    assert_eq!((told.len(), false_lines.len()), (10, 10), "and no other: {told:#?}");
}

/// A file with another company, place or year in one line.
fn falsified(text: &str, line: usize, nth: usize, absent: &str) -> String {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        csv.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let column = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
    let (company, rank, edition, awarded) =
        (column("company"), column("rank"), column("edition"), column("awarded"));
    let row = &mut rows[line - 1];
    match nth % 3 {
        1 if !row[rank].is_empty() => {
            row[rank] = (row[rank].trim_end_matches('=').parse::<u16>().unwrap() + 7).to_string()
        }
        2 => {
            row[edition] = absent.to_owned();
            row[awarded].clear();
        }
        _ => row[company] = "Quincaillerie Dubreuil".to_owned(),
    }
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(vec![]);
    rows.iter().for_each(|row| out.write_record(row).unwrap());
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

/// A workspace with one edition of hand-kept rows, and the page that they were typed from.
fn workspace(rows: &str, page: &str) -> Project {
    let sources = "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\"]\n\
         [source.podium]\nname = \"Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
         judged-by = \"survey\"\npays-to-enter = \"no\"\nfile = \"data/podium.csv\"\n";
    let sectors =
        "[sector.services]\nfr = \"Services\"\nen = \"Services\"\nlabels = [\"Banque\", \"Assurance\"]\n";
    let companies = "[company.lcl]\nname = \"LCL\"\nalso = [\"Le Crédit Lyonnais\"]\n";
    let head = "edition,category,level,rank,outcome,company,url,title,evidence\n";
    let project = Project::empty().file("sources.toml", sources).file("sectors.toml", sectors);
    let project = project.file("companies.toml", companies).file("data/podium.csv", format!("{head}{rows}"));
    let project = project.file("page.html", page);
    project.run("archive import page.html --url https://example.org/podium --date 2012-06-08");
    project
}

const PAGE: &str = "<!doctype html><title>Podium 2012</title><ul><li>1er prix, Banque : Le Crédit Lyonnais</li>\
                    <li>1er prix, Assurance : MAIF</li></ul>";

fn typed_row(category: &str, company: &str) -> String {
    format!("2012,{category},category,1,winner,{company},https://example.org/podium,Podium 2012,stated\n")
}

#[test]
fn a_proven_row_shows_its_words_and_one_that_its_page_does_not_say_is_told() {
    let rows = [typed_row("Banque", "LCL"), typed_row("Assurance", "MACIF")].concat();
    let project = workspace(&rows, PAGE);
    let told = project.ends(2, "check");
    let what = "podium 2012: data/podium.csv, line 3: the copy of 2012-06-08 of https://example.org/podium does not \
                say “MACIF”";
    assert!(told.contains(what) && told.contains("palmares decide accept"), "{told}");
    assert!(!told.contains("line 2"), "{told}");
    project.run("build");
    let shows = |words: &str| {
        project.tree("public").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(words))
    };
    assert!(shows("<q>1er prix, Banque : Le <mark>Crédit Lyonnais</mark></q>"), "the words of the page");
    assert!(shows("lu le <time") && shows("copie conservée"), "day and copy");
    let shown = project.json("show source podium --format json");
    assert_eq!(shown["proofs"], serde_json::json!({ "proven": 1, "not_said": 1, "no_copy": 0 }));
    assert_eq!(shown["rows"][0]["passage"]["digest"], model::Digest::of(PAGE.as_bytes()).to_string());
    assert_eq!(shown["rows"][1]["proof"], "not-said");
}

#[test]
fn a_row_that_stands_beside_its_page_is_accepted_with_a_reason_and_that_is_taken_back() {
    let project = workspace(&typed_row("Banque", "CIC"), PAGE);
    project.ends(2, "check");
    project.refused("decide reject podium 2012 --who editor --why wrong");
    project.run("decide accept podium 2012 --who editor --why seen-on-the-logo");
    assert!(!project.ends(0, "check").contains("CIC"));
    project.run("decide undo podium 2012 --who editor --why mistaken");
    assert!(project.ends(2, "check").contains("“CIC”"));
}

#[test]
fn an_older_copy_proves_what_the_page_says_no_more() {
    let project = workspace(&typed_row("Banque", "LCL"), PAGE);
    let project = project.file("later.html", "<!doctype html><title>Podium 2013</title><p>Bientôt</p>");
    project.run("archive import later.html --url https://example.org/podium --date 2013-06-08");
    assert!(!project.ends(0, "check").contains("does not say"));
    let rows = &project.json("show source podium --format json")["rows"];
    assert_eq!(rows[0]["passage"]["seen"], "2012-06-08T00:00:00Z");
}
