//! The book under `docs/`. It is one story, told chapter by chapter in one workspace: its commands are typed, in order,
//! and what they print is held against what the book says they print.
//!
//! A block of `console` holds commands behind `$ ` and what each prints; `…` alone in a line stands for any lines, within
//! a line for any words. A comment before a block says what the reader does with it:
//!
//! - `<!-- file data/x.csv -->` writes the block into a file, `<!-- add to sources.toml -->` adds it at the end,
//!   `<!-- change in sources.toml -->` replaces the line of each of its keys;
//! - `<!-- ends with 2 -->` is the exit code of a command, where it is not 0;
//! - `<!-- types n, q -->` is what the reader types into it, a line each;
//! - `<!-- not run: REASON -->` stands before what no test can run.
//!
//! `INSTA_UPDATE=always cargo test book` writes what is printed into the book anew.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::project::{AS_OF, Project};
use crate::with;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The chapters, in the order of the summary, by file.
fn chapters() -> Vec<String> {
    let summary = fs::read_to_string(docs().join("SUMMARY.md")).unwrap();
    links(&summary).filter(|link| link.ends_with(".md")).map(str::to_owned).collect()
}

/// Where the links and pictures of a text lead.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).map(|rest| rest.split([')', ' ']).next().unwrap())
}

/// A fenced block, with the comment before it.
struct Block<'a> {
    language: &'a str,
    comment: &'a str,
    text: &'a str,
    /// Where the text stands in the chapter.
    at: usize,
}

impl Block<'_> {
    fn is_typed(&self) -> bool {
        self.language == "console" && !self.comment.starts_with("not run: ")
    }
}

fn blocks(chapter: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(fence) = chapter[from..].find("\n```").map(|at| from + at) {
        let last = chapter[..fence].trim_end().lines().next_back().unwrap_or_default();
        let comment = last.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
        let (language, body) = chapter[fence + 4..].split_once('\n').unwrap();
        let text = body.split_once("```").unwrap().0;
        let at = chapter.len() - body.len();
        found.push(Block { language, comment: comment.unwrap_or_default(), text, at });
        from = at + text.len() + 3;
    }
    found
}

/// Whoever reads the book at a shell.
struct Reader {
    home: Project,
    /// The folder that the shell is in.
    folder: PathBuf,
    /// `palmares serve`, until the next command.
    serving: Option<Child>,
}

impl Reader {
    fn new() -> Self {
        let program = env!("CARGO_BIN_EXE_palmares");
        let palmares = format!("#!/bin/sh\nexec {program} --color never --as-of {AS_OF} \"$@\"\n");
        let home = Project::empty().file("bin/palmares", palmares).file("home/.keep", "");
        with::output(Command::new("chmod").arg("+x").arg(home.path("bin/palmares")));
        let folder = home.path("home");
        Self { home, folder, serving: None }
    }

    fn shell(&self, command: &str) -> Command {
        let path = std::env::var("PATH").unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{command} 2>&1")]).current_dir(&self.folder);
        shell.env("PATH", format!("{}:{path}", self.home.path("bin").display()));
        shell.env("HOME", &self.folder).env("USER", "reader").env_remove("NO_COLOR");
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
        shell
    }

    /// Types a command; gives what it printed and its exit code.
    fn types(&mut self, command: &str, lines: &str) -> (String, i32) {
        self.stop_serving();
        if let Some(folder) = command.strip_prefix("cd ") {
            self.folder = self.folder.join(folder).canonicalize().unwrap();
            return (String::new(), 0);
        }
        if command.starts_with("palmares serve") {
            return (self.serves(), 0);
        }
        let mut running = self.shell(command).spawn().unwrap();
        // A command that asks for nothing may have ended by now.
        let _ = running.stdin.take().unwrap().write_all(lines.as_bytes());
        let output = running.wait_with_output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        (without_progress(&printed), output.status.code().unwrap())
    }

    /// Starts the preview at any free port, and gives what it prints until the folder is built, as at the usual port.
    fn serves(&mut self) -> String {
        let mut served = self.shell("exec palmares serve --port 0").spawn().unwrap();
        let mut printed = String::new();
        for line in BufReader::new(served.stdout.take().unwrap()).lines().map_while(Result::ok) {
            let port = line.split_once("127.0.0.1:").and_then(|(_, rest)| rest.split('/').next());
            let _ = writeln!(printed, "{}", port.map_or(line.clone(), |port| line.replace(port, "8080")));
            if line.starts_with("site ") {
                break;
            }
        }
        self.serving = Some(served);
        without_progress(&printed)
    }

