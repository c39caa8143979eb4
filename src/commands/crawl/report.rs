//! What came of a run, for people and for programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::json;

use crawl::RunReport;
use crawl::{Ending, Visit};
use model::{Label, SourceId};

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How many rows were read from the pages of editions; those whose edition names no rule are not there.
pub type Rows = BTreeMap<(SourceId, Label), usize>;

/// What came of a run, and what its pages say.
pub struct Report {
    /// What came of it.
    pub run: RunReport,
    /// What the pages say that were fetched.
    pub rows: Rows,
}

impl Report {
    /// The whole report.
    pub fn answer(&self, format: Format) -> Result<String> {
        match format {
            Format::Text => self.text(),
            Format::Json => Ok(serde_json::to_string_pretty(&self.json())? + "\n"),
        }
    }

    /// Whether a page was asked for in vain.
    pub fn needs_a_person(&self) -> bool {
        self.run.visits.iter().any(|visit| matches!(visit.ending, Ending::Failed(_) | Ending::Refused(_)))
    }

    fn rows_of(&self, visit: &Visit) -> Option<usize> {
        self.rows.get(&(visit.target.source, visit.target.edition?)).copied()
    }

    fn text(&self) -> Result<String> {
        let mut out = String::new();
        for visit in &self.run.visits {
            let label = visit.target.edition.as_ref().map(|label| label.as_str()).unwrap_or_default();
            writeln!(out, "{} {label}  {}", visit.target.source, visit.target.address)?;
            writeln!(out, "    {}", visit.ending)?;
            if visit.arrived != visit.target.address {
                writeln!(out, "    redirected to {}", visit.arrived)?;
            }
            if let Some(rows) = self.rows_of(visit) {
                writeln!(out, "    {rows} rows read")?;
            }
        }
        writeln!(out, "{}", line(&self.run))?;
        let rows: usize = self.rows.values().sum();
        writeln!(out, "{} requests, {} kB, {rows} rows read", self.run.requests, self.run.bytes / 1000)?;
        Ok(out)
    }

    fn json(&self) -> serde_json::Value {
        let visits = self.run.visits.iter().map(|visit| {
            json!({
                "source": visit.target.source, "edition": visit.target.edition,
                "address": visit.target.address.as_str(), "arrived": visit.arrived.as_str(),
                "ending": visit.ending.kind(), "words": visit.ending.to_string(), "rows": self.rows_of(visit),
            })
        });
        json!({
            "visits": visits.collect::<Vec<_>>(),
            "requests": self.run.requests,
            "bytes": self.run.bytes,
            "rows": self.rows.values().sum::<usize>(),
            "stopped": self.run.was_stopped(),
        })
    }
}

/// A run in one line.
pub fn line(run: &RunReport) -> String {
    let hosts: BTreeSet<_> = run.visits.iter().map(|visit| visit.target.address.host()).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    run.visits.iter().for_each(|visit| *counts.entry(visit.ending.kind()).or_default() += 1);
    let counts: Vec<_> = counts.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    format!("crawl     {} pages of {} hosts: {}", run.visits.len(), hosts.len(), counts.join(", "))
}
