//! What received bytes are: their kind, decided by content where the header lies, and their text.

mod charset;
mod kind;

pub use charset::{Decoded, Trust, decode};
pub use kind::{MediaKind, kind};
