//! Politeness, witnessed by the server: what robots.txt forbids is never asked for, pauses are kept, what did not
//! change is not sent again, and a host in trouble is left alone.

use std::time::{Duration, Instant};

use crawl::{CrawlEvent, Memory, Plan, run};
use crawl::{Ending, FetchError, Refusal, Skip};
use tokio::sync::{mpsc, watch};
use workspace::CrawlSettings;

use crate::crawling::{clock, crawl, crawl_with, hasty, targets};
use crate::fault_server::{FaultServer, Hit, Step, answer, page};

fn text(status: u16, body: &str) -> Vec<Step> {
    answer(status, &[("Content-Type", "text/plain")], body.as_bytes())
}

/// The shortest time from the end of an answer to the next request.
fn shortest_pause(hits: &[Hit]) -> Duration {
    let pauses = hits.windows(2).map(|pair| pair[1].at - pair[0].done.expect("answered"));
    pauses.min().expect("two requests")
}

#[tokio::test]
async fn what_robots_txt_forbids_is_never_asked_for() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => text(200, "User-agent: palmares\nDisallow: /private\nAllow: /private/open"),
        _ => page("open"),
    })
    .await;
    let urls = ["/private/page", "/private/open", "/page"].map(|path| server.url(path));
    let crawled = crawl(&urls, &hasty()).await;
    let refusal = Refusal::Disallowed { pattern: "/private".into() };
    assert_eq!(crawled.ending(&urls[0]), &Ending::Refused(refusal));
    let asked: Vec<_> = server.all_hits().into_iter().map(|hit| hit.path).collect();
    assert_eq!(asked, ["/robots.txt", "/private/open", "/page"], "robots.txt once, the refused page never");
    assert_eq!(crawled.report.requests, 3);
    let agent = &server.all_hits()[0].headers["user-agent"];
    assert_eq!(agent, &format!("palmares/{} (+mailto:editor@example.org)", env!("CARGO_PKG_VERSION")));
}

#[tokio::test]
async fn a_redirect_does_not_lead_around_robots_txt() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => text(200, "User-agent: *\nDisallow: /secret"),
        "/door" => answer(302, &[("Location", "/secret")], b""),
        _ => page("secret"),
    })
    .await;
    let url = server.url("/door");
    let crawled = crawl(std::slice::from_ref(&url), &hasty()).await;
    assert_eq!(crawled.ending(&url).kind(), "refused");
    assert!(server.hits().iter().all(|hit| hit.path == "/door"));
}

#[tokio::test]
async fn a_missing_robots_txt_permits_and_a_broken_one_forbids() {
    for (status, expected) in
        [(404, "fetched"), (403, "fetched"), (500, "refused"), (503, "refused"), (429, "refused")]
    {
        let server = FaultServer::start("127.0.0.1", move |hit, _| match hit.path.as_str() {
            "/robots.txt" => text(status, "User-agent: *\nDisallow: /"),
            _ => page("page"),
        })
        .await;
        let url = server.url("/page");
        let crawled = crawl(std::slice::from_ref(&url), &hasty()).await;
        assert_eq!(crawled.ending(&url).kind(), expected, "{status}: {}", crawled.ending(&url));
        assert_eq!(server.hits().len(), usize::from(expected == "fetched"), "robots.txt answers {status}");
    }
}

#[tokio::test]
async fn a_robots_txt_that_moved_is_followed() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(301, &[("Location", "/real-robots.txt")], b""),
        "/real-robots.txt" => text(200, "User-agent: *\nDisallow: /no"),
        _ => page("page"),
    })
    .await;
    let urls = ["/no", "/yes"].map(|path| server.url(path));
    let crawled = crawl(&urls, &hasty()).await;
    assert_eq!(urls.each_ref().map(|url| crawled.ending(url).kind()), ["refused", "fetched"]);
}

