//! Texts to paste elsewhere: headings, paragraphs, lists, tables and charts, as Markdown or HTML.

mod html;
mod markdown;

use crate::Page;
use crate::words::sentence::Sentence;

/// How a draft is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown (CommonMark; tables as GitHub writes them).
    Markdown,
    /// A piece of HTML, without head and body.
    Html,
}

/// A stretch of a draft.
pub(crate) enum DraftBlock {
    /// What the next stretches are about.
    Heading(String),
    Paragraph(Vec<Sentence>),
    List(Vec<Sentence>),
    /// A chart, which stands in a file beside the draft.
    Picture {
        title: String,
        /// What is drawn, for those who do not see it.
        desc: String,
        file: String,
    },
    /// Headings, and rows of as many cells.
    Table(Vec<String>, Vec<Vec<Sentence>>),
}

/// The draft as a file.
pub(crate) fn file(stem: &str, form: Form, title: &str, blocks: &[DraftBlock]) -> Page {
    let (ending, text) = match form {
        Form::Markdown => ("md", markdown::written(title, blocks)),
        Form::Html => ("html", html::written(title, blocks)),
    };
    Page { path: format!("{stem}.{ending}"), bytes: text.into_bytes() }
}
