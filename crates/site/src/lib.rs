//! Figures become pages. Pure: (path, bytes) pairs, handed over one by one; nothing is written here.
//!
//! **In:** an [`Input`]: what is known, the figures, the settings. **Out:** the files of the site, and what is made of the
//! same values elsewhere: a post, a brief, a calendar.
//!
//! 1. [`Address`] (`press/address.rs`) lists the pages of a language and says where each stands.
//! 2. A file in `pages/` turns figures into one view: plain values, already in the language. What several pages show stands
//!    in `parts/`, what they draw in `charts/`, what they say in `words/`.
//! 3. [`Press`] prints the view through its template in `templates/`; `press/kind.rs` says which.
//! 4. `sharing/` makes what leaves the site: citations, feeds, cards, embeds, drafts, data.
//!
//! A page names another only through `press/links.rs`, so every link is relative.

/// What a template is given, field by field: `view! { company, year: award.year() }`. Anything that serialises will do.
/// Strict templates find a field that is missing, so no type has to say the list a second time.
macro_rules! view {
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
    ($($name:ident $(: $value:expr)?),* $(,)?) => {
        minijinja::context! {
            $($name => minijinja::Value::from(minijinja::value::Serde(&view!(@value $name $($value)?)))),*
        }
    };
}

mod charts; // lines, bars and dots as SVG
mod pages; // one file a kind of page
mod parts; // what several pages are made of
mod press; // templates, addresses, links: a view becomes a file
mod sharing; // what leaves the site: to cite, to follow, to paste, to take away
mod words; // what is said, in each language

use std::collections::BTreeMap;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use model::{Day, Issue, Register};
use rank::{Due, Figures};
use workspace::{Language, RankingSettings, SiteSettings};

use pictures::Studio;
use press::Press;
use press::address::Address;
use press::assets::Assets;
use press::index::Index;
pub use press::{untranslated, usual_title, words_to_write};
pub use sharing::brief::{About, BriefAsked, brief};
pub use sharing::draft::Form;
pub use sharing::editions::{Editions, KeptEdition, NO_EDITIONS};
pub use sharing::embed::BadgeState;
pub use sharing::hosts::FOR_HOSTS;
pub use sharing::post::post;
pub use sharing::stills; // pages to embed as they were on a day
pub use words::WordsError;

/// What a workspace brings itself: name → text. Templates, messages and assets stand in place of the built-in ones, such
/// as `base.html`, `parts/award.html`, `words/fr.toml` (single messages), `assets/palmares.css`; `assets/theme.css` stands
/// over the style sheet, `assets/logo.svg` before the title; `pages/about-us.fr.md` is a page of its own, `frozen/…html` one to embed as it
/// was on a day.
pub type Overrides = BTreeMap<String, String>;

pub use pictures::Pictures;

/// What the site is made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub register: &'a Register,
    pub figures: &'a Figures,
    pub issues: &'a [Issue],
    /// When the next edition of each source is expected, soonest first.
    pub due: &'a [Due],
    pub settings: &'a SiteSettings,
    /// The `[ranking]` table that ran.
    pub ranking: &'a RankingSettings,
    /// The day whose state of knowledge the site shows.
    pub as_of: Day,
    /// The version of the program.
    pub version: &'a str,
    pub overrides: &'a Overrides,
    pub editions: &'a Editions,
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it stands, relative to the root of the site, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// How far the printing is.
#[derive(Debug, Clone, Copy)]
pub enum Printing {
    /// So many pages will be printed, in all languages.
    Begun { pages: usize },
    /// One of them is handed over, with the files that go with it.
    Page,
}

/// Why the site cannot be written: always a template or a message, never a datum.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A template that cannot be read or filled.
    #[error("template {name}: {reason}; mend it in templates/, or remove the override")]
    Template {
        name: String,
        /// What the engine says, with the line.
        reason: String,
    },
    /// A picture that cannot be drawn.
    #[error(transparent)]
    Picture(#[from] pictures::PictureError),
    /// A PDF that cannot be written.
    #[error("cannot write the PDF: {0}")]
    Pdf(String),
    /// A page in Markdown whose file names no page and language.
    #[error(
        "pages/{file}: call it NAME.LANGUAGE.md, such as about-us.fr.md; a name is small letters, digits and hyphens"
    )]
    Article { file: String },
    /// A message that cannot be said.
    #[error(transparent)]
    Words(#[from] WordsError),
}

