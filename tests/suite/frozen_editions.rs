//! Frozen editions of the site: what no later build changes, what became of their figures, and what a byte costs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use regex::Regex;
use rusqlite::Connection;

use crate::project::Project;

const COMPANIES: [&str; 12] = [
    "Norwood",
    "Kestrel",
    "Brightwater",
    "Halden",
    "Osprey",
    "Tamsin",
    "Verity",
    "Quillon",
    "Marlow",
    "Fenwick",
    "Ardent",
    "Lumen",
];
pub const YEARS: std::ops::RangeInclusive<u64> = 2021..=2024;
const HEAD: &str = "edition,category,level,rank,outcome,company,score,scale,url,title,evidence";

/// Numbers of Lehmer: a failure comes again.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0 * 48271 % 0x7fff_ffff;
        usize::try_from(self.0).unwrap() % end
    }
}

/// How many of them to try: more when the environment says so, as it is too slow for every day.
pub fn tries(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |many| many.parse().unwrap())
}

pub fn page(source: &str, year: u64) -> String {
    format!("https://prizes.test/{source}/{year}")
}

fn row(source: &str, year: u64, category: &str, place: usize, company: &str) -> String {
    let url = page(source, year);
    if source == "index" {
        return format!(
            "{year},{category},category,,measured,{company},{},100,{url},The index of {year},stated",
            60 + place
        );
    }
    format!("{year},{category},category,{place},placed,{company},,,{url},The winners of {year},stated")
}

/// The rows of a source: in each year three places of two categories.
fn rows(source: &str, seed: u64) -> Vec<String> {
    let mut draw = Draw(seed);
    let mut rows = Vec::new();
    for year in YEARS {
        for category in ["Shops", "Banks"] {
            let first = draw.below(COMPANIES.len());
            rows.extend((1..4).map(|place| {
                row(source, year, category, place, COMPANIES[(first + place * place) % COMPANIES.len()])
            }));
        }
    }
    rows
}

