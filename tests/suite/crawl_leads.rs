//! New editions: an index page is crawled with the declared pages, and `check` says which editions nobody declared.

use crate::fault_server::{FaultServer, answer, page};
use crate::project::Project;

/// A source with an edition of 2012, that looks for others by `find`.
fn project(server: &FaultServer, find: &str) -> Project {
    let sources = format!(
        "[crawl]\npause = \"0\"\nallow-private = [\"127.0.0.1\"]\n\n[source.podium]\nname = \"Podium\"\norganiser = \"X\"\n\
         country = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\nfind = {{ {find} }}\n\n\
         [source.podium.edition.2012]\nurl = \"{}\"\n",
        server.url("/palmares-2012")
    );
    Project::empty().file("sources.toml", sources)
}

fn asked(server: &FaultServer) -> Vec<String> {
    server.hits().into_iter().map(|hit| hit.path).collect()
}

/// What `check` says of new editions.
fn found(project: &Project) -> String {
    String::from_utf8(project.output("check").stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edition_that_nobody_declared_is_found_with_the_lines_to_paste() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        "/" => page("<a href=/palmares-1999>no</a><li><a href=/palmares-2012>2012</a><li><a href='palmares-2013'>Le palmarès 2013</a>"),
        _ => page("a list"),
    })
    .await;
    let links =
        format!("page = \"{}\", links = \"li a\", pattern = 'palmar.s-(?<year>\\d{{4}})'", server.url("/"));
    let project = project(&server, &links);
    project.run("crawl");
    assert_eq!(asked(&server), ["/", "/palmares-2012"], "the index page is visited too");
    let told = project.ends(2, "check");
    let expected = format!(
        "# Le palmarès 2013\n  [source.podium.edition.2013]\n  url = \"{}\"",
        server.url("/palmares-2013")
    );
    assert!(told.contains("1 found, not yet declared") && told.contains(&expected), "{told}");
    let lines = format!("\n[source.podium.edition.2013]\nurl = \"{}\"\n", server.url("/palmares-2013"));
    let declared = project.edit("sources.toml", |text| text + &lines);
    let told = found(&declared);
    assert!(told.contains("0 found, not yet declared"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sitemaps_of_an_index_are_visited_in_the_same_crawl() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(200, &[], b"User-agent: *\nDisallow: /private"),
        "/sitemap.xml" if hit.headers.contains_key("if-none-match") => answer(304, &[], b""),
        "/sitemap.xml" => answer(
            200,
            &[("ETag", "\"1\"")],
            b"<sitemapindex><sitemap><loc>/prizes.xml</loc></sitemap><sitemap><loc>/private.xml</loc></sitemap>\
              <sitemap><loc>http://127.0.0.1:1/elsewhere.xml</loc></sitemap></sitemapindex>",
        ),
        "/prizes.xml" => page("<urlset><url><loc>/palmares-2013</loc></url></urlset>"),
        _ => page("a list"),
    })
    .await;
    let sitemap =
        format!("sitemap = \"{}\", pattern = 'palmares-(?<year>\\d{{4}})'", server.url("/sitemap.xml"));
    let project = project(&server, &sitemap);
    let report = project.ends(2, "crawl");
    assert!(report.contains("not allowed: robots.txt says `Disallow: /private`"), "{report}");
    assert_eq!(asked(&server), ["/sitemap.xml", "/prizes.xml", "/palmares-2012"]);
    assert_eq!(server.all_hits().len(), 4, "robots.txt once");
    let told = found(&project);
    assert!(told.contains("1 found, not yet declared") && told.contains("/palmares-2013\""), "{told}");
    project.ends(2, "crawl");
    let again = asked(&server).split_off(3);
    assert_eq!(
        again,
        ["/sitemap.xml", "/prizes.xml", "/palmares-2012"],
        "an unchanged index is followed, too"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_of_the_next_year_is_asked_for_until_it_is_there() {
    let server = FaultServer::start("127.0.0.1", |hit, before| match (hit.path.as_str(), before) {
        ("/2026/laureats", 1..) => page("<title>Les lauréats 2026</title>"),
        ("/2025/laureats", _) => answer(302, &[("Location", "/palmares-2012")], b""),
        ("/palmares-2012", _) => page("a list"),
        _ => answer(404, &[], b""),
    })
    .await;
    let project = project(&server, &format!("template = \"{}\"", server.url("/{year}/laureats")));
    project.ends(2, "crawl");
    let years = ["/2025/laureats", "/palmares-2012", "/2026/laureats", "/2027/laureats"];
    assert_eq!(asked(&server)[..4], years);
    assert!(found(&project).contains("0 found"), "a redirect to another page is none");
    project.ends(2, "crawl");
    let told = found(&project);
    assert!(told.contains("# Les lauréats 2026\n  [source.podium.edition.2026]"), "{told}");
}
