//! A badge: a company's rank in a year, to be shown on its own site with a link back to what attests it.

use minijinja::Value;
use sha2::{Digest, Sha256};

use crate::parts::claim::Claim;
use crate::press::address::{Address, Board, Span};
use crate::press::markup::escaped;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};
use model::{CompanyId, Window, Year};
use rank::{Ground, Licence, Ranking, Standing};

/// The last rank that gets a badge: nobody shows on its site that it came 43rd.
const LAST: u32 = 3;

/// A place that a company may show: in a year whose first may be named, and no further than what that rests on.
struct BadgePlace<'a> {
    year: Year,
    standing: &'a Standing,
    ranking: &'a Ranking,
}

/// The places that a company may show, the latest first.
fn places<'a>(sheet: &Sheet<'a>, id: &CompanyId) -> Vec<BadgePlace<'a>> {
    let years = sheet.input.figures.scopes().first().map_or(&[][..], |scope| &scope.years);
    let place = |ranking: &'a Ranking| {
        let window = ranking.query.window;
        let standing = sheet.index.standing(Span::Window(window), id).filter(|s| s.rank <= LAST)?;
        may_show(&sheet.input.figures.licence(ranking), id).then_some(BadgePlace {
            year: window.to,
            standing,
            ranking,
        })
    };
    years.iter().rev().filter_map(place).collect()
}

/// Somebody else's count that names the same first says nothing of the second.
fn may_show(licence: &Licence, id: &CompanyId) -> bool {
    match licence {
        Licence::Crowned { ground: Ground::Ours, .. } => true,
        Licence::Crowned { leaders, ground: Ground::Published(_) } => leaders.contains(id),
        Licence::Withheld { .. } => false,
    }
}

/// The badges of a company, the latest first.
pub(crate) fn badges(sheet: &Sheet, id: &CompanyId) -> Result<Vec<Value>, SiteError> {
    let badge = |place: BadgePlace| {
        let path = path(sheet, id, place.year);
        let said = said(sheet, &place)?;
        let board = Board { scope: 0, span: Span::Window(Window::year(place.year)) };
        let name = name(id, place.year);
        Ok(view! {
            id: name,
            src: sheet.links.to_root(&path),
            board: sheet.links.to(&Address::Leaderboard(board)),
            known: known(sheet, &place)?,
            code: format!(
                "<a href=\"{}#{name}\"><img src=\"{}{path}\" width=\"240\" height=\"96\" alt=\"{}\"></a>",
                escaped(&sheet.absolute(&Address::Titles)),
                escaped(&sheet.input.settings.base_url),
                escaped(&said),
            ),
            said,
        })
    };
    places(sheet, id).into_iter().map(badge).collect()
}

/// The pictures of a company.
pub fn files(sheet: &Sheet, id: &CompanyId) -> Result<Vec<Page>, SiteError> {
    let file = |place: BadgePlace| {
        Ok(Page { path: path(sheet, id, place.year), bytes: picture(sheet, &place)?.into_bytes() })
    };
    places(sheet, id).into_iter().map(file).collect()
}

/// How a badge is called: its file, and its place on the page that verifies it.
fn name(id: &CompanyId, year: Year) -> String {
    format!("badge-{id}-{year}")
}

fn path(sheet: &Sheet, id: &CompanyId, year: Year) -> String {
    format!("{}{}.svg", sheet.links.own_folder("integrer"), name(id, year))
}

/// What the rank rests on, in a sentence.
fn known(sheet: &Sheet, place: &BadgePlace) -> Result<String, SiteError> {
    Ok(Claim::of(sheet, place.ranking).known(sheet)?.into_iter().next().unwrap_or_default())
}

fn said(sheet: &Sheet, place: &BadgePlace) -> Result<String, SiteError> {
    let company = sheet.input.register.company(&place.standing.company).name.as_str();
    let values = [
        ("company", company.into()),
        ("rank", sheet.rank(place.standing.rank, place.standing.tied)?.into()),
        ("year", place.year.to_string().into()),
        ("site", sheet.input.settings.title.as_str().into()),
    ];
    Ok(sheet.words.say("embed.badge_said", &values)?)
}

