//! How long resolving takes: 1,000,000 records that print 100,000 companies, half of them declared; and folding alone.
//!
//! `cargo bench --bench resolve` prints the seconds of each. The records are drawn by a fixed rule, so that two runs
//! resolve the same ones; each company is printed in four spellings, and about a fifth of the records are second
//! witnesses.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

use palmares::catalog::{Catalog, Language, RankingSettings, Settings, SiteSettings};
use palmares::model::{
    Better, Bilingual, Company, CompanyId, CompanyLevel, CrawlSettings, Evidence, EvidenceKind, JudgedBy,
    Kind, Label, Level, Locator, Method, Origin, Outcome, Recipient, Record, Source, SourceId, YesNo,
};
use palmares::resolve::resolve;
use palmares::text;

const RECORDS: u64 = 1_000_000;
const COMPANIES: u64 = 100_000;
const SOURCES: u64 = 40;
const YEARS: u64 = 20;
const CATEGORIES: u64 = 50;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let catalog = catalog();
    let mut draw = Draw(1);
    let records: Vec<Record> = (0..RECORDS).map(|line| record(line, &mut draw)).collect();
    let (seconds, letters) =
        timed(|| records.iter().map(|record| text::key(&record.company).len()).sum::<usize>());
    writeln!(out, "folding: {seconds:.2} s for {RECORDS} names, {letters} letters")?;
    let (seconds, resolved) = timed(|| resolve(&catalog, &records));
    let (awards, companies) = (resolved.register.awards.len(), resolved.register.companies.len());
    writeln!(
        out,
        "resolving: {seconds:.2} s for {awards} awards, {companies} companies, {} issues",
        resolved.issues.len()
    )
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64(), result)
}

/// A fixed sequence of numbers without a visible pattern (SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

fn record(line: u64, draw: &mut Draw) -> Record {
    let number = draw.below(COMPANIES);
    let company = match draw.below(4) {
        0 => name(number),
        1 => name(number).to_uppercase(),
        2 => format!("la {}", name(number).replace('é', "e")),
        _ => format!("{} S.A.S.", name(number)),
    };
    // Few sources for each company, so that some records tell of one prize.
    let source = (number + draw.below(3)) % SOURCES;
    Record {
        source: source_id(source),
        edition: Label::new(&(2006 + draw.below(YEARS)).to_string()),
        awarded: None,
        category: format!("Catégorie {}", (number + draw.below(2)) % CATEGORIES),
        sector: String::new(),
        level: Level::Category,
        place: None,
        outcome: Outcome::Winner,
        company,
        person: String::new(),
        score: None,
        scale: None,
        url: format!("https://example.org/{}", draw.below(RECORDS)),
        title: "A page".to_owned(),
        evidence: Evidence { kind: EvidenceKind::Stated, remark: String::new() },
        locator: Locator::Row { file: format!("data/source_{source}.csv"), line },
    }
}

fn name(number: u64) -> String {
    format!("Société Générale-Nº{number} d’Étude")
}

fn catalog() -> Catalog {
    let site = SiteSettings { title: String::new(), base_url: String::new(), languages: vec![Language::Fr] };
    let ranking = RankingSettings {
        method: Method::Competitions,
        country: None,
        ranges: vec![],
        rules: Default::default(),
    };
    Catalog {
        readings: BTreeMap::new(),
        rules: BTreeMap::new(),
        accepted: std::collections::BTreeSet::new(),
        settings: Settings { site, ranking, crawl: CrawlSettings::default() },
        sources: (0..SOURCES).map(source).map(|source| (source.id.clone(), source)).collect(),
        companies: (0..COMPANIES / 2).map(company).map(|company| (company.id.clone(), company)).collect(),
        sectors: BTreeMap::new(),
        labels: vec![],
        decisions: vec![],
        records: vec![],
        published: vec![],
    }
}

fn source_id(number: u64) -> SourceId {
    SourceId::new(&format!("source_{number}")).expect("an identifier")
}

fn source(number: u64) -> Source {
    Source {
        id: source_id(number),
        name: format!("Source {number}"),
        name_en: None,
        organiser: String::new(),
        website: None,
        url: None,
        country: "FR".to_owned(),
        kind: Kind::Award,
        counts: true,
        judged_by: JudgedBy::Survey,
        pays_to_enter: YesNo::No,
        recipient: Recipient::Company,
        about: Bilingual::default(),
        held: None,
        label_offset: 0,
        places: 3,
        echo: BTreeMap::new(),
        category_names: BTreeMap::new(),
        scale: None,
        measure: None,
        find: None,
        better: Better::Higher,
        editions: BTreeMap::new(),
    }
}

fn company(number: u64) -> Company {
    Company {
        id: CompanyId::new(&format!("company_{number}")).expect("an identifier"),
        name: name(number),
        sector: None,
        country: None,
        level: CompanyLevel::Brand,
        parent: None,
        spellings: vec![],
        former: vec![],
        origin: Origin::Declared,
    }
}
