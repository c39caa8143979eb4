//! Pages that a script draws, opened in a real Chromium that speaks to nobody but the crawler.

use std::process::Command;

use archive::Archive;
use model::Provenance;

use crate::fault_server::{FaultServer, Hit, Step, answer};
use crate::project::Project;

const SHELL: &str = "<!doctype html><title>Podium</title><div id=app></div><script src=/app.js></script>";

const APP: &str = "fetch('/data.json').then(answer => answer.json()).then(rows => { \
    document.getElementById('app').innerHTML = rows.map(row => `<p>1er prix secteur ${row[0]} : ${row[1]}</p>`).join(''); \
    localStorage.setItem('seen', 'yes'); navigator.sendBeacon('/beacon'); });";

fn scripted(script: &str) -> Vec<Step> {
    let page = format!("<!doctype html><title>Podium</title><p>Rien</p><script>{script}</script>");
    answer(200, &[("Content-Type", "text/html")], page.as_bytes())
}

/// One page that is drawn, and those that do what no page of winners needs. `elsewhere` is in a private network.
pub fn manners(elsewhere: String) -> impl Fn(&Hit, usize) -> Vec<Step> {
    move |hit, _| match hit.path.as_str() {
        "/drawn" => answer(200, &[("Content-Type", "text/html")], SHELL.as_bytes()),
        "/app.js" => answer(200, &[("Content-Type", "text/javascript")], APP.as_bytes()),
        "/data.json" => answer(
            200,
            &[("Content-Type", "application/json")],
            b"[[\"Banque\",\"LCL\"],[\"Assurance\",\"MAIF\"]]",
        ),
        "/private" => scripted(&format!("fetch('{elsewhere}')")),
        "/socket" => scripted(&format!(
            "new WebSocket('{}'); new Image().src = '{elsewhere}'; navigator.sendBeacon('{elsewhere}')",
            elsewhere.replace("http:", "ws:")
        )),
        "/loop" => scripted("location.reload()"),
        "/leads-on" => scripted(&format!("location.href = '{elsewhere}'")),
        "/window" => scripted("window.open('/drawn')"),
        "/download" => scripted(
            "const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['x'])); a.download = 'x.exe'; \
             document.body.append(a); a.click()",
        ),
        "/busy" => scripted("setInterval(() => fetch('/more'), 20)"),
        "/spin" => scripted("for (;;) {}"),
        "/more" => answer(200, &[], b"x"),
        _ => answer(404, &[], b"gone"),
    }
}

/// A Chromium that runs as any user.
pub fn with_browser(project: Project) -> Project {
    let project = project.file("browser.sh", "#!/bin/sh\nexec chromium --no-sandbox \"$@\"\n");
    assert!(Command::new("chmod").arg("+x").arg(project.path("browser.sh")).status().unwrap().success());
    project
}

