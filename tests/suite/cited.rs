//! Documents that cite our figures, held against figures that moved since.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::project::Project;
use crate::with;

/// Twenty figures as a document cites them: what, value, id. The first four are values of one list, which is edited later.
pub fn twenty(project: &Project) -> Vec<[String; 3]> {
    let ranking = project.json("show ranking --year 2012 --format json");
    let scores = ranking["standings"].as_array().unwrap().iter().take(16).map(|row| {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        [text(&row["name"]), text(&row["score"]), text(&row["figures"]["score"])]
    });
    let rows = project.ends(0, "show benchmark --source acsi --company Allegiant --format csv");
    let mut csv = csv::Reader::from_reader(rows.as_bytes());
    let heads = csv.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (value, figure) = (column("value"), column("value_figure"));
    let measures: Vec<_> = csv.records().map(Result::unwrap).collect();
    let measures = measures
        .iter()
        .take(4)
        .map(|row| ["Allegiant".to_owned(), row[value].to_owned(), row[figure].to_owned()]);
    let all: Vec<_> = measures.chain(scores).collect();
    assert_eq!(all.len(), 20, "{all:?}");
    all
}

fn markdown(figures: &[[String; 3]]) -> String {
    let line =
        |[what, value, id]: &[String; 3]| format!("- {what} : {} (fig-{id})\n", value.replace('.', ","));
    format!("# Bilan\n\n{}\nFin.\n", figures.iter().map(line).collect::<String>())
}

/// Three values of the list are one more by now, and the fourth row is gone.
pub fn moved(project: Project, figures: &[[String; 3]]) -> (Project, Vec<[String; 2]>) {
    let ids: Vec<String> = figures[..4]
        .iter()
        .map(|[_, _, id]| {
            let figure = project.json(&format!("show figure {id} --format json"));
            figure["question"].as_str().unwrap().to_owned()
        })
        .collect();
    let mut changed = vec![[String::new(), String::new()]; 3];
    let project = project.edit("data/acsi.csv", |text| {
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let heads = rows.headers().unwrap().clone();
        let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
        let (edition, company, score) = (at("edition"), at("company"), at("score"));
        let mut out = csv::Writer::from_writer(vec![]);
        out.write_record(&heads).unwrap();
        for row in rows.records().map(Result::unwrap) {
            let of = |id: &String| {
                id.split(':').nth(1) == Some(&row[edition]) && row[company].starts_with("Allegiant")
            };
            match ids.iter().position(of) {
                Some(3) => (),
                Some(which) => {
                    let now = (row[score].parse::<u32>().unwrap() + 1).to_string();
                    changed[which] = [row[score].to_owned(), now.clone()];
                    let cells = row.iter().enumerate();
                    out.write_record(cells.map(|(n, cell)| if n == score { now.as_str() } else { cell }))
                        .unwrap();
                }
                None => out.write_record(&row).unwrap(),
            }
        }
        String::from_utf8(out.into_inner().unwrap()).unwrap()
    });
    (project, changed)
}

/// What is told of a document: place, then, now and fate of what does not hold, and how many hold.
pub fn told(project: &Project, file: &str) -> (Vec<(String, String, String)>, usize) {
    let answer = project.ends(3, &format!("check-citations {file} --format json"));
    let rows: Vec<Value> = serde_json::from_str(&answer).unwrap();
    let holds = rows.iter().filter(|row| row["fate"] == "holds").count();
    let bad = rows.iter().filter(|row| row["fate"] != "holds");
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let bad = bad.map(|row| (text(&row["place"]), text(&row["fate"]), text(&row["now"])));
    (bad.collect(), holds)
}

fn expected(places: [&str; 4], changed: &[[String; 2]]) -> Vec<(String, String, String)> {
    let changed =
        changed.iter().map(|[_, now]| ("changed", now.clone())).chain([("withdrawn", "null".to_owned())]);
    places
        .iter()
        .zip(changed)
        .map(|(place, (fate, now))| ((*place).to_owned(), fate.to_owned(), now))
        .collect()
}

#[test]
fn a_text_tells_which_of_its_figures_moved_and_is_mended_there_alone() {
    let project = Project::reference();
    let figures = twenty(&project);
    let text = markdown(&figures);
    let project = project.file("post.md", &text);
    assert_eq!(project.ends(0, "check-citations post.md"), "20 holds\n");
    let (project, changed) = moved(project, &figures);
    let (bad, holds) = told(&project, "post.md");
    assert_eq!(bad, expected(["line 3", "line 4", "line 5", "line 6"], &changed));
    assert_eq!(holds, 16);
    // The withdrawn one stays as it is, and is told.
    project.ends(3, "refresh post.md");
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mended = fs::read_to_string(project.path("post.md")).unwrap();
    let mut note = None;
    for (at, line) in mended.lines().enumerate() {
        match (lines.get(at), at) {
            (Some(old), 2..=4) => {
                let [then, now] = &changed[at - 2];
                assert_eq!(line, old.replace(&format!(": {then} (fig"), &format!(": {now} (fig")));
                assert_ne!(line, old);
            }
            (Some(old), _) => assert_eq!(line, old),
            (None, _) => note = Some(line.to_owned()),
        }
    }
    let note = note.expect("a note of what moved");
    assert!(changed.iter().all(|[then, now]| note.contains(&format!("{then} → {now}"))), "{note}");
    let (bad, holds) = told(&project, "post.md");
    assert_eq!((bad.len(), holds), (1, 19), "only the withdrawn one is left: {bad:?}");
}

#[test]
#[ignore = "needs python-pptx, python-docx and openpyxl"]
fn a_deck_a_report_and_a_workbook_tell_which_of_their_figures_moved() {
    let project = Project::reference();
    let figures = twenty(&project);
    let mut python = Command::new(with::python());
    python.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/with/cite.py")).arg(project.path("."));
    let mut made = python.stdin(Stdio::piped()).spawn().unwrap();
    made.stdin.take().unwrap().write_all(serde_json::to_string(&figures).unwrap().as_bytes()).unwrap();
    assert!(made.wait().unwrap().success());
    for file in ["deck.pptx", "report.docx", "book.xlsx"] {
        assert_eq!(project.ends(0, &format!("check-citations {file}")), "20 holds\n", "{file}");
    }
    let (project, changed) = moved(project, &figures);
    let slides = ["slide 1", "slide 2", "slide 3", "slide 4"];
    let pages = ["page 1, paragraph 1", "page 1, paragraph 2", "page 1, paragraph 5", "page 1, paragraph 6"];
    let cells = ["Chiffres!C1", "Chiffres!C2", "Chiffres!C3", "Chiffres!C4"];
    for (file, places) in [("deck.pptx", slides), ("report.docx", pages), ("book.xlsx", cells)] {
        let (bad, holds) = told(&project, file);
        assert_eq!(bad, expected(places, &changed), "{file}");
        assert_eq!(holds, 16, "{file}");
    }
}

#[test]
fn an_office_file_that_is_none_is_told() {
    let project =
        Project::reference().file("deck.pptx", b"PK\x03\x04 cut short").file("plain.txt", "nothing");
    let told = project.refused("check-citations deck.pptx");
    assert!(told.contains("deck.pptx") && told.contains("cut short"), "{told}");
    assert!(project.ends(0, "check-citations plain.txt").contains("no figure is cited"));
}
