//! Pages and files as they are met in the field: each folder `tests/field/NAME/` is a case, `expected.txt` what the
//! program answers. What the folder holds says what a person does with it:
//!
//! - `input.*` and the rule that a person would write (`rule.toml`, with a table `[rule.field]`): `palmares try`;
//! - `pairs.csv`: `palmares show match`;
//! - `sources.toml`, and what the workspace is given, `input.warc`, `data/` or pages that a server of ours sends from
//!   `served/`: brought in and built; the answer is what is published, and what `check` tells.
//!
//! Adding a case is adding a folder, and its kind to `tests/field/README.md`; `INSTA_UPDATE=always cargo test field`
//! writes what is answered now, for a person to hold against the input.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::fault_server::{FaultServer, answer as http};
use crate::project::Project;

/// The name of our server in the files of a case and in its answer: its port is another in each run.
const SERVER: &str = "http://served.example";
const HEAD: &str = "[crawl]\npause = \"0s\"\nretries = 0\nallow-private = [\"127.0.0.1\"]\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_case_gives_the_right_value_or_is_told() {
    let mut wrong = String::new();
    for folder in folders() {
        if folder.join("input.pdf").exists() && !reads_pdf() {
            eprintln!("skipped, since pdftotext is not installed: {}", folder.display());
            continue;
        }
        let (expected, answered) = (folder.join("expected.txt"), answer(&folder).await);
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            fs::write(&expected, &answered).unwrap();
        }
        let right = fs::read_to_string(&expected).unwrap_or_default();
        if answered != right {
            writeln!(wrong, "== {}\n-- expected\n{right}-- answered\n{answered}", folder.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The table of `README.md`: a kind of trouble, and how the names of its cases begin.
#[test]
fn every_kind_has_at_least_five_cases_and_every_case_one_kind() {
    let table = fs::read_to_string(root().join("README.md")).unwrap();
    let row = |line| {
        let (kind, names) = str::strip_prefix(line, "| ")?.split_once(" | `")?;
        Some((kind, names.split('`').step_by(2).collect::<Vec<_>>()))
    };
    let beginnings: Vec<_> = table.lines().filter_map(row).collect();
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for folder in folders() {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let is = |(_, begins): &&(&str, Vec<&str>)| begins.iter().any(|begin| name.starts_with(begin));
        let of: Vec<&str> = beginnings.iter().filter(is).map(|(kind, _)| *kind).collect();
        assert_eq!(of.len(), 1, "{name} is of the kinds {of:?}");
        kinds.entry(of[0]).or_default().push(name);
    }
    for (kind, _) in beginnings {
        let cases = kinds.get(kind).map_or(&[][..], Vec::as_slice);
        println!("{:2} {kind}", cases.len());
        assert!(cases.len() >= 5, "{kind}: {cases:?}");
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/field")
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn reads_pdf() -> bool {
    Command::new("pdftotext").arg("-v").output().is_ok()
}

async fn answer(folder: &Path) -> String {
    if folder.join("sources.toml").exists() {
        return published(folder).await;
    }
    if folder.join("pairs.csv").exists() {
        let pairs = fs::read(folder.join("pairs.csv")).unwrap();
        return Project::empty()
            .file("sources.toml", "")
            .file("pairs.csv", pairs)
            .ends(0, "show match --pairs pairs.csv");
    }
    tried(folder)
}

/// What `palmares try` answers, without the lines of the page above it and the time below it; then how it ends.
fn tried(folder: &Path) -> String {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let input = files.find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    let input = input.unwrap_or_else(|| panic!("{} has no input", folder.display()));
    let name = input.file_name().unwrap().to_str().unwrap();
    let rule = fs::read_to_string(folder.join("rule.toml")).unwrap();
    let project = Project::empty().file("sources.toml", rule).file(name, fs::read(&input).unwrap());
    let output = project.output(&format!("try {name} --rule field"));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let answer = String::from_utf8(output.stdout).expect("answers are UTF-8");
    let (_, below) = answer.split_once("\n\n").unwrap_or(("", &answer));
    let below: String = below.lines().map(|line| format!("{}\n", untimed(line))).collect();
    format!("{}{told}exit code {}\n", below.trim_start_matches('\n'), output.status.code().unwrap())
}

fn untimed(line: &str) -> &str {
    line.split_once(", read in ").map_or(line, |(before, _)| before).trim_end()
}

/// What is published once everything that the folder holds was brought in, and what is told of the rest.
async fn published(folder: &Path) -> String {
    let (server, project) = given(folder).await;
    for (file, words) in [("input.warc", "archive import input.warc"), ("served", "crawl")] {
        if folder.join(file).exists() {
            project.output(words);
        }
    }
    let build = project.output("-q build");
    let mut told = String::from_utf8(build.stderr).unwrap();
    if build.status.code() != Some(1) {
        told.extend(rows(&project));
        let check: Value = serde_json::from_slice(&project.output("check --format json").stdout).unwrap();
        for issue in check["issues"].as_array().unwrap() {
            let [kind, what] = ["kind", "what"].map(|key| issue[key].as_str().unwrap());
            writeln!(told, "{kind}: {what}").unwrap();
        }
        for found in ["undeclared", "broken"] {
            for edition in check["new_editions"][found].as_array().unwrap() {
                writeln!(told, "{found}: {edition}").unwrap();
            }
        }
    }
    writeln!(told, "exit code {}", build.status.code().unwrap()).unwrap();
    told.replace(&server.url(""), SERVER)
}

/// The workspace that the folder describes, and the server that sends what is `served`.
async fn given(folder: &Path) -> (FaultServer, Project) {
    let served = folder.join("served");
    let address = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let ours = std::sync::Arc::clone(&address);
    let server = FaultServer::start("127.0.0.1", move |hit, _| {
        match fs::read_to_string(served.join(hit.path.trim_start_matches('/'))) {
            Ok(text) => http(200, &[], text.replace(SERVER, ours.get().unwrap()).as_bytes()),
            Err(_) => http(404, &[], b""),
        }
    })
    .await;
    address.set(server.url("")).unwrap();
    let sources = fs::read_to_string(folder.join("sources.toml")).unwrap();
    let sources = HEAD.to_owned() + &sources.replace(SERVER, &server.url(""));
    let mut project = Project::empty().file("sources.toml", sources);
    for name in ["input.warc", "data/field.csv"] {
        if let Ok(bytes) = fs::read(folder.join(name)) {
            project = project.file(name, bytes);
        }
    }
    (server, project)
}

/// The awards of the database.
fn rows(project: &Project) -> Vec<String> {
    let db = rusqlite::Connection::open(project.path("palmares.db")).unwrap();
    let mut all =
        db.prepare("SELECT source, edition, place, printed FROM award ORDER BY 1, 2, 3, 4").unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let [source, edition, printed] = [0, 1, 3].map(|at| row.get::<_, String>(at).unwrap());
        let place: Option<u32> = row.get(2)?;
        Ok(format!(
            "published: {source} {edition}: {} {printed}\n",
            place.map_or("–".to_owned(), |place| place.to_string())
        ))
    };
    all.query_map([], row).unwrap().map(Result::unwrap).collect()
}
