//! The frame of every page: masthead, navigation, languages, foot.

use serde::Serialize;

use crate::catalog::Language;

use super::SiteError;
use super::address::Address;
use super::assets::Assets;
use super::embed;
use super::export;
use super::feed::{self, FeedLink};
use super::folder;
use super::picture;
use super::sheet::Sheet;
use super::words::Typography;

/// What the base template needs.
#[derive(Serialize)]
pub(super) struct Chrome {
    /// The page's language.
    lang: &'static str,
    /// The site's title.
    title: String,
    /// The front page.
    home: String,
    /// The style sheet.
    style: String,
    /// The style sheet itself, on the page that must stand alone.
    style_text: Option<String>,
    /// The sign in the browser's tab.
    icon: String,
    /// What the page gains where scripts run.
    script: String,
    /// The script of the search, which that one loads when it is needed.
    search: String,
    /// The beginning of the addresses of what the page gives to embed: as a link, and on the web.
    embed: [String; 2],
    /// The oEmbed answer of the page.
    oembed: Option<String>,
    /// What a feed reader can follow.
    feeds: Vec<FeedLink>,
    /// The page's permanent address.
    canonical: String,
    /// The site's permanent address.
    base: String,
    /// The same page in each language, this one included.
    languages: Vec<InLanguage>,
    /// The folder of the tables.
    data: String,
    /// The main sections.
    nav: Vec<NavItem>,
    /// The pages about the data.
    foot: Vec<NavItem>,
    /// The day whose state of knowledge is shown, in words.
    as_of: String,
    /// The same, as a date that machines read.
    as_of_iso: String,
    /// The same, as the APA style writes it.
    as_of_apa: String,
    /// The same, as the Chicago style writes it.
    as_of_chicago: String,
    /// The version of the program.
    version: String,
    /// The picture that a shared link shows.
    share: String,
    /// The name of the page's file without its ending: its charts are files whose name begins with it.
    stem: String,
}

/// The same page in a language.
#[derive(Serialize)]
struct InLanguage {
    code: &'static str,
    href: String,
    canonical: String,
    current: bool,
}

/// A section: the message that names it, and where it is.
#[derive(Serialize)]
struct NavItem {
    key: &'static str,
    href: String,
    current: bool,
}

impl Chrome {
    /// The frame of the page at an address.
    pub fn of(sheet: &Sheet, address: &Address, assets: &Assets, search: &str) -> Result<Self, SiteError> {
        let settings = sheet.input.settings;
        let typography = sheet.words.typography;
        let links = &sheet.links;
        let alone = matches!(address, Address::NotFound);
        Ok(Self {
            lang: typography.code(),
            title: settings.title.clone(),
            home: links.to(&Address::Home),
            style: links.to_root(&assets.style),
            style_text: alone
                .then(|| assets.style_text.replace("url(", &format!("url({}", links.to_root("assets/")))),
            icon: links.to_root(&assets.icon),
            script: links.to_root(&assets.script),
            search: links.to_root(search),
            embed: embed_stems(sheet, address),
            oembed: embed::answer(sheet, address).map(|path| format!("{}{path}", settings.base_url)),
            feeds: feed::links(sheet, address)?,
            canonical: format!("{}{}", settings.base_url, links.here()),
            base: settings.base_url.clone(),
            languages: settings.languages.iter().map(|&l| in_language(sheet, address, l)).collect(),
            data: links.to_root(export::FOLDER),
            nav: nav(sheet, address),
            foot: foot(sheet, address),
            as_of: typography.day(sheet.input.as_of),
            as_of_iso: sheet.input.as_of.to_string(),
            as_of_apa: typography.apa_day(sheet.input.as_of),
            as_of_chicago: typography.chicago_day(sheet.input.as_of),
            version: sheet.input.version.to_owned(),
            share: format!("{}{}", settings.base_url, picture::share(sheet, address)),
            stem: stem(links.here()).to_owned(),
        })
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.trim_end_matches(".html")
}

fn embed_stems(sheet: &Sheet, address: &Address) -> [String; 2] {
    let stem = embed::stem(sheet, address);
    [sheet.links.to_root(&stem), format!("{}{stem}", sheet.input.settings.base_url)]
}

fn in_language(sheet: &Sheet, address: &Address, language: Language) -> InLanguage {
    let path = format!("{}{}", folder(sheet.input.settings, language), address.path(sheet.index));
    InLanguage {
        code: Typography::of(language).code(),
        href: sheet.links.to_root(&path),
        canonical: format!("{}{path}", sheet.input.settings.base_url),
        current: language == sheet.language,
    }
}

fn nav(sheet: &Sheet, here: &Address) -> Vec<NavItem> {
    let sections = [
        ("nav.leaderboards", Address::Leaderboards),
        ("nav.years", Address::Years),
        ("nav.companies", Address::Companies),
        ("nav.sectors", Address::Sectors),
        ("nav.sources", Address::Sources),
        ("nav.trends", Address::Trends),
        ("nav.method", Address::Method),
    ];
    items(sheet, here, &sections)
}

fn foot(sheet: &Sheet, here: &Address) -> Vec<NavItem> {
    let pages = [
        ("nav.about", Address::About),
        ("nav.compare", Address::Compare),
        ("nav.glossary", Address::Glossary),
        ("nav.calendar", Address::Calendar),
        ("nav.coverage", Address::Coverage),
        ("nav.calibration", Address::Calibration),
        ("nav.corrections", Address::Corrections),
        ("nav.data", Address::Data),
        ("nav.design", Address::Design),
    ];
    items(sheet, here, &pages)
}

fn items(sheet: &Sheet, here: &Address, pages: &[(&'static str, Address)]) -> Vec<NavItem> {
    let item = |(key, page): &(&'static str, Address)| NavItem {
        key,
        href: sheet.links.to(page),
        current: section(here).as_ref() == Some(page),
    };
    pages.iter().map(item).collect()
}

/// The section that a page belongs to.
fn section(page: &Address) -> Option<Address> {
    match page {
        Address::Home | Address::NotFound => None,
        Address::Leaderboards | Address::Leaderboard(_) => Some(Address::Leaderboards),
        Address::Years | Address::Year(_) => Some(Address::Years),
        Address::Companies | Address::Company(_) => Some(Address::Companies),
        Address::Sectors | Address::Sector(_) => Some(Address::Sectors),
        Address::Sources | Address::Source(_) | Address::Edition(..) => Some(Address::Sources),
        Address::Trends => Some(Address::Trends),
        Address::Coverage => Some(Address::Coverage),
        Address::Method => Some(Address::Method),
        Address::Calendar => Some(Address::Calendar),
        Address::Calibration => Some(Address::Calibration),
        Address::Compare => Some(Address::Compare),
        Address::Glossary => Some(Address::Glossary),
        Address::Corrections => Some(Address::Corrections),
        Address::About => Some(Address::About),
        Address::Design => Some(Address::Design),
        Address::Data => Some(Address::Data),
    }
}
