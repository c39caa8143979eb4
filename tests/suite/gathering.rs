//! The ten shapes by `palmares gather` in a real terminal, from copies in the archive to proven rows.

use std::fs;

use crate::desk::{gained, shapes, workspace};
use crate::drawn::{manners, with_browser};
use crate::fault_server::FaultServer;
use crate::review_seen::Terminal;
use crate::with;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the Chromium and tmux of tests/with/install"]
async fn ten_pages_of_ten_shapes_become_proven_rows_by_single_keys() {
    let server = FaultServer::start("127.0.0.1", manners("http://127.0.0.2:9/".to_owned())).await;
    let project = with_browser(workspace());
    let table = "<table><tr><th>Catégorie</th><th>Lauréat</th></tr><tr><td>Assurance</td><td>MAIF</td></tr>\
                 <tr><td rowspan=2>Banque</td><td>Alba</td></tr><tr><td>Borea</td></tr></table>";
    let project = project.file("table.html", crate::desk::html(table));
    // Pasted text has no address to be fetched from; the page that a script draws is fetched instead.
    let files: Vec<_> = shapes(&project, "https://example.org")
        .into_iter()
        .filter(|(job, _)| job["text"].is_null())
        .collect();
    let editions: String = files
        .iter()
        .map(|(job, _)| {
            format!("\n[source.palm.edition.{}]\nurl = {}\n", job["edition"].as_str().unwrap(), job["url"])
        })
        .collect();
    let drawn = format!(
        "\n[source.drawn]\nname = \"Le Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\njudged-by = \"survey\"\n\
         pays-to-enter = \"no\"\nrender = true\n\n[source.drawn.edition.2010]\nurl = \"{}\"\n",
        server.url("/drawn")
    );
    let project = project.edit("sources.toml", |text| text + &editions + &drawn);
    tokio::task::block_in_place(|| {
        for (job, _) in &files {
            let file = job["file"].as_str().map_or("table.html".to_owned(), str::to_owned);
            project.run(&format!(
                "archive import {file} --url {} --date 2026-01-02",
                job["url"].as_str().unwrap()
            ));
        }
        with::output(project.command("crawl drawn").env("PALMARES_BROWSER", project.path("browser.sh")));
        let program = env!("CARGO_BIN_EXE_palmares");
        let terminal =
            Terminal::new(&project.path(""), &format!("{program} --as-of 2026-11-21 gather; sleep 60"));
        for number in 1..=10 {
            terminal.shows(&format!("{number} of 10: "));
            if number == 10 {
                // Two lines with one known name are no list yet; its winners teach it.
                for keys in [["e", "LCL", "Enter"], ["MAIF", "Enter", ""]] {
                    terminal.press(&keys);
                }
                terminal.shows("2 rows");
            }
            terminal.press(&["s"]);
            terminal.shows("w write");
            terminal.press(&["w"]);
        }
        terminal.shows("gathered  10 pages, 0 left");
    });
    let mut expected: Vec<String> = files
        .iter()
        .flat_map(|(job, rows)| rows.iter().map(|row| format!("{} {row}", job["edition"].as_str().unwrap())))
        .collect();
    let mut rows = gained(&project);
    expected.sort();
    rows.sort();
    assert_eq!(rows, expected);
    let of_script = fs::read_to_string(project.path("data/drawn.csv")).unwrap();
    assert!(
        of_script.contains("LCL") && of_script.contains("MAIF") && of_script.lines().count() == 3,
        "{of_script}"
    );
    project.run("build");
    for (source, proven, no_copy) in [("palm", expected.len(), 1), ("drawn", 2, 0)] {
        let told = project.json(&format!("show source {source} --format json"));
        let proofs = serde_json::json!({ "proven": proven, "not_said": 0, "no_copy": no_copy });
        let rows = told["rows"].as_array().unwrap().iter();
        let unproven: Vec<_> = rows.filter(|row| row["proof"] != "proven").collect();
        assert_eq!(told["proofs"], proofs, "{source}: {unproven:?}");
    }
}
