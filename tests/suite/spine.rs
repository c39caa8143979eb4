//! The whole path on the real facts: what the reference workspace must say.

use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use crate::project::Project;

fn standing<'a>(ranking: &'a Value, company: &str) -> &'a Value {
    let rows = ranking["standings"].as_array().unwrap();
    rows.iter()
        .find(|row| row["company"] == company)
        .unwrap_or_else(|| panic!("{company} is not in the ranking"))
}

fn first_ranked(ranking: &Value) -> Vec<&str> {
    let rows = ranking["standings"].as_array().unwrap().iter();
    rows.filter(|row| row["rank"] == 1).map(|row| row["company"].as_str().unwrap()).collect()
}

#[test]
fn nespresso_alone_leads_2012_with_four_competitions() {
    let project = Project::reference();
    let ranking = project.json("show ranking --year 2012 --format json");
    assert_eq!(first_ranked(&ranking), ["nespresso"]);
    assert_eq!(standing(&ranking, "nespresso")["competitions"], 4);
    let awards = project.json("show company nespresso --year 2012 --format json");
    let counted = awards["awards"].as_array().unwrap().iter().filter(|award| award["counting"] == "counts");
    let mut from: Vec<_> = counted
        .map(|award| format!("{} {}", award["source"].as_str().unwrap(), award["edition"].as_str().unwrap()))
        .collect();
    from.sort();
    from.dedup();
    assert_eq!(from, ["escda 2013", "gala_agora 2012", "podium 2012", "qualiweb 2011"]);
}

#[test]
fn two_spellings_of_mercedes_are_one_company_with_one_competition_in_2012() {
    let ranking = Project::reference().json("show ranking --year 2012 --format json");
    let like: Vec<_> = ranking["standings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["name"].as_str().unwrap().contains("Mercedes"))
        .collect();
    assert_eq!(like.len(), 1, "{like:#?}");
    assert_eq!(like[0]["competitions"], 1);
}

#[test]
fn a_director_of_the_year_counts_once_for_the_employer() {
    let project = Project::reference();
    let ranking = project.json("show ranking --year 2012 --format json");
    assert_eq!(standing(&ranking, "engie")["competitions"], 1, "the palm is an echo of the director's prize");
    let awards = project.json("show company engie --year 2012 --format json");
    let echoes = awards["awards"].as_array().unwrap().iter().filter(|award| award["counting"] == "echo");
    assert_eq!(echoes.count(), 1, "{awards:#}");
    let without = project.json("show ranking --year 2012 --without persons --format json");
    assert!(without["standings"].as_array().unwrap().iter().all(|row| row["company"] != "engie"));
}

#[test]
fn toyota_leads_2009() {
    let ranking = Project::reference().json("show ranking --year 2009 --format json");
    assert_eq!(first_ranked(&ranking), ["toyota"]);
}

#[test]
fn an_annulled_title_is_shown_and_does_not_count() {
    let project = Project::built();
    let awards = project.json("show company free --format json");
    let annulled: Vec<_> =
        awards["awards"].as_array().unwrap().iter().filter(|a| a["counting"] == "annulled").collect();
    assert_eq!(annulled.len(), 1, "five spellings of the category are one title: {annulled:#?}");
    assert_eq!(annulled[0]["edition"], "2011");
    let ranking = project.json("show ranking --year 2010 --format json");
    assert!(ranking["standings"].as_array().unwrap().iter().all(|row| row["company"] != "free"));
    project.page("prix/escda/2011.html").has("annulé");
}

#[test]
fn a_bare_score_and_a_place_among_the_worst_earn_nothing() {
    let project = Project::reference();
    let ranking = project.json("show ranking --year 2017 --format json");
    for last in ["tf1", "lucien_barriere", "heinz", "procter_gamble", "promovacances"] {
        assert!(ranking["standings"].as_array().unwrap().iter().all(|row| row["company"] != last), "{last}");
    }
    let measures = project.json("show benchmark --source podium --format json");
    assert!(measures.as_array().unwrap().len() >= 11, "the scores are there, as measures");
}

#[test]
fn importing_a_file_twice_changes_no_figure() {
    let once = Project::reference();
    let twice = Project::reference().edit("data/podium.csv", |text| {
        let rows = text.split_once('\n').unwrap().1.to_owned();
        text + &rows
    });
    for year in [2010, 2012] {
        let words = format!("show ranking --year {year} --format json");
        assert_eq!(once.json(&words), twice.json(&words));
    }
}

#[test]
fn shuffling_the_rows_of_every_file_changes_no_byte_of_the_site() {
    let shuffled = Project::reference();
    for entry in fs::read_dir(shuffled.path("data")).unwrap() {
        let path = entry.unwrap().path();
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let header = reader.headers().unwrap().clone();
        let mut rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        rows.reverse();
        let middle = rows.len() / 3;
        rows.rotate_left(middle);
        let mut writer = csv::Writer::from_path(&path).unwrap();
        writer.write_record(&header).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        writer.flush().unwrap();
    }
    assert_same_site(Project::built(), shuffled.run("build"));
}

fn assert_same_site(one: &Project, other: &Project) {
    let (one, other) = (one.tree("public"), other.tree("public"));
    let names = |tree: &[(String, Vec<u8>)]| tree.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for ((name, bytes), (_, others)) in one.iter().zip(&other) {
        assert!(bytes == others, "{name} differs");
    }
}

fn dump(project: &Project) -> Vec<String> {
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let mut names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut lines = Vec::new();
    for name in names {
        let mut all = db.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = all.column_count();
        let mut rows = all.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> = (0..columns).map(|i| format!("{:?}", row.get_ref_unwrap(i))).collect();
            lines.push(format!("{name}: {}", cells.join(", ")));
        }
    }
    lines
}

