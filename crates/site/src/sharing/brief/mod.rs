//! The consultant's pack of a sector or a company: what it takes to quote a number and to defend it. A sector's fits on two
//! pages; a company's holds every value.

mod counted; // figures of rankings
mod measured; // values that sources published
mod notes; // what stands behind each number

use model::{CompanyId, SectorId, Source, Window, Year};
use rank::{Ranking, Scope};
use workspace::Language;

use self::notes::Notes;
use crate::press::Press;
use crate::press::address::{Address, Board, Span};
use crate::press::assets::{self, Assets};
use crate::press::index::Index;
use crate::press::sheet::{Link, Sheet};
use crate::sharing::draft::{Draft, DraftBlock, Form};
use crate::words::WordsError;
use crate::words::sentence::{Sentence, tell};
use crate::{Input, Page, SiteError};
use pictures::Studio;

/// Whom a pack is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Company(CompanyId),
    /// A sector, of either level.
    Sector(SectorId),
}

/// A pack that was asked for.
#[derive(Clone, Copy)]
pub struct BriefAsked<'a> {
    /// Whom it is about, and whom that is held against.
    pub about: &'a [About],
    /// The years, and whose sources the rankings count.
    pub window: Window,
    pub country: Option<&'a str>,
    /// Whether what a source says of a year belongs into it.
    pub holds: &'a dyn Fn(&Source, Year) -> bool,
    pub language: Language,
}

/// What every chapter is written from.
struct Packing<'a> {
    sheet: Sheet<'a>,
    asked: BriefAsked<'a>,
    /// The ranking whose figures are quoted; none where the sources of the country are not ranked.
    ranked: Option<Ranked<'a>>,
    notes: Notes,
}

/// A ranking on offer: only its figures have ids.
#[derive(Clone, Copy)]
struct Ranked<'a> {
    scope: &'a Scope,
    ranking: &'a Ranking,
    board: Board,
}

/// The pack; nothing when no benchmark tells of its subject and it won nothing.
pub fn brief(input: &Input, asked: BriefAsked, form: Form) -> Result<Option<Page>, SiteError> {
    let index = Index::of(input);
    let assets = Assets::new(input);
    let studio = Studio::new(assets::faces(), &pictures::none)?;
    let press = Press::new(input, &index, &assets, &studio, asked.language)?;
    let Some(first) = asked.about.first() else { return Ok(None) };
    let address = address(first);
    let sheet = press.sheet(&address).permanent();
    let ranked = Ranked::of(&sheet, asked);
    let notes = Notes::new(sheet.words)?;
    let mut packing = Packing { sheet, asked, ranked, notes };
    let mut chapters = packing.counted()?;
    chapters.extend(packing.measured()?);
    if chapters.is_empty() {
        return Ok(None);
    }
    let names: Vec<String> = asked.about.iter().map(|about| packing.named(about).name).collect();
    let title = match names.as_slice() {
        [name, other] => packing
            .sheet
            .words
            .say("brief.title_versus", &[("name", name.as_str().into()), ("other", other.as_str().into())])?,
        names => packing.sheet.words.say("brief.title", &[("name", names.concat().into())])?,
    };
    let mut blocks = vec![DraftBlock::Paragraph(packing.opening()?)];
    blocks.extend(chapters);
    let Packing { sheet, notes, .. } = packing;
    blocks.push(DraftBlock::Heading(sheet.words.text("brief.notes")?));
    blocks.push(notes.block());
    blocks.push(DraftBlock::List(sheet.citations(&title, &address)?));
    let stems: Vec<String> = asked.about.iter().map(stem).collect();
    let stem = format!("{}-{}", stems.join("-"), sheet.words.typography.code());
    let draft = Draft { stem, title, language: sheet.language, blocks };
    draft.file(form).map(Some)
}

fn address(about: &About) -> Address {
    match about {
        About::Company(id) => Address::Company(*id),
        About::Sector(id) => Address::Sector(*id),
    }
}

fn stem(about: &About) -> String {
    match about {
        About::Company(id) => id.to_string(),
        About::Sector(id) => id.to_string(),
    }
}

impl<'a> Ranked<'a> {
    /// The ranking of the years that were asked for, or else that of the last year in them.
    fn of(sheet: &Sheet<'a>, asked: BriefAsked) -> Option<Self> {
        let scopes = sheet.input.figures.scopes();
        let at = scopes.iter().position(|scope| scope.country.as_deref() == asked.country)?;
        let scope = &scopes[at];
        let inside = |ranking: &&Ranking| {
            asked.window.from <= ranking.query.window.from && ranking.query.window.to <= asked.window.to
        };
        let exact = scope.rankings().find(|ranking| ranking.query.window == asked.window);
        let ranking = exact.or_else(|| scope.years.iter().rev().find(inside))?;
        let all = ranking.query.window == scope.all_time.query.window;
        let span = if all { Span::AllTime } else { Span::Window(ranking.query.window) };
        Some(Self { scope, ranking, board: Board { scope: at, span } })
    }
}

impl Packing<'_> {
    fn named(&self, about: &About) -> Link {
        match about {
            About::Company(id) => self.sheet.company(id),
            About::Sector(id) => self.sheet.sector(id).unwrap_or_default(),
        }
    }

    fn opening(&self) -> Result<Vec<Sentence>, WordsError> {
        let sheet = &self.sheet;
        let day = sheet.words.typography.day(sheet.input.as_of);
        let href = Some(sheet.links.to(&Address::Glossary));
        let method = Link { name: sheet.words.text("nav.glossary")?, href };
        Ok(vec![tell(sheet.words, "brief.opening", &[("day", day.into()), ("glossary", method.into())])?])
    }

    /// Whether a company belongs to whom the pack is about.
    fn is_of(&self, about: &About, company: &CompanyId) -> bool {
        match about {
            About::Company(id) => id == company,
            About::Sector(_) => {
                let own = self.sheet.input.register.company(company).sector.as_ref();
                own.is_some_and(|own| self.is_in(about, own))
            }
        }
    }

    /// Whether a sector is that of the pack, or of its family.
    fn is_in(&self, about: &About, own: &SectorId) -> bool {
        match about {
            About::Company(_) => false,
            About::Sector(id) => own == id || self.sheet.input.register.family(own) == id,
        }
    }

    /// The words of the language for the heads of a table.
    fn heads(&self, keys: &[&str]) -> Result<Vec<String>, WordsError> {
        keys.iter().map(|key| self.sheet.words.text(key)).collect()
    }
}
