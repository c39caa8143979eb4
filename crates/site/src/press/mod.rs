//! The press: one language's templates and words, ready to print any number of pages at once.

pub mod address;
pub mod assets;
pub mod chrome;
pub mod functions;
pub mod index;
pub mod kind;
pub mod links;
pub mod markup;
pub mod printed;
pub mod sheet;
pub mod theme;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde::Serialize;

use model::Issue;
use workspace::{Language, SiteSettings};

use crate::press::address::Address;
use crate::press::assets::Assets;
use crate::press::chrome::chrome_view;
use crate::press::index::Index;
use crate::press::links::Links;
use crate::press::printed::Printed;
use crate::press::sheet::Sheet;
use crate::sharing::{self, stills};
use crate::words::{Words, WordsError, plural};
use crate::{Input, Overrides, Page, SiteError};
use pictures::Studio;

/// What prints the pages of one language.
pub(super) struct Press<'a> {
    input: &'a Input<'a>,
    index: &'a Index<'a>,
    pub assets: &'a Assets<'a>,
    language: Language,
    words: Words,
    templates: Environment<'static>,
    pub studio: &'a Studio<'a>,
    /// The script of the language's search, once a page has named it.
    search: OnceLock<Page>,
}

/// What a template sees: `site` is the frame of every page, `page` is the view of this one.
#[derive(Serialize)]
struct Frame<'a, V> {
    /// The kind of page: its template's name.
    kind: &'a str,
    site: Value,
    page: &'a V,
}

impl<'a> Press<'a> {
    /// Reads the language's messages and every template, those of the workspace before the built-in ones.
    pub fn new(
        input: &'a Input<'a>,
        index: &'a Index<'a>,
        assets: &'a Assets<'a>,
        studio: &'a Studio<'a>,
        language: Language,
    ) -> Result<Self, SiteError> {
        let words = words(input, language)?;
        let templates = environment(input, &words)?;
        Ok(Self { input, index, assets, language, words, templates, studio, search: OnceLock::new() })
    }

    /// The script of the language's search.
    pub fn search(&self) -> Result<&Page, SiteError> {
        if let Some(made) = self.search.get() {
            return Ok(made);
        }
        // Outside of the lock, since it may fail; two that ask at once may both make it.
        let made = sharing::search::script(self)?;
        Ok(self.search.get_or_init(|| made))
    }

    /// The style of a page that must stand alone on another site.
    pub fn embed_style(&self) -> &str {
        &self.assets.embed_style
    }

    /// A file that pages load, the workspace's before the built-in one.
    pub fn asset(&self, name: &str) -> String {
        assets::text(self.input.overrides, name)
    }

    /// What the page at an address is written from.
    pub fn sheet(&self, address: &Address) -> Sheet<'_> {
        let settings = self.input.settings;
        let links = Links::new(address, self.language, settings, self.index);
        Sheet {
            input: self.input,
            index: self.index,
            words: &self.words,
            language: self.language,
            links,
            assets: self.assets,
        }
    }

    /// Fills a template with a view.
    pub fn print(
        &self,
        address: &Address,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Printed<'_>, SiteError> {
        self.print_at(self.sheet(address).links.here().to_owned(), address, template, view)
    }

    /// Fills a template with a view of the page at an address, to stand elsewhere.
    pub fn print_at(
        &self,
        path: String,
        address: &Address,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Printed<'_>, SiteError> {
        let sheet = self.sheet(address);
        let kind = template.trim_end_matches(".html");
        let site = chrome_view(&sheet, address, &self.search()?.path)?;
        let frame = Frame { kind, site, page: view };
        let broken = |error: minijinja::Error| broken(template, &error);
        let found = self.templates.get_template(template).map_err(broken)?;
        Ok(Printed::new(path, found.render_captured(Serde(&frame)).map_err(broken)?))
    }

    /// Fills the template of a picture.
    pub fn drawn(&self, template: &str, view: &impl Serialize) -> Result<String, SiteError> {
        let broken = |error: minijinja::Error| broken(template, &error);
        let page = context! { page => Value::from(Serde(view)) };
        let drawn = self.templates.get_template(template).and_then(|found| found.render(page));
        drawn.map(|drawn| self.assets.theme.drawn(drawn)).map_err(broken)
    }
}

/// The words of a language: the English ones, over them our own in the language, and over these the workspace's.
fn words(input: &Input, language: Language) -> Result<Words, WordsError> {
    let own = own_words(input.overrides, language);
    let builtin = assets::builtin(&table(language));
    if builtin.is_none() && own.is_none() {
        return Err(WordsError::Unspoken(language.code()));
    }
    let english = english();
    let tables = [Some(english.as_str()), builtin.as_deref(), own];
    Words::read(language, &tables.into_iter().flatten().collect::<Vec<_>>())
}