#[tokio::test]
async fn the_pause_is_kept_and_a_longer_crawl_delay_wins() {
    for (delay, expected) in [("0", 150), ("0.4", 400)] {
        let server = FaultServer::start("127.0.0.1", move |hit, _| match hit.path.as_str() {
            "/robots.txt" => text(200, &format!("User-agent: *\nCrawl-delay: {delay}")),
            _ => page("page"),
        })
        .await;
        let urls: Vec<_> = (0..4).map(|n| server.url(&format!("/{n}"))).collect();
        let settings = CrawlSettings { pause: Duration::from_millis(150), per_host: 2, ..hasty() };
        crawl(&urls, &settings).await;
        let pause = shortest_pause(&server.all_hits()[1..]);
        // The server sees the end of an answer a little after the crawler does.
        let expected = Duration::from_millis(expected - 20);
        assert!(pause >= expected, "crawl-delay {delay}: only {pause:?} between two requests");
        assert!(server.all_hits()[1].at - server.all_hits()[0].at >= expected, "after robots.txt as well");
    }
}

/// A year of sources: the slowest host sets the time, which is its pauses and little more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hosts_wait_for_their_own_pause_only() {
    let mut urls = Vec::new();
    let mut servers = Vec::new();
    for _ in 0..60 {
        let server = FaultServer::start("127.0.0.1", |_, _| page("page")).await;
        urls.extend((0..5).map(|n| server.url(&format!("/{n}"))));
        servers.push(server);
    }
    let begun = Instant::now();
    let settings = CrawlSettings { pause: Duration::from_millis(300), ..hasty() };
    let crawled = crawl(&urls, &settings).await;
    let took = begun.elapsed();
    assert!(crawled.report.visits.iter().all(|visit| visit.ending.kind() == "fetched"));
    // Five pauses are 1.5 s; one host after the other would take 90 s.
    println!("300 pages on 60 hosts took {took:?}, where politeness asks for 1.5 s");
    assert!(took >= Duration::from_millis(1500) && took < Duration::from_secs(8), "{took:?}");
}

#[tokio::test]
async fn a_second_run_is_answered_with_304_only() {
    let server = FaultServer::start("127.0.0.1", |hit, _| {
        let tag = format!("\"{}\"", hit.path.len());
        let known = hit.headers.get("if-none-match") == Some(&tag);
        let dated =
            hit.headers.get("if-modified-since").is_some_and(|date| date == "Thu, 07 Jun 2012 10:00:00 GMT");
        match hit.path.as_str() {
            "/dated" if dated => answer(304, &[], b""),
            "/dated" => answer(200, &[("Last-Modified", "Thu, 07 Jun 2012 10:00:00 GMT")], b"dated"),
            _ if known => answer(304, &[("ETag", &tag)], b""),
            "/robots.txt" => answer(200, &[("ETag", &tag)], b"User-agent: *\nDisallow: /no"),
            _ => answer(200, &[("ETag", &tag)], b"body"),
        }
    })
    .await;
    let urls = ["/page", "/dated", "/no/page"].map(|path| server.url(path));
    let first = crawl(&urls, &hasty()).await;
    let second = crawl_with(&urls, &hasty(), first.memory()).await;
    assert!(second.received.iter().all(|exchange| exchange.status == 304), "robots.txt too");
    assert_eq!(second.received.len(), 3);
    assert_eq!(second.report.bytes, 0);
    let endings = urls.each_ref().map(|url| second.ending(url).kind());
    assert_eq!(
        endings,
        ["not-modified", "not-modified", "refused"],
        "the remembered robots.txt still forbids"
    );
}

#[tokio::test]
async fn redirects_are_recorded_one_by_one() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => text(404, ""),
        "/a" => answer(301, &[("Location", "b?x=1#top")], b""),
        "/b?x=1" => answer(307, &[("Location", "//localhost:1/")], b""),
        _ => page("end"),
    })
    .await;
    let url = server.url("/a");
    let settings =
        CrawlSettings { allow_private: ["127.0.0.1".into(), "localhost".into()].into(), ..hasty() };
    let crawled = crawl(std::slice::from_ref(&url), &settings).await;
    let visit = &crawled.report.visits[0];
    assert_eq!(
        visit.arrived.as_str(),
        "http://localhost:1/",
        "the other host's robots.txt is asked for in vain"
    );
    assert_eq!(visit.ending.kind(), "failed");
    let vias: Vec<_> =
        crawled.received.iter().map(|exchange| exchange.via.as_ref().map(|via| via.path())).collect();
    assert_eq!(vias, [None, None, Some("/a")]);
}