    fn stop_serving(&mut self) {
        if let Some(mut served) = self.serving.take() {
            served.kill().unwrap();
            served.wait().unwrap();
        }
    }

    /// Does what a block says; gives the block as it should be printed.
    fn follows(&mut self, block: &Block) -> String {
        let (what, of) = block.comment.split_once(' ').unwrap_or((block.comment, ""));
        match (what, of) {
            ("file", name) => fs::write(self.folder.join(name), block.text).unwrap(),
            ("add", place) => {
                let path = self.folder.join(place.strip_prefix("to ").unwrap());
                let before = fs::read_to_string(&path).unwrap();
                let gap = if block.language == "toml" { "\n" } else { "" };
                fs::write(path, before + gap + block.text).unwrap();
            }
            ("change", place) => {
                let path = self.folder.join(place.strip_prefix("in ").unwrap());
                fs::write(&path, changed(&fs::read_to_string(&path).unwrap(), block.text)).unwrap();
            }
            _ if block.is_typed() => return self.types_all(block),
            _ => {}
        }
        block.text.to_owned()
    }

    fn types_all(&mut self, block: &Block) -> String {
        let code = block.comment.strip_prefix("ends with ").map_or(0, |code| code.parse().unwrap());
        let lines = block.comment.strip_prefix("types ").unwrap_or_default().replace(", ", "\n");
        let mut replayed = String::new();
        for part in block.text.split("$ ").skip(1) {
            let (command, expected) = part.split_once('\n').unwrap();
            let (printed, ended) = self.types(command, &lines);
            assert_eq!(ended, code, "$ {command}\n{printed}");
            let printed = printed.trim_end_matches('\n').to_owned() + "\n";
            let printed = if printed == "\n" { String::new() } else { printed };
            let kept = fits(&printed, expected);
            let _ = write!(replayed, "$ {command}\n{}", if kept { expected } else { printed.as_str() });
        }
        replayed
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop_serving();
    }
}

/// A text of TOML in which the first line of each of these keys says what they say.
fn changed(text: &str, lines: &str) -> String {
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
    let mut changed: Vec<&str> = text.lines().collect();
    for line in lines.lines() {
        let place = changed.iter().position(|old| key(old) == key(line)).unwrap();
        changed[place] = line;
    }
    changed.join("\n") + "\n"
}

/// What a slow machine says of the way there is no part of the answer.
fn without_progress(printed: &str) -> String {
    let of_the_way = |line: &&str| line.starts_with("build ") && line.ends_with(" left");
    printed.split_inclusive('\n').filter(|line| !of_the_way(&line.trim_end())).collect()
}

/// Whether a text is what is expected, where `…` stands for any lines or any words of a line.
fn fits(text: &str, expected: &str) -> bool {
    let Some((first, rest)) = expected.split_once("…") else { return text == expected };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    // Alone in its line it takes whole lines, and none as well.
    let whole_lines = (first.is_empty() || first.ends_with('\n')) && rest.starts_with('\n');
    let rest = if whole_lines { &rest[1..] } else { rest };
    loop {
        if fits(text, rest) {
            return true;
        }
        let next = if whole_lines { text.split_once('\n').map(|(_, next)| next) } else { None };
        let word = text.chars().next().filter(|c| !whole_lines && *c != '\n').map(|c| &text[c.len_utf8()..]);
        let Some(next) = next.or(word) else { return false };
        text = next;
    }
}

