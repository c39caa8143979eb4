//! A text that many values share: a copy of it copies no letters. A million awards print a few pages and headings.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

/// A text, compared by its letters. An empty one takes no room, and nothing is counted when it is copied.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Shared(Option<Arc<str>>);

impl Shared {
    /// As a plain text.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

impl From<&str> for Shared {
    fn from(text: &str) -> Self {
        Self(if text.is_empty() { None } else { Some(Arc::from(text)) })
    }
}

impl From<String> for Shared {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl Deref for Shared {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Shared {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq<str> for Shared {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl PartialEq<&str> for Shared {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == *text
    }
}

impl Ord for Shared {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Neighbours mostly share their texts.
        if self.as_str().as_ptr() == other.as_str().as_ptr() && self.len() == other.len() {
            return std::cmp::Ordering::Equal;
        }
        self.as_str().cmp(other)
    }
}

impl PartialOrd for Shared {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl Serialize for Shared {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}
