//! Feeds: what a reader can follow. Editions and titles taken back for the site, distinctions for each company
//! and sector.
//!
//! An entry is dated by the day the prize was handed over, and named by the permanent identifier of the thing: a
//! build without new data changes no feed.

mod atom; // RFC 4287
mod entries; // editions and awards as entries

use minijinja::Value;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use model::{Award, CompanyId, Counting, SectorId};

use crate::press::Press;
use crate::press::address::Address;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

use atom::{Entry, Feed};

/// What a feed follows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FeedSubject {
    /// The editions of all sources.
    Editions,
    /// What was mended, and titles taken back.
    Corrections,
    /// The distinctions of a company.
    Company(CompanyId),
    /// The distinctions of a sector's companies.
    Sector(SectorId),
}

/// The feeds of a language.
pub(crate) fn files(press: &Press, addresses: &[Address]) -> Result<Vec<Page>, SiteError> {
    let sheet = press.sheet(&Address::Home);
    let of_pages = addresses.iter().filter_map(|address| own(&sheet, address));
    let all: Vec<FeedSubject> =
        [FeedSubject::Editions, FeedSubject::Corrections].into_iter().chain(of_pages).collect();
    all.par_iter().map(|subject| file(&sheet, subject)).collect()
}

/// What the page at an address tells a feed reader: its own feed first, then those of the site.
pub(crate) fn links(sheet: &Sheet, address: &Address) -> Result<Vec<Value>, SiteError> {
    let all = own(sheet, address).into_iter().chain([FeedSubject::Editions, FeedSubject::Corrections]);
    all.map(|subject| {
        let href = sheet.links.to_root(&path(sheet, &subject));
        Ok(view! {
            title: title(sheet, &subject)?,
            href,
        })
    })
    .collect()
}

/// The feed of a page itself, where there is something to tell.
fn own(sheet: &Sheet, address: &Address) -> Option<FeedSubject> {
    let subject = if let Address::Company(id) = address {
        FeedSubject::Company(*id)
    } else if let Address::Sector(id) = address {
        FeedSubject::Sector(*id)
    } else {
        return None;
    };
    (!awards(sheet, &subject).is_empty()).then_some(subject)
}

/// The awards that a feed tells.
fn awards<'a>(sheet: &Sheet<'a>, subject: &FeedSubject) -> Vec<&'a Award> {
    let register = sheet.input.register;
    let all = register.awards.iter();
    let counted = |award: &&Award| award.counting == Counting::Counts;
    match subject {
        FeedSubject::Editions => Vec::new(),
        FeedSubject::Corrections => all.filter(|award| award.counting == Counting::Annulled).collect(),
        FeedSubject::Company(id) => {
            let of_company = sheet.index.awards_of(id).into_iter().map(|(_, award)| award);
            of_company.filter(counted).collect()
        }
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
        FeedSubject::Editions => Address::Sources,
        FeedSubject::Corrections => Address::Corrections,
        FeedSubject::Company(id) => Address::Company(*id),
        FeedSubject::Sector(id) => Address::Sector(*id),
    }
}

/// Where a feed stands, from the root of the site.
fn path(sheet: &Sheet, subject: &FeedSubject) -> String {
    match subject {
        FeedSubject::Editions => sheet.links.own_path("flux/editions.xml"),
        FeedSubject::Corrections => sheet.links.own_path("flux/corrections.xml"),
        FeedSubject::Company(_) | FeedSubject::Sector(_) => {
            sheet.links.own_path(&page(subject).path(sheet.index).replace(".html", ".xml"))
        }
    }
}

fn title(sheet: &Sheet, subject: &FeedSubject) -> Result<String, SiteError> {
    let site = sheet.input.settings.title.as_str();
    let name = match subject {
        FeedSubject::Editions => sheet.words.text("feed.editions")?,
        FeedSubject::Corrections => sheet.words.text("feed.corrections")?,
        FeedSubject::Company(id) => sheet.input.register.company(id).name.clone(),
        FeedSubject::Sector(id) => sheet.sector_name(&sheet.input.register.sectors[id]).to_owned(),
    };
    Ok(sheet.words.say("feed.title", &[("site", site.into()), ("name", name.into())])?)
}

fn file(sheet: &Sheet, subject: &FeedSubject) -> Result<Page, SiteError> {
    let path = path(sheet, subject);
    let told = awards(sheet, subject).into_iter().map(|award| entries::award(sheet, award));
    let mut entries: Vec<Entry> = told.collect::<Result<_, _>>()?;
    match subject {
        FeedSubject::Editions => entries = entries::editions(sheet)?,
        FeedSubject::Corrections => entries.extend(entries::corrections(sheet)?),
        FeedSubject::Company(_) | FeedSubject::Sector(_) => {}
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
