//! The catalog on whole workspaces: each folder of `broken/` holds the files that differ from `broken/sound/`,
//! and beside them, in `mistakes.snap`, exactly what a person is told.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use insta::Settings;
use model::text::heading;
use model::{CompanyId, Label, Level, Locator, Outcome, SourceId, Year};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use proptest::sample::Index;
use tempfile::TempDir;
use workspace::{Catalog, Language, Meaning, Mistakes, find_workspace, load};

/// The files of a workspace.
const FILES: [&str; 8] = [
    "sources.toml",
    "companies.toml",
    "sectors.toml",
    "decisions.toml",
    "corrections.toml",
    "published.csv",
    "data/podium.csv",
    "data/left-out.csv",
];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/broken")
}

/// A workspace of its own, made of the sound files and those of a case on top.
fn workspace(case: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for layer in ["sound", case] {
        for file in FILES {
            let target = folder.path().join(file);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            if let Ok(bytes) = fs::read(cases().join(layer).join(file)) {
                fs::write(target, bytes).unwrap();
            }
        }
    }
    folder
}

fn sound() -> Catalog {
    load(workspace("sound").path()).unwrap()
}

fn told(folder: &TempDir) -> String {
    load(folder.path()).expect_err("this workspace is broken").to_string()
}

#[test]
fn every_broken_workspace_is_told_where_what_and_what_to_do() {
    let entries = fs::read_dir(cases()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "sound");
    names.sort();
    assert!(names.len() > 60, "only {} cases were found", names.len());
    for case in names {
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(cases().join(&case));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("mistakes", told(&workspace(&case))));
    }
}

#[test]
fn the_mistakes_of_all_files_are_told_together() {
    let folder = workspace("three_mistakes_in_two_files");
    let mistakes = load(folder.path()).expect_err("three mistakes");
    let places =
        mistakes.iter().map(|m| (m.spot.file.as_str(), m.spot.point.as_ref().map(|p| (p.line, p.column))));
    let expected = [
        ("data/podium.csv", Some((2, 17))),
        ("sources.toml", Some((21, 17))),
        ("sources.toml", Some((33, 1))),
    ];
    assert_eq!(Vec::from_iter(places), expected);
}

#[test]
fn a_terminal_gets_the_same_words_in_colour() {
    let folder = workspace("unknown_key");
    let mistakes = load(folder.path()).expect_err("an unknown key");
    let coloured = mistakes.coloured();
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    assert!(!mistakes.to_string().contains('\u{1b}'), "plain text holds no escape sequence");
}

#[test]
fn a_sound_workspace_becomes_a_catalog() {
    let catalog = sound();
    let podium = &catalog.sources[&SourceId::new("podium").unwrap()];
    let year = |year| Year::new(year).unwrap();
    assert_eq!(catalog.settings.site.base_url, "https://example.org/palmares/");
    assert_eq!(catalog.settings.site.languages, [Language::FR, Language::EN]);
    assert_eq!(podium.held.map(|held| (held.from, held.to)), Some((year(2003), Year::LAST)));
    assert_eq!(
        podium.editions[&Label::new("2012")].awarded.map(|day| day.to_string()),
        Some("2012-06-07".into())
    );
    let edition = &podium.editions[&Label::new("2012")];
    assert_eq!((edition.candidates, edition.new_method), (Some(150), true));
    assert_eq!(podium.echo[&heading("Voix du client")].as_str(), "drc");
    assert_eq!(podium.category_names[&heading("ACCÈS INTERNET")], "Internet et téléphonie fixe");
    assert_eq!(
        catalog.companies[&CompanyId::new("orange_ch").unwrap()].parent,
        CompanyId::new("orange").ok()
    );
    assert_eq!(catalog.labels[0].meaning, Meaning::EachCompany, "the labels of one source come first");
    assert_eq!((catalog.decisions.iter().count(), catalog.published.len()), (1, 3));
}

#[test]
fn rows_are_read_as_printed() {
    let records = sound().records;
    let [first, average, script] = &records.iter().collect::<Vec<_>>()[..] else {
        panic!("{} records", records.count())
    };
    assert_eq!((first.level, first.title.as_str()), (Level::Overall, "Podium \"2012\", les lauréats"));
    assert_eq!((average.outcome, average.company.as_str()), (Outcome::Measured, ""));
    assert_eq!(average.evidence.remark.to_string(), "recalled in 2013");
    assert_eq!(script.company, "<script>alert(1)</script>");
    assert!(script.place.is_some_and(|place| place.number == 2 && place.tied));
    assert_eq!(script.locator, Locator::Row { file: "data/podium.csv".into(), line: 4, proof: None });
}

/// The rows of the sound workspace, written with these columns.
fn with_columns(columns: &[&str]) -> Result<Catalog, Mistakes> {
    let folder = workspace("sound");
    let path = folder.path().join("data/podium.csv");
    let mut rows = csv::Reader::from_path(&path).unwrap();
    let head = rows.headers().unwrap().clone();
    let rows: Vec<StringRecord> = rows.records().map(Result::unwrap).collect();
    let mut file = csv::Writer::from_path(&path).unwrap();
    file.write_record(columns).unwrap();
    for row in rows {
        let cell = |name: &&str| &row[head.iter().position(|column| column == *name).unwrap()];
        file.write_record(columns.iter().map(cell)).unwrap();
    }
    file.flush().unwrap();
    load(folder.path())
}

