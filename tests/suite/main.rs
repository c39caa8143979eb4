//! The suite: the stages against real parts, one module a subject.

#![allow(clippy::unwrap_used)] // clippy knows tests by their attribute only, not the functions beside them

mod archive;
mod catalog;
mod crawl_faults;
mod crawl_killed;
mod crawl_manners;
mod crawling;
mod fault_server;
