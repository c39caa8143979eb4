//! Pages that a workspace writes itself, in Markdown: `pages/about-us.fr.md` is the French page `about-us`.
//!
//! A page that one language lacks shows the text of another, and says in which language it is.

mod markdown; // Markdown → harmless HTML

use minijinja::Value;
use std::collections::{BTreeMap, BTreeSet};

use workspace::Language;

use crate::press::sheet::Sheet;
use crate::{Input, SiteError};

/// The folder of these pages, among what a workspace brings.
const FOLDER: &str = "pages/";

/// The names of the pages, in order; a file that is none of them is a mistake.
pub(crate) fn names(input: &Input) -> Result<BTreeSet<String>, SiteError> {
    Ok(files(input)?.into_keys().map(|(name, _)| name).collect())
}

/// The view of a page.
pub(crate) fn view(sheet: &Sheet, name: &str) -> Result<Value, SiteError> {
    let (language, text) = text(sheet, name)?;
    let text = markdown::read(text, &sheet.words.typography);
    let title = text.title.unwrap_or_else(|| name.to_owned());
    let lang = (language != sheet.language).then(|| language.code());
    Ok(view! {
        title,
        lang,
        html: text.html,
    })
}

/// What a page is called in the language of the sheet.
pub(crate) fn title(sheet: &Sheet, name: &str) -> Result<String, SiteError> {
    let read = markdown::read(text(sheet, name)?.1, &sheet.words.typography);
    Ok(read.title.unwrap_or_else(|| name.to_owned()))
}

/// A page in the language of the sheet, else in the first of the site that has it, else in any.
fn text<'a>(sheet: &Sheet<'a>, name: &str) -> Result<(Language, &'a str), SiteError> {
    let files = files(sheet.input)?;
    let languages = [sheet.language].into_iter().chain(sheet.input.settings.languages.iter().copied());
    let wanted = languages.chain(Language::all()).find(|&l| files.contains_key(&(name.to_owned(), l)));
    let language = wanted.expect("a page is named by one of its files");
    Ok((language, files[&(name.to_owned(), language)]))
}

/// Every file by its page and language.
fn files<'a>(input: &Input<'a>) -> Result<BTreeMap<(String, Language), &'a str>, SiteError> {
    let own = input.overrides.iter().filter_map(|(path, text)| Some((path.strip_prefix(FOLDER)?, text)));
    own.map(|(file, text)| {
        let (name, language) = parts(file).ok_or_else(|| SiteError::Article { file: file.to_owned() })?;
        Ok(((name.to_owned(), language), text.as_str()))
    })
    .collect()
}

/// `about-us.fr.md` is the page `about-us` in French.
fn parts(file: &str) -> Option<(&str, Language)> {
    let (name, code) = file.strip_suffix(".md")?.rsplit_once('.')?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!name.is_empty() && name.chars().all(plain)).then_some(())?;
    Some((name, code.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use crate::pages::article::*;

    #[test]
    fn a_file_names_its_page_and_its_language() {
        assert_eq!(parts("about-us.fr.md"), Some(("about-us", Language::FR)));
        for wrong in ["about-us.md", "about us.fr.md", "../x.fr.md", ".fr.md", "a.zz.md", "a.fr.txt"] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }
}
