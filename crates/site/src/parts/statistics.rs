//! What a leaderboard says as a whole: every share with its n, and what a second reading would change.

use minijinja::Value;

use model::{CompanyId, Decimal, FigureId, SectorId, Share, Year};
use rank::{BothReadings, FigureSubject, Query, Ranking, SectorShare, ranking_figure};

use crate::parts::claim::Claim;
use crate::press::address::Board;
use crate::press::sheet::Sheet;

/// Of fewer companies, bars of sectors would say little but that each has one or two.
const FEWEST_COMPANIES: u64 = 30;

/// A share as it may be quoted.
pub fn share_view(share: Share) -> Value {
    let percent = share.quotable().then(|| share.percent());
    view! {
        part: share.part,
        whole: share.whole,
        percent,
    }
}

/// The statistics of a leaderboard.
pub(crate) fn view(sheet: &Sheet, ranking: &Ranking) -> Value {
    let statistics = ranking.statistics;
    let figure = |what: &str| ranking_figure(what, FigureSubject::Whole, &ranking.query);
    let of_share = |what: &str, share: Share| match share.quotable() {
        true => figure(&format!("{what}-percent")),
        false => figure(what),
    };
    let hundredths = |units| sheet.words.typography.decimal(Decimal::hundredths(units));
    let rounded = |(part, whole): (i128, i128)| i64::try_from((200 * part + whole) / (2 * whole)).ok();
    let gini = statistics.gini.and_then(|gini| rounded((gini.numerator(), gini.denominator())));
    view! {
        two_or_more: share_view(statistics.two_or_more),
        more_than_ten: share_view(statistics.more_than_ten),
        top_ten: has_tenth(ranking).then(|| share_view(statistics.top_ten)),
        gini: gini.map(hundredths),
        companies: ranking.totals.companies,
        figures: view! {
            two_or_more: of_share("two-or-more", statistics.two_or_more),
            more_than_ten: of_share("more-than-ten", statistics.more_than_ten),
            top_ten: of_share("top-ten", statistics.top_ten),
            gini: figure("gini"),
        },
    }
}

/// Sector shares as bars, the longest first; none of few companies. Equal numbers have equal percents, so these need
/// not add up to 100.
pub(crate) fn sector_bars(sheet: &Sheet, ranking: &Ranking) -> Vec<Value> {
    let sectors = &ranking.sectors;
    if sectors.first().is_none_or(|sector| sector.share.whole < FEWEST_COMPANIES) {
        return Vec::new();
    }
    let longest = sectors.iter().map(|s| s.share.part).max().unwrap_or(1).max(1);
    let bar = |sector: &SectorShare| {
        view! {
            sector: sector.sector.as_ref().and_then(|id| sheet.sector(id)),
            figure: sector.sector.map(|id| sector_figure(&ranking.query, id, sector.share.quotable())),
            share: share_view(sector.share),
            length: sector.share.part * 100 / longest,
        }
    };
    sectors.iter().map(bar).collect()
}

/// Whether the ten companies that won most can be told from the others: an eleventh as good would be left out.
pub(crate) fn has_tenth(ranking: &Ranking) -> bool {
    let mut won: Vec<u64> = ranking.standings.iter().map(|standing| standing.competitions).collect();
    won.sort_unstable_by(|one, other| other.cmp(one));
    won.get(9).zip(won.get(10)).is_some_and(|(tenth, eleventh)| tenth > eleventh)
}

/// The id of what is printed of a sector's share: its percent where that is quoted, else its companies.
pub(crate) fn sector_figure(query: &Query, id: SectorId, quoted: bool) -> FigureId {
    let what = if quoted { "sector-percent" } else { "sector-companies" };
    ranking_figure(what, FigureSubject::Sector(id), query)
}

/// The companies that two readings of several lists of one prize tell apart.
pub(crate) fn readings(sheet: &Sheet, ranking: &Ranking) -> Vec<Value> {
    ranking.readings.iter().map(|readings| reading(sheet, readings)).collect()
}

/// A company in a year's leaderboard, where the two readings tell it apart and enough is known to rank.
pub(crate) fn readings_of(sheet: &Sheet, id: &CompanyId, year: Year) -> Option<Value> {
    sheet.input.figures.scopes().first()?;
    let ranking = sheet.index.found(Board::of_year(year))?;
    if Claim::of(sheet, ranking).is_thin(sheet) {
        return None;
    }
    let readings = ranking.readings.iter().find(|readings| readings.company == *id)?;
    Some(reading(sheet, readings))
}

fn reading(sheet: &Sheet, readings: &BothReadings) -> Value {
    view! {
        company: sheet.company(&readings.company),
        by_prize: readings.by_prize,
        by_list: readings.by_list,
    }
}
