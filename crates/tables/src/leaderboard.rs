//! A leaderboard by itself: a table for spreadsheets, and everything it says as one JSON object. The site's file and
//! `palmares show ranking --format json` are this object.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::figures::Stands;
use super::{Cell, Table};
use model::{Award, Day, FigureId, Ratio, Register, Share, SourceId};
use rank::{
    FigureSubject, Figures, Ground, Knowledge, Licence, Query, Ranking, SectorShare, Standing, Statistics,
    ranking_figure,
};
use workspace::Rules;

/// The leaderboard, with everything it says as its JSON; of its standings the first so many.
pub fn leaderboard<'a>(
    register: &'a Register,
    figures: &Figures,
    ranking: &'a Ranking,
    top: usize,
    as_of: Day,
) -> Table<'a> {
    leaderboard_rows(register, ranking, top, as_of)
        .with_document(document(figures, ranking, as_of))
        .with_details("standings", move |at| standing(register, &ranking.query, &ranking.standings[at]))
}

/// The same without its JSON, which of a million awards takes longer to write than all the rest.
pub fn leaderboard_rows<'a>(
    register: &'a Register,
    ranking: &'a Ranking,
    top: usize,
    as_of: Day,
) -> Table<'a> {
    Table::about("leaderboard", 3, Stands::all(register, ranking).take(top))
        .place()
        .who()
        .merits()
        .text("sources", |of| Cell::text(sources(register, of.standing)))
        .detail()
        .text("window", |of| Cell::text(of.ranking.query.window))
        .detail()
        .text("as_of", move |_| Cell::text(as_of))
        .detail()
        .table()
}

/// The sources that gave it a distinction.
fn sources(register: &Register, standing: &Standing) -> String {
    let sources: BTreeSet<&str> =
        standing.won.iter().map(|&at| register.awards[at].source.as_str()).collect();
    sources.into_iter().collect::<Vec<_>>().join(" ")
}

fn document(figures: &Figures, ranking: &Ranking, as_of: Day) -> Value {
    let query = &ranking.query;
    json!({
        "window": query.window,
        "method": query.method,
        "country": query.country,
        "kind": query.kind,
        "level": query.level,
        "without": query.without,
        "weights": weights(&query.rules),
        "as_of": as_of,
        "knowledge": knowledge(&figures.knowledge(ranking)),
        "licence": licence(&figures.licence(ranking)),
        "totals": ranking.totals,
        "statistics": statistics(&ranking.statistics),
        "sectors": ranking.sectors.iter().map(sector).collect::<Vec<_>>(),
        "figures": of_whole(figures, ranking),
    })
}

/// The ids of what is said of the ranking as a whole and of its sectors.
fn of_whole(figures: &Figures, ranking: &Ranking) -> BTreeMap<String, FigureId> {
    let all = figures.of_whole(ranking).into_iter();
    let named = all.filter_map(|figure| match figure.subject {
        FigureSubject::Whole => Some((figure.what.to_owned(), figure.id)),
        FigureSubject::Sector(id) => Some((format!("{} {id}", figure.what), figure.id)),
        FigureSubject::Company(_) | FigureSubject::Source(_) | FigureSubject::Measure(_) => None,
    });
    named.collect()
}

/// The weights of single sources that were asked for.
fn weights(rules: &Rules) -> BTreeMap<&SourceId, Option<Ratio>> {
    rules.chosen.iter().map(|(source, percent)| (source, Ratio::new(i128::from(*percent), 100))).collect()
}

fn counted(share: Share) -> Value {
    json!({ "part": share.part, "whole": share.whole, "share": share })
}

/// What the leaderboard rests on, counted in names.
fn knowledge(knowledge: &Knowledge) -> Value {
    json!({
        "found": knowledge.found,
        "announced": counted(knowledge.announced),
        "known": counted(knowledge.known),
        "lists": {
            "complete": knowledge.complete,
            "partial": knowledge.partial,
            "not_found": knowledge.not_found,
            "of_estimated_length": knowledge.estimated,
            "of_unknown_length": knowledge.open,
        },
        "missing": knowledge.missing,
        "companies": knowledge.companies,
        "companies_but_open": knowledge.companies_but_open,
    })
}

/// Who may be named as the first, and on what ground; or why nobody.
fn licence(licence: &Licence) -> Value {
    match licence {
        Licence::Crowned { leaders, ground: Ground::Ours } => json!({ "crowned": leaders, "ground": "ours" }),
        Licence::Crowned { leaders, ground: Ground::Published(published) } => {
            json!({ "crowned": leaders, "ground": "published", "url": published.url })
        }
        Licence::Withheld { reasons } => json!({ "crowned": [], "withheld": reasons }),
    }
}

fn statistics(statistics: &Statistics) -> Value {
    json!({
        "two_or_more": counted(statistics.two_or_more),
        "more_than_ten": counted(statistics.more_than_ten),
        "newcomers_never_before": counted(statistics.never_before),
        "newcomers_not_last_year": counted(statistics.not_last_year),
        "leading_pack_already_there": counted(statistics.leading_pack),
        "top_ten": counted(statistics.top_ten),
        "gini": statistics.gini,
    })
}

/// How many of the companies belong to a sector.
pub fn sector(row: &SectorShare) -> Value {
    json!({ "sector": row.sector, "companies": row.share.part, "share": row.share, "percent": row.percent })
}

fn standing(register: &Register, query: &Query, standing: &Standing) -> Value {
    let figure = |what| ranking_figure(what, FigureSubject::Company(standing.company), query);
    json!({
        "figures": { "rank": figure("rank"), "score": figure("score"), "awards": figure("distinctions") },
        "rank": standing.rank,
        "tied": standing.tied,
        "company": standing.company,
        "name": register.company(&standing.company).name,
        "sector": standing.sector,
        "score": standing.score,
        "competitions": standing.competitions,
        "awards": standing.awards,
        "previous_rank": standing.previous_rank,
        "new": standing.new,
        "streak": standing.streak,
        "won": standing.won.iter().map(|&at| distinction(&register.awards[at])).collect::<Vec<_>>(),
    })
}

/// A distinction, as far as it takes to find it again and to check it.
fn distinction(award: &Award) -> Value {
    json!({
        "id": award.id,
        "source": award.source,
        "edition": award.edition,
        "awarded": award.awarded,
        "category": award.category,
        "printed": award.printed,
        "outcome": award.outcome,
        "place": award.place.map(|place| place.number),
        "evidence": award.evidence,
        "urls": award.witnesses.iter().map(|witness| witness.url.as_str()).collect::<Vec<_>>(),
    })
}
