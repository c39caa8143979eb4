//! Award pages become a leaderboard: crawl → extract → resolve → rank → site.

pub mod catalog; // TOML and CSV files → one checked Catalog
pub mod model; // the nouns
