//! How long a very large workspace takes from its files to its rankings: 1,000,000 awards, 100,000 companies, 20 years.
//!
//! `cargo bench --bench rank` prints the seconds of each step, and of all figures of a site. `-- FOLDER` leaves the
//! figures out; the folder, which is kept, gets the workspace unless it holds one. What a user waits for is measured by
//! `just bench`. Rows are drawn by a fixed rule, so that two runs rank the same awards: few companies win
//! most of them, each printed in four spellings.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use model::{Register, Window, Year};
use rank::Query;
use rank::resolve::resolve;
use rank::{Figures, rankings};
use workspace::load;
use workspace::{Method, RankingSettings};

const AWARDS: u64 = 1_000_000;
const COMPANIES: u64 = 100_000;
const SOURCES: u64 = 40;
const CATEGORIES: u64 = 400;
const YEARS: u64 = 20;
const FIRST_YEAR: u64 = 2006;

/// Every method but `kemeny`, which compares each company with each.
const METHODS: [Method; 5] =
    [Method::Competitions, Method::Points, Method::Borda, Method::Dowdall, Method::Median];

const HEADER: &str =
    "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence";

fn main() -> io::Result<()> {
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let passing = tempfile::tempdir()?;
    let folder = named.as_deref().map_or(passing.path(), Path::new);
    if !folder.join("sources.toml").exists() {
        write_workspace(folder)?;
    }
    let mut out = io::stdout().lock();
    let register = measure(folder, &mut out)?;
    if named.is_some() {
        return Ok(());
    }
    let window = Window::new(year(0), year(YEARS - 1)).expect("the first year comes first");
    let settings =
        RankingSettings { country: Some("FR".into()), ranges: vec![window], ..RankingSettings::default() };
    let figures = Figures::new(Arc::new(register), settings);
    let (seconds, years) = timed(|| {
        figures.compute_all();
        figures.scopes()[0].years.len()
    });
    writeln!(out, "all figures: {seconds:.2} s for {years} years in two scopes")
}

fn measure(folder: &Path, out: &mut impl Write) -> io::Result<Register> {
    let (import, mut catalog) = timed(|| load(folder).expect("the workspace is in order"));
    writeln!(out, "import: {import:.2} s for {} rows", catalog.records.count())?;
    let records = std::mem::take(&mut catalog.records);
    let (resolving, resolved) = timed(|| resolve(&catalog, records));
    let register = resolved.register;
    let (awards, companies) = (register.awards.len(), register.companies.len());
    writeln!(out, "resolve: {resolving:.2} s for {awards} awards of {companies} companies")?;
    let window = Window::new(year(0), year(YEARS - 1)).expect("the first year comes first");
    let queries = METHODS.map(|method| Query { method, ..Query::of(window) });
    let (ranking, ranked) = timed(|| rankings(&register, &queries));
    let standings: usize = ranked.iter().map(|ranking| ranking.standings.len()).sum();
    writeln!(out, "rank: {ranking:.2} s for {standings} standings by {} methods", METHODS.len())?;
    writeln!(out, "import, resolve and rank: {:.2} s", import + resolving + ranking)?;
    Ok(register)
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64(), result)
}

fn year(number: u64) -> Year {
    let year = i64::try_from(FIRST_YEAR + number).expect("a small number");
    Year::new(year).expect("a year")
}

fn write_workspace(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("data"))?;
    let mut sources = String::new();
    for source in 0..SOURCES {
        write_rows(&folder.join(format!("data/source_{source}.csv")), source)?;
        let country = if source % 2 == 0 { "FR" } else { "US" };
        sources.push_str(&format!(
            "[source.source_{source}]\nname = \"Source {source}\"\norganiser = \"Nobody\"\n\
             country = \"{country}\"\nkind = \"award\"\njudged-by = \"survey\"\npays-to-enter = \"no\"\n\
             wins = {{ places = 3 }}\nfile = \"data/source_{source}.csv\"\n\n"
        ));
    }
    // Last, for it says that the workspace is whole.
    fs::write(folder.join("sources.toml"), sources)
}

fn write_rows(path: &Path, source: u64) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut draw = Draw(source);
    writeln!(out, "{HEADER}")?;
    for row in 0..AWARDS / SOURCES {
        // Each company wins once somewhere; the rest goes to few of them.
        let widest = draw.below(COMPANIES) + 1;
        let company = Some(row * SOURCES + source).filter(|company| *company < COMPANIES);
        let company = spelled(company.unwrap_or_else(|| draw.below(widest)), draw.below(4));
        // A file is kept edition by edition.
        let year = FIRST_YEAR + row * YEARS / (AWARDS / SOURCES);
        let category = draw.below(CATEGORIES);
        let place = 1 + draw.below(3);
        writeln!(
            out,
            "{year},,Catégorie {category},,category,{place},placed,{company},,,,\
             https://example.org/{source}/{year},Les lauréats {year},stated",
        )?;
    }
    out.flush()
}

/// One of the ways in which a company is printed; all fold to one name.
fn spelled(company: u64, way: u64) -> String {
    match way {
        0 => format!("Société nº{company} d’Étude"),
        1 => format!("SOCIÉTÉ Nº{company} D’ÉTUDE"),
        2 => format!("la Societe nº{company} d'Etude"),
        _ => format!("Société nº{company} d’Étude SAS"),
    }
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
