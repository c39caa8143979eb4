//! Held until trusted: what is doubtful reaches no file, is told with what it would change, and is settled and taken
//! back by commands alone.

use std::collections::BTreeSet;

use model::{Digest, Record};
use read::{Background, Bounds, Extraction, Known, ReadCopy, Settled, change, read, settle};

use crate::fault_server::{FaultServer, Hit, Step, answer};
use crate::mutants::{MUTATORS, another_language, below_the_menu};
use crate::pages::{Frozen, frozen};
use crate::project::Project;

const HEAD: &str = "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\"]\n\
    [crawl]\npause = \"0s\"\nretries = 0\nallow-private = [\"127.0.0.1\"]\n\
    [rule.m]\nwithin = \".post\"\nlines = [\"{category} : {company}\"]\nset = { place = \"1\" }\n\
    [source.podium]\nname = \"Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
    judged-by = \"survey\"\npays-to-enter = \"no\"\n";

const PAGE: &str = "https://example.org/p";

const COLUMNS: &str =
    "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence\n";

fn edition(label: &str, url: &str, more: &str) -> String {
    format!("[source.podium.edition.{label}]\nurl = \"{url}\"\n{more}\n")
}

fn reading(more: &str) -> Project {
    Project::empty()
        .file("sources.toml", format!("{HEAD}{}", edition("2024", PAGE, &format!("read = \"m\"\n{more}"))))
}

/// With rows of the edition that were typed: a category and a company each.
fn typed(rows: &[[&str; 2]]) -> Project {
    let row = |[category, company]: &[&str; 2]| {
        format!("2024,,{category},,category,1,winner,{company},,,,https://example.org/typed,Prix,stated\n")
    };
    let rows = rows.iter().map(row).collect::<String>();
    reading("")
        .edit("sources.toml", |text| text.replace("no\"\n", "no\"\nfile = \"data/p.csv\"\n"))
        .file("data/p.csv", format!("{COLUMNS}{rows}"))
}

fn page(lines: &[&str]) -> String {
    let items: String = lines.iter().map(|line| format!("<li>{line}</li>")).collect();
    format!("<!doctype html><html><body><div class=\"post\"><ul>{items}</ul></div></body></html>")
}

fn bring(project: Project, page: impl AsRef<[u8]>, date: &str) -> Project {
    let project = project.file("page.html", page);
    project.run(&format!("archive import page.html --url {PAGE} --date {date}"));
    project
}

