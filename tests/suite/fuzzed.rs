//! No bytes make a reader of foreign bytes crash, hang or lose its word: good inputs are changed by a generator with a
//! seed, so that every run of this test tries the same, on stable Rust and without other tools.
//!
//! For an hour of it: `PALMARES_FUZZ=200 cargo test --release --test suite -- fuzzed --nocapture`; each run of that number
//! begins with another seed. What fails is left in `target/tmp/fuzzed-TARGET`; put it into `fuzzed/` with the mending.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use archive::{Archive, Run, Writer, check, read_warc};
use crawl::Robots;
use model::{Digest, Exchange, Kind, Label, Lead, LeadPlace, Moment, Provenance, SourceId, Year};
use read::find::{self, LeadPage};
use read::{Context, Page, media, read, words};
use workspace::{Rule, load, rules_in};

use crate::fault_server::gzip;

const RULES: &str = r#"
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

/// Numbers that look like chance (xorshift), and are the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    fn part(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        from..(from + self.below(longest)).min(length)
    }
}

/// What readers stumble over: ends, beginnings and limits of many formats.
const TOKENS: [&[u8]; 48] = [
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#x0;",
    b"&#99999999;",
    b"&amp",
    b"<table>",
    b"<td colspan=99999 rowspan=99999>",
    b"<script>",
    b"</table>",
    b"<li>",
    b"\"",
    b"'",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n\r\n",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    "\u{202e}".as_bytes(),
    "\u{feff}".as_bytes(),
    "İ".as_bytes(),
    "ß".as_bytes(),
    "\u{301}".as_bytes(),
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b"\\u0000",
    b"\\",
    b"-1",
    b"99999999999999999999",
    b"1e999",
    b"0x",
    b"*",
    b"$",
    b"WARC/1.1\r\n",
];

/// One input made of another: a few changes, each of a kind that formats do not expect.
fn changed(seed: &[u8], others: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        let part = chance.part(bytes.len(), 200);
        match chance.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(part)),
            3 => {
                let copy = bytes[part].to_vec();
                drop(bytes.splice(at..at, copy.repeat(1 + chance.below(40))));
            }
            4 => {
                let other = &others[chance.below(others.len())];
                let part = chance.part(other.len(), 400);
                drop(bytes.splice(at..at, other[part].iter().copied()));
            }
            5 => drop(bytes.splice(at..at, chance.one_of(&TOKENS).repeat(1 + chance.below(300)))),
            _ => drop(bytes.splice(at..at, chance.one_of(&TOKENS).iter().copied())),
        }
    }
    bytes.truncate(200_000);
    bytes
}

/// The files below a folder of the repository with one of these endings.
fn corpus(folders: &[&str], endings: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            found.push(path);
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folders:?} hold no files of {endings:?}");
    found.iter().map(|path| fs::read(path).unwrap()).filter(|bytes| bytes.len() < 60_000).collect()
}

/// Longer than any reader may take for 200 kB, on a slow machine and without optimisation.
const SLOW: Duration = Duration::from_secs(20);

/// Gives `rounds` changed inputs to a reader; one that panics or takes long is kept in a file and told.
fn feed(target: &str, rounds: usize, seeds: &[Vec<u8>], reader: impl Fn(&[u8])) {
    let longer: usize = env::var("PALMARES_FUZZ").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let mut chance = Chance(
        0x9e37_79b9_7f4a_7c15 ^ target.bytes().fold(longer as u64, |sum, byte| sum * 31 + u64::from(byte)),
    );
    for nth in 0..seeds.len() + rounds * longer {
        let seed = &seeds[if nth < seeds.len() { nth } else { chance.below(seeds.len()) }];
        let input = if nth < seeds.len() { seed.clone() } else { changed(seed, seeds, &mut chance) };
        let begun = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| reader(&input)));
        if ended.is_err() || begun.elapsed() > SLOW {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzzed-{target}"));
            fs::write(&kept, &input).unwrap();
            panic!("{target}, input {nth}: {:?}, kept as {}", begun.elapsed(), kept.display());
        }
    }
}

