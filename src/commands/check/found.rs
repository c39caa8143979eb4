//! Editions that organisers announce and nobody declared yet.

use std::fmt::Write;

use anyhow::Result;
use serde_json::{Value, json};

use crate::archive::Archive;
use crate::catalog::Catalog;
use crate::find;
use crate::media;
use crate::model::{Found, Lead, Snapshot, Source};

/// What the leads of the sources tell, as far as their pages are in the archive.
pub struct Announced<'a> {
    undeclared: Vec<(&'a Source, Found)>,
    /// Leads that could not be followed, and why.
    broken: Vec<(&'a Source, String)>,
}

/// Follows every lead.
pub fn announced<'a>(catalog: &'a Catalog, archive: &Archive) -> Result<Announced<'a>> {
    let mut announced = Announced { undeclared: Vec::new(), broken: Vec::new() };
    for (source, lead) in catalog.sources.values().filter_map(|source| Some((source, source.find.as_ref()?)))
    {
        let page =
            archive.page(lead.place.address()).map(|entry| archive.snapshot(entry)).transpose()?.flatten();
        let Some(page) = page else { continue };
        match find::editions(lead, &text(lead, &page)) {
            Err(error) => announced.broken.push((source, error.to_string())),
            Ok(found) if found.is_empty() => {
                let what =
                    "no edition is found any more; compare `find` in sources.toml with the page".to_owned();
                announced.broken.push((source, what));
            }
            Ok(found) => {
                let new = find::undeclared(found, source);
                announced.undeclared.extend(new.into_iter().map(|found| (source, found)));
            }
        }
    }
    Ok(announced)
}

fn text(lead: &Lead, page: &Snapshot) -> String {
    let tld = lead.place.address().host().rsplit('.').next().unwrap_or_default();
    media::decode(&page.body, page.header("content-type").unwrap_or_default(), tld).text
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
        for (source, why) in &self.broken {
            writeln!(out, "  {}: {why}", source.id)?;
        }
        Ok(())
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let found = self.undeclared.iter().map(|(source, found)| {
            json!({ "source": source.id, "year": found.year, "url": found.address, "title": found.title,
                    "toml": find::toml(source, found) })
        });
        let broken = self.broken.iter().map(|(source, why)| json!({ "source": source.id, "why": why }));
        json!({ "undeclared": found.collect::<Vec<_>>(), "broken": broken.collect::<Vec<_>>() })
    }
}
