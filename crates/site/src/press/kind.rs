//! What each page is printed from: its template, its view, and the files that show the same figures.

use crate::charts::Chart;
use crate::press::Press;
use crate::press::address::Address;
use crate::press::printed::Printed;
use crate::press::sheet::Sheet;
use crate::{
    Page, SiteError, pages::article, pages::calendar, pages::calibration, pages::companies, pages::company,
    pages::compare, pages::corrections, pages::coverage, pages::data, pages::edition, pages::glossary,
    pages::home, pages::leaderboard, pages::method, pages::sector, pages::sectors, pages::source,
    pages::sources, pages::titles, pages::trends, sharing::editions, sharing::embed, sharing::moved,
    sharing::picture::card,
};

/// The page at an address, and what belongs to it: its card, its badges, its answer to who embeds it.
pub(crate) fn files(press: &Press, address: &Address) -> Result<Vec<Page>, SiteError> {
    let sheet = &press.sheet(address);
    let mut page = printed(press, sheet, address)?;
    // Who shares a page shows the card of the site of today.
    let mut files: Vec<Page> = match sheet.input.editions.printed {
        Some(_) => vec![],
        None => card(press, sheet, address, &mut page)?.into_iter().collect(),
    };
    files.extend(embed::answer(sheet, address)?);
    if let Address::Company(id) = address {
        files.extend(embed::badge_files(sheet, id)?);
    }
    files.insert(0, page.page());
    Ok(files)
}

/// The page at an address alone.
pub(crate) fn page(press: &Press, address: &Address) -> Result<Page, SiteError> {
    Ok(printed(press, &press.sheet(address), address)?.page())
}

/// The charts of a page.
pub(crate) fn charts(sheet: &Sheet, address: &Address) -> Result<Vec<Chart>, SiteError> {
    let own = |charts: Vec<&Chart>| charts.into_iter().cloned().collect();
    Ok(if let Address::Leaderboard(board) = address {
        own(leaderboard::view(sheet, *board)?.charts())
    } else if let Address::Sector(id) = address {
        own(sector::view(sheet, id)?.charts())
    } else if let Address::Source(id) = address {
        own(source::view(sheet, id)?.charts())
    } else if *address == Address::Trends {
        own(trends::view(sheet)?.charts())
    } else {
        Vec::new()
    })
}

fn printed<'p>(press: &'p Press, sheet: &Sheet, address: &Address) -> Result<Printed<'p>, SiteError> {
    match address {
        Address::Home => press.print(address, "home.html", &home::view(sheet)?),
        Address::Leaderboards => press.print(address, "leaderboards.html", &leaderboard::list(sheet)),
        Address::Leaderboard(board) => {
            press.print(address, "leaderboard.html", &leaderboard::view(sheet, *board)?)
        }
        Address::Companies => press.print(address, "companies.html", &companies::view(sheet, None)),
        Address::Initial(letter) => {
            press.print(address, "companies.html", &companies::view(sheet, Some(*letter)))
        }
        Address::Company(id) => press.print(address, "company.html", &company::view(sheet, id)?),
        Address::Sectors => press.print(address, "sectors.html", &sectors::view(sheet)),
        Address::Sector(id) => press.print(address, "sector.html", &sector::view(sheet, id)?),
        Address::Sources => press.print(address, "sources.html", &sources::view(sheet)),
        Address::Source(id) => press.print(address, "source.html", &source::view(sheet, id)?),
        Address::Edition(source, label) => {
            press.print(address, "edition.html", &edition::view(sheet, source, label))
        }
        Address::Trends => press.print(address, "trends.html", &trends::view(sheet)?),
        Address::Coverage => press.print(address, "coverage.html", &coverage::view(sheet)),
        Address::Method => press.print(address, "method.html", &method::view(sheet)),
        Address::Calendar => press.print(address, "calendar.html", &calendar::view(sheet)),
        Address::Calibration => press.print(address, "calibration.html", &calibration::view(sheet)),
        Address::Compare => {
            press.print(address, "compare.html", &compare::view(sheet, &press.assets.compare)?)
        }
        Address::Titles => press.print(address, "titles.html", &titles::view(sheet)?),
        Address::Glossary => press.print(address, "glossary.html", &glossary::view(sheet)),
        Address::Corrections => press.print(address, "corrections.html", &corrections::view(sheet)?),
        Address::Editions => press.print(address, "editions.html", &editions::view(sheet)),
        Address::About => press.print(address, "about.html", &()),
        Address::Design => press.print(address, "design.html", &()),
        Address::Data => press.print(address, "data.html", &data::view(sheet)?),
        Address::Embed => press.print(address, "embed.html", &embed::view(press)),
        Address::Article(name) => press.print(address, "article.html", &article::view(sheet, name)?),
        Address::NotFound => press.print(address, "not_found.html", &moved::view(press)),
    }
}
