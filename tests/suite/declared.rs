//! What a person tells the desk beside rows: a source that is new, and answers to questions on names and headings.
//! Each is shown before it is written, and written as the other commands write it.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use crate::desk::{html, person};
use crate::drawn::{manners, with_browser};
use crate::fault_server::{FaultServer, page};
use crate::project::Project;
use crate::review::{Served, hidden};

const SOURCES: &str = "# Ours.\n[crawl]\npause = \"0s\"\nallow-private = [\"127.0.0.1\"]\n\n[source.palm]\nname = \"La Palme\"\norganiser = \"Jury\"\n\
    country = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\n\n[source.palm.edition.2003]\n\
    url = \"https://example.org/2003\"   # kept\n\n# The end.";

const TABLE: &str = "<table><tr><th>Secteur</th><th>Lauréat</th></tr><tr><td>Assurances de personnes</td><td>Borea Vie</td></tr>\
    <tr><td>Mobile</td><td>Orange</td></tr><tr><td>Mobile</td><td>Orangee</td></tr></table>";

fn workspace() -> Project {
    let sectors = "[sector.telecom]\nfr = \"Télécoms\"\nen = \"Telecoms\"\nlabels = [\"Mobile\"]\n\
                   [sector.finance]\nfr = \"Finance\"\nen = \"Finance\"\n";
    let companies = "[company.orange]\nname = \"Orange\"\n[company.maif]\nname = \"MAIF\"\n";
    let project = Project::empty().file("sources.toml", SOURCES).file("sectors.toml", sectors);
    let project = project.file("companies.toml", companies).file("page.html", html(TABLE));
    project.run("archive import page.html --url https://example.org/2003 --date 2026-01-02");
    project
}

