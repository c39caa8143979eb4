//! A company: its names, what it won and where that is attested, where it stands, its marks in benchmarks.

use std::collections::BTreeSet;
use std::ops::Range;

use minijinja::Value;

use model::{Award, Company, CompanyId, Counting, Event, FormerName, Year};
use rank::{FigureSubject, Ranking, Standing, ranking_figure};

use crate::SiteError;
use crate::pages::compare::compares;
use crate::parts::award::{award_view, safe};
use crate::parts::badge::Badge;
use crate::parts::claim::Claim;
use crate::parts::matrix;
use crate::parts::series::SeriesView;
use crate::parts::statistics;
use crate::press::address::{Address, Board, Span, file_name};
use crate::press::sheet::{Link, Sheet};
use crate::sharing::cite::linked;
use crate::sharing::embed::badges;
use crate::words::WordsError;

/// Of more neighbours than these none is near.
const MOST_NEIGHBOURS: usize = 3;
/// Awards and series of measures that a page has room for; its JSON has all of them.
const MOST_AWARDS: usize = 160;
const MOST_SERIES: usize = 20;

pub(crate) fn view(sheet: &Sheet, id: &CompanyId) -> Result<Value, SiteError> {
    let company = sheet.input.register.company(id);
    let awards = sheet.index.awards_of(id);
    let counted: Vec<_> = awards.iter().filter(|(_, a)| a.counting == Counting::Counts).copied().collect();
    let all_time = Board { scope: 0, span: Span::AllTime };
    let standing = sheet.index.standing(Span::AllTime, id);
    let peers = standing.map(|standing| (standing, Peers::of(sheet, standing)));
    let series: Vec<_> = sheet.index.series_of(id).collect();
    let rival = peers.as_ref().and_then(|(standing, peers)| rival(sheet, standing, peers));
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
        won: won(sheet, &counted)?,
        place: standing.map(|s| overall(sheet, s)).transpose()?,
        all_time: standing.map(|_| board_link(sheet, all_time)),
        badge: standing.map(|_| Badge::of(sheet, sheet.index.ranking(all_time))),
        in_sector: peers.as_ref().map(|(standing, peers)| in_sector(sheet, standing, peers)).transpose()?.flatten(),
        compare: rival.filter(|other| [id, other].iter().all(|one| compares(sheet, one))).map(|other| compare(sheet, id, &other)),
        strip: matrix::strip(sheet, &counted),
        timeline: timeline(sheet, id, &awards),
        more_awards: awards.len().saturating_sub(MOST_AWARDS),
        ranks: ranks(sheet, id)?,
        series: series.iter().take(MOST_SERIES).map(|series| SeriesView::of(sheet, series)).collect::<Vec<_>>(),
        more_series: series.len().saturating_sub(MOST_SERIES),
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

/// What it won, in a sentence: the one prize, or how many distinctions of how many prizes, and when.
fn won(sheet: &Sheet, counted: &[(usize, &Award)]) -> Result<Option<String>, WordsError> {
    let sources: BTreeSet<_> = counted.iter().map(|(_, award)| award.source).collect();
    let years: BTreeSet<Year> = counted.iter().map(|(_, award)| award.awarded.year()).collect();
    let (Some(source), Some(first), Some(last)) = (sources.first(), years.first(), years.last()) else {
        return Ok(None);
    };
    let key = match (counted.len(), sources.len()) {
        (1, _) => "company.won_once",
        (_, 1) => "company.won_from_one",
        (_, _) => "company.won",
    };
    let span = if first == last { "span.year" } else { "span.range" };
    let years =
        sheet.words.say(span, &[("from", first.to_string().into()), ("to", last.to_string().into())])?;
    let values = [
        ("n", counted.len().into()),
        ("prizes", sources.len().into()),
        ("prize", sheet.source(source).name.into()),
        ("years", years.into()),
    ];
    sheet.words.say(key, &values).map(Some)
}

/// A place with those who share it, and out of how many: `43e ex æquo (74 entreprises), dernier rang, sur 116`.
fn place(sheet: &Sheet, rank: u32, sharing: usize, whole: usize) -> Result<String, WordsError> {
    let last = rank as usize + sharing > whole;
    let key = match (sharing > 1, last && rank > 1) {
        (false, false) => "place.sole",
        (false, true) => "place.sole_last",
        (true, false) => "place.shared",
        (true, true) => "place.shared_last",
    };
    let values =
        [("rank", sheet.rank(rank, sharing > 1)?.into()), ("n", sharing.into()), ("whole", whole.into())];
    sheet.words.say(key, &values)
}

fn place_in(sheet: &Sheet, ranking: &Ranking, standing: &Standing) -> Result<String, WordsError> {
    let before = ranking.standings.partition_point(|other| other.rank < standing.rank);
    let sharing = ranking.standings[before..].partition_point(|other| other.rank == standing.rank);
    place(sheet, standing.rank, sharing, ranking.standings.len())
}

fn overall(sheet: &Sheet, standing: &Standing) -> Result<String, WordsError> {
    place_in(sheet, sheet.index.ranking(Board { scope: 0, span: Span::AllTime }), standing)
}

fn board_link(sheet: &Sheet, board: Board) -> Link {
    let name = sheet.index.ranking(board).query.window.from.to_string();
    Link { name, href: Some(sheet.links.to(&Address::Leaderboard(board))) }
}

/// The companies of a sector, in the order of all years, as one of them sees them.
struct Peers<'a> {
    all: &'a [&'a Standing],
    /// Those who share its rank, itself among them.
    beside: Range<usize>,
}

