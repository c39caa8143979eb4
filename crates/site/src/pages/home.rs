//! The front page: what this is, the last year that carries a crown, the season now, the lists that are wanted.

use std::cmp::Reverse;

use minijinja::Value;

use model::{Day, Label, SourceId, Window, Year};
use rank::{Due, DueState, Ground, Licence, ListState, Ranking, Scope};

use crate::SiteError;
use crate::pages::leaderboard::boards;
use crate::parts::badge::Badge;
use crate::parts::board::SpanView;
use crate::parts::claim::{Claim, claim_view};
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::Sheet;
use crate::sharing::cite::linked;

/// How many rows a list of the front page shows.
const MOST_SHOWN: usize = 6;

pub(crate) fn view(sheet: &Sheet) -> Result<Value, SiteError> {
    let register = sheet.input.register;
    let scope = sheet.input.figures.scopes().first();
    Ok(view! {
        awards: register.awards.len(),
        counts: view! {
            leaderboards: scope.map_or(0, |scope| scope.years.len()),
            companies: sheet.index.companies().count(),
            sectors: register.sectors.len(),
            sources: register.sources.len(),
        },
        best: best_year(sheet).map(|board| best(sheet, board)).transpose()?,
        season: scope.map(|scope| season(sheet, scope)),
        wanted: scope.map(|scope| wanted(sheet, scope)),
        boards: scope.is_some().then(|| boards(sheet, 0)),
        linked: linked::home(sheet),
    })
}

/// The last year of the default scope that carries a crown; without one, the year of which most names are known.
pub(crate) fn best_year(sheet: &Sheet) -> Option<Board> {
    let scope = sheet.input.figures.scopes().first()?;
    let share = |ranking: &&Ranking| {
        let badge = Badge::of(sheet, ranking);
        (!badge.is_thin(), badge.part * 1000 / badge.whole.unwrap_or(u64::MAX), ranking.query.window.to)
    };
    let fullest = || Some(scope.years.iter().max_by_key(share)?.query.window.to);
    let year = sheet.input.figures.crowned_year().or_else(fullest)?;
    Some(Board { scope: 0, span: Span::Window(Window::year(year)) })
}

fn best(sheet: &Sheet, board: Board) -> Result<Value, SiteError> {
    let ranking = sheet.index.ranking(board);
    let why = match Claim::of(sheet, ranking).licence {
        Licence::Crowned { ground: Ground::Ours, .. } => "ours",
        Licence::Crowned { ground: Ground::Published(_), .. } => "published",
        Licence::Withheld { .. } => "fullest",
    };
    Ok(view! {
        span: SpanView::of(sheet, board),
        claim: claim_view(sheet, board)?,
        why,
        wanted: sheet.words.typography.percent(sheet.input.ranking.crown.known_percent.into()),
        href: sheet.links.to(&Address::Leaderboard(board)),
    })
}

/// Which prizes that count are out this year, which are expected now, which are late.
fn season(sheet: &Sheet, scope: &Scope) -> Value {
    let register = sheet.input.register;
    let typography = &sheet.words.typography;
    let counted = |id: &SourceId| scope.counts(register.source(id));
    let state = |state: DueState| {
        let due = sheet.input.due.iter().filter(|due| due.state == state && counted(&due.source));
        let when = |due: &Due| typography.days(due.window.0, due.window.1);
        rows(due.map(|due| view! { source: sheet.source(&due.source), when: when(due) }).collect())
    };
    let given = out(sheet, scope).into_iter();
    let given = given.map(|(day, id)| view! { source: sheet.source(id), when: typography.day(day) });
    view! {
        year: sheet.input.as_of.year().to_string(),
        href: sheet.links.to(&Address::Calendar),
        out: rows(given.collect()),
        due: state(DueState::Due),
        overdue: state(DueState::Overdue),
    }
}

/// The editions of prizes that count which were handed over this year, the latest first.
fn out<'a>(sheet: &Sheet<'a>, scope: &Scope) -> Vec<(Day, &'a SourceId)> {
    let this_year = |day: &Day| day.year() == sheet.input.as_of.year() && *day <= sheet.input.as_of;
    let counted = |(source, _): &(&SourceId, &Label)| scope.counts(sheet.input.register.source(source));
    let editions = sheet.index.editions().filter(counted);
    let held = editions.filter_map(|(source, label)| {
        let day = sheet.index.edition(source, label).awarded.filter(this_year)?;
        Some((day, source))
    });
    let mut out: Vec<_> = held.collect();
    out.sort_by_key(|&(day, source)| (Reverse(day), source));
    out
}

/// The lists of prizes that count of which no name is known, the latest first.
fn wanted(sheet: &Sheet, scope: &Scope) -> Value {
    let coverage = sheet.input.figures.coverage();
    let mut lists: Vec<(Reverse<Year>, &SourceId, Option<u32>)> = Vec::new();
    let counted = |(id, _): &&(SourceId, Vec<ListState>)| scope.counts(sheet.input.register.source(id));
    for (source, cells) in coverage.rows.iter().filter(counted) {
        for (year, cell) in coverage.years.iter().zip(cells) {
            if let ListState::NotFound { claimed } = cell {
                lists.push((Reverse(*year), source, *claimed));
            }
        }
    }
    lists.sort();
    let row = |&(Reverse(year), source, announced): &(Reverse<Year>, &SourceId, Option<u32>)| {
        view! { source: sheet.source(source), year: year.to_string(), announced }
    };
    view! {
        lists: lists.len(),
        href: sheet.links.to(&Address::Coverage),
        shown: lists.iter().take(MOST_SHOWN).map(row).collect::<Vec<_>>(),
    }
}

/// The first rows, and how many there are.
fn rows(mut all: Vec<Value>) -> Value {
    let n = all.len();
    all.truncate(MOST_SHOWN);
    view! { all: n, more: n - all.len(), shown: all }
}
