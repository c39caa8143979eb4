//! The program; it decides nothing.
fn main() {}
