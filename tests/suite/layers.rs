//! What Cargo cannot refuse: the crates keep the stages apart, these keep the clock and the awards out of them.

use std::fs;
use std::path::{Path, PathBuf};

/// What only the program itself may ask: a stage gets the day and the folder as arguments.
const OF_THE_SHELL: [&str; 4] = ["Timestamp::now", "SystemTime::now", "env::current_dir", "env::var"];

/// The code below a folder, without its tests.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let code = entries.filter(|path| path.file_stem().is_none_or(|name| name != "tests"));
    let (folders, files): (Vec<_>, Vec<_>) = code.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| self::files(folder));
    let ours = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs");
    files.into_iter().chain(below).filter(ours).collect()
}

/// A file without its tests and its comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_stage_reads_the_clock_or_the_environment() {
    let crates = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("crates"));
    assert!(crates.len() > 50, "the stages are the crates");
    let read = |file: &PathBuf| OF_THE_SHELL.iter().any(|word| code(file).contains(word));
    let wrong: Vec<_> = crates.into_iter().filter(read).collect();
    assert!(wrong.is_empty(), "the day and the folder are arguments of a stage: {wrong:?}");
}

#[test]
fn no_award_is_named_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = fs::read_to_string(root.join("sources.toml")).unwrap();
    let ids = sources.lines().filter_map(|line| line.strip_prefix("[source.")?.strip_suffix(']'));
    let ids: Vec<_> = ids.filter(|id| !id.contains('.') && id.len() > 4).collect();
    assert!(ids.len() > 10, "sources.toml declares the awards");
    let mut wrong = Vec::new();
    for file in ["src", "crates"].iter().flat_map(|folder| files(&root.join(folder))) {
        let code = code(&file);
        let named = ids.iter().filter(|id| code.contains(&format!("\"{id}\"")));
        wrong.extend(named.map(|id| format!("{}: {id}", file.display())));
    }
    assert!(wrong.is_empty(), "an award is data, never code:\n{}", wrong.join("\n"));
}
