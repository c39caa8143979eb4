//! A text that many values share: a copy of it copies no letters. A million awards name a few labels and sources.

use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

/// A short text, compared by its letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shared(Arc<str>);

impl Shared {
    pub(super) fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl Deref for Shared {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Shared {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}
