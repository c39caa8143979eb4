//! Feeds: what a reader can follow. Editions, corrections and titles taken back for the site, distinctions for each
//! sector.
//!
//! An entry is dated by the day on which it came to be known, else by that on which the prize was handed over, and
//! named by the permanent identifier of the thing: a build without new data changes no feed.

mod atom; // RFC 4287
mod entries; // editions and awards as entries

use minijinja::Value;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use model::{Award, Counting, SectorId};

use crate::press::Press;
use crate::press::address::Address;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

use crate::sharing::editions;
use atom::Feed;
pub(crate) use atom::FeedEntry;

#[derive(Debug, Clone, PartialEq, Eq)]
enum FeedSubject {
    /// The editions of all sources, what was mended, and titles taken back.
    Whole,
    /// The distinctions of a sector's companies.
    Sector(SectorId),
}

/// Prints the feeds of a language.
pub(crate) fn print<E: From<SiteError> + Send>(
    press: &Press,
    addresses: &[Address],
    take: &(impl Fn(Page) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let sheet = press.sheet(&Address::Home);
    let of_pages = addresses.iter().filter_map(|address| own(&sheet, address));
    let all: Vec<FeedSubject> = std::iter::once(FeedSubject::Whole).chain(of_pages).collect();
    all.par_iter().try_for_each(|subject| take(file(&sheet, subject)?))
}

/// What the page at an address tells a feed reader: its own feed first, then that of the site.
pub(crate) fn links(sheet: &Sheet, address: &Address) -> Result<Vec<Value>, SiteError> {
    let all = own(sheet, address).into_iter().chain([FeedSubject::Whole]);
    all.map(|subject| {
        // The feed is that of the site of today: an edition has none.
        let href = editions::to_site(sheet, &path(sheet, &subject));
        Ok(view! {
            title: title(sheet, &subject)?,
            href,
        })
    })
    .collect()
}

/// The feed of a page itself, where there is something to tell.
fn own(sheet: &Sheet, address: &Address) -> Option<FeedSubject> {
    let Address::Sector(id) = address else { return None };
    let subject = FeedSubject::Sector(*id);
    (!awards(sheet, &subject).is_empty()).then_some(subject)
}

/// The awards that a feed tells.
fn awards<'a>(sheet: &Sheet<'a>, subject: &FeedSubject) -> Vec<&'a Award> {
    let register = sheet.input.register;
    let all = register.awards.iter();
    let counted = |award: &&Award| award.counting == Counting::Counts;
    match subject {
        FeedSubject::Whole => all.filter(|award| award.counting == Counting::Annulled).collect(),
        FeedSubject::Sector(id) => {
            let belongs = |sector: &SectorId| sector == id || register.family(sector) == id;
            let company = |award: &Award| award.company.as_ref().map(|company| register.company(company));
            let sector = |award: &&Award| company(award)?.sector.as_ref().map(belongs);
            all.filter(counted).filter(|award| sector(award) == Some(true)).collect()
        }
    }
}

/// The page that a feed follows.
fn page(subject: &FeedSubject) -> Address {
    match subject {
        FeedSubject::Whole => Address::Sources,
        FeedSubject::Sector(id) => Address::Sector(*id),
    }
}

/// Where a feed stands, from the root of the site.
fn path(sheet: &Sheet, subject: &FeedSubject) -> String {
    match subject {
        FeedSubject::Whole => format!("{}editions.xml", sheet.links.own_folder("flux")),
        FeedSubject::Sector(_) => sheet.links.path_of(&page(subject)).replace(".html", ".xml"),
    }
}

fn title(sheet: &Sheet, subject: &FeedSubject) -> Result<String, SiteError> {
    let site = sheet.input.settings.title.as_str();
    let name = match subject {
        FeedSubject::Whole => sheet.words.text("feed.editions")?,
        FeedSubject::Sector(id) => sheet.sector_name(&sheet.input.register.sectors[id]).to_owned(),
    };
    Ok(sheet.words.say("feed.title", &[("site", site.into()), ("name", name.into())])?)
}

fn file(sheet: &Sheet, subject: &FeedSubject) -> Result<Page, SiteError> {
    let path = path(sheet, subject);
    let told = awards(sheet, subject).into_iter().map(|award| entries::award(sheet, award));
    let mut entries: Vec<FeedEntry> = told.collect::<Result<_, _>>()?;
    if *subject == FeedSubject::Whole {
        entries.extend(entries::editions(sheet)?);
        entries.extend(entries::corrections(sheet)?);
        entries.extend(editions::feed_entries(sheet)?);
    }
    let feed = Feed {
        address: format!("{}{path}", sheet.input.settings.base_url),
        page: sheet.absolute(&page(subject)),
        title: title(sheet, subject)?,
        author: sheet.input.settings.title.clone(),
        language: sheet.words.typography.code(),
        otherwise: sheet.input.as_of,
        entries,
    };
    Ok(Page { path, bytes: feed.bytes() })
}
