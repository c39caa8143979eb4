//! Back-fill: pages that vanished come back from a web archive, dated by their capture.

use std::fs;

use archive::{Archive, Run, Writer};
use crawl::{CrawlEvent, RunReport, recall};
use crawl::{Ending, FetchError};
use model::{Exchange, Moment, Provenance};
use tokio::sync::{mpsc, watch};
use workspace::{AddressPattern, CrawlSettings, WebArchive};

use crate::crawling::{clock, crawl_into, hasty, targets};
use crate::fault_server::{FaultServer, answer, page};
use crate::project::Project;
use crate::with::Server;

fn asking(captures: &str, page: &str) -> CrawlSettings {
    let pattern = |text: &str| AddressPattern::new(text).unwrap();
    let web_archive = WebArchive { captures: pattern(captures), page: pattern(page) };
    CrawlSettings { web_archive, ..hasty() }
}

async fn recall_all(urls: &[&str], awarded: &str, settings: CrawlSettings) -> (RunReport, Vec<Exchange>) {
    let urls: Vec<_> = urls.iter().map(|url| (*url).to_owned()).collect();
    let wanted = targets(&urls).into_iter().map(|target| (target, awarded.parse().ok())).collect();
    let (events, mut listener) = mpsc::channel(4);
    let (_stop, never) = watch::channel(false);
    let running = tokio::spawn(async move { recall(wanted, &settings, events, never, clock).await });
    let mut received = Vec::new();
    while let Some(event) = listener.recv().await {
        if let CrawlEvent::Received(exchange) = event {
            received.push(*exchange);
        }
    }
    (
        running.await.unwrap().unwrap(),
        received.into_iter().filter(|e| e.address.path() != "/robots.txt").collect(),
    )
}

#[tokio::test]
async fn the_capture_after_the_ceremony_comes_back_with_its_own_time() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/cdx?url=http%3A%2F%2Fgone.example%2Fp%3Fa%3D1&output=json" => answer(
            200,
            &[],
            br#"[["urlkey","timestamp","statuscode"],["x","20100101000000","200"],["x","20120701000000","200"]]"#,
        ),
        "/cdx?url=http%3A%2F%2Fnever.example%2F&output=json" => answer(200, &[], b"[]"),
        "/web/20120701000000id_/http://gone.example/p?a=1" => {
            answer(302, &[("Location", "/web/20120702030405id_/http://gone.example/p?a=1")], b"")
        }
        "/web/20120702030405id_/http://gone.example/p?a=1" => answer(
            200,
            &[("Content-Type", "text/html"), ("Memento-Datetime", "Mon, 02 Jul 2012 03:04:05 GMT")],
            b"<h1>2012</h1>",
        ),
        "/robots.txt" => answer(404, &[], b""),
        _ => page("unexpected"),
    })
    .await;
    let settings = asking(&server.url("/cdx?url={url}&output=json"), &server.url("/web/{time}id_/{url}"));
    let pages = ["http://gone.example/p?a=1", "http://never.example/"];
    let (report, received) = recall_all(&pages, "2012-06-07", settings).await;
    let [recalled] = received.as_slice() else { panic!("one page, not {received:?}") };
    assert_eq!(recalled.address.as_str(), pages[0]);
    assert_eq!(recalled.at.to_string(), "2012-07-02T03:04:05Z");
    assert_eq!(recalled.body, b"<h1>2012</h1>");
    let from = server.url("/web/20120702030405id_/http://gone.example/p?a=1");
    assert!(
        matches!(&recalled.provenance, Provenance::Recalled { from: place, .. } if place.as_str() == from)
    );
    let endings: Vec<_> = report.visits.iter().map(|visit| visit.ending.clone()).collect();
    assert!(matches!(endings[0], Ending::Fetched { .. }), "{endings:?}");
    assert_eq!(endings[1], Ending::Failed(FetchError::NoCapture));
}