fn crawled(project: &Project, words: &str) -> (Option<i32>, serde_json::Value) {
    let mut command = project.command(words);
    // The browser keeps its profile where temporary files go.
    let temporary = project.path("temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    command.env("PALMARES_BROWSER", project.path("browser.sh")).env("TMPDIR", &temporary);
    let output = command.output().unwrap();
    let left: Vec<_> = std::fs::read_dir(&temporary).unwrap().collect();
    assert!(left.is_empty(), "nothing is stored: {left:?}");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{told}")))
}

fn project(server: &FaultServer, paths: &[&str], render: &str) -> Project {
    let edition = |(nth, path): (usize, &&str)| {
        format!("[source.podium.edition.{}]\nurl = \"{}\"\nread = \"lines\"\n", 2010 + nth, server.url(path))
    };
    let sources = format!(
        "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\"]\n\
         [crawl]\npause = \"0s\"\nrequest-time = \"2s\"\nallow-private = [\"127.0.0.1\"]\n\
         [source.podium]\nname = \"Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
         judged-by = \"survey\"\npays-to-enter = \"no\"\n{render}\n{}\
         [rule.lines]\nlines = [\"{{place}} prix secteur {{sector}} : {{company}}\"]\n",
        paths.iter().enumerate().map(edition).collect::<String>()
    );
    let sectors =
        "[sector.services]\nfr = \"Services\"\nen = \"Services\"\nlabels = [\"Banque\", \"Assurance\"]\n";
    Project::empty().file("sources.toml", sources).file("sectors.toml", sectors)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the Chromium of tests/with/install"]
async fn a_page_that_a_script_draws_is_kept_beside_its_shell_and_read() {
    let server = FaultServer::start("127.0.0.1", manners("http://127.0.0.2:9/".to_owned())).await;
    let project = with_browser(project(&server, &["/drawn"], "render = true"));
    let (code, told) = crawled(&project, "crawl --format json");
    assert_eq!((code, told["rows"].as_u64()), (Some(0), Some(2)), "{told}");
    let archive = Archive::open(&project.path("archive")).unwrap();
    let pages: Vec<_> = archive.visits(&server.url("/drawn").parse().unwrap()).collect();
    assert!(matches!(pages[0].provenance, Provenance::Crawled), "{pages:?}");
    assert!(matches!(&pages[1].provenance, Provenance::Rendered { by } if by.contains('/')), "{pages:?}");
    let drawn = archive.snapshot(pages[1]).unwrap().unwrap();
    assert!(String::from_utf8_lossy(&drawn.body).contains("1er prix secteur Banque : LCL"));
    let asked: Vec<String> = server.hits().into_iter().map(|hit| hit.path).collect();
    assert_eq!(asked, ["/drawn", "/app.js", "/data.json"], "nothing is sent and nothing asked twice");
    std::fs::remove_file(project.path("archive/index.cdxj")).unwrap();
    project.run("build");
    assert!(project.tree("public").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("MAIF")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the Chromium of tests/with/install"]
async fn a_hostile_page_ends_within_its_budget_and_reaches_nobody() {
    let elsewhere = FaultServer::start("127.0.0.2", |_, _| answer(200, &[], b"secret")).await;
    let cases = [
        ("/private", "inside a private network"),
        ("/socket", "fetched"),
        ("/loop", "it leads on to"),
        ("/leads-on", "it leads on to"),
        ("/window", "it opens a window"),
        ("/download", "it starts a download"),
        ("/busy", "it asks for more than 60 files"),
        ("/spin", "it is not ready after 8 s"),
    ];
    let server = FaultServer::start("127.0.0.1", manners(elsewhere.url("/secret"))).await;
    let paths = cases.map(|(path, _)| path);
    let project = with_browser(project(&server, &paths, "render = true"));
    let (code, told) = crawled(&project, "crawl --format json");
    assert_eq!(code, Some(2), "{told}");
    for (visit, (path, why)) in told["visits"].as_array().unwrap().iter().zip(cases) {
        let words = visit["words"].as_str().unwrap();
        assert!(visit["address"].as_str().unwrap().ends_with(path) && words.contains(why), "{path}: {words}");
    }
    assert!(elsewhere.hits().is_empty(), "{:?}", elsewhere.hits());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_browser_the_message_says_what_to_install_and_a_shell_suggests_the_key() {
    let server = FaultServer::start("127.0.0.1", manners(String::new())).await;
    let render = project(&server, &["/drawn"], "render = true").file("browser.sh", "");
    std::fs::remove_file(render.path("browser.sh")).unwrap();
    let (code, told) = crawled(&render, "crawl --format json");
    let words = told["visits"][0]["words"].as_str().unwrap();
    assert!(
        code == Some(2) && words.contains("no Chromium is installed") && words.contains("PALMARES_BROWSER"),
        "{told}"
    );
    let plain = project(&server, &["/drawn"], "");
    let told = plain.ends(2, "crawl");
    assert!(told.contains("add `render = true`"), "{told}");
    let unruled =
        project(&server, &["/drawn"], "").edit("sources.toml", |text| text.replace("read = \"lines\"\n", ""));
    let told = String::from_utf8(unruled.output("crawl").stdout).unwrap();
    assert!(told.contains("add `render = true` under [source.podium]"), "{told}");
}