fn rules() -> BTreeMap<String, Rule> {
    rules_in("fuzzed", RULES).expect("the rules are sound")
}

fn context(bytes: &[u8]) -> Context {
    let about = Context::new(SourceId::new("fuzzed").unwrap(), Kind::Ranking, Label::new("2025"));
    Context { digest: Digest::of(bytes), ..about }
}

/// Reads bytes as pages of a kind by every rule, as they come and as text.
fn by_every_rule(
    target: &str,
    rounds: usize,
    endings: &[&str],
    page: for<'a> fn(&'a [u8], &'a str) -> Page<'a>,
) {
    let rules = rules();
    feed(target, rounds, &corpus(&["pages", "field", "suite/fuzzed"], endings), |bytes| {
        let text = media::decode(bytes, "", "fr");
        for rule in rules.values() {
            read(page(bytes, &text), rule, &context(bytes));
        }
    });
}

#[test]
fn pages_of_html() {
    by_every_rule("html", 2500, &["html"], |_, text| Page::Html(text));
}

#[test]
fn pages_of_text() {
    by_every_rule("text", 2500, &["txt", "html", "csv"], |_, text| Page::Plain(text));
}

#[test]
fn pages_of_csv() {
    by_every_rule("csv", 5000, &["csv"], |_, text| Page::Csv(text));
}

#[test]
fn pages_of_json() {
    by_every_rule("json", 5000, &["json"], |_, text| Page::Json(text));
}

#[test]
fn workbooks() {
    by_every_rule("workbook", 2500, &["xlsx"], |bytes, _| Page::Workbook(bytes));
}

#[test]
fn words_of_a_pdf() {
    let rules = rules();
    feed("pdf-words", 2500, &corpus(&["pages", "suite/fuzzed"], &["tsv", "txt"]), |bytes| {
        let placed = words(&String::from_utf8_lossy(bytes));
        rules.values().for_each(|rule| drop(read(Page::Words(&placed), rule, &context(bytes))));
    });
}

#[test]
fn kinds_and_charsets_of_anything() {
    let seeds = corpus(&["pages", "field", "suite/fuzzed"], &["html", "csv", "json", "xlsx", "pdf", "txt"]);
    feed("media", 5000, &seeds, |bytes| {
        for said in ["", "text/html; charset=utf-16", "text/csv; charset=\"x", "application/pdf"] {
            media::kind(bytes, said, "page.csv");
            media::decode(bytes, said, "fr");
        }
        media::unpacked(bytes);
    });
}

#[test]
fn rules_and_the_files_of_a_workspace() {
    let seeds = corpus(&["pages", "field", "suite/broken", "suite/fuzzed"], &["toml", "csv"]);
    feed("toml", 5000, &seeds, |bytes| drop(rules_in("fuzzed", &String::from_utf8_lossy(bytes))));
    let folder = tempfile::tempdir().unwrap();
    let sound = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/broken/sound");
    let files = ["sources.toml", "companies.toml", "sectors.toml", "decisions.toml", "published.csv"];
    for file in files {
        fs::copy(sound.join(file), folder.path().join(file)).unwrap();
    }
    let seeds: Vec<_> = files.iter().map(|file| fs::read(sound.join(file)).unwrap()).collect();
    for (file, seed) in files.iter().zip(&seeds) {
        feed("workspace", 500, &seeds, |bytes| {
            fs::write(folder.path().join(file), bytes).unwrap();
            drop(load(folder.path()));
        });
        fs::write(folder.path().join(file), seed).unwrap();
    }
}

