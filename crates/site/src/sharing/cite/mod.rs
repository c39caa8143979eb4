//! How a page or a figure is cited: for reference managers here, in sentences by the messages `cite.*`.
//!
//! The author is the site itself; the day is the one whose state of knowledge is shown, for a figure may change
//! with the next build.

pub(crate) mod linked; // JSON-LD
mod records; // BibTeX, RIS, CSL-JSON

use minijinja::value::{Serde, Value};
use serde::Serialize;

use model::Day;

use crate::words::Words;
use crate::{Input, Page, press::markup};

/// What never differs between two citations of one language.
#[derive(Debug, Clone)]
pub(crate) struct Imprint {
    pub site: String,
    /// The day whose state of knowledge is shown.
    pub day: Day,
    pub language: &'static str,
    /// The version of the program.
    pub version: String,
}

#[derive(Debug, Clone, Copy)]
struct Work<'a> {
    imprint: &'a Imprint,
    title: &'a str,
    url: &'a str,
}

/// A citation in the formats of reference managers.
#[derive(Debug, Serialize)]
pub(crate) struct CitationRecords {
    bibtex: String,
    ris: String,
    /// For pandoc and Zotero: a list of one.
    csl: String,
    /// A file name without its ending.
    file: String,
}

impl CitationRecords {
    /// Each format as a file of this name, with the ending by which reference managers know it.
    pub fn files(self, stem: &str) -> [Page; 3] {
        let file = |ending: &str, text: String| Page {
            path: format!("{stem}.{ending}"),
            bytes: (text + "\n").into_bytes(),
        };
        [file("bib", self.bibtex), file("ris", self.ris), file("csl.json", self.csl)]
    }
}

impl Imprint {
    /// The imprint of a site in a language.
    pub fn of(input: &Input, words: &Words) -> Self {
        Self {
            site: input.settings.title.clone(),
            day: input.as_of,
            language: words.typography.code(),
            version: input.version.to_owned(),
        }
    }

    /// What bears a title and stands at an address.
    pub fn records(&self, title: &str, url: &str) -> CitationRecords {
        let work = Work { imprint: self, title, url };
        let file = work.key();
        CitationRecords { bibtex: work.bibtex(), ris: work.ris(), csl: work.csl(), file }
    }

    /// The same of a title as a template has it; what a template calls `records`.
    pub fn records_of(&self, title: &Value, url: &str) -> Value {
        Value::from(Serde(self.records(&markup::plain(title), url)))
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
