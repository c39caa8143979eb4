//! The frame of every page: masthead, navigation, languages, foot.

use std::collections::BTreeMap;

use minijinja::Value;

use tables::Format;
use workspace::Language;

use crate::SiteError;
use crate::folder;
use crate::pages::article;
use crate::pages::corrections;
use crate::press::address::Address;
use crate::press::sheet::Sheet;
use crate::sharing::editions;
use crate::sharing::embed;
use crate::sharing::export;
use crate::sharing::feed;
use crate::sharing::picture;
use crate::sharing::stills;

/// The main sections, by the end of the key of the message that names each.
static SECTIONS: [(&str, Address); 6] = [
    ("leaderboards", Address::Leaderboards),
    ("companies", Address::Companies),
    ("sectors", Address::Sectors),
    ("sources", Address::Sources),
    ("trends", Address::Trends),
    ("method", Address::Method),
];

/// The pages about the data, likewise.
static PAGES: [(&str, Address); 11] = [
    ("about", Address::About),
    ("compare", Address::Compare),
    ("titles", Address::Titles),
    ("glossary", Address::Glossary),
    ("calendar", Address::Calendar),
    ("coverage", Address::Coverage),
    ("calibration", Address::Calibration),
    ("corrections", Address::Corrections),
    ("editions", Address::Editions),
    ("data", Address::Data),
    ("design", Address::Design),
];

/// The frame of the page at an address.
pub fn chrome_view(sheet: &Sheet, address: &Address, search: &str) -> Result<Value, SiteError> {
    let assets = sheet.assets;
    let settings = sheet.input.settings;
    let typography = &sheet.words.typography;
    let links = &sheet.links;
    let alone = matches!(address, Address::NotFound);
    let edition = editions::printed(sheet);
    Ok(view! {
    lang: typography.code(),
    title: settings.title.clone(),
    home: links.to(&Address::Home),
    style: links.to_root(&assets.style),
    style_text: alone
        .then(|| assets.style_text.replace("url(", &format!("url({}", links.to_root("assets/")))),
    face: links.to_root(&assets.face),
    icon: links.to_root(&assets.icon),
    logo: assets.logo.as_ref().map(|logo| links.to_root(logo)),
    script: links.to_root(&assets.script),
    search: links.to_root(search),
    embed: embed::address(sheet, address),
    extract: embed::extract(sheet, address)?,
    stills: stills::of_page(sheet, address),
    // Who shows a card or embeds a page wants the one of today.
    oembed: embed::answer_path(sheet, address).filter(|_| edition.is_none()).map(|path| format!("{}{path}", settings.base_url)),
    corrected: corrections::on_page(sheet, address),
    editions: editions::of_page(sheet),
    errata: editions::errata_of_page(sheet)?,
    feeds: feed::links(sheet, address)?,
    canonical: format!("{}{}", settings.base_url, links.here()),
    base: settings.base_url.clone(),
    languages: settings.languages.iter().map(|&l| in_language(sheet, address, l)).collect::<Vec<_>>(),
    data: links.to_root(&export::folder(sheet.index)),
    own: export::of_page(sheet, address),
    formats: Format::files().map(Format::word).collect::<Vec<_>>(),
    nav: items(sheet, address, &SECTIONS)?,
    to: SECTIONS.iter().map(|(name, page)| (*name, links.to(page))).collect::<BTreeMap<_, _>>(),
    foot: foot(sheet, address)?,
    as_of: typography.day(sheet.input.as_of),
    as_of_iso: sheet.input.as_of.to_string(),
    as_of_apa: typography.apa_day(sheet.input.as_of),
    as_of_chicago: typography.chicago_day(sheet.input.as_of),
    version: sheet.input.version.to_owned(),
    contribute: settings.contribute.clone(),
    share: picture::share(sheet, address).filter(|_| edition.is_none()).map(|path| format!("{}{path}", settings.base_url)),
    stem: stem(links.here()).to_owned(),
    take: links.to_root(&assets.take),
    edition,
    })
}

fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.trim_end_matches(".html")
}

fn in_language(sheet: &Sheet, address: &Address, language: Language) -> Value {
    let path = format!("{}{}", folder(sheet.input.settings, language), address.path(sheet.index, language));
    view! {
        code: language.code(),
        href: sheet.links.to_root(&path),
        canonical: format!("{}{path}", sheet.input.settings.base_url),
        current: language == sheet.language,
    }
}

/// The pages about the data, and those that the workspace writes itself.
fn foot(sheet: &Sheet, here: &Address) -> Result<Vec<Value>, SiteError> {
    let mut all = items(sheet, here, PAGES.iter().filter(|(_, page)| page.is_there(sheet.input)))?;
    for name in article::names(sheet.input)? {
        let title = article::title(sheet, &name)?;
        all.push(item(sheet, here, title, &Address::Article(name)));
    }
    Ok(all)
}

fn items<'p>(
    sheet: &Sheet,
    here: &Address,
    pages: impl IntoIterator<Item = &'p (&'static str, Address)>,
) -> Result<Vec<Value>, SiteError> {
    pages
        .into_iter()
        .map(|(key, page)| Ok(item(sheet, here, sheet.words.text(&format!("nav.{key}"))?, page)))
        .collect()
}

fn item(sheet: &Sheet, here: &Address, name: String, page: &Address) -> Value {
    view! {
        name,
        href: sheet.links.to(page),
        current: section(here).as_ref() == Some(page),
    }
}

/// The section that a page belongs to.
fn section(page: &Address) -> Option<Address> {
    match page {
        Address::Home | Address::Embed | Address::NotFound => None,
        Address::Leaderboards | Address::Leaderboard(_) => Some(Address::Leaderboards),
        Address::Companies | Address::Initial(_) | Address::Company(_) => Some(Address::Companies),
        Address::Sectors | Address::Sector(_) => Some(Address::Sectors),
        Address::Sources | Address::Source(_) | Address::Edition(..) => Some(Address::Sources),
        Address::Trends => Some(Address::Trends),
        Address::Coverage => Some(Address::Coverage),
        Address::Method => Some(Address::Method),
        Address::Calendar => Some(Address::Calendar),
        Address::Calibration => Some(Address::Calibration),
        Address::Compare => Some(Address::Compare),
        Address::Titles => Some(Address::Titles),
        Address::Glossary => Some(Address::Glossary),
        Address::Corrections => Some(Address::Corrections),
        Address::Editions => Some(Address::Editions),
        Address::About => Some(Address::About),
        Address::Design => Some(Address::Design),
        Address::Data => Some(Address::Data),
        Address::Article(name) => Some(Address::Article(name.clone())),
    }
}
