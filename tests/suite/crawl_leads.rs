//! New editions: an index page is crawled with the declared pages, and `check` says which editions nobody declared.

use crate::fault_server::{FaultServer, answer, page};
use crate::project::Project;

fn sources(server: &FaultServer) -> String {
    format!(
        "[crawl]\npause = \"0\"\nallow-private = [\"127.0.0.1\"]\n\n[source.podium]\nname = \"Podium\"\norganiser = \"X\"\n\
         country = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\n\
         find = {{ page = \"{}\", links = \"li a\", pattern = 'palmar.s-(?<year>\\d{{4}})' }}\n\n\
         [source.podium.edition.2012]\nurl = \"{}\"\n",
        server.url("/"),
        server.url("/palmares-2012")
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edition_that_nobody_declared_is_found_with_the_lines_to_paste() {
    let server = FaultServer::start("127.0.0.1", |hit, _| match hit.path.as_str() {
        "/robots.txt" => answer(404, &[], b""),
        "/" => page("<a href=/palmares-1999>no</a><li><a href=/palmares-2012>2012</a><li><a href='palmares-2013'>Le palmarès 2013</a>"),
        _ => page("a list"),
    })
    .await;
    let project = Project::empty().file("sources.toml", sources(&server));
    project.run("crawl");
    let paths: Vec<_> = server.hits().into_iter().map(|hit| hit.path).collect();
    assert_eq!(paths, ["/", "/palmares-2012"], "the index page is visited too");
    let told = project.ends(2, "check");
    let expected = format!(
        "# Le palmarès 2013\n  [source.podium.edition.2013]\n  url = \"{}\"",
        server.url("/palmares-2013")
    );
    assert!(told.contains("1 found, not yet declared") && told.contains(&expected), "{told}");
    let lines = format!("\n[source.podium.edition.2013]\nurl = \"{}\"\n", server.url("/palmares-2013"));
    let declared = project.edit("sources.toml", |text| text + &lines);
    let told = String::from_utf8(declared.output("check").stdout).unwrap();
    assert!(told.contains("0 found, not yet declared"), "{told}");
}
