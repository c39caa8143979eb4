//! What is no whole page: kept as evidence, told, and never read by a rule.

use std::fs;

use archive::Archive;

use crate::fault_server::{FaultServer, Hit, Step, answer};
use crate::project::Project;

const HEAD: &str = "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\"]\n\
    [crawl]\npause = \"0s\"\nretries = 0\nallow-private = [\"127.0.0.1\"]\n\
    [rule.bold]\nitems = \"li\"\nfields = { company = \"b\" }\nset = { outcome = \"winner\" }\n\
    [source.podium]\nname = \"Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
    judged-by = \"survey\"\npays-to-enter = \"no\"\n";

/// A workspace whose editions, by label, are read from these addresses.
fn reading(editions: &[(&str, String)]) -> Project {
    let edition = |(label, url): &(&str, String)| {
        format!("[source.podium.edition.{label}]\nurl = \"{url}\"\nread = \"bold\"\n")
    };
    let editions: String = editions.iter().map(edition).collect();
    Project::empty().file("sources.toml", format!("{HEAD}{editions}"))
}

fn one(url: &str) -> Project {
    reading(&[("2024", url.to_owned())])
}

fn page(winners: &[&str]) -> String {
    let items: String = winners.iter().map(|winner| format!("<li><b>{winner}</b></li>")).collect();
    format!("<!doctype html><html><body><ul>{items}</ul></body></html>")
}

