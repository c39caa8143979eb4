//! Workspaces that are not ours: `examples/germany`, in another language and other colours, and the one of `init`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::project::Project;

/// A copy of `examples/germany`.
pub fn germany() -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/germany");
    let mut folders = vec![folder.clone()];
    let mut project = Project::empty();
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
                project = project.file(&name, std::fs::read(&path).unwrap());
            }
        }
    }
    project
}

/// Every key of a table of words, with the names of its blanks.
fn blanks(table: &toml::Table, path: &str, into: &mut BTreeSet<String>) {
    for (name, value) in table.iter().filter(|(name, _)| !path.is_empty() || *name != "typography") {
        let key = format!("{path}.{name}");
        let inner = value.as_table().filter(|inner| !inner.contains_key("one"));
        let Some(inner) = inner else {
            let text = value.to_string();
            let mut named: BTreeSet<&str> =
                text.split('{').skip(1).filter_map(|t| t.split(['}', ':']).next()).collect();
            named.retain(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            into.insert(format!("{key} {named:?}"));
            continue;
        };
        blanks(inner, &key, into);
    }
}

#[test]
fn germany_speaks_german_in_its_own_colours() {
    let germany = germany();
    germany.run("check").run("build");
    let home = germany.page("index.html");
    home.has("<html lang=\"de\">").has("Der Preis der Preise").has("logo.").lacks(">Leaderboards<");
    home.has("Je ein Preis");
    germany.page("sectors/index.html").has("Unterhaltungselektronik");
    germany.page("pages/ueber-uns.html").has("<strong>Markdown</strong>").has("href=\"../method.html\"");
    germany.page("leaderboards/2021.html").has("Wer hier zählt").has("Samsung");
    let style = germany
        .tree("public/assets")
        .into_iter()
        .find(|(name, _)| name.starts_with("palmares.") && name.ends_with(".css"));
    let style = String::from_utf8(style.unwrap().1).unwrap();
    assert!(style.contains("--accent: #0f6148"), "the theme stands over the style sheet");
    assert!(
        germany.tree("public").iter().all(|(name, _)| !name.starts_with("en/")),
        "one language, one tree"
    );
}

#[test]
fn a_fresh_workspace_builds_and_is_never_written_over() {
    let folder = Project::empty();
    folder.run("init fresh").run("build --workspace fresh");
    let page = std::fs::read_to_string(folder.path("fresh/public/index.html")).unwrap();
    assert!(page.contains("Example Bank"), "{page}");
    folder.run("check --workspace fresh");
    let told = folder.refused("init fresh");
    assert!(told.contains("nothing was written"), "{told}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Project::empty().ends(0, &format!("completions {shell}"));
        assert!(script.contains("calendar"), "{shell} knows no calendar");
    }
}

#[test]
fn every_german_message_says_what_an_english_one_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| {
        let mut keys = BTreeSet::new();
        blanks(&std::fs::read_to_string(root.join(path)).unwrap().parse().unwrap(), "", &mut keys);
        keys
    };
    let (english, german) =
        (read("templates/words/en.toml"), read("examples/germany/templates/words/de.toml"));
    let differ: Vec<_> = german.difference(&english).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn a_language_without_words_says_which_file_to_write() {
    let told =
        germany().edit("sources.toml", |text| text.replace("\"de\"", "\"de\", \"nl\"")).refused("build");
    assert!(told.contains("templates/words/nl.toml"), "{told}");
}

#[test]
fn a_message_that_a_language_lacks_is_told_with_the_file_it_belongs_to() {
    let words = "templates/words/de.toml";
    let germany = germany().edit(words, |text| text.replacen("skip = ", "leap = ", 1));
    let told = germany.ends(2, "check");
    assert!(told.contains("templates/words/de.toml lacks 1 message(s), said in English: skip"), "{told}");
}

#[test]
fn a_page_whose_file_names_no_language_is_refused() {
    let told = germany().file("pages/impressum.md", "# Impressum").refused("build");
    assert!(told.contains("pages/impressum.md: call it NAME.LANGUAGE.md"), "{told}");
}
