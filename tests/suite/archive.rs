//! The archive on a real disk: what was kept is given back, whatever happened to the process or the index.

use std::fs;
use std::path::Path;

use archive::{Archive, ArchiveError, Found, Run, Writer, is_warc, read_saved, read_warc};
use model::{Address, Digest, Exchange, Moment, Provenance};

fn address(text: &str) -> Address {
    text.parse().unwrap()
}

fn run(second: i64) -> Run {
    Run { process: 1, since: Moment::from_unix(1_800_000_000 + second), software: "palmares/test".into() }
}

fn exchange(url: &str, second: i64, status: u16, headers: &[(&str, &str)], body: &str) -> Exchange {
    Exchange {
        address: address(url),
        at: Moment::from_unix(1_800_000_000 + second),
        provenance: Provenance::Crawled,
        via: None,
        protocol: "HTTP/1.1".into(),
        server: Some("127.0.0.1".parse().unwrap()),
        asked: vec![("User-Agent".into(), "palmares/test".into())],
        status,
        headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        body: body.as_bytes().to_vec(),
    }
}

const HTML: (&str, &str) = ("Content-Type", "text/html; charset=utf-8");

fn body_of(archive: &Archive, url: &str) -> Option<String> {
    let entry = archive.page(&address(url))?;
    let snapshot = archive.snapshot(entry).unwrap().expect("a page has bytes");
    Some(String::from_utf8(snapshot.body).unwrap())
}

fn warc(folder: &Path) -> std::path::PathBuf {
    folder.join("palmares-00001.warc.gz")
}

/// A little of everything that a crawl brings.
fn filled(folder: &Path) {
    let mut writer = Writer::open(folder, run(0)).unwrap();
    let etag = ("ETag", "\"1\"");
    writer.keep(&exchange("http://a.example/old", 1, 301, &[("Location", "/page")], "")).unwrap();
    writer.keep(&exchange("http://a.example/page", 2, 200, &[HTML, etag], "<p>Prix</p>")).unwrap();
    writer.keep(&exchange("http://a.example/page", 3, 304, &[etag], "")).unwrap();
    writer.keep(&exchange("http://b.example/copy", 4, 200, &[HTML], "<p>Prix</p>")).unwrap();
    writer
        .note(&address("http://c.example/"), Moment::from_unix(1_800_000_005), "not allowed: robots.txt")
        .unwrap();
    writer.finish().unwrap();
}

#[test]
fn what_was_kept_is_given_back_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let archive = Archive::open(folder.path()).unwrap();
    assert_eq!(archive.entries().len(), 5);
    let entry =
        archive.page(&address("http://a.example/old")).expect("the page is found through its redirect");
    let snapshot = archive.snapshot(entry).unwrap().unwrap();
    assert_eq!(snapshot.body, b"<p>Prix</p>");
    assert_eq!(
        snapshot.header("content-type"),
        Some("text/html; charset=utf-8"),
        "a 304 keeps the headers of the page"
    );
    assert_eq!(snapshot.status, 200);
    assert_eq!(snapshot.seen, Moment::from_unix(1_800_000_003), "seen again by the 304");
    assert_eq!(body_of(&archive, "http://b.example/copy").as_deref(), Some("<p>Prix</p>"));
    let by_digest = archive.by_digest(&Digest::of(b"<p>Prix</p>")).unwrap().unwrap();
    assert_eq!(by_digest.address, address("http://a.example/page"));
    let refused = archive.visits(&address("http://c.example/")).next().unwrap();
    assert_eq!(refused.found, Found::Nothing { note: "not allowed: robots.txt".into() });
}

#[test]
fn bytes_that_did_not_change_are_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let long: String = (0..20_000).map(|n| format!("{}\n", n * 7919)).collect();
    let mut writer = Writer::open(folder.path(), run(0)).unwrap();
    writer.keep(&exchange("http://a.example/", 1, 200, &[HTML], &long)).unwrap();
    let once = fs::metadata(warc(folder.path())).unwrap().len();
    writer.keep(&exchange("http://a.example/", 2, 200, &[HTML], &long)).unwrap();
    let twice = fs::metadata(warc(folder.path())).unwrap().len();
    assert!(twice - once < 1500, "a repeat takes {} bytes", twice - once);
    let archive = writer.finish().unwrap();
    assert_eq!(body_of(&archive, "http://a.example/").as_deref(), Some(long.as_str()));
}

#[test]
fn the_index_comes_back_byte_for_byte_when_missing_behind_or_foreign() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let path = folder.path().join("index.cdxj");
    let index = fs::read_to_string(&path).unwrap();
    let rebuilt = || {
        let writer = Writer::open(folder.path(), run(9)).unwrap();
        writer.finish().unwrap();
        fs::read_to_string(&path).unwrap()
    };
    fs::remove_file(&path).unwrap();
    assert_eq!(rebuilt(), index, "missing");
    let first_visit = index.lines().find(|line| line.contains("/old")).unwrap();
    fs::write(&path, format!("{first_visit}\n")).unwrap();
    assert_eq!(rebuilt(), index, "behind");
    fs::write(&path, index.replace("\"offset\":\"", "\"offset\":\"1")).unwrap();
    assert_eq!(rebuilt(), index, "of other records");
    fs::write(&path, b"\xff\x00 not an index").unwrap();
    assert_eq!(rebuilt(), index, "garbage");
}

