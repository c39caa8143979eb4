//! How fast a page is read with its rule on: against scraper's bare parse, and against selectolax and parsel taking
//! the same cells from the same page, as `tests/with/install bench` brings them.
//!
//! `cargo bench --bench extract` prints the rule and megabytes a second, the best of all rounds. All four take turns, so
//! that a busy moment of the machine costs none of them more than another.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use model::{Kind, Label, SourceId};
use read::{Context, Page, read};
use workspace::rules_in;

const ROUNDS: u32 = 40;
const TURNS: u32 = 5;

const RULE: &str = r#"
[rule.table]
within  = "table.winners"
columns = { place = "Rang", company = "Marque", sector = "Secteur", score = "Note" }
"#;

/// Reads the page named by the first argument as often as the second says, and prints the best seconds.
const PEER: &str = r"
import sys, time
page = open(sys.argv[1]).read()
def selectolax():
    from selectolax.lexbor import LexborHTMLParser
    return [[c.text() for c in r.css('td')] for r in LexborHTMLParser(page).css('table.winners tbody tr')]
def parsel():
    from parsel import Selector
    return [[''.join(c.css('*::text').getall()) for c in r.css('td')] for r in Selector(page).css('table.winners tbody tr')]
read = {'selectolax': selectolax, 'parsel': parsel}[sys.argv[2]]
best = 9.0
for _ in range(int(sys.argv[3])):
    start = time.perf_counter(); rows = read(); best = min(best, time.perf_counter() - start)
assert len(rows) == 400, len(rows)
print(best)
";

/// Who takes turns, and the best time of all turns; none where it is not installed.
struct Reader<'a> {
    name: &'static str,
    fastest: Option<Duration>,
    turn: &'a dyn Fn() -> Option<Duration>,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let page = page();
    let rule = &rules_in("bench", RULE).expect("the rule is sound")["table"];
    let source = SourceId::new("bench").expect("a word");
    let context = Context::new(source, Kind::Ranking, Label::new("2025"));
    let rows = read(Page::Html(&page), rule, &context);
    assert!(
        rows.is_clean() && rows.records.len() == 400,
        "{} rows, {:?}",
        rows.records.len(),
        rows.unread.first()
    );
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), &page)?;
    let ours = || Some(best(|| read(Page::Html(&page), rule, &context).records.len()));
    let scraper = || Some(best(|| scraper::Html::parse_document(&page).tree.nodes().count()));
    let selectolax = || peer("selectolax", file.path());
    let parsel = || peer("parsel", file.path());
    let mut readers = [
        Reader { name: "palmares, rule on", fastest: None, turn: &ours },
        Reader { name: "scraper, bare parse", fastest: None, turn: &scraper },
        Reader { name: "selectolax", fastest: None, turn: &selectolax },
        Reader { name: "parsel", fastest: None, turn: &parsel },
    ];
    for _ in 0..TURNS {
        for reader in &mut readers {
            reader.fastest = (reader.turn)().into_iter().chain(reader.fastest).min();
        }
    }
    writeln!(out, "a page of {} bytes, 400 rows, read by{RULE}", page.len())?;
    for Reader { name, fastest, .. } in readers {
        match fastest {
            Some(time) => {
                writeln!(out, "{name:19} {:7.1} MB/s", page.len() as f64 / time.as_secs_f64() / 1e6)?
            }
            None => writeln!(out, "{name:19} not measured: run tests/with/install bench")?,
        }
    }
    Ok(())
}

/// The best seconds of a reader written in Python, where it is installed.
fn peer(name: &str, page: &Path) -> Option<Duration> {
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/target/with/readers/bin/python3");
    let mut peer = Command::new(python);
    let ran = peer.arg("-c").arg(PEER).arg(page).args([name, &ROUNDS.to_string()]).output().ok()?;
    String::from_utf8_lossy(&ran.stdout).trim().parse().ok().map(Duration::from_secs_f64)
}

fn best(work: impl Fn() -> usize) -> Duration {
    let timed = |_| {
        let began = Instant::now();
        std::hint::black_box(work());
        began.elapsed()
    };
    (0..ROUNDS).map(timed).min().expect("there are rounds")
}

/// A winners' table between two menus and a script, as award pages have them.
fn page() -> String {
    let mut rows = String::new();
    for n in 1..=400 {
        let (sector, score) = (n % 12, 50 + n * 7 % 49);
        write!(
            rows,
            "<tr class=\"row r{}\"><td class=\"rank\">{n}</td><td class=\"brand\"><a href=\"/b/{n}\">Entreprise {n} &amp; Cie</a></td><td>Secteur {sector}</td><td class=\"num\">{score},{}</td></tr>",
            n % 2,
            n % 10
        )
        .expect("a String takes everything");
    }
    let menu: String = (0..200)
        .map(|n| format!("<li id=\"menu-item-{n}\" class=\"menu-item\"><a href=\"https://example.org/page/{n}?utm=a&amp;b=c\">Menu {n}</a></li>"))
        .collect();
    let script = "var x='<div>';function f(){return 1<2;}\n".repeat(200);
    format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Palmarès</title><script>{script}</script></head><body><nav><ul>{menu}</ul></nav><main><h1>Palmarès 2025</h1><table class=\"winners\"><thead><tr><th>Rang</th><th>Marque</th><th>Secteur</th><th>Note</th></tr></thead><tbody>{rows}</tbody></table></main><footer>{menu}</footer></body></html>"
    )
}
