//! Award pages become a leaderboard: crawl → extract → resolve → rank → site.
//!
//! The modules stand in the order in which data passes them. Each imports only what stands in a lower row; the
//! rows are those of `tests/suite/layers.rs`.

pub mod cli; // words typed → one command
pub mod commands; // one file a verb; the only place where stages meet

pub mod crawl; // target → snapshot; the only network
pub mod archive; // snapshots on disk
pub mod find; // index pages and feeds → editions nobody declared
pub mod extract; // snapshot → records
pub mod resolve; // records → register
pub mod suggest; // unknown names → candidates
pub mod rank; // register → figures
pub mod review; // undecided pairs → questions for a person
pub mod calendar; // past days → the window of the next edition
pub mod store; // register → database; the only SQL
pub mod site; // figures → pages

pub mod catalog; // TOML and CSV files → one checked Catalog
pub mod media; // received bytes → kind and text

pub mod model; // the nouns
pub mod text; // how printed words are compared
mod column; // rows → the different values of a column, numbered
