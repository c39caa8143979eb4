//! Rules proposed from a few winners: one reads everything right, or there is none. A wrong proposal is pasted and
//! published by somebody who cannot know.

use std::fmt::Write;

use model::{Digest, Kind, Label, Moment, Record, SourceId};
use read::{Context, Page, learn};

use crate::pages::frozen;

/// What came of proposing a rule for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proposed {
    Right,
    Nothing,
    Wrong,
}

/// Whom a record is about and what it gives: the headings may be told by the rule alone.
fn facts<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<String> {
    // Whether the only one of a list is its winner or its first, no page says.
    let place =
        |r: &Record| r.place.filter(|p| p.number > 1).map(|p| p.number.to_string()).unwrap_or_default();
    let records = records.into_iter().filter(|record| !record.company.is_empty());
    let mut all: Vec<String> = records.map(|r| format!("{} {}", place(r), r.company)).collect();
    all.sort();
    all.dedup();
    all
}

fn propose(page: Page<'_>, context: &Context, expected: &[String], names: &[String]) -> (Proposed, String) {
    match learn(page, names, context) {
        None => (Proposed::Nothing, String::new()),
        Some(proposal) => {
            let found = facts(&proposal.reading.records);
            let verdict = if found == expected { Proposed::Right } else { Proposed::Wrong };
            (
                verdict,
                format!(
                    "expected {expected:?}\n   found {found:?}\n{}",
                    read::written(&proposal.rule, "learned")
                ),
            )
        }
    }
}

/// The first, the second and the last of some winners.
fn some(companies: &[String]) -> Vec<String> {
    let mut names: Vec<String> =
        [companies.first(), companies.get(1), companies.last()].into_iter().flatten().cloned().collect();
    names.dedup();
    names
}

fn list(tag: &str, lines: &[&str]) -> String {
    let items: String = lines.iter().map(|line| format!("<li>{line}</li>")).collect();
    format!(
        "<html><body><h1>Palmarès</h1><article><p>Le jury</p><{tag}>{items}</{tag}></article></body></html>"
    )
}

fn table(rows: &[&[&str]]) -> String {
    let cells = |row: &&[&str], tag: &str| {
        row.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>()
    };
    let rows: String = rows
        .iter()
        .enumerate()
        .map(|(at, row)| format!("<tr>{}</tr>", cells(row, if at == 0 { "th" } else { "td" })))
        .collect();
    format!("<html><body><main><table>{rows}</table></main></body></html>")
}

