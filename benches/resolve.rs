//! How long resolving takes: 1,000,000 records that print 100,000 companies, half of them declared; folding alone; and
//! suggesting companies for 1,000,000 unknown names among 100,000.
//!
//! `cargo bench --bench resolve` prints the seconds of each. The records are drawn by a fixed rule, so that two runs
//! resolve the same ones; each company is printed in four spellings, and about a fifth of the records are second
//! witnesses. `cargo bench --bench resolve -- --write DIR` also writes the names that suggestions are asked for and
//! those they are asked among, one a line, for other programs to be timed on.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::time::Instant;

use model::text;
use model::{Company, CompanyId, Locator, Origin, Record};
use rank::resolve::resolve;
use rank::suggest::{NameIndex, UnknownName};
use rayon::prelude::*;
use sample::{World, won};
use workspace::Catalog;

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
    suggestions(&mut out)?;
    let (seconds, resolved) = timed(|| resolve(&catalog, records.into_iter().collect()));
    let (awards, companies) = (resolved.register.awards.len(), resolved.register.companies.len());
    writeln!(
        out,
        "resolving: {seconds:.2} s for {awards} awards, {companies} companies, {} issues",
        resolved.issues.len()
    )
}

/// Suggests for names that differ from a known one by a slip, a cut, an addition or the order of their words, and for
/// names that nobody has.
fn suggestions(out: &mut impl Write) -> io::Result<()> {
    let companies: Vec<Company> =
        (0..COMPANIES).map(|n| Company { name: made_up(n), ..company(n) }).collect();
    let mut draw = Draw(2);
    let asked: Vec<(u64, String)> = (0..RECORDS).map(|_| misspelt(&mut draw)).collect();
    if let Some(folder) = std::env::args().skip_while(|word| word != "--write").nth(1) {
        let lines = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join("\n");
        fs::write(format!("{folder}/companies.txt"), lines(&mut companies.iter().map(|c| c.name.as_str())))?;
        fs::write(format!("{folder}/asked.txt"), lines(&mut asked.iter().map(|(_, name)| name.as_str())))?;
    }
    let sectors = BTreeMap::new();
    let (seconds, index) = timed(|| NameIndex::new(&companies, &sectors));
    writeln!(out, "index: {seconds:.2} s for {COMPANIES} companies")?;
    let is_first_three = |(number, name): &(u64, String)| {
        let candidates = index.candidates(&UnknownName { name, ..UnknownName::default() }, 3);
        *number < COMPANIES && candidates.iter().any(|c| c.company == companies[*number as usize].id)
    };
    let (seconds, found) = timed(|| asked.par_iter().filter(|asked| is_first_three(asked)).count());
    let meant = asked.iter().filter(|(number, _)| *number < COMPANIES).count();
    writeln!(
        out,
        "suggesting: {seconds:.2} s for {RECORDS} names; the company meant is among three for {found} of {meant}"
    )
}

/// A name of two or three words out of some thousands, as companies have.
fn made_up(number: u64) -> String {
    const STARTS: [&str; 20] = [
        "bra", "cor", "dal", "fen", "gal", "hel", "jur", "kal", "lor", "mar", "nov", "per", "qui", "ros",
        "sol", "tra", "uni", "ver", "wal", "zen",
    ];
    const ENDS: [&str; 15] = [
        "tex", "dis", "mont", "ville", "lec", "nia", "pharm", "gaz", "bois", "line", "vita", "car", "soft",
        "port", "age",
    ];
    const TRADES: [&str; 8] =
        ["Assurances", "Banque", "Optique", "Voyages", "Énergies", "Distribution", "Conseil", "Transports"];
    let mut draw = Draw(1000 + number);
    let mut word = || {
        let mut part = |parts: &[&str]| parts[draw.below(parts.len() as u64) as usize].to_owned();
        let word = part(&STARTS) + &part(&STARTS)[..2] + &part(&ENDS);
        word[..1].to_uppercase() + &word[1..]
    };
    let (first, second) = (word(), word());
    match number % 4 {
        0 => first + &second.to_lowercase(),
        1 | 2 => format!("{first} {second}"),
        _ => format!("{first} {second} {}", TRADES[(number / 4 % 8) as usize]),
    }
}

/// A name made unlike the one of a company, and the number of that company; past the last for a name that none has.
fn misspelt(draw: &mut Draw) -> (u64, String) {
    let number = draw.below(COMPANIES);
    let name = made_up(number);
    let at = 1 + draw.below(name.len() as u64 / 2) as usize;
    let boundary = (at..).find(|at| name.is_char_boundary(*at)).expect("the end is a boundary");
    let (start, rest) = name.split_at(boundary);
    let mut letters = rest.chars();
    let printed = match draw.below(6) {
        0 => format!("{start}{}", {
            letters.next();
            letters.as_str()
        }),
        1 => format!("{start}x{rest}"),
        2 => format!("{name} Services clients"),
        3 => format!("Groupe {}", name.to_uppercase()),
        4 => name.split(' ').rev().collect::<Vec<_>>().join(" "),
        _ => return (COMPANIES, made_up(COMPANIES + draw.below(COMPANIES))),
    };
    (number, printed)
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
    let edition = (2006 + draw.below(YEARS)).to_string();
    let category = format!("Catégorie {}", (number + draw.below(2)) % CATEGORIES);
    let row =
        won(&format!("source_{source}"), &edition, &category, &company).at(&draw.below(RECORDS).to_string());
    let file = format!("data/source_{source}.csv").into();
    Record { locator: Locator::Row { file, line, proof: None }, ..row.0 }
}

fn name(number: u64) -> String {
    format!("Société Générale-Nº{number} d’Étude")
}

/// Forty sources, and every second company declared.
fn catalog() -> Catalog {
    let sources = (0..SOURCES).map(|number| format!("source_{number}"));
    let mut catalog = sources.fold(World::default(), |world, id| world.source(&id, |s| s.places = 3)).catalog;
    catalog.companies = (0..COMPANIES / 2).map(company).map(|company| (company.id, company)).collect();
    catalog
}

fn company(number: u64) -> Company {
    let id = CompanyId::new(&format!("company_{number}")).expect("an identifier");
    Company::named(id, &name(number), Origin::Declared)
}