#[test]
fn feeds_sitemaps_links_and_robots() {
    let page = "https://example.org/news/".parse().unwrap();
    let texts = [
        "<rss><channel><item><title>Palmarès 2026</title><link>https://example.org/2026</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>2025</title><link href='/2025'/></entry></feed>",
        "<urlset><url><loc>https://example.org/palmares-2026</loc><lastmod>2026-01-01</lastmod></url></urlset>",
        "<sitemapindex><sitemap><loc>https://example.org/a.xml</loc></sitemap></sitemapindex>",
        "<!doctype html><main><a href='/palmares-2026'>Palmarès 2026</a><a href='//[::1'>x</a></main>",
        "User-agent: *\nDisallow: /private*$\nAllow: /\nCrawl-delay: 1e9\nSitemap: x\n",
    ];
    let seeds = texts.map(|text| text.as_bytes().to_vec());
    let awaited = [2025, 2026].map(|year| Year::new(year).unwrap());
    let pattern = || r"(?<year>\d{4})".parse().unwrap();
    let places = [
        LeadPlace::Feed("https://example.org/news/".parse().unwrap()),
        LeadPlace::Sitemap("https://example.org/news/".parse().unwrap()),
        LeadPlace::Links { page, selector: "main a".parse().unwrap() },
    ];
    let leads = places.map(|place| Lead::Listed { place, pattern: pattern() });
    feed("leads", 8000, &seeds, |bytes| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let page = LeadPage { address: "https://example.org/news/".parse().unwrap(), text };
        find::sitemaps(&page);
        let pages = [page];
        leads.iter().for_each(|lead| drop(find::editions(lead, &awaited, &pages)));
        Robots::read(bytes, "palmares").forbidding("/private/x?y=1");
    });
}

fn this_run() -> Run {
    Run { process: 1, since: Moment::from_unix(1_800_000_000), software: "palmares/test".into() }
}

/// An archive with a little of everything; its file and its index.
fn archived(folder: &Path) -> [Vec<u8>; 2] {
    let mut writer = Writer::open(folder, this_run()).unwrap();
    for (nth, status) in [200, 301, 304, 404, 200].into_iter().enumerate() {
        let exchange = Exchange {
            address: format!("https://example.org/{}", nth % 3).parse().unwrap(),
            at: Moment::from_unix(1_800_000_000 + nth as i64),
            provenance: Provenance::Crawled,
            via: None,
            protocol: "HTTP/1.1".into(),
            server: None,
            asked: vec![],
            status,
            headers: vec![("ETag".into(), "\"1\"".into()), ("Location".into(), "/1".into())],
            body: if status == 304 { vec![] } else { b"<ul><li>Winner".to_vec() },
        };
        writer.keep(&exchange).unwrap();
    }
    writer
        .note(&"https://example.org/n".parse().unwrap(), Moment::from_unix(1_800_000_009), "failed: x")
        .unwrap();
    writer.finish().unwrap();
    ["palmares-00001.warc.gz", "index.cdxj"].map(|file| fs::read(folder.join(file)).unwrap())
}

#[test]
fn archives_and_their_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let [warc, index] = archived(folder.path());
    let looked_at = |file: &str, bytes: &[u8]| {
        fs::write(folder.path().join(file), bytes).unwrap();
        let archive = Archive::open(folder.path()).unwrap();
        archive.entries().iter().for_each(|entry| drop(archive.snapshot(entry)));
        drop((archive.robots(), archive.validators(), archive.lost().count()));
        check(folder.path()).unwrap();
    };
    feed("index", 1500, std::slice::from_ref(&index), |bytes| looked_at("index.cdxj", bytes));
    fs::write(folder.path().join("index.cdxj"), &index).unwrap();
    feed("archive", 1500, std::slice::from_ref(&warc), |bytes| looked_at("palmares-00001.warc.gz", bytes));
}

#[test]
fn warcs_of_others() {
    let folder = tempfile::tempdir().unwrap();
    let [warc, _] = archived(&folder.path().join("ours"));
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&*warc), &mut plain).unwrap();
    let theirs = folder.path().join("theirs.warc");
    let mut writer = Writer::open(&folder.path().join("into"), this_run()).unwrap();
    let writer = std::cell::RefCell::new(&mut writer);
    let brought = this_run().since;
    feed("warc", 1500, &[plain, warc], |bytes| {
        for bytes in [bytes.to_vec(), gzip(bytes)] {
            fs::write(&theirs, bytes).unwrap();
            drop(read_warc(&theirs, brought, *writer.borrow_mut(), &|_| {}));
        }
    });
}
