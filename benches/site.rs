//! How fast pages are printed and written: 6,000 companies in two languages, about 25,000 pages of 14 kB.
//!
//! `cargo bench --bench site` prints the seconds and the pages a second of printing, of printing again as every later
//! build does, of writing and of writing again when nothing changed; `-- FOLDER` keeps the site there.
//! `tests/with/bench_site.py` runs it beside `cp -r` of its site and beside Hugo. Judge it in memory
//! (`TMPDIR=/dev/shm`): small files on a disk hide what prints them. Feeds, badges, tables and pictures are made too;
//! only pages are counted.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use palmares::catalog::{Catalog, load};
use palmares::commands::output::{Kind, Place};
use palmares::commands::publish::{pictures, publish};
use palmares::commands::{Colour, Console, Volume};
use palmares::model::{Figures, Register};
use palmares::rank::{Options, figures};
use palmares::resolve::resolve;
use palmares::site::{Input, Overrides, Page, Pictures, pages};

const COMPANIES: usize = 6_000;
const YEARS: usize = 20;
const FIRST_YEAR: usize = 2006;
const SOURCES: usize = 12;
/// Prizes of a company, all in one year: most winners win in one year only.
const PRIZES: usize = 3;

const HEADER: &str =
    "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence";

fn main() -> io::Result<()> {
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let passing = tempfile::tempdir()?;
    write_workspace(passing.path())?;
    let catalog = load(passing.path()).expect("the workspace is in order");
    let resolved = resolve(&catalog, &catalog.records);
    let settings = &catalog.settings.ranking;
    let rules = settings.rules.clone();
    let options =
        Options { country: settings.country.clone(), ranges: vec![], method: settings.method, rules };
    let figures = figures(&resolved.register, &options);
    let folder = named.map_or_else(|| passing.path().join("public"), PathBuf::from);
    let place = || Place::open(passing.path(), &folder, Kind::Site).expect("a folder for a site");
    measure(&catalog, &resolved.register, &figures, place)
}

fn measure(
    catalog: &Catalog,
    register: &Register,
    figures: &Figures,
    place: impl Fn() -> Place,
) -> io::Result<()> {
    let overrides = Overrides::new();
    let input = Input {
        register,
        figures,
        issues: &[],
        due: &[],
        settings: &catalog.settings.site,
        ranking: &catalog.settings.ranking,
        as_of: "2026-01-01".parse().expect("a day"),
        version: env!("CARGO_PKG_VERSION"),
        overrides: &overrides,
    };
    let (printing, site) = timed(|| pages(&input, &Pictures::new()).expect("the templates are in order"));
    let console = Console::new(Volume::Quiet, Colour::Off);
    let (writing, ()) = timed(|| publish(&place(), &site, &console).expect("there is room"));
    let (again, ()) = timed(|| publish(&place(), &site, &console).expect("there is room"));
    let earlier = pictures(&place());
    let (reprinting, _) = timed(|| pages(&input, &earlier).expect("the templates are in order"));
    let mut out = io::stdout().lock();
    let html: Vec<&Page> = site.iter().filter(|page| page.path.ends_with(".html")).collect();
    let bytes: usize = html.iter().map(|page| page.bytes.len()).sum();
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for page in &site {
        let kind = kinds.entry(page.path.rsplit('.').next().unwrap_or_default()).or_default();
        *kind = (kind.0 + 1, kind.1 + page.bytes.len());
    }
    for (kind, (files, bytes)) in kinds {
        writeln!(out, "{kind}: {files} files, {:.1} MB", bytes as f64 / 1e6)?;
    }
    let rate = |seconds: f64| html.len() as f64 / seconds;
    writeln!(out, "pages: {} of {} bytes", html.len(), bytes / html.len().max(1))?;
    writeln!(out, "print: {printing:.2} s, {:.0} pages/s", rate(printing))?;
    writeln!(out, "print again, with the pictures of that site: {reprinting:.2} s")?;
    writeln!(out, "write: {writing:.2} s; again, unchanged: {again:.2} s")?;
    writeln!(out, "print and write: {:.2} s, {:.0} pages/s", printing + writing, rate(printing + writing))
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64(), result)
}

fn write_workspace(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("data"))?;
    let mut sources = String::from(
        "[site]\ntitle = \"Le prix des prix\"\nbase-url = \"https://example.org/palmares/\"\n\
         languages = [\"fr\", \"en\"]\n\n[ranking]\nmethod = \"competitions\"\ncountry = \"FR\"\n\n",
    );
    let mut rows = vec![format!("{HEADER}\n"); SOURCES];
    for company in 0..COMPANIES {
        let year = FIRST_YEAR + company % YEARS;
        // One company a year has a prize more, and so leads it alone.
        let prizes = PRIZES + usize::from(company < YEARS);
        for prize in 0..prizes {
            let source = (company / YEARS + prize) % SOURCES;
            rows[source].push_str(&format!(
                "{year},,Catégorie {},,category,,winner,Société nº{company} d’Étude,,,,\
                 https://example.org/{source}/{year},Les lauréats {year},stated\n",
                company / YEARS % 40,
            ));
        }
    }
    for (source, rows) in rows.iter().enumerate() {
        fs::write(folder.join(format!("data/source_{source}.csv")), rows)?;
        sources.push_str(&format!(
            "[source.source_{source}]\nname = \"Source {source}\"\norganiser = \"Nobody\"\ncountry = \"FR\"\n\
             kind = \"award\"\njudged-by = \"survey\"\npays-to-enter = \"no\"\n\
             file = \"data/source_{source}.csv\"\n\n"
        ));
    }
    fs::write(folder.join("sources.toml"), sources)
}