#[test]
fn time_zone_locale_and_threads_change_no_byte() {
    let elsewhere = Project::reference();
    let mut build = elsewhere.command("build");
    build.env("TZ", "Pacific/Kiritimati").env("LANG", "fr_FR.UTF-8").env("LC_ALL", "fr_FR.UTF-8");
    assert!(build.env("RAYON_NUM_THREADS", "1").status().unwrap().success());
    let here = Project::built();
    assert_same_site(here, &elsewhere);
    assert_eq!(dump(here), dump(&elsewhere));
}

#[test]
fn the_database_is_sound_and_its_leaderboard_is_the_ranking() {
    let project = Project::built();
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let said: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(said, "ok");
    assert!(!db.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
    let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "delete", "a log could not be written beside it on a read-only disk");
    let rows = "SELECT year, rank, company, competitions, awards FROM";
    let query = |from: &str| -> Vec<(i64, i64, String, i64, i64)> {
        let mut rows = db.prepare(&format!("{rows} {from} ORDER BY 1, 2, 3")).unwrap();
        let rows =
            rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let years = "(SELECT *, from_year AS year FROM standing WHERE from_year = to_year AND country = 'FR')";
    assert_eq!(query("leaderboard"), query(years), "the view ranks nothing itself");
    for view in ["awards_readable", "measures_readable"] {
        let count: i64 = db.query_row(&format!("SELECT count(*) FROM {view}"), [], |row| row.get(0)).unwrap();
        assert!(count > 100, "{view} has {count} rows");
    }
}

#[test]
fn every_published_figure_stands_beside_ours() {
    let project = Project::reference();
    let published = csv::Reader::from_path(project.path("published.csv")).unwrap().records().count();
    let output = project.output("check --format json");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let shown = answer["published"].as_array().unwrap();
    assert_eq!(shown.len(), published, "none is hidden");
    assert!(shown.iter().all(|row| !row["why"].as_str().unwrap().is_empty()));
}

#[test]
fn a_mistake_leaves_the_old_site_and_database_as_they_were() {
    let project = Project::empty().file("sources.toml", "");
    project.run("build");
    let (site, database) = (project.tree("public"), fs::read(project.path("palmares.db")).unwrap());
    let project = project.edit("sources.toml", |text| text + "\n[source.podium.colour]\nred = 1\n");
    let told = project.refused("build");
    assert!(told.contains("sources.toml"), "{told}");
    assert_eq!(site, project.tree("public"));
    assert_eq!(database, fs::read(project.path("palmares.db")).unwrap());
}

#[test]
fn a_run_without_a_network_says_so_in_one_line_and_builds() {
    let project = Project::reference();
    let output = project.output("--offline run");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().filter(|line| line.contains("offline")).count(), 1, "{told}");
    assert!(project.path("public/index.html").exists());
}

#[test]
fn a_company_named_like_a_script_is_shown_and_never_run() {
    let row = "2012,,Classement général,,overall,2,placed,<script>alert(1)</script>,,,,https://example.org/,\
               <b>“Prix”</b>,stated (<i>sic</i>),,\n";
    // A name with tags in it is held unless it is declared.
    let declared = "\n[company.script]\nname = \"<script>alert(1)</script>\"\n";
    let project = Project::reference()
        .edit("data/podium.csv", |text| text + row)
        .edit("companies.toml", |text| text + declared);
    project.run("build");
    for (name, bytes) in project.tree("public") {
        let markup = [".html", ".svg", ".xml"].iter().any(|ending| name.ends_with(ending));
        let text = String::from_utf8_lossy(&bytes);
        assert!(!markup || !text.contains("<script>alert"), "{name}");
        assert!(!markup || !text.contains("<b>“Prix”"), "{name}");
    }
    project.page("classement/2012.html").has("&lt;script&gt;alert(1)").lacks("<i>sic");
}
