//! The only network: what is due is fetched, politely.
//!
//! 1. [`Plan`]: each address once, host by host (`plan`).
//! 2. [`run`]: hosts side by side, addresses of a host one after the other (`run`).
//! 3. A visit: permission by robots.txt (`permission`, `robots`), turn by pace and budget (`host`, `pace`), request
//!    within its limits (`ask`, `client`, `guard`), retries and redirects (`visitor`).
//!    [`recall`] asks a web archive for past pages with the same manners (`capture`).
//!    A page that a script draws is opened in an installed browser, whose every request is asked by the visitor (`browser`).
//! 4. [`within_reach`]: a run without a network is over before it begins (`reach`).
//! 5. [`ask_model`] puts one question to the service that a user named: the only request that brings no page (`ask`).
//! 6. Whatever was received goes out as a [`CrawlEvent`], to be kept by the caller.

mod fetch_error;
mod visit;
mod ask;
mod browser;
mod capture;
mod client;
mod guard;
mod host;
mod pace;
mod permission;
mod plan;
mod reach;
mod recall;
mod robots;
mod run;
mod visitor;

pub use ask::ask_model;
pub use client::user_agent;
pub use fetch_error::FetchError;
pub use plan::{Follow, Job, Memory, Plan};
pub use reach::within_reach;
pub use recall::recall;
pub use robots::Robots;
pub use run::{CrawlEvent, RunReport, run};
pub use visit::{Ending, Refusal, Skip, Target, Visit};
