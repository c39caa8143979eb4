//! Editions that organisers announce and nobody declared yet.

use std::fmt::Write;

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::leads;
use archive::Archive;
use model::{Found, Lead, Source, Year};
use read::find;
use workspace::Catalog;

/// Said of a lead that tells of nothing, whether or not it ever did.
const NOTHING: &str = "no edition is found; compare `find` in sources.toml with the page";

/// What the leads of the sources tell, as far as their pages are in the archive.
pub struct Announced<'a> {
    undeclared: Vec<(&'a Source, Found)>,
    /// Sources whose lead tells of nothing any more.
    broken: Vec<&'a Source>,
}

/// Follows every lead.
pub fn announced<'a>(catalog: &'a Catalog, archive: &Archive, today: Year) -> Result<Announced<'a>> {
    let mut announced = Announced { undeclared: Vec::new(), broken: Vec::new() };
    for (source, lead) in catalog.sources.values().filter_map(|source| Some((source, source.find.as_ref()?)))
    {
        let mut pages = Vec::new();
        for address in leads::addresses(source, archive, today)? {
            pages.extend(leads::page(archive, &address)?);
        }
        let found = find::editions(lead, &find::awaited(source, today), &pages);
        if found.is_empty() && matches!(lead, Lead::Listed { .. }) && !pages.is_empty() {
            announced.broken.push(source);
        }
        let new = find::undeclared(found, source);
        announced.undeclared.extend(new.into_iter().map(|found| (source, found)));
    }
    Ok(announced)
}

impl Announced<'_> {
    /// Whether somebody should look.
    pub fn needs_a_person(&self) -> bool {
        !self.undeclared.is_empty() || !self.broken.is_empty()
    }

    /// For people, with the lines to paste into `sources.toml`.
    pub fn write(&self, out: &mut String) -> Result<()> {
        writeln!(out, "\nNEW EDITIONS  {} found, not yet declared", self.undeclared.len())?;
        for (source, found) in &self.undeclared {
            let lines = find::toml(source, found);
            lines.lines().try_for_each(|line| writeln!(out, "  {line}"))?;
        }
        for source in &self.broken {
            writeln!(out, "  {}: {NOTHING}", source.id)?;
        }
        Ok(())
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let found = self.undeclared.iter().map(|(source, found)| {
            json!({ "source": source.id, "year": found.year, "url": found.address, "title": found.title,
                    "toml": find::toml(source, found) })
        });
        let broken = self.broken.iter().map(|source| json!({ "source": source.id, "why": NOTHING }));
        json!({ "undeclared": found.collect::<Vec<_>>(), "broken": broken.collect::<Vec<_>>() })
    }
}
