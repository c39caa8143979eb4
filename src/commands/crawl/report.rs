//! What came of a run, for people and for programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::json;

use super::no_network;
use crate::crawl::RunReport;
use crate::model::{Ending, Visit};

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The whole report.
pub fn answer(report: &RunReport, format: Format) -> Result<String> {
    match format {
        Format::Text => text(report),
        Format::Json => Ok(serde_json::to_string_pretty(&json(report))? + "\n"),
    }
}

/// Whether a page was asked for in vain.
pub fn needs_a_person(report: &RunReport) -> bool {
    report.visits.iter().any(|visit| matches!(visit.ending, Ending::Failed(_) | Ending::Refused(_)))
}

/// The report in one line.
pub fn line(report: &RunReport) -> String {
    let hosts: BTreeSet<_> = report.visits.iter().map(|visit| visit.target.address.host()).collect();
    let out_of_reach = |visit: &&Visit| matches!(&visit.ending, Ending::Failed(error) if no_network(error));
    let answered = counts(report).keys().any(|kind| ["fetched", "not-modified", "refused"].contains(kind));
    if !answered && report.visits.iter().any(|visit| out_of_reach(&visit)) {
        return "crawl     no network: building from archive and data".to_owned();
    }
    let counts: Vec<_> = counts(report).iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    format!("crawl     {} pages of {} hosts: {}", report.visits.len(), hosts.len(), counts.join(", "))
}

fn counts(report: &RunReport) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for visit in &report.visits {
        *counts.entry(visit.ending.kind()).or_default() += 1;
    }
    counts
}

fn text(report: &RunReport) -> Result<String> {
    let mut out = String::new();
    for visit in &report.visits {
        let label = visit.target.edition.as_ref().map(|label| label.as_str()).unwrap_or_default();
        writeln!(out, "{} {label}  {}", visit.target.source, visit.target.address)?;
        writeln!(out, "    {}", visit.ending)?;
        if visit.arrived != visit.target.address {
            writeln!(out, "    redirected to {}", visit.arrived)?;
        }
    }
    writeln!(out, "{}", line(report))?;
    writeln!(out, "{} requests, {} kB", report.requests, report.bytes / 1000)?;
    Ok(out)
}

fn json(report: &RunReport) -> serde_json::Value {
    let visits = report.visits.iter().map(|visit| {
        json!({
            "source": visit.target.source, "edition": visit.target.edition,
            "address": visit.target.address.as_str(), "arrived": visit.arrived.as_str(),
            "ending": visit.ending.kind(), "words": visit.ending.to_string(),
        })
    });
    json!({
        "visits": visits.collect::<Vec<_>>(),
        "requests": report.requests,
        "bytes": report.bytes,
        "stopped": report.was_stopped(),
    })
}
