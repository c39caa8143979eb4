//! HTML, read for its text: a tree of elements in document order, in one pass and in linear time.
//!
//! A parser of our own, because html5ever takes time quadratic in the nesting depth (its issue 788). It knows
//! optional end tags, implied `tbody`, raw text and broken nesting as far as they move text from one cell or item
//! to another.

mod build;
mod matching;
mod numbers;
#[cfg(test)]
mod oracle;
mod render;
mod role;
mod tag;
mod tree;

use workspace::Unshown;

pub use build::parse;
pub use matching::{matches, select};
pub use numbers::{all_numbers, numbers};
pub use render::{Rendered, render};
pub use role::Role;
pub use tag::decode;
pub use tree::{NodeId, Tree};

/// The words of a text that may hold HTML, as titles in feeds and JSON do, on one line.
pub fn plain(text: &str) -> String {
    let rendered =
        parse(text, Unshown::Skipped, Unshown::Read).map(|tree| render(&tree, Unshown::Skipped).text.all);
    rendered.as_deref().unwrap_or(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text holds a tag that ends, or a reference that is whole: `<b>Free</b>`, `L&#8217;Or&eacute;al`.
pub fn is_markup(text: &str) -> bool {
    let reference = |rest: &str| {
        let name = rest.split(';').next().unwrap_or_default();
        let sign = |c: char| c.is_ascii_alphanumeric() || c == '#';
        rest.len() > name.len() && (2..=32).contains(&name.len()) && name.chars().all(sign)
    };
    let tag =
        |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && rest.contains('>');
    text.split('&').skip(1).any(reference) || text.split('<').skip(1).any(tag)
}