impl<'a> Peers<'a> {
    /// Nobody, where it has no sector.
    fn of(sheet: &Sheet<'a>, standing: &Standing) -> Self {
        let all = standing.sector.as_ref().map_or(&[][..], |sector| sheet.index.peers(sector));
        Self { all, beside: sharing(all, standing.rank) }
    }

    /// Those of the next better rank.
    fn ahead(&self) -> &'a [&'a Standing] {
        let last = self.all[..self.beside.start].last();
        last.map_or(&[], |last| &self.all[sharing(self.all, last.rank)])
    }

    fn beside(&self) -> &'a [&'a Standing] {
        &self.all[self.beside.clone()]
    }

    /// Those of the next worse rank.
    fn behind(&self) -> &'a [&'a Standing] {
        let first = self.all.get(self.beside.end);
        first.map_or(&[], |first| &self.all[sharing(self.all, first.rank)])
    }
}

/// Where those of a rank stand among all in order: by halving, since ten thousand companies each ask.
fn sharing(all: &[&Standing], rank: u32) -> Range<usize> {
    all.partition_point(|other| other.rank < rank)..all.partition_point(|other| other.rank <= rank)
}

/// Its place among the companies of its sector, with those just before, beside and behind it where they are few.
fn in_sector(sheet: &Sheet, standing: &Standing, peers: &Peers) -> Result<Option<Value>, WordsError> {
    let Some(sector) = standing.sector.as_ref().and_then(|id| sheet.sector(id)) else { return Ok(None) };
    let beside = peers.beside();
    // Where all of them share one place, nobody is first.
    if beside.len() == peers.all.len() {
        return Ok(None);
    }
    // At the foot of a long list a thousand share a rank.
    let few = |there: &[&Standing]| {
        let others = || there.iter().filter(|other| other.company != standing.company);
        let near = others().count() <= MOST_NEIGHBOURS;
        others().filter(|_| near).map(|other| sheet.company(&other.company)).collect::<Vec<_>>()
    };
    let rank = u32::try_from(peers.beside.start + 1).unwrap_or(u32::MAX);
    Ok(Some(view! {
        sector,
        place: place(sheet, rank, beside.len(), peers.all.len())?,
        ahead: few(peers.ahead()),
        beside: few(beside),
        behind: few(peers.behind()),
    }))
}

/// With whom to compare it first: the nearest of its sector, the better before the worse, else the first of all.
fn rival(sheet: &Sheet, standing: &Standing, peers: &Peers) -> Option<CompanyId> {
    let other = |other: &&&Standing| other.company != standing.company;
    let [ahead, behind] = [peers.ahead(), peers.behind()].map(|there| there.first());
    let near = |other: &&&Standing| (other.rank.abs_diff(standing.rank), other.rank);
    let beside = peers.beside().iter().find(other);
    let near = beside.or_else(|| ahead.into_iter().chain(behind).min_by_key(near)).copied();
    let all = || sheet.index.ranking(Board { scope: 0, span: Span::AllTime }).standings.iter();
    let found = near.or_else(|| all().find(|other| other.company != standing.company))?;
    Some(found.company)
}

fn compare(sheet: &Sheet, id: &CompanyId, other: &CompanyId) -> Value {
    let [one, two] = [id, other].map(|id| file_name(id.as_str()));
    view! {
        href: format!("{}#{one}+{two}", sheet.links.to(&Address::Compare)),
        other: sheet.input.register.company(other).name.clone(),
    }
}

/// Its place in the years of which enough is known to rank.
fn ranks(sheet: &Sheet, id: &CompanyId) -> Result<Vec<Value>, WordsError> {
    let Some(scope) = sheet.input.figures.scopes().first() else { return Ok(Vec::new()) };
    let mut ranks = Vec::new();
    for ranking in scope.years.iter().rev() {
        let badge = Badge::of(sheet, ranking);
        let known = !Claim::of(sheet, ranking).is_thin();
        let year = ranking.query.window.to;
        if let Some(standing) = sheet.index.standing(Board::of_year(year).span, id).filter(|_| known) {
            let page = sheet.links.to(&Address::Leaderboard(Board::of_year(year)));
            let href = Some(format!("{page}#{}", matrix::row_anchor(id)));
            ranks.push(view! {
                board: Link { name: year.to_string(), href },
                place: place_in(sheet, ranking, standing)?,
                figure: ranking_figure("rank", FigureSubject::Company(*id), &ranking.query),
                badge,
            });
        }
    }
    Ok(ranks)
}

/// The awards of each year, the latest first; with its rank in the default scope where two readings of one prize make two.
fn timeline(sheet: &Sheet, id: &CompanyId, awards: &[(usize, &Award)]) -> Vec<Value> {
    let latest: Vec<_> = awards.iter().rev().take(MOST_AWARDS).collect();
    let of_year = |of_year: &[&(usize, &Award)]| {
        let year = of_year[0].1.awarded.year();
        let awards: Vec<_> = of_year.iter().map(|(position, _)| award_view(sheet, *position)).collect();
        view! { year: year.to_string(), awards, readings: statistics::readings_of(sheet, id, year) }
    };
    latest.chunk_by(|(_, one), (_, next)| one.awarded.year() == next.awarded.year()).map(of_year).collect()
}