fn gathered(project: &Project, words: &str, keys: &str) -> String {
    let mut command = project.command(words);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut gather = command.spawn().unwrap();
    gather.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let output = gather.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[test]
fn names_and_headings_are_answered_at_the_desk_and_written_with_their_rows_alone() {
    let project = workspace();
    let answers = "h\nfinance\ni\n3\ns\n";
    let shown = gathered(&project, "gather --who tester", &format!("{answers}s\nx\nq\n"));
    assert!(shown.contains("no sector  Assurances de personnes"), "{shown}");
    assert!(
        shown.contains("question; is it Orange (96%: one letter differs") && shown.contains("as one they"),
        "{shown}"
    );
    assert!(shown.contains("+ verdict = \"same\"") && shown.contains("+ sector = \"finance\""), "{shown}");
    assert!(!project.path("decisions.toml").exists(), "nothing is written before the person says so");
    let left_out = gathered(&project, "gather --who tester", &format!("{answers}l\n3\nno winner\ns\nx\nq\n"));
    assert!(!left_out.contains("+ verdict"), "a name that no row has is not decided on: {left_out}");
    gathered(&project, "gather --who tester", &format!("{answers}u\ni\n3\ns\ns\nw\n"));
    let decisions = fs::read_to_string(project.path("decisions.toml")).unwrap();
    assert_eq!(decisions.matches("[[decision]]").count(), 1, "{decisions}");
    assert!(
        decisions.contains(
            "one     = \"Orangee\"\nother   = \"Orange\"\nwho     = \"tester\"\nwhen    = 2026-11-21"
        )
    );
    assert!(
        decisions.contains("[[heading]]\nsource = \"palm\"\ntext   = \"Assurances de personnes\""),
        "{decisions}"
    );
    project.run("build").run("check");
    let companies = project.json("show source palm --format json");
    assert_eq!((&companies["proofs"]["proven"], &companies["passport"]["companies"]), (&json!(3), &json!(2)));
    assert!(project.ends(0, "decide undo Orangee Orange --why test --who tester").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_source_is_declared_by_single_keys_and_its_page_taken() {
    let body = html("<ul><li>MAIF</li><li>Orange</li><li>Zeste &amp; Cie</li></ul>");
    let server = FaultServer::start("127.0.0.1", move |_, _| page(&body)).await;
    let project = workspace();
    let told = "Prix de l’Écoute\nInstitut « \"A\" »\nFR\naward\njury\nunknown\n\n\n";
    let run = |keys: &str| tokio::task::block_in_place(|| gathered(&project, "gather --new", keys));
    let shown = run(&format!("{told}x\nq\n"));
    assert!(
        shown.contains("+ [source.prix_de_l_ecoute]") && shown.contains("+ name = \"Prix de l’Écoute\""),
        "{shown}"
    );
    assert_eq!(fs::read_to_string(project.path("sources.toml")).unwrap(), SOURCES);
    run(&format!("{told}w\n{}\n2026\ns\nw\nq\n", server.url("/2026")));
    let sources = fs::read_to_string(project.path("sources.toml")).unwrap();
    assert!(sources.starts_with(SOURCES), "{sources}");
    assert!(sources.contains("[source.prix_de_l_ecoute.edition.2026]"), "{sources}");
    let rows = fs::read_to_string(project.path("data/prix_de_l_ecoute.csv")).unwrap();
    assert_eq!(rows.lines().count(), 4, "{rows}");
    let again = run(told);
    assert!(again.contains("declares `prix_de_l_ecoute` already"), "{again}");
    for wrong in [
        "\nA\nFR\naward\njury\nno\n\n\n",
        "B\nA\nFrance\naward\njury\nno\n\n\n",
        "B\nA\nFR\nprize\njury\nno\n\n\n",
        "B\n\nFR\naward\njury\nno\n\n\n",
    ] {
        let told = run(wrong);
        assert!(!told.contains("w write"), "{wrong:?}: {told}");
    }
    assert_eq!(fs::read_to_string(project.path("sources.toml")).unwrap(), sources);
    tokio::task::block_in_place(|| project.run("build"));
}

#[test]
fn a_source_is_declared_in_the_browser_shown_first_and_stands_in_the_menu() {
    let project = workspace();
    let served = Served::new(&project);
    let host = format!("Host: 127.0.0.1:{}", served.port);
    let origin = format!("Origin: http://127.0.0.1:{}", served.port);
    let show = || served.ask_at("/desk", "GET", &[&host], "");
    let token = hidden(&show(), "token");
    let send =
        |form: &str| served.ask_at("/desk", "POST", &[&host, &origin], &format!("token={token}&{form}"));
    let told = "step=declare&name=Le+Laurier&organiser=Institut&country=FR&kind=label&judged-by=audit&pays-to-enter=yes&id=";
    send(&format!("{told}palm"));
    assert!(show().contains("declares `palm` already"), "{}", show());
    send(&format!("{told}Le+Laurier%5D%0A%5Bsite"));
    assert!(!show().contains("value=\"write\""), "an identifier is one key: {}", show());
    send(&format!("{told}laurier&website=javascript:alert(1)"));
    assert!(show().contains("website") && !show().contains("value=\"write\""), "{}", show());
    send(&format!("{told}laurier&render=true"));
    assert!(show().contains("[source.laurier]") && show().contains("render = true"), "{}", show());
    assert_eq!(fs::read_to_string(project.path("sources.toml")).unwrap(), SOURCES);
    send("step=write");
    let sources = fs::read_to_string(project.path("sources.toml")).unwrap();
    assert!(
        sources.starts_with(SOURCES) && sources.ends_with("pays-to-enter = \"yes\"\nrender = true\n"),
        "{sources}"
    );
    assert!(
        show().contains("<option value=\"laurier\" data-editions=\"\" selected>Le Laurier"),
        "{}",
        show()
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the Chromium and axe of tests/with/install"]
async fn an_award_that_is_new_and_drawn_by_a_script_goes_from_its_address_to_proven_rows_in_the_browser() {
    let server = FaultServer::start("127.0.0.1", manners("http://127.0.0.2:9/".to_owned())).await;
    let project = with_browser(workspace());
    let browser = project.path("browser.sh");
    let served = Served::within(&project, &[("PALMARES_BROWSER", browser.to_str().unwrap())]);
    let jobs = [
        json!({
            "declare": { "name": "Le Podium", "organiser": "Institut", "country": "FR", "render": true },
            "edition": "2026", "url": server.url("/drawn"), "teach": ["LCL", "MAIF"], "look": "drawn",
        }),
        json!({
            "source": "palm", "edition": "2003", "url": "https://example.org/2003", "text": "1. Orange\n2. Orangee\n3. MAIF\n",
            "look": "question", "answers": ["same"],
        }),
    ];
    println!("{}", tokio::task::block_in_place(|| person(&project, &served, &jobs)));
    drop(served);
    let rows = fs::read_to_string(project.path("data/le_podium.csv")).unwrap();
    assert!(rows.contains("LCL") && rows.contains("MAIF") && rows.lines().count() == 3, "{rows}");
    let asked: Vec<String> = server.hits().into_iter().map(|hit| hit.path).collect();
    assert_eq!(asked, ["/drawn", "/app.js", "/data.json"]);
    tokio::task::block_in_place(|| project.run("build"));
    assert_eq!(project.json("show source le_podium --format json")["proofs"]["proven"], 2);
    assert!(fs::read_to_string(project.path("decisions.toml")).unwrap().contains("other   = \"Orange\""));
}
