//! `show benchmark`: measures over editions, one scale a series.

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

use super::query::YearsAndCountry;
use super::word;
use crate::commands::open_workspace::OpenWorkspace;
use model::{Bilingual, FigureId, Subject};
use rank::{Position, Series, SeriesPoint, measure_figure};
use tables::{Cell, Format, Table};

/// Which series.
#[derive(Debug, Args)]
pub struct BenchmarkArgs {
    /// Only one source
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Only one sector
    #[arg(long, value_name = "ID")]
    sector: Option<String>,
    /// Only one company, by its identifier or any of its names
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    #[command(flatten)]
    part: YearsAndCountry,
}

/// The series that were asked for, one row a figure.
pub fn answer(workspace: &OpenWorkspace, asked: &BenchmarkArgs, format: Format) -> Result<Vec<u8>> {
    let company =
        asked.company.as_deref().map(|name| super::company::find(&workspace.register, name)).transpose()?;
    let subject = company.map(|company| Subject::Company(company.id));
    let in_sector = |series: &&Series| {
        let own = series.sector.as_ref();
        let family = own.map(|sector| workspace.register.family(sector));
        asked.sector.as_deref().is_none_or(|id| [own, family].into_iter().flatten().any(|s| s.as_str() == id))
    };
    let of_source = |series: &&Series| asked.source.as_deref().is_none_or(|id| series.source.as_str() == id);
    let of_subject = |series: &&Series| subject.as_ref().is_none_or(|subject| series.subject == *subject);
    let wanted = workspace.figures.benchmarks().iter().filter(in_sector).filter(of_source).filter(of_subject);
    let in_part = |series: &Series| {
        let source = workspace.register.source(&series.source);
        let mut series = series.clone();
        series.points.retain(|point| asked.part.holds(source, point.year));
        (!series.points.is_empty()).then_some(series)
    };
    let series: Vec<Series> = wanted.filter_map(in_part).collect();
    let points = series.iter().flat_map(|one| one.points.iter().map(move |point| (one, point)));
    let table = Table::about("benchmark", 0, points)
        .text("source", |(series, _)| Cell::text(series.source))
        .text("category", |(series, _)| Cell::text(&series.category))
        .text("subject", |(series, _)| Cell::text(subject_name(workspace, &series.subject)))
        .text("edition", |(_, point)| Cell::text(point.edition))
        .number("value", |(_, point)| Cell::number(point.value))
        .text("scale", |(series, _)| Cell::maybe(series.scale))
        .number("vs_average", |(_, point)| Cell::maybe_number(point.against_average))
        .text("change", |(_, point)| change(point))
        .text("since", |(_, point)| Cell::maybe(point.change.map(|change| change.since)))
        .text("place", |(_, point)| Cell::maybe(place(point)))
        .text("value_figure", |(_, point)| Cell::text(figure(workspace, point)))
        .detail()
        .addresses("url", |(_, point)| Cell::text(url(workspace, point)))
        .table();
    let document = series.iter().map(|one| series_json(workspace, one)).collect();
    Ok(format.bytes(&table.with_document(document)))
}

fn change(point: &SeriesPoint) -> Cell {
    match point.change {
        Some(change) => Cell::number(change.by),
        None if point.broken => Cell::text("new method"),
        None => Cell::Empty,
    }
}

/// The place that the publisher printed, or that among the values we know; with `=` where it is shared.
fn place(point: &SeriesPoint) -> Option<String> {
    let shared = |tied| if tied { "=" } else { "" };
    let printed = point.printed.map(|place| format!("{}{}", place.number, shared(place.tied)));
    let known = |Position { rank, tied, of }| format!("{rank}{} of {of} known", shared(tied));
    printed.or_else(|| point.position.map(known))
}

fn subject_name(workspace: &OpenWorkspace, subject: &Subject) -> String {
    match subject {
        Subject::Company(id) => workspace.register.company(id).name.clone(),
        Subject::Average => "(average)".to_owned(),
    }
}

fn figure(workspace: &OpenWorkspace, point: &SeriesPoint) -> FigureId {
    measure_figure(&workspace.register.measures[point.measure])
}

fn url<'a>(workspace: &'a OpenWorkspace, point: &SeriesPoint) -> &'a str {
    workspace.register.measures[point.measure].witnesses.first().map_or("", |witness| &witness.url)
}

/// Everything that a figure is quoted with: publisher, source, edition, and each page that states it.
fn citation(workspace: &OpenWorkspace, series: &Series, point: &SeriesPoint) -> Value {
    let source = workspace.register.source(&series.source);
    let pages = workspace.register.measures[point.measure].witnesses.iter().map(|witness| {
        json!({ "title": witness.title, "url": witness.url, "printed": witness.printed,
                "evidence": word(&witness.evidence.kind), "remark": witness.evidence.remark.to_string(),
                "remark_en": witness.evidence.remark.english() })
    });
    json!({
        "publisher": source.organiser, "source": source.name, "edition": point.edition,
        "category": series.category, "pages": pages.collect::<Vec<_>>(),
    })
}

/// Whom the edition asked, in French and English, where it is declared.
fn base(workspace: &OpenWorkspace, series: &Series, point: &SeriesPoint) -> Option<Value> {
    let edition = workspace.register.source(&series.source).editions.get(&point.edition)?;
    let declared = !edition.base.fr.is_empty() || edition.candidates.is_some();
    let Bilingual { fr, en } = &edition.base;
    declared.then(|| json!({ "fr": fr, "en": en, "candidates": edition.candidates }))
}

fn series_json(workspace: &OpenWorkspace, series: &Series) -> Value {
    let points = series.points.iter().map(|point| {
        json!({ "edition": point.edition, "year": point.year, "value": point.value,
                "figure": figure(workspace, point),
                "against_average": point.against_average, "change": point.change.map(|change| change.by),
                "since": point.change.map(|change| change.since), "broken": point.broken,
                "place": point.printed.map(|place| json!({ "rank": place.number, "tied": place.tied })),
                "position": point.position, "base": base(workspace, series, point), "url": url(workspace, point),
                "citation": citation(workspace, series, point) })
    });
    json!({
        "source": series.source, "category": series.category, "level": word(&series.level),
        "sector": series.sector, "subject": series.subject, "scale": series.scale,
        "measure": workspace.register.source(&series.source).measure,
        "points": points.collect::<Vec<_>>(),
    })
}
