//! Hostile and broken servers: each fault ends within its budget with a message that says what to do, and the rest
//! of the crawl goes on.

use std::io::Write;
use std::time::{Duration, Instant};

use crawl::{Ending, FetchError, Skip};
use workspace::{Budget, CrawlSettings};

use crate::crawling::{crawl, hasty};
use crate::fault_server::{FaultServer, Hit, Step, answer, gzip, head, page};

const DRIP: Duration = Duration::from_millis(100);

fn send(text: impl Into<Vec<u8>>) -> Step {
    Step::Send(text.into())
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    deflate.write_all(bytes).unwrap();
    deflate.finish().unwrap()
}

fn manners(hit: &Hit, before: usize) -> Vec<Step> {
    let html = ("Content-Type", "text/html");
    let coded = |coding| [html, ("Content-Encoding", coding)];
    let zeros = vec![0; 50_000_000];
    match hit.path.as_str() {
        "/fine" => page("fine"),
        "/gzip" => answer(200, &coded("gzip"), &gzip(b"packed")),
        "/two-members" => answer(200, &coded("gzip"), &[gzip(b"packed "), gzip(b"twice")].concat()),
        "/brotli" => answer(200, &coded("br"), b"\x0b\x02\x80hello\x03"),
        "/deflate" => answer(200, &coded("deflate"), &deflate(b"packed")),
        "/slow-head" => vec![Step::Forever(b"HTTP/1.1 200 OK\r\nX-A: b\r\n"[before..].to_vec(), DRIP)],
        "/slow-body" => {
            vec![send(head(200, &[("Content-Length", "100000")])), Step::Forever(b"a".to_vec(), DRIP)]
        }
        "/stall" => vec![Step::Wait(Duration::from_secs(30))],
        "/short" => vec![send(head(200, &[("Content-Length", "100")])), send("only this")],
        "/short-chunk" => vec![send(head(200, &[("Transfer-Encoding", "chunked")])), send("64\r\nonly this")],
        "/reset" => vec![send(head(200, &[("Content-Length", "100")])), send("x"), Step::Reset],
        "/empty" => vec![],
        "/no-http" => vec![send("220 mail.example ESMTP ready\r\n\r\n")],
        "/http-0.9" => vec![send("<html>no head at all</html>")],
        "/endless" => vec![send(head(200, &[html])), Step::Forever(vec![b'a'; 100_000], Duration::ZERO)],
        "/bomb" => answer(200, &coded("gzip"), &gzip(&zeros)),
        "/bad-gzip" => answer(200, &coded("gzip"), b"this is no gzip at all"),
        "/cut-gzip" => answer(200, &coded("gzip"), &gzip(&vec![b'x'; 5000])[..20]),
        "/huge-length" => vec![send(head(200, &[("Content-Length", "99999999999")])), send("x")],
        "/two-lengths" => {
            vec![send(head(200, &[("Content-Length", "1"), ("Content-Length", "2")])), send("xy")]
        }
        "/flood" => vec![send(format!("HTTP/1.1 200 OK\r\nX-Flood: {}\r\n\r\n", "a".repeat(1 << 20)))],
        "/many-headers" => vec![send(format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: b\r\n".repeat(5000)))],
        "/endless-head" => {
            vec![send("HTTP/1.1 200 OK\r\n"), Step::Forever(b"X-A: b\r\n".repeat(1000), Duration::ZERO)]
        }
        "/loop" => answer(302, &[("Location", "/loop")], b""),
        "/to-file" => answer(302, &[("Location", "file:///etc/passwd")], b""),
        "/to-lan" => answer(302, &[("Location", "http://127.0.0.2:9/")], b""),
        "/to-metadata" => answer(302, &[("Location", "http://169.254.169.254/latest/")], b""),
        "/to-nowhere" => answer(301, &[("Location", "http://")], b""),
        "/unasked-304" => answer(304, &[], b""),
        "/gone" => answer(404, &[html], b"<h1>404</h1>"),
        "/forbidden" => answer(403, &[html], b"no"),
        "/500" => answer(500, &[html], b"oops"),
        path if path.starts_with("/on/") => {
            let next: u32 = path[4..].parse().unwrap();
            answer(302, &[("Location", &format!("/on/{}", next + 1))], b"")
        }
        _ => answer(404, &[], b""),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_within_its_budget_with_its_own_word() {
    let expected = [
        ("/slow-head", "broken slow"),
        ("/slow-body", "slow"),
        ("/stall", "slow"),
        ("/short", "broken"),
        ("/short-chunk", "broken"),
        ("/reset", "broken"),
        ("/empty", "broken"),
        ("/no-http", "broken"),
        ("/http-0.9", "broken"),
        ("/endless", "too-large"),
        ("/bomb", "too-large"),
        ("/bad-gzip", "broken"),
        ("/cut-gzip", "broken"),
        ("/huge-length", "too-large"),
        ("/two-lengths", "broken"),
        ("/flood", "broken"),
        ("/many-headers", "broken"),
        ("/endless-head", "broken"),
        ("/loop", "redirects"),
        ("/on/1", "redirects"),
        ("/to-file", "bad-redirect"),
        ("/to-lan", "private"),
        ("/to-metadata", "private"),
        ("/to-nowhere", "bad-redirect"),
        ("/unasked-304", "unasked-304"),
        ("/gone", "status"),
        ("/forbidden", "status"),
        ("/500", "status"),
    ];
    let settings = CrawlSettings { per_host: 32, concurrency: 32, ..hasty() };
    // One server a fault: a host that fails five times in a row would be left alone.
    let mut servers = Vec::new();
    for (path, _) in expected {
        servers.push((FaultServer::start("127.0.0.1", manners).await, path));
    }
    let fine = FaultServer::start("127.0.0.1", manners).await;
    let mut urls: Vec<_> = servers.iter().map(|(server, path)| server.url(path)).collect();
    urls.extend(["/fine", "/gzip", "/two-members", "/brotli", "/deflate"].map(|path| fine.url(path)));
    let begun = Instant::now();
    let crawled = crawl(&urls, &settings).await;
    assert!(begun.elapsed() < Duration::from_secs(8), "the run took {:?}", begun.elapsed());
    for ((path, words), url) in expected.iter().zip(&urls) {
        match crawled.ending(url) {
            Ending::Failed(error) => {
                let message = error.to_string();
                assert!(
                    words.split(' ').any(|word| word == error.kind()),
                    "{path} is {}: {message}",
                    error.kind()
                );
                assert!(message.contains([';', ',', ':']), "{path}: no remedy in `{message}`");
            }
            other => panic!("{path} must fail, not be {other:?}"),
        }
    }
    assert_eq!(crawled.body(&fine.url("/fine")), b"fine", "the rest of the crawl goes on");
    assert_eq!(crawled.body(&fine.url("/gzip")), b"packed");
    assert_eq!(crawled.body(&fine.url("/two-members")), b"packed twice");
    assert_eq!(crawled.body(&fine.url("/brotli")), b"hello");
    assert_eq!(crawled.body(&fine.url("/deflate")), b"packed");
}

#[tokio::test]
async fn a_closed_port_and_an_unknown_name_are_told_apart() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let urls = [format!("http://{closed}/"), "http://no-such-host.invalid/".to_owned()];
    let crawled = crawl(&urls, &hasty()).await;
    let kinds = urls.each_ref().map(|url| match crawled.ending(url) {
        Ending::Failed(error) => (error.kind(), error.to_string()),
        other => panic!("{url} must fail, not be {other:?}"),
    });
    assert_eq!(kinds[0].0, "unreachable", "{}", kinds[0].1);
    assert_eq!(kinds[1].0, "unknown-host", "{}", kinds[1].1);
    assert!(kinds[1].1.contains("no-such-host.invalid"), "{}", kinds[1].1);
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_network_is_refused_before_any_request() {
    let server = FaultServer::start("127.0.0.1", manners).await;
    let url = server.url("/fine").replace("127.0.0.1", "localhost");
    let nothing_private = CrawlSettings { allow_private: [].into(), ..hasty() };
    let crawled = crawl(std::slice::from_ref(&url), &nothing_private).await;
    let Ending::Failed(error) = crawled.ending(&url) else { panic!("{:?}", crawled.ending(&url)) };
    assert_eq!(error.kind(), "private", "{error}");
    assert_eq!(server.all_hits().len(), 0, "not even robots.txt is asked for");
    let by_name = CrawlSettings { allow_private: ["localhost".to_owned()].into(), ..hasty() };
    assert!(matches!(crawl(std::slice::from_ref(&url), &by_name).await.ending(&url), Ending::Fetched { .. }));
}

#[tokio::test]
async fn a_server_without_encryption_behind_https_is_not_safe() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            std::io::Write::write_all(&mut stream.unwrap(), b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        }
    });
    let crawled = crawl(std::slice::from_ref(&url), &hasty()).await;
    let Ending::Failed(error) = crawled.ending(&url) else { panic!("{:?}", crawled.ending(&url)) };
    assert_eq!(error.kind(), "unsafe", "{error}");
}

#[tokio::test]
async fn the_bytes_of_a_host_are_limited_for_the_run() {
    let server = FaultServer::start("127.0.0.1", |_, _| page(&"x".repeat(40_000))).await;
    let host = Budget { bytes: 100_000, ..CrawlSettings::HOST };
    let urls: Vec<_> = (0..6).map(|n| server.url(&format!("/{n}"))).collect();
    let crawled = crawl(&urls, &CrawlSettings { host, ..hasty() }).await;
    let kinds: Vec<_> = urls.iter().map(|url| crawled.ending(url).kind()).collect();
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "fetched").count(),
        2,
        "robots.txt took 40 kB too: {kinds:?}"
    );
    assert!(crawled.ending(&urls[5]).to_string().contains("host-bytes"), "{}", crawled.ending(&urls[5]));
}

