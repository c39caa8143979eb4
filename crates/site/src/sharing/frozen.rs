//! Pages to embed as they were on a day: kept in the workspace, handed on by every build, offered beside the live ones.

use minijinja::Value;
use std::collections::BTreeMap;

use model::Day;

use crate::press::address::Address;
use crate::press::sheet::Sheet;
use crate::sharing::embed;
use crate::{Overrides, Page};

/// Where they are kept, in the workspace.
const KEPT: &str = "frozen/";
/// Where the site shows them, from its root.
const SHOWN: &str = "integrer/fige/";

/// Whether a file of the workspace is such a page.
pub(crate) fn is_kept(file: &str) -> bool {
    file.starts_with(KEPT)
}

/// The name under which the page to embed at a path of the site is kept as it is on a day:
/// `en/integrer/classement-2012.html` as `en-classement-2012-2026-11-21.html`; nothing for any other page.
pub fn name(path: &str, day: Day) -> Option<String> {
    let is_live = path.contains(embed::FOLDER) && path.ends_with(".html") && !path.starts_with(SHOWN);
    is_live.then(|| format!("{}-{day}.html", stem(path)))
}

/// The address of a kept page, from the root of the site.
pub fn address(name: &str) -> String {
    format!("{SHOWN}{name}")
}

fn stem(path: &str) -> String {
    path.trim_end_matches(".html").replace(embed::FOLDER, "").replace('/', "-")
}

/// All of them, where the site shows them.
pub(crate) fn pages(overrides: &Overrides) -> impl Iterator<Item = Page> {
    let kept = overrides.iter().filter_map(|(file, text)| Some((file.strip_prefix(KEPT)?, text)));
    kept.map(|(name, text)| Page { path: address(name), bytes: text.clone().into_bytes() })
}

/// The copies of what a page gives to embed, by what follows the stem of its address, the latest first.
pub(crate) fn of_page(sheet: &Sheet, page: &Address) -> BTreeMap<String, Vec<Value>> {
    let first = format!("{KEPT}{}", stem(&embed::stem(sheet, page)));
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
        copies.entry(format!("{tail}.html")).or_default().insert(0, copy);
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
    use crate::{sharing::frozen::dated, sharing::frozen::name};

    #[test]
    fn a_frozen_page_is_named_by_what_it_shows_and_its_day() {
        let day = "2026-11-21".parse().unwrap();
        let named = |path| name(path, day);
        assert_eq!(
            named("integrer/tendances-census-fr.html").unwrap(),
            "tendances-census-fr-2026-11-21.html"
        );
        assert_eq!(named("en/integrer/classement-2012.html").unwrap(), "en-classement-2012-2026-11-21.html");
        assert_eq!(named("index.html"), None);
        assert_eq!(named("integrer/fige/tendances-census-fr-2026-11-21.html"), None, "it is frozen already");
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
