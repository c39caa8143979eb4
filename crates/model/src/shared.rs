//! A text that many values share, kept once for as long as the program runs: a copy of it is one pointer, and whether
//! two are equal is seen without reading their letters. A million awards print a hundred thousand names.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::Serialize;
use ustr::Ustr;

/// A text, ordered by its letters.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared(Ustr);

impl Shared {
    pub fn as_str(self) -> &'static str {
        self.0.as_str()
    }
}

impl From<&str> for Shared {
    fn from(text: &str) -> Self {
        Self(text.into())
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
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other { Ordering::Equal } else { self.as_str().cmp(other) }
    }
}

impl PartialOrd for Shared {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the pointer: to hash the letters would be to read them.
impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_char_ptr().hash(state);
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