#[test]
fn columns_stand_in_any_order_and_optional_ones_may_be_missing() {
    let reversed = [
        "evidence", "title", "url", "scale", "score", "person", "company", "outcome", "rank", "level",
        "sector", "category", "awarded", "edition",
    ];
    assert_eq!(format!("{:?}", with_columns(&reversed).unwrap()), format!("{:?}", sound()));
    let few = with_columns(&["edition", "company", "outcome", "score", "url", "evidence"]).unwrap();
    let first = few.records.iter().next().unwrap();
    assert_eq!((first.company.as_str(), first.category.as_str(), first.place), ("Veepee", "", None));
    let told = with_columns(&["edition", "company", "outcome", "score", "url"]).unwrap_err().to_string();
    assert!(told.contains("missing column `evidence`"), "{told}");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let plain = sound();
    let folder = workspace("sound");
    for file in FILES {
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        fs::write(folder.path().join(file), format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    }
    assert_eq!(format!("{:?}", load(folder.path()).unwrap()), format!("{plain:?}"));
}

#[test]
fn only_sources_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(told(&folder), @r"
    error: there is no such file
    --> sources.toml
     = help: run palmares in a folder that holds one, or name the folder with --workspace

    1 mistake in sources.toml: correct and run again
    ");
    fs::write(folder.path().join("sources.toml"), "").unwrap();
    assert!(load(folder.path()).unwrap().records.count() == 0);
}

#[test]
fn a_file_that_is_no_hand_kept_text_is_refused_unread() {
    let folder = workspace("sound");
    let long = |file: &str, bytes| File::create(folder.path().join(file)).unwrap().set_len(bytes).unwrap();
    long("companies.toml", 200 << 20);
    long("data/podium.csv", 1 << 40);
    fs::remove_file(folder.path().join("sectors.toml")).unwrap();
    fs::create_dir(folder.path().join("sectors.toml")).unwrap();
    let told = told(&folder);
    assert!(told.contains("larger than 4 MiB\n--> companies.toml"), "{told}");
    assert!(told.contains("larger than 512 MiB\n--> data/podium.csv"), "{told}");
    assert!(told.contains("not a file\n--> sectors.toml"), "{told}");
    assert!(
        told.ends_with("3 mistakes in companies.toml, data/podium.csv, sectors.toml: correct and run again")
    );
}

#[test]
fn a_very_long_line_is_not_repeated() {
    let folder = workspace("sound");
    for file in ["decisions.toml", "data/podium.csv"] {
        fs::write(folder.path().join(file), "x".repeat(3 << 20)).unwrap();
    }
    let told = told(&folder);
    assert!(told.contains("this line is 3145728 bytes long"), "{told}");
    assert!(told.len() < 1500, "{} bytes are told", told.len());
}

#[test]
fn thousands_of_mistakes_are_counted_not_listed() {
    let folder = workspace("bad_words_in_rows");
    let file = folder.path().join("data/podium.csv");
    let text = fs::read_to_string(&file).unwrap();
    let rows: Vec<&str> = text.lines().skip(1).cycle().take(5000).collect();
    fs::write(&file, format!("{}\n{}\n", text.lines().next().unwrap(), rows.join("\n"))).unwrap();
    let mistakes = load(folder.path()).expect_err("5000 mistakes");
    assert_eq!(mistakes.iter().next().unwrap().what, "4000 more mistakes in this file are not shown");
    assert_eq!(mistakes.iter().len(), 1001);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workspace_is_not_followed() {
    let folder = workspace("sound");
    let outside = workspace("sound");
    let file = folder.path().join("data/podium.csv");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(outside.path().join("data/podium.csv"), &file).unwrap();
    assert!(told(&folder).contains("it leads out of the workspace"), "{}", told(&folder));
}

#[test]
fn a_workspace_is_the_nearest_folder_upward() {
    let folder = workspace("sound");
    let root = folder.path().canonicalize().unwrap();
    assert_eq!(find_workspace(&root.join("data")), Some(root.clone()));
    assert_eq!(find_workspace(&root), Some(root));
}

#[test]
fn the_reference_workspace_is_in_order() {
    let catalog = load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert!(catalog.records.count() > 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_in_any_file_make_it_panic(file in 0..FILES.len(), bytes: Vec<u8>) {
        let folder = workspace("sound");
        fs::write(folder.path().join(FILES[file]), bytes).unwrap();
        let _ = load(folder.path()).map_err(|mistakes| mistakes.coloured());
    }

    #[test]
    fn no_slip_of_the_keyboard_makes_it_panic(
        file in 0..FILES.len(),
        slips in prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>()), 1..5),
    ) {
        let folder = workspace("sound");
        let path = folder.path().join(FILES[file]);
        let mut text: Vec<char> = fs::read_to_string(&path).unwrap().chars().collect();
        for (place, length, key) in slips {
            let keys = ["", "\"", "[", "]", "{", "=", ",", "\n", "é", "\u{202e}", "\u{1b}", "-", ".", "0", "'''"];
            let at = place.index(text.len() + 1);
            let end = (at + length.index(4)).min(text.len());
            text.splice(at..end, key.get(&keys).chars());
        }
        fs::write(&path, String::from_iter(text)).unwrap();
        let _ = load(folder.path()).map_err(|mistakes| mistakes.to_string());
    }
}
