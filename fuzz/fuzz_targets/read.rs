//! No bytes make reading crash or hang, whatever kind of page they claim to be.
//!
//! With `cargo install cargo-fuzz --locked`, from the root: `mkdir -p fuzz/corpus/read`, then
//! `cargo +nightly fuzz run read fuzz/corpus/read tests/pages -- -max_total_time=300 -timeout=10`.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use workspace::rules_in;
use read::{Context, Page, read, words};
use model::{Digest, Kind, Label, Moment, SourceId};
use workspace::Rule;

static RULES: LazyLock<BTreeMap<String, Rule>> = LazyLock::new(|| {
    let text = r#"
[rule.lines]
lines   = ["{place} prix [secteur ]{sector} : {company}", "{company} ({score})"]
several = ["company"]
[rule.prose]
prose   = ["{company:name} ({score})"]
[rule.table]
columns = { company = 1, score = 2 }
[rule.titles]
columns = { company = "Marque", score = "Note" }
[rule.items]
items   = "li:not(.x):has(b)"
fields  = { company = "b", category = "@title" }
[rule.json]
json    = "$..*"
fields  = { company = "name" }
"#;
    rules_in("fuzz", text).expect("the rules are sound")
});

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let placed = words(&text);
    let context = Context {
        source: SourceId::new("fuzz").expect("a word"),
        kind: Kind::Ranking,
        scale: None,
        edition: Label::new("2025"),
        url: String::new(),
        digest: Digest::of(bytes),
        seen: Moment::from_unix(0),
            known: std::sync::Arc::default(),
    };
    let pages = [
        Page::Html(&text),
        Page::Plain(&text),
        Page::Csv(&text),
        Page::Json(&text),
        Page::Words(&placed),
        Page::Workbook(bytes),
    ];
    for rule in RULES.values() {
        for page in pages {
            read(page, rule, &context);
        }
    }
});
