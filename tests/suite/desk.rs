//! The desk: pages of ten shapes become rows, in Chromium and by single keys; what is there stays as it is.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::fault_server::{FaultServer, page};
use crate::project::Project;
use crate::review::{Served, hidden};
use crate::review_seen::Terminal;
use crate::with;

const SOURCES: &str = "# The awards of this workspace.\n[crawl]\nallow-private = [\"127.0.0.1\"]   # a test\n\n\
    [source.palm]\nname = \"La Palme\"   # kept\norganiser = \"Jury\"\ncountry = \"FR\"\nkind = \"award\"\n\
    judged-by = \"jury\"\npays-to-enter = \"no\"\nwins = { places = 3 }\nfile = \"data/palm.csv\"\n\n\
    [source.palm.edition.1999]\nclaimed = 1\n\n# The end.\n";

const COMPANIES: &str = "[company.maif]\nname = \"MAIF\"\n\n[company.orange]\nname = \"Orange\"\n\n\
    [company.boulanger]\nname = \"Boulanger\"\n\n[company.nespresso]\nname = \"Nespresso\"\n\n\
    [company.decathlon]\nname = \"Decathlon\"\n";

/// A file with columns in an order of its own, a remark column in quotes and no line feed at its end.
const ROWS: &str = "company,edition,category,sector,level,rank,outcome,person,score,scale,url,title,evidence\r\n\
    \"Dupont, père\",1999,Jouets,,category,,winner,,,,https://example.org/1999,,\"stated (vu, lu)\"";

pub fn workspace() -> Project {
    Project::empty()
        .file("sources.toml", SOURCES)
        .file("companies.toml", COMPANIES)
        .file("data/palm.csv", ROWS)
}

/// What the file of rows gained: of each row the edition, the place, the company and the category.
pub fn gained(project: &Project) -> Vec<String> {
    let text = fs::read_to_string(project.path("data/palm.csv")).unwrap();
    let new = text.strip_prefix(ROWS).expect("what was there stays to the byte");
    let cells = |line: csv::StringRecord| format!("{} {}|{}|{}", &line[1], &line[5], &line[0], &line[2]);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(new.as_bytes());
    reader.records().map(|line| cells(line.unwrap())).collect()
}

pub fn html(body: &str) -> String {
    let menu = "<nav><ul><li><a href=/>Accueil</a></li><li><a href=/prix>Les prix</a></li><li>Contact</li></ul></nav>";
    format!(
        "<!doctype html><html lang=fr><title>Palmarès</title>{menu}<main><h1>Les lauréats</h1>{body}</main></html>"
    )
}

/// A PDF of two columns, names at the left and categories at the right.
fn pdf() -> Vec<u8> {
    let rows =
        [("Laureat", "Categorie"), ("MAIF", "Assurance"), ("Orange", "Mobile"), ("Zeste Sarl", "Cuisine")];
    let words = rows.iter().enumerate().flat_map(|(at, (left, right))| {
        let y = 700 - 40 * at;
        [(60, y, *left), (320, y, *right)]
    });
    crate::evidence::pdf(&words.map(|(x, y, text)| (x, y as u32, text)).collect::<Vec<_>>())
}

