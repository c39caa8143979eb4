//! Workspaces that are not ours: `examples/germany`, in another language and other colours, and the one of `init`.

use std::path::Path;

use crate::project::Project;
use crate::with::output;

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

#[test]
fn germany_speaks_german_in_its_own_colours() {
    let germany = germany();
    germany.run("check").run("build");
    let home = germany.page("index.html");
    home.has("<html lang=\"de\">").has("Der Preis der Preise").has("logo.").lacks(">Leaderboards<");
    germany.page("branchen/index.html").has("Unterhaltungselektronik");
    germany.page("pages/ueber-uns.html").has("<strong>Markdown</strong>").has("href=\"../methode.html\"");
    germany.page("ranglisten/2021.html").has("Wer hier zählt").has("Samsung");
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
    let page = std::fs::read_to_string(folder.path("fresh/public/companies/index.html")).unwrap();
    assert!(page.contains("Example Bank"), "{page}");
    folder.run("check --workspace fresh");
    let told = folder.refused("init fresh");
    assert!(told.contains("nothing was written"), "{told}");
}

#[test]
fn a_workspace_for_a_country_speaks_its_language_and_offers_its_awards() {
    let folder = Project::empty();
    let place = folder.path("");
    let read = |name: &str| std::fs::read_to_string(place.join(name)).unwrap();
    folder.run("init spain --country ES --language es --title Premios");
    let sources = read("spain/sources.toml");
    assert!(sources.contains("languages = [\"es\"]") && sources.contains("country = \"ES\""), "{sources}");
    assert!(sources.contains("# [source.stevie]"), "awards of no single country are offered to all");
    let sectors = read("spain/sectors.toml");
    assert!(sectors.contains("Seguros y mutuas") && !sectors.contains("Assurance et mutuelles"));
    folder.run("init britain --country GB --language en --title Prizes");
    let text = read("britain/sources.toml");
    let known = text.split_once("# [source.ukcha]\n").unwrap().1.lines();
    let known = known.take_while(|line| line.starts_with("# ")).filter(|line| !line.contains("file "));
    let known: Vec<_> = known.map(|line| line.trim_start_matches("# ")).collect();
    let declared = format!("{text}\n[source.ukcha]\n{}\n", known.join("\n"));
    folder.file("britain/sources.toml", declared).run("check --workspace britain");
}

#[test]
#[ignore = "needs tests/with/install"]
fn each_package_installs_where_no_rust_is_found_and_makes_a_site() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/with/release");
    let told = output(std::process::Command::new(script).arg("quick"));
    for package in ["tarball", "wheel", "npm", "deb"] {
        assert!(told.contains(&format!("{package} makes a site")), "{told}");
    }
    assert!(told.contains("container file"), "{told}");
}

#[test]
fn an_unknown_country_is_refused_with_what_to_write() {
    let output = Project::empty().output("init w --country UK");
    assert!(String::from_utf8_lossy(&output.stderr).contains("write GB"));
}

#[test]
fn doctor_says_what_a_fresh_workspace_lacks() {
    let folder = Project::empty();
    folder.run("init w");
    let told = folder.ends(2, "doctor --workspace w");
    assert!(told.contains("contact = ") && told.contains("base-url = "), "{told}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Project::empty().ends(0, &format!("completions {shell}"));
        assert!(script.contains("calendar"), "{shell} knows no calendar");
    }
}

#[test]
fn a_language_without_words_says_which_file_to_write() {
    let told =
        germany().edit("sources.toml", |text| text.replace("\"de\"", "\"de\", \"pt\"")).refused("build");
    assert!(told.contains("templates/words/pt.toml"), "{told}");
}

#[test]
fn every_built_in_language_has_a_site_of_its_own_at_addresses_of_its_own() {
    let places = [("de", "unternehmen"), ("es", "empresas"), ("it", "aziende"), ("nl", "bedrijven")];
    let folder = Project::empty();
    for (language, companies) in places {
        folder.run(&format!("init {language} --language {language}"));
        folder.run(&format!("build --workspace {language}"));
        let page = folder.path(&format!("{language}/public/{companies}/index.html"));
        let page = std::fs::read_to_string(page).unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{page}");
        assert!(!page.contains("Skip to content") && !page.contains("Companies, A to Z"), "{page}");
    }
}

#[test]
fn a_file_of_words_is_written_to_be_translated_and_says_once_what_it_lacks() {
    let germany = germany().edit("sources.toml", |text| text.replace("[\"de\"]", "[\"de\", \"pt\"]"));
    germany.run("words pt");
    germany.run("build");
    germany.page("pt/companies/index.html").has("Companies, A to Z");
    let told = germany.ends(2, "check");
    assert_eq!(told.matches("said in English").count(), 1, "{told}");
    assert!(germany.refused("words pt").contains("already exists"));
    let words = germany.edit("templates/words/pt.toml", |text| {
        text.replace("# skip = \"Skip to content\"", "skip = \"Saltar\"")
            .replace("# companies = \"companies\"", "companies = \"empresas\"")
    });
    words.run("build");
    words.page("pt/empresas/index.html").has("Saltar").has("Companies, A to Z");
}

#[test]
fn a_message_that_a_language_lacks_is_told_with_the_file_it_belongs_to() {
    let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/words/en.toml");
    let words = std::fs::read_to_string(words).unwrap().replacen("skip = ", "leap = ", 1);
    let germany = germany()
        .edit("sources.toml", |text| text.replace("[\"de\"]", "[\"de\", \"pt\"]"))
        .file("templates/words/pt.toml", words);
    let told = germany.ends(2, "check");
    assert!(told.contains("templates/words/pt.toml lacks 1 message(s), said in English: skip"), "{told}");
}

#[test]
fn a_page_whose_file_names_no_language_is_refused() {
    let told = germany().file("pages/impressum.md", "# Impressum").refused("build");
    assert!(told.contains("pages/impressum.md: call it NAME.LANGUAGE.md"), "{told}");
}
