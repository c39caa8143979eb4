//! The blogger's draft of a year: what is known of it first, then the ranking as a table and the sentences of the
//! year's page, its picture and its citation for reference managers as files beside it.

use std::collections::BTreeMap;

use model::{FigureId, SourceId, Year};
use workspace::Language;

use crate::charts::Chart;
use crate::pages::leaderboard::sums;
use crate::pages::review::Review;
use crate::parts::award::elsewhere;
use crate::parts::board::SpanView;
use crate::parts::census;
use crate::parts::claim::{Claim, published};
use crate::parts::matrix::by_name;
use crate::press::Press;
use crate::press::address::{Address, Board};
use crate::press::assets::{self, Assets};
use crate::press::index::Index;
use crate::press::sheet::{Link, Sheet};
use crate::sharing::cite::Imprint;
use crate::sharing::draft::{Draft, DraftBlock, DraftTable, Form};
use crate::sharing::picture::figure;
use crate::words::WordsError;
use crate::words::sentence::{Sentence, enumerated, plain, tell, text};
use crate::{Input, Page, SiteError};
use pictures::Studio;
use rank::{FigureSubject, Standing, ranking_figure};

/// More companies than these make no table that a reader of a blog reads.
const LONGEST_TABLE: usize = 25;

/// The draft, then its picture and how to cite it, all to stand in one folder; nothing when the year has no distinction.
pub fn post(
    input: &Input,
    year: Year,
    language: Language,
    form: Form,
) -> Result<Option<Vec<Page>>, SiteError> {
    let index = Index::of(input);
    if !index.years().any(|known| known == year) {
        return Ok(None);
    }
    let assets = Assets::new(input);
    let studio = Studio::new(assets::faces(), &pictures::none)?;
    let press = Press::new(input, &index, &assets, &studio, language)?;
    let board = Board::of_year(year);
    let address = Address::Leaderboard(board);
    let sheet = press.sheet(&address);
    let census = census::chart(&sheet, sheet.index.scope(board))?.filter(|_| pictures::DRAWS);
    let permanent = press.sheet(&address).permanent();
    let picture = |chart: &Chart| {
        let path = picture_file(&sheet, year, chart);
        let drawn = figure(&press, &sheet, chart)?;
        Ok::<_, SiteError>(drawn.map(|page| Page { path, ..page }))
    };
    let picture = census.as_ref().map(picture).transpose()?.flatten();
    let claim = Claim::of(&sheet, sheet.index.ranking(board));
    let title = text(&claim.headline(&sheet, &SpanView::of(&sheet, board))?);
    let cited = sheet.words.say("review.cited", &[("year", year.to_string().into())])?;
    let records = Imprint::of(input, sheet.words).records(&cited, &sheet.absolute(&address));
    let blocks = blocks(&permanent, board, &claim, census.as_ref())?;
    let stem = format!("{}-{}", year, sheet.words.typography.code());
    let draft = Draft { stem, title, language, blocks };
    let (file, records) = (draft.file(form)?, records.files(&draft.stem));
    Ok(Some(std::iter::once(file).chain(picture).chain(records).collect()))
}

fn picture_file(sheet: &Sheet, year: Year, chart: &Chart) -> String {
    format!("{year}-{}-{}.png", chart.caption.id, sheet.words.typography.code())
}

/// What is known and what is not, before anybody is named; then the ranking, what the year says, and how to cite it.
fn blocks(
    sheet: &Sheet,
    board: Board,
    claim: &Claim,
    census: Option<&Chart>,
) -> Result<Vec<DraftBlock>, SiteError> {
    let year = sheet.index.ranking(board).query.window.to;
    let review = Review::of(sheet, board)?;
    let mut known: Vec<Sentence> = claim.known(sheet)?.iter().map(|said| vec![plain(said)]).collect();
    known.extend(claim.why_nobody(sheet)?);
    known.extend(published(sheet, board)?);
    let mut blocks = vec![DraftBlock::Paragraph(known)];
    blocks.extend(census.map(|chart| DraftBlock::Picture {
        title: chart.caption.title.clone(),
        desc: chart.caption.desc.clone(),
        file: picture_file(sheet, year, chart),
    }));
    // Where nobody may be named first there are no ranks either: each prize with those it named.
    if claim.licence.crowned().is_empty() {
        blocks.push(DraftBlock::List(by_prize(sheet, board)?));
    } else {
        blocks.push(DraftBlock::Paragraph(review.opening));
        blocks.push(table(sheet, board)?);
    }
    for section in review.sections {
        blocks.extend([DraftBlock::Heading(section.heading), DraftBlock::Paragraph(section.sentences)]);
    }
    blocks.push(DraftBlock::Heading(sheet.words.text("review.source")?));
    let cited = sheet.words.say("review.cited", &[("year", year.to_string().into())])?;
    blocks.push(DraftBlock::List(sheet.citations(&cited, &Address::Leaderboard(board))?));
    blocks.push(DraftBlock::Heading(sheet.words.text("cite.ids_heading")?));
    blocks.push(DraftBlock::List(checkable(sheet, board, claim)?));
    Ok(blocks)
}

