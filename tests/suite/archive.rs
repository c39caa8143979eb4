//! The archive on a real disk: what was kept is given back, whatever happened to the process or the index.

use std::fs;
use std::io::Read;
use std::path::Path;

use archive::{
    Archive, ArchiveError, Found, Health, Kept, KnownVisit, Run, Writer, check, is_warc, kept_as, read_saved,
    read_warc, repair,
};
use model::{Address, Digest, Exchange, Moment, Provenance};

use crate::fault_server::gzip;

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
    let import = read_warc(&theirs, run(50).since, &mut writer, &|_| {}).unwrap();
    assert_eq!(
        (import.taken, import.left.len(), import.cut),
        (4, 1, false),
        "two pages, a redirect and a repeat; one word that nothing was fetched"
    );
    assert!(import.left[0].1.contains("nothing was fetched"), "{:?}", import.left);
    let archive = writer.finish().unwrap();
    for url in ["http://a.example/old", "http://b.example/copy"] {
        assert_eq!(body_of(&archive, url).as_deref(), Some("<p>Prix</p>"), "{url}");
    }
    let again = archive.page(&address("http://a.example/page")).unwrap();
    assert_eq!(again.at, Moment::from_unix(1_800_000_003), "that it did not change since is known too");
    assert!(archive.entries().iter().all(|e| matches!(e.provenance, Provenance::ByHand { .. })));

    let bytes = fs::read(&theirs).unwrap();
    let mut writer = Writer::open(&folder.path().join("more"), run(50)).unwrap();
    let cut = folder.path().join("cut.warc.gz");
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let import = read_warc(&cut, run(50).since, &mut writer, &|_| {}).unwrap();
    assert!(import.cut, "a file that ends in the middle is told");
    fs::write(&cut, "WARC/1.0\r\n").unwrap();
    let message = read_warc(&cut, run(50).since, &mut writer, &|_| {}).unwrap_err().to_string();
    assert!(message.contains("no page in it"), "{message}");
}

#[test]
fn an_import_that_was_killed_goes_on_and_keeps_no_visit_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (theirs, ours) = (folder.path().join("theirs"), folder.path().join("ours"));
    filled(&theirs);
    let import = |second| {
        let mut writer = Writer::open(&ours, run(second)).unwrap();
        let import = read_warc(&warc(&theirs), run(second).since, &mut writer, &|_| {}).unwrap();
        let visits = writer.archive().entries().len();
        // As a kill leaves it: the lock open, no index written.
        drop(writer);
        (import.taken, import.known, visits)
    };
    assert_eq!(import(50), (4, 0, 4));
    changed(&ours, |bytes| bytes.truncate(bytes.len() * 2 / 3));
    let (taken, known, visits) = import(51);
    assert!(taken > 0 && known > 0, "{taken} were lost, {known} were there");
    assert_eq!((taken + known, visits), (4, 4));
    assert_eq!(import(52), (0, 4, 4));
    let at = middle(&ours, 1);
    changed(&ours, |bytes| bytes[at] ^= 0x55);
    let (taken, ..) = import(53);
    assert!(taken > 0, "a record that was damaged since is mended");
    assert_eq!(
        body_of(&Archive::open(&ours).unwrap(), "http://b.example/copy").as_deref(),
        Some("<p>Prix</p>")
    );
}

#[test]
fn many_visits_kept_at_once_are_kept_as_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let etag = ("ETag", "\"1\"");
    let visits: Vec<Exchange> = (0..40)
        .map(|nth| {
            let url = format!("http://a.example/{}", nth % 7);
            match nth % 5 {
                4 => exchange(&url, nth, 304, &[etag], ""),
                3 => exchange(&url, nth, 301, &[("Location", "/0")], ""),
                _ => exchange(&url, nth, 200, &[HTML, etag], &format!("<p>{}</p>", nth % 11)),
            }
        })
        .collect();
    let (one, all) = (folder.path().join("one"), folder.path().join("all"));
    let mut writer = Writer::open(&one, run(0)).unwrap();
    let digests: Vec<Digest> = visits.iter().map(|visit| writer.keep(visit).unwrap()).collect();
    writer.finish().unwrap();
    let mut writer = Writer::open(&all, run(0)).unwrap();
    let kept = writer.keep_all(&visits, KnownVisit::KeptAgain).unwrap();
    writer.finish().unwrap();
    assert_eq!(kept.into_iter().map(Kept::digest).collect::<Vec<_>>(), digests);
    assert!(fs::read(warc(&one)).unwrap() == fs::read(warc(&all)).unwrap(), "byte for byte");
}