/// A card of 240 by 96: letters of the reader's machine, for a picture may load no font.
fn picture(sheet: &Sheet, place: &BadgePlace) -> Result<String, SiteError> {
    let company = &sheet.input.register.company(&place.standing.company).name;
    let ordinal = sheet.words.typography.ordinal(place.standing.rank);
    let tied = if place.standing.tied { sheet.words.text("tied")? } else { String::new() };
    let known = known(sheet, place)?;
    // About half an em a letter: a long name gets smaller ones.
    let letters = i64::try_from(company.chars().count()).unwrap_or(i64::MAX).max(1);
    let size = (290 / letters).clamp(7, 17);
    let svg = format!(
        "<svg {NAME}\"{name}\" {SEAL}\"\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 96\" width=\"240\" height=\"96\" role=\"img\" \
         font-family=\"Georgia, serif\" fill=\"#1d1a16\"><title>{said}</title><rect x=\".5\" y=\".5\" width=\"239\" \
         height=\"95\" fill=\"#fffdf9\" stroke=\"#1d1a16\"/><rect width=\"6\" height=\"96\" fill=\"#b3261e\"/>\
         <text x=\"20\" y=\"20\" font-size=\"11\" fill=\"#625a50\">{site} {year}</text>\
         <text x=\"20\" y=\"51\" font-size=\"28\">{ordinal}<tspan dx=\"6\" font-size=\"13\">{tied}</tspan></text>\
         <text x=\"20\" y=\"71\" font-size=\"{size}\">{company}</text>\
         <text x=\"20\" y=\"87\" font-size=\"9\" fill=\"#625a50\">{known}</text></svg>\n",
        name = name(&place.standing.company, place.year),
        said = escaped(&said(sheet, place)?),
        site = escaped(&sheet.input.settings.title),
        year = place.year,
        ordinal = escaped(&ordinal),
        tied = escaped(&tied),
        company = escaped(company),
        known = escaped(&known),
    );
    Ok(svg.replacen(&format!("{SEAL}\"\""), &format!("{SEAL}\"{}\"", seal(&svg)), 1))
}

/// The attribute that names a badge, and the one that tells whether it was changed since.
const NAME: &str = "data-badge=";
const SEAL: &str = "data-seal=";

/// The digest of a badge with an empty seal. It shows a change by accident or by hand; it is no signature, for anybody
/// may compute it: what counts is the page that the badge leads to.
fn seal(unsealed: &str) -> String {
    Sha256::digest(unsealed.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What a badge that somebody shows is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadgeState {
    /// As we made it, and the site still says so.
    Current,
    /// As we made it, and the site says something else by now.
    Outdated,
    /// As we made it, of a place that gets no badge any more.
    Withdrawn,
    /// Changed since we made it.
    Altered,
    /// It names no badge.
    Foreign,
}

/// Compares a badge with those that the site gives today.
pub(super) fn state(svg: &str, today: &[Page]) -> BadgeState {
    let value = |attribute: &str| Some(svg.split_once(attribute)?.1.strip_prefix('"')?.split_once('"')?.0);
    let (Some(name), Some(sealed)) = (value(NAME), value(SEAL)) else { return BadgeState::Foreign };
    let unsealed = svg.replacen(&format!("{SEAL}\"{sealed}\""), &format!("{SEAL}\"\""), 1);
    if sealed != seal(&unsealed) {
        return BadgeState::Altered;
    }
    let file = format!("/{name}.svg");
    let mut same = today.iter().filter(|page| page.path.ends_with(&file)).peekable();
    if same.peek().is_none() {
        return BadgeState::Withdrawn;
    }
    if same.any(|page| page.bytes == svg.as_bytes()) { BadgeState::Current } else { BadgeState::Outdated }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn badge(name: &str, said: &str) -> String {
        let unsealed = format!("<svg {NAME}\"{name}\" {SEAL}\"\">{said}</svg>");
        unsealed.replacen(&format!("{SEAL}\"\""), &format!("{SEAL}\"{}\"", seal(&unsealed)), 1)
    }

    #[test]
    fn a_badge_is_told_from_one_that_was_altered_or_says_what_is_no_more() {
        let today = |said: &str| {
            [Page {
                path: "integrer/badge-maif-2012.svg".into(),
                bytes: badge("badge-maif-2012", said).into(),
            }]
        };
        let shown = badge("badge-maif-2012", "1er");
        assert_eq!(state(&shown, &today("1er")), BadgeState::Current);
        assert_eq!(state(&shown, &today("1er ex æquo")), BadgeState::Outdated);
        assert_eq!(state(&shown, &[]), BadgeState::Withdrawn);
        assert_eq!(state(&shown.replace("1er", "2e"), &today("1er")), BadgeState::Altered);
        assert_eq!(state(&shown.replace("maif", "macif"), &today("1er")), BadgeState::Altered);
        assert_eq!(state("<svg/>", &today("1er")), BadgeState::Foreign);
    }
}
