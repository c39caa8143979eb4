//! The way of a newcomer from an empty folder to a published site, with every step of the person counted.
//!
//! What a person needs is reckoned, not measured, so that the sum is the same on every machine: an ordinary typist's 200
//! characters a minute, and for each step the seconds that it takes to read what stands there. `cargo test newcomer --
//! --nocapture` lists the steps.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::fault_server::{FaultServer, page};
use crate::project::Project;
use crate::with::output;

/// What a person does, and how many seconds each step takes.
#[derive(Default)]
struct Person(Vec<(String, f64)>);

const CHARACTERS_A_SECOND: f64 = 200.0 / 60.0;

impl Person {
    fn does(&mut self, what: &str, characters: usize, reads: f64) {
        self.0.push((what.to_owned(), characters as f64 / CHARACTERS_A_SECOND + reads));
    }

    /// Types a command and reads its answer.
    fn types(&mut self, command: &str) {
        self.does(&format!("$ palmares {command}"), "palmares ".len() + command.len(), 15.0);
    }

    /// Opens a file, finds the place, types what is new and saves.
    fn writes(&mut self, what: &str, text: &str) {
        self.does(what, text.chars().count(), 20.0);
    }

    /// Types rows into a spreadsheet: of each column only what differs from the row above.
    fn fills(&mut self, what: &str, rows: &str) {
        let mut typed = 0;
        let mut above: Vec<&str> = Vec::new();
        for row in rows.lines() {
            let cells: Vec<&str> = row.split(',').collect();
            let differs = |(at, cell): &(usize, &&str)| above.get(*at) != Some(*cell);
            typed += cells.iter().enumerate().filter(differs).map(|(_, cell)| cell.len() + 1).sum::<usize>();
            above = cells;
        }
        self.does(what, typed, 30.0);
    }

    fn list(&self) -> (String, f64) {
        let steps = self.0.iter().enumerate();
        let lines = steps.map(|(n, (what, seconds))| format!("{:>2}  {seconds:>4.0} s  {what}\n", n + 1));
        (lines.collect(), self.0.iter().map(|(_, seconds)| seconds).sum())
    }
}

const COMPANIES: [&str; 20] = [
    "Northway Bank",
    "Fieldgate",
    "Harbour Mutual",
    "Blue Ferry",
    "Valley Rail",
    "Oakley Homes",
    "Brightline",
    "Penny Grocer",
    "Castle Energy",
    "Moor Water",
    "Swift Parcels",
    "Ridge Outdoor",
    "Lantern Books",
    "Kettle Works",
    "Garden Post",
    "Crown Optics",
    "Silver Thread",
    "Pine Furniture",
    "Cobalt Mobile",
    "Hearth Insurance",
];

const CATEGORIES: [&str; 5] = ["Banks", "Shops", "Insurance", "Travel", "Utilities"];

const HEADER: &str = "edition,category,outcome,company,url,title,evidence\n";

/// Twenty rows of an edition, beginning with a company of the list.
fn rows(edition: &str, first: usize, url: &str) -> String {
    let row = |at: usize| {
        let (category, company) = (CATEGORIES[at / 4], COMPANIES[(first + at) % COMPANIES.len()]);
        format!("{edition},{category},winner,{company},{url},The winners,stated\n")
    };
    (0..20).map(row).collect()
}

/// What the other prize says in place of the invented one, which shows the form.
const REPLACED: [(&str, &str); 9] = [
    ("example_award", "shoppers"),
    ("Example Service Award", "Shoppers' Choice"),
    ("Example Institute", "Shopper Review"),
    ("pays-to-enter = \"unknown\"", "pays-to-enter = \"no\""),
    ("held          = [2026]", "held          = [2019]"),
    ("edition.2026]", "edition.2025]"),
    ("awarded = 2026-03-12", "awarded = 2025-10-02"),
    ("claimed = 3 ", "claimed = 20 "),
    ("{ places = 3 }", "{ places = 1 }"),
];

/// Takes the `# ` away before the lines of an award that we know, as an editor does.
fn declared(sources: &str, id: &str) -> String {
    let head = format!("# [source.{id}]\n");
    let (before, after) = sources.split_once(&head).unwrap();
    let (table, rest) = after.split_once("\n\n").unwrap_or((after, ""));
    format!("{before}[source.{id}]\n{}\n\n{rest}", table.trim_start_matches("# ").replace("\n# ", "\n"))
}

