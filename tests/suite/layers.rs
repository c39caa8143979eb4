//! The layers of the program, tested: a module imports only what stands in a row below its own.

use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: &[&[&str]] = &[
    &["column", "model", "text"],
    &["catalog", "media"],
    &[
        "archive", "calendar", "crawl", "extract", "find", "rank", "resolve", "review", "site", "store",
        "suggest",
    ],
    &["commands"],
    &["cli"],
];

/// What each folder alone may name.
const ALONE: &[(&str, &[&str])] = &[
    ("crawl", &["reqwest::"]),
    ("store", &["rusqlite::"]),
    ("commands", &["Timestamp::now", "SystemTime::now", "env::current_dir", "env::var"]),
];

/// The code below a folder; tests may cross rows to prepare what they test.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let code = entries.filter(|path| path.file_stem().is_none_or(|name| name != "tests"));
    let (folders, files): (Vec<_>, Vec<_>) = code.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| self::files(folder));
    let ours = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs");
    files.into_iter().chain(below).filter(ours).collect()
}

fn module(file: &Path, src: &Path) -> String {
    let first = file.strip_prefix(src).unwrap().components().next().unwrap();
    Path::new(first.as_os_str()).file_stem().unwrap().to_str().unwrap().to_owned()
}

fn row(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

#[test]
fn a_module_imports_only_what_stands_below_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in files(&src) {
        let own = module(&file, &src);
        if own == "main" || own == "lib" {
            continue;
        }
        let own_row = row(&own).unwrap_or_else(|| panic!("`{own}` stands in no row of LAYERS; give it one"));
        let text = fs::read_to_string(&file).unwrap();
        for used in crate_names(&text) {
            let below = row(&used).is_some_and(|used_row| used_row < own_row);
            if used != own && !below {
                wrong.push(format!("{} imports `{used}`", file.strip_prefix(&src).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "stages never import each other, nor what stands above:\n{}", wrong.join("\n"));
}

/// Every `crate::x` and every `x` of `use crate::{x, y::z};`.
fn crate_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let list = rest.strip_prefix('{').and_then(|list| list.split_once("};")).map(|(list, _)| list);
        for item in list.map_or(vec![rest], top_level_items) {
            let name: String = item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if row(&name).is_some() {
                names.push(name);
            }
        }
    }
    names
}

fn top_level_items(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let cut = |c: char| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        c == ',' && depth == 0
    };
    list.split(cut).collect()
}

#[test]
fn sql_network_and_clock_have_one_place_each() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in files(&src) {
        let own = module(&file, &src);
        let text = fs::read_to_string(&file).unwrap();
        for (home, words) in ALONE {
            for word in words.iter().filter(|word| own != *home && text.contains(**word)) {
                wrong.push(format!("{} names `{word}`, which belongs to {home}/", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_award_is_named_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = fs::read_to_string(root.join("sources.toml")).unwrap();
    let ids = sources.lines().filter_map(|line| line.strip_prefix("[source.")?.strip_suffix(']'));
    let ids: Vec<_> = ids.filter(|id| !id.contains('.') && id.len() > 4).collect();
    assert!(ids.len() > 10, "sources.toml declares the awards");
    let mut wrong = Vec::new();
    for file in files(&root.join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text
            .split("#[cfg(test)]")
            .next()
            .unwrap()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code: String = code.collect::<Vec<_>>().join("\n");
        wrong.extend(
            ids.iter()
                .filter(|id| code.contains(&format!("\"{id}\"")))
                .map(|id| format!("{}: {id}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "an award is data, never code:\n{}", wrong.join("\n"));
}
