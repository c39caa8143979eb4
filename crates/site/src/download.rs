//! A leaderboard as files: CSV and XLSX for a spreadsheet, JSON as the command line prints it.

use minijinja::Value;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use model::{Award, CompanyId, Day, EvidenceKind, Label, Outcome, Ratio, SectorId, Share, SourceId, Window};
use rank::{Ranking, SectorShare, Standing, Totals};
use workspace::Method;

use super::address::{Address, Board, Format};
use super::export::{self, Cell, Kind, Table};
use super::index::Index;
use super::{Input, Page, folder};
use crate::view;

/// The files of every leaderboard: the same in every language, beside its page.
pub(super) fn files(input: &Input, index: &Index) -> Vec<Page> {
    let all: Vec<_> = index.boards().flat_map(|board| Format::ALL.map(|format| (board, format))).collect();
    let pages: Vec<Vec<Page>> =
        all.par_iter().with_max_len(1).map(|&(board, format)| file(input, index, board, format)).collect();
    pages.into_iter().flatten().collect()
}

/// A leaderboard in a format, once a language.
fn file(input: &Input, index: &Index, board: Board, format: Format) -> Vec<Page> {
    let ranking = index.ranking(board);
    let bytes = match format {
        Format::Json => json(input, index, ranking),
        Format::Csv | Format::Xlsx => export::bytes(&table(input, index, ranking), format),
    };
    let name = Address::Leaderboard(board).file(index, format);
    let path = |&language| format!("{}{name}", folder(input.settings, language));
    input
        .settings
        .languages
        .iter()
        .map(|language| Page { path: path(language), bytes: bytes.clone() })
        .collect()
}

/// The leaderboard as a table of plain values.
fn table(input: &Input, index: &Index, ranking: &Ranking) -> Table {
    Table::about("leaderboard", 3, &ranking.standings)
        .place(|standing| standing)
        .who(input.register, |standing| standing)
        .merits(|standing| standing)
        .column("sources", Kind::Text, |standing| Cell::text(sources(index, standing).join(" ")))
        .column("window", Kind::Text, |_| Cell::text(ranking.query.window))
        .column("as_of", Kind::Text, |_| Cell::text(input.as_of))
        .table()
}

/// The sources that gave it a distinction.
fn sources(index: &Index, standing: &Standing) -> Vec<String> {
    let mut sources: Vec<_> = standing.won.iter().map(|&p| index.award(p).source.to_string()).collect();
    sources.sort();
    sources.dedup();
    sources
}

fn json(input: &Input, index: &Index, ranking: &Ranking) -> Vec<u8> {
    let file = view! {
        window: ranking.query.window,
        method: ranking.query.method,
        country: ranking.query.country.as_deref(),
        as_of: input.as_of,
        totals: ranking.totals,
        sectors: ranking.sectors.iter().map(sector).collect::<Vec<_>>(),
        standings: ranking.standings.iter().map(|s| standing(input, index, s)).collect::<Vec<_>>(),
    };
    let text = serde_json::to_string_pretty(&file).expect("plain values are always JSON");
    // Harmless also where somebody pastes it into a page.
    let mut bytes = text.replace('<', "\\u003c").into_bytes();
    bytes.push(b'\n');
    bytes
}

fn sector(share: &SectorShare) -> Value {
    view! {
        sector: &share.sector,
        companies: share.share.part,
        share: share.share,
    }
}

fn standing<'a>(input: &Input<'a>, index: &Index<'a>, s: &'a Standing) -> Value {
    view! {
        rank: s.rank,
        tied: s.tied,
        company: &s.company,
        name: &input.register.company(&s.company).name,
        sector: &s.sector,
        score: s.score,
        competitions: s.competitions,
        awards: s.awards,
        previous_rank: s.previous_rank,
        new: s.new,
        streak: s.streak,
        won: s.won.iter().map(|&position| award(index.award(position))).collect::<Vec<_>>(),
    }
}

fn award(award: &Award) -> Value {
    view! {
        source: &award.source,
        edition: &award.edition,
        awarded: award.awarded,
        category: &award.category,
        printed: &award.printed,
        outcome: award.outcome,
        place: award.place.map(|place| place.number),
        evidence: award.evidence,
        urls: award.witnesses.iter().map(|witness| witness.url.as_str()).collect::<Vec<_>>(),
    }
}
