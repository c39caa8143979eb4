//! The book: the files of a workspace, read, understood and computed. Every command starts from it.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};

use super::crawl::ARCHIVE;
use super::{Colour, Shell, pages};
use crate::archive::{Archive, Entry};
use crate::catalog::{self, Catalog, RankingSettings};
use crate::model::{Figures, Issue, Label, Register, SourceId};
use crate::{rank, resolve};

/// A workspace, read, understood and computed.
pub struct Book {
    /// What the files say; among its records those that were read from archived pages.
    pub catalog: Catalog,
    /// What was understood.
    pub register: Register,
    /// What was not.
    pub issues: Vec<Issue>,
    /// What was computed.
    pub figures: Figures,
}

impl Book {
    /// What the files say; all their mistakes are told together.
    pub fn read(shell: &Shell) -> Result<Catalog> {
        catalog::load(&shell.workspace).map_err(|mistakes| match shell.console.colour {
            Colour::On => anyhow!("{}", mistakes.coloured()),
            Colour::Off => anyhow!("{mistakes}"),
        })
    }

    /// Reads the workspace, understands and computes it.
    pub fn open(shell: &Shell) -> Result<Self> {
        let mut catalog = Self::read(shell)?;
        let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
        let pages = pages::read(&catalog, &archive)?;
        catalog.records.extend(pages.records);
        let resolve::Resolution { mut register, mut issues } = resolve::resolve(&catalog, &catalog.records);
        issues.extend(pages.issues);
        issues.sort();
        register.refused = refused(&catalog, &archive);
        register.as_of = pages.as_of;
        let figures = rank::figures(&register, &options(&catalog.settings.ranking));
        Ok(Self { catalog, register, issues, figures })
    }
}

fn options(settings: &RankingSettings) -> rank::Options {
    let RankingSettings { method, country, ranges, rules } = settings.clone();
    rank::Options { country, ranges, method, rules }
}

/// The editions whose page was refused when last asked for.
fn refused(catalog: &Catalog, archive: &Archive) -> BTreeSet<(SourceId, Label)> {
    let editions =
        catalog.sources.values().flat_map(|source| source.editions.values().map(move |e| (source, e)));
    let refused = editions.filter(|(_, edition)| {
        let address = edition.url.as_deref().and_then(|url| url.parse().ok());
        address.and_then(|address| archive.visits(&address).next_back()).is_some_and(Entry::is_refused)
    });
    refused.map(|(source, edition)| (source.id.clone(), edition.label.clone())).collect()
}