fn english() -> String {
    assets::builtin(&table(Language::EN)).expect("the English words are embedded")
}

/// The messages that languages of the site lack, and so say in English.
pub fn untranslated(settings: &SiteSettings, overrides: &Overrides) -> Result<Vec<Issue>, WordsError> {
    let english = Words::read(Language::EN, &[&english()])?;
    let mut lacking = Vec::new();
    for &language in settings.languages.iter().filter(|&&l| assets::builtin(&table(l)).is_none()) {
        let keys = english.lacking(language, own_words(overrides, language).unwrap_or_default())?;
        lacking.extend((!keys.is_empty()).then_some(Issue::Untranslated { language, keys }));
    }
    Ok(lacking)
}

/// What the tables of a language say under `[address]`, by key. What is wrong with a table is told where it is read.
pub(super) fn address_words(overrides: &Overrides, language: Language) -> BTreeMap<String, String> {
    let builtin = assets::builtin(&table(language));
    let tables = [builtin.as_deref(), own_words(overrides, language)].into_iter().flatten();
    let tables =
        tables.filter_map(|text| text.parse::<toml::Table>().ok()?.remove("address")?.try_into().ok());
    tables.flat_map(BTreeMap::<String, String>::into_iter).collect()
}

/// The file in which a workspace writes the words of a language: each message of ours as a comment to translate, in the
/// language where we speak it, else in English.
pub fn words_to_write(language: Language) -> String {
    let commented = |line: &str| match line {
        "" => String::new(),
        head if head.starts_with('[') => head.to_owned(),
        remark if remark.starts_with('#') => format!("#{remark}"),
        message => format!("# {message}"),
    };
    let ours = assets::builtin(&table(language)).unwrap_or_else(english);
    let further = plural::further(language);
    // Each form that English lacks begins as the form of all other numbers.
    let formed = |line: &str| {
        let Some((before, other)) =
            line.split_once("other = ").filter(|(before, _)| before.contains("one = "))
        else {
            return line.to_owned();
        };
        let text = other.trim_end_matches(['}', ' ']);
        let forms: String = further.iter().map(|form| format!("{form} = {text}, ")).collect();
        format!("{before}{forms}other = {other}")
    };
    let lines: Vec<String> = ours.lines().map(|line| commented(&formed(line))).collect();
    format!(include_str!("words.toml"), language.code(), lines.join("\n"))
}

/// What a site about all awards is called, until its editor says otherwise; in English where we do not speak the language.
pub fn usual_title(language: Language) -> String {
    let tables = [english(), assets::builtin(&table(language)).unwrap_or_default()];
    let words = Words::read(language, &tables.each_ref().map(String::as_str));
    words.and_then(|words| words.text("usual_title")).unwrap_or_default()
}

/// The workspace's own table of a language.
fn own_words(overrides: &Overrides, language: Language) -> Option<&str> {
    overrides.get(&table(language)).map(String::as_str)
}

fn table(language: Language) -> String {
    format!("words/{language}.toml")
}

/// What is wrong with a template, and where.
pub(super) fn broken(template: &str, error: &minijinja::Error) -> SiteError {
    let name = error.name().unwrap_or(template).to_owned();
    let mut reason = error.line().map_or_else(String::new, |line| format!("line {line}: "));
    reason.push_str(&error.to_string());
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        reason.push_str(&format!(": {inner}"));
        cause = inner.source();
    }
    SiteError::Template { name, reason }
}

/// Instructions that one page may take. No page of the reference, up to 400 kB, takes a million; a template
/// of a workspace whose loops never end is stopped within seconds.
const FUEL: u64 = 200_000_000;

fn environment(input: &Input, words: &Words) -> Result<Environment<'static>, SiteError> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_fuel(Some(FUEL));
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_formatter(markup::write);
    let replaced =
        input.overrides.keys().filter(|name| name.ends_with(".html") && !stills::is_kept(name)).cloned();
    for name in assets::templates().into_iter().chain(replaced) {
        let text = input.overrides.get(&name).cloned().or_else(|| assets::builtin(&name));
        let text = text.expect("the name comes from one of the two");
        let read = templates.add_template_owned(name.clone(), text);
        read.map_err(|error| broken(&name, &error))?;
    }
    functions::add_words(&mut templates, words);
    functions::add_citing(&mut templates, input, words);
    Ok(templates)
}
