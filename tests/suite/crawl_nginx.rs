//! Against nginx, a server by other hands: its log is the witness for robots.txt, pace and 304s, its certificates for
//! whom we trust.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use archive::{Archive, Found};
use workspace::CrawlSettings;

use crate::crawl_killed::crawler;
use crate::crawling::{crawl_into, hasty};
use crate::with::{Server, free_port, output};

fn virtual_hosts(folder: &Path, port: u16) -> String {
    let host = |nth: u32| {
        let root = folder.join(format!("host-{nth}"));
        fs::create_dir_all(root.join("private")).unwrap();
        fs::write(root.join("robots.txt"), "User-agent: *\nDisallow: /private\nCrawl-delay: 0\n").unwrap();
        for page in ["2010.html", "2011.html", "2012.html", "private/no.html"] {
            fs::write(root.join(page), format!("<h1>{page} of host {nth}</h1>").repeat(50)).unwrap();
        }
        format!("server {{ listen 127.0.0.{nth}:{port}; root {}; gzip on; gzip_types *; }}\n", root.display())
    };
    (2..6).map(host).collect()
}

/// What the log says, one line a request: when, which host, status, path.
fn log(folder: &Path) -> Vec<(f64, String, u16, String)> {
    let text = fs::read_to_string(folder.join("access.log")).unwrap();
    let line = |line: &str| {
        let words: Vec<_> = line.split(' ').collect();
        assert!(words[4].starts_with("palmares/"), "who asked? {line}");
        (words[0].parse().unwrap(), words[1].to_owned(), words[2].parse().unwrap(), words[3].to_owned())
    };
    text.lines().map(line).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs nginx: run tests/with/install once, then `cargo test -- --ignored`"]
async fn the_log_of_nginx_witnesses_our_manners() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let _nginx = Server::nginx(folder.path(), port, &virtual_hosts(folder.path(), port));
    let hosts: Vec<_> = (2..6).map(|nth| format!("127.0.0.{nth}")).collect();
    let pages = ["2010.html", "private/no.html", "2011.html", "2012.html"];
    let urls: Vec<_> =
        hosts.iter().flat_map(|host| pages.map(|page| format!("http://{host}:{port}/{page}"))).collect();
    let pause = Duration::from_millis(250);
    let settings = CrawlSettings { pause, allow_private: hosts.into_iter().collect(), ..hasty() };
    let archive = folder.path().join("archive");

    let first = crawl_into(&archive, &urls, &settings).await;
    let seen = log(folder.path());
    assert_eq!(seen.len(), 4 * 4, "robots.txt and three pages of each host");
    assert!(seen.iter().all(|(_, _, status, path)| *status == 200 && !path.contains("private")), "{seen:?}");
    assert!(shortest_gap(&seen) >= 0.245, "a host was asked again after {} s", shortest_gap(&seen));
    let longest = seen.last().unwrap().0 - seen[0].0;
    assert!(longest < 3.0, "hosts do not wait for each other: {longest} s");
    assert_eq!(first.visits.iter().filter(|visit| visit.ending.kind() == "refused").count(), 4);

    let second = crawl_into(&archive, &urls, &settings).await;
    let again = &log(folder.path())[16..];
    assert_eq!(again.len(), 16);
    assert!(again.iter().all(|(_, _, status, _)| *status == 304), "only 304s: {again:?}");
    assert_eq!(second.bytes, 0);
}

/// The shortest time between two requests to one host.
fn shortest_gap(log: &[(f64, String, u16, String)]) -> f64 {
    let mut by_host: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    log.iter().for_each(|(at, host, _, _)| by_host.entry(host).or_default().push(*at));
    let gaps = by_host.values().flat_map(|times| times.windows(2).map(|pair| pair[1] - pair[0]));
    gaps.fold(f64::MAX, f64::min)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs nginx: run tests/with/install once, then `cargo test -- --ignored`"]
async fn a_year_of_sources_takes_little_more_than_its_pauses() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("robots.txt"), "User-agent: *\nDisallow: /private\n").unwrap();
    (0..5).for_each(|page| fs::write(folder.path().join(format!("{page}.html")), "<h1>2012</h1>").unwrap());
    let port = free_port();
    let hosts: Vec<_> = (1..=60).map(|nth| format!("127.0.1.{nth}")).collect();
    let root = folder.path().display();
    let server = |host: &String| format!("server {{ listen {host}:{port}; root {root}; }}\n");
    // The harness waits for a server at this address.
    let first = format!("server {{ listen 127.0.0.2:{port}; return 404; }}\n");
    let servers: String = hosts.iter().map(server).collect();
    let _nginx = Server::nginx(folder.path(), port, &(first + &servers));
    let page = |host: &String, page: usize| format!("http://{host}:{port}/{page}.html");
    let urls: Vec<_> =
        hosts.iter().flat_map(|host| (0..5).map(|nth| page(host, nth)).collect::<Vec<_>>()).collect();
    let pause = Duration::from_millis(500);
    let settings = CrawlSettings { pause, allow_private: hosts.iter().cloned().collect(), ..hasty() };
    let begun = Instant::now();
    let report = crawl_into(&folder.path().join("archive"), &urls, &settings).await;
    let took = begun.elapsed().as_secs_f64();
    assert!(report.visits.iter().all(|visit| visit.ending.kind() == "fetched"));
    let seen = log(folder.path());
    assert_eq!(seen.len(), 60 * 6, "robots.txt and five pages of each host");
    // nginx writes a request down when it has answered, which is a little after the crawler had the answer.
    assert!(shortest_gap(&seen) >= 0.490, "only {} s between two requests", shortest_gap(&seen));
    println!("300 pages on 60 hosts took {took:.2} s, {:.2} times the 2.5 s of their pauses", took / 2.5);
    assert!(took < 2.0 * 2.5, "the hosts of a year of sources wait for each other: {took} s");
}