/// The figures of the post with their ids, by which `palmares refresh` finds them again: the sums of the year and, where
/// somebody may be named first, the scores of the table.
fn checkable(sheet: &Sheet, board: Board, claim: &Claim) -> Result<Vec<Sentence>, WordsError> {
    let ranking = sheet.index.ranking(board);
    let line = |what: String, value: String, id: FigureId| {
        let blanks = [("what", what.into()), ("value", value.into()), ("id", id.to_string().into())];
        tell(sheet.words, "cite.id", &blanks)
    };
    let number = |n: u64| sheet.words.typography.number(i64::try_from(n).unwrap_or(i64::MAX));
    let sums =
        sums(ranking).into_iter().map(|(name, value, id)| line(sheet.words.text(name)?, number(value), id));
    let ranked = if claim.licence.crowned().is_empty() { 0 } else { shown(&ranking.standings) };
    let scores = ranking.standings[..ranked].iter().map(|standing| {
        let id = ranking_figure("score", FigureSubject::Company(standing.company), &ranking.query);
        line(sheet.company(&standing.company).name, sheet.score(standing.score), id)
    });
    sums.chain(scores).collect()
}

/// The first companies: rank with its ties, company, score, and who gave it, each led to the page that states it.
fn table(sheet: &Sheet, board: Board) -> Result<DraftBlock, WordsError> {
    let standings = &sheet.index.ranking(board).standings;
    let headings = ["col.rank", "col.company", "col.prizes", "col.given_by"].map(|key| sheet.words.text(key));
    let rows: Result<Vec<_>, WordsError> =
        standings[..shown(standings)].iter().map(|s| row(sheet, board, s)).collect();
    let headings = headings.into_iter().collect::<Result<_, _>>()?;
    Ok(DraftBlock::Table(DraftTable::of_words(headings, rows?)))
}

/// How many companies stand in the table.
fn shown(standings: &[Standing]) -> usize {
    // A rank is never cut in two: those who share the last place of the table stand in it all, or none.
    let whole_ranks = standings.chunk_by(|a, b| a.rank == b.rank).scan(0, |shown, tied| {
        *shown += tied.len();
        (*shown <= LONGEST_TABLE).then_some(*shown)
    });
    whole_ranks.last().unwrap_or(LONGEST_TABLE.min(standings.len()))
}

/// Each prize, and the companies that it distinguished, by name.
fn by_prize(sheet: &Sheet, board: Board) -> Result<Vec<Sentence>, WordsError> {
    let mut prizes: BTreeMap<&SourceId, Vec<Sentence>> = BTreeMap::new();
    for standing in by_name(sheet, sheet.index.ranking(board)) {
        let mut sources: Vec<&SourceId> =
            standing.won.iter().map(|won| &sheet.index.award(*won).source).collect();
        sources.dedup();
        for source in sources {
            prizes.entry(source).or_default().push(vec![sheet.company(&standing.company)]);
        }
    }
    let line = |(source, winners): (&SourceId, Vec<Sentence>)| {
        let blanks =
            [("prize", sheet.source(source).into()), ("names", enumerated(sheet.words, winners)?.into())];
        tell(sheet.words, "claim.by_prize", &blanks)
    };
    prizes.into_iter().map(line).collect()
}

fn row(sheet: &Sheet, board: Board, standing: &Standing) -> Result<Vec<Sentence>, WordsError> {
    let year = sheet.index.ranking(board).query.window.to;
    let mut sources: Vec<Sentence> = Vec::new();
    for won in &standing.won {
        let award = sheet.index.award(*won);
        let stated = award.witnesses.first().and_then(|witness| elsewhere(&witness.url).href);
        let name = sheet.source(&award.source).name;
        if sources.iter().all(|named| named[0].name != name) {
            sources.push(vec![Link { name, href: stated }]);
        }
    }
    Ok(vec![
        vec![plain(&sheet.rank(standing.rank, standing.tied)?)],
        sheet.company_in(&standing.company, year)?,
        vec![plain(&sheet.score(standing.score))],
        enumerated(sheet.words, sources)?,
    ])
}
