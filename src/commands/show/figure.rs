//! `show figure`: one published figure by its id, down to the pages that it rests on.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::company::{award_json, witness_json};
use crate::commands::Shell;
use crate::commands::editions::EditionStore;
use crate::commands::open_workspace::OpenWorkspace;
use model::text;
use model::{Award, CompanyId, Day, Decision, FigureId};
use rank::{Figure, FigureSubject, FrozenFigure, Ranking, ranking_figure};
use tables::{Cell, Format, Table};

/// The figure with its rule, its inputs and what persons decided on the names in it.
pub fn answer(shell: &Shell, workspace: &OpenWorkspace, id: FigureId, format: Format) -> Result<Vec<u8>> {
    let figures = workspace.figures.published();
    let store = EditionStore::open(&shell.workspace)?;
    let earlier = store.earlier(id);
    let mut document = match figures.iter().find(|figure| figure.id == id) {
        Some(figure) => document(workspace, figure),
        None => withdrawn(&earlier).with_context(|| {
            format!("no published figure fig-{id}: it was withdrawn, or the id is mistyped")
        })?,
    };
    if !earlier.is_empty() {
        let values = earlier.iter().map(|(edition, day, figure)| {
            json!({ "edition": edition, "day": day.to_string(), "value": figure.value, "printed": figure.printed })
        });
        document["earlier"] = values.collect();
    }
    let lines = lines(&document);
    let table = Table::about("figure", 0, lines)
        .text("what", |(name, _)| Cell::text(name))
        .text("is", |(_, value)| Cell::text(value))
        .table();
    Ok(format.bytes(&table.with_document(document)))
}

/// Of a figure that is published no more, what the last edition that gives it says.
fn withdrawn(earlier: &[(&str, Day, &FrozenFigure)]) -> Option<Value> {
    let (.., figure) = earlier.last()?;
    Some(json!({
        "id": format!("fig-{}", figure.id),
        "what": figure.what, "question": figure.question, "value": "published no more",
    }))
}

fn document(workspace: &OpenWorkspace, figure: &Figure) -> Value {
    let ranking = ranking_of(workspace, figure);
    let awards = awards(workspace, figure, ranking);
    let measure = figure.measure(&workspace.register);
    let witnesses = measure.map(|measure| measure.witnesses.iter().map(witness_json).collect::<Vec<_>>());
    let company = figure.company(&workspace.register);
    let subject = match figure.subject {
        FigureSubject::Whole => Value::Null,
        FigureSubject::Company(id) => json!(workspace.register.company(&id).name),
        FigureSubject::Sector(id) => json!(id),
        FigureSubject::Source(id) => json!(workspace.register.source(&id).name),
        FigureSubject::Measure(_) => match company {
            Some(id) => json!(workspace.register.company(&id).name),
            None => json!("average"),
        },
    };
    let decisions = company.map_or_else(Vec::new, |id| decisions(workspace, &id));
    json!({
        "id": format!("fig-{}", figure.id),
        "what": figure.what, "subject": subject, "question": figure.question, "value": figure.value,
        "interval": interval(workspace, figure, ranking),
        "known": figure.known.map(|known| json!({ "names": known.part, "announced": known.whole })),
        "rule": rule(figure, ranking),
        "awards": awards.into_iter().map(award_json).collect::<Vec<_>>(),
        "witnesses": witnesses,
        "decisions": decisions,
    })
}

/// The ranking that gives a figure; none for what is read from a page or a list.
fn ranking_of<'a>(workspace: &'a OpenWorkspace, figure: &Figure) -> Option<&'a Ranking> {
    let rankings = workspace.figures.scopes().iter().flat_map(|scope| scope.rankings());
    let gives = |ranking: &&Ranking| ranking_figure(figure.what, figure.subject, &ranking.query) == figure.id;
    match figure.subject {
        FigureSubject::Whole | FigureSubject::Company(_) | FigureSubject::Sector(_) => {
            rankings.into_iter().find(gives)
        }
        FigureSubject::Source(_) | FigureSubject::Measure(_) => None,
    }
}