/// A certificate for an address, signed by itself.
fn self_signed(folder: &Path, name: &str, ip: &str, more: &[&str]) {
    let mut openssl = request(folder, name, ip);
    output(openssl.args(["-x509", "-days", "9", "-out", &format!("{name}.pem")]).args(more));
}

/// A certificate for an address, signed by our own authority for some days from now.
fn signed(folder: &Path, name: &str, ip: &str, days: &str) {
    output(request(folder, name, ip).args([
        "-out",
        "request",
        "-addext",
        "basicConstraints=critical,CA:FALSE",
    ]));
    let mut openssl = Command::new("openssl");
    openssl.current_dir(folder).args(["x509", "-req", "-in", "request", "-CA", "ca.pem", "-CAkey", "ca.key"]);
    openssl.args(["-CAcreateserial", "-copy_extensions", "copyall", "-days", days]);
    output(openssl.args(["-out", &format!("{name}.pem")]));
}

fn request(folder: &Path, name: &str, ip: &str) -> Command {
    let mut openssl = Command::new("openssl");
    openssl.current_dir(folder).args([
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]);
    openssl.args(["-subj", &format!("/CN={name}"), "-keyout", &format!("{name}.key")]);
    openssl.args(["-addext", &format!("subjectAltName=IP:{ip}")]);
    openssl
}

#[test]
#[ignore = "needs nginx and openssl: run tests/with/install once, then `cargo test -- --ignored`"]
fn only_certificates_that_hold_are_trusted() {
    let folder = tempfile::tempdir().unwrap();
    self_signed(folder.path(), "ca", "127.0.0.1", &["-addext", "keyUsage=critical,keyCertSign"]);
    signed(folder.path(), "good", "127.0.0.2", "9");
    signed(folder.path(), "expired", "127.0.0.3", "-1");
    signed(folder.path(), "wrong-host", "127.0.0.99", "9");
    self_signed(
        folder.path(),
        "self-signed",
        "127.0.0.5",
        &["-addext", "basicConstraints=critical,CA:FALSE"],
    );
    let port = free_port();
    let names = ["good", "expired", "wrong-host", "self-signed"];
    let server = |(nth, name): (usize, &&str)| {
        format!(
            "server {{ listen 127.0.0.{}:{port} ssl http2; ssl_certificate {name}.pem; ssl_certificate_key {name}.key; \
             location / {{ return 200 'safe'; }} location = /robots.txt {{ return 404; }} }}\n",
            nth + 2
        )
    };
    let _nginx =
        Server::nginx(folder.path(), port, &names.iter().enumerate().map(server).collect::<String>());
    let urls: Vec<_> = (2..6).map(|nth| format!("https://127.0.0.{nth}:{port}/")).collect();
    let archive = folder.path().join("archive");
    let status =
        crawler(&archive, &urls).env("SSL_CERT_FILE", folder.path().join("ca.pem")).status().unwrap();
    assert!(status.success());
    let archive = Archive::open(&archive).unwrap();
    let good = archive.page(&urls[0].parse().unwrap()).expect("the good certificate is trusted");
    assert_eq!(archive.snapshot(good).unwrap().unwrap().body, b"safe");
    for (url, word) in urls[1..].iter().zip(["expired", "not valid for", "unknown"]) {
        let visit = archive.visits(&url.parse().unwrap()).next_back().expect("a note");
        let Found::Nothing { note } = &visit.found else { panic!("{url} was fetched") };
        assert!(note.contains("not safe") && note.to_lowercase().contains(word), "{word}: {note}");
    }
    let warc = fs::read(archive_file(folder.path())).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(warc.as_slice()), &mut text)
        .unwrap();
    assert!(text.contains("protocol: HTTP/2.0"), "HTTP/2 is spoken where the server can");
}

fn archive_file(folder: &Path) -> std::path::PathBuf {
    folder.join("archive/palmares-00001.warc.gz")
}