/// Answers `palmares gather` with these keys.
fn gathers(project: &Project, keys: &str) -> String {
    let mut gather = project.command("gather shoppers --workspace prizes");
    gather.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut gather = gather.spawn().unwrap();
    gather.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let answer = gather.wait_with_output().unwrap();
    assert!(answer.status.success());
    String::from_utf8(answer.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_publishes_two_prizes_forty_rows_and_a_page_in_a_quarter_of_an_hour() {
    let organiser = FaultServer::start("127.0.0.1", |_, _| {
        let row = |(name, category)| format!("<tr><td>{category}</td><td>{name}</td></tr>");
        let list: String = COMPANIES[..5].iter().zip(CATEGORIES).map(row).collect();
        page(&format!(
            "<!doctype html><html lang=en><title>Winners</title><main><h1>Shoppers' Choice 2026</h1>\
             <table><tr><th>Category</th><th>Winner</th></tr>{list}</table></main></html>"
        ))
    })
    .await;
    let mut person = Person::default();
    let project = tokio::task::block_in_place(|| walks(&mut person, &organiser.url("/winners")));
    // The host serves what was pushed to it.
    let files: BTreeMap<String, Vec<u8>> = project.tree("host").into_iter().collect();
    let host = FaultServer::start("127.0.0.1", move |hit, _| {
        page(&String::from_utf8_lossy(&files[hit.path.trim_start_matches('/')]))
    })
    .await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    let opened = browser.get(host.url("/leaderboards/2026.html")).send().await.unwrap().text().await.unwrap();
    assert!(opened.contains("Northway Bank") && opened.contains("Blue Ferry"), "{opened}");
    let (steps, seconds) = person.list();
    println!("{steps}    {:.1} minutes of a person", seconds / 60.0);
    assert!(seconds < 15.0 * 60.0, "{steps}\n{seconds} seconds");
}

/// The steps, up to a site at its host.
fn walks(person: &mut Person, winners: &str) -> Project {
    let project = Project::empty();
    output(Command::new("git").current_dir(project.path("")).args(["init", "--quiet", "--bare", "host.git"]));
    let types = |person: &mut Person, code: i32, command: &str| {
        person.types(command);
        project.ends(code, &format!("{command} --workspace prizes"))
    };
    person.types("init prizes --country GB --language en");
    project.run("init prizes --country GB --language en");
    let edit = |change: &dyn Fn(String) -> String| {
        let path = project.path("prizes/sources.toml");
        fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
    };

    let (address, contact) = ("https://prizes.test/", "mailto:me@prizes.test");
    person
        .writes("says where the site will live, and to whom hosts may write", &format!("{address}{contact}"));
    edit(&|text| {
        text.replacen("https://example.org/", address, 1).replace("mailto:you@example.org", contact)
    });

    person.types("serve");
    person.does("looks up who gives the first prize, who judges and who pays", 0, 90.0);
    let typed: String = REPLACED.iter().map(|(_, new)| *new).collect();
    person.writes("declares it in place of the invented one", &typed);
    edit(&|text| REPLACED.iter().fold(text, |text, (old, new)| text.replace(old, new)));
    person.does("takes the invented company out of companies.toml", 5, 15.0);
    fs::write(project.path("prizes/companies.toml"), "").unwrap();
    fs::remove_file(project.path("prizes/data/example_award.csv")).unwrap();
    let edition = "[source.ukcha.edition.2026]\nawarded = 2026-03-04\nclaimed = 20\n";
    person.writes("takes the # away before another that is known, and declares its edition", edition);
    edit(&|text| declared(&text, "ukcha") + "\n" + edition);

    let urls = ["https://complaints.test/2026", "https://shoppers.test/2025"];
    for (name, edition, first, url) in [("ukcha", "2026", 0, urls[0]), ("shoppers", "2025", 7, urls[1])] {
        let rows = rows(edition, first, url);
        // The line that names the columns is copied from the example.
        person.fills(&format!("types twenty winners into data/{name}.csv"), &rows);
        fs::write(project.path(&format!("prizes/data/{name}.csv")), HEADER.to_owned() + &rows).unwrap();
    }
    types(person, 0, "check");

    let edition =
        format!("[source.shoppers.edition.2026]\nawarded = 2026-10-01\nclaimed = 5\nurl = \"{winners}\"\n");
    person.writes("declares this year's edition with the address of its page", &edition);
    edit(&|text| text.replace("[crawl]\n", "[crawl]\nallow-private = [\"127.0.0.1\"]\n") + "\n" + &edition);
    let told = types(person, 0, "crawl shoppers");
    assert!(told.contains("fetched"), "{told}");
    person.types("gather shoppers");
    person.does("looks at the list that was found, and keeps it as a rule: r, w", 2, 30.0);
    gathers(&project, "r\nw\n");

    project.run("build --workspace prizes");
    person.does("looks at the site", 0, 60.0);
    types(person, 0, "post 2026 --out prizes/post");
    person.does("reads the draft of the post", 0, 60.0);
    types(person, 0, "publish --to git:host.git#pages");
    output(
        Command::new("git")
            .current_dir(project.path(""))
            .args(["clone", "--quiet", "--branch", "pages", "host.git", "host"]),
    );
    fs::remove_dir_all(project.path("host/.git")).unwrap();
    project
}
