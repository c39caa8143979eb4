//! What each page is printed from: its template, its view, and the files that show the same figures.

use serde::Serialize;

use crate::charts::Chart;
use crate::press::Press;
use crate::press::address::Address;
use crate::press::sheet::Sheet;
use crate::{
    Page, SiteError, pages::article, pages::calendar, pages::calibration, pages::companies, pages::company,
    pages::compare, pages::corrections, pages::coverage, pages::data, pages::edition, pages::glossary,
    pages::home, pages::leaderboard, pages::leaderboards, pages::method, pages::sector, pages::sectors,
    pages::source, pages::sources, pages::trends, pages::year, pages::years, sharing::embed,
    sharing::picture,
};

/// The page at an address, and the files that hold the same figures.
pub(crate) fn files(press: &Press, address: &Address) -> Result<Vec<Page>, SiteError> {
    let sheet = &press.sheet(address);
    let place = PagePlace { press, sheet, address };
    match address {
        Address::Home => place.plain("home.html", &home::view(sheet)?),
        Address::Leaderboards => place.plain("leaderboards.html", &leaderboards::view(sheet)),
        Address::Leaderboard(board) => {
            let view = leaderboard::view(sheet, *board)?;
            place.illustrated("leaderboard.html", &view, &view.charts())
        }
        Address::Years => place.plain("years.html", &years::view(sheet)?),
        Address::Year(year) => place.plain("year.html", &year::view(sheet, *year)?),
        Address::Companies => place.plain("companies.html", &companies::view(sheet)),
        Address::Company(id) => place.plain("company.html", &company::view(sheet, id)?),
        Address::Sectors => place.plain("sectors.html", &sectors::view(sheet)),
        Address::Sector(id) => {
            let view = sector::view(sheet, id)?;
            place.illustrated("sector.html", &view, &view.charts())
        }
        Address::Sources => place.plain("sources.html", &sources::view(sheet)),
        Address::Source(id) => {
            let view = source::view(sheet, id)?;
            place.illustrated("source.html", &view, &view.charts())
        }
        Address::Edition(source, label) => place.plain("edition.html", &edition::view(sheet, source, label)),
        Address::Trends => {
            let view = trends::view(sheet)?;
            place.illustrated("trends.html", &view, &view.charts())
        }
        Address::Coverage => place.plain("coverage.html", &coverage::view(sheet)),
        Address::Method => place.plain("method.html", &method::view(sheet)),
        Address::Calendar => place.plain("calendar.html", &calendar::view(sheet)),
        Address::Calibration => place.plain("calibration.html", &calibration::view(sheet)),
        Address::Compare => place.plain("compare.html", &compare::view(sheet, &press.assets.compare)?),
        Address::Glossary => place.plain("glossary.html", &glossary::view(sheet)),
        Address::Corrections => place.plain("corrections.html", &corrections::view(sheet)),
        Address::About => place.plain("about.html", &()),
        Address::Design => place.plain("design.html", &()),
        Address::Data => place.plain("data.html", &data::view(sheet)?),
        Address::Article(name) => place.plain("article.html", &article::view(sheet, name)?),
        Address::NotFound => place.plain("not_found.html", &()),
    }
}

/// Where a page is about to be printed.
struct PagePlace<'a> {
    press: &'a Press<'a>,
    sheet: &'a Sheet<'a>,
    address: &'a Address,
}

impl PagePlace<'_> {
    fn plain(&self, template: &str, view: &impl Serialize) -> Result<Vec<Page>, SiteError> {
        self.illustrated(template, view, &[])
    }

    /// The page with its charts, each as a picture and to embed besides.
    fn illustrated(
        &self,
        template: &str,
        view: &impl Serialize,
        charts: &[&Chart],
    ) -> Result<Vec<Page>, SiteError> {
        let mut page = self.press.print(self.address, template, view)?;
        let mut files = picture::of_page(self.press, self.sheet, self.address, &mut page, charts)?;
        files.extend(embed::files(self.press, self.address, &mut page, charts)?);
        files.insert(0, page.page());
        Ok(files)
    }
}
