//! Pages and files as they are met in the field: `tests/field/NAME/` holds the input, the rule that a person would
//! write (`rule.toml`, with a table `[rule.field]`), and `expected.txt`, what `palmares try` answers to them.
//!
//! Adding a case is adding a folder; `INSTA_UPDATE=always cargo test field` writes what is answered now, for a person
//! to hold against the input.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::Project;

#[test]
fn every_field_case_gives_the_right_value_or_is_told() {
    let mut wrong = String::new();
    let mut tried = 0;
    for folder in folders() {
        let input = input_of(&folder);
        if input.extension().is_some_and(|ending| ending == "pdf") && !reads_pdf() {
            eprintln!("skipped, since pdftotext is not installed: {}", folder.display());
            continue;
        }
        let (expected, answered) = (folder.join("expected.txt"), answer(&folder, &input));
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            fs::write(&expected, &answered).unwrap();
        }
        let right = fs::read_to_string(&expected).unwrap_or_default();
        if answered != right {
            writeln!(wrong, "== {}\n-- expected\n{right}-- answered\n{answered}", folder.display()).unwrap();
        }
        tried += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(tried >= 100, "only {tried} cases were tried");
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/field");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

/// The file `input.*`.
fn input_of(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let input = files.find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    input.unwrap_or_else(|| panic!("{} has no input", folder.display()))
}

fn reads_pdf() -> bool {
    Command::new("pdftotext").arg("-v").output().is_ok()
}

/// What `palmares try` answers, without the lines of the page above it and the time below it; then how it ends.
fn answer(folder: &Path, input: &Path) -> String {
    let name = input.file_name().unwrap().to_str().unwrap();
    let rule = fs::read_to_string(folder.join("rule.toml")).unwrap();
    let project = Project::empty().file("sources.toml", rule).file(name, fs::read(input).unwrap());
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