#[test]
fn a_file_cut_anywhere_loses_only_what_was_being_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), run(0)).unwrap();
    writer.keep(&exchange("http://a.example/1", 1, 200, &[HTML], "one")).unwrap();
    let whole = fs::metadata(warc(folder.path())).unwrap().len();
    writer.keep(&exchange("http://a.example/2", 2, 200, &[HTML], "two")).unwrap();
    drop(writer);
    let bytes = fs::read(warc(folder.path())).unwrap();
    for cut in (whole as usize..bytes.len()).step_by(5) {
        fs::write(warc(folder.path()), &bytes[..cut]).unwrap();
        let mut writer = Writer::open(folder.path(), run(9)).unwrap();
        assert_eq!(body_of(writer.archive(), "http://a.example/1").as_deref(), Some("one"), "cut at {cut}");
        assert_eq!(body_of(writer.archive(), "http://a.example/2"), None, "cut at {cut}");
        writer.keep(&exchange("http://a.example/2", 2, 200, &[HTML], "two")).unwrap();
        drop(writer);
        assert_eq!(fs::read(warc(folder.path())).unwrap(), bytes, "cut at {cut}: the same file as without");
    }
}

#[test]
fn a_damaged_record_is_told_and_the_others_are_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), run(0)).unwrap();
    for (second, page) in [(1, "one"), (2, "two"), (3, "three")] {
        writer.keep(&exchange(&format!("http://a.example/{page}"), second, 200, &[HTML], page)).unwrap();
    }
    let spot = writer.archive().page(&address("http://a.example/two")).unwrap().spot.clone();
    writer.finish().unwrap();
    let mut bytes = fs::read(warc(folder.path())).unwrap();
    bytes[(spot.offset + spot.length / 2) as usize] ^= 0x55;
    fs::write(warc(folder.path()), &bytes).unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    let entry = archive.page(&address("http://a.example/two")).unwrap();
    let error = archive.snapshot(entry).unwrap_err();
    assert!(matches!(error, ArchiveError::Damaged { offset, .. } if offset == spot.offset), "{error}");

    fs::remove_file(folder.path().join("index.cdxj")).unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    assert_eq!(archive.damage().len(), 1, "{:?}", archive.damage());
    assert_eq!(body_of(&archive, "http://a.example/three").as_deref(), Some("three"));
    drop(Writer::open(folder.path(), run(9)).unwrap());
    assert_eq!(fs::read(warc(folder.path())).unwrap(), bytes, "damage inside a file is never cut off");
}

#[test]
fn a_second_writer_says_who_holds_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let first = Writer::open(folder.path(), run(0)).unwrap();
    let message = Writer::open(folder.path(), run(5)).unwrap_err().to_string();
    assert!(message.contains("process 1 since 2027-01-15T08:00:00Z"), "{message}");
    assert!(Archive::open(folder.path()).is_ok(), "reading needs no lock");
    drop(first);
    assert_eq!(Writer::open(folder.path(), run(6)).unwrap().resumes(), Some(run(0).since));
}

#[test]
fn a_saved_file_is_evidence_marked_as_brought_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("Palmarès 2012.html");
    fs::write(&saved, "<h1>2012</h1>").unwrap();
    assert!(!is_warc(&saved).unwrap());
    let day: Moment = "2012-06-07".parse().unwrap();
    let page = read_saved(&saved, address("http://a.example/2012"), day, "text/html", run(0).since).unwrap();
    let mut writer = Writer::open(folder.path(), run(0)).unwrap();
    writer.keep(&page).unwrap();
    drop(writer);
    let archive = Archive::open(folder.path()).unwrap();
    let snapshot = archive.snapshot(&archive.entries()[0]).unwrap().unwrap();
    assert_eq!((snapshot.seen, snapshot.body.as_slice()), (day, b"<h1>2012</h1>".as_slice()));
    let brought = run(0).since;
    assert_eq!(
        snapshot.provenance,
        Provenance::ByHand { file: "Palmarès 2012.html".into(), brought, flaw: None }
    );
    assert_eq!(snapshot.header("content-type"), Some("text/html"));
}

#[test]
fn records_of_another_archive_are_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    filled(&folder.path().join("theirs"));
    let theirs = warc(&folder.path().join("theirs"));
    assert!(is_warc(&theirs).unwrap());
    let mut writer = Writer::open(&folder.path().join("ours"), run(50)).unwrap();
    let import = read_warc(&theirs, run(50).since, |page| writer.keep(page).map(drop)).unwrap();
    assert_eq!(
        (import.taken, import.left.len(), import.cut),
        (2, 2, false),
        "a page and a redirect; two repeats"
    );
    let archive = writer.finish().unwrap();
    assert_eq!(body_of(&archive, "http://a.example/old").as_deref(), Some("<p>Prix</p>"));
    assert!(archive.entries().iter().all(|e| matches!(e.provenance, Provenance::ByHand { .. })));

    let bytes = fs::read(&theirs).unwrap();
    let cut = folder.path().join("cut.warc.gz");
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let import = read_warc(&cut, run(50).since, |_| Ok(())).unwrap();
    assert!(import.cut, "a file that ends in the middle is told");
    fs::write(&cut, "WARC/1.0\r\n").unwrap();
    let message = read_warc(&cut, run(50).since, |_| Ok(())).unwrap_err().to_string();
    assert!(message.contains("no page in it"), "{message}");
}
