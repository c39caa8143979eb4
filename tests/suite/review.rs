//! Names judged by people: decisions from scripts, the queue in the terminal and as a page, and what they change.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::project::Project;
use crate::with::free_port;

/// Runs `palmares review` with these keys, one a line; gives what it answered.
pub fn typed(project: &Project, keys: &str) -> String {
    let mut command = project.command("review --who tester");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut review = command.spawn().unwrap();
    review.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let output = review.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub fn decisions(project: &Project) -> String {
    fs::read_to_string(project.path("decisions.toml")).unwrap()
}

/// Runs `palmares decide`, whose names hold blanks; gives its exit code and what it told.
pub fn decide(project: &Project, words: &[&str]) -> (i32, String) {
    let output = project.command("decide").args(words).args(["--who", "tester"]).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// A workspace with two pairs of names that look alike: one would move figures, the other none.
pub fn two_pairs() -> Project {
    let sources = "[source.palm]\nname = \"La Palme\"\norganiser = \"Jury\"\ncountry = \"FR\"\nkind = \"award\"\n\
                   judged-by = \"jury\"\npays-to-enter = \"no\"\nfile = \"data/palm.csv\"\n";
    let header =
        "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence";
    let row = |year: u16, category: &str, outcome: &str, name: &str| {
        let page = format!("https://example.org/{year},Les lauréats,stated");
        format!("\n{year},{year},{category},,category,,{outcome},{name},,,,{page}")
    };
    let rows = [
        row(2011, "Jouets", "winner", "Maison Duvernet"),
        row(2012, "Jouets", "winner", "Duvernet"),
        row(2012, "Livres", "winner", "Plume"),
        row(2012, "Fleurs", "finalist", "Orchidée Bleue"),
        row(2011, "Fleurs", "finalist", "Orchidées Bleues"),
    ];
    Project::empty()
        .file("sources.toml", sources)
        .file("data/palm.csv", format!("{header}{}\n", rows.concat()))
}

#[test]
fn a_decision_is_a_line_more_and_joins_two_names() {
    let project = two_pairs();
    assert_eq!(project.json("show ranking --year 2012 --format json")["totals"]["newcomers"], 2);
    let why = "it says \"l’enseigne\" in its \\ imprint";
    let (code, told) = decide(&project, &["same", "Maison Duvernet", "Duvernet", "--why", why]);
    assert_eq!(code, 0, "{told}");
    let first = decisions(&project);
    assert!(first.contains("verdict = \"same\"") && first.contains("when    = 2026-11-21"), "{first}");
    assert_eq!(project.json("show ranking --year 2012 --format json")["totals"]["newcomers"], 1);

    assert_eq!(decide(&project, &["undo", "Duvernet", "maison duvernet", "--why", "a slip"]).0, 0);
    let second = decisions(&project);
    assert!(second.starts_with(&first), "nothing that was written is changed");
    assert_eq!(project.json("show ranking --year 2012 --format json")["totals"]["newcomers"], 2);
    assert_eq!(decide(&project, &["same", "Duvernet", "Maison Duvernet", "--why", "sure"]).0, 0);
    assert_eq!(decide(&project, &["undo", "--why", "not so sure"]).0, 0, "the last one, without names");
    assert_eq!(decisions(&project).matches("[[decision]]").count(), 4);
}

#[test]
fn a_decision_that_cannot_be_followed_is_refused_and_not_written() {
    let project = Project::reference();
    let before = decisions(&project);
    let refused = |words: &[&str], message: &str| {
        let (code, told) = decide(&project, &[words, &["--why", "x"]].concat());
        assert_eq!((code, told.contains(message)), (1, true), "{words:?}: {told}");
    };
    refused(&["same", "MAIF", "Baromar"], "no company is called “Baromar”");
    refused(
        &["same", "MAIF", "Macif"],
        "the opposite is decided: different “MAIF” “Macif” (editors, 2026-11-21",
    );
    refused(&["different", "Macif", "MAIF"], "this is decided already");
    refused(&["same", "Orange", "EDF"], "companies.toml declares");
    refused(&["same", "MAAF", "MAAF Assurances"], "are both names of maaf");
    refused(&["same", "EDF", " EDF "], "is the same name twice");
    refused(&["undo", "EDF", "Orange"], "nobody has decided on");
    let (code, told) = decide(&project, &["different", "EDF", "Orange", "--why", " "]);
    assert_eq!((code, told.contains("says why")), (1, true), "{told}");
    assert_eq!(decisions(&project), before, "a refused decision leaves no trace");
}

#[test]
fn no_chain_of_decisions_joins_what_is_told_apart() {
    let project = two_pairs();
    assert_eq!(decide(&project, &["different", "Duvernet", "Plume", "--why", "toys and books"]).0, 0);
    assert_eq!(decide(&project, &["same", "Maison Duvernet", "Duvernet", "--why", "one imprint"]).0, 0);
    let (code, told) = decide(&project, &["same", "Plume", "Maison Duvernet", "--why", "?"]);
    assert_eq!((code, told.contains("the opposite is decided")), (1, true), "{told}");
}

#[test]
fn the_review_shows_evidence_and_effect_and_each_step_can_be_undone() {
    let project = two_pairs();
    let shown = typed(&project, "w\none shop, says its imprint\ns\nu\nk\nq\n");
    for words in [
        "1 of 2: one company?",
        "“Maison Duvernet” Jouets · Les lauréats · https://example.org/2011",
        "would change newcomers from 2 to 1 in 2012",
        "same “Maison Duvernet” “Duvernet” (tester, 2026-11-21: one shop, says its imprint)",
        "undone: same “Maison Duvernet” “Duvernet” (tester, 2026-11-21: one shop, says its imprint)",
        "skipped “Maison Duvernet” “Duvernet”",
        "2 of 2: one company?",
    ] {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
    let written = decisions(&project);
    assert_eq!(written.matches("[[decision]]").count(), 2, "an answer and its undoing; a skip leaves none");
}

/// A heading that no sector has, and a company under no heading.
fn sectors_missing() -> Project {
    let rows = "edition,outcome,sector,company,url,evidence\n\
                2012,winner,Livres,Plume,https://example.org/2012,stated\n\
                2012,winner,,Duvernet,https://example.org/2012,stated\n";
    two_pairs()
        .file("sectors.toml", "[sector.toys]\nfr = \"Jouets\"\n")
        .file("data/palm.csv", rows)
        .file("companies.toml", "# ours\n[company.duvernet]\nname = \"Duvernet\"\n")
}

#[test]
fn a_sector_is_made_from_the_review_and_a_company_without_one_is_asked_about() {
    let project = sectors_missing();
    let shown = typed(&project, "o\nLivres et presse\nn\no\nLivres et presse\ny\no\njouets\n");
    for words in [
        "there is no sector “Livres et presse” yet",
        "“Livres” of palm is livres_et_presse (tester",
        "1 company that won has no sector. In which is this one?",
        "companies.toml: sector = \"toys\"",
    ] {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
    let read = |name: &str| fs::read_to_string(project.path(name)).unwrap();
    assert!(read("sectors.toml").ends_with("\n[sector.livres_et_presse]\nfr = \"Livres et presse\"\n"));
    assert_eq!(
        read("companies.toml"),
        "# ours\n[company.duvernet]\nsector = \"toys\"\nname = \"Duvernet\"\n"
    );
    project.run("check");
}

#[test]
fn a_sector_that_the_review_gave_a_heading_or_a_company_is_taken_back() {
    let project = sectors_missing();
    let shown = typed(&project, "o\nLivres et presse\ny\nu\nk\no\nJouets\nu\nq\n");
    for words in ["undone: “Livres” of palm is livres_et_presse", "undone: companies.toml: sector = \"toys\""]
    {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
    let read = |name: &str| fs::read_to_string(project.path(name)).unwrap();
    assert!(read("sectors.toml").contains("livres_et_presse"), "the log names it, so it stays");
    assert_eq!(read("companies.toml"), "# ours\n[company.duvernet]\nname = \"Duvernet\"\n");
    assert_eq!(read("decisions.toml").matches("[[heading]]").count(), 2, "the log only grows");
}

#[test]
fn the_review_page_makes_a_sector_too() {
    let project = sectors_missing();
    let served = Served::new(&project);
    let host = format!("Host: 127.0.0.1:{}", served.port);
    let origin = format!("Origin: http://127.0.0.1:{}", served.port);
    let answer = |more: &str| {
        let page = served.ask("GET", &[&host], "");
        let fields = ["token", "question"].map(|name| format!("{name}={}", hidden(&page, name)));
        served.ask("POST", &[&host, &origin], &format!("{}&answer=file&why=seen&{more}", fields.join("&")));
        page
    };
    assert!(answer("new=Livres").contains("Or a new sector"));
    let page = answer("sector=toys&new=");
    assert!(page.contains("Which sector is Duvernet in?"), "{page}");
    assert!(served.ask("GET", &[&host], "").contains("Nothing is left to judge"));
    assert!(fs::read_to_string(project.path("companies.toml")).unwrap().contains("sector = \"toys\""));
}

#[test]
fn an_answered_pair_is_never_asked_again() {
    let project = Project::reference();
    let shown = typed(&project, &"d\n".repeat(500));
    assert!(shown.contains("1 of "), "the reference workspace has open questions:\n{shown}");
    let again = typed(&project, "d\n");
    assert!(!again.contains("one company?"), "asked again:\n{again}");
}

#[test]
fn former_names_and_joined_names_lead_to_the_page_of_today() {
    let project = Project::reference();
    let joined = ["same", "EDF", "Citizens", "--why", "a test of the page"];
    assert_eq!(decide(&project, &joined).0, 0);
    project.run("build");
    let moved: serde_json::Value = serde_json::from_str(&project.page("moved.json").text).unwrap();
    let companies = workspace::load(&project.path("")).unwrap().companies;
    let exists = |id: &str| project.path(&format!("public/entreprises/{id}.html")).exists();
    for company in companies.values().filter(|company| exists(company.id.as_str())) {
        for id in company.former.iter().map(|former| model::text::slug(&model::text::key(&former.name))) {
            let to = &moved["companies"][id.replace('_', "")];
            let leads =
                to.as_array().is_some_and(|to| to.iter().any(|to| *to == format!("{}.html", company.id)));
            assert!(exists(&id) || leads, "{id} leads to {to}, not to {}", company.id);
        }
    }
    assert_eq!(moved["companies"]["citizens"], serde_json::json!(["edf.html"]));
}

#[test]
fn an_award_tells_which_decision_joined_its_name() {
    let project = two_pairs();
    let joined = ["same", "Maison Duvernet", "Duvernet", "--why", "one imprint"];
    assert_eq!(decide(&project, &joined).0, 0);
    project.run("build");
    let page = project.page("entreprises/maisonduvernet.html");
    page.has("une seule entreprise, selon tester").has("one imprint");
    project
        .page("en/companies/maisonduvernet.html")
        .has("are one company, according to tester, 21\u{a0}November\u{a0}2026: <span lang=\"fr\">one imprint</span>");
    project.page("moved.json").has("\"duvernet\":[\"maisonduvernet.html\"]");
}

/// A server of a workspace that ends with its test.
pub struct Served {
    process: Child,
    /// Where it listens.
    pub port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Served {
    pub fn new(project: &Project) -> Self {
        Self::within(project, &[])
    }

    /// With these variables in its environment.
    pub fn within(project: &Project, environment: &[(&str, &str)]) -> Self {
        let port = free_port();
        let mut command = project.command(&format!("serve --port {port} --who tester"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.envs(environment.iter().copied());
        let served = Self { process: command.spawn().unwrap(), port };
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return served;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("palmares serve does not listen");
    }

    /// What it answers to a request for `/review`.
    pub fn ask(&self, method: &str, headers: &[&str], body: &str) -> String {
        self.ask_at("/review", method, headers, body)
    }

    /// What it answers to a request for a page that writes.
    pub fn ask_at(&self, path: &str, method: &str, headers: &[&str], body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let headers = headers.join("\r\n");
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        // A server that refuses a long body need not read it to its end.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// A hidden field of the review page, as a form sends it back.
pub fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split_once('"').unwrap().0.replace(' ', "+")
}

#[test]
fn the_review_page_takes_answers_from_itself_alone() {
    let project = two_pairs();
    let served = Served::new(&project);
    let host = format!("Host: 127.0.0.1:{}", served.port);
    let origin = format!("Origin: http://127.0.0.1:{}", served.port);
    let page = served.ask("GET", &[&host], "");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Maison Duvernet"), "{page}");
    assert!(page.to_lowercase().contains("content-security-policy: default-src 'none'"), "{page}");
    let form = |token: &str| {
        format!("token={token}&question={}&answer=same&why=one+imprint", hidden(&page, "question"))
    };
    let right = form(&hidden(&page, "token"));
    let foreign = "Origin: http://evil.example";
    for (method, headers, body) in [
        ("GET", vec!["Host: evil.example"], ""),
        ("POST", vec!["Host: evil.example", foreign], right.as_str()),
        ("POST", vec![host.as_str(), foreign], right.as_str()),
        ("POST", vec![host.as_str()], right.as_str()),
        ("POST", vec![host.as_str(), origin.as_str()], form("0").as_str()),
    ] {
        let answer = served.ask(method, &headers, body);
        assert!(answer.starts_with("HTTP/1.1 403"), "{method} {headers:?} {body}: {answer}");
    }
    assert!(!project.path("decisions.toml").exists(), "nothing was written so far");
    let taken = served.ask("POST", &[&host, &origin], &right);
    assert!(taken.starts_with("HTTP/1.1 303"), "{taken}");
    assert!(decisions(&project).contains("why     = \"one imprint\""));
    let again = served.ask("POST", &[&host, &origin], &right);
    assert!(again.starts_with("HTTP/1.1 303"), "an answer sent twice is no failure: {again}");
    assert_eq!(decisions(&project).matches("[[decision]]").count(), 1, "and written once");
    let page = project.path("public/moved.json");
    let rebuilt = (0..600).any(|_| {
        sleep(Duration::from_millis(100));
        fs::read_to_string(&page).is_ok_and(|text| text.contains("maisonduvernet.html"))
    });
    assert!(rebuilt, "the site is built again");
}
