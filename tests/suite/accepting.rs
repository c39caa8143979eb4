//! Lists that readers send, taken in by a person.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::project::Project;

const HEAD: &str = "edition,category,level,rank,outcome,company,url,title,evidence\n";
const KEPT: &str =
    "2012,\"Banque\",category,1,winner,LCL,https://example.org/podium,Podium 2012,\"stated (lu)\"\n";
const PAGE: &str =
    "<!doctype html><title>Podium 2012</title><ul><li>Banque : LCL<li>Assurance : MAIF<li>Énergie : EDF</ul>";

fn project() -> Project {
    let sources = "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\"]\n\
         contribute = \"mailto:lists@example.org\"\n\
         [source.podium]\nname = \"Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
         judged-by = \"survey\"\npays-to-enter = \"no\"\nfile = \"data/podium.csv\"\n\
         [source.podium.edition.2012]\nclaimed = 3\n";
    let sectors = "[sector.services]\nfr = \"Services\"\nen = \"Services\"\nlabels = [\"Banque\", \"Assurance\", \"Énergie\"]\n";
    let project = Project::empty().file("sources.toml", sources).file("sectors.toml", sectors);
    let project = project.file("data/podium.csv", [HEAD, KEPT].concat()).file("page.html", PAGE);
    project.run("archive import page.html --url https://example.org/podium --date 2012-06-08");
    project
}

/// What an organiser sends: one row that is right, and one of every fault.
const SENT: &str = "source;edition;category;outcome;company;url;evidence\r\n\
    podium;2012;Assurance;winner;MAIF;https://example.org/podium;stated\r\n\
    podium;2012;Banque;winner;LCL;https://example.org/podium;stated\r\n\
    podium;2012;Assurance;winner;La Maif;https://example.org/podium;stated\r\n\
    podium;2012;Énergie;winner;Engie;https://example.org/podium;stated\r\n\
    podium;2012;Énergie;winner;EDF;example.org/podium;stated\r\n\
    podium;2012;Énergie;winner;non communiqué;https://example.org/other;stated\r\n\
    podium;2012;;winner;;;stated\r\n";

#[test]
fn rows_that_are_taken_in_are_dated_so_that_feeds_tell_them_as_new() {
    let head = HEAD.replace("evidence\n", "evidence,added\n");
    let kept = KEPT.replace("\"\n", "\",2012-07-01\n");
    let project = project().file("data/podium.csv", [head, kept].concat()).file("sent.csv", SENT);
    project.ends(2, "accept sent.csv --yes --why sent-by-the-organiser --who editor");
    let after = fs::read_to_string(project.path("data/podium.csv")).unwrap();
    assert!(after.ends_with("editor, 2026-11-21)\",2026-11-21\n"), "{after}");
}

#[test]
fn the_rows_of_a_sent_list_that_are_in_order_go_to_the_end_of_the_file_and_no_line_moves() {
    let project = project().file("sent.csv", SENT);
    let told = project.ends(2, "accept sent.csv --yes --why sent-by-the-organiser --who editor");
    for words in [
        "podium 2012: 1 rows now, 1 new, 3 winners announced",
        "+ 2012 winner MAIF · Assurance",
        "“Assurance : [MAIF]”",
        "line 3 is not taken: it is there already: data/podium.csv, line 2",
        "line 4 is not taken: line 2 says the same",
        "line 5 is not taken: the archived copy of its page does not say “Engie”",
        "line 6 is not taken: `url` cannot be `example.org/podium`",
        "line 7 is not taken: `company`: it says that nobody won",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let row = "2012,Assurance,,,winner,MAIF,https://example.org/podium,,";
    let remark = "stated (sent-by-the-organiser – editor, 2026-11-21)";
    let after = fs::read_to_string(project.path("data/podium.csv")).unwrap();
    assert_eq!(after, [HEAD, KEPT, row, "\"", remark, "\"\n"].concat());
    project.run("build");
    let page =
        project.tree("public").into_iter().find(|(name, _)| name.contains("podium") && name.contains("2012"));
    let page = String::from_utf8(page.unwrap().1).unwrap();
    assert!(page.contains("sent-by-the-organiser – editor"), "readers see who took it in, and why");
    assert!(page.contains("manque 1 nom"), "{page}");
    assert!(page.contains("mailto:lists@example.org?subject=Podium,%202012"), "{page}");
}

#[test]
fn a_list_is_a_question_and_no_or_nobody_leaves_the_file_alone() {
    let project = project().file("sent.csv", SENT);
    let before = fs::read(project.path("data/podium.csv")).unwrap();
    let answers = |answer: &str| {
        let mut command = project.command("accept sent.csv --who editor");
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
        child.wait_with_output().unwrap().status.code()
    };
    assert_eq!(answers("n\n"), Some(0));
    assert_eq!(answers(""), Some(1), "nobody answers");
    assert_eq!(answers("y\n\n"), Some(1), "no reason is given");
    assert_eq!(fs::read(project.path("data/podium.csv")).unwrap(), before);
    assert_eq!(answers("y\nchecked by telephone\n"), Some(2), "taken, and rows are left");
    let after = fs::read_to_string(project.path("data/podium.csv")).unwrap();
    assert!(
        after.starts_with(std::str::from_utf8(&before).unwrap())
            && after.contains("checked by telephone – editor")
    );
}

#[test]
fn a_file_that_is_no_list_is_refused_with_its_reason() {
    let project = project();
    let refused = |text: &str, words: &str| {
        fs::write(project.path("sent.csv"), text).unwrap();
        let told = project.refused("accept sent.csv --yes --why x --who editor");
        assert!(told.contains(words), "{words}: {told}");
    };
    refused("source,edition,firm\npodium,2012,LCL\n", "unknown column `firm`");
    refused(
        "edition,outcome,company,url,evidence\n2012,winner,LCL,https://a.example/,stated\n",
        "add --source ID",
    );
    refused(
        "source,edition,outcome,company,url,evidence\nnobody,2012,winner,LCL,https://a.example/,stated\n",
        "there is no source `nobody`",
    );
    refused("source,edition,outcome,company,url,evidence\n", "does not say which source");
}

#[test]
fn the_list_that_the_site_offers_is_accepted_once_it_is_filled_in() {
    let project = project();
    project.run("build");
    let pages = project.tree("public");
    let page = pages
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .find(|page| page.contains("data:text/csv"));
    let page = page.expect("an edition with missing names offers a list");
    let list = page.split("data:text/csv;charset=utf-8,").nth(1).unwrap().split('"').next().unwrap();
    let list = list.replace("%0A", "\n");
    assert_eq!(list.lines().count(), 3, "a head and two names: {list}");
    let filled = list.replacen("winner,,,", "winner,EDF,https://example.org/podium,", 1);
    let project = project.file("sent.csv", filled);
    project.ends(0, "accept sent.csv --yes --why reader --who editor");
    assert!(fs::read_to_string(project.path("data/podium.csv")).unwrap().contains("EDF"));
}
