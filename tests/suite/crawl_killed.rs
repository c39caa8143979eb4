//! Runs in a process of their own: killed at any moment, or watched for the memory they take.
//!
//! The process is this test program again, told by its environment to play one part.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use archive::{Archive, Found};
use rusqlite::types::Value;
use workspace::{Budget, CrawlSettings};

use crate::crawling::{crawl_into, hasty};
use crate::fault_server::{FaultServer, Hit, Step, answer, gzip, head};
use crate::project::Project;

const FOLDER: &str = "PALMARES_TEST_FOLDER";
const URLS: &str = "PALMARES_TEST_URLS";

/// A process that crawls the addresses into the folder.
pub fn crawler(folder: &Path, urls: &[String]) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "crawl_killed::the_other_process", "--nocapture"]);
    command.env(FOLDER, folder).env(URLS, urls.join(" ")).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Does nothing unless started by another test.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_process() {
    let (Ok(folder), Ok(urls)) = (env::var(FOLDER), env::var(URLS)) else { return };
    let urls: Vec<_> = urls.split(' ').map(str::to_owned).collect();
    let request = Budget { time: Duration::from_secs(3), bytes: 20_000_000 };
    let allow_private = (1..10).map(|nth| format!("127.0.0.{nth}")).collect();
    crawl_into(Path::new(&folder), &urls, &CrawlSettings { request, per_host: 2, allow_private, ..hasty() })
        .await;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "peak {}",
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim()
    );
}

/// What the archive holds of each address: the status and the bytes.
fn content(folder: &Path) -> BTreeSet<String> {
    let archive = Archive::open(folder).unwrap();
    let page = |entry: &archive::Entry| match &entry.found {
        Found::Bytes { digest, status, .. } => {
            let snapshot = archive.snapshot(entry).unwrap().expect("bytes");
            assert_eq!(snapshot.digest, *digest, "{} is as it was received", entry.address);
            let status = if *status == 304 { snapshot.status } else { *status };
            format!("{status} {digest} {}", entry.address)
        }
        Found::Nothing { note } => format!("{note} {}", entry.address),
    };
    archive.entries().iter().map(page).collect()
}

