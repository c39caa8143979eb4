//! A badge: a company's rank in a year, to be shown on its own site with a link back to what attests it.

use minijinja::Value;

use crate::press::address::{Address, Board, Span};
use crate::press::markup::escaped;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};
use model::{CompanyId, Window, Year};
use rank::Standing;

/// The last rank that gets a badge: nobody shows on its site that it came 43rd.
const LAST: u32 = 3;

/// The company's standings of such a rank in single years of the default scope, the latest first.
fn standings<'a>(sheet: &Sheet<'a>, id: &CompanyId) -> Vec<(Year, &'a Standing)> {
    let years = sheet.input.figures.scopes().first().map_or(&[][..], |scope| &scope.years);
    let standing = |ranking: &'a rank::Ranking| {
        let window = ranking.query.window;
        Some((window.to, sheet.index.standing(Span::Window(window), id)?))
    };
    years.iter().rev().filter_map(standing).filter(|(_, standing)| standing.rank <= LAST).collect()
}

/// The badges of a company, the latest first.
pub(crate) fn badges(sheet: &Sheet, id: &CompanyId) -> Result<Vec<Value>, SiteError> {
    let badge = |(year, standing): (Year, &Standing)| {
        let path = path(sheet, id, year);
        let said = said(sheet, year, standing)?;
        let board = Board { scope: 0, span: Span::Window(Window::year(year)) };
        Ok(view! {
            src: sheet.links.to_root(&path),
            code: format!(
                "<a href=\"{}\"><img src=\"{}{path}\" width=\"240\" height=\"96\" alt=\"{}\"></a>",
                escaped(&sheet.absolute(&Address::Leaderboard(board))),
                escaped(&sheet.input.settings.base_url),
                escaped(&said),
            ),
            said,
        })
    };
    standings(sheet, id).into_iter().map(badge).collect()
}

/// The pictures of a company.
pub fn files(sheet: &Sheet, id: &CompanyId) -> Result<Vec<Page>, SiteError> {
    let file = |(year, standing): (Year, &Standing)| {
        Ok(Page { path: path(sheet, id, year), bytes: picture(sheet, year, standing)?.into_bytes() })
    };
    standings(sheet, id).into_iter().map(file).collect()
}

fn path(sheet: &Sheet, id: &CompanyId, year: Year) -> String {
    format!("{}badge-{id}-{year}.svg", sheet.links.own_folder("integrer"))
}

fn rank(sheet: &Sheet, standing: &Standing) -> String {
    sheet.words.typography.ordinal(standing.rank)
}

fn said(sheet: &Sheet, year: Year, standing: &Standing) -> Result<String, SiteError> {
    let company = sheet.input.register.company(&standing.company).name.as_str();
    let site = sheet.input.settings.title.as_str();
    let values = [
        ("company", company.into()),
        ("rank", rank(sheet, standing).into()),
        ("year", year.to_string().into()),
        ("site", site.into()),
    ];
    Ok(sheet.words.say("embed.badge_said", &values)?)
}

/// A card of 240 by 96: letters of the reader's machine, for a picture may load no font.
fn picture(sheet: &Sheet, year: Year, standing: &Standing) -> Result<String, SiteError> {
    let company = &sheet.input.register.company(&standing.company).name;
    // About half an em a letter: a long name gets smaller ones.
    let letters = i64::try_from(company.chars().count()).unwrap_or(i64::MAX).max(1);
    let size = (290 / letters).clamp(7, 17);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 96\" width=\"240\" height=\"96\" role=\"img\" \
         font-family=\"Georgia, serif\" fill=\"#1d1a16\"><title>{said}</title><rect x=\".5\" y=\".5\" width=\"239\" \
         height=\"95\" fill=\"#fffdf9\" stroke=\"#1d1a16\"/><rect width=\"6\" height=\"96\" fill=\"#b3261e\"/>\
         <text x=\"20\" y=\"24\" font-size=\"12\" fill=\"#625a50\">{site} {year}</text>\
         <text x=\"20\" y=\"62\" font-size=\"34\">{rank}</text>\
         <text x=\"20\" y=\"83\" font-size=\"{size}\">{company}</text></svg>\n",
        said = escaped(&said(sheet, year, standing)?),
        site = escaped(&sheet.input.settings.title),
        rank = escaped(&rank(sheet, standing)),
        company = escaped(company),
    ))
}
