//! Figures become pages. Pure: (path, bytes) pairs, nothing is written here.

pub mod chart; // figures → pictures
