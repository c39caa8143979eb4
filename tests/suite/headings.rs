//! Sector headings that no sector has: asked in the review, filed as decisions, taken back by another line.

use crate::project::Project;
use crate::review::{Served, decide, decisions, hidden, typed};

const SOURCES: &str = "[source.palm]\nname = \"La Palme\"\norganiser = \"Jury\"\ncountry = \"FR\"\nkind = \"award\"\n\
                       judged-by = \"jury\"\npays-to-enter = \"no\"\nfile = \"data/palm.csv\"\n";
const SECTORS: &str = "[sector.toys]\nfr = \"Jouets\"\nen = \"Toys\"\nlabels = [\"Jouets\"]\n\n\
                       [sector.books]\nfr = \"Livres\"\nen = \"Books\"\n";

/// A workspace with a heading that `sectors.toml` does not know.
fn toys() -> Project {
    let header =
        "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence";
    let row = |year: u16, sector: &str, name: &str| {
        format!(
            "\n{year},{year},,{sector},sector,,winner,{name},,,,https://example.org/{year},Les lauréats,stated"
        )
    };
    let rows = [
        row(2011, "Jouets", "Duvernet"),
        row(2012, "Jeux et jouets", "Duvernet"),
        row(2012, "Jeux et jouets", "Plume"),
    ];
    Project::empty()
        .file("sources.toml", SOURCES)
        .file("sectors.toml", SECTORS)
        .file("data/palm.csv", format!("{header}{}\n", rows.concat()))
}

fn is_unknown(project: &Project) -> bool {
    project.command("check").output().unwrap().stdout.windows(14).any(|words| words == b"Jeux et jouets")
}

#[test]
fn a_heading_is_asked_with_what_stands_under_it_and_filed_for_good() {
    let project = toys();
    assert!(is_unknown(&project));
    let shown = typed(&project, "1\n");
    for words in [
        "1 heading has no sector",
        "La Palme 2012",
        "Duvernet, Plume",
        "1  Toys  (1 of 2 companies under it; shares “jouet”)",
    ] {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
    let first = decisions(&project);
    assert!(first.contains("[[heading]]") && first.contains("sector = \"toys\""), "{first}");
    assert!(!is_unknown(&project));
    assert!(!typed(&project, "k\n").contains("no sector. Which"), "a filed heading is not asked again");

    let undone = ["heading", "palm", "jeux & jouets", "undone", "--why", "a slip"];
    assert_eq!(decide(&project, &undone).0, 0);
    assert!(decisions(&project).starts_with(&first), "nothing that was written is changed");
    assert!(is_unknown(&project), "it is asked again");
    let (code, told) = decide(&project, &["heading", "palm", "Jeux et jouets", "games", "--why", "x"]);
    assert_eq!((code, told.contains("unknown sector `games`")), (1, true), "{told}");
}

#[test]
fn the_review_page_files_a_heading() {
    let project = toys();
    let served = Served::new(&project);
    let host = format!("Host: 127.0.0.1:{}", served.port);
    let origin = format!("Origin: http://127.0.0.1:{}", served.port);
    let page = served.ask("GET", &[&host], "");
    assert!(page.contains("Which sector is “Jeux et jouets”?"), "{page}");
    let [token, question] = ["token", "question"].map(|name| hidden(&page, name));
    let form = |sector: &str| format!("token={token}&question={question}&sector={sector}&answer=file");
    served.ask("POST", &[&host, &origin], &form(""));
    assert!(!project.path("decisions.toml").exists(), "no sector was chosen");
    let taken = served.ask("POST", &[&host, &origin], &form("each-company"));
    assert!(taken.starts_with("HTTP/1.1 303"), "{taken}");
    assert!(decisions(&project).contains("sector = \"each-company\""));
    assert!(
        !served.ask("GET", &[&host], "").contains("Which sector is “"),
        "the next question is about names"
    );
}

#[test]
fn undo_takes_back_the_last_decision_even_where_it_was_on_a_heading() {
    let project = toys();
    let names = ["different", "Duvernet", "Plume", "--why", "toys and books"];
    assert_eq!(decide(&project, &names).0, 0);
    for sector in ["toys", "books"] {
        let filed = ["heading", "palm", "Jeux et jouets", sector, "--why", "read the list"];
        assert_eq!(decide(&project, &filed).0, 0);
    }
    let undone = |words: &[&str], told: &str| {
        let (code, said) = decide(&project, &[words, &["--why", "a slip"]].concat());
        assert_eq!((code, said.contains(told)), (0, true), "{words:?}: {said}");
    };
    undone(&["undo"], "undone    “Jeux et jouets” of palm is books (tester, 2026-11-21: read the list)");
    assert!(!is_unknown(&project), "what was said of it before holds again");
    undone(&["undo", "palm", "jeux et jouets"], "“Jeux et jouets” of palm is toys");
    assert!(is_unknown(&project));
    undone(&["undo"], "different “Duvernet” “Plume”");
    let (code, said) = decide(&project, &["undo", "--why", "a slip"]);
    assert_eq!((code, said.contains("no decision to take back")), (1, true), "{said}");
}

#[test]
fn a_step_back_in_the_review_takes_back_a_heading_too() {
    let novels = "2012,2012,,Romans,sector,,winner,Plume,,,,https://example.org/2012,Les lauréats,stated\n";
    let project = toys().edit("data/palm.csv", |text| text + novels);
    let shown = typed(&project, "w\nboth make games\nn\nu\nk\nu\n1\n");
    for words in [
        "“Jeux et jouets” of palm is none (tester, 2026-11-21: both make games)",
        "undone: “Jeux et jouets” of palm is none",
        "skipped “Jeux et jouets” of palm",
        "asked again: “Jeux et jouets” of palm",
    ] {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
    let filed = decisions(&project);
    let sectors: Vec<&str> = filed.lines().filter_map(|line| line.strip_prefix("sector = ")).collect();
    assert_eq!(sectors, ["\"none\"", "\"undone\"", "\"toys\""], "{shown}");
}

#[test]
fn a_heading_that_could_not_be_read_again_is_not_written() {
    let project = toys();
    let (code, told) =
        decide(&project, &["heading", "palm", "Jeux\u{7f} et jouets", "toys", "--why", "the list"]);
    assert_eq!((code, told.contains("cannot be written")), (1, true), "{told}");
    assert!(!project.path("decisions.toml").exists());
}
