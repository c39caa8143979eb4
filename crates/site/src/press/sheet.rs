//! What a page is written from: the input, the look-ups, the language and the page's own links.

use minijinja::Value;
use serde::Serialize;

use model::{Bilingual, CompanyId, Ratio, Sector, SectorId, Source, SourceId, Year};
use workspace::Language;
use workspace::Method;

use crate::parts::board::SpanView;
use crate::press::address::Address;
use crate::press::address::Board;
use crate::press::assets::Assets;
use crate::press::index::Index;
use crate::press::links::Links;
use crate::words::Words;
use crate::words::WordsError;
use crate::{Input, folder};

/// What one page is written from.
pub(crate) struct Sheet<'a> {
    /// What the site is made of.
    pub input: &'a Input<'a>,
    pub index: &'a Index<'a>,
    pub words: &'a Words,
    pub language: Language,
    pub links: Links<'a>,
    pub assets: &'a Assets<'a>,
}

/// A name that may lead somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Link {
    pub name: String,
    /// Where it leads; nowhere when the thing has no page.
    pub href: Option<String>,
}

impl<'a> Sheet<'a> {
    /// The same, for a text that stands elsewhere: its links are permanent addresses.
    pub fn permanent(self) -> Self {
        let base = &self.input.settings.base_url;
        Self { links: self.links.permanent(base), ..self }
    }

    /// A company under its name of today.
    pub fn company(&self, id: &CompanyId) -> Link {
        Link { name: self.input.register.company(id).name.clone(), href: self.links.company(id) }
    }

    /// The company's name in a year, where it differs from today's.
    pub fn name_then(&self, id: &CompanyId, year: Year) -> Option<String> {
        let company = self.input.register.company(id);
        let then = company.name_in(year);
        (then != company.name).then(|| then.to_owned())
    }

    /// A sector in the language.
    pub fn sector(&self, id: &SectorId) -> Option<Link> {
        let sector = self.input.register.sectors.get(id)?;
        let href = self.links.to(&Address::Sector(*id));
        Some(Link { name: self.sector_name(sector).to_owned(), href: Some(href) })
    }

    /// A sector's name in the language.
    pub fn sector_name<'s>(&self, sector: &'s Sector) -> &'s str {
        sector.name(self.language)
    }

    /// A source in the language.
    pub fn source(&self, id: &SourceId) -> Link {
        let name = self.source_name(self.input.register.source(id)).to_owned();
        Link { name, href: Some(self.links.to(&Address::Source(*id))) }
    }

    /// A source's name: its English one on English pages, where it has one.
    pub fn source_name<'s>(&self, source: &'s Source) -> &'s str {
        let english = source.name_en.as_deref().filter(|_| self.language == Language::EN);
        english.unwrap_or(&source.name)
    }

    /// A text of the workspace: in English where one was written for English pages, else in the workspace's language.
    pub fn bilingual(&self, text: &Bilingual) -> Option<String> {
        let (said, _) = self.in_language(&text.fr, &text.en);
        (!said.is_empty()).then_some(said)
    }

    /// The same, with its language where it is not that of the page: who listens must hear it in the right voice.
    pub fn written(&self, own: &str, en: &str) -> Option<Value> {
        let (said, language) = self.in_language(own, en);
        let lang = (language != self.language).then(|| language.code());
        (!said.is_empty()).then(|| view! { said, lang })
    }

    fn in_language(&self, own: &str, en: &str) -> (String, Language) {
        let first = self.input.settings.languages.first().copied().unwrap_or(self.language);
        let english = !en.is_empty() && (self.language == Language::EN || own.is_empty());
        let (text, language) = if english { (en, Language::EN) } else { (own, first) };
        let said = if language == self.language { self.words.typography.set(text) } else { text.to_owned() };
        (said, language)
    }

    /// Where a page of the same language stands on the web.
    pub fn absolute(&self, address: &Address) -> String {
        let settings = self.input.settings;
        format!(
            "{}{}{}",
            settings.base_url,
            folder(settings, self.language),
            address.path(self.index, self.language)
        )
    }

    /// A rank: `1er`, `2e ex æquo`.
    pub fn rank(&self, rank: u32, tied: bool) -> Result<String, WordsError> {
        let ordinal = self.words.typography.ordinal(rank);
        Ok(if tied { format!("{ordinal} {}", self.words.text("tied")?) } else { ordinal })
    }

    /// A country, or all of them.
    pub fn scope(&self, country: Option<&str>) -> Result<String, WordsError> {
        let Some(code) = country else { return self.words.text("scope.world") };
        Ok(self.words.text(&format!("country.{code}")).unwrap_or_else(|_| code.to_owned()))
    }

    /// What a leaderboard is called.
    pub fn board_title(&self, board: Board) -> Result<String, WordsError> {
        let years = SpanView::of(self, board).said(self.words)?;
        let scope = self.scope(self.index.scope(board).country.as_deref())?;
        self.words.say("board.title", &[("years", years.into()), ("scope", scope.into())])
    }

    /// A score as a number of prizes, where the method counts prizes.
    pub fn prizes(&self, score: Ratio) -> Option<i64> {
        let counts_prizes = self.input.ranking.method == Method::Competitions && score.denominator() == 1;
        i64::try_from(score.numerator()).ok().filter(|_| counts_prizes)
    }

    /// A score as it is printed.
    pub fn score(&self, score: Ratio) -> String {
        let printed = score.to_string();
        printed.parse().map_or(printed, |value| self.words.typography.decimal(value))
    }
}