/// The ten pages: the edition each is taken for, how it is brought, and its rows.
pub fn shapes(project: &Project, address: &str) -> Vec<(Value, Vec<&'static str>)> {
    let card =
        |name: &str, what: &str| format!("<div class=card><h3>{name}</h3><p class=category>{what}</p></div>");
    let logo = |name: &str| format!("<a href=/{name}><img src=/{name}.png alt=\"{name}\"></a>");
    let list = "<ul><li>MAIF – Assurance</li><li>Orange – Mobile</li><li>Zeste &amp; Cie – Cuisine</li></ul>";
    let cards = [card("MAIF", "Assurance"), card("Orange", "Mobile"), card("Zeste", "Cuisine")].concat();
    let prose = "<p>Les lauréats sont MAIF, Boulanger, Orange et Zeste.</p>";
    let places = "<p>Le podium : MAIF devant Boulanger et Orange.</p>";
    let wall = ["MAIF", "Orange", "Zeste", "Boulanger"].map(logo).concat();
    let script = "<div id=app></div><script type=\"application/json\">{\"winners\":[{\"name\":\"MAIF\",\"category\":\
                  \"Assurance\"},{\"name\":\"Zeste\",\"category\":\"Cuisine\"}]}</script>";
    let files = [
        ("list.html", html(list).into_bytes()),
        ("cards.html", html(&format!("<div class=grid>{cards}</div>")).into_bytes()),
        ("prose.html", html(prose).into_bytes()),
        ("places.html", html(places).into_bytes()),
        ("logos.html", html(&format!("<div class=wall>{wall}</div>")).into_bytes()),
        ("script.html", html(script).into_bytes()),
        ("columns.pdf", pdf()),
        (
            "2014.xlsx",
            fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/workbook/2014.xlsx")).unwrap(),
        ),
    ];
    for (name, bytes) in &files {
        fs::write(project.path(name), bytes).unwrap();
    }
    let file = |edition: &str, name: &str| json!({ "edition": edition, "url": format!("https://example.org/{edition}"), "file": project.path(name) });
    let with = |mut job: Value, key: &str, value: Value| {
        job[key] = value;
        job
    };
    vec![
        (
            with(file("2001", "list.html"), "look", json!("list")),
            vec!["|MAIF|Assurance", "|Orange|Mobile", "|Zeste & Cie|Cuisine"],
        ),
        (
            json!({ "edition": "2002", "url": format!("{address}/table") }),
            vec!["|MAIF|Assurance", "|Alba|Banque", "|Borea|Banque"],
        ),
        (file("2003", "cards.html"), vec!["|MAIF|Assurance", "|Orange|Mobile", "|Zeste|Cuisine"]),
        (file("2004", "prose.html"), vec!["|MAIF|", "|Boulanger|", "|Orange|", "|Zeste|"]),
        (file("2005", "places.html"), vec!["1|MAIF|", "2|Boulanger|", "3|Orange|"]),
        (file("2006", "logos.html"), vec!["|MAIF|", "|Orange|", "|Zeste|", "|Boulanger|"]),
        (file("2007", "script.html"), vec!["|MAIF|Assurance", "|Zeste|Cuisine"]),
        (file("2008", "columns.pdf"), vec!["|MAIF|Assurance", "|Orange|Mobile", "|Zeste Sarl|Cuisine"]),
        (
            file("2009", "2014.xlsx"),
            vec![
                "1|L'Occitane en Provence|",
                "2|Dior Parfums|",
                "3|Comptoir des Cotonniers|",
                "4|Nespresso|",
            ],
        ),
        (
            json!({ "edition": "2010", "url": "https://example.org/2010", "text": "1. Alba\n2. Borea\n3. Corvo\n" }),
            vec!["1|Alba|", "2|Borea|", "3|Corvo|"],
        ),
    ]
}

