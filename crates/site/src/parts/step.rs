//! From one page of a row to its neighbour.

/// Which neighbour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The one before.
    Earlier,
    /// The one after.
    Later,
}
