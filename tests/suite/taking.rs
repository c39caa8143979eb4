//! What can be taken away: tables in every format, the whole in one file, nothing that a spreadsheet runs.

use std::fs;
use std::io::Read;

use flate2::read::DeflateDecoder;
use rusqlite::Connection;

use crate::project::Project;
use crate::site::{Site, small};

const TABLES: [&str; 14] = [
    "companies",
    "company_names",
    "sectors",
    "nace",
    "sources",
    "editions",
    "awards",
    "award_witnesses",
    "measures",
    "standings",
    "knowledge",
    "coverage",
    "trends",
    "published",
];

fn bytes<'s>(site: &'s Site, path: &str) -> &'s [u8] {
    let page = site.pages.iter().find(|page| page.path == path);
    &page.unwrap_or_else(|| panic!("no file {path}")).bytes
}

/// A file of an archive, found by its local header.
fn unpacked(archive: &[u8], name: &str) -> String {
    let at = archive.windows(name.len()).position(|window| window == name.as_bytes());
    let at = at.unwrap_or_else(|| panic!("no {name} in the archive"));
    let mut text = String::new();
    DeflateDecoder::new(&archive[at + name.len()..]).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_table_has_the_same_rows_in_every_format() {
    let site = small().site();
    for table in TABLES {
        let csv = site.text(&format!("donnees/{table}.csv"));
        let rows = csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).count();
        let json: Vec<serde_json::Value> =
            serde_json::from_str(site.text(&format!("donnees/{table}.json"))).unwrap();
        let sheet = unpacked(bytes(&site, &format!("donnees/{table}.xlsx")), "xl/worksheets/sheet1.xml");
        assert_eq!((json.len(), sheet.matches("<row>").count()), (rows, rows + 1), "{table}");
        assert_eq!(unpacked(bytes(&site, "donnees/palmares-csv.zip"), &format!("{table}.csv")), csv);
    }
}

#[test]
fn a_company_and_a_sector_have_tables_of_their_own() {
    let site = small().site();
    let rows = |path: &str| serde_json::from_str::<Vec<serde_json::Value>>(site.text(path)).unwrap().len();
    assert_eq!(rows("donnees/entreprises/nespresso.json"), 2, "two prizes");
    assert_eq!(rows("donnees/entreprises/nespresso-mesures.json"), 2, "two figures");
    assert_eq!(rows("donnees/secteurs/retail.json"), 3, "three companies");
    let page = site.text("en/companies/nespresso.html");
    assert!(page.contains("href=\"../../donnees/entreprises/nespresso-mesures.json\""), "{page}");
    let veepee = "donnees/entreprises/veepee.json";
    assert!(site.pages.iter().all(|page| page.path != veepee), "one row stands on the page: no file");
}

#[test]
fn no_format_holds_a_formula() {
    let site = small().company("evil", "=HYPERLINK(1)", &[]).won("podium", "2012", "evil").site();
    assert!(site.text("donnees/companies.csv").contains(",'=HYPERLINK(1),"));
    let sheet = unpacked(bytes(&site, "donnees/companies.xlsx"), "xl/worksheets/sheet1.xml");
    let text = r#"<c s="2" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(1)</t></is></c>"#;
    assert!(sheet.contains(text) && !sheet.contains("<f>"), "{sheet}");
}

#[test]
fn the_data_page_names_every_table_and_its_columns() {
    let words = small().site().words("donnees.html");
    for table in TABLES {
        assert!(words.contains(table), "{table} is not on the data page");
    }
    assert!(words.contains("palmares.sqlite"), "{words}");
}

#[test]
fn the_package_describes_the_files_beside_it() {
    let site = small().site();
    let package: serde_json::Value = serde_json::from_str(site.text("donnees/datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), TABLES.len());
    for resource in resources {
        let file = bytes(&site, &format!("donnees/{}", resource["path"].as_str().unwrap()));
        assert_eq!(resource["bytes"], file.len());
        let head = std::str::from_utf8(file).unwrap().lines().next().unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(names.join(","), head);
    }
}

/// What the terminal answers, byte for byte.
fn answer(project: &Project, words: &str) -> String {
    String::from_utf8(project.output(words).stdout).unwrap()
}

#[test]
fn the_terminal_answers_with_the_files_of_the_site() {
    let project = Project::built();
    let file = |path: &str| fs::read_to_string(project.path("public").join(path)).unwrap();
    for (words, path) in [
        ("show ranking --year 2012 --format json", "classement/2012.json"),
        ("show ranking --format json", "classement/depuis-2002.json"),
        ("show ranking --country all --format json", "classement/monde/depuis-2002.json"),
        ("show coverage --format json", "donnees/coverage.json"),
        ("show source --format json", "donnees/sources.json"),
        ("show sector --nace --format csv", "donnees/nace.csv"),
    ] {
        assert!(answer(project, words) == file(path), "{words} is not {path}");
    }
}

#[test]
fn the_leaderboard_of_the_database_weighs_as_the_workspace_says() {
    let source = |id: &str, pays: &str| {
        format!(
            "[source.{id}]\nname = \"{id}\"\norganiser = \"O\"\ncountry = \"GB\"\nkind = \"award\"\n\
             judged-by = \"jury\"\npays-to-enter = \"{pays}\"\nfile = \"data/{id}.csv\"\n"
        )
    };
    let sources = ["[ranking.weights]\npays-to-enter = { yes = 0 }\n".to_owned()].into_iter().chain([
        source("x", "no"),
        source("y", "yes"),
        source("z", "yes"),
    ]);
    let won = |company: &str| {
        format!(
            "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence\n\
             2020,2020,General,,overall,1,winner,{company},,,,https://example.org/w,T,stated\n"
        )
    };
    let project = Project::empty()
        .file("sources.toml", sources.collect::<String>())
        .file("data/x.csv", won("Foo"))
        .file("data/y.csv", won("Bar"))
        .file("data/z.csv", won("Bar"));
    project.run("build");
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let mut rows = db.prepare("SELECT rank, name, score FROM leaderboard ORDER BY rank").unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let rows: Vec<(i64, String, f64)> = rows.map(Result::unwrap).collect();
    assert_eq!(rows, [(1, "Foo".to_owned(), 1.0), (2, "Bar".to_owned(), 0.0)]);
}

#[test]
fn a_name_is_shown_in_markdown_as_it_is_printed() {
    let project = Project::empty().file(
        "sources.toml",
        "[source.x]\nname = \"*A|B*\"\norganiser = \"O\"\ncountry = \"GB\"\nkind = \"award\"\n\
         judged-by = \"jury\"\npays-to-enter = \"no\"\n",
    );
    let table = answer(&project, "show source --format md");
    assert!(table.contains("\\*A\\|B\\*"), "{table}");
}

#[test]
fn the_database_given_away_opens_where_nobody_may_write() {
    let project = Project::empty().file("sources.toml", "");
    project.run("build");
    let path = project.path("public").join("donnees/palmares.sqlite");
    let db = Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "delete", "a log needs a folder that can be written");
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}
