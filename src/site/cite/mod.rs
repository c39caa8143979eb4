//! How a page or a figure is cited: for reference managers here, in sentences by the messages `cite.*`.
//!
//! The author is the site itself; the day is the one whose state of knowledge is shown, for a figure may change
//! with the next build.

pub(super) mod linked; // JSON-LD
mod records; // BibTeX, RIS, CSL-JSON

use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::model::Day;

use super::markup;

/// What never differs between two citations of one language.
#[derive(Debug, Clone)]
pub(super) struct Imprint {
    /// The site's title.
    pub site: String,
    /// The day whose state of knowledge is shown.
    pub day: Day,
    /// The language's code.
    pub language: &'static str,
    /// The version of the program.
    pub version: String,
}

/// What is cited.
#[derive(Debug, Clone, Copy)]
struct Work<'a> {
    imprint: &'a Imprint,
    title: &'a str,
    url: &'a str,
}

/// A citation in the formats of reference managers.
#[derive(Debug, Serialize)]
struct Records {
    /// For BibTeX and biblatex.
    bibtex: String,
    /// For EndNote, Mendeley, Zotero.
    ris: String,
    /// For pandoc and Zotero: a list of one.
    csl: String,
    /// A file name without its ending.
    file: String,
}

impl Imprint {
    /// A title, as a template has it, at an address; what a template calls `records`.
    pub fn records(&self, title: &Value, url: &str) -> Value {
        let title = markup::plain(title);
        let work = Work { imprint: self, title: &title, url };
        let file = work.key();
        Value::from(Serde(Records { bibtex: work.bibtex(), ris: work.ris(), csl: work.csl(), file }))
    }

    /// The title of a page without the site's own, which its `<title>` ends with.
    pub fn own_title(&self, title: &Value) -> String {
        let title = markup::plain(title);
        let end = format!(" · {}", self.site);
        title.strip_suffix(&end).unwrap_or(&title).to_owned()
    }
}

impl Work<'_> {
    /// A name for the work, made of its address and day: `classement_2012_20261121`.
    fn key(&self) -> String {
        let path = self.url.split_once("://").map_or(self.url, |(_, rest)| rest);
        let path = path.split_once('/').map_or(path, |(_, path)| path).replace(".html", "");
        let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        let words: String = path.chars().map(letters).collect();
        let mut parts: Vec<&str> = words.split_whitespace().collect();
        let day = self.imprint.day.to_string().replace('-', "");
        parts.push(&day);
        parts.join("_")
    }
}
