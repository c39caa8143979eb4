//! How long the reading of a very large workspace takes: 1,000,000 rows in one file.
//!
//! `cargo bench --bench catalog` prints the seconds and the bytes. Rows are written by a fixed rule: one in four
//! has quotes around its title, and one page carries fifty rows.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use workspace::load;

const ROWS: u64 = 1_000_000;

const SOURCES: &str = r#"
[source.large]
name          = "A large award"
organiser     = "Nobody"
country       = "FR"
kind          = "award"
judged-by     = "unknown"
pays-to-enter = "unknown"
file          = "large.csv"
"#;

const HEADER: &str =
    "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence";

fn main() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("sources.toml"), SOURCES)?;
    let bytes = write_rows(&folder.path().join("large.csv"))?;
    let start = Instant::now();
    let catalog = load(folder.path()).expect("the rows are in order");
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = bytes / 1_000_000;
    writeln!(io::stdout().lock(), "load: {seconds:.2} s for {} rows, {megabytes} MB", catalog.records.count())
}

fn write_rows(path: &Path) -> io::Result<u64> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "{HEADER}")?;
    for n in 0..ROWS {
        let (year, company, page) = (2006 + n % 20, n * 7919 % 100_000, n / 50);
        let title =
            if n % 4 == 0 { "\"Les lauréats, édition complète\"" } else { "Les lauréats de l’année" };
        let score = if n % 3 == 0 { "7.25,10" } else { "," };
        writeln!(
            out,
            "{year},{year}-10-18,Service à la clientèle,Assurance,category,{},placed,Société {company} SA,,{score},\
             https://example.org/award/{year}/{page},{title},stated",
            1 + n % 9
        )?;
    }
    out.flush()?;
    path.metadata().map(|meta| meta.len())
}
