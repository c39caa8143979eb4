//! Texts to hand on: headings, paragraphs, lists, tables with their charts, and notes, as Markdown, HTML, Word, PowerPoint,
//! Excel and PDF. What is said is decided once, in blocks; each form only writes them.

mod chart;
mod html;
mod markdown;
mod pdf;
mod slides;
mod word;
mod workbook;

use model::{FigureId, Language};

use crate::press::sheet::Link;
use crate::words::sentence::{Sentence, plain};
use crate::{Page, SiteError};

/// How a draft is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown (CommonMark; tables as GitHub writes them).
    Markdown,
    /// A piece of HTML, without head and body.
    Html,
    Word,
    Slides,
    Workbook,
    /// Tagged: who listens hears headings and tables as such.
    Pdf,
}

impl Form {
    /// The end of its files' names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Word => "docx",
            Self::Slides => "pptx",
            Self::Workbook => "xlsx",
            Self::Pdf => "pdf",
        }
    }
}

/// A text in the making.
pub(crate) struct Draft {
    /// The name of its file, less the ending.
    pub stem: String,
    pub title: String,
    pub language: Language,
    pub blocks: Vec<DraftBlock>,
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
    Table(DraftTable),
    /// What stands behind the numbers, numbered from 1, and what a workbook calls its columns.
    Notes {
        heads: [String; 5],
        notes: Vec<DraftNote>,
    },
}

/// Headings, and rows of as many cells.
pub(crate) struct DraftTable {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<DraftCell>>,
    pub chart: Option<DraftChart>,
}

pub(crate) enum DraftCell {
    Said(Sentence),
    /// A number as the language prints it and with a point, and the note behind it.
    Figure {
        shown: String,
        value: String,
        note: usize,
    },
}

/// A drawing of columns of a table.
pub(crate) struct DraftChart {
    pub kind: DraftChartKind,
    pub title: String,
    /// The column that names the rows.
    pub names: usize,
    /// The columns that are drawn.
    pub values: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DraftChartKind {
    Columns,
    /// Values over editions, which need not begin at nought.
    Lines,
}

/// What stands behind a number.
pub(crate) struct DraftNote {
    /// `Nespresso, distinctions 2012`.
    pub what: String,
    /// With a point.
    pub value: String,
    pub figure: FigureId,
    /// Between what it lies, and how much is known.
    pub sure: String,
    /// The pages that state it, with the day and the digest of their capture.
    pub pages: Sentence,
    /// With its id, as a citation.
    pub cited: String,
}

impl DraftNote {
    /// As a line of text.
    fn sentence(&self) -> Sentence {
        let sure = if self.sure.is_empty() { String::new() } else { format!("{}. ", self.sure) };
        let mut all = vec![plain(&format!("{}. {sure}", self.cited))];
        all.extend(self.pages.iter().cloned());
        all
    }
}

impl DraftCell {
    pub fn text(&self) -> String {
        match self {
            Self::Said(sentence) => text(sentence),
            Self::Figure { shown, .. } => shown.clone(),
        }
    }

    /// The number with a point, where it is one.
    fn value(&self) -> Option<&str> {
        match self {
            Self::Said(_) => None,
            Self::Figure { value, .. } => Some(value),
        }
    }

    /// As a sentence, its note in brackets.
    fn sentence(&self) -> Sentence {
        match self {
            Self::Said(sentence) => sentence.clone(),
            Self::Figure { shown, note, .. } => vec![plain(&format!("{shown} [{note}]"))],
        }
    }
}

impl DraftTable {
    /// A table of words alone.
    pub fn of_words(heads: Vec<String>, rows: Vec<Vec<Sentence>>) -> Self {
        let row = |cells: Vec<Sentence>| cells.into_iter().map(DraftCell::Said).collect();
        Self { heads, rows: rows.into_iter().map(row).collect(), chart: None }
    }

    /// Whether the cells of a column are numbers.
    fn is_numeric(&self, column: usize) -> bool {
        self.rows.iter().any(|row| row[column].value().is_some())
    }

    /// How wide each column wants to be, in hundredths: by its longest words, none of them squeezed.
    fn widths(&self) -> Vec<usize> {
        let longest = |column: usize| {
            let cells = self.rows.iter().map(|row| row[column].text().chars().count());
            cells.chain([self.heads[column].chars().count()]).max().unwrap_or(1).clamp(8, 44) + 2
        };
        let longest: Vec<usize> = (0..self.heads.len()).map(longest).collect();
        let sum: usize = longest.iter().sum();
        longest.iter().map(|signs| 10_000 * signs / sum).collect()
    }
}

/// The words of a sentence, wherever they lead.
fn text(sentence: &[Link]) -> String {
    sentence.iter().map(|link| link.name.as_str()).collect()
}

impl DraftBlock {
    fn notes(&self) -> Option<&[DraftNote]> {
        match self {
            Self::Notes { notes, .. } => Some(notes),
            Self::Heading(_) | Self::Paragraph(_) | Self::List(_) | Self::Picture { .. } | Self::Table(_) => {
                None
            }
        }
    }
}

/// The notes of a draft, whose first is number 1.
fn notes(blocks: &[DraftBlock]) -> &[DraftNote] {
    blocks.iter().find_map(DraftBlock::notes).unwrap_or_default()
}

impl Draft {
    /// The draft as a file.
    pub fn file(&self, form: Form) -> Result<Page, SiteError> {
        let bytes = match form {
            Form::Markdown => markdown::written(&self.title, &self.blocks).into_bytes(),
            Form::Html => html::written(&self.title, &self.blocks).into_bytes(),
            Form::Word => word::bytes(self),
            Form::Slides => slides::bytes(self),
            Form::Workbook => workbook::bytes(self),
            Form::Pdf => pdf::bytes(self)?,
        };
        Ok(Page { path: format!("{}.{}", self.stem, form.ending()), bytes })
    }
}
