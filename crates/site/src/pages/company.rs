//! A company: its names, its awards year by year, its rank over the years, its marks in benchmarks.

use minijinja::Value;
use serde::Serialize;

use model::{Award, Company, CompanyId, Counting, Event, FormerName, Window, Year};
use rank::Ranking;

use crate::SiteError;
use crate::parts::award::{award_view, safe};
use crate::parts::badge::Badge;
use crate::parts::readings::{self, ReadingsView};
use crate::parts::series::SeriesView;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};
use crate::sharing::cite::linked;
use crate::sharing::embed::badges;

/// The awards of a year.
#[derive(Serialize)]
struct YearView {
    year: String,
    counted: usize,
    awards: Vec<Value>,
    /// Its rank in the default scope, where two readings of one prize make two.
    readings: Option<ReadingsView>,
}

/// The rank in a leaderboard.
#[derive(Serialize)]
struct RankView {
    board: Link,
    rank: u32,
    tied: bool,
    out_of: u64,
    score: String,
    badge: Badge,
}

pub(crate) fn view(sheet: &Sheet, id: &CompanyId) -> Result<Value, SiteError> {
    let company = sheet.input.register.company(id);
    let awards = sheet.index.awards_of(id);
    let counted: Vec<_> = awards.iter().filter(|(_, a)| a.counting == Counting::Counts).collect();
    let distinct = |key: &dyn Fn(&Award) -> String| {
        counted.iter().map(|(_, award)| key(award)).collect::<std::collections::BTreeSet<_>>().len()
    };
    let year = |ranking: &Ranking| Span::Window(ranking.query.window);
    let years = sheet.input.figures.scopes().first().map_or(&[][..], |scope| &scope.years);
    let ranks: Vec<RankView> = years.iter().filter_map(|r| rank(sheet, year(r), id)).collect();
    Ok(view! {
        name: company.name.clone(),
        former: former(company),
        events: company.events.iter().map(happened).collect::<Vec<_>>(),
        spellings: company.spellings.clone(),
        sector: company.sector.as_ref().and_then(|id| sheet.sector(id)),
        country: company.country.clone(),
        level: company.level,
        parent: company.parent.as_ref().map(|id| sheet.company(id)),
        children: sheet.index.children_of(id).iter().map(|child| sheet.company(child)).collect::<Vec<_>>(),
        distinctions: counted.len(),
        sources: distinct(&|award| award.source.to_string()),
        years: distinct(&|award| award.awarded.year().to_string()),
        best: best(&ranks),
        timeline: timeline(sheet, id, &awards),
        ranks,
        all_time: rank(sheet, Span::AllTime, id),
        series: sheet.index.series_of(id).map(|series| SeriesView::of(sheet, series)).collect::<Vec<_>>(),
        badges: badges(sheet, id)?,
        linked: linked::company(sheet, company),
    })
}

fn former(company: &Company) -> Vec<Value> {
    let year = |year: Option<Year>| year.map(|year| year.to_string());
    let former = |name: &FormerName| {
        view! {
            name: name.name.clone(),
            from: year(name.from),
            until: year(name.until),
            url: safe(&name.url),
        }
    };
    company.former.iter().map(former).collect()
}

fn happened(event: &Event) -> Value {
    view! {
        year: event.year.to_string(),
        kind: event.kind,
        other: event.other.clone(),
        url: safe(event.url.as_deref().unwrap_or_default()),
    }
}

fn rank(sheet: &Sheet, span: Span, id: &CompanyId) -> Option<RankView> {
    let board = Board { scope: 0, span };
    let ranking = sheet.index.ranking(board);
    let standing = sheet.index.standing(span, id)?;
    let Window { from, .. } = ranking.query.window;
    Some(RankView {
        board: Link { name: from.to_string(), href: Some(sheet.links.to(&Address::Leaderboard(board))) },
        rank: standing.rank,
        tied: standing.tied,
        out_of: ranking.totals.companies,
        score: sheet.score(standing.score),
        badge: Badge::of(sheet, ranking),
    })
}

fn best(ranks: &[RankView]) -> Option<Value> {
    let rank = ranks.iter().map(|view| view.rank).min()?;
    let years = ranks.iter().filter(|view| view.rank == rank).map(|view| view.board.name.clone());
    Some(view! {
        rank,
        years: years.collect::<Vec<_>>(),
    })
}

fn timeline(sheet: &Sheet, id: &CompanyId, awards: &[(usize, &Award)]) -> Vec<YearView> {
    let mut years: Vec<YearView> = Vec::new();
    for (position, award) in awards.iter().rev() {
        let year = award.awarded.year().to_string();
        if years.last().is_none_or(|last| last.year != year) {
            let readings = readings::of_company(sheet, id, award.awarded.year());
            years.push(YearView { year, counted: 0, awards: Vec::new(), readings });
        }
        let last = years.last_mut().expect("one was pushed above");
        last.counted += usize::from(award.counting == Counting::Counts);
        last.awards.push(award_view(sheet, *position));
    }
    years
}
