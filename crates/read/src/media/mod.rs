//! What received bytes are: their kind, decided by content where the header lies, and their text.

mod charset;
mod gzip;
mod kind;

pub use charset::{Decoded, Trust, decode};
pub use gzip::unpacked;
pub use kind::{MediaKind, kind};