fn winners(project: &Project) -> Vec<String> {
    let db = rusqlite::Connection::open(project.path("palmares.db")).unwrap();
    let mut all = db.prepare("SELECT printed FROM award ORDER BY printed").unwrap();
    all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The person types a command with quotes, and sees this.
fn types(project: &Project, code: i32, words: &str, why: &str) -> String {
    let mut command = project.command(words);
    command.args(["--why", why, "--who", "blogger"]);
    let output = command.output().unwrap();
    let told =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{words}: {told}");
    told
}

/// Every file that a build leaves, and every answer that is made of it.
fn published(project: &Project) -> String {
    let mut all = String::new();
    for (_, bytes) in project.tree("public") {
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all.push_str(&String::from_utf8_lossy(&std::fs::read(project.path("palmares.db")).unwrap()));
    for words in ["show ranking --year 2024 --format json", "post 2024 --lang fr", "show coverage"] {
        let output = project.output(words);
        all.push_str(&String::from_utf8_lossy(&output.stdout));
    }
    all
}

#[test]
fn a_first_reading_that_leaves_a_line_unread_reaches_no_file() {
    let project =
        bring(reading(""), page(&["Notre jury a délibéré en mai", "Banque : Zylbank"]), "2024-06-01");
    project.ends(2, "build");
    project.ends(2, "--offline run");
    assert_eq!(winners(&project), [""; 0]);
    let all = published(&project);
    for words in ["Zylbank", "zylbank", "jury a d"] {
        assert!(!all.contains(words), "{words} is published");
    }
    let said = project.ends(2, "check");
    for words in [
        "podium 2024, copy of 2024-06-01: 1 rows",
        "Notre jury a délibéré en mai",
        "added    Zylbank",
        "decide accept",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let json: serde_json::Value = serde_json::from_str(&project.ends(2, "check --format json")).unwrap();
    assert_eq!(json["held"][0]["edition"], "2024", "{json}");
}

#[test]
fn a_blogger_takes_a_wrong_reading_over_and_takes_it_back() {
    let project = bring(reading(""), page(&["Banque : LCL"]), "2024-06-01");
    project.run("build");
    let site = project.tree("public");
    let project = bring(project, page(&["Banque : CIC", "Assurance : MAIF"]), "2024-07-01");
    project.ends(2, "build");
    assert_eq!(winners(&project), ["LCL"], "the last good rows stay");
    let files = project.tree("public");
    let dated =
        |(_, file): &(String, Vec<u8>)| String::from_utf8_lossy(file).contains("État de la page au 1");
    assert!(files.iter().any(dated), "the site says as of which day");
    let said = types(&project, 0, "decide accept podium 2024", "seen on the page");
    assert!(said.contains("new (CIC") || said.contains("MAIF"), "what changes is said: {said}");
    project.run("build");
    assert_eq!(winners(&project), ["CIC", "MAIF"]);
    let said = types(&project, 0, "decide undo podium 2024", "it was the wrong list");
    assert!(said.contains("accept podium 2024") && said.contains("seen on the page"), "names it: {said}");
    project.ends(2, "build");
    assert_eq!(winners(&project), ["LCL"]);
    types(&project, 0, "decide reject podium 2024", "a draft");
    project.run("build");
    assert_eq!(winners(&project), ["LCL"]);
    let said = types(&project, 0, "decide undo", "looked again");
    assert!(said.contains("reject podium 2024"), "the last of all: {said}");
    assert!(project.ends(2, "check").contains("HELD  1"), "it waits again");
    types(&project, 0, "decide accept podium 2024", "right after all");
    project.run("build");
    assert_eq!(winners(&project), ["CIC", "MAIF"]);
    assert!(
        types(&project, 1, "decide accept podium 2024", "again").contains("no copy of podium 2024 waits")
    );
    types(&project, 0, "decide undo podium 2024", "back to the start");
    types(&project, 0, "decide reject podium 2024", "not ours");
    project.run("build");
    let now: BTreeSet<_> = project.tree("public").into_iter().map(|(name, _)| name).collect();
    assert_eq!(now, site.into_iter().map(|(name, _)| name).collect(), "the site has the files that it had");
}

#[test]
fn decide_undo_takes_back_the_last_decision_whether_on_a_page_or_on_names() {
    let project = typed(&[["Banque", "LCL"], ["Presse", "Orange"]]);
    let project = bring(project, page(&["Énergie : Engie", "unread"]), "2024-06-01");
    types(&project, 0, "decide different LCL Orange", "two companies");
    types(&project, 0, "decide accept podium 2024", "looked at");
    assert!(types(&project, 0, "decide undo", "mistaken").contains("accept podium 2024"));
    assert!(types(&project, 0, "decide undo", "mistaken").contains("LCL"), "then the one before");
}

#[test]
fn a_page_that_contradicts_typed_rows_is_held_and_one_that_agrees_is_live() {
    let project =
        bring(typed(&[["Banque", "LCL"], ["Assurance", "MAIF"]]), page(&["Banque : CIC"]), "2024-06-01");
    project.ends(2, "build");
    assert_eq!(winners(&project), ["LCL", "MAIF"], "the typed rows stay");
    let said = project.ends(2, "check");
    assert!(said.contains("contradict") || said.contains("known is “LCL"), "{said}");
    let files = project.tree("public");
    let says = |words: &str| files.iter().any(|(_, file)| String::from_utf8_lossy(file).contains(words));
    assert!(says("attend une vérification") && says("juin\u{a0}2024"), "the edition says of when it is");
    let project =
        bring(typed(&[["Banque", "LCL"]]), page(&["banque : Lcl", "Énergie : Engie"]), "2024-06-01");
    project.run("build");
    assert_eq!(winners(&project), ["Engie", "Lcl"]);
    let project =
        bring(typed(&[["Banque", "LCL"], ["Banque", "CIC"]]), page(&["Banque : BNP"]), "2024-06-01");
    project.ends(2, "build");
    assert_eq!(winners(&project), ["CIC", "LCL"], "two typed rows are not on the page");
    assert!(project.ends(2, "check").contains("2 typed rows are not found on the page: LCL · 1 · Banque"));
}

#[test]
fn two_sole_first_places_of_one_general_ranking_contradict_each_other() {
    let row = |company: &str, rank: &str| {
        format!(
            "2024,,Classement général,,overall,{rank},winner,{company},,,,https://example.org/{company},P,stated\n"
        )
    };
    let with = |ranks: [&str; 2]| {
        let rows = row("BMW", ranks[0]) + &row("Nespresso", ranks[1]);
        let sources = format!("{HEAD}file = \"data/p.csv\"\n{}", edition("2024", PAGE, ""));
        Project::empty().file("sources.toml", sources).file("data/p.csv", format!("{COLUMNS}{rows}"))
    };
    let said = with(["1", "1"]).ends(2, "check");
    assert!(said.contains("the only first place is “BMW”") && said.contains("“Nespresso”"), "{said}");
    assert!(!with(["1=", "1="]).output("check").stdout.is_empty());
    assert!(!with(["1=", "1="]).ends(0, "check").contains("only first place"));
}

#[test]
fn an_implausible_reading_is_held_also_when_nothing_is_declared() {
    let lines: Vec<String> = (0..1200).map(|n| format!("Prix {n} : Maison {n}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let project = bring(reading(""), page(&lines), "2024-06-01");
    project.ends(2, "build");
    assert_eq!(winners(&project), [""; 0]);
    assert!(project.ends(2, "check").contains("declare it: winners = [600, 1200]"));
    let project = bring(reading("winners = [2, 4]"), page(&["Banque : LCL"]), "2024-06-01");
    project.ends(2, "build");
    assert!(project.ends(2, "check").contains("1 winners read, and 2 to 4 are plausible"));
    let project = project.edit("sources.toml", |text| text.replace("[2, 4]", "[1, 4]"));
    project.run("build");
    assert_eq!(winners(&project), ["LCL"], "the right declaration settles it");
}

#[test]
fn an_answer_that_is_no_page_and_a_copy_older_than_its_ceremony_are_evidence() {
    let none = [
        "<!doctype html><title>Page introuvable</title><div class=post><ul><li>Accueil : Prix</ul></div>",
        "<!doctype html><title>Prix</title><h1>Error 404</h1><div class=post><ul><li>Banque : LCL</ul></div>",
        "<!doctype html><title>Prix</title><h1>Before you continue</h1><div class=post><li>Cookies : Accept</div>",
        "<!doctype html><title>Prix</title><p>Nous respectons votre vie privée</p><button>Accepter</button>",
    ];
    for body in none {
        let project = bring(reading(""), body, "2024-06-01");
        project.run("build");
        assert_eq!(winners(&project), [""; 0], "{body}");
        assert!(project.ends(2, "check").contains("it says itself that it is not the page"), "{body}");
        let project = bring(bring(reading(""), page(&["Banque : LCL"]), "2024-05-01"), body, "2024-06-01");
        project.run("build").run("check");
        assert_eq!(winners(&project), ["LCL"], "the copy stands: {body}");
    }
    let project = bring(reading("awarded = 2024-05-02"), page(&["Banque : LCL"]), "2024-05-01");
    project.run("build");
    assert_eq!(winners(&project), [""; 0]);
    assert!(project.ends(2, "check").contains("older than the ceremony of 2024-05-02"));
    let project = bring(project, page(&["Banque : CIC"]), "2024-05-03");
    project.run("build");
    assert_eq!(winners(&project), ["CIC"]);
}

#[test]
fn a_page_that_no_rule_reads_and_a_list_without_rows_are_told() {
    let project = reading("claimed = 10").edit("sources.toml", |text| text.replace("read = \"m\"\n", ""));
    let project = bring(project, page(&["Banque : LCL"]), "2024-06-01");
    let said = project.ends(2, "check");
    assert!(said.contains("no rule reads it; next: palmares try podium --edition 2024 --learn"), "{said}");
    assert!(said.contains("COVERAGE  1 list of prizes"), "{said}");
    let project = reading("claimed = 10").edit("sources.toml", |text| text.replace("read = \"m\"\n", ""));
    assert!(project.ends(0, "check").contains("COVERAGE  1 list of prizes"), "announced, and no row");
    project.ends(2, "check --strict");
}

#[test]
fn try_and_show_match_go_on_beside_a_mistake_of_another_file() {
    let project = bring(typed(&[["Banque", "LCL"]]), page(&["Banque : LCL"]), "2024-06-01")
        .file("published.csv", "no,such,columns\n1,2,3\n")
        .edit("data/p.csv", |text| text + "2024,never,,,,,winner,Zyl,,,,https://example.org/,P,stated\n");
    project.refused("build");
    let output = project.output("try podium --edition 2024");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("never") && told.contains("going on"), "{told}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("LCL"));
    assert!(project.ends(0, "show match MAIF Maif").contains("true"));
}

#[test]
fn try_shows_days_and_scales_where_a_page_prints_them() {
    let rule = "[rule.dated]\nlines = [\"{company} ({score} sur {scale}), le {awarded}\"]\n";
    let project = reading("").edit("sources.toml", |text| text + rule);
    let project = project.file("dated.txt", "LCL (8,5 sur 20), le 13/06/2024\n");
    let said = project.ends(0, "try dated.txt --rule dated");
    assert!(said.contains("scale") && said.contains(" 20 ") && said.contains("2024-06-13"), "{said}");
}

#[test]
fn a_row_that_is_measured_without_a_score_is_told_and_not_lost() {
    let rule = "[rule.scores]\nlines = [\"{company} : {score}\", \"{company} : –\"]\nset = { outcome = \"measured\" }\n";
    let project = reading("").edit("sources.toml", |text| text + rule);
    let project = project.file("scores.txt", "LCL : 8,5\nMAIF : –\n");
    let output = project.output("try scores.txt --rule scores");
    let said =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("`measured` without a score"), "{said}");
}

/// A list that has another layout from the second time on.
fn moving(hit: &Hit, before: usize) -> Vec<Step> {
    let html = [("Content-Type", "text/html")];
    match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        "/gone" => answer(404, &html, b"gone"),
        _ if before == 0 => answer(200, &html, page(&["Banque : LCL", "Assurance : MAIF"]).as_bytes()),
        _ => answer(200, &html, page(&["the winners have moved to another page"]).as_bytes()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crawl_counts_what_it_read_now() {
    let server = FaultServer::start("127.0.0.1", moving).await;
    let sources = format!("{HEAD}{}", edition("2024", &server.url("/p"), "read = \"m\""));
    let project = Project::empty().file("sources.toml", sources);
    assert!(project.ends(0, "crawl").contains("2 rows read"));
    let said = project.ends(2, "crawl --refresh");
    assert!(said.contains("held, 0 rows") && said.contains("0 rows read"), "{said}");
    let said = project.ends(2, "crawl --refresh --format json");
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&json["rows"], &json["waiting"]), (&0.into(), &1.into()), "{json}");
    project.ends(2, "build");
    assert_eq!(winners(&project), ["LCL", "MAIF"]);
    let sources = format!("{HEAD}{}", edition("2024", &server.url("/gone"), "read = \"m\""));
    let project = Project::empty().file("sources.toml", sources);
    let told = project.output("run");
    assert!(String::from_utf8_lossy(&told.stderr).contains("failed    podium 2024"), "{told:?}");
    assert!(project.ends(2, "check").contains("404"), "and check says so");
    let sources = format!("{HEAD}{}", edition("2024", &server.url("/other"), ""));
    let said = Project::empty().file("sources.toml", sources).ends(0, "crawl");
    assert!(said.contains("no rule reads it; next: palmares try podium --edition 2024 --learn"), "{said}");
}

#[test]
fn pages_that_do_not_fit_add_nothing_to_the_reference() {
    let project = Project::reference();
    // None of its editions names a rule, since the sentences of the real pages are not known: ten are given one here.
    let mut ruled = Vec::new();
    let project = project.edit("sources.toml", |sources| {
        let mut edited = String::new();
        for line in sources.lines() {
            edited.push_str(line);
            edited.push('\n');
            let url = line.strip_prefix("url     = ").map(|url| url.trim_matches('"').to_owned());
            if let Some(url) = url.filter(|url| ruled.len() < 10 && !ruled.contains(url)) {
                edited.push_str("read    = \"misfit\"\n");
                ruled.push(url);
            }
        }
        edited + "\n[rule.misfit]\nlines = [\"{place} prix secteur {sector} : {company}\", \"{place}. {company} {score}%\"]\n\
                  prose = [\"{company} remporte la médaille d'or avec {score} sur 100\"]\n"
    });
    assert!(ruled.len() >= 10, "{ruled:?}");
    let sentences = [
        "EDF qui a été l'entreprise la plus récompensée en France en 2016 et 2017.",
        "1er prix secteur Banque : Boursobank est plus connue pour être une banque en ligne.",
        "Banques (parmi 12 marques) : MACIF et MAIF ex-aequo, comme l'an dernier.",
        "1. Zylthorpe 87%",
        "Zylthorpe remporte la médaille d'or avec 91 sur 100",
        "Zylthorpe ranks highest in banking, with a score of 9.1",
        "Les Palmes 2011 vont à Zylthorpe.",
        "Our jury met in May.",
    ];
    let lines: String = sentences.iter().map(|line| format!("<p>{line}</p>")).collect();
    let classes = "post post-body texte entry-content article release news pr";
    let body = format!("<!doctype html><title>Prix</title><article class=\"{classes}\">{lines}</article>");
    let project = project.file("misfit.html", body);
    for url in &ruled {
        project.run(&format!("archive import misfit.html --url {url} --date 2026-11-20"));
    }
    project.ends(2, "build");
    let rows = |project: &Project, table: &str| -> Vec<String> {
        let db = rusqlite::Connection::open(project.path("palmares.db")).unwrap();
        let mut all = db.prepare(&format!("SELECT id FROM {table} ORDER BY id")).unwrap();
        all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for table in ["award", "measure"] {
        assert_eq!(rows(&project, table), rows(Project::built(), table), "{table}");
    }
    assert!(!published(&project).contains("Zylthorpe"));
}

/// What copies of a page come to beside typed rows.
pub fn settled(page: &Frozen, copies: Vec<(&str, Extraction)>, typed: &[&Record]) -> Settled {
    let copies = copies.into_iter().map(|(body, reading)| ReadCopy {
        digest: Digest::of(body.as_bytes()),
        seen: page.context().seen,
        reading,
    });
    let known = Known::default();
    let background = Background {
        typed,
        bounds: Bounds::default(),
        known: &known,
        verdict: &|_| None,
        same: &|one, other| model::text::key(one) == model::text::key(other),
    };
    settle(copies.collect(), None, &background)
}

/// Two changes of a frozen page at once, drawn by a fixed sequence of Lehmer, so that a failure comes again.
fn pairs(pages: &[Frozen], wanted: usize) -> Vec<(String, &Frozen, String)> {
    let mut state = 20_261_128_u64;
    let mut draw = |below: usize| {
        state = state * 48_271 % 0x7fff_ffff;
        state as usize % below
    };
    let mut all = Vec::new();
    while all.len() < wanted {
        let page = &pages[draw(pages.len())];
        let (one, other) = (MUTATORS[draw(MUTATORS.len())], MUTATORS[draw(MUTATORS.len())]);
        let body = below_the_menu(&below_the_menu(&page.body, one.1), other.1);
        if body != page.body {
            all.push((format!("{}: {} and {}", page.shape, one.0, other.0), page, body));
        }
    }
    all
}

/// What a row says, with its company as it is compared: `Johnson and Johnson` on an English page is no other company.
/// A page that prints its categories in another language is read right when it is read in that language.
fn said(record: &Record) -> String {
    let Record { edition, category, sector, level, outcome, place, score, person, company, .. } = record;
    let (company, category) = (model::text::key(company), another_language(category));
    format!("{company} {person} {place:?} {score:?} {category} {sector} {edition} {level:?} {outcome:?}")
}

/// What became of first readings.
#[derive(Default)]
struct Tally {
    live: usize,
    right_held: usize,
    held: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, how: &str, good: &Extraction, mutant: &Extraction, live: Option<ReadCopy>) {
        let right: BTreeSet<_> = good.records.iter().map(said).collect();
        let others = |reading: &Extraction| -> Vec<_> {
            reading.records.iter().map(said).filter(|row| !right.contains(row)).collect()
        };
        match live {
            Some(live) if others(&live.reading).is_empty() => self.live += 1,
            Some(live) => self.wrong.push(format!("{how}: {}", others(&live.reading).join("; "))),
            None if change(good, mutant).is_none() => self.right_held += 1,
            None => self.held += 1,
        }
    }
}

#[test]
fn two_hundred_pairs_of_changes_publish_no_wrong_row() {
    let mut pages = frozen();
    pages.retain(|page| page.path.extension().is_some_and(|e| e == "html"));
    let [mut beside_all, mut beside_half, mut beside_none] = [(); 3].map(|()| Tally::default());
    for (how, page, body) in pairs(&pages, 200) {
        let good = page.read();
        let mutant = read(page.page(&body), &page.rule, &page.context());
        let same = change(&good, &mutant).is_none();
        let copies = vec![(page.body.as_str(), good.clone()), (body.as_str(), mutant.clone())];
        let later = settled(page, copies, &[]);
        assert!(same || !later.held.is_empty() || no_page(&mutant), "{how}: nobody is told");
        let live = later.live.expect("the frozen page is good").reading;
        assert!(change(&good, &live).is_none(), "{how}: other rows are live");
        // The first reading of all, beside the rows that a person typed of the page as it should be.
        let first = |typed: &[&Record]| settled(page, vec![(&body, mutant.clone())], typed).live;
        let typed: Vec<_> = good.records.iter().collect();
        beside_all.count(&how, &good, &mutant, first(&typed));
        let half: Vec<_> = typed.iter().step_by(2).copied().collect();
        beside_half.count(&how, &good, &mutant, first(&half));
        beside_none.count(&how, &good, &mutant, first(&[]));
    }
    for (beside, tally) in
        [("all rows typed", &beside_all), ("every other", &beside_half), ("none", &beside_none)]
    {
        let Tally { live, right_held, held, wrong } = tally;
        println!(
            "first reading, {beside}: {live} live, {right_held} right and held, {held} held, {} wrong\n  {}",
            wrong.len(),
            wrong.join("\n  ")
        );
    }
    for tally in [beside_all, beside_half, beside_none] {
        assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
        // Holding everything would be no art.
        assert!(tally.live >= 75 && tally.right_held <= 20, "{} live, {}", tally.live, tally.right_held);
    }
}

pub fn no_page(reading: &Extraction) -> bool {
    reading.troubles.iter().any(|trouble| matches!(trouble, read::Trouble::NoPage(_)))
}
