//! Published figures followed back to rows and captures, and recomputed.

use std::collections::BTreeSet;
use std::fs;

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
    assert_eq!((named(&told, "changed"), named(&told, "withdrawn")), (changed.clone(), withdrawn));
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
