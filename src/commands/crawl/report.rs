//! What came of a run, for people and for programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::Result;
use serde_json::json;

use crate::commands::AnswerFormat;
use crate::commands::pages::{HeldPage, Pages, editions};
use crawl::{Ending, RunReport, Visit};
use model::{Issue, Label, SourceId};
use workspace::Catalog;

/// What came of a run, and what its pages say now.
pub struct Report {
    run: RunReport,
    pages: Pages,
    /// The editions that a rule reads.
    ruled: BTreeSet<(SourceId, Label)>,
}

/// What was read of one copy that was fetched.
enum ReportRead {
    Live(usize),
    /// They wait for a person, and why.
    Held(usize, String),
    /// It is evidence only: `check` tells why.
    Evidence,
    NoRule,
}

impl Report {
    pub fn new(run: RunReport, catalog: &Catalog, pages: Pages) -> Self {
        let keys = editions(catalog.sources.values()).map(|(source, edition)| (source.id, edition.label));
        let ruled = keys.filter(|(source, label)| catalog.rule_for(source, label).is_some()).collect();
        Self { run, pages, ruled }
    }

    /// What was read of the copy that a visit brought, if it brought one of an edition.
    fn read(&self, visit: &Visit) -> Option<ReportRead> {
        let (Ending::Fetched { digest, .. }, Some(label)) = (&visit.ending, visit.target.edition) else {
            return None;
        };
        let key = (visit.target.source, label);
        let held = |held: &&HeldPage| (held.source, held.edition) == key && held.copy.digest == *digest;
        Some(match (self.pages.live.get(&key), self.pages.held.iter().find(held)) {
            (Some((live, rows)), _) if live == digest => ReportRead::Live(*rows),
            (_, Some(HeldPage { copy, .. })) => {
                let why: Vec<_> = copy.why.iter().map(ToString::to_string).collect();
                ReportRead::Held(copy.rows, why.join("; "))
            }
            (_, None) if self.ruled.contains(&key) => ReportRead::Evidence,
            (_, None) => ReportRead::NoRule,
        })
    }

    /// What is told of an edition that nothing reads.
    fn why_not_read(&self, visit: &Visit) -> Option<&str> {
        let key = (visit.target.source, visit.target.edition?);
        self.pages.issues.iter().find_map(|issue| {
            let Issue::NotRead { source, edition, why, .. } = issue else { return None };
            ((*source, *edition) == key).then_some(why.as_str())
        })
    }

    pub fn answer(&self, format: AnswerFormat) -> Result<String> {
        match format {
            AnswerFormat::Text => self.text(),
            AnswerFormat::Json => Ok(serde_json::to_string_pretty(&self.json())? + "\n"),
        }
    }

    /// Whether a page was asked for in vain, or anything read of any page is held.
    pub fn needs_a_person(&self) -> bool {
        in_vain(&self.run).next().is_some() || !self.pages.held.is_empty()
    }

    /// Rows that were read now and are published, and those that are held.
    fn sums(&self) -> [usize; 2] {
        let read = self.run.visits.iter().filter_map(|visit| self.read(visit));
        read.fold([0, 0], |[live, held], read| match read {
            ReportRead::Live(rows) => [live + rows, held],
            ReportRead::Held(rows, _) => [live, held + rows],
            ReportRead::Evidence | ReportRead::NoRule => [live, held],
        })
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
            let (source, next) = (&visit.target.source, "next: palmares");
            match self.read(visit) {
                Some(ReportRead::Live(rows)) => writeln!(out, "    {rows} rows read")?,
                Some(ReportRead::Held(rows, why)) => {
                    writeln!(out, "    held, {rows} rows: {why}\n    {next} try {source} --edition {label}")?;
                }
                Some(ReportRead::Evidence) => writeln!(out, "    kept as evidence, not read; {next} check")?,
                Some(ReportRead::NoRule) if self.why_not_read(visit).is_some() => {
                    writeln!(out, "    {}", self.why_not_read(visit).unwrap_or_default())?;
                }
                Some(ReportRead::NoRule) => {
                    let learn = "--learn \"A WINNER\" \"ANOTHER WINNER\"";
                    writeln!(out, "    no rule reads it; {next} try {source} --edition {label} {learn}")?;
                }
                None => {}
            }
        }
        writeln!(out, "{}", line(&self.run))?;
        let [live, held] = self.sums();
        let held = if held > 0 { format!(", {held} held") } else { String::new() };
        writeln!(
            out,
            "{} requests, {} kB, {live} rows read{held}",
            self.run.requests,
            self.run.bytes / 1000
        )?;
        let waiting = &self.pages.held;
        if !waiting.is_empty() {
            let editions: BTreeSet<_> =
                waiting.iter().map(|held| format!("{} {}", held.source, held.edition)).collect();
            let editions: Vec<_> = editions.into_iter().collect();
            writeln!(out, "held: {}; palmares check says what each would change", editions.join(", "))?;
        }
        Ok(out)
    }

    fn json(&self) -> serde_json::Value {
        let visits = self.run.visits.iter().map(|visit| {
            let (mut rows, mut held) = (None, None);
            match self.read(visit) {
                Some(ReportRead::Live(read)) => rows = Some(read),
                Some(ReportRead::Held(read, why)) => {
                    (rows, held) = (Some(0), Some(json!({ "rows": read, "why": why })))
                }
                Some(ReportRead::Evidence) => rows = Some(0),
                Some(ReportRead::NoRule) | None => {}
            }
            json!({
                "source": visit.target.source, "edition": visit.target.edition,
                "address": visit.target.address.as_str(), "arrived": visit.arrived.as_str(),
                "ending": visit.ending.kind(), "words": visit.ending.to_string(), "rows": rows, "held": held,
            })
        });
        let [live, held] = self.sums();
        json!({
            "visits": visits.collect::<Vec<_>>(),
            "requests": self.run.requests,
            "bytes": self.run.bytes,
            "rows": live,
            "held": held,
            "waiting": self.pages.held.len(),
            "stopped": self.run.was_stopped(),
        })
    }
}

/// The pages that were asked for in vain, a line each.
pub fn in_vain(run: &RunReport) -> impl Iterator<Item = String> {
    let in_vain =
        run.visits.iter().filter(|visit| matches!(visit.ending, Ending::Failed(_) | Ending::Refused(_)));
    in_vain.map(|Visit { target, ending, .. }| {
        let label = target.edition.as_ref().map(|label| label.as_str()).unwrap_or_default();
        format!("{} {label} {}: {ending}", target.source, target.address)
    })
}

/// A run in one line.
pub fn line(run: &RunReport) -> String {
    let hosts: BTreeSet<_> = run.visits.iter().map(|visit| visit.target.address.host()).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    run.visits.iter().for_each(|visit| *counts.entry(visit.ending.kind()).or_default() += 1);
    let counts: Vec<_> = counts.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    format!("crawl     {} pages of {} hosts: {}", run.visits.len(), hosts.len(), counts.join(", "))
}
