//! Our robots.txt against Google's own parser, on thousands of made-up files: the same answer on each.

use std::io::Write;
use std::process::{Command, Stdio};

use crawl::Robots;

use crate::with::python;

/// Reads pairs of robots.txt and path, one JSON array a line, and answers `1` (allowed) or `0`.
const ORACLE: &str = "
import json, sys
from robotstxt import RobotsMatcher
for line in sys.stdin:
    robots, path = json.loads(line)
    allowed = RobotsMatcher().is_allowed(robots, 'palmares', 'http://example.org' + path)
    print(int(allowed))
";

/// A small generator, so that every run of the test asks the same questions.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
    fn pieces(&mut self, of: &[&str], most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.one(of)).collect()
    }
}

/// A path with its query. A lone question mark at the end is left out: the oracle drops it from the address.
fn path(dice: &mut Dice) -> String {
    format!("/{}", dice.pieces(&PATH, 7)).trim_end_matches('?').to_owned()
}

/// What patterns are made of. Escapes of plain letters are left out: there the oracle differs from RFC 9309, 2.2.2.
const PATTERN: [&str; 14] = ["/", "a", "b", "ab", "*", "*", "$", "?", "=", ".php", "%3c", "%3C", "é", "-"];
const PATH: [&str; 12] = ["/", "a", "b", "ab", "aab", "?", "=", ".php", "%3C", "%C3%A9", "-", "$"];

fn line(dice: &mut Dice) -> String {
    let key = dice.one(&[
        "User-agent",
        "User-agent",
        "user-agent",
        "Useragent",
        "Disallow",
        "Disallow",
        "Disallow",
        "disalow",
        "DISSALLOW",
        "Allow",
        "Allow",
        "allow",
        "Crawl-delay",
        "Sitemap",
        "Noindex",
        "",
        "disallowed",
        "user agent",
    ]);
    let colon = dice.one(&[": ", ": ", ": ", ":", " : ", " ", "\t", "  "]);
    let agents =
        ["*", "palmares", "Palmares", "PALMARES/1.0", "palmaresbot", "other", "* x", "*x", "palmares other"];
    let value = if key.to_lowercase().starts_with("user") {
        dice.one(&agents).to_owned()
    } else {
        format!("{}{}", dice.one(&["/", "/", "/", "", "*"]), dice.pieces(&PATTERN, 6))
    };
    let comment = dice.one(&["", "", "", "", " # why", "#"]);
    format!(
        "{}{key}{colon}{value}{comment}{}",
        dice.one(&["", "", "", " "]),
        dice.one(&["\n", "\n", "\r\n", "\r", "\n\n"])
    )
}

#[test]
#[ignore = "needs Python: run tests/with/install once, then `cargo test -- --ignored`"]
fn thousands_of_random_files_are_read_as_the_oracle_reads_them() {
    let mut dice = Dice(2012);
    let mut cases = Vec::new();
    for _ in 0..3000 {
        let start = dice.one(&["", "\u{feff}", "User-agent: *\n", "User-agent: *\nuser-agent: palmares\n"]);
        let robots: String = (0..dice.below(14)).map(|_| line(&mut dice)).collect();
        for _ in 0..4 {
            cases.push((format!("{start}{robots}"), path(&mut dice)));
        }
    }
    let mut oracle = Command::new(python());
    let mut oracle = oracle
        .args(["-c", ORACLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("tests/with/install");
    let questions: String = cases.iter().map(|case| serde_json::to_string(case).unwrap() + "\n").collect();
    let mut stdin = oracle.stdin.take().unwrap();
    let asking = std::thread::spawn(move || stdin.write_all(questions.as_bytes()).unwrap());
    let output = oracle.wait_with_output().unwrap();
    asking.join().unwrap();
    let answers: Vec<bool> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| line == "1").collect();
    assert_eq!(answers.len(), cases.len(), "the oracle answers every question");
    let refused = answers.iter().filter(|allowed| !**allowed).count();
    assert!(
        refused > cases.len() / 10,
        "only {refused} of {} are refused; the questions are too easy",
        cases.len()
    );
    let ours = |(robots, path): &(String, String)| {
        Robots::read(robots.as_bytes(), "palmares").forbidding(path).is_none()
    };
    let differ: Vec<_> = cases.iter().zip(&answers).filter(|(case, theirs)| ours(case) != **theirs).collect();
    assert!(differ.is_empty(), "{} of {} differ, the first: {:?}", differ.len(), cases.len(), differ.first());
}
