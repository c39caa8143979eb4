//! The book: the files of a workspace, read, understood and computed. Every command starts from it.

use anyhow::{Result, anyhow};

use super::{Colour, Shell};
use crate::catalog::{self, Catalog, RankingSettings};
use crate::model::{Figures, Issue, Register, Rules};
use crate::{rank, resolve};

/// A workspace, read, understood and computed.
pub struct Book {
    /// What the files say.
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
        let catalog = Self::read(shell)?;
        let resolve::Resolution { register, issues } = resolve::resolve(&catalog, &catalog.records);
        let figures = rank::figures(&register, &options(&catalog.settings.ranking));
        Ok(Self { catalog, register, issues, figures })
    }
}

fn options(settings: &RankingSettings) -> rank::Options {
    let RankingSettings { method, country, ranges } = settings.clone();
    rank::Options { country, ranges, method, rules: Rules::default() }
}