/// Runs the scripted person over some pages, and tells what was wrong.
pub fn person(project: &Project, served: &Served, jobs: &[Value]) -> String {
    fs::write(project.path("jobs.json"), serde_json::to_string(jobs).unwrap()).unwrap();
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/with/desk.js"));
    node.arg(format!("http://127.0.0.1:{}/desk", served.port)).arg(with::node_modules());
    node.arg(project.path("jobs.json"));
    if let Some(pictures) = std::env::var_os("DESK_PICTURES") {
        node.arg(pictures);
    }
    with::output(&mut node)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the Chromium and axe of tests/with/install"]
async fn ten_pages_of_ten_shapes_become_rows_in_at_most_twelve_clicks_each() {
    let table = "<table><tr><th>Catégorie</th><th>Lauréat</th></tr><tr><td>Assurance</td><td>MAIF</td></tr>\
                 <tr><td rowspan=2>Banque</td><td>Alba</td></tr><tr><td>Borea</td></tr></table>";
    let table = html(table);
    let server = FaultServer::start("127.0.0.1", move |_, _| page(&table)).await;
    let project = workspace();
    let served = Served::new(&project);
    let shapes = shapes(&project, server.url("").trim_end_matches('/'));
    let jobs: Vec<Value> = shapes.iter().map(|(job, _)| job.clone()).collect();
    println!("{}", tokio::task::block_in_place(|| person(&project, &served, &jobs)));
    let expected: Vec<String> = shapes
        .iter()
        .flat_map(|(job, rows)| rows.iter().map(|row| format!("{} {row}", job["edition"].as_str().unwrap())))
        .collect();
    assert_eq!(gained(&project), expected);
    drop(served);
    let sources = fs::read_to_string(project.path("sources.toml")).unwrap();
    let (before, after) = SOURCES.split_once("\n# The end.").unwrap();
    assert!(sources.starts_with(before) && sources.ends_with(&format!("\n# The end.{after}")), "{sources}");
    assert_eq!(sources.matches("[source.palm.edition.").count(), 11);
    project.run("build");
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn a_hostile_page_runs_nothing_asks_for_nothing_and_stays_in_its_frame() {
    let evil = "<script>top.document.title='taken';parent.harm=1;alert(1)</script><meta http-equiv=refresh content='0;\
        url=https://evil.example/refresh'><base target=_top><link rel=stylesheet href=https://evil.example/x.css>\
        <img src=https://evil.example/p.png onerror=\"parent.harm=1\"><iframe srcdoc='<script>top.harm=1</script>'></iframe>\
        <form action=https://evil.example/form><button>Envoyer</button></form><a href=https://evil.example/ target=_blank>Un lien</a>\
        <a href=/review target=_top>Ici</a><a download href=data:text/html,x>Un fichier</a>";
    let names = "<ul><li>MAIF</li><li>Orange</li><li>&lt;img src=x onerror=parent.harm=1&gt;</li>\
                 <li>Alba\u{202e}oaerB</li><li>&lt;/iframe&gt;&lt;script&gt;parent.harm=1&lt;/script&gt;</li></ul>";
    let project = workspace().file("evil.html", html(&format!("{evil}{names}<p>Fin du palmarès")));
    let served = Served::new(&project);
    let job = json!({
        "edition": "2011", "url": "https://example.org/evil", "file": project.path("evil.html"), "hostile": "Fin du palmarès",
    });
    println!("{}", person(&project, &served, &[job]));
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn a_page_becomes_rows_by_the_keyboard_alone() {
    let project = workspace();
    let served = Served::new(&project);
    let text = "MAIF\nOrange\nAlba\n";
    let job = json!({ "edition": "2012", "url": "https://example.org/2012", "text": text, "keyboard": true });
    println!("{}", person(&project, &served, &[job]));
    assert_eq!(gained(&project), ["2012 |MAIF|", "2012 |Orange|", "2012 |Alba|"]);
}

/// What became of the winners of a page among the lists found in it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Winners {
    /// All in the first list, and nobody else.
    First,
    /// All in another list, and nobody else.
    Later,
    /// More than half of them in a list.
    Half,
    Missing,
}

#[test]
fn the_lists_of_real_pages_are_found_with_the_companies_of_the_reference_known() {
    let catalog = workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let known = std::sync::Arc::new(read::Known::new(catalog.companies.values()));
    let mut told = std::collections::BTreeMap::<Winners, Vec<String>>::new();
    for page in crate::pages::frozen() {
        let of = |records: &[model::Record]| -> std::collections::BTreeSet<String> {
            records.iter().map(|r| r.company.to_string()).filter(|name| !name.is_empty()).collect()
        };
        let expected = of(&page.read().records);
        let context = read::Context { known: std::sync::Arc::clone(&known), ..page.context() };
        let lists = read::lists(page.page(&page.body), &context).unwrap_or_default();
        let found: Vec<_> = lists.iter().map(|list| of(&list.reading.records)).collect();
        let half = |names: &std::collections::BTreeSet<String>| {
            2 * names.intersection(&expected).count() > expected.len()
        };
        let winners = match found.iter().position(|names| *names == expected) {
            Some(0) => Winners::First,
            Some(_) => Winners::Later,
            None if found.iter().any(half) => Winners::Half,
            None => Winners::Missing,
        };
        told.entry(winners).or_default().push(format!("{} {}", page.shape, page.edition));
    }
    let count = |winners: Winners| told.get(&winners).map_or(0, Vec::len);
    println!("{told:#?}");
    let [first, later, half] = [Winners::First, Winners::Later, Winners::Half].map(count);
    assert!(first > 24 && first + later + half > 36, "{first} first, {later} later, {half} in part");
}

/// Runs `palmares gather` with these keys, one a line; gives what it answered.
fn gathered(project: &Project, keys: &str) -> String {
    let mut command = project.command("gather");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut gather = command.spawn().unwrap();
    gather.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let output = gather.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A workspace with two archived pages that nothing reads.
fn two_pages() -> Project {
    let item = |name: &&str| format!("<li>{name}</li>");
    let list = |names: &[&str]| html(&format!("<ul>{}</ul>", names.iter().map(item).collect::<String>()));
    let editions = "\n[source.palm.edition.2001]\nurl = \"https://example.org/2001\"\nclaimed = 3\n\n\
                    [source.palm.edition.2002]\nurl = \"https://example.org/2002\"\n";
    let project = workspace()
        .file("2001.html", list(&["Alba", "MAIF", "Borea"]))
        .file("2002.html", list(&["MAIF", "Orange", "Boulanger"]))
        .edit("sources.toml", |text| text + editions);
    project.run("archive import 2001.html --url https://example.org/2001 --date 2026-01-02");
    project.run("archive import 2002.html --url https://example.org/2002 --date 2026-01-02");
    project
}

#[test]
fn gather_walks_the_pages_that_nothing_reads_those_with_most_known_companies_first() {
    let project = two_pages();
    let shown = gathered(&project, "k\nq\n");
    let [first, second] = ["La Palme 2002", "La Palme 2001"].map(|title| shown.find(title).unwrap());
    assert!(first < second, "{shown}");
    assert!(shown.contains("3 rows of 3 announced, 1 companies known"), "{shown}");
    assert_eq!(gained(&project), Vec::<String>::new(), "who only looks changes nothing");
}

#[test]
fn what_gather_saved_is_shown_first_written_once_and_not_asked_again() {
    let project = two_pages();
    let shown = gathered(
        &project,
        "f\n1\nMAIF assurances\nl\n3\nnot in France\ns\nx\nu\nl\n3\nnot in France\ns\nw\nq\n",
    );
    assert!(shown.contains("+ MAIF assurances,2002,"), "{shown}");
    assert_eq!(gained(&project), ["2002 |MAIF assurances|", "2002 |Orange|"]);
    let left = fs::read_to_string(project.path("data/left-out.csv")).unwrap();
    assert!(left.contains("palm,2002,,,,winner,Boulanger") && left.contains("not in France"), "{left}");
    let again = gathered(&project, "s\nw\n");
    assert!(!again.contains("La Palme 2002") && again.contains("1 of 1: La Palme 2001"), "{again}");
    assert_eq!(gained(&project).len(), 5);
    assert_eq!(gathered(&project, ""), "", "nothing is left to ask");
    project.run("build");
}

#[test]
#[ignore = "needs the tmux of tests/with/install"]
fn a_walk_that_is_killed_loses_nothing_that_was_saved_and_goes_on_where_it_was() {
    let project = two_pages();
    let program = env!("CARGO_BIN_EXE_palmares");
    let command = format!("{program} --as-of 2026-11-21 gather & echo $! > pid; fg; sleep 60");
    let terminal = Terminal::new(&project.path(""), &format!("bash -c 'set -m; {command}'"));
    terminal.shows("1 of 2: La Palme 2002");
    terminal.press(&["s"]);
    terminal.shows("w write");
    terminal.press(&["w"]);
    terminal.shows("2 of 2: La Palme 2001");
    terminal.press(&["s"]);
    terminal.shows("w write");
    with::output(Command::new("kill").arg("-9").arg(fs::read_to_string(project.path("pid")).unwrap().trim()));
    assert_eq!(gained(&project).len(), 3, "what was saved is there, and what was only shown is not");
    let again = gathered(&project, "q\n");
    assert!(again.contains("1 of 1: La Palme 2001") && !again.contains("La Palme 2002"), "{again}");
    project.run("build");
}

#[test]
fn a_winner_who_stands_alone_is_added_if_the_page_says_so() {
    let project = workspace()
        .file(
            "news.html",
            html("<p>Le prix de l’accueil revient cette année à Zeste Énergie, fondée à Lyon.</p>"),
        )
        .edit("sources.toml", |text| {
            text + "\n[source.palm.edition.2003]\nurl = \"https://example.org/2003\"\n"
        });
    project.run("archive import news.html --url https://example.org/2003 --date 2026-01-02");
    let shown = gathered(&project, "t\nZest Énergie\nAccueil\nt\nZeste Énergie\nAccueil\ns\nw\n");
    assert!(shown.contains("the page does not say “Zest Énergie”"), "{shown}");
    assert_eq!(gained(&project), ["2003 |Zeste Énergie|Accueil"]);
}

#[test]
fn cards_that_print_the_category_below_the_name_prove_their_rows_and_no_other_category() {
    let card =
        |name: &str, what: &str| format!("<div class=card><h3>{name}</h3><p class=category>{what}</p></div>");
    let cards = [card("MAIF", "Assurance"), card("Orange", "Mobile"), card("Zeste", "Cuisine")].concat();
    let project = workspace().file("cards.html", html(&cards)).edit("sources.toml", |text| {
        text + "\n[source.palm.edition.2003]\nurl = \"https://example.org/2003\"\n"
    });
    project.run("archive import cards.html --url https://example.org/2003 --date 2026-01-02");
    gathered(&project, "s\nw\n");
    let proofs = || project.json("show source palm --format json")["proofs"].clone();
    assert_eq!(proofs(), json!({ "proven": 3, "not_said": 0, "no_copy": 1 }));
    let swapped = |text: String| {
        text.replace("Orange,2003,Mobile", "Orange,2003,Cuisine")
            .replace("Zeste,2003,Cuisine", "Zeste,2003,Mobile")
    };
    let project = project.edit("data/palm.csv", swapped);
    assert_eq!(project.json("show source palm --format json")["proofs"]["not_said"], 2);
}

#[test]
fn a_list_that_is_read_whole_can_be_saved_as_the_rule_that_reads_it() {
    let project = two_pages();
    gathered(&project, "r\nw\nr\nw\n");
    assert_eq!(gained(&project), Vec::<String>::new());
    let sources = fs::read_to_string(project.path("sources.toml")).unwrap();
    assert!(
        sources.contains("url = \"https://example.org/2001\"") && sources.contains("[rule.palm-2001]"),
        "{sources}"
    );
    let awards = project.json("show source palm --format json").to_string();
    assert!(awards.contains("2002"), "{awards}");
    assert_eq!(gathered(&project, ""), "", "a rule reads both pages now");
}

#[test]
fn the_desk_takes_pages_from_itself_alone_and_a_picture_not_at_all() {
    let project = workspace();
    let served = Served::new(&project);
    let host = format!("Host: 127.0.0.1:{}", served.port);
    let origin = format!("Origin: http://127.0.0.1:{}", served.port);
    let shown = served.ask_at("/desk", "GET", &[&host], "");
    assert!(shown.starts_with("HTTP/1.1 200") && shown.contains("Bring a page"), "{shown}");
    let french = served.ask_at("/desk", "GET", &[&host, "Accept-Language: fr-FR,fr;q=0.9"], "");
    assert!(french.contains("Apportez une page"), "{french}");
    let token = hidden(&shown, "token");
    let form = format!(
        "token={token}&step=bring&source=palm&edition=2001&url=https://example.org/&text=MAIF%0AOrange"
    );
    for headers in
        [vec![host.as_str()], vec![host.as_str(), "Origin: http://evil.example"], vec!["Host: evil.example"]]
    {
        let refused = served.ask_at("/desk", "POST", &headers, &form);
        assert!(refused.starts_with("HTTP/1.1 403"), "{headers:?}: {refused}");
    }
    let about = "/desk/file?source=palm&edition=2001&url=https://example.org/&name=logo.png";
    let header = format!("X-Token: {token}");
    let refused = served.ask_at(about, "POST", &[&host, &origin, "X-Token: 0"], "x");
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    served.ask_at(about, "POST", &[&host, &origin, &header], "GIF89a\0\0\0\0");
    let told = served.ask_at("/desk", "GET", &[&host], "");
    assert!(told.contains("it is a picture"), "{told}");
    assert!(!project.path("archive").join("palmares-00001.warc.gz").exists(), "and nothing was kept");
    served.ask_at("/desk", "POST", &[&host, &origin], &form);
    let rows = served.ask_at("/desk", "GET", &[&host], "");
    assert!(rows.contains("sandbox=\"\"") && rows.contains("Orange"), "{rows}");
}

#[test]
fn fifty_megabytes_and_a_hundred_thousand_rows_are_told_and_bounded() {
    let row = |n: usize| format!("{n};Entreprise {n};Catégorie\n");
    let many: String = (1..=100_001).map(row).collect();
    let project = workspace();
    let served = Served::new(&project);
    let host = format!("Host: 127.0.0.1:{}", served.port);
    let origin = format!("Origin: http://127.0.0.1:{}", served.port);
    let token = hidden(&served.ask_at("/desk", "GET", &[&host], ""), "token");
    let header = format!("X-Token: {token}");
    let about = "/desk/file?source=palm&edition=2001&url=https://example.org/&name=all.csv";
    let title = "Rang;Entreprise;Prix\n";
    served.ask_at(about, "POST", &[&host, &origin, &header], &format!("{title}{many}"));
    let told = served.ask_at("/desk", "GET", &[&host], "");
    assert!(told.contains("more than 100000 rows"), "{}", &told[..told.len().min(6000)]);
    let few: String = (1..=20_000).map(row).collect();
    served.ask_at(about, "POST", &[&host, &origin, &header], &format!("{title}{few}"));
    let shown = served.ask_at("/desk", "GET", &[&host], "");
    assert!(shown.contains("200 / 20000") && shown.len() < 2_000_000, "{} bytes", shown.len());
    let large = "x".repeat(53 << 20);
    let refused = served.ask_at(about, "POST", &[&host, &origin, &header], &large);
    assert!(refused.starts_with("HTTP/1.1 413"), "{refused}");
}
