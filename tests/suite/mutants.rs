//! Mutants: each frozen page changed as sites change, and read again. Whatever comes of it must not be a wrong or
//! missing row that nobody is told of.

use std::collections::BTreeMap;

use read::{Extraction, change, read, repair, written};
use regex::Regex;
use workspace::Rule;
use workspace::rules_in;

use crate::held::{no_page, settled};
use crate::pages::{Frozen, frozen};

pub type Mutator = fn(&str) -> String;

pub const MUTATORS: [(&str, Mutator); 15] = [
    ("renamed classes", renamed_classes),
    ("div for table", div_for_table),
    ("reordered columns", reordered_columns),
    ("wrapped cells", wrapped_cells),
    ("split by an ad", split_by_an_ad),
    ("no-break spaces", |page| between_tags(page, |text| text.replace(' ', "&nbsp;"))),
    ("soft hyphens", |page| between_tags(page, |text| with(r"(\p{L}{3})(\p{L}{3})", "$1&shy;$2", text))),
    ("another language", another_language),
    ("half of the rows", half_of_the_rows),
    ("a field lost", |page| with(r"\s*(?:: )?\(?\d+[.,]\d+\s?%?\)?", "", page)),
    ("first cell lost", |page| with(r"(<tr>)<t[dh]>[^<]*</t[dh]>", "$1", page)),
    ("error page", |_| "<html><body><h1>404</h1><p>Page introuvable</p></body></html>".to_owned()),
    ("cookie wall", |_| {
        "<html><body><div>Nous respectons votre vie privée. Accepter</div></body></html>".to_owned()
    }),
    ("no closing tags", |page| with(r"</(?:li|p|td|tr|th|tbody|thead)>", "", page)),
    ("capital tags", |page| {
        with(r"<(/?)(li|p|td|tr|th|ul|div|table)\b", "<$1${2} DATA-X=1 ", page).to_owned()
    }),
];

/// Changes what stands below the menu, which no rule reads.
pub fn below_the_menu(page: &str, mutate: Mutator) -> String {
    let menu = page.find("</nav>").map_or(0, |at| at + "</nav>".len());
    format!("{}{}", &page[..menu], mutate(&page[menu..]))
}

fn with(pattern: &str, by: &str, page: &str) -> String {
    Regex::new(pattern).unwrap().replace_all(page, by).into_owned()
}

