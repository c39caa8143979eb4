//! The blogger's draft of a year: the sentences of the year's page as a text to paste, its charts as files beside it.

use crate::catalog::Language;
use crate::model::Year;

use super::address::Address;
use super::assets::Assets;
use super::draft::{self, Block, Form};
use super::index::Index;
use super::picture::{Figure, Studio, figures};
use super::press::Press;
use super::review::{Review, Topic};
use super::sheet::Sheet;
use super::words::WordsError;
use super::{Input, Page, Pictures, SiteError, year};

/// What a draft is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The year.
    pub year: Year,
    /// The language.
    pub language: Language,
    /// How it is written.
    pub form: Form,
}

/// The draft and then its pictures, all to stand in one folder; nothing when the year has no distinction.
pub fn post(input: &Input, asked: Asked) -> Result<Option<Vec<Page>>, SiteError> {
    let index = Index::of(input);
    if !index.years().any(|year| year == asked.year) {
        return Ok(None);
    }
    let (assets, earlier) = (Assets::new(input), Pictures::new());
    let studio = Studio::new(&earlier)?;
    let press = Press::new(input, &index, &assets, &studio, asked.language)?;
    let address = Address::Year(asked.year);
    let sheet = press.sheet(&address);
    let printed = press.print(&address, "year.html", &year::view(&sheet, asked.year)?)?;
    let mut charts = figures(&press, &sheet, &printed)?;
    for chart in &mut charts {
        chart.png.path = format!("{}-{}-{}.png", asked.year, chart.id, sheet.words.typography.code());
    }
    let pictures: Vec<Page> = charts.iter().map(|chart| chart.png.clone()).collect();
    let sheet = sheet.permanent();
    let review = Review::of(&sheet, year::board(asked.year))?;
    let title = review.headline.clone();
    let blocks = blocks(&sheet, asked.year, review, charts)?;
    let stem = format!("{}-{}", asked.year, sheet.words.typography.code());
    let draft = draft::file(&stem, asked.form, &title, &blocks);
    Ok(Some(std::iter::once(draft).chain(pictures).collect()))
}

/// The review in order, each chart after the section it belongs to, and how to cite it all.
fn blocks(
    sheet: &Sheet,
    year: Year,
    review: Review,
    mut charts: Vec<Figure>,
) -> Result<Vec<Block>, WordsError> {
    let mut blocks = vec![Block::Paragraph(review.opening)];
    for section in review.sections {
        blocks.push(Block::Heading(section.heading));
        let list = (!section.items.is_empty()).then_some(Block::List(section.items));
        let said = (!section.sentences.is_empty()).then_some(Block::Paragraph(section.sentences));
        let chart = match section.topic {
            Topic::Podium => taken(&mut charts, "race"),
            Topic::Sectors => taken(&mut charts, "mix"),
            Topic::Figures | Topic::Movers | Topic::Prizes | Topic::Limits => None,
        };
        let in_order = if section.topic == Topic::Podium { [list, said] } else { [said, list] };
        blocks.extend(in_order.into_iter().flatten());
        blocks.extend(chart.map(Block::Picture));
    }
    blocks.extend(charts.into_iter().map(Block::Picture));
    blocks.push(Block::Heading(sheet.words.text("review.source")?));
    let cited = sheet.words.say("review.cited", &[("year", year.to_string().into())])?;
    blocks.push(Block::List(sheet.citations(&cited, &Address::Year(year))?));
    Ok(blocks)
}

/// The chart of this identifier, where the page has it.
fn taken(charts: &mut Vec<Figure>, id: &str) -> Option<Figure> {
    let position = charts.iter().position(|chart| chart.id == id)?;
    Some(charts.remove(position))
}
