//! `show benchmark`: measures over editions, one scale a series.

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

use super::{Answer, word};
use crate::commands::book::Book;
use crate::commands::table::Table;
use model::{Bilingual, Subject};
use rank::{Position, Series, SeriesPoint};

/// Which series.
#[derive(Debug, Args)]
pub struct Asked {
    /// Only one source
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Only one sector
    #[arg(long, value_name = "ID")]
    sector: Option<String>,
    /// Only one company, by its identifier or any of its names
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
}

/// The series that were asked for, one row a figure.
pub fn answer(book: &Book, asked: &Asked) -> Result<Answer> {
    let company =
        asked.company.as_deref().map(|name| super::company::find(&book.register, name)).transpose()?;
    let subject = company.map(|company| Subject::Company(company.id));
    let in_sector = |series: &&Series| {
        let own = series.sector.as_ref();
        let family = own.map(|sector| book.register.family(sector));
        asked.sector.as_deref().is_none_or(|id| [own, family].into_iter().flatten().any(|s| s.as_str() == id))
    };
    let of_source = |series: &&Series| asked.source.as_deref().is_none_or(|id| series.source.as_str() == id);
    let of_subject = |series: &&Series| subject.as_ref().is_none_or(|subject| series.subject == *subject);
    let wanted = book.figures.benchmarks().iter().filter(in_sector).filter(of_source).filter(of_subject);
    let series: Vec<_> = wanted.collect();
    let mut table = Table::with_addresses(&[
        "source",
        "category",
        "subject",
        "edition",
        "value",
        "scale",
        "vs average",
        "change",
        "place",
        "url",
    ]);
    for one in &series {
        one.points.iter().for_each(|point| table.push(row(book, one, point)));
    }
    Ok(Answer { table, json: series.into_iter().map(|one| series_json(book, one)).collect() })
}

fn row(book: &Book, series: &Series, point: &SeriesPoint) -> [String; 10] {
    [
        series.source.to_string(),
        series.category.clone(),
        subject_name(book, &series.subject),
        point.edition.to_string(),
        point.value.to_string(),
        series.scale.map(|scale| scale.to_string()).unwrap_or_default(),
        point.against_average.map(|gap| gap.to_string()).unwrap_or_default(),
        match point.change {
            Some(change) => change.to_string(),
            None if point.broken => "new method".to_owned(),
            None => String::new(),
        },
        point.position.map(place).unwrap_or_default(),
        url(book, point).to_owned(),
    ]
}

/// A place among the companies of the list that we know, with `=` where it is shared.
fn place(Position { rank, tied, of }: Position) -> String {
    format!("{rank}{} of {of}", if tied { "=" } else { "" })
}

fn subject_name(book: &Book, subject: &Subject) -> String {
    match subject {
        Subject::Company(id) => book.register.company(id).name.clone(),
        Subject::Average => "(average)".to_owned(),
    }
}

fn url<'a>(book: &'a Book, point: &SeriesPoint) -> &'a str {
    book.register.measures[point.measure].witnesses.first().map_or("", |witness| &witness.url)
}

/// Everything that a figure is quoted with: publisher, source, edition, and each page that states it.
fn citation(book: &Book, series: &Series, point: &SeriesPoint) -> Value {
    let source = book.register.source(&series.source);
    let pages = book.register.measures[point.measure].witnesses.iter().map(|witness| {
        json!({ "title": witness.title, "url": witness.url, "printed": witness.printed,
                "evidence": word(&witness.evidence.kind), "remark": witness.evidence.remark })
    });
    json!({
        "publisher": source.organiser, "source": source.name, "edition": point.edition,
        "category": series.category, "pages": pages.collect::<Vec<_>>(),
    })
}

/// Whom the edition asked, in French and English, where it is declared.
fn base(book: &Book, series: &Series, point: &SeriesPoint) -> Option<Value> {
    let edition = book.register.source(&series.source).editions.get(&point.edition)?;
    let declared = !edition.base.fr.is_empty() || edition.candidates.is_some();
    let Bilingual { fr, en } = &edition.base;
    declared.then(|| json!({ "fr": fr, "en": en, "candidates": edition.candidates }))
}

fn series_json(book: &Book, series: &Series) -> Value {
    let points = series.points.iter().map(|point| {
        json!({ "edition": point.edition, "year": point.year, "value": point.value,
                "against_average": point.against_average, "change": point.change, "broken": point.broken,
                "position": point.position, "base": base(book, series, point), "url": url(book, point),
                "citation": citation(book, series, point) })
    });
    json!({
        "source": series.source, "category": series.category, "level": word(&series.level),
        "sector": series.sector, "subject": series.subject, "scale": series.scale,
        "measure": book.register.source(&series.source).measure,
        "points": points.collect::<Vec<_>>(),
    })
}
