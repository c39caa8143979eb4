//! The whole program, run as its users run it, and its stages against real parts. One binary, one module a
//! subject; see `README.md` beside it.

#![allow(clippy::unwrap_used)] // clippy knows tests by their attribute only, not the functions beside them
#![allow(clippy::print_stdout)] // numbers that others measured are told with the verdict

mod accepting;
mod archive;
mod argued;
mod assisted;
mod book;
mod catalog;
mod cited;
mod citing;
mod claimed;
mod contrast;
mod crawl_faults;
mod crawl_killed;
mod crawl_leads;
mod crawl_manners;
mod crawl_nginx;
mod crawl_recalled;
mod crawl_replayed;
mod crawl_terminal;
mod crawling;
mod declared;
mod desk;
mod doubtful;
mod drawn;
mod embedding;
mod evidence;
mod examples;
#[cfg(feature = "parquet")]
mod export;
mod fault_server;
mod feeds;
mod field;
mod figures;
mod flipped;
mod frozen_editions;
mod fuzzed;
mod gathering;
mod headings;
mod held;
mod language;
mod layers;
mod learning;
mod inputs;
mod looked_at;
mod mutants;
mod names;
mod newcomer;
mod outputs;
mod packs;
mod pages;
mod post;
mod previewed;
mod publishing;
mod project;
mod proven;
mod rules;
mod review;
mod review_seen;
mod reviewer;
mod schemas;
mod searching;
mod robots_oracle;
mod site;
mod spine;
mod taking;
mod titled;
mod verified;
mod with;
