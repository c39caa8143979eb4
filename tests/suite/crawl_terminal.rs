//! The crawl as its users meet it: without a network, in two windows at once, interrupted, and with nobody watching.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::fault_server::{FaultServer, Step, answer, page};
use crate::project::Project;

/// A workspace with one edition a path.
fn editions(server: &FaultServer, paths: &[&str]) -> Project {
    let edition = |path: &&str| {
        format!("\n[source.podium.edition.\"{}\"]\nurl = \"{}\"\n", path.trim_matches('/'), server.url(path))
    };
    let sources = format!(
        "[crawl]\npause = \"0\"\nallow-private = [\"127.0.0.1\"]\n\n[source.podium]\nname = \"Podium\"\norganiser = \"X\"\n\
         country = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\n{}",
        paths.iter().map(edition).collect::<String>()
    );
    Project::empty().file("sources.toml", sources)
}

/// Answers at once but for `/slow`.
async fn one_slow_page() -> FaultServer {
    FaultServer::start("127.0.0.1", |hit, before| match (hit.path.as_str(), before) {
        ("/robots.txt", _) => answer(404, &[], b""),
        ("/slow", 0) => vec![Step::Wait(Duration::from_secs(30))],
        _ => page("a list"),
    })
    .await
}

/// A crawl that has come to the slow page.
fn stuck_crawl(project: &Project, server: &FaultServer) -> Child {
    let crawl = project.command("crawl").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_until_stuck(server);
    crawl
}

fn wait_until_stuck(server: &FaultServer) {
    for _ in 0..300 {
        if server.hits().iter().any(|hit| hit.path == "/slow") {
            return;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("the slow page is never asked for");
}

fn text(from: Option<impl Read>) -> String {
    let mut text = String::new();
    from.expect("it is piped").read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_run_without_a_network_says_so_in_one_line_and_builds() {
    let sources = "[source.podium]\nname = \"Podium\"\norganiser = \"X\"\ncountry = \"FR\"\nkind = \"award\"\n\
                   judged-by = \"jury\"\npays-to-enter = \"no\"\n\n[source.podium.edition.2012]\nurl = \"http://a.invalid/\"\n\n\
                   [source.podium.edition.2013]\nurl = \"http://b.invalid/\"\n";
    let project = Project::empty().file("sources.toml", sources);
    let output = project.output("run");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert_eq!(told.lines().filter(|line| line.contains("no network")).count(), 1, "{told}");
    assert!(project.path("public/index.html").exists());
    assert!(!project.path("archive").exists(), "nothing was seen, so nothing is evidence");
    let told = project.refused("--offline crawl");
    assert!(told.contains("leave out --offline"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_of_two_crawls_says_who_holds_the_archive() {
    let server = one_slow_page().await;
    let project = editions(&server, &["/slow"]);
    let mut first = stuck_crawl(&project, &server);
    let told = project.refused("crawl");
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(told.contains(&format!("by process {} since ", first.id())), "{told}");
    assert!(told.contains("wait for it to end"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_crawl_stops_at_once_and_the_next_goes_on() {
    let server = one_slow_page().await;
    let project = editions(&server, &["/1", "/2", "/slow", "/zuletzt"]);
    let mut first = stuck_crawl(&project, &server);
    Command::new("kill").args(["-INT", &first.id().to_string()]).status().unwrap();
    let status = first.wait().unwrap();
    let (report, told) = (text(first.stdout.take()), text(first.stderr.take()));
    assert_eq!(status.code(), Some(0), "it ends by itself: {told}");
    assert!(report.contains("2 fetched, 2 skipped"), "{report}");
    let before = server.hits().len();
    let report = project.ends(0, "crawl");
    assert!(report.contains("2 fetched, 2 skipped"), "{report}");
    let asked: Vec<_> = server.hits().into_iter().skip(before).map(|hit| hit.path).collect();
    assert_eq!(asked, ["/slow", "/zuletzt"], "what was fetched is not asked for again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_drawn_where_there_is_no_terminal() {
    let server = FaultServer::start("127.0.0.1", |_, _| page("a list")).await;
    let project = editions(&server, &["/1", "/2"]);
    let output = project.output("crawl");
    let waiting = String::from_utf8(output.stderr).unwrap();
    assert!(
        waiting.lines().all(|line| line.starts_with("crawl ")),
        "at most a line when it takes long: {waiting}"
    );
    assert!(!waiting.contains(['\u{1b}', '\r']), "no bar, no escape sequence: {waiting:?}");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.ends_with("kB, 0 rows read\n") && !told.contains('\u{1b}'), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_the_2000s_are_crawled_and_read_whatever_their_label_says() {
    // Windows-1252 under the label UTF-8; ISO-8859-15 by a declaration of the page; CSV under the label HTML.
    let server = FaultServer::start("127.0.0.1", |hit, _| {
        let html = |charset| [("Content-Type", charset)];
        match hit.path.as_str() {
            "/2001" => {
                answer(200, &html("text/html; charset=utf-8"), b"<li>1er prix : Cr\xe9dit \x96 \xe9t\xe9")
            }
            "/2002" => answer(200, &html("text/html"), b"<meta charset=iso-8859-15><li>1er prix : C\xbdur"),
            "/2003" => answer(200, &html("text/html"), b"place;company\n1;Caf\xe9\n2;The\n"),
            _ => answer(404, &[], b""),
        }
    })
    .await;
    let edition = |year: u16, rule: &str| {
        format!(
            "[source.podium.edition.{year}]\nurl = \"{}\"\nread = \"{rule}\"\n\n",
            server.url(&format!("/{year}"))
        )
    };
    let sources = format!(
        "[crawl]\npause = \"0\"\nallow-private = [\"127.0.0.1\"]\n\n[source.podium]\nname = \"Podium\"\norganiser = \"X\"\n\
         country = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\n\n{}{}{}\
         [rule.lines]\nlines = [\"{{place}} prix : {{company}}\"]\n\n\
         [rule.table]\ncolumns = {{ place = \"place\", company = \"company\" }}\n",
        edition(2001, "lines"),
        edition(2002, "lines"),
        edition(2003, "table"),
    );
    let project = Project::empty().file("sources.toml", sources);
    let report = project.json("crawl --format json");
    let rows: Vec<_> =
        report["visits"].as_array().unwrap().iter().map(|visit| visit["rows"].clone()).collect();
    assert_eq!(rows, [1, 1, 2], "{report}");
    let ranking = project.json("show ranking --from 2001 --to 2003 --format json").to_string();
    for name in ["Crédit – été", "Cœur", "Café"] {
        assert!(ranking.contains(name), "{name} is not in {ranking}");
    }
}