#[tokio::test]
async fn a_failure_in_passing_is_tried_again_after_a_rest() {
    let server = FaultServer::start("127.0.0.1", |hit, before| match (hit.path.as_str(), before) {
        ("/robots.txt", _) => text(404, ""),
        ("/flaky", 0) => text(500, "oops"),
        ("/busy", 0) => answer(503, &[("Retry-After", "1")], b""),
        ("/cut", 0) => vec![Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec())],
        _ => page("at last"),
    })
    .await;
    let urls = ["/flaky", "/busy", "/cut"].map(|path| server.url(path));
    let crawled = crawl(&urls, &CrawlSettings { retries: 1, ..hasty() }).await;
    assert_eq!(urls.each_ref().map(|url| crawled.ending(url).kind()), ["fetched"; 3]);
    let hits = server.hits();
    let busy: Vec<_> = hits.iter().filter(|hit| hit.path == "/busy").collect();
    assert!(busy[1].at - busy[0].done.unwrap() >= Duration::from_millis(980), "Retry-After is kept");
    assert_eq!(hits.len(), 6);
    assert_eq!(
        crawled.received.iter().filter(|exchange| exchange.status == 500).count(),
        0,
        "only the last is kept"
    );
}

#[tokio::test]
async fn a_host_that_asks_for_a_long_rest_is_left_alone() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => text(404, ""),
        _ => answer(503, &[("Retry-After", "3600")], b""),
    })
    .await;
    let urls = ["/1", "/2", "/3"].map(|path| server.url(path));
    let crawled = crawl(&urls, &CrawlSettings { retries: 2, ..hasty() }).await;
    let wait = Duration::from_secs(3600);
    assert_eq!(crawled.ending(&urls[0]), &Ending::Failed(FetchError::AskedToWait { wait }));
    assert!(matches!(crawled.ending(&urls[2]), Ending::Skipped(Skip::HostGivenUp { .. })));
    assert_eq!(server.hits().len(), 1);
}

#[tokio::test]
async fn a_storm_of_503_ends_after_five() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => text(404, ""),
        _ => answer(503, &[("Retry-After", "0")], b""),
    })
    .await;
    let urls: Vec<_> = (0..40).map(|n| server.url(&format!("/{n}"))).collect();
    let crawled = crawl(&urls, &CrawlSettings { retries: 2, ..hasty() }).await;
    assert_eq!(server.hits().len(), 5);
    let given_up = |visit: &&crawl::Visit| matches!(visit.ending, Ending::Skipped(Skip::HostGivenUp { .. }));
    assert_eq!(crawled.report.visits.iter().filter(given_up).count(), 38);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_run_ends_at_once_and_says_what_is_left() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => text(404, ""),
        "/0" => page("first"),
        _ => vec![Step::Wait(Duration::from_secs(20))],
    })
    .await;
    let urls: Vec<_> = (0..5).map(|n| server.url(&format!("/{n}"))).collect();
    let (stop, stopped) = watch::channel(false);
    let (events, mut listener) = mpsc::channel(4);
    let plan = Plan::new(targets(&urls), &Memory::default(), &hasty());
    let running =
        tokio::spawn(async move { run(plan, &hasty(), Memory::default(), events, stopped, clock).await });
    let mut begun = None;
    while let Some(event) = listener.recv().await {
        if let CrawlEvent::Visited(visit) = event
            && visit.ending.kind() == "fetched"
        {
            stop.send(true).unwrap();
            begun = Some(Instant::now());
        }
    }
    let report = running.await.unwrap().unwrap();
    assert!(begun.unwrap().elapsed() < Duration::from_secs(5));
    assert!(report.was_stopped());
    let kinds: Vec<_> = report.visits.iter().map(|visit| visit.ending.kind()).collect();
    assert_eq!(kinds, ["fetched", "skipped", "skipped", "skipped", "skipped"]);
}

#[tokio::test]
async fn a_run_that_nobody_listens_to_ends() {
    let server = FaultServer::start("127.0.0.1", |_, _| page("page")).await;
    let urls: Vec<_> = (0..50).map(|n| server.url(&format!("/{n}"))).collect();
    let (events, listener) = mpsc::channel(1);
    let (_stop, never) = watch::channel(false);
    drop(listener);
    let plan = Plan::new(targets(&urls), &Memory::default(), &hasty());
    let report = run(plan, &hasty(), Memory::default(), events, never, clock).await.unwrap();
    assert!(report.was_stopped());
    assert!(server.hits().len() <= 1, "{} pages were fetched for nobody", server.hits().len());
}