/// A site that can be printed, whole or one page at a time.
pub struct OpenSite<'a> {
    input: &'a Input<'a>,
    index: &'a Index<'a>,
    assets: &'a Assets<'a>,
    addresses: &'a [Address],
    /// One a language.
    presses: &'a [Press<'a>],
}

/// Opens the site of an input: what is looked up on every page is put together once, and lent to `then`.
///
/// `earlier` saves time and changes no byte.
pub fn open<R>(input: &Input, earlier: &Pictures, then: impl FnOnce(&OpenSite) -> R) -> Result<R, SiteError> {
    let index = &Index::of(input);
    let assets = &Assets::new(input);
    let studio = &Studio::new(press::assets::faces(), earlier)?;
    let addresses = &Address::all(input, index)?;
    let press = |&language| Press::new(input, index, assets, studio, language);
    let presses = &input.settings.languages.iter().map(press).collect::<Result<Vec<_>, _>>()?;
    Ok(then(&OpenSite { input, index, assets, addresses, presses }))
}

impl OpenSite<'_> {
    /// Prints every file but the database. Each is handed over as soon as it is made, from several threads at once and in
    /// no order: nothing holds the whole site. The same input gives the same files, whatever the number of threads.
    pub fn print<E: From<SiteError> + Send>(
        &self,
        heard: &(impl Fn(Printing) + Sync),
        take: &(impl Fn(Page) -> Result<(), E> + Sync),
    ) -> Result<(), E> {
        let Self { input, index, assets, addresses, presses } = self;
        // Pages are printed side by side, and figures are computed side by side: first the figures, then the pages.
        input.figures.compute_all();
        heard(Printing::Begun { pages: addresses.len() * presses.len() });
        let of_language = |press: &Press| -> Result<(), E> {
            take(press.search()?.clone())?;
            take(pages::calendar::file(&press.sheet(&Address::Calendar))?)?;
            // A leaderboard takes ten thousand times as long as a company: every page is a piece of work of its own.
            addresses.par_iter().with_max_len(1).try_for_each(|address| {
                let files = press::kind::files(press, address)?;
                files.into_iter().try_for_each(take).inspect(|()| heard(Printing::Page))
            })?;
            sharing::feed::print(press, addresses, take)
        };
        assets.files().cloned().try_for_each(take)?;
        sharing::export::print(input, index, addresses, take)?;
        presses.par_iter().try_for_each(of_language)?;
        sharing::stills::pages(input.overrides).try_for_each(take)?;
        sharing::sitemap::files(input, index, addresses).into_iter().try_for_each(take)?;
        take(sharing::moved::file(input, index))?;
        sharing::hosts::files(input, index).into_iter().try_for_each(take)
    }

    /// The page at a path, or what every page loads; nothing where the path is of another file, or of none. The style
    /// sheet has its plain name too, for pages of the program's own.
    pub fn page(&self, path: &str) -> Option<Result<Page, SiteError>> {
        let path = if path == "assets/palmares.css" { &self.assets.style } else { path };
        if path.starts_with("assets/") {
            return self.loaded(path).transpose();
        }
        self.presses.iter().find_map(|press| {
            let address = self.addresses.iter().find(|address| press.sheet(address).links.here() == path)?;
            Some(press::kind::page(press, address))
        })
    }

    fn loaded(&self, path: &str) -> Result<Option<Page>, SiteError> {
        let searches = self.presses.iter().map(Press::search).collect::<Result<Vec<_>, _>>()?;
        Ok(searches.into_iter().chain(self.assets.files()).find(|file| file.path == path).cloned())
    }

    /// The calendar to subscribe to, in the first language.
    pub fn calendar(&self) -> Result<Page, SiteError> {
        let press = self.presses.first().expect("a site has a language");
        pages::calendar::file(&press.sheet(&Address::Calendar))
    }

    /// Whether a badge that somebody shows is as the site gives it today.
    pub fn verify_badge(&self, svg: &str) -> Result<BadgeState, SiteError> {
        sharing::embed::verify_badge(self.presses, svg)
    }

    /// Where the site offers the database, from its root; the shell, which made it, puts it there.
    pub fn database(&self) -> String {
        sharing::export::database(self.index)
    }
}

/// Where a language stands: the first at the root, the others in a folder of their own.
fn folder(settings: &SiteSettings, language: Language) -> String {
    if settings.languages.first() == Some(&language) { String::new() } else { format!("{language}/") }
}