fn between_tags(page: &str, change: impl Fn(&str) -> String) -> String {
    let text = Regex::new(r">[^<]+<").unwrap();
    text.replace_all(page, |found: &regex::Captures<'_>| change(&found[0])).into_owned()
}

fn renamed_classes(page: &str) -> String {
    with(r#"\b(class|id)="[^"]*""#, r#"$1="x1f""#, page)
}

fn div_for_table(page: &str) -> String {
    with(r"(</?)(?:table|thead|tbody|tr|td|th)\b", "${1}div", page)
}

fn reordered_columns(page: &str) -> String {
    let cell = r"(<t[dh][^>]*>[^<]*</t[dh]>)";
    with(&format!(r"(<tr>)\s*{cell}\s*{cell}"), "$1$3$2", page)
}

fn wrapped_cells(page: &str) -> String {
    with(r"<(td|th|li|p)([^>]*)>([^<]+)</", "<$1$2><div class=w><span>$3</span></div></", page)
}

fn split_by_an_ad(page: &str) -> String {
    let list =
        page.replacen("</li><li>", "</li></ul><div class=\"ad\">Offre : testez Etam (9,9)</div><ul><li>", 1);
    if list != page { list } else { page.replacen("<br>", "<br>Offre : testez Etam (9,9)<br>", 1) }
}

pub fn another_language(page: &str) -> String {
    let words = [
        ("prix", "prize"),
        ("secteur", "sector"),
        ("catégorie", "category"),
        ("Rang", "Rank"),
        ("Marque", "Brand"),
        ("Note", "Score"),
        ("lauréats", "winners"),
        ("devant", "ahead of"),
        ("élue", "elected"),
        ("Rank", "Platz"),
        ("Brand", "Marke"),
        ("Palme", "Palm"),
        ("score", "note"),
        (" et ", " and "),
        ("Année", "Year"),
    ];
    words.iter().fold(page.to_owned(), |page, (from, to)| page.replace(from, to))
}

fn half_of_the_rows(page: &str) -> String {
    let row =
        Regex::new(r"<li>.*?</li>|<tr><td>.*?</tr>|<br/?>\s*[^<]+|<div class=.card.>.*?</div>").unwrap();
    let mut count = 0;
    row.replace_all(page, |found: &regex::Captures<'_>| {
        count += 1;
        if count % 2 == 0 { String::new() } else { found[0].to_owned() }
    })
    .into_owned()
}

fn read_mutant(page: &Frozen, body: &str) -> Extraction {
    read(page.page(body), &page.rule, &page.context())
}

fn same(one: &Extraction, other: &Extraction) -> bool {
    change(one, other).is_none()
}

#[test]
fn no_mutant_publishes_a_wrong_or_missing_row_silently() {
    let mut tally: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    let (mut all, mut alone) = (0, 0);
    for page in frozen().iter().filter(|page| page.path.extension().is_some_and(|e| e == "html")) {
        let original = page.read();
        for (name, mutate) in MUTATORS {
            let body = below_the_menu(&page.body, mutate);
            if body == page.body {
                continue;
            }
            all += 1;
            let mutant = read_mutant(page, &body);
            let right = same(&original, &mutant);
            let copies = vec![(page.body.as_str(), original.clone()), (body.as_str(), mutant.clone())];
            let settled = settled(page, copies, &[]);
            let live = settled.live.expect("the frozen page is good").reading;
            assert!(same(&live, &original), "{}: {name}: other rows are live", page.shape);
            let told = !settled.held.is_empty() || no_page(&mutant);
            assert!(right || told, "{}: {name}: nobody is told", page.shape);
            let mended = told && !right && repaired(page, &original, &body);
            let ending = match (told, right, mended) {
                (false, ..) => 0,
                (true, true, _) => 1,
                (true, false, true) => 2,
                (true, false, false) => 3,
            };
            tally.entry(name).or_default()[ending] += 1;
            alone += u32::from(!right && mutant.is_clean());
        }
    }
    let sum = |at: usize| tally.values().map(|counts| counts[at]).sum::<u32>();
    println!("{all} mutants; read right / right, held for a person / wrong, repaired / wrong, refused:");
    tally.iter().for_each(|(name, counts)| println!("  {name:20} {counts:?}"));
    println!("  {:20} {:?}", "all", [0, 1, 2, 3].map(sum));
    println!("{alone} of them were wrong and clean, and only the earlier reading tells");
    assert!(all >= 200, "only {all} mutants");
    assert!(sum(2) >= 30, "only {} mutants are repaired", sum(2));
}

/// Whether a rule is found that reads the mutant and the page as the page was read, also when it was pasted.
fn repaired(page: &Frozen, original: &Extraction, body: &str) -> bool {
    let replay = |rule: &Rule| same(original, &read(page.page(&page.body), rule, &page.context()));
    let found = repair(page.page(body), &page.rule, original, &page.context(), replay);
    found.is_some_and(|(mended, _)| {
        let text = written(&mended, "mended");
        let pasted = &rules_in("pasted", &text).unwrap_or_else(|m| panic!("{m}\n{text}"))["mended"];
        same(original, &read(page.page(body), pasted, &page.context())) && replay(pasted)
    })
}

#[test]
fn a_hundred_thousand_levels_and_fifty_megabytes_end_in_a_trouble() {
    let pages = frozen();
    let deep = format!("<body>{}<p>1er prix : X</p>", "<div><span>".repeat(50_000));
    let wide = format!("<table>{}</table>", "<tr><td colspan=500 rowspan=60000>x".repeat(20_000));
    let huge = "<p>1er prix secteur Banque : LCL</p>".repeat(50 << 15);
    let line = "1er prix secteur Banque : LCL, ".repeat(100_000);
    let html = pages.iter().filter(|page| page.path.extension().is_some_and(|e| e == "html"));
    for page in html.step_by(5) {
        for body in [&deep, &wide, &huge, &line] {
            let read = read_mutant(page, body);
            assert!(!read.is_clean(), "{} takes it for a page", page.shape);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_a_rule_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400), cut in 0_usize..2000) {
        let noise = String::from_utf8_lossy(&bytes).into_owned();
        for page in frozen().iter().filter(|page| page.path.extension().is_some_and(|e| e == "html")).step_by(4) {
            let at = page.body.floor_char_boundary(cut.min(page.body.len()));
            let body = format!("{}{noise}{}", &page.body[..at], &page.body[at..]);
            read_mutant(page, &body);
        }
    }
}
