//! What `serve` shows after an edit, printed page by page, is what a build puts into the folder.

use crate::frozen_editions::{Draw, SmallWorld, edited, tries};
use crate::project::Project;
use crate::review::Served;
use std::time::{Duration, Instant};

/// What `serve` adds to a page on its way out.
const RELOADER: &str = "<script>fetch('/_reload')";

/// An edit of a file that is neither rows nor decisions.
fn of_another_kind(project: Project, draw: &mut Draw) -> Project {
    let n = draw.below(1000);
    match draw.below(5) {
        0 => project.file("templates/assets/theme.css", format!(":root {{ --accent: #{n:06} }}")),
        1 => {
            project.file("templates/words/en.toml", format!("[foot]\nmotto = \"No {n} is above the page.\""))
        }
        2 => project.file("pages/note.en.md", format!("# Note {n}\n\nWritten by hand.")),
        3 => project.file(
            "companies.toml",
            format!("[company.halden]\nname = \"Halden {n}\"\nalso = [\"Halden\"]\n"),
        ),
        _ => project.file(
            "sectors.toml",
            format!("[sector.shops]\nen = \"Shops {n}\"\nfr = \"Magasins\"\nlabels = [\"Shops\"]\n"),
        ),
    }
}

/// The answer to a request for a file of the site: its status and its bytes as text.
fn shown(served: &Served, path: &str) -> String {
    let host = format!("Host: 127.0.0.1:{}", served.port);
    let answer = served.ask_at(&format!("/{path}"), "GET", &[&host], "");
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    body.split_once(RELOADER).map_or(body, |(page, _)| page).to_owned()
}

/// The pages and styles that are not shown as a build made them.
fn unlike(project: &Project, served: &Served) -> Vec<String> {
    let mut unlike = Vec::new();
    for (path, bytes) in project.tree("beside") {
        let seen = [".html", ".css", ".js"].iter().any(|ending| path.ends_with(ending));
        if seen && shown(served, &path) != String::from_utf8_lossy(&bytes) {
            unlike.push(path);
        }
    }
    unlike
}

#[test]
fn after_any_edit_serve_shows_what_a_build_would() {
    let mut draw = Draw(20_261_129);
    let mut project = SmallWorld::new().in_project(Project::empty());
    let served = Served::new(&project);
    for edit in 0..tries("PALMARES_EDITS", 10) {
        let (world, cause) = edited(&mut draw);
        project = of_another_kind(world.in_project(project), &mut draw);
        let output = project.output("build --quiet --out beside");
        assert_ne!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(project.tree("beside").len() > 60);
        let begun = Instant::now();
        while !unlike(&project, &served).is_empty() {
            let waited = begun.elapsed() < Duration::from_secs(60);
            assert!(waited, "edit {edit}, {cause}: {:?}", unlike(&project, &served));
        }
        // What is no page comes from the folder, when that has been built.
        let data = std::fs::read_to_string(project.path("beside/data/awards.json")).unwrap();
        assert!(shown(&served, "data/awards.json") == data, "edit {edit}, {cause}");
    }
}

#[test]
fn a_template_that_cannot_be_read_is_told_to_who_asks_until_it_is_mended() {
    let project = SmallWorld::new().in_project(Project::empty());
    let project = project.file("templates/about.html", "{% block");
    let served = Served::new(&project);
    assert!(shown(&served, "about.html").contains("template about.html"), "{}", shown(&served, "about.html"));
    let project = project.file("templates/about.html", "<p>Mended.</p>");
    let begun = Instant::now();
    while shown(&served, "about.html") != "<p>Mended.</p>" {
        assert!(begun.elapsed() < Duration::from_secs(60), "{}", shown(&served, "about.html"));
    }
    drop(project);
}