fn winners(project: &Project) -> Vec<String> {
    let db = rusqlite::Connection::open(project.path("palmares.db")).unwrap();
    let mut all = db.prepare("SELECT printed FROM award ORDER BY printed").unwrap();
    all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Ends with any code, and says what it told.
fn told(project: &Project, words: &str) -> (Option<i32>, String) {
    let output = project.output(words);
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(!text.contains("panicked"), "{text}");
    (output.status.code(), text)
}

fn bring(project: &Project, file: &str, bytes: impl AsRef<[u8]>, date: &str) -> String {
    fs::write(project.path(file), bytes).unwrap();
    let of = if date.is_empty() { String::new() } else { format!(" --url {PAGE} --date {date}") };
    told(project, &format!("archive import {file}{of}")).1
}

const PAGE: &str = "https://example.org/p";

/// `/STATUS` answers with that status and a list; the rest lead away or are pages.
fn manners(hit: &Hit, _before: usize) -> Vec<Step> {
    let html = ("Content-Type", "text/html");
    let list = |name: &str| page(&[name]).into_bytes();
    let lead = |status: u16, to: &str| answer(status, &[html, ("Location", to)], &list("Body"));
    match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        "/temporary" => lead(302, "/good"),
        "/elsewhere" => lead(301, "/"),
        "/slash" => lead(301, "/slash/"),
        "/retired" => lead(308, "/retired/"),
        "/private" => lead(301, "http://10.0.0.1/private"),
        "/range" => answer(200, &[html, ("Content-Range", "bytes 0-9/99")], &list("Part")),
        path => match path[1..].split('?').next().unwrap_or_default().parse() {
            Ok(status) => answer(status, &[html], &list("Error")),
            Err(_) => answer(200, &[html], &list(&format!("Page {path}"))),
        },
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_answer_of_200_is_read_and_the_others_are_told_with_the_next_command() {
    let server = FaultServer::start("127.0.0.1", manners).await;
    for status in [203, 206, 300, 400, 401, 403, 404, 410, 418, 451, 500, 503] {
        let project = one(&server.url(&format!("/{status}")));
        project.ends(2, "crawl");
        project.run("build");
        assert_eq!(winners(&project), [""; 0], "{status}");
        let said = project.ends(2, "check");
        assert!(said.contains(&format!("is not read: the server answers {status}")), "{status}: {said}");
        assert!(said.contains("next: palmares crawl podium --edition 2024 --"), "{status}: {said}");
    }
    let project = one(&server.url("/range"));
    project.run("crawl").run("build");
    assert_eq!(winners(&project), [""; 0], "a part of a page, whatever its status");
    assert!(project.ends(2, "check").contains("Content-Range"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_is_followed_for_good_by_the_same_path_and_never_read_itself() {
    let server = FaultServer::start("127.0.0.1", manners).await;
    for (path, word) in
        [("/temporary", "/good (302)"), ("/elsewhere", "/ (301)"), ("/private", "private network")]
    {
        let project = one(&server.url(path));
        told(&project, "crawl");
        project.run("build");
        assert_eq!(winners(&project), [""; 0], "{path}");
        let said = project.ends(2, "check");
        assert!(said.contains("is not read: ") && said.contains(word), "{path}: {said}");
    }
    let project = one(&server.url("/slash"));
    project.run("crawl").run("build");
    assert_eq!(winners(&project), ["Page /slash/"]);
    let project = reading(&[("2023", server.url("/retired")), ("2024", server.url("/retired/"))]);
    project.run("crawl").run("build");
    assert_eq!(winners(&project), ["Page /retired/"], "the page of 2024 says nothing about 2023");
    assert!(project.ends(2, "check").contains("podium 2023"));
}

#[test]
fn a_page_that_was_never_fetched_is_told_with_the_command_that_fetches_it() {
    let project = one(PAGE);
    project.run("build");
    assert!(
        project
            .ends(2, "check")
            .contains("the archive has no copy; next: palmares crawl podium --edition 2024")
    );
}

/// A record as another program writes it, with lines of its own in both heads.
fn record(fields: &str, http: &str, date: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 {http}\r\n\r\n{body}");
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: {date}T00:00:00Z\r\n\
         WARC-Target-URI: {PAGE}\r\nContent-Type: application/http\r\n{fields}Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

#[test]
fn a_foreign_record_that_is_not_whole_is_evidence_only_and_hides_no_other_copy() {
    let ok = "200 OK\r\nContent-Type: text/html";
    let zeros = format!("WARC-Payload-Digest: sha1:{}\r\n", "A".repeat(32));
    let long = format!("{ok}\r\nContent-Length: 5000");
    let ranged = "206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-50/9000";
    let cases = [
        ("WARC-Truncated: length\r\n", ok, "2024-02-01", "WARC-Truncated"),
        (&zeros, ok, "2024-02-01", "WARC-Payload-Digest"),
        ("", &long, "2024-02-01", "cut short"),
        ("", ranged, "2024-02-01", "206"),
        ("", ok, "2199-02-01", "later than the day"),
    ];
    for (fields, http, date, word) in cases {
        let project = one(PAGE);
        let said = bring(&project, "f.warc", record(fields, http, date, &page(&["Half"])), "");
        assert!(said.contains("not read") || word == "206", "{word}: {said}");
        project.run("build");
        assert_eq!(winners(&project), [""; 0], "{word}");
        let said = project.ends(2, "check");
        assert!(said.contains(word), "{word}: {said}");
        fs::remove_file(project.path("archive/index.cdxj")).unwrap();
        assert_eq!(project.ends(2, "check"), said, "{word}: the records say the same as the index");
        let again =
            one(PAGE).file("ours.warc.gz", fs::read(project.path("archive/palmares-00001.warc.gz")).unwrap());
        again.run("archive import ours.warc.gz").run("build");
        assert_eq!(winners(&again), [""; 0], "{word}: nor from a copy of this archive");
        bring(&project, "page.html", page(&["Whole"]), "2024-02-02");
        project.run("build");
        assert_eq!(winners(&project), ["Whole"], "{word}");
    }
}

#[test]
fn a_damaged_record_of_a_foreign_file_costs_no_other() {
    let gzip = crate::fault_server::gzip;
    let all = ["First", "Second", "Third"].map(|name| {
        let text =
            String::from_utf8(record("", "200 OK\r\nContent-Type: text/html", "2024-02-01", &page(&[name])));
        gzip(text.unwrap().replace(PAGE, &format!("{PAGE}/{name}")).as_bytes())
    });
    for damaged in 0..2 {
        let mut all = all.clone();
        let middle = all[damaged].len() / 2;
        all[damaged][middle] ^= 0x55;
        let project = one(&format!("{PAGE}/Third"));
        let said = bring(&project, "f.warc.gz", all.concat(), "");
        assert!(
            said.contains("imported  2 pages") && said.contains("1 places of the file are damaged"),
            "{said}"
        );
        project.run("build");
        assert_eq!(winners(&project), ["Third"]);
    }
}

/// What can happen to a WARC of which the index knows more.
type Harm = fn(&mut Vec<u8>);

#[test]
fn evidence_that_is_damaged_or_gone_never_shrinks_the_site_and_is_never_written_over() {
    let harms: [(&str, Harm); 4] = [
        ("a flipped byte in the last record", |bytes| {
            let at = bytes.len() - 120;
            bytes[at] ^= 0xff;
        }),
        ("half of the file", |bytes| bytes.truncate(bytes.len() / 2)),
        ("an empty file", Vec::clear),
        ("no file", Vec::clear),
    ];
    for (what, harm) in harms {
        let project = one(PAGE);
        bring(&project, "page.html", page(&["Whole"]), "2024-02-01");
        project.run("build");
        let (site, warc) = (project.tree("public"), project.path("archive/palmares-00001.warc.gz"));
        let mut bytes = fs::read(&warc).unwrap();
        harm(&mut bytes);
        fs::write(&warc, &bytes).unwrap();
        if what == "no file" {
            fs::remove_file(&warc).unwrap();
        }
        let kept = |project: &Project| {
            let (code, said) = told(project, "build");
            assert!(code == Some(2) && said.contains("podium 2024") && said.contains(PAGE), "{what}: {said}");
            assert!(project.tree("public") == site && winners(project) == ["Whole"], "{what}");
            assert!(project.ends(2, "check").contains("has lost 1 page(s)"), "{what}");
        };
        kept(&project);
        let other = project.file("other.html", page(&["Other"]));
        other.run("archive import other.html --url https://example.org/q --date 2024-02-01");
        assert_eq!(fs::read(&warc).unwrap_or_default(), bytes, "{what}: what is left stays as it is");
        kept(&other);
        bring(&other, "page.html", page(&["Whole"]), "2024-02-01");
        other.run("build").run("check");
        assert_eq!(winners(&other), ["Whole"], "{what}");
        assert_eq!(
            Archive::open(&other.path("archive")).unwrap().lost().count(),
            0,
            "{what}: it is had again"
        );
    }
}

#[test]
fn an_archive_that_is_missing_altogether_leaves_the_site_as_it_was() {
    let project = one(PAGE);
    bring(&project, "page.html", page(&["Whole"]), "2024-02-01");
    project.run("build");
    fs::remove_dir_all(project.path("archive")).unwrap();
    let (code, said) = told(&project, "build");
    assert!(code == Some(2) && said.contains("palmares crawl podium --edition 2024"), "{said}");
    assert_eq!(winners(&project), ["Whole"]);
    let project = project.edit("sources.toml", |text| text.replace("read = \"bold\"\n", ""));
    project.run("build");
    assert_eq!(winners(&project), [""; 0], "the edition is no longer to be read");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_record_is_mended_by_fetching_its_page_again_though_it_did_not_change() {
    let server = FaultServer::start("127.0.0.1", manners).await;
    let project = reading(&[("2010", server.url("/good")), ("2011", server.url("/other"))]);
    project.run("crawl").run("build");
    let archive = Archive::open(&project.path("archive")).unwrap();
    let spot = archive.page(&server.url("/good").parse().unwrap()).unwrap().spot.clone();
    let warc = project.path("archive").join(&spot.file);
    let mut bytes = fs::read(&warc).unwrap();
    bytes[(spot.offset + spot.length / 2) as usize] ^= 0x55;
    fs::write(&warc, bytes).unwrap();
    let (code, said) = told(&project, "build");
    assert!(code == Some(2) && said.contains("podium 2010") && said.contains("crawl --refresh"), "{said}");
    project.run("crawl --refresh").run("build").run("check");
    assert_eq!(winners(&project), ["Page /good", "Page /other"]);
}

#[test]
fn an_older_copy_takes_the_place_of_a_newer_one_only_when_a_person_says_so() {
    let project = one(PAGE);
    bring(&project, "new.html", page(&["One", "Two", "Three"]) + "<li>unread", "2024-06-01");
    bring(&project, "old.html", page(&["One"]), "2024-05-01");
    project.ends(2, "build");
    assert_eq!(winners(&project), [""; 0], "the newer one has a line unread, the older one came in late");
    let said = project.ends(2, "check");
    assert!(
        said.contains("copy of 2024-05-01: 1 rows") && said.contains("came in after a newer one"),
        "{said}"
    );
    let said = project.refused("decide accept podium 2024 --who editor --why mistaken");
    let copy = said.split("--copy ").find(|copy| copy.contains("(2024-05-01)")).unwrap_or_default();
    let copy = &copy[..12];
    project.run(&format!("decide accept podium 2024 --copy {copy} --who editor --why mistaken")).run("build");
    assert_eq!(winners(&project), ["One"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_failed_come_last_in_the_next_run() {
    let server = FaultServer::start("127.0.0.1", manners).await;
    let project = reading(&[("2010", server.url("/503")), ("2011", server.url("/good"))]);
    for _ in 0..2 {
        project.ends(2, "crawl");
    }
    let asked: Vec<_> = server.hits().into_iter().map(|hit| hit.path).collect();
    assert_eq!(
        asked,
        ["/503", "/good", "/good", "/503"],
        "or a host that is given up at them keeps the others"
    );
}
