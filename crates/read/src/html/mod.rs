//! HTML, read for its text: a tree of elements in document order, in one pass and in linear time.
//!
//! A parser of our own, because html5ever takes time quadratic in the nesting depth (its issue 788). It knows
//! optional end tags, implied `tbody`, raw text and broken nesting as far as they move text from one cell or item
//! to another.

mod build;
mod entity;
mod matching;
mod nesting;
#[cfg(test)]
mod oracle;
mod render;
mod role;
mod tag;
mod tree;

pub use build::parse;
pub use entity::decode;
pub use matching::{matches, select};
pub use render::{Rendered, render};
pub use role::Role;
pub use tree::{NodeId, Tree};
