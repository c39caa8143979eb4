//! What lies in the folders of a workspace, or comes to the preview, and is no ordinary input: refused by name, never
//! waited on, never published.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::Duration;

use reqwest::header::HOST;

use crate::project::Project;
use crate::review::Served;
use crate::with;

fn beginner() -> Project {
    let project = Project::empty();
    project.run("init .");
    project
}

#[test]
fn a_pipe_among_the_files_is_refused_by_name_and_never_waited_on() {
    for name in ["templates/x.html", "pages/x.en.md", "frozen/x.html"] {
        let project = beginner();
        fs::create_dir_all(project.path(name).parent().unwrap()).unwrap();
        with::output(Command::new("mkfifo").arg(project.path(name)));
        assert!(project.refused("build").contains(&format!("{name} is not a regular file")), "{name}");
    }
    let project = beginner();
    fs::create_dir_all(project.path("archive")).unwrap();
    with::output(Command::new("mkfifo").arg(project.path("archive/palmares-00001.warc.gz")));
    project.run("build");
    with::output(Command::new("mkfifo").arg(project.path("page.html")));
    let told = project.refused("archive import page.html --url https://example.org/p --date 2026-11-20");
    assert!(told.contains("page.html is no ordinary file"), "{told}");
}

#[test]
fn a_link_out_of_the_workspace_is_refused_and_two_links_to_the_folder_itself_end() {
    let project = beginner().file("templates/words/fr.toml", "");
    for name in ["templates/one", "templates/other"] {
        symlink(".", project.path(name)).unwrap();
    }
    project.run("build");
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "TOPSECRET").unwrap();
    symlink(secret.path(), project.path("templates/about.html")).unwrap();
    let told = project.refused("build");
    assert!(told.contains("templates/about.html leads out of the workspace"), "{told}");
}

#[test]
fn a_template_whose_loops_never_end_is_stopped_and_named() {
    let endless = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    let told = beginner().file("templates/about.html", endless).refused("build");
    assert!(told.contains("template about.html"), "{told}");
}

#[test]
fn an_address_that_names_a_user_is_no_evidence() {
    let row = "2026,winner,Example,https://www.lemonde.fr@evil.example/,stated\n";
    let project =
        beginner().file("data/example_award.csv", format!("edition,outcome,company,url,evidence\n{row}"));
    assert!(project.refused("build").contains("it names a user before the host"));
}

#[tokio::test]
async fn the_preview_answers_to_its_own_name_only_and_parts_of_pages_are_parts() {
    let project = beginner();
    let served = Served::new(&project);
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let page = format!("http://127.0.0.1:{}/index.html", served.port);
    let foreign =
        client.get(&page).header(HOST, format!("evil.example:{}", served.port)).send().await.unwrap();
    assert_eq!(foreign.status(), 403);
    let part = client.get(&page).header("Range", "bytes=0-99").send().await.unwrap();
    assert_eq!(part.bytes().await.unwrap().len(), 100);
    let whole = client.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(whole.ends_with("</script>"), "a whole page reloads itself");
    let twice = client.get(format!("http://127.0.0.1:{}//prix", served.port)).send().await.unwrap();
    assert_eq!(twice.status(), 404, "no way to another host");
}

#[test]
fn a_request_that_stops_in_its_head_or_body_is_closed_and_a_page_that_waits_for_a_build_is_not() {
    let project = beginner();
    let served = Served::new(&project);
    let host = format!("Host: 127.0.0.1:{}\r\n", served.port);
    let connect = |sent: String| {
        let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        stream
    };
    let waiting = connect(format!("GET /_reload HTTP/1.1\r\n{host}\r\n"));
    for sent in [
        String::new(),
        format!("GET / HTTP/1.1\r\n{host}X: "),
        format!("POST /desk/file HTTP/1.1\r\n{host}Content-Length: 9\r\n\r\nx"),
    ] {
        let mut told = Vec::new();
        let ended = connect(sent.clone()).read_to_end(&mut told);
        ended.unwrap_or_else(|error| panic!("{sent:?} is held open: {error}"));
        assert!(!told.starts_with(b"HTTP/1.1 200"), "{sent:?}: {}", String::from_utf8_lossy(&told));
    }
    waiting.set_nonblocking(true).unwrap();
    let still = waiting.peek(&mut [0]).unwrap_err();
    assert_eq!(still.kind(), std::io::ErrorKind::WouldBlock, "three limits later it still waits");
}
