//! What static hosts read beside the pages: where former addresses lead, how long files may be kept, and that nothing is
//! to be built again. A host that knows none of it shows the page for what is not there, which looks itself.

use workspace::Language;

use crate::press::address::WORDS;
use crate::press::index::Index;
use crate::sharing::export;
use crate::{Input, Page, folder};

/// What these files are called. One that somebody else keeps in the site's folder is theirs and stays.
pub const FOR_HOSTS: [&str; 3] = ["_redirects", "_headers", ".nojekyll"];

/// `_redirects` and `_headers`, as Netlify and Cloudflare Pages read them, and `.nojekyll` for GitHub Pages.
pub(crate) fn files(input: &Input, index: &Index) -> Vec<Page> {
    let texts = [redirects(input, index), headers(input, index), String::new()];
    let page = |(path, text): (&str, String)| Page { path: path.to_owned(), bytes: text.into_bytes() };
    FOR_HOSTS.into_iter().zip(texts).map(page).collect()
}

/// The folders and pages that were once called otherwise, in each language. `moved.json` knows the rest.
fn redirects(input: &Input, index: &Index) -> String {
    let base = root(input);
    let mut lines = String::new();
    for &language in input.settings.languages.iter().filter(|&&language| language != Language::FR) {
        let here = format!("{base}{}", folder(input.settings, language));
        for (french, english) in WORDS {
            let word = index.word(language, french);
            for former in [french, english].into_iter().filter(|former| *former != word) {
                if WORDS.iter().all(|(other, _)| index.word(language, other) != former) {
                    lines.push_str(&format!("{here}{former}.html {here}{word}.html 301\n"));
                    lines.push_str(&format!("{here}{former}/* {here}{word}/:splat 301\n"));
                }
            }
        }
    }
    lines
}

/// Assets are named by their content; figures may be read by the pages of others.
fn headers(input: &Input, index: &Index) -> String {
    let base = root(input);
    format!(
        "{base}*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n\
         {base}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\
         {base}{}*\n  Access-Control-Allow-Origin: *\n",
        export::folder(index)
    )
}

/// The path of the site on its host, from `/` to `/`.
fn root(input: &Input) -> String {
    let address = input.settings.base_url.split_once("://").map_or("", |(_, rest)| rest);
    address.find('/').map_or_else(|| "/".to_owned(), |at| address[at..].to_owned())
}
