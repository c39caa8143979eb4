//! Received bytes become a page that can be read: charset, kind, and the words of a PDF.

use super::pdf;
use model::Snapshot;
use read::media::{self, MediaKind};
use read::{self, Context, Extraction, Page, Trouble, Word};
use workspace::Rule;

/// The bytes of a page, decoded.
#[derive(Debug)]
pub enum OpenedPage {
    Html(String),
    /// Text, and what is like it.
    Plain(String),
    Csv(String),
    Json(String),
    Workbook(Vec<u8>),
    /// The words of a PDF.
    Words(Vec<Word>),
    /// It cannot be opened, and why.
    Refused(String),
}

impl OpenedPage {
    /// Opens bytes that came with a `Content-Type` (may be empty) from an address or path.
    pub fn new(bytes: Vec<u8>, content_type: &str, from: &str) -> Self {
        if bytes.len() > read::LARGEST {
            return Self::Refused(format!(
                "it has {} bytes, and at most {} are read",
                bytes.len(),
                read::LARGEST
            ));
        }
        let host =
            from.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
        let tld = host.rsplit_once('.').map_or("", |(_, tld)| tld);
        let text = |bytes: &[u8]| media::decode(bytes, content_type, tld);
        match media::kind(&bytes, content_type, from) {
            MediaKind::Html => Self::Html(text(&bytes)),
            MediaKind::Json => Self::Json(text(&bytes)),
            MediaKind::Csv => Self::Csv(text(&bytes)),
            MediaKind::Text | MediaKind::Xml => Self::Plain(text(&bytes)),
            MediaKind::Workbook => Self::Workbook(bytes),
            MediaKind::Pdf => {
                pdf::words(&bytes).map_or_else(|error| Self::Refused(format!("{error:#}")), Self::Words)
            }
            MediaKind::Other => Self::Refused("it is no page: a picture, an archive or a program".into()),
        }
    }

    /// Opens a copy that the archive holds of an address.
    pub fn of_copy(copy: Snapshot, from: &str) -> Self {
        let content_type = copy.header("content-type").unwrap_or_default().to_owned();
        Self::new(copy.body, &content_type, from)
    }

    /// Reads it by a rule.
    pub fn read(&self, rule: &Rule, context: &Context) -> Extraction {
        match self.page() {
            Ok(page) => read::read(page, rule, context),
            Err(why) => {
                Extraction { troubles: vec![Trouble::Unreadable(why.to_owned())], ..Extraction::default() }
            }
        }
    }

    /// The page, unless it was refused.
    pub fn page(&self) -> Result<Page<'_>, &str> {
        Ok(match self {
            Self::Html(text) => Page::Html(text),
            Self::Plain(text) => Page::Plain(text),
            Self::Csv(text) => Page::Csv(text),
            Self::Json(text) => Page::Json(text),
            Self::Workbook(bytes) => Page::Workbook(bytes),
            Self::Words(words) => Page::Words(words),
            Self::Refused(why) => return Err(why),
        })
    }
}
