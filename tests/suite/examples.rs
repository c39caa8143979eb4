//! Workspaces that are not ours: the examples, each in its language and with its pages, and the one of `init`.

use std::path::Path;

use rusqlite::Connection;

use crate::project::Project;
use crate::with::output;

/// A copy of an example, with its saved pages in the archive, as the first lines of its `sources.toml` tell.
pub fn example(name: &str) -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
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
    let saved = std::fs::read_to_string(project.path("saved/pages.csv")).unwrap();
    for page in saved.lines().skip(1) {
        let [file, url, date] = page.split(',').collect::<Vec<_>>()[..] else { panic!("{page}") };
        project.run(&format!("archive import saved/{file} --url {url} --date {date}"));
    }
    project
}

pub fn germany() -> Project {
    example("germany")
}

/// Builds an example, with which nothing is wrong; every row counts, and at least half of them were read from pages.
fn builds_from_pages(project: &Project, rows: i64) {
    project.run("build --strict").run("check").run("doctor");
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let witnesses = "(SELECT file FROM award_witness UNION ALL SELECT file FROM measure_witness)";
    let count = |of: &str| -> i64 {
        db.query_row(&format!("SELECT count(*) FROM {witnesses} WHERE {of}"), [], |row| row.get(0)).unwrap()
    };
    let (read, all) = (count("file LIKE 'sha256:%'"), count("TRUE"));
    assert!(all == rows && read * 2 >= all, "{read} of {all} rows are read from pages");
}

/// Who is named by an edition, from the first place on: names, places and categories as the database has them.
fn named(project: &Project, source: &str, edition: &str) -> Vec<String> {
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let mut rows = db
        .prepare(
            "SELECT trim(concat_ws(' ', place, company, category)) FROM awards_readable
             WHERE source = ?1 AND edition = ?2 ORDER BY place, company, category",
        )
        .unwrap();
    let rows = rows.query_map([source, edition], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|row| row.unwrap()).collect()
}

#[test]
fn germany_reads_its_winners_from_pages() {
    let germany = germany();
    builds_from_pages(&germany, 60);
    let won = named(&germany, "Gewählt zum Kundenservice des Jahres", "2022");
    assert_eq!(won.len(), 9, "{won:?}");
    assert!(
        won.contains(&"IONOS Hosting-Dienste".to_owned()) && won.contains(&"O2 Telekommunikation".to_owned())
    );
    let cards = named(&germany, "Gewählt zum Kundenservice des Jahres", "2026");
    assert!(cards.len() == 16 && cards.contains(&"Haspa Banken".to_owned()), "{cards:?}");
    // The brand wins, under whichever name its page prints; a hyphen inside a name parts nothing.
    assert_eq!(named(&germany, "Deutscher Servicepreis", "2012").len(), 6);
    germany.page("unternehmen/ionos.html").has("2023").has("Hosting-Dienste");
    germany.page("unternehmen/weber.html").has("Grillhersteller");
}

#[test]
fn the_united_kingdom_reads_its_rankings_from_pages() {
    let britain = example("united-kingdom");
    builds_from_pages(&britain, 333);
    let first = |edition| named(&britain, "Customer Experience Excellence, UK", edition);
    assert_eq!(
        first("2017")[..3],
        ["1 QVC overall", "2 John Lewis Finance overall", "3 first direct overall"]
    );
    assert_eq!(first("2016")[8..], ["9 Apple Store overall", "9 Nationwide overall"]);
    assert_eq!(first("2020").len(), 5);
    britain.page("prizes/ukcsi/2026-01.html").has("Hays Travel").has("86.2");
    britain
        .page("companies/first_direct.html")
        .has("Customer Experience Excellence, UK")
        .has("UK Customer Satisfaction Index");
    britain.page("index.html").has("<html lang=\"en\">");
}

#[test]
fn spain_reads_its_prizes_and_surveys_from_pages() {
    let spain = example("spain");
    builds_from_pages(&spain, 74);
    let won = named(&spain, "Líderes en Servicio", "2020");
    assert_eq!(won.len(), 15, "{won:?}");
    let samsung: Vec<_> = won.iter().filter(|row| row.starts_with("Samsung ")).collect();
    assert_eq!(samsung, ["Samsung Electrodomésticos", "Samsung Telefonía", "Samsung Televisores"]);
    assert!(won.contains(&"Tyco".to_owned()) && won.contains(&"DHL".to_owned()), "“y” parts them: {won:?}");
    let podium = named(&spain, "Informe de Madurez de Experiencia de Cliente", "2024");
    assert_eq!(podium.iter().map(|row| &row[..4]).collect::<Vec<_>>(), ["1 Mi", "2 To", "3 Ap"]);
    spain.page("empresas/samsung.html").has("Electrodomésticos");
    spain.page("datos.html").has("href=\"datos/palmares.sqlite\"").lacks("Todos los países");
    assert!(
        spain.path("public/datos/empresas/samsung.json").exists() && !spain.path("public/donnees").exists()
    );
    spain.page("_redirects").has("/donnees/* /datos/:splat 301");
}

#[test]
fn germany_speaks_german_in_its_own_colours() {
    let germany = germany();
    germany.run("check").run("build");
    let home = germany.page("index.html");
    home.has("<html lang=\"de\">").has("Der Preis der Preise").has("logo.").lacks(">Leaderboards<");
    germany.page("branchen/index.html").has("Elektronik, Computer, Telefone");
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
    let about = read("spain/README.md");
    assert!(about.starts_with("# Premios\n") && about.contains("## Cada día"), "{about}");
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
fn a_file_of_words_has_a_place_for_every_form_of_its_language() {
    let germany = germany();
    let words = std::fs::read_to_string(germany.run("words pl").path("templates/words/pl.toml")).unwrap();
    assert!(
        words.contains("few = \"{n} companies\", many = \"{n} companies\", other = \"{n} companies\""),
        "{words}"
    );
    germany.run("build");
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
