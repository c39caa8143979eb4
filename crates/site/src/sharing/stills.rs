//! Stills, pages to embed as they were on a day: kept in the workspace, handed on by every build, offered beside the live ones.

use minijinja::Value;
use std::collections::BTreeMap;

use model::Day;

use pictures::Studio;

use crate::press::Press;
use crate::press::address::Address;
use crate::press::assets::{self, Assets};
use crate::press::index::Index;
use crate::press::sheet::Sheet;
use crate::sharing::embed;
use crate::{Input, Overrides, Page, SiteError};

/// Where they are kept, in the workspace; the folder and the address are older than their name.
const KEPT: &str = "frozen/";
/// Where the site shows them, from its root.
const SHOWN: &str = "integrer/fige/";

/// Whether a file of the workspace is such a page.
pub(crate) fn is_kept(file: &str) -> bool {
    file.starts_with(KEPT)
}

/// What a page gives to embed, as it is today: `en/leaderboards/2012.html`, or `…#sureness` for a chart on it. It is
/// named by what it shows and the day of the input; nothing when no page of the site has such a thing.
pub fn page(input: &Input, address: &str) -> Result<Option<Page>, SiteError> {
    let (path, chart) = address.split_once('#').unwrap_or((address, ""));
    let index = Index::of(input);
    let assets = Assets::new(input);
    let studio = Studio::new(assets::faces(), &pictures::none)?;
    for &language in &input.settings.languages {
        let press = Press::new(input, &index, &assets, &studio, language)?;
        let stands = |page: &Address| press.sheet(page).links.here() == path;
        if let Some(page) = Address::all(input, &index)?.into_iter().find(stands) {
            let still = embed::still(&press, &page, chart)?;
            return Ok(still.map(|bytes| Page { path: name(path, chart, input.as_of), bytes }));
        }
    }
    Ok(None)
}

fn name(path: &str, chart: &str, day: Day) -> String {
    let parts = [&stem(path), chart, &day.to_string()].map(str::to_owned);
    format!("{}.html", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}

/// The address of a kept page, from the root of the site.
pub fn address(name: &str) -> String {
    format!("{SHOWN}{name}")
}

fn stem(path: &str) -> String {
    path.trim_end_matches(".html").replace('/', "-")
}

/// Whether a file of the site is one of them.
pub fn is_shown(path: &str) -> bool {
    path.starts_with(SHOWN)
}

/// All of them, where the site shows them.
pub(crate) fn pages(overrides: &Overrides) -> impl Iterator<Item = Page> {
    let kept = overrides.iter().filter_map(|(file, text)| Some((file.strip_prefix(KEPT)?, text)));
    kept.map(|(name, text)| Page { path: address(name), bytes: text.clone().into_bytes() })
}

/// The stills of a page by the name of the chart, the latest first; without a name those of its first ten.
pub(crate) fn of_page(sheet: &Sheet, page: &Address) -> BTreeMap<String, Vec<Value>> {
    let first = format!("{KEPT}{}", stem(&sheet.links.path_of(page)));
    let mut copies: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let kept = sheet.input.overrides.range(first.clone()..).map(|(file, _)| file);
    for file in kept.take_while(|file| file.starts_with(&first)) {
        let Some((tail, day)) = dated(&file[first.len()..]) else { continue };
        let path = address(&file[KEPT.len()..]);
        let copy = view! {
            day: sheet.words.typography.day(day),
            href: sheet.links.to_root(&path),
            url: format!("{}{path}", sheet.input.settings.base_url),
        };
        copies.entry(tail.trim_start_matches('-').to_owned()).or_default().insert(0, copy);
    }
    copies
}

/// What stands before the day in the end of a name, and the day: `-census-fr-2026-11-21.html`.
fn dated(end: &str) -> Option<(&str, Day)> {
    let end = end.strip_suffix(".html")?;
    let (tail, day) = end.split_at_checked(end.len().checked_sub("-2026-11-21".len())?)?;
    Some((tail, day.strip_prefix('-')?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{dated, name};

    #[test]
    fn a_still_is_named_by_what_it_shows_and_its_day() {
        let named = |path, chart| name(path, chart, "2026-11-21".parse().unwrap());
        assert_eq!(named("tendances.html", "census-fr"), "tendances-census-fr-2026-11-21.html");
        assert_eq!(named("en/leaderboards/2012.html", ""), "en-leaderboards-2012-2026-11-21.html");
    }

    #[test]
    fn the_day_is_read_from_the_end_of_the_name() {
        let day = "2026-11-21".parse().unwrap();
        assert_eq!(dated("-census-fr-2026-11-21.html"), Some(("-census-fr", day)));
        assert_eq!(dated("-2026-11-21.html"), Some(("", day)));
        for other in ["-census-fr.html", "-2026-11-21.txt", "é2026-11-21.html", ""] {
            assert_eq!(dated(other), None, "{other}");
        }
    }
}
