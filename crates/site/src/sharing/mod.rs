//! What leaves the site: to cite, to follow, to paste, to take away.

pub mod brief;
pub mod cite;
pub mod draft;
pub mod editions;
pub mod embed;
pub mod export;
pub mod feed;
pub mod stills;
pub mod hosts;
pub mod moved;
pub mod picture;
pub mod post;
pub mod search;
pub mod sitemap;