#[tokio::test]
async fn the_bytes_and_the_time_of_a_run_are_limited() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        _ => page(&"x".repeat(40_000)),
    })
    .await;
    let urls: Vec<_> = (0..6).map(|n| server.url(&format!("/{n}"))).collect();
    let fetched = async |settings: CrawlSettings| {
        let crawled = crawl(&urls, &settings).await;
        let last = crawled.ending(&urls[5]);
        assert_eq!(last, &Ending::Skipped(Skip::RunBudget), "{last}");
        urls.iter().filter(|url| crawled.ending(url).kind() == "fetched").count()
    };
    let few_bytes = Budget { bytes: 100_000, ..CrawlSettings::RUN };
    assert_eq!(fetched(CrawlSettings { run: few_bytes, ..hasty() }).await, 3, "the third passes the limit");
    let little_time = Budget { time: Duration::from_millis(300), ..CrawlSettings::RUN };
    let pause = Duration::from_millis(200);
    assert!(fetched(CrawlSettings { run: little_time, pause, ..hasty() }).await <= 2);
}

#[tokio::test]
async fn a_body_that_ends_where_the_budget_does_is_whole() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/exact" => page(&"x".repeat(1_000_000)),
        "/over" => page(&"x".repeat(1_000_001)),
        _ => answer(404, &[], b""),
    })
    .await;
    let urls = ["/exact", "/over"].map(|path| server.url(path));
    let crawled = crawl(&urls, &hasty()).await;
    assert!(matches!(crawled.ending(&urls[0]), Ending::Fetched { bytes: 1_000_000, .. }));
    assert_eq!(crawled.ending(&urls[1]), &Ending::Failed(FetchError::TooLarge { limit: 1_000_000 }));
}
