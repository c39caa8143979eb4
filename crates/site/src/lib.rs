//! Figures become pages. Pure: (path, bytes) pairs, nothing is written here.
//!
//! 1. [`Address`] lists the pages of a language and says where each stands.
//! 2. A file a page kind turns figures into one view: plain values, already in the language.
//! 3. [`Press`] prints the view through its template in `templates/`; words come from `templates/words/`.
//!
//! A page names another only through [`Links`], so every link is relative.

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

mod address;
mod argue;
mod article; // pages that a workspace writes itself
mod assets;
mod award;
mod badge;
mod benchmark_lines;
mod board;
mod brief; // the pack of a consultant
mod calendar; // when prizes are expected, as a page and as a file
mod calibration;
mod census;
mod charts; // lines, bars and dots as SVG
mod chrome;
mod cite; // how a page is cited, and what it says to machines
mod companies;
mod company;
mod compare;
mod corrections;
mod coverage;
mod data;
mod draft; // texts to paste elsewhere
mod edition;
mod embed; // what other sites show of ours
mod export; // what can be taken away
mod feed; // what can be followed
pub mod frozen; // pages to embed as they were on a day
mod functions; // what templates may call
mod glossary;
mod head;
mod home;
mod index;
mod joined;
mod kind; // what each page is printed from
mod leaderboard;
mod leaderboards;
mod links;
mod markup;
mod method;
mod passport;
mod picture; // charts and cards as PNG
mod post; // the draft of a yearly post
mod press;
mod printed;
mod readings;
mod renamed;
mod review;
mod search; // names found without a server
mod sector;
mod sector_bars;
mod sectors;
mod sentence;
mod series;
mod sheet;
mod sitemap;
mod source;
mod sparkline;
mod sources;
mod standing;
mod statistics;
mod step;
mod sureness;
mod theme; // colours of the workspace's own
mod trends;
mod words;
mod year;
mod years;

use std::collections::BTreeMap;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use model::{Day, Issue, Register};
use rank::{Due, Figures};
use workspace::{Language, RankingSettings, SiteSettings};

use address::Address;
use assets::Assets;
pub use brief::{About, brief};
pub use draft::Form;
pub use export::DATABASE;
use index::Index;
use pictures::Studio;
pub use post::{Asked as PostAsked, post};
use press::Press;
pub use press::untranslated;
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
    /// Everything a run understood.
    pub register: &'a Register,
    /// Everything that is published.
    pub figures: &'a Figures,
    /// What was not understood.
    pub issues: &'a [Issue],
    /// When the next edition of each source is expected, soonest first.
    pub due: &'a [Due],
    /// The `[site]` table.
    pub settings: &'a SiteSettings,
    /// The `[ranking]` table that ran.
    pub ranking: &'a RankingSettings,
    /// The day whose state of knowledge the site shows.
    pub as_of: Day,
    /// The version of the program.
    pub version: &'a str,
    /// What the workspace replaces.
    pub overrides: &'a Overrides,
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it stands, relative to the root of the site, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why the site cannot be written: always a template or a message, never a datum.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A template that cannot be read or filled.
    #[error("template {name}: {reason}; mend it in templates/, or remove the override")]
    Template {
        /// The template.
        name: String,
        /// What the engine says, with the line.
        reason: String,
    },
    /// A picture that cannot be drawn.
    #[error(transparent)]
    Picture(#[from] pictures::PictureError),
    /// A page in Markdown whose file names no page and language.
    #[error(
        "pages/{file}: call it NAME.LANGUAGE.md, such as about-us.fr.md; a name is small letters, digits and hyphens"
    )]
    Article { file: String },
    /// A message that cannot be said.
    #[error(transparent)]
    Words(#[from] WordsError),
}

/// All files of the site, in a fixed order, whatever the number of threads.
///
/// `earlier` saves time and changes no byte.
pub fn pages(input: &Input, earlier: &Pictures) -> Result<Vec<Page>, SiteError> {
    // Pages are printed side by side, and figures are computed side by side: first the figures, then the pages.
    input.figures.compute_all();
    let index = Index::of(input);
    let assets = Assets::new(input);
    let studio = Studio::new(assets::faces(), earlier)?;
    let addresses = Address::all(input, &index)?;
    let renamed = renamed::all(input, &index);
    let of_language = |&language: &Language| -> Result<Vec<Page>, SiteError> {
        let press = Press::new(input, &index, &assets, &studio, language)?;
        let search = search::script(&press)?;
        let press = press.with_search(search.path.clone());
        // A leaderboard takes ten thousand times as long as a company: every page is a piece of work of its own.
        let printing = addresses.par_iter().with_max_len(1).map(|address| kind::files(&press, address));
        let printed: Vec<Vec<Page>> = printing.collect::<Result<_, _>>()?;
        let leading = renamed.par_iter().map(|(at, name)| renamed::page(&press, at, name));
        let led: Vec<Page> = leading.collect::<Result<_, _>>()?;
        let feeds = feed::files(&press, &addresses)?;
        let calendar = calendar::file(&press.sheet(&Address::Calendar))?;
        Ok([search, calendar]
            .into_iter()
            .chain(printed.into_iter().flatten())
            .chain(led)
            .chain(feeds)
            .collect())
    };
    let (languages, tables) = rayon::join(
        || input.settings.languages.par_iter().map(of_language).collect::<Result<Vec<_>, _>>(),
        || export::files(input, &index),
    );
    let mut all = assets.files.clone();
    all.extend(languages?.into_iter().flatten());
    all.extend(tables);
    all.extend(frozen::pages(input.overrides));
    all.extend(sitemap::files(input, &index, &addresses));
    Ok(all)
}

/// The calendar to subscribe to, in a language.
pub fn calendar(input: &Input, language: Language) -> Result<Page, SiteError> {
    let index = Index::of(input);
    let (assets, earlier) = (Assets::new(input), Pictures::new());
    let studio = Studio::new(assets::faces(), &earlier)?;
    calendar::file(&Press::new(input, &index, &assets, &studio, language)?.sheet(&Address::Calendar))
}

/// Where a language stands: the first at the root, the others in a folder of their own.
fn folder(settings: &SiteSettings, language: Language) -> String {
    if settings.languages.first() == Some(&language) { String::new() } else { format!("{language}/") }
}
