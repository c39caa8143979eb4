//! The blogger's draft of a year: the sentences of the year's page as a text to paste, its charts and its
//! citation for reference managers as files beside it.

use model::Year;
use workspace::Language;

use crate::charts::Chart;
use crate::parts::census;
use crate::press::address::Address;
use crate::press::assets::{self, Assets};
use crate::press::index::Index;
use crate::sharing::cite::Imprint;
use crate::sharing::draft::{self, Block, Form};
use pictures::Studio;

use crate::pages::review::{Review, Topic};
use crate::pages::year;
use crate::press::Press;
use crate::press::sheet::Sheet;
use crate::sharing::picture::figure;
use crate::words::WordsError;
use crate::{Input, Page, Pictures, SiteError};

/// What a draft is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub year: Year,
    pub language: Language,
    /// How it is written.
    pub form: Form,
}

/// The draft, then its pictures and how to cite it, all to stand in one folder; nothing when the year has no distinction.
pub fn post(input: &Input, asked: Asked) -> Result<Option<Vec<Page>>, SiteError> {
    let index = Index::of(input);
    if !index.years().any(|year| year == asked.year) {
        return Ok(None);
    }
    let (assets, earlier) = (Assets::new(input), Pictures::new());
    let studio = Studio::new(assets::faces(), &earlier)?;
    let press = Press::new(input, &index, &assets, &studio, asked.language)?;
    let address = Address::Year(asked.year);
    let sheet = press.sheet(&address);
    let census = census::chart(&sheet, sheet.index.scope(year::board(asked.year)))?;
    let permanent = press.sheet(&address).permanent();
    let review = Review::of(&permanent, year::board(asked.year))?;
    let picture = |chart: &Chart| {
        let path = picture_file(&sheet, asked.year, chart);
        Ok::<_, SiteError>(Page { path, ..figure(&press, &sheet, chart)? })
    };
    let picture = census.as_ref().map(picture).transpose()?;
    let title = review.headline.clone();
    let cited = sheet.words.say("review.cited", &[("year", asked.year.to_string().into())])?;
    let records = Imprint::of(input, sheet.words).records(&cited, &sheet.absolute(&address));
    let blocks = blocks(&permanent, asked.year, review, census.as_ref())?;
    let stem = format!("{}-{}", asked.year, sheet.words.typography.code());
    let draft = draft::file(&stem, asked.form, &title, &blocks);
    Ok(Some(std::iter::once(draft).chain(picture).chain(records.files(&stem)).collect()))
}

fn picture_file(sheet: &Sheet, year: Year, chart: &Chart) -> String {
    format!("{year}-{}-{}.png", chart.caption.id, sheet.words.typography.code())
}

/// The review in order, what is known of the announced names after its limits, and how to cite it all.
fn blocks(
    sheet: &Sheet,
    year: Year,
    review: Review,
    census: Option<&Chart>,
) -> Result<Vec<Block>, WordsError> {
    let mut blocks = vec![Block::Paragraph(review.opening)];
    for section in review.sections {
        blocks.push(Block::Heading(section.heading));
        let list = (!section.items.is_empty()).then_some(Block::List(section.items));
        let said = (!section.sentences.is_empty()).then_some(Block::Paragraph(section.sentences));
        let in_order = if section.topic == Topic::Podium { [list, said] } else { [said, list] };
        blocks.extend(in_order.into_iter().flatten());
        blocks.extend(census.filter(|_| section.topic == Topic::Limits).map(|chart| {
            let file = picture_file(sheet, year, chart);
            Block::Picture { title: chart.caption.title.clone(), desc: chart.caption.desc.clone(), file }
        }));
    }
    blocks.push(Block::Heading(sheet.words.text("review.source")?));
    let cited = sheet.words.say("review.cited", &[("year", year.to_string().into())])?;
    blocks.push(Block::List(sheet.citations(&cited, &Address::Year(year))?));
    Ok(blocks)
}