/// The awards that a figure counts.
fn awards<'a>(workspace: &'a OpenWorkspace, figure: &Figure, ranking: Option<&Ranking>) -> Vec<&'a Award> {
    let register = &workspace.register;
    let won = |wanted: &dyn Fn(&rank::Standing) -> bool| {
        let standings = ranking.into_iter().flat_map(|ranking| &ranking.standings);
        standings.filter(|standing| wanted(standing)).flat_map(|standing| &standing.won).copied().collect()
    };
    let positions: Vec<usize> = match figure.subject {
        FigureSubject::Whole => won(&|_| true),
        FigureSubject::Company(id) => won(&|standing| standing.company == id),
        FigureSubject::Sector(id) => won(&|standing| standing.sector == Some(id)),
        FigureSubject::Source(id) => {
            let own =
                |award: &Award| award.source == id && figure.question == award.awarded.year().to_string();
            (0..register.awards.len()).filter(|position| own(&register.awards[*position])).collect()
        }
        FigureSubject::Measure(_) => vec![],
    };
    positions.into_iter().map(|position| &register.awards[position]).collect()
}

/// What persons decided on a name of the company.
fn decisions(workspace: &OpenWorkspace, id: &CompanyId) -> Vec<String> {
    let names: Vec<String> = workspace.register.company(id).names().map(text::key).collect();
    let about = |decision: &&Decision| decision.pair().iter().any(|name| names.contains(&text::key(name)));
    workspace.register.decisions.iter().filter(about).map(ToString::to_string).collect()
}

/// Between which values it would lie: of a rank, over all methods, weights and single sources left out.
fn interval(workspace: &OpenWorkspace, figure: &Figure, ranking: Option<&Ranking>) -> Value {
    let FigureSubject::Company(id) = figure.subject else { return json!(figure.interval) };
    let window = ranking.filter(|_| figure.what == "rank").map(|ranking| ranking.query.window);
    let country = ranking.and_then(|ranking| ranking.query.country.as_ref());
    let scope = workspace.figures.scopes().iter().find(|scope| scope.country.as_ref() == country);
    let sure = window.and_then(|window| scope?.robustness(window));
    let own = sure.and_then(|sure| sure.companies.iter().find(|row| row.company == id));
    own.map_or(Value::Null, |row| json!({ "at_least": row.best, "at_most": row.worst }))
}

/// How it comes about, in a sentence.
fn rule(figure: &Figure, ranking: Option<&Ranking>) -> String {
    let Some(ranking) = ranking else {
        return match figure.subject {
            FigureSubject::Measure(_) => "as the page prints it".to_owned(),
            FigureSubject::Source(_) => {
                "names that pages state, of those that the organiser announced".to_owned()
            }
            FigureSubject::Whole | FigureSubject::Company(_) | FigureSubject::Sector(_) => String::new(),
        };
    };
    let query = &ranking.query;
    let without: Vec<String> = query.without.iter().map(super::word).collect();
    let without =
        if without.is_empty() { String::new() } else { format!(", without {}", without.join(", ")) };
    let country =
        query.country.as_deref().map_or("all countries".to_owned(), |code| format!("sources of {code}"));
    format!("method {}, {country}, {}{without}", query.method, query.window)
}

/// The document as lines: one for each plain value, award, page and decision.
fn lines(document: &Value) -> Vec<(String, String)> {
    let said = |value: &Value| match value {
        Value::Null => "open".to_owned(),
        value => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    };
    let mut lines = Vec::new();
    for (name, value) in document.as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            (_, Value::Null) => (),
            ("awards", Value::Array(awards)) => {
                lines.extend(awards.iter().map(|award| ("award".to_owned(), award_line(award))))
            }
            ("witnesses", Value::Array(pages)) => {
                lines.extend(pages.iter().map(|page| ("page".to_owned(), said(&page["url"]))));
            }
            ("earlier", Value::Array(all)) => {
                let said = |then: &Value| {
                    format!("{} ({}): {}", said(&then["edition"]), said(&then["day"]), said(&then["value"]))
                };
                lines.extend(all.iter().map(|then| ("edition".to_owned(), said(then))));
            }
            ("decisions", Value::Array(all)) => {
                lines.extend(all.iter().map(|decision| ("decision".to_owned(), said(decision))));
            }
            (name, Value::Object(pair)) => {
                let pair: Vec<String> =
                    pair.iter().map(|(key, value)| format!("{key} {}", said(value))).collect();
                lines.push((name.to_owned(), pair.join(", ").replace('_', " ")));
            }
            (name, value) => lines.push((name.to_owned(), said(value))),
        }
    }
    lines
}

fn award_line(award: &Value) -> String {
    let text = |key: &str| award[key].as_str().unwrap_or_default();
    let pages = award["witnesses"].as_array().into_iter().flatten();
    let pages: Vec<&str> = pages.filter_map(|page| page["url"].as_str()).collect();
    format!("{} {} {}: {}", text("source"), text("edition"), text("category"), pages.join(" "))
}