#[tokio::test]
async fn a_web_archive_that_forbids_robots_is_left_alone() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(200, &[], b"User-agent: *\nDisallow: /cdx"),
        _ => page("never"),
    })
    .await;
    let settings = asking(&server.url("/cdx?url={url}"), &server.url("/web/{time}/{url}"));
    let (report, _) = recall_all(&["http://gone.example/"], "2012", settings).await;
    assert_eq!(report.visits[0].ending.kind(), "refused");
    assert_eq!(server.hits().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs pywb: run tests/with/install once, then `cargo test -- --ignored`"]
async fn pywb_gives_back_what_was_crawled_once() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        "/moved" => answer(301, &[("Location", "/2012?list=é")], b""),
        _ => page("<h1>Palmarès 2012</h1>"),
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let urls = ["/2012?list=é", "/moved"].map(|path| server.url(path));
    let theirs = folder.path().join("theirs");
    crawl_into(&theirs, &urls, &hasty()).await;
    let replay = folder.path().join("replay");
    fs::create_dir(&replay).unwrap();
    let pywb = Server::pywb(&replay, &theirs.join("palmares-00001.warc.gz"));
    let service = format!("http://127.0.0.1:{}/c", pywb.port);
    let settings =
        asking(&format!("{service}/cdx?url={{url}}&output=json"), &format!("{service}/{{time}}id_/{{url}}"));
    let (report, received) = recall_all(&[&urls[0]], "2012-06-07", settings).await;
    assert!(matches!(report.visits[0].ending, Ending::Fetched { .. }), "{:?}", report.visits[0].ending);

    let ours = folder.path().join("ours");
    let since = Moment::from_unix(0).plus(std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap());
    let mut writer =
        Writer::open(&ours, Run { process: 1, since, software: "palmares/test".into() }).unwrap();
    received.iter().for_each(|exchange| writer.keep(exchange).map(drop).unwrap());
    let archive = writer.finish().unwrap();
    let address = urls[0].parse().unwrap();
    let recalled = archive.snapshot(archive.page(&address).unwrap()).unwrap().unwrap();
    let once = Archive::open(&theirs).unwrap();
    let crawled = once.snapshot(once.page(&address).unwrap()).unwrap().unwrap();
    assert_eq!(
        (recalled.digest, recalled.seen),
        (crawled.digest, crawled.seen),
        "the same bytes of the same second"
    );
    assert!(matches!(recalled.provenance, Provenance::Recalled { .. }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_recalls_what_the_archive_has_not() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        path if path.starts_with("/cdx?") => answer(
            200,
            &[],
            br#"{"timestamp": "20120301000000", "status": "200"}
{"timestamp": "20130301000000", "status": "200"}"#,
        ),
        path if path.starts_with("/20130301000000/") => page("<h1>2012</h1>"),
        _ => answer(404, &[], b""),
    })
    .await;
    let sources = format!(
        "[crawl]\npause = \"0\"\nallow-private = [\"127.0.0.1\"]\nweb-archive = {{ captures = \"{}\", page = \"{}\" }}\n\n\
         [source.podium]\nname = \"Podium\"\norganiser = \"X\"\ncountry = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\n\
         pays-to-enter = \"no\"\n\n[source.podium.edition.2012]\nurl = \"http://gone.invalid/2012\"\n",
        server.url("/cdx?url={url}"),
        server.url("/{time}/{url}")
    );
    let project = Project::empty().file("sources.toml", sources);
    project.run("crawl --from-archive");
    let asked = server.hits().len();
    assert_eq!(asked, 2, "the list of captures and one of them");
    let archive = Archive::open(&project.path("archive")).unwrap();
    let entry = archive.page(&"http://gone.invalid/2012".parse().unwrap()).expect("the page is back");
    assert_eq!(
        entry.at.to_string(),
        "2013-03-01T00:00:00Z",
        "the first capture after the year of the edition"
    );
    project.run("crawl --from-archive");
    assert_eq!(server.hits().len(), asked, "what the archive has is not asked for again");
}
