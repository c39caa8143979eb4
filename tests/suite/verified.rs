//! Published figures followed back to rows and captures, and recomputed.

use std::collections::BTreeSet;
use std::fs;

use regex::Regex;
use rusqlite::Connection;

use crate::project::Project;

/// The figures that an answer names, by how it names them.
fn named(told: &str, how: &str) -> BTreeSet<String> {
    let lines = told.lines().filter(|line| line.starts_with(how));
    lines.map(|line| line.split("fig-").nth(1).unwrap()[..10].to_owned()).collect()
}

fn ids(project: &Project, sql: &str) -> BTreeSet<String> {
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let mut statement = db.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// A copy of the built reference: what is tried on it is seen by no other test.
fn built() -> Project {
    let project = Project::reference();
    project.run("build --quiet");
    project
}

#[test]
fn all_figures_of_the_reference_hold() {
    let told = built().ends(0, "verify --all");
    assert!(told.contains("figures hold, from page to capture"), "{told}");
}

#[test]
fn a_changed_byte_names_the_figures_that_rest_on_it_and_no_other() {
    let project = built();
    // A page's title in a row of a company with one award: its figures in every window, and the sums that count it.
    let (company, award, title): (String, String, String) = {
        let db = Connection::open(project.path("palmares.db")).unwrap();
        db.query_row(
            "SELECT company, id, title FROM award JOIN award_witness ON award = id
             WHERE counts AND source = 'escda' AND year = 2012 AND length(title) > 20 ORDER BY id LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap()
    };
    let expected = ids(
        &project,
        &format!(
            "SELECT id FROM figure WHERE (subject = '{company}' AND what IN ('score', 'rank', 'distinctions')
                OR subject = '' AND what <> 'value'
                OR what LIKE 'sector-%' AND subject = (SELECT family FROM company WHERE id = '{company}'))
             AND (question LIKE '2012 %'
                OR substr(question, 5, 1) = '-' AND substr(question, 1, 4) <= '2012' AND substr(question, 6, 4) >= '2012')
             OR what = 'found' AND subject = 'escda' AND question = '2012'
             OR what = 'announced' AND subject = 'escda' AND question = '2012'"
        ),
    );
    let row = award.clone();
    let project = project.edit("data/escda.csv", |text| {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let wanted = |line: &&mut String| line.starts_with("2013,") && line.contains(title.as_str());
        let line = lines.iter_mut().find(wanted).unwrap_or_else(|| panic!("no row of {row}"));
        *line = line.replacen(&title, &format!("{}x", &title[..title.len() - 1]), 1);
        lines.concat()
    });
    let told = project.ends(1, "verify --all");
    assert_eq!(named(&told, "evidence"), expected);
    assert!(told.lines().all(|line| line.starts_with("evidence")), "{told}");
}

#[test]
fn a_changed_value_a_gone_row_and_a_page_that_says_otherwise_are_told_apart() {
    let project = built().edit("data/acsi.csv", |text| {
        let mut rows: Vec<&str> = text.split_inclusive('\n').collect();
        let gone =
            rows.iter().position(|row| row.contains(",Allegiant,") && row.starts_with("2024")).unwrap();
        rows.remove(gone);
        rows.concat().replacen(",measured,Allegiant,,65,", ",measured,Allegiant,,64,", 1)
    });
    let value = |label: &str| {
        let sql = format!(
            "SELECT id FROM figure WHERE what = 'value' AND question LIKE 'acsi:{label}:%:allegiant'"
        );
        ids(&project, &sql)
    };
    let (changed, withdrawn) = (value("2016"), value("2024"));
    let told = project.ends(1, "verify --all");
    // One name less is found of the list that lost a row.
    let found = ids(
        &project,
        "SELECT id FROM figure WHERE what = 'found' AND subject = 'acsi' AND question = '2024'",
    );
    // So there is one measure less of the edition, and of the source.
    let fewer = ids(
        &project,
        "SELECT id FROM figure WHERE what = 'measures' AND subject = 'acsi' AND question IN ('edition 2024', 'all editions')",
    );
    let expected = changed.iter().chain(&found).chain(&fewer).cloned().collect();
    assert_eq!((named(&told, "changed"), named(&told, "withdrawn")), (expected, withdrawn));
    let id = changed.first().unwrap();
    assert!(project.ends(1, &format!("verify {id}")).contains("65 → 64"));
    // The page says 65, as the database does: when a byte of it is another one, it alone is told.
    let project = built().edit("public/prix/acsi/2016.html", |page| {
        let marked = format!("data-figure=\"{id}\">65");
        assert!(page.contains(&marked), "{id} is marked on its page");
        page.replacen(&marked, &marked.replace(">65", ">66"), 1)
    });
    let told = project.ends(1, "verify --all");
    assert_eq!((told.lines().count(), named(&told, "page")), (1, changed), "{told}");
}

#[test]
fn without_a_build_there_is_nothing_to_verify() {
    assert!(Project::reference().refused("verify --all").contains("palmares build"));
    let project = built();
    fs::write(project.path("palmares.db"), b"no database").unwrap();
    assert!(project.refused("verify --all").contains("damaged"));
}

/// Every page of the built reference.
fn pages(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of = |path: std::path::PathBuf| match path.extension() {
        _ if path.is_dir() => pages(&path),
        Some(ending) if ending == "html" => vec![fs::read_to_string(path).unwrap()],
        Some(_) | None => vec![],
    };
    entries.flat_map(of).collect()
}

#[test]
fn every_id_on_a_page_is_that_of_a_published_figure_and_most_numbers_of_tables_have_one() {
    let project = Project::built();
    let known = ids(project, "SELECT id FROM figure");
    let pages = pages(&project.path("public"));
    let marked = Regex::new(r#"data-figure="([^"]*)""#).unwrap();
    let unknown: BTreeSet<&str> = pages
        .iter()
        .flat_map(|page| marked.captures_iter(page).map(|found| found.get(1).unwrap().as_str()))
        .filter(|id| !known.contains(*id))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let cell = Regex::new(r#"(?s)<td( class="[^"]*")?([^>]*)>(.*?)</td>"#).unwrap();
    let (mut numbers, mut with_id) = (0, 0);
    let tag = Regex::new("<[^>]*>").unwrap();
    // A year, a day, a span of editions, the ends of a scale and a place in a list are no figures of ours.
    let no_figure = Regex::new(concat!(
        r"^(?:[\p{L}\d\s.,°/–—-]*\b(?:19|20)\d\d\b[\p{L}\d\s.,/–—-]*|\d+(?:er|e|st|nd|rd|th)",
        r"|[^\d]*(?:échelle|scale)[^\d]*[−\d][^\d]*\d[\d\s]*)$"
    ))
    .unwrap();
    for found in pages.iter().flat_map(|page| cell.captures_iter(page)) {
        let text = tag.replace_all(&found[3], "").into_owned();
        // A cell with a link outside names a page, whose title may hold any number.
        let names_page = found[3].contains("href=\"http");
        if text.contains(|c: char| c.is_ascii_digit()) && !names_page && !no_figure.is_match(text.trim()) {
            numbers += 1;
            with_id += usize::from(found[0].contains("data-figure"));
        }
    }
    println!("{with_id} of {numbers} numbers of tables have an id");
    // The others are ranks under other methods and inside sectors, what others published, counts of readings.
    assert!(5 * with_id > 4 * numbers, "{with_id} of {numbers} cells with a number");
    let board = project.page("classement/2012.html");
    let rows = board.text.matches("<tr id=").count();
    let scores = Regex::new(r#"<td class="(rank|rank again|score)" data-figure="#).unwrap();
    assert_eq!(scores.find_iter(&board.text).count(), 2 * rows, "every rank and every score");
}