/// Pages of shapes that no frozen page has, each with what it says.
fn shapes() -> Vec<(&'static str, String, Vec<&'static str>)> {
    let ranked = || vec!["1 MAIF", "2 AXA", "3 Orange", "4 Free"];
    let winners = || vec![" MAIF", " AXA", " Orange", " Free"];
    vec![
        ("ranks", table(&[&["Rank", "Brand"], &["1", "MAIF"], &["2", "AXA"], &["3", "Orange"], &["4", "Free"]]), ranked()),
        ("untitled places", table(&[&["", "Marque"], &["1", "MAIF"], &["2", "AXA"], &["3", "Orange"], &["4", "Free"]]), ranked()),
        ("other title", table(&[&["Pos.", "Marque"], &["1", "MAIF"], &["2", "AXA"], &["3", "Orange"], &["4", "Free"]]), ranked()),
        ("gaps", table(&[&["Rang", "Marque"], &["1", "MAIF"], &["", "AXA"], &["3", "Orange"], &["4", "Free"]]), ranked()),
        ("change", table(&[&["Rank", "Brand", "Change in score"], &["1", "MAIF", "-2.6"], &["2", "AXA", "+1"], &["3", "Orange", "0"], &["4", "Free", "1"]]), ranked()),
        ("average row", table(&[&["Brand", "Score"], &["MAIF", "90"], &["AXA", "80"], &["Premium average", "75"], &["Orange", "70"], &["Free", "60"]]), winners()),
        ("categories", table(&[&["Catégorie", "Lauréat"], &["Assurance", "MAIF"], &["Banque", "AXA"], &["Mobile", "Orange"], &["Internet", "Free"]]), winners()),
        ("nobody", table(&[&["Catégorie", "Lauréat"], &["Assurance", "MAIF"], &["Banque", "AXA"], &["Mode", "non attribué"], &["Mobile", "Orange"], &["Internet", "Free"]]), winners()),
        ("ol", list("ol", &["MAIF", "AXA", "Orange", "Free"]), ranked()),
        ("ul", list("ul", &["MAIF", "AXA", "Orange", "Free"]), winners()),
        ("numbered", list("ul", &["1. MAIF", "2. AXA", "3. Orange", "4. Free"]), ranked()),
        ("scores", list("ul", &["MAIF : 91", "AXA : 90", "Orange : 85", "Free : 80"]), winners()),
        ("scored ol", list("ol", &["MAIF (91)", "AXA (90)", "Orange (85)", "Free (80)"]), ranked()),
        ("headed", list("ul", &["Assurance : MAIF", "Banque : AXA", "Mobile : Orange", "Internet : Free"]), winners()),
        ("another look", list("ul", &["1. MAIF", "2. AXA", "3. Orange", "Quatrième, Free"]), ranked()),
        ("two in a line", list("ul", &["1. MAIF", "2. AXA", "3= Orange, Free"]), vec!["1 MAIF", "2 AXA", "3 Free", "3 Orange"]),
        ("brackets", list("ul", &["MAIF (assurance) (91)", "AXA (90)", "Orange (85)", "Free (80)"]), winners()),
        ("prose", "<html><body><article><p>La novena edición entregó sus galardones a MAIF, AXA, Orange y Free en Madrid.</p></article></body></html>".into(), winners()),
        ("persons", list("ul", &["Anne Martin, MAIF", "Luc Petit, AXA", "Eva Roy, Orange", "Paul Blanc, Free"]), winners()),
        ("sentences", list("ul", &["MAIF garde sa première place.", "AXA la suit de près.", "Orange est troisième.", "Free ferme la marche."]), ranked()),
        ("paragraphs", "<html><body><article><p>MAIF</p><p>AXA</p><p>Orange</p><p>Free</p></article></body></html>".into(), winners()),
        ("definition list", "<html><body><dl><dt>Assurance<dd>MAIF<dt>Banque<dd>AXA<dt>Mobile<dd>Orange<dt>Internet<dd>Free</dl></body></html>".into(), winners()),
    ]
}

#[test]
fn a_proposed_rule_reads_everything_right_or_there_is_none() {
    let mut told = Vec::new();
    for page in frozen() {
        let records = page.read().records;
        let mut companies: Vec<String> =
            records.iter().map(|r| r.company.to_string()).filter(|name| !name.is_empty()).collect();
        let mut seen = std::collections::BTreeSet::new();
        companies.retain(|name| seen.insert(name.clone()));
        let (verdict, why) =
            propose(page.page(&page.body), &page.context(), &facts(&records), &some(&companies));
        told.push((page.shape.clone(), verdict, why));
    }
    for (shape, page, expected) in shapes() {
        let companies: Vec<String> =
            expected.iter().map(|fact| fact.split_once(' ').unwrap().1.to_owned()).collect();
        let mut expected: Vec<String> =
            expected.into_iter().map(|fact| fact.trim_start_matches('1').to_owned()).collect();
        expected.sort();
        let context = Context {
            source: SourceId::new("source").unwrap(),
            kind: Kind::Award,
            scale: None,
            edition: Label::new("2025"),
            url: String::new(),
            digest: Digest::of(page.as_bytes()),
            seen: Moment::from_unix(0),
            known: std::sync::Arc::default(),
        };
        let (verdict, why) = propose(Page::Html(&page), &context, &expected, &some(&companies));
        told.push((shape.to_owned(), verdict, why));
    }
    let count = |wanted| told.iter().filter(|(_, verdict, _)| *verdict == wanted).count();
    let [right, nothing, wrong] = [Proposed::Right, Proposed::Nothing, Proposed::Wrong].map(count);
    println!("--learn: {right} right, {nothing} none, {wrong} wrong of {}", told.len());
    let mut faults = String::new();
    for (shape, verdict, why) in &told {
        println!("  {verdict:?} {shape}");
        if *verdict == Proposed::Wrong {
            writeln!(faults, "== {shape}\n{why}").unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(right >= 19, "only {right} of {} pages are read by a proposed rule", told.len());
}