#[test]
fn every_command_of_the_book_does_and_prints_what_the_book_says() {
    let update = std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always");
    let mut reader = Reader::new();
    let mut wrong = String::new();
    let mut typed = 0;
    for name in chapters() {
        let path = docs().join(&name);
        let chapter = fs::read_to_string(&path).unwrap();
        let mut replayed = String::new();
        let mut copied = 0;
        for block in blocks(&chapter) {
            let now = reader.follows(&block);
            typed += if block.is_typed() { now.matches("$ ").count() } else { 0 };
            if now != block.text {
                let _ = writeln!(wrong, "docs/{name} says\n{}\nand the program\n{now}", block.text);
            }
            replayed += &chapter[copied..block.at];
            replayed += &now;
            copied = block.at + block.text.len();
        }
        replayed += &chapter[copied..];
        if update && replayed != chapter {
            fs::write(path, replayed).unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "{wrong}");
    println!("{typed} commands of the book were typed");
    assert!(typed > 30, "only {typed} commands were typed");
}

#[test]
fn no_command_of_the_book_hides_from_its_test() {
    for name in chapters() {
        let chapter = fs::read_to_string(docs().join(&name)).unwrap();
        for block in blocks(&chapter) {
            let commands = block.text.lines().any(|line| {
                ["palmares ", "just ", "cargo ", "$ "]
                    .iter()
                    .any(|start| line.trim_start().starts_with(start))
            });
            let reason = block.comment.strip_prefix("not run: ").is_some_and(|reason| !reason.is_empty());
            let typed = block.language == "console" && block.text.starts_with("$ ");
            assert!(!commands || typed || reason, "docs/{name}, which nobody types:\n{}", block.text);
        }
    }
}

/// The commands named in sentences: `palmares decide undo --why "…"`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let spans = text.split('`').skip(1).step_by(2);
    spans.filter(|span| span.starts_with("palmares ") && !span.contains('\n'))
}

#[test]
fn every_command_and_option_named_in_the_readme_and_the_book_exists() {
    let project = Project::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = chapters().into_iter().map(|name| docs().join(name)).chain([root.join("README.md")]);
    for path in texts {
        let text = fs::read_to_string(&path).unwrap();
        for command in named(&text.replace("```", "")) {
            if command.starts_with("palmares export") && !cfg!(feature = "parquet") {
                continue;
            }
            // A table escapes what would end its cell; of alternatives, the first stands for all.
            let command = command.replace("\\|", "|");
            let words: Vec<&str> = command.split(['[', ' ', ']']).filter(|word| !word.is_empty()).collect();
            let verbs = words.iter().skip(1).map(|word| word.split('|').next().unwrap_or_default());
            let verb = |word: &&str| {
                word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-')
            };
            let verbs: Vec<&str> = verbs.take_while(verb).collect();
            let known = (1..=verbs.len()).rev().map(|n| verbs[..n].join(" ")).find_map(|verbs| {
                let output = project.output(&format!("{verbs} --help"));
                output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
            });
            let place = path.display();
            let help = if verbs.is_empty() { project.ends(0, "--help") } else { known.unwrap_or_default() };
            assert!(!help.is_empty(), "{place}: `{command}` is no command");
            for option in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.contains(option), "{place}: `{command}` has no option {option}");
            }
        }
    }
}

#[test]
fn every_page_under_docs_is_a_chapter_and_every_link_of_it_leads_somewhere() {
    let chapters = chapters();
    for entry in fs::read_dir(docs()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let apart = ["SUMMARY.md"].contains(&name.as_str()) || !name.ends_with(".md");
        assert!(apart || chapters.contains(&name), "docs/{name} is no chapter of SUMMARY.md");
    }
    for name in &chapters {
        let text = fs::read_to_string(docs().join(name)).unwrap();
        let said: String = text.split("\n```").step_by(2).collect();
        for link in links(&said).filter(|link| !link.contains("://")) {
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name.as_str() } else { file };
            assert!(docs().join(file).is_file(), "docs/{name} leads to {link}");
            let target = fs::read_to_string(docs().join(file)).unwrap_or_default();
            let heads = target.lines().filter(|line| line.starts_with('#')).map(anchor);
            assert!(part.is_empty() || heads.into_iter().any(|head| head == part), "docs/{name}: {link}");
        }
    }
}

/// How mdBook and forges name a heading in an address.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
    words.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

#[test]
#[ignore = "needs tests/with/install"]
fn the_book_is_made_without_a_warning() {
    let book = tempfile::tempdir().unwrap();
    let told = with::output(with::mdbook().arg("build").arg("--dest-dir").arg(book.path()).arg(docs()));
    assert!(!told.contains("WARN") && !told.contains("ERROR"), "{told}");
    for name in chapters() {
        let page = name.replace("README.md", "index.html").replace(".md", ".html");
        assert!(book.path().join(&page).is_file(), "{page} is missing");
    }
}