fn csv(rows: &[String]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

fn sources() -> String {
    let mut text = "[site]\ntitle = \"Prizes\"\nbase-url = \"https://prizes.test/\"\nlanguages = [\"en\"]\n\
         [ranking]\nmethod = \"competitions\"\ncountry = \"GB\"\n\
         [crawl]\ncontact = \"mailto:you@prizes.test\"\n"
        .to_owned();
    for (source, kind, wins) in [("award", "award", 3), ("medal", "award", 2), ("index", "benchmark", 1)] {
        text += &format!(
            "[source.{source}]\nname = \"The {source}\"\norganiser = \"Institute\"\ncountry = \"GB\"\nkind = \"{kind}\"\n\
             judged-by = \"survey\"\npays-to-enter = \"unknown\"\nwins = {{ places = {wins} }}\nfile = \"data/{source}.csv\"\n"
        );
        for year in YEARS {
            text += &format!("[source.{source}.edition.{year}]\nawarded = {year}-03-12\nclaimed = 8\n");
        }
    }
    text
}

/// A small world of three sources, twelve companies and four years.
pub struct SmallWorld {
    pub rows: BTreeMap<&'static str, Vec<String>>,
    sources: String,
    decisions: String,
    corrections: String,
}

impl SmallWorld {
    pub fn new() -> Self {
        let rows =
            [("award", 3), ("medal", 17), ("index", 29)].map(|(source, seed)| (source, rows(source, seed)));
        let decisions = decision("different", "Norwood", "Northwood", "They are two.");
        Self { rows: BTreeMap::from(rows), sources: sources(), decisions, corrections: String::new() }
    }

    pub fn in_project(&self, mut project: Project) -> Project {
        for (source, rows) in &self.rows {
            project = project.file(&format!("data/{source}.csv"), csv(rows));
        }
        let project = project.file("sources.toml", &self.sources).file("companies.toml", "");
        let project = project.file("sectors.toml", "").file("decisions.toml", &self.decisions);
        project.file("corrections.toml", &self.corrections)
    }
}

fn decision(verdict: &str, one: &str, other: &str, why: &str) -> String {
    format!(
        "[[decision]]\nverdict = \"{verdict}\"\none = \"{one}\"\nother = \"{other}\"\nwho = \"ann\"\n\
         when = 2026-11-20\nwhy = \"{why}\"\n"
    )
}

/// A build that may tell that something needs a person.
fn build(project: &Project) {
    let output = project.output("build --quiet");
    assert_ne!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}

fn frozen(world: &SmallWorld) -> Project {
    let project = world.in_project(Project::empty());
    project.run("publish --edition 2026-01 --quiet");
    project
}

fn values(project: &Project) -> BTreeMap<String, String> {
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let mut figures = db.prepare("SELECT id, value FROM figure").unwrap();
    figures.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// One change, and how the site names its cause.
pub fn edited(draw: &mut Draw) -> (SmallWorld, &'static str) {
    let mut world = SmallWorld::new();
    let source = ["award", "medal", "index"][draw.below(3)];
    let year = 2021 + draw.below(4) as u64;
    let company = COMPANIES[draw.below(COMPANIES.len())];
    let place = 1 + draw.below(3);
    let rows = world.rows.get_mut(source).unwrap();
    let at = draw.below(rows.len());
    let cause = match draw.below(6) {
        0 => {
            rows.push(row(source, year, "Phones", place, company));
            "row added: "
        }
        1 => {
            rows.remove(at);
            "row removed: "
        }
        2 => {
            changed(&mut rows[at], source, draw);
            "row changed: "
        }
        3 => {
            let other = COMPANIES[(draw.below(COMPANIES.len() - 1) + 1) % COMPANIES.len()];
            world.decisions += &decision("same", COMPANIES[0], other, "One register.");
            "decision: "
        }
        4 => {
            let year: String = rows[at].chars().take(4).collect();
            changed(&mut rows[at], source, draw);
            world.corrections = format!(
                "[[correction]]\nwhen = 2026-11-20\nwhat = \"A place was wrong.\"\n\
                 source = \"{source}\"\nyear = {year}\n"
            );
            "correction: "
        }
        _ => {
            let rules = [
                ("method = \"competitions\"", "method = \"points\""),
                ("places = 3", "places = 1"),
                ("places = 2", "places = 3"),
                ("claimed = 8", "claimed = 6"),
            ];
            let (then, now) = rules[draw.below(rules.len())];
            world.sources = world.sources.replacen(then, now, 1);
            "rule or declaration: "
        }
    };
    (world, cause)
}

/// Another place, which is no distinction, or another score.
fn changed(row: &mut String, source: &str, draw: &mut Draw) {
    let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
    if source == "index" {
        cells[6] = (70 + draw.below(9)).to_string();
    } else {
        cells[3] = (7 + draw.below(9)).to_string();
    }
    *row = cells.join(",");
}

/// What the page of corrections lists: each figure with its value before and after, and every cause told.
fn listed(project: &Project) -> BTreeMap<String, (String, String, String)> {
    let line = Regex::new(
        r"<code>fig-([0-9a-z]{10})</code></small><small>([^<]*)</small></th><td>([^<]*)</td><td>([^<]*)</td>",
    )
    .unwrap();
    let page = project.page("corrections.html").text;
    let rows = line.captures_iter(&page).map(|row| {
        let cell = |at: usize| row[at].replace(',', "");
        (row[1].to_owned(), (cell(3), cell(4), row[2].to_owned()))
    });
    rows.collect()
}

fn told_by_feed(project: &Project) -> BTreeSet<String> {
    let feed = project.page("feeds/editions.xml").text;
    let entry = feed.split("<entry>").find(|entry| entry.contains("#edition-2026-01-"));
    let ids = Regex::new(r"\(fig-([0-9a-z]{10})\)").unwrap();
    entry.map_or_else(BTreeSet::new, |entry| ids.captures_iter(entry).map(|id| id[1].to_owned()).collect())
}

/// Every page of the edition counts its own changed figures on the page of today.
fn ensure_pages_tell(project: &Project, moved: &BTreeSet<String>) {
    let marked = Regex::new(r"\b[0-9a-z]{10}\b").unwrap();
    let count = Regex::new(r"Since edition 2026-01, (\d+) figures? of this page").unwrap();
    let today = project.path("public");
    for (path, bytes) in project.tree("public/editions/2026-01") {
        let live = today.join(&path);
        if !path.ends_with(".html") || !live.exists() {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let here: BTreeSet<&str> = marked.find_iter(&text).map(|id| id.as_str()).collect();
        let here = here.into_iter().filter(|id| moved.contains(*id)).count();
        let live = fs::read_to_string(live).unwrap();
        let told = count.captures(&live).map_or(0, |n| n[1].parse::<usize>().unwrap());
        assert_eq!(told, here, "{path}");
    }
}

#[test]
fn random_edits_give_errata_equal_to_the_computed_difference() {
    let project = frozen(&SmallWorld::new());
    let (then, bytes) = (values(&project), project.tree("public/editions"));
    assert!(then.len() > 200 && listed(&project).is_empty(), "{}", then.len());
    let mut project = project;
    let (mut draw, mut moving) = (Draw(20_261_129), BTreeMap::<&str, usize>::new());
    for edit in 0..tries("PALMARES_EDITS", 30) {
        let (world, cause) = edited(&mut draw);
        project = world.in_project(project);
        build(&project);
        let now = values(&project);
        let computed: BTreeMap<String, (String, String)> = then
            .iter()
            .filter(|(id, value)| now.get(*id) != Some(value))
            .map(|(id, value)| {
                let after = now.get(id).map_or("no longer published", String::as_str);
                (id.clone(), (value.clone(), after.to_owned()))
            })
            .collect();
        let listed = listed(&project);
        for (id, (.., why)) in &listed {
            assert!(why.contains(cause), "edit {edit}, {id}: {why}, and not {cause}");
            let kinds = why.matches(": ").count();
            assert!(
                kinds > 0 && (why.contains("row ") == cause.contains("row ") || cause == "correction: "),
                "{why}"
            );
        }
        let plain = listed.into_iter().map(|(id, (before, after, _))| (id, (before, after)));
        assert_eq!(plain.collect::<BTreeMap<_, _>>(), computed, "edit {edit}, {cause}");
        let moved: BTreeSet<String> = computed.into_keys().collect();
        assert_eq!(told_by_feed(&project), moved, "edit {edit}, {cause}");
        ensure_pages_tell(&project, &moved);
        *moving.entry(cause).or_default() += usize::from(!moved.is_empty());
    }
    assert!(moving.len() == 6 && moving.values().all(|n| *n > 0), "{moving:?}");
    println!("edits that moved figures: {moving:?}");
    assert!(project.tree("public/editions") == bytes, "no later build changes a byte of an edition");
}

#[test]
fn an_edition_says_what_it_is_and_every_link_of_it_works_from_its_address() {
    let project = frozen(&SmallWorld::new());
    let link = Regex::new(r##"(?:href|src|data-index|data-take)="([^"#?]+)"##).unwrap();
    let mut pages = 0;
    for (path, bytes) in project.tree("public/editions/2026-01") {
        // What others embed stands in a frame of theirs, without a head.
        if !path.ends_with(".html") || path == "embed.html" {
            continue;
        }
        pages += 1;
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Edition 2026-01 of the site, frozen as of "), "{path}");
        assert!(text.contains(&format!("href=\"https://prizes.test/editions/2026-01/{path}\"")), "{path}");
        let folder = project.path("public/editions/2026-01").join(&path);
        for found in link.captures_iter(&text).filter(|found| !found[1].contains(':')) {
            let target = folder.parent().unwrap().join(&found[1]);
            assert!(target.is_file(), "{path} leads to {}", &found[1]);
        }
    }
    assert!(pages > 30, "{pages}");
    let board = project.page("editions/2026-01/leaderboards/2024.html").text;
    assert!(board.contains("edition 2026-01") && board.contains("href=\"../../../leaderboards/2024.html\""));
    let board = project.page("leaderboards/2024.html").text;
    assert!(
        board.contains("href=\"../editions/2026-01/leaderboards/2024.html\">2026-01</a>"),
        "it offers its editions"
    );
    let list = project.page("frozen-editions.html").text;
    let mark = fs::read_to_string(project.path("editions/2026-01.sha256")).unwrap();
    assert!(list.contains(&mark[..64]) && list.contains("None of its figures has changed since."), "{list}");
    let told = project.refused("publish --edition 2026-01");
    assert!(told.contains("stays as it is"), "{told}");
    let project =
        project.edit("sources.toml", |text| text.replace("https://prizes.test/", "https://example.org/"));
    let told = project.refused("publish --edition 2026-02");
    assert!(told.contains("write `base-url` first"), "{told}");
}

#[test]
fn equal_files_of_two_editions_are_kept_once() {
    let project = frozen(&SmallWorld::new());
    let first = project.tree("editions/objects").len();
    project.run("publish --edition 2026-02 --quiet");
    let (both, laid) = (project.tree("editions/objects").len(), project.tree("public/editions/2026-02"));
    let texts = laid.iter().filter(|(path, _)| path.ends_with(".html")).count();
    assert!(both - first < laid.len() && both - first >= texts, "{first}, {both}, {} files", laid.len());
    let known: BTreeSet<Vec<u8>> =
        project.tree("editions/objects").into_iter().map(|(_, bytes)| bytes).collect();
    assert_eq!(known.len(), both, "no two objects are equal");
}

#[test]
fn a_figure_tells_what_it_was_in_earlier_editions_also_when_it_is_published_no_more() {
    let mut world = SmallWorld::new();
    let project = frozen(&world);
    let id = |sql: &str| -> String {
        let db = Connection::open(project.path("palmares.db")).unwrap();
        db.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let value = id("SELECT id FROM figure WHERE what = 'value' ORDER BY id LIMIT 1");
    let document = project.json(&format!("show figure {value} --format json"));
    assert_eq!(document["earlier"][0]["edition"], "2026-01");
    assert_eq!(document["earlier"][0]["value"], document["value"]);
    assert_eq!(document["earlier"][0]["printed"], document["value"], "its page prints it");
    world.rows.insert("index", vec![]);
    let project = world.in_project(project);
    let document = project.json(&format!("show figure {value} --format json"));
    assert_eq!(
        (&document["value"], &document["earlier"][0]["day"]),
        (&"published no more".into(), &"2026-11-21".into())
    );
    assert!(project.ends(0, &format!("show figure {value}")).contains("2026-01 (2026-11-21): "));
}

#[test]
fn a_changed_byte_of_the_store_is_named_and_what_was_published_stays() {
    let project = frozen(&SmallWorld::new());
    let public = project.tree("public");
    let (name, bytes) = project
        .tree("editions/objects")
        .into_iter()
        .find(|(_, bytes)| {
            bytes.starts_with(b"<!doctype") && String::from_utf8_lossy(bytes).contains("Edition 2026-01")
        })
        .unwrap();
    let mut broken = bytes.clone();
    broken[200] ^= 1;
    let project = project.file(&format!("editions/objects/{name}"), &broken);
    let output = project.output("build");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(&format!("editions/objects/{name}")) && told.contains("unchanged"), "{told}");
    assert!(project.tree("public") == public);
    assert!(project.ends(1, "verify --all").contains(&name));
    // Without the edition its address would be empty.
    let project = project.file(&format!("editions/objects/{name}"), &bytes);
    let mark = fs::read(project.path("editions/2026-01.sha256")).unwrap();
    fs::remove_file(project.path("editions/2026-01.sha256")).unwrap();
    assert!(String::from_utf8_lossy(&project.output("build").stderr).contains("no longer in editions/"));
    assert!(project.tree("public") == public);
    let project = project.file("editions/2026-01.sha256", mark);
    project.run("build").run("verify --all");
    // What somebody wrote into the published copy is told, and mended by a build.
    let project =
        project.edit("public/editions/2026-01/index.html", |text| text.replace("Edition", "edition"));
    assert!(project.ends(1, "verify --all").contains("editions/2026-01/index.html"));
    project.run("build").run("verify --all");
}

#[test]
fn a_plan_says_what_a_build_changes_and_only_that_is_built() {
    let mut world = SmallWorld::new();
    let project = frozen(&world);
    let nothing = project.json("plan --format json");
    let none = |figures: &serde_json::Value| {
        figures.as_object().unwrap().values().all(|all| all.as_array().unwrap().is_empty())
    };
    assert!(none(&nothing["figures"]) && none(&nothing["pages"]) && none(&nothing["files"]), "{nothing:#}");
    let then = values(&project);
    let before: BTreeMap<String, Vec<u8>> = project.tree("public").into_iter().collect();
    world.rows.get_mut("award").unwrap().remove(2);
    let project = world.in_project(project);
    let plan = project.json("plan --format json");
    assert!(
        project.tree("public").into_iter().collect::<BTreeMap<_, _>>() == before,
        "a plan writes nothing"
    );
    let text = project.ends(0, "plan");
    assert!(text.contains(plan["plan"].as_str().unwrap()) && text.contains(" withdrawn"), "{text}");
    let output = project.output("build --only-if 0123456789abcdef");
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains(plan["plan"].as_str().unwrap()));
    assert!(project.tree("public").into_iter().collect::<BTreeMap<_, _>>() == before, "nothing was built");
    project.run(&format!("build --only-if {}", plan["plan"].as_str().unwrap()));
    let (now, after) = (values(&project), project.tree("public").into_iter().collect::<BTreeMap<_, _>>());
    let ids = |kind: &str| -> BTreeSet<String> {
        let all = plan["figures"][kind].as_array().unwrap().iter();
        all.map(|figure| figure["id"].as_str().unwrap()[4..].to_owned()).collect()
    };
    let of = |wanted: &dyn Fn(&String) -> bool| -> BTreeSet<String> {
        then.keys().chain(now.keys()).filter(|id| wanted(id)).cloned().collect()
    };
    assert_eq!(ids("added"), of(&|id| !then.contains_key(id)));
    assert_eq!(ids("withdrawn"), of(&|id| !now.contains_key(id)));
    assert_eq!(ids("moved"), of(&|id| then.contains_key(id) && now.contains_key(id) && then[id] != now[id]));
    let mark = |path: &&str| *path != ".palmares-site";
    let planned: BTreeSet<&str> = ["pages", "files"]
        .into_iter()
        .flat_map(|of| ["new", "changed", "gone"].map(|kind| (of, kind)))
        .flat_map(|(of, kind)| plan[of][kind].as_array().unwrap())
        .map(|path| path.as_str().unwrap())
        .collect();
    let changed = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
    assert_eq!(planned, changed.map(String::as_str).filter(mark).collect());
    assert!(planned.iter().all(|path| !path.starts_with("editions/")), "{planned:?}");
}
