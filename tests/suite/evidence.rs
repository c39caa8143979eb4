//! Evidence on the command line: a page crawled from a server, and one brought by hand.

use archive::Archive;

use crate::fault_server::{FaultServer, Hit, Step, answer};
use crate::project::Project;

#[test]
fn a_saved_page_is_kept_as_brought_by_hand() {
    let project = Project::reference().file("page.html", "<!doctype html><title>Podium 2012</title>");
    let told = project.refused("archive import page.html");
    assert!(told.contains("--url") && told.contains("--date"), "{told}");
    project.run("archive import page.html --url https://example.org/podium --date 2012-06-08");
    let archive = Archive::open(&project.path("archive")).unwrap();
    let entry =
        archive.page(&"https://example.org/podium".parse().unwrap()).expect("the page is in the archive");
    let snapshot = archive.snapshot(entry).unwrap().expect("with its bytes");
    assert_eq!(snapshot.body, b"<!doctype html><title>Podium 2012</title>");
    assert_eq!(snapshot.seen.to_string(), "2012-06-08T00:00:00Z");
    assert!(matches!(snapshot.provenance, model::Provenance::ByHand { .. }));
}

/// A page with its tag, a page that robots.txt refuses, and one that is gone.
fn manners(hit: &Hit, _nth: usize) -> Vec<Step> {
    let unchanged = hit.headers.get("if-none-match").is_some_and(|tag| tag == "\"one\"");
    let text = [("Content-Type", "text/html"), ("ETag", "\"one\"")];
    match hit.path.as_str() {
        "/robots.txt" => answer(200, &[], b"User-agent: *\nDisallow: /private"),
        "/2012" if unchanged => answer(304, &text, b""),
        "/2012" => answer(200, &text, b"<!doctype html><p>1er prix : Nespresso"),
        _ => answer(404, &[], b"gone"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_crawl_asks_only_whether_a_page_changed() {
    let server = FaultServer::start("127.0.0.1", manners).await;
    let edition = |label: &str, path: &str| {
        format!("[source.baromar.edition.{label}]\nurl = \"{}\"\n", server.url(path))
    };
    let sources = format!(
        "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\"]\n\
         [crawl]\npause = \"0s\"\nallow-private = [\"127.0.0.1\"]\n\
         [source.baromar]\nname = \"Baromar\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
         judged-by = \"survey\"\npays-to-enter = \"no\"\nfile = \"data/baromar.csv\"\n{}{}{}",
        edition("2012", "/2012"),
        edition("2013", "/private/2013"),
        edition("2014", "/2014"),
    );
    let row =
        |year: u16| format!("{year},,Prix,,overall,1,winner,Nespresso,,,,https://example.org/,Prix,stated\n");
    let rows = format!(
        "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence\n{}{}",
        row(2012),
        row(2014)
    );
    let project = Project::empty().file("sources.toml", sources).file("data/baromar.csv", rows);
    let endings = |report: serde_json::Value| -> Vec<String> {
        report["visits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v["ending"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = serde_json::from_str(&project.ends(2, "crawl --format json")).unwrap();
    assert_eq!(endings(first), ["fetched", "refused", "failed"]);
    let second = serde_json::from_str(&project.ends(2, "crawl --format json")).unwrap();
    assert_eq!(endings(second), ["not-modified", "refused", "failed"]);
    assert!(server.hits().iter().all(|hit| !hit.path.starts_with("/private")), "never asked for");
    project.run("build");
    let coverage = project.json("show coverage --year 2013 --format json");
    assert_eq!(coverage[0]["state"], "not-allowed", "{coverage}");
}

/// A workspace with one edition, read by a rule from a page brought by hand.
fn read_from(page: &str) -> Project {
    let sources = "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\"]\n\
         [source.podium]\nname = \"Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
         judged-by = \"survey\"\npays-to-enter = \"no\"\n\
         [source.podium.edition.2012]\nurl = \"https://example.org/podium\"\nread = \"lines\"\n\
         [rule.lines]\nlines = [\"{place} prix secteur {sector} : {company}\"]\n";
    let sectors =
        "[sector.services]\nfr = \"Services\"\nen = \"Services\"\nlabels = [\"Banque\", \"Assurance\"]\n";
    let project =
        Project::empty().file("sources.toml", sources).file("sectors.toml", sectors).file("page.html", page);
    project.run("archive import page.html --url https://example.org/podium --date 2012-06-08");
    project
}

#[test]
fn a_winner_read_from_a_page_leads_back_to_its_words_and_its_archived_copy() {
    let page = "<!doctype html><title>Podium 2012</title><p>1er prix secteur Banque : LCL";
    let project = read_from(page);
    project.run("build");
    let digest = model::Digest::of(page.as_bytes()).to_string();
    let db = rusqlite::Connection::open(project.path("palmares.db")).unwrap();
    let told: (String, String, String, String) = db
        .query_row("SELECT excerpt, marked, sha256, seen FROM passages_readable", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap();
    let words = "1er prix secteur Banque : LCL";
    assert_eq!(told, (words.into(), "LCL".into(), digest.clone(), "2012-06-08T00:00:00Z".into()));
    let pages = project.tree("public");
    let shows = |words: &str| pages.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(words));
    assert!(shows("<q>1er prix secteur Banque : <mark>LCL</mark></q>"), "the words, the winner marked");
    assert!(
        shows(&format!("title=\"{digest}\"")) && shows("8\u{a0}juin\u{a0}2012"),
        "hash and day of the copy"
    );
}

/// The same winners in another layout.
const MOVED: &str = "<!doctype html><title>Podium 2012</title><main><p>1er prix du secteur Banque | LCL</p>\
                     <p>1er prix du secteur Assurance | MAIF</p></main>";

/// The winners of the podium, a line each.
fn lines(winners: &[(&str, &str)]) -> String {
    let line = |(sector, company): &(&str, &str)| format!("<p>1er prix secteur {sector} : {company}</p>");
    format!("<!doctype html><title>Podium 2012</title>{}", winners.iter().map(line).collect::<String>())
}

/// Brings a later copy of the page.
fn later(project: Project, page: &str) -> Project {
    let project = project.file("later.html", page);
    project.run("archive import later.html --url https://example.org/podium --date 2013-01-15");
    project
}

fn companies(project: &Project) -> Vec<String> {
    // It ends with 2 while a reading is held.
    assert!(matches!(project.output("build").status.code(), Some(0 | 2)));
    let db = rusqlite::Connection::open(project.path("palmares.db")).unwrap();
    let mut all = db.prepare("SELECT printed FROM award ORDER BY printed").unwrap();
    all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_page_that_changed_stays_as_it_was_until_a_person_decides() {
    let project = read_from(&lines(&[("Banque", "LCL"), ("Assurance", "MAIF")]));
    let project = later(project, &lines(&[("Banque", "CIC"), ("Assurance", "MAIF")]));
    assert_eq!(companies(&project), ["LCL", "MAIF"]);
    let held = |project: &Project| {
        let words = "État de la page au 8\u{a0}juin\u{a0}2012";
        project.tree("public").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(words))
    };
    assert!(held(&project), "the edition says of which day it is");
    let told = project.ends(2, "check");
    assert!(told.contains("LCL · 1 · Banque") && told.contains("CIC · 1 · Banque"), "{told}");
    project.run("decide reject podium 2012 --who editor --why mistaken");
    assert_eq!(companies(&project), ["LCL", "MAIF"]);
    assert!(held(&project), "what is shown is still older than the page");
    assert!(!project.ends(0, "check").contains("CIC"), "nothing is left to judge");
    let told = project.refused("decide accept podium 2012 --who editor --why corrected");
    assert!(told.contains("no copy"), "it was judged: {told}");
    let project = project.edit("decisions.toml", |text| text.replace("\"reject\"", "\"accept\""));
    assert_eq!(companies(&project), ["CIC", "MAIF"]);
    assert!(!held(&project), "what is shown is the newest page");
}

#[test]
fn a_rule_is_repaired_when_all_copies_still_give_the_same_records() {
    let good = lines(&[("Banque", "LCL"), ("Assurance", "MAIF")]);
    let project = later(read_from(&good), MOVED);
    assert_eq!(companies(&project), ["LCL", "MAIF"]);
    let mended = project.ends(0, "try podium --repair");
    let table = mended.split_once("\n\n").map_or(mended.as_str(), |(table, _)| table).to_owned();
    assert!(table.starts_with("[rule.lines]"), "{mended}");
    let project = project.edit("sources.toml", |text| {
        let (before, _) = text.split_once("[rule.lines]").unwrap();
        format!("{before}{table}\n")
    });
    assert_eq!(companies(&project), ["LCL", "MAIF"]);
    assert!(!project.ends(0, "try podium --repair").contains("[rule"), "nothing is left to repair");
    let project = later(read_from(&good), &lines(&[("Banque", "CIC"), ("Assurance", "MAIF")]));
    assert!(
        project.refused("try podium --repair").contains("no rule was found"),
        "other records are no repair"
    );
}

#[test]
fn a_line_left_unread_is_told_everywhere_and_refused_when_strict() {
    let page = lines(&[("Banque", "LCL")]) + "<p>Le 2e prix va à la MAIF</p>";
    let project = read_from(&page)
        .edit("sources.toml", |text| text.replace("read = \"lines\"", "read = \"lines\"\nclaimed = 1"));
    for command in ["check --strict", "build --strict", "--offline run --strict"] {
        project.ends(2, command);
    }
    assert!(project.ends(2, "check").contains("“Le 2e prix va à la MAIF”"));
    assert_eq!(companies(&project), [""; 0], "nothing of it is published before a person says so");
    project.run("decide accept podium 2012 --who editor --why seen").run("build");
    let coverage = project.json("show coverage --year 2012 --format json");
    assert_eq!(coverage[0]["state"], "partial", "as many as announced, and a line unread: {coverage}");
    let pages = project.tree("public");
    let shows = |words: &str| pages.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(words));
    assert!(shows("ligne de la page n"), "the page of the edition");
    assert!(shows("ligne non lue"), "the page of the source");
    let project = project.edit("sources.toml", |text| text + "ignore = { later = \"Le 2e prix …\" }\n");
    for command in ["build --strict", "--offline run --strict"] {
        project.run(command);
    }
    let coverage = project.json("show coverage --year 2012 --format json");
    assert_eq!(coverage[0]["state"], "complete", "{coverage}");
}

#[test]
fn a_damaged_record_costs_its_page_only() {
    let project = read_from(&lines(&[("Banque", "LCL")]));
    let project = later(project, &lines(&[("Banque", "LCL"), ("Assurance", "MAIF")]));
    let folder = project.path("archive");
    let first = Archive::open(&folder).unwrap().entries()[0].spot.clone();
    let file = folder.join(&first.file);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[(first.offset + first.length / 2) as usize] ^= 0x55;
    std::fs::write(&file, bytes).unwrap();
    let told = |project: &Project| {
        let told = project.ends(2, "check");
        let place = format!("archive/{}: the record at byte {} cannot be read", first.file, first.offset);
        assert!(told.contains(&place) && told.contains("crawl --refresh"), "{told}");
    };
    assert_eq!(companies(&project), ["LCL", "MAIF"], "the later copy is read");
    told(&project);
    std::fs::remove_file(folder.join("index.cdxj")).unwrap();
    assert_eq!(companies(&project), ["LCL", "MAIF"]);
    told(&project);
}

#[test]
fn a_damaged_copy_is_told_and_the_one_before_is_tried() {
    let project = read_from(&lines(&[("Banque", "LCL"), ("Assurance", "MAIF")]));
    let project = project.file("page.html", lines(&[("Banque", "LCL")]));
    project.run("archive import page.html --url https://example.org/podium --date 2012-06-01");
    let folder = project.path("archive");
    let entries = Archive::open(&folder).unwrap().entries().to_vec();
    let newest = entries.iter().max_by_key(|entry| entry.at).unwrap().spot.clone();
    let file = folder.join(&newest.file);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[(newest.offset + newest.length / 2) as usize] ^= 0x55;
    std::fs::write(&file, bytes).unwrap();
    let told = project.ends(2, "try podium");
    assert!(told.contains("LCL") && !told.contains("MAIF"), "the copy before is read: {told}");
    assert!(told.contains("cannot be read") && told.contains("crawl --refresh"), "{told}");
}

#[test]
fn two_days_of_one_edition_are_told_with_both_excerpts() {
    let project = read_from(
        "<!doctype html><title>Podium</title><p>Remis le 7 juin 2012</p>\
                             <p>1er prix secteur Banque : LCL</p>",
    );
    let project = project.edit("sources.toml", |text| {
        let text = text.replace("read = \"lines\"", "read = \"lines\"\nawarded = 2012-06-08");
        text + "once = [\"Remis le {awarded}\"]\n"
    });
    let told = project.ends(2, "check");
    let row = "2012-06-07 (https://example.org/podium: “1er prix secteur Banque : [LCL]”)";
    let declared = "2012-06-08 (https://example.org/podium: “awarded = [2012-06-08]”)";
    assert!(told.contains(&format!("handed over on {row} or on {declared}")), "{told}");
}

/// A PDF of one page with these lines, each a few words at points from the lower left corner.
pub fn pdf(words: &[(u32, u32, &str)]) -> Vec<u8> {
    let show = |(x, y, text): &(u32, u32, &str)| format!("BT /F 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n");
    let content: String = words.iter().map(show).collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut out, mut starts) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (at, object) in objects.iter().enumerate() {
        starts.push(format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let xref = out.len();
    let size = objects.len() + 1;
    out.push_str(&format!("xref\n0 {size}\n0000000000 65535 f \n{}", starts.concat()));
    out.push_str(&format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"));
    out.into_bytes()
}

#[test]
fn a_pdf_is_read_like_any_other_page() {
    if std::process::Command::new("pdftotext").arg("-v").output().is_err() {
        eprintln!("skipped: pdftotext is not installed");
        return;
    }
    let lines = pdf(&[
        (60, 760, "Podium 2012"),
        (60, 700, "1er prix secteur Banque : LCL"),
        (60, 640, "1er prix secteur Assurance : MAIF"),
    ]);
    let project = read_from("<!doctype html><title>Podium</title><p>...</p>").edit("sources.toml", |text| {
        text.replace("/podium", "/podium.pdf") + "ignore = { title = \"Podium 2012\" }\n"
    });
    let project = project.file("podium.pdf", lines);
    project.run("archive import podium.pdf --url https://example.org/podium.pdf --date 2012-06-08");
    assert_eq!(companies(&project), ["LCL", "MAIF"]);
    let project = project.file("scan.pdf", pdf(&[]));
    project.run("archive import scan.pdf --url https://example.org/podium.pdf --date 2012-06-09");
    assert_eq!(companies(&project), ["LCL", "MAIF"], "what was read well stays");
    let told = project.ends(2, "check");
    assert!(
        told.contains("picture of a page") && told.contains("type the edition into a CSV file"),
        "{told}"
    );
}

#[test]
fn a_page_that_contradicts_its_own_count_is_told_with_both_excerpts() {
    let page = "<!doctype html><title>Podium</title><p>Cette édition compte 3 lauréats.</p>\
                <p>1er prix secteur Banque : LCL</p><p>1er prix secteur Assurance : MAIF</p>";
    let project = read_from(page).edit("sources.toml", |text| {
        text + "once = [\"compte {claimed} lauréats\"]\nignore = { start = \"Cette édition\" }\n"
    });
    let told = project.ends(2, "check");
    let both = "announces 3 (“Cette édition compte [3] lauréats.”) and lists 2 (“1er prix secteur Banque : [LCL]” to \
                “1er prix secteur Assurance : [MAIF]”)";
    assert!(told.contains(both), "{told}");
}
