//! What we write is read by others: the WARC checked by warcio and replayed by pywb, a WARC by wget read back here.

use std::fs;
use std::path::Path;
use std::process::Command;

use archive::{Archive, Found, Run, Writer, read_saved, read_warc};

use crate::crawling::{clock, crawl_into, hasty};
use crate::fault_server::{FaultServer, Hit, Step, answer, gzip, head, page};
use crate::with::{Server, output, warc_tool};

const PAGE: &str = "<html><head><meta charset=utf-8><body><h1>Palmarès 2012</h1>";

fn site(hit: &Hit, _: usize) -> Vec<Step> {
    let html = ("Content-Type", "text/html; charset=utf-8");
    let tag = ("ETag", "\"2012\"");
    match hit.path.as_str() {
        "/robots.txt" => answer(200, &[("Content-Type", "text/plain")], b"User-agent: *\nDisallow: /no"),
        "/page" if hit.headers.contains_key("if-none-match") => answer(304, &[tag], b""),
        "/page" => answer(200, &[html, tag, ("Content-Encoding", "gzip")], &gzip(PAGE.as_bytes())),
        "/chunked" => {
            let chunked = head(200, &[html, ("Transfer-Encoding", "chunked")]);
            vec![Step::Send(format!("{chunked}{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len()).into_bytes())]
        }
        "/moved?x=1&y=é" | "/moved?x=1&y=%C3%A9" => answer(301, &[("Location", "/page")], b""),
        "/report.pdf" => answer(200, &[("Content-Type", "application/pdf")], b"%PDF-1.4 \x00\xff\xfe"),
        "/gone" => answer(404, &[html], b"<h1>404</h1>"),
        _ => page("other"),
    }
}

/// An archive with every kind of record in it.
async fn archive(folder: &Path) -> FaultServer {
    let server = FaultServer::start("127.0.0.1", site).await;
    let paths = [
        "/page",
        "/chunked",
        "/moved?x=1&y=é",
        "/report.pdf",
        "/gone",
        "/no/page",
        "/same-as/other",
        "/other",
    ];
    let urls = paths.map(|path| server.url(path));
    crawl_into(folder, &urls, &hasty()).await;
    crawl_into(folder, &urls, &hasty()).await;
    let saved = folder.join("saved.html");
    fs::write(&saved, PAGE).unwrap();
    let day = "2012-06-07".parse().unwrap();
    let by_hand =
        read_saved(&saved, "http://gone.example/2012".parse().unwrap(), day, "text/html", clock()).unwrap();
    let mut writer =
        Writer::open(folder, Run { process: 1, since: clock(), software: "palmares/test".into() }).unwrap();
    writer.keep(&by_hand).unwrap();
    writer.finish().unwrap();
    server
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs warcio: run tests/with/install once, then `cargo test -- --ignored`"]
async fn warcio_finds_no_fault_in_our_archive() {
    let folder = tempfile::tempdir().unwrap();
    archive(folder.path()).await;
    let warc = folder.path().join("palmares-00001.warc.gz");
    // warcio is content with a gzip cut short; gzip is not.
    output(Command::new("gzip").arg("-t").arg(&warc));
    let checked = output(warc_tool("warcio").args(["check", "-v"]).arg(&warc));
    assert!(checked.contains("digest pass") && !checked.contains("fail"), "{checked}");
    let theirs =
        output(warc_tool("warcio").args(["index", "-f", "warc-type,warc-target-uri,http:status"]).arg(&warc));
    for kind in ["warcinfo", "request", "metadata", "response", "revisit", "resource"] {
        assert!(theirs.contains(&format!("\"warc-type\": \"{kind}\"")), "no {kind} in {theirs}");
    }
    let archive = Archive::open(folder.path()).unwrap();
    let listed = output(warc_tool("cdxj-indexer").arg("-s").arg(&warc));
    for entry in archive.entries() {
        let Found::Bytes { digest, .. } = &entry.found else { continue };
        let offset = format!("\"offset\": \"{}\"", entry.spot.offset);
        let line = listed.lines().find(|line| line.contains(&offset));
        let line = line.unwrap_or_else(|| panic!("{} at {offset} is not in {listed}", entry.address));
        assert!(line.contains(&digest.to_string()), "{}: another digest in {line}", entry.address);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs pywb: run tests/with/install once, then `cargo test -- --ignored`"]
async fn pywb_replays_every_capture_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    archive(folder.path()).await;
    let replay = tempfile::tempdir().unwrap();
    let pywb = Server::pywb(replay.path(), &folder.path().join("palmares-00001.warc.gz"));
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    let mut replayed = 0;
    for entry in archive.entries() {
        let Some(snapshot) = archive.snapshot(entry).unwrap() else { continue };
        let url = format!("http://127.0.0.1:{}/c/{}id_/{}", pywb.port, entry.at.digits(), entry.address);
        let answer = client.get(&url).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), snapshot.status, "{url}");
        let content_type =
            answer.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(content_type.as_deref(), snapshot.header("content-type"), "{url}");
        assert_eq!(answer.bytes().await.unwrap(), snapshot.body, "{url}");
        replayed += 1;
    }
    assert!(replayed >= 16, "only {replayed} captures");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs wget: run tests/with/install once, then `cargo test -- --ignored`"]
async fn a_warc_by_wget_is_taken_over() {
    let server = FaultServer::start("127.0.0.1", site).await;
    let folder = tempfile::tempdir().unwrap();
    let urls = ["/page", "/chunked", "/report.pdf", "/moved?x=1&y=é"].map(|path| server.url(path));
    let mut wget = Command::new("wget");
    wget.current_dir(folder.path())
        .args(["-q", "--no-proxy", "--warc-file=theirs", "-O", "/dev/null"])
        .args(&urls);
    output(&mut wget);
    let mut writer =
        Writer::open(folder.path(), Run { process: 1, since: clock(), software: "palmares/test".into() })
            .unwrap();
    let theirs = folder.path().join("theirs.warc.gz");
    let import = read_warc(&theirs, clock(), &mut writer, &|_| {}).unwrap();
    // The page that an address moved to is fetched twice within a second, the same to the byte.
    assert!(import.taken + import.known >= 5 && !import.cut, "{import:?}");
    let archive = writer.finish().unwrap();
    for url in [&urls[0], &urls[1], &urls[3]] {
        let entry = archive.page(&url.parse().unwrap()).unwrap_or_else(|| panic!("{url} is not there"));
        assert_eq!(archive.snapshot(entry).unwrap().unwrap().body, PAGE.as_bytes(), "{url}");
    }
}