/// What a repair finds, what it cuts off, and which pages can be read afterwards; a second one finds nothing to do.
fn repaired(damage: impl Fn(&Path)) -> (Health, usize, Vec<bool>) {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), run(0)).unwrap();
    let urls = ["http://a.example/1", "http://a.example/2", "http://a.example/3"];
    for (url, second) in urls.into_iter().zip(1..) {
        writer.keep(&exchange(url, second, 200, &[HTML], url)).unwrap();
    }
    writer.finish().unwrap();
    assert!(check(folder.path()).unwrap().is_sound());
    damage(folder.path());
    let before = fs::read(warc(folder.path())).unwrap_or_default();
    let seen = check(folder.path()).unwrap();
    let found = repair(folder.path(), &run(9)).unwrap();
    assert_eq!(format!("{seen:?}"), format!("{found:?}"), "looking alone sees the same, and changes nothing");
    let cut = found.torn.iter().map(|torn| fs::read(folder.path().join(kept_as(torn))).unwrap()).next();
    let mut after = fs::read(warc(folder.path())).unwrap_or_default();
    after.extend(cut.iter().flatten());
    assert_eq!(after, before, "every byte that was there still lies in the folder");
    let again = repair(folder.path(), &run(10)).unwrap();
    assert!(again.torn.is_empty() && again.index_fits, "{again:?}");
    assert_eq!(again.lost, found.lost, "what is lost is remembered");
    let archive = Archive::open(folder.path()).unwrap();
    let told = archive.lost().count() + archive.damage().len();
    let readable = |url: &str| archive.page(&address(url)).is_some_and(|page| archive.snapshot(page).is_ok());
    let pages = urls.map(readable).to_vec();
    assert!(pages.iter().all(|page| *page) || told > 0 || !found.lost.is_empty());
    (found, cut.map_or(0, |cut| cut.len()), pages)
}

fn changed(folder: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(warc(folder)).unwrap();
    change(&mut bytes);
    fs::write(warc(folder), bytes).unwrap();
}

/// The byte in the middle of the record of the nth page.
fn middle(folder: &Path, nth: usize) -> usize {
    let spot = Archive::open(folder).unwrap().entries()[nth].spot.clone();
    (spot.offset + spot.length / 2) as usize
}

#[test]
fn a_repair_cuts_torn_ends_rebuilds_the_index_and_names_what_is_lost() {
    let (found, cut, pages) = repaired(|_| {});
    assert!(found.is_sound() && cut == 0 && pages == [true; 3], "nothing is wrong");
    let (found, cut, pages) = repaired(|folder| changed(folder, |bytes| bytes.truncate(bytes.len() - 40)));
    assert_eq!((found.torn.len(), found.lost.len(), pages), (1, 1, vec![true, true, false]), "torn");
    assert!(cut > 0 && found.lost[0].address == address("http://a.example/3"));
    let (found, cut, pages) = repaired(|folder| changed(folder, |bytes| bytes.extend([0; 5000])));
    assert_eq!((found.lost.len(), cut, pages), (0, 5000, vec![true; 3]), "zeros after a power cut");
    let (found, _, pages) = repaired(|folder| {
        let at = middle(folder, 2);
        changed(folder, |bytes| bytes[at] ^= 0x55);
    });
    assert_eq!((found.torn.len(), found.lost.len(), pages), (1, 1, vec![true, true, false]), "the last one");
    let (found, cut, pages) = repaired(|folder| {
        let at = middle(folder, 1);
        changed(folder, |bytes| bytes[at] ^= 0x55);
    });
    assert_eq!((found.damage.len(), found.lost.len(), cut), (1, 1, 0), "one in the middle stays where it is");
    assert_eq!(pages, [true, false, true]);
    let (found, _, pages) = repaired(|folder| fs::remove_file(folder.join("index.cdxj")).unwrap());
    assert_eq!((found.index_fits, found.lost.len(), pages), (false, 0, vec![true; 3]), "no index");
    let (found, _, pages) = repaired(|folder| fs::write(folder.join("index.cdxj"), "\u{0} none").unwrap());
    assert_eq!((found.index_fits, found.lost.len(), pages), (false, 0, vec![true; 3]), "no index of ours");
    let (found, _, pages) = repaired(|folder| {
        let path = folder.join("index.cdxj");
        let first = fs::read_to_string(&path).unwrap().lines().next().unwrap().to_owned();
        fs::write(path, first + "\n").unwrap();
    });
    assert_eq!((found.index_fits, found.lost.len(), pages), (false, 0, vec![true; 3]), "an older index");
    let (found, _, pages) = repaired(|folder| fs::remove_file(warc(folder)).unwrap());
    assert_eq!((found.files.len(), found.lost.len(), pages), (0, 3, vec![false; 3]), "the file is gone");
    let (found, _, pages) = repaired(|folder| fs::write(warc(folder), "").unwrap());
    assert_eq!((found.files.len(), found.lost.len(), pages), (1, 3, vec![false; 3]), "the file is empty");
    let (found, cut, pages) = repaired(|folder| fs::write(warc(folder), "no gzip at all").unwrap());
    assert_eq!((found.torn.len(), found.lost.len(), cut, pages), (1, 3, 14, vec![false; 3]), "another file");
    let (found, _, pages) = repaired(|folder| {
        let bytes = fs::read(warc(folder)).unwrap();
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
        let forged = text.replace("http://a.example/2\r\n\r\n", "http://a.example/X\r\n\r\n");
        assert_ne!(text, forged);
        let members = forged
            .split("WARC/1.1\r\n")
            .skip(1)
            .map(|record| gzip(format!("WARC/1.1\r\n{record}").as_bytes()));
        fs::write(warc(folder), members.collect::<Vec<_>>().concat()).unwrap();
        fs::remove_file(folder.join("index.cdxj")).unwrap();
    });
    assert_eq!((found.lost.len(), pages), (1, vec![true, false, true]), "bytes changed and packed anew");
    assert_eq!(found.lost[0].address, address("http://a.example/2"));
}

#[test]
fn a_repair_waits_for_no_other_run() {
    let folder = tempfile::tempdir().unwrap();
    let first = Writer::open(folder.path(), run(0)).unwrap();
    assert!(matches!(repair(folder.path(), &run(1)), Err(ArchiveError::Busy { .. })));
    drop(first);
}
