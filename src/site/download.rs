//! A leaderboard as files: CSV for a spreadsheet, JSON as the command line prints it.

use serde::Serialize;
use serde_json::json;

use crate::model::{Day, Method, Ranking, SectorShare, Standing, Totals, Window};

use super::Page;
use super::address::{Address, Board, Format};
use super::press::Press;
use super::sheet::Sheet;

/// The columns of the CSV file.
const COLUMNS: [&str; 14] = [
    "rank",
    "tied",
    "company",
    "name",
    "sector",
    "score",
    "competitions",
    "awards",
    "previous_rank",
    "new",
    "streak",
    "sources",
    "window",
    "as_of",
];

/// The files of a leaderboard.
pub(super) fn files(press: &Press, board: Board) -> Vec<Page> {
    let address = Address::Leaderboard(board);
    let sheet = press.sheet(&address);
    let file = |format: Format| Page {
        path: sheet.links.own_file(&address, format),
        bytes: match format {
            Format::Csv => csv(&sheet, sheet.index.ranking(board)),
            Format::Json => json(&sheet, sheet.index.ranking(board)),
        },
    };
    Format::ALL.into_iter().map(file).collect()
}

/// RFC 4180, UTF-8; a cell that a spreadsheet would run as a formula is made a text.
fn csv(sheet: &Sheet, ranking: &Ranking) -> Vec<u8> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |row: &[String]| {
        file.write_record(row.iter().map(|cell| harmless(cell))).expect("rows of one length, in memory");
    };
    write(&COLUMNS.map(str::to_owned));
    ranking.standings.iter().for_each(|standing| write(&row(sheet, ranking, standing)));
    file.into_inner().expect("a file in memory takes every byte")
}

fn row(sheet: &Sheet, ranking: &Ranking, standing: &Standing) -> [String; 14] {
    let mut sources: Vec<_> = standing.won.iter().map(|&p| sheet.index.award(p).source.to_string()).collect();
    sources.sort();
    sources.dedup();
    [
        standing.rank.to_string(),
        standing.tied.to_string(),
        standing.company.to_string(),
        sheet.input.register.company(&standing.company).name.clone(),
        standing.sector.as_ref().map(ToString::to_string).unwrap_or_default(),
        standing.score.to_string(),
        standing.competitions.to_string(),
        standing.awards.to_string(),
        standing.previous_rank.map(|rank| rank.to_string()).unwrap_or_default(),
        standing.new.to_string(),
        standing.streak.to_string(),
        sources.join(" "),
        ranking.query.window.to_string(),
        sheet.input.as_of.to_string(),
    ]
}

/// A cell that no spreadsheet runs as a formula.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
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

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_run_as_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("Nespresso"), "Nespresso");
    }
}
