//! A leaderboard as files: CSV and XLSX for a spreadsheet, JSON as the command line prints it.

use serde::Serialize;
use serde_json::json;

use crate::model::{Day, Method, Ranking, SectorShare, Standing, Totals, Window};

use super::Page;
use super::address::{Address, Board, Format};
use super::export::{self, Cell, Kind, Table};
use super::press::Press;
use super::sheet::Sheet;

/// The files of a leaderboard.
pub(super) fn files(press: &Press, board: Board) -> Vec<Page> {
    let address = Address::Leaderboard(board);
    let sheet = press.sheet(&address);
    let file = |format: Format| Page {
        path: sheet.links.own_file(&address, format),
        bytes: match format {
            Format::Json => json(&sheet, sheet.index.ranking(board)),
            Format::Csv | Format::Xlsx => export::bytes(&table(&sheet, sheet.index.ranking(board)), format),
        },
    };
    Format::ALL.into_iter().map(file).collect()
}

/// The leaderboard as a table of plain values.
fn table(sheet: &Sheet, ranking: &Ranking) -> Table {
    Table::about("leaderboard", 3, &ranking.standings)
        .place(|standing| standing)
        .who(sheet.input.register, |standing| standing)
        .merits(|standing| standing)
        .column("sources", Kind::Text, |standing| Cell::text(sources(sheet, standing).join(" ")))
        .column("window", Kind::Text, |_| Cell::text(ranking.query.window))
        .column("as_of", Kind::Text, |_| Cell::text(sheet.input.as_of))
        .table()
}

/// The sources that gave it a distinction.
fn sources(sheet: &Sheet, standing: &Standing) -> Vec<String> {
    let mut sources: Vec<_> = standing.won.iter().map(|&p| sheet.index.award(p).source.to_string()).collect();
    sources.sort();
    sources.dedup();
    sources
}

/// A ranking as `palmares show ranking --format json` prints it.
#[derive(Serialize)]
struct RankingFile<'a> {
    window: Window,
    method: Method,
    country: Option<&'a str>,
    as_of: Day,
    totals: Totals,
    sectors: Vec<serde_json::Value>,
    standings: Vec<serde_json::Value>,
}

fn json(sheet: &Sheet, ranking: &Ranking) -> Vec<u8> {
    let file = RankingFile {
        window: ranking.query.window,
        method: ranking.query.method,
        country: ranking.query.country.as_deref(),
        as_of: sheet.input.as_of,
        totals: ranking.totals,
        sectors: ranking.sectors.iter().map(sector).collect(),
        standings: ranking.standings.iter().map(|s| standing(sheet, s)).collect(),
    };
    let text = serde_json::to_string_pretty(&file).expect("plain values are always JSON");
    // Harmless also where somebody pastes it into a page.
    let mut bytes = text.replace('<', "\\u003c").into_bytes();
    bytes.push(b'\n');
    bytes
}

fn sector(share: &SectorShare) -> serde_json::Value {
    json!({ "sector": share.sector, "companies": share.share.part, "share": share.share })
}

fn standing(sheet: &Sheet, s: &Standing) -> serde_json::Value {
    let award = |&position: &usize| {
        let award = sheet.index.award(position);
        let urls: Vec<_> = award.witnesses.iter().map(|witness| &witness.url).collect();
        json!({
            "source": award.source, "edition": award.edition, "awarded": award.awarded,
            "category": award.category, "printed": award.printed, "outcome": award.outcome,
            "place": award.place.map(|place| place.number), "evidence": award.evidence, "urls": urls,
        })
    };
    json!({
        "rank": s.rank, "tied": s.tied, "company": s.company,
        "name": sheet.input.register.company(&s.company).name, "sector": s.sector, "score": s.score,
        "competitions": s.competitions, "awards": s.awards, "previous_rank": s.previous_rank,
        "new": s.new, "streak": s.streak, "won": s.won.iter().map(award).collect::<Vec<_>>(),
    })
}