fn yearbook(hit: &Hit, _: usize) -> Vec<Step> {
    let tag = format!("\"{}\"", hit.path.len());
    let nth: usize = hit.path[1..].parse().unwrap_or(0);
    let mut steps = match hit.path.as_str() {
        "/robots.txt" => answer(200, &[], b"User-agent: *\nDisallow: /13"),
        "/7" => answer(301, &[("Location", "/77")], b""),
        "/9" => answer(404, &[], b"gone"),
        _ if hit.headers.get("if-none-match") == Some(&tag) => answer(304, &[], b""),
        path => answer(200, &[("ETag", &tag)], format!("{path} ").repeat(nth * 500).as_bytes()),
    };
    steps.insert(0, Step::Wait(Duration::from_millis(2)));
    steps
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_killed_at_fifty_moments_ends_in_the_same_archive() {
    let server = FaultServer::start("127.0.0.1", yearbook).await;
    let urls: Vec<_> = (0..40).map(|nth| server.url(&format!("/{nth}"))).collect();
    let folder = tempfile::tempdir().unwrap();
    let without = folder.path().join("without");
    crawl_into(&without, &urls, &hasty()).await;
    let expected = content(&without);
    assert_eq!(expected.len(), 42, "40 pages, one behind a redirect, and robots.txt");

    let mut torn = 0;
    for round in 0..5_u64 {
        let killed = folder.path().join(format!("killed-{round}"));
        let mut before = BTreeSet::new();
        for kill in 0..10 {
            let mut crawler = crawler(&killed, &urls).spawn().unwrap();
            // Spread over the start of the process and the whole of its run, and the same in every run of the test.
            sleep(Duration::from_millis(5 + (round * 10 + kill) * 37 % 80));
            crawler.kill().unwrap();
            crawler.wait().unwrap();
            let after = content(&killed);
            assert!(before.is_subset(&after), "round {round}, kill {kill}: nothing that was kept is lost");
            torn += usize::from(after != expected);
            before = after;
        }
        crawl_into(&killed, &urls, &hasty()).await;
        assert_eq!(content(&killed), expected, "round {round}");
        let rebuilt = killed.join("index.cdxj");
        let index = fs::read_to_string(&rebuilt).unwrap();
        fs::remove_file(&rebuilt).unwrap();
        crawl_into(&killed, &[], &hasty()).await;
        assert_eq!(
            fs::read_to_string(&rebuilt).unwrap(),
            index,
            "round {round}: the index tells what the records do"
        );
    }
    println!("{torn} of 50 kills hit a run in the middle");
    assert!(torn >= 10, "only {torn} of 50 kills hit a run in the middle; the test has lost its point");
}

/// Forty pages of prizes: some moved, one gone, some refused, none at once.
fn prizes(hit: &Hit, _: usize) -> Vec<Step> {
    let nth: usize = hit.path[1..].parse().unwrap_or(0);
    let list = format!(
        "<li>1er prix : Société {nth}<li>2e prix : Maison {}<!--{}-->",
        nth % 7,
        "x".repeat(nth % 100 * 500)
    );
    let steps = match hit.path.as_str() {
        "/robots.txt" => answer(200, &[], b"User-agent: *\nDisallow: /1913"),
        "/1907" => answer(301, &[("Location", "/77")], b""),
        "/1909" => answer(404, &[], b"gone"),
        _ => answer(200, &[("Content-Type", "text/html; charset=utf-8")], list.as_bytes()),
    };
    [Step::Wait(Duration::from_millis(5))].into_iter().chain(steps).collect()
}

/// All rows of a database but the times at which pages were seen, which no two runs share.
fn rows(database: &Path) -> BTreeSet<String> {
    let database = rusqlite::Connection::open(database).unwrap();
    let mut tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut all = BTreeSet::new();
    for table in tables {
        let mut query = database.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let kept: Vec<_> =
            (0..query.column_count()).filter(|at| query.column_name(*at).unwrap() != "seen").collect();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells = kept.iter().map(|at| format!("{:?}", row.get::<_, Value>(*at).unwrap()));
            all.insert(format!("{table}: {}", cells.collect::<Vec<_>>().join(", ")));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute: `cargo test -- --ignored`"]
async fn a_program_killed_at_fifty_moments_ends_in_the_same_archive_and_database() {
    let server = FaultServer::start("127.0.0.1", prizes).await;
    let edition =
        |nth: u32| format!("[source.podium.edition.{nth}]\nurl = \"{}\"\n", server.url(&format!("/{nth}")));
    let sources = format!(
        "[crawl]\npause = \"0\"\nallow-private = [\"127.0.0.1\"]\n\n[source.podium]\nname = \"Podium\"\norganiser = \"X\"\n\
         country = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\nread = \"lines\"\n\n\
         [rule.lines]\nlines = [\"{{place}} prix : {{company}}\"]\n\n{}",
        (1900..1940).map(edition).collect::<String>()
    );
    let without = Project::empty().file("sources.toml", &sources);
    let begun = Instant::now();
    without.run("run");
    let takes = begun.elapsed();
    let (pages, expected) = (content(&without.path("archive")), rows(&without.path("palmares.db")));
    let companies = expected.iter().filter(|row| row.contains("Société")).count();
    assert!(pages.len() == 42 && companies >= 39, "{} pages, {companies} rows with a company", pages.len());

    let mut torn = 0;
    for round in 0..5 {
        let killed = Project::empty().file("sources.toml", &sources);
        for kill in 0..10 {
            let mut run = killed.command("--quiet run").spawn().unwrap();
            // Spread over the whole run, and the same in every run of the test.
            sleep(takes * ((round * 10 + kill) * 617 % 1000) / 1000);
            run.kill().unwrap();
            torn += usize::from(!run.wait().unwrap().success());
        }
        killed.run("run");
        assert_eq!(content(&killed.path("archive")), pages, "round {round}");
        assert_eq!(rows(&killed.path("palmares.db")), expected, "round {round}");
        let left: Vec<_> =
            fs::read_dir(killed.path("")).unwrap().map(|file| file.unwrap().file_name()).collect();
        println!("round {round} leaves {left:?}");
    }
    println!("{torn} of 50 kills hit a run of {takes:?} in the middle");
    assert!(torn >= 25, "only {torn} of 50 kills hit a run in the middle; the test has lost its point");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bombs_and_drips_take_little_memory() {
    let bomb = gzip(&vec![0; 200_000_000]);
    let manners = move |hit: &Hit, _: usize| match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        "/bomb" => answer(200, &[("Content-Encoding", "gzip")], &bomb),
        "/drip" => vec![
            Step::Send(head(200, &[]).into_bytes()),
            Step::Forever(vec![b'x'; 100], Duration::from_millis(10)),
        ],
        _ => {
            vec![Step::Send(head(200, &[]).into_bytes()), Step::Forever(vec![b'x'; 1 << 16], Duration::ZERO)]
        }
    };
    let mut urls = Vec::new();
    for _ in 0..8 {
        let server = FaultServer::start("127.0.0.1", manners.clone()).await;
        urls.extend(["/bomb", "/drip", "/endless"].map(|path| server.url(path)));
    }
    let folder = tempfile::tempdir().unwrap();
    let output = crawler(folder.path(), &urls).output().unwrap();
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let peak = output.lines().find_map(|line| line.split_once("peak ")).map(|(_, peak)| peak.to_owned());
    let peak = peak.unwrap_or_else(|| panic!("no peak in {output}"));
    let kilobytes: u64 = peak.trim_end_matches(" kB").parse().expect("kB, as Linux tells");
    assert!(kilobytes < 200_000, "24 hostile answers took {peak}");
    println!("24 hostile answers took {peak}");
    assert_eq!(
        content(folder.path()).iter().filter(|page| page.starts_with("failed: more than")).count(),
        16
    );
}
