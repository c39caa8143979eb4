//! Explanations: the steps that lead to one score, and what was set aside on the way.

use serde::Serialize;

use crate::{Query, Without};
use model::{CompanyId, Ratio, SourceId, Year};

/// How one company came to its score.
///
/// Under `competitions`, `points`, `borda` and `dowdall` the steps add up to the score exactly; under `median` the
/// score is the middle of the yearly sums; under `kemeny` the steps are the ballots that hold the company.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// What was asked.
    pub query: Query,
    /// The company.
    pub company: CompanyId,
    /// Its score.
    pub score: Ratio,
    /// Its rank.
    pub rank: u32,
    /// One step for each source in each year, by year and source.
    pub steps: Vec<Step>,
    /// Both readings, where one source gave it several distinctions in one year.
    pub readings: Option<Readings>,
    /// Its awards of the window that gave nothing, in the register's order.
    pub set_aside: Vec<SetAside>,
}

/// What one source in one year gave.
#[derive(Debug, Clone)]
pub struct Step {
    /// The year.
    pub year: Year,
    /// The source.
    pub source: SourceId,
    /// The weight of the source.
    pub weight: Ratio,
    /// Its distinctions, as positions in the register's awards, each with its points: the best of them counts.
    pub awards: Vec<(usize, Ratio)>,
    /// The points of the best, times the weight.
    pub given: Ratio,
}

/// A company under both readings of several lists of one prize.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readings {
    /// The company.
    pub company: CompanyId,
    /// What one source gives in one year is one competition, on however many lists.
    pub by_prize: Reading,
    /// Every list is a competition of its own.
    pub by_list: Reading,
}

/// What is counted under one reading, and the rank that it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// How many.
    pub counted: u64,
    /// The standard competition rank.
    pub rank: u32,
    /// Whether another company has the same rank.
    pub tied: bool,
}

/// An award that gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAside {
    /// The award, as a position in the register's awards.
    pub award: usize,
    /// Why.
    pub why: Why,
}

/// Why an award gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is no distinction; the award itself tells why.
    NotCounting,
    /// Its kind was left out.
    LeftOut(Without),
    /// Its source belongs to another country than asked.
    OtherCountry,
    /// Its source is of another kind than asked.
    OtherKind,
}

impl Explanation {
    /// The sum of the steps of each year, oldest first.
    pub fn years(&self) -> Vec<(Year, Ratio)> {
        let year = |steps: &[Step]| (steps[0].year, steps.iter().map(|step| step.given).sum());
        self.steps.chunk_by(|a, b| a.year == b.year).map(year).collect()
    }

    /// The sum of all steps.
    pub fn sum(&self) -> Ratio {
        self.steps.iter().map(|step| step.given).sum()
    }
}
