//! Rules proposed from a few winners: one reads everything right, or there is none. A wrong proposal is pasted and
//! published by somebody who cannot know.

use std::fmt::Write;

use model::{EvidenceKind, Kind, Label, Record, SourceId};
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
        Err(doubts) => (Proposed::Nothing, doubts.join("\n      ")),
        Ok((rule, reading)) => {
            let found = facts(&reading.records);
            let verdict = if found == expected { Proposed::Right } else { Proposed::Wrong };
            (
                verdict,
                format!("expected {expected:?}\n   found {found:?}\n{}", read::written(&rule, "learned")),
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

const HEADINGS: [&str; 4] = ["Assurance", "Banque", "Mobile", "Internet"];
const NAMES: [&str; 4] = ["MAIF", "AXA", "Orange", "Free"];

/// Two lists below a heading each.
fn sections(heading: &str, list: &str) -> String {
    let section = |title: &str, names: &[&str]| {
        let items: String = names.iter().map(|name| format!("<li>{name}</li>")).collect();
        format!("<{heading}>{title}</{heading}><{list}>{items}</{list}>")
    };
    let all = section("Finance", &NAMES[..2]) + &section("Télécom", &NAMES[2..]);
    format!("<html><body><main>{all}</main></body></html>")
}

fn cards(inside: impl Fn(&str, &str) -> String) -> String {
    let card = |(name, of): (&&str, &&str)| format!("<div class=card>{}</div>", inside(name, of));
    let all: String = NAMES.iter().zip(&HEADINGS).map(card).collect();
    format!("<html><body><main class=all>{all}</main></body></html>")
}

fn wall(logo: impl Fn(&str) -> String) -> String {
    let all: String = NAMES.iter().map(|name| logo(name)).collect();
    format!("<html><body><p>Les lauréats</p><ul class=wall>{all}</ul></body></html>")
}

fn script(kind: &str, data: &str) -> String {
    let more = r#"<script>var a = "MAIF";</script><script type="application/json">{"a": [1]}</script>"#;
    format!(
        "<html><body><h1>Prix</h1>{more}<script type=\"application/{kind}\">{data}</script></body></html>"
    )
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
        ("sections", sections("h3", "ul"), winners()),
        ("ranked sections", sections("h2", "ol"), vec![" MAIF", "2 AXA", " Orange", "2 Free"]),
        ("an intro and an end", format!("<html><body><main><p>Voici la liste :</p>{}<p>Merci à tous.</p></main></body></html>", "<ol><li>MAIF<li>AXA<li>Orange<li>Free</ol>"), ranked()),
        ("german table", table(&[&["Platz", "Marke", "Punkte"], &["1", "MAIF", "91,2"], &["2", "AXA", "90,1"], &["3", "Orange", "85,3"], &["4", "Free", "80,4"]]), ranked()),
        ("spanish table", table(&[&["Puesto", "Empresa", "Puntuación"], &["1", "MAIF", "91,2"], &["2", "AXA", "90,1"], &["3", "Orange", "85,3"], &["4", "Free", "80,4"]]), ranked()),
        ("italian table", table(&[&["Posizione", "Azienda", "Settore"], &["1", "MAIF", "Assicurazioni"], &["2", "AXA", "Banche"], &["3", "Orange", "Telefonia"], &["4", "Free", "Internet"]]), ranked()),
        ("dutch table", table(&[&["Plaats", "Merk", "Cijfer"], &["1", "MAIF", "9,1"], &["2", "AXA", "9,0"], &["3", "Orange", "8,5"], &["4", "Free", "8,0"]]), ranked()),
        ("cards by name", cards(|name, of| format!("<h3>{name}</h3><p class=cat>{of}</p><a class=b>Lire la suite</a>")), winners()),
        ("cards with scores", cards(|name, of| format!("<h4>{of}</h4><div class=brand>{name}</div><div class=score>9,{}</div>", of.len() % 10)), winners()),
        ("cards below which others stand", cards(|name, of| format!("<h3>{of}</h3><p>{name}</p>")).replace("</main>", "</main><aside><div class=card><h3>À lire</h3><p>Notre jury</p></div></aside>"), winners()),
        ("cards of two kinds", cards(|name, of| format!("<h3>{of}</h3><p>{name}</p>")).replace("<p>Orange</p>", "<p>Orange</p><p>Un mot du jury</p>"), winners()),
        ("logos", wall(|name| format!("<li><a href=x><img src=x alt=\"{name}\"></a></li>")), winners()),
        ("bare logos", wall(|name| format!("<img src=x alt=\"{name}\">")), winners()),
        ("a logo without a name", wall(|name| format!("<li><img src=x alt=\"{}\"></li>", if name == "Orange" { "" } else { name })), winners()),
        ("data for scripts", script("json", r#"{"props": {"page": 1, "winners": [{"brand": "MAIF", "categorie": "Assurance"}, {"brand": "AXA", "categorie": "Banque"}, {"brand": "Orange", "categorie": "Mobile"}, {"brand": "Free", "categorie": "Internet"}]}}"#), winners()),
        ("data for search engines", script("ld+json", r#"{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "MAIF"}, {"@type": "ListItem", "position": 2, "name": "AXA"}, {"@type": "ListItem", "position": 3, "name": "Orange"}, {"@type": "ListItem", "position": 4, "name": "Free"}]}"#), ranked()),
        ("data with items inside", script("ld+json", r#"{"itemListElement": [{"position": 1, "item": {"name": "MAIF", "url": "a"}}, {"position": 2, "item": {"name": "AXA", "url": "b"}}, {"position": 3, "item": {"name": "Orange", "url": "c"}}, {"position": 4, "item": {"name": "Free", "url": "d"}}]}"#), ranked()),
        ("a list of texts as data", script("json", r#"{"winners": ["MAIF", "AXA", "Orange", "Free"]}"#), winners()),
        ("data in which somebody lacks a name", script("json", r#"{"winners": [{"brand": "MAIF"}, {"brand": "AXA"}, {"name": "Orange"}, {"brand": "Free"}]}"#), winners()),
        ("english enumeration", "<html><body><article><p>The winners of this year are MAIF, AXA, Orange and Free.</p></article></body></html>".into(), winners()),
    ]
}

#[test]
fn a_proposed_rule_reads_everything_right_or_there_is_none() {
    let mut told = Vec::new();
    for page in frozen() {
        // What a line says of earlier editions is derived from it by hand-written sums.
        let mut records = page.read().records;
        let of_page = |record: &Record| {
            record.edition.as_str() == page.edition && record.evidence.kind != EvidenceKind::Derived
        };
        if records.iter().any(of_page) {
            records.retain(of_page);
        }
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
        let context = Context::new(SourceId::new("source").unwrap(), Kind::Award, Label::new("2025"));
        let (verdict, why) = propose(Page::Html(&page), &context, &expected, &some(&companies));
        told.push((shape.to_owned(), verdict, why));
    }
    let count = |wanted| told.iter().filter(|(_, verdict, _)| *verdict == wanted).count();
    let [right, nothing, wrong] = [Proposed::Right, Proposed::Nothing, Proposed::Wrong].map(count);
    println!("--learn: {right} right, {nothing} none, {wrong} wrong of {}", told.len());
    let mut faults = String::new();
    for (shape, verdict, why) in &told {
        println!("  {verdict:?} {shape}");
        if *verdict == Proposed::Nothing {
            println!("      {why}");
        }
        if *verdict == Proposed::Wrong {
            writeln!(faults, "== {shape}\n{why}").unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(
        right * 100 >= told.len() * 60,
        "only {right} of {} pages are read by a proposed rule",
        told.len()
    );
    let silent = told.iter().filter(|(_, verdict, why)| *verdict == Proposed::Nothing && why.is_empty());
    assert_eq!(silent.count(), 0, "where nothing is proposed, something is said");
}
