//! For machines that read the site: the list of its pages in every language, and what they may visit.

use model::Day;

use crate::press::address::Address;
use crate::press::index::Index;
use crate::press::markup::escaped;
use crate::{Input, Page, folder};

pub(crate) fn files(input: &Input, index: &Index, addresses: &[Address]) -> Vec<Page> {
    let pages = addresses.iter().filter(|address| !matches!(address, Address::NotFound | Address::Embed));
    let entries: String = pages.map(|address| entry(input, index, address)).collect();
    let sitemap = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{entries}</urlset>\n"
    );
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", input.settings.base_url);
    vec![page("sitemap.xml", sitemap), page("robots.txt", robots)]
}

fn page(path: &str, text: String) -> Page {
    Page { path: path.to_owned(), bytes: text.into_bytes() }
}

/// A page in all its languages: each is listed, and each names the others.
fn entry(input: &Input, index: &Index, address: &Address) -> String {
    let absolute = |language| {
        let (base, folder) = (&input.settings.base_url, folder(input.settings, language));
        escaped(&format!("{base}{folder}{}", address.path(index, language)))
    };
    let changed = changed(input, address).map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
    let alternates: String = input
        .settings
        .languages
        .iter()
        .map(|&language| {
            let (code, href) = (language.code(), absolute(language));
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{href}\"/>")
        })
        .collect();
    let languages = input.settings.languages.iter();
    languages
        .map(|&language| format!("<url><loc>{}</loc>{changed}{alternates}</url>\n", absolute(language)))
        .collect()
}

/// When a page changed, where that is known: some tell of the day itself, and corrections are dated.
fn changed(input: &Input, address: &Address) -> Option<Day> {
    if matches!(address, Address::Home | Address::Calendar) {
        return Some(input.as_of);
    }
    let corrected = input.register.corrections.iter().map(|correction| correction.when);
    corrected.max().filter(|_| *address == Address::Corrections)
}
