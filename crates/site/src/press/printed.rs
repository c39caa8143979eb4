//! A page as its template filled it: its text, and what single blocks of the template say.

use minijinja::Captured;
use minijinja::value::Value;

use crate::press::broken;
use crate::{Page, SiteError, press::markup};

/// A page, with the template that filled it still at hand.
pub(crate) struct Printed<'p> {
    path: String,
    filled: Captured<'p>,
}

/// A block of every page's template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PagePart {
    /// What the page is called, and after it the site.
    Title,
    /// What the page is about.
    Description,
}

impl<'p> Printed<'p> {
    /// What a template was filled to.
    pub fn new(path: String, filled: Captured<'p>) -> Self {
        Self { path, filled }
    }

    /// What the page says in a block of its template, as markup.
    pub fn said(&mut self, part: PagePart) -> Result<Value, SiteError> {
        let block = match part {
            PagePart::Title => "title",
            PagePart::Description => "description",
        };
        let said = self.filled.with_state_mut(|state| state.render_block(block));
        said.map(Value::from_safe_string).map_err(|error| broken(&self.path, &error))
    }

    /// The same without its markup.
    pub fn read(&mut self, part: PagePart) -> Result<String, SiteError> {
        self.said(part).map(|said| markup::plain(&said))
    }

    /// The page as a file.
    pub fn page(self) -> Page {
        Page { path: self.path, bytes: self.filled.into_output().into_bytes() }
    }
}
