//! `palmares check`: what is wrong, missing, contradictory, or different from what others published.

mod cause;
mod found;

use std::fmt::Write;

use anyhow::Result;
use clap::ValueEnum;
use found::Announced;
use serde_json::{Value, json};

use super::book::Book;
use super::crawl::ARCHIVE;
use super::show::coverage_in_words;
use super::{Outcome, Shell, Strictness, build};
use archive::Archive;
use model::{Issue, Period, SourceId, Year};
use rank::review;
use rank::{Cause, Cell, Gap};
use read::Held;

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Says all of it; the exit code says whether a person is needed.
pub fn check(shell: &Shell, strictness: Strictness, format: CheckFormat) -> Result<Outcome> {
    let mut book = Book::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    book.issues.extend(site::untranslated(&book.catalog.settings.site, &overrides)?);
    book.issues.extend(book.held.iter().map(Held::issue));
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let announced = found::announced(&book.catalog, &archive, shell.as_of.year())?;
    let answer = match format {
        CheckFormat::Text => text(&book, &announced)?,
        CheckFormat::Json => serde_json::to_string_pretty(&json(&book, &announced))? + "\n",
    };
    shell.console.answer(&answer)?;
    let person = needs_a_person(&book, strictness) || announced.needs_a_person();
    Ok(if person { Outcome::Issues } else { Outcome::Done })
}

fn needs_a_person(book: &Book, strictness: Strictness) -> bool {
    let unexplained = |gap: &Gap| matches!(gap.cause, Cause::Method);
    let incomplete =
        || gaps_in_coverage(book).next().is_some() || book.figures.calibration.iter().any(unexplained);
    !book.issues.is_empty() || (strictness == Strictness::Strict && incomplete())
}

/// Source-years of which a list is missing, in whole or in part.
fn gaps_in_coverage(book: &Book) -> impl Iterator<Item = (&SourceId, Year, &Cell)> {
    let coverage = &book.figures.coverage;
    let cells = coverage.rows.iter().flat_map(|(source, cells)| {
        coverage.years.iter().zip(cells).map(move |(year, cell)| (source, *year, cell))
    });
    cells.filter(|(source, _, cell)| {
        let incomplete = matches!(cell, Cell::Partial { .. } | Cell::NotFound { .. } | Cell::NotAllowed);
        incomplete && book.register.source(source).counts
    })
}

fn text(book: &Book, announced: &Announced<'_>) -> Result<String> {
    let mut out = String::new();
    writeln!(out, "CONFIGURATION  {} sources, no mistake", book.register.sources.len())?;
    write_issues(&mut out, &book.issues)?;
    let undecided = review::undecided(&book.register).len();
    writeln!(
        out,
        "\nNAMES  {undecided} pairs may be one company; palmares review asks, those first that move most"
    )?;
    announced.write(&mut out)?;
    write_coverage(&mut out, book)?;
    write_calibration(&mut out, &book.figures.calibration)?;
    Ok(out)
}

fn write_issues(out: &mut String, issues: &[Issue]) -> Result<()> {
    writeln!(out, "\nISSUES  {} need a person", issues.len())?;
    for issue in issues {
        writeln!(out, "  {:<18} {issue}\n  {:<18} → {}", issue.kind(), "", issue.remedy())?;
    }
    Ok(())
}

fn write_coverage(out: &mut String, book: &Book) -> Result<()> {
    let gaps: Vec<_> = gaps_in_coverage(book).collect();
    writeln!(out, "\nCOVERAGE  {} lists of prizes that count are incomplete or missing", gaps.len())?;
    for (source, year, cell) in gaps {
        writeln!(out, "  {year}  {source:<28} {}", coverage_in_words(cell))?;
    }
    Ok(())
}

fn write_calibration(out: &mut String, calibration: &[Gap]) -> Result<()> {
    writeln!(out, "\nPUBLISHED FIGURES  {} beside ours", calibration.len())?;
    for gap in calibration {
        let Gap { published, ours, gap: difference, .. } = gap;
        let theirs = [published.value.as_str(), published.company.as_str()];
        let theirs: Vec<_> = theirs.into_iter().filter(|word| !word.is_empty()).collect();
        let ours = ours.as_deref().unwrap_or("—");
        let difference = difference.map(|n| format!(" ({n:+})")).unwrap_or_default();
        writeln!(out, "  {:<10} {}: {}", period(published.period), published.figure, theirs.join(" "))?;
        writeln!(out, "  {:<10} ours: {ours}{difference}; {}", "", cause::words(&gap.cause))?;
    }
    Ok(())
}

fn period(period: Period) -> String {
    match period {
        Period::Years(window) => window.to_string(),
        Period::All => "all".to_owned(),
    }
}

fn json(book: &Book, announced: &Announced<'_>) -> Value {
    let issues = book
        .issues
        .iter()
        .map(|issue| json!({ "kind": issue.kind(), "what": issue.to_string(), "remedy": issue.remedy() }));
    let coverage = gaps_in_coverage(book)
        .map(|(source, year, cell)| json!({ "source": source, "year": year, "coverage": cell }));
    let calibration = book.figures.calibration.iter().map(|gap| {
        json!({
            "period": period(gap.published.period), "figure": gap.published.figure, "value": gap.published.value,
            "company": gap.published.company, "url": gap.published.url, "ours": gap.ours, "gap": gap.gap,
            "cause": gap.cause.word(), "why": cause::words(&gap.cause),
        })
    });
    json!({
        "issues": issues.collect::<Vec<_>>(),
        "undecided_pairs": review::undecided(&book.register).len(),
        "new_editions": announced.json(),
        "coverage": coverage.collect::<Vec<_>>(),
        "published": calibration.collect::<Vec<_>>(),
    })
}
