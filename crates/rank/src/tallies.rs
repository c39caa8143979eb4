//! What each company gathered in a window, in order, with shared ranks.

use crate::Proof;
use crate::ledger::{Distinction, Selection, within};
use crate::methods::{Score, scores};
use model::{Window, Year};
use workspace::Method;

/// What one company gathered in a window.
pub struct Tally<'s> {
    /// Its number in the ledger.
    pub company: usize,
    /// Its score by the method.
    pub score: Score,
    /// What decides between equal scores, before they share a rank.
    tie_break: u64,
    /// Its distinctions in the window.
    pub rows: &'s [Distinction],
    /// Its distinctions of every year.
    all: &'s [Distinction],
    pub window: Window,
}

impl Tally<'_> {
    pub fn competitions(&self) -> u64 {
        competitions(self.rows)
    }

    /// Whether it has no distinction before the window.
    pub fn is_new(&self) -> bool {
        self.all[0].year >= self.window.from
    }

    /// Whether it has one in the year before the window.
    pub fn year_before(&self) -> bool {
        !within(self.all, Window::year(self.window.from.plus(-1))).is_empty()
    }

    /// Years in a row with a distinction, ending with the last of the window.
    pub fn streak(&self) -> u32 {
        streak(self.all, self.window.to)
    }

    fn merit(&self) -> (Score, u64) {
        (self.score, self.tie_break)
    }
}

/// The companies with a distinction in the window, in order, each with its rank.
pub fn ranked<'s>(
    selection: &'s Selection<'_>,
    method: Method,
    window: Window,
) -> (Vec<(u32, Tally<'s>)>, Option<Proof>) {
    let (mut tallies, proof) = tallies(selection, method, window);
    tallies.sort_unstable_by(|a, b| b.merit().cmp(&a.merit()).then(a.company.cmp(&b.company)));
    let mut ranked: Vec<(u32, Tally<'_>)> = Vec::with_capacity(tallies.len());
    for (position, tally) in (1..).zip(tallies) {
        let shared = ranked.last().filter(|(_, above)| above.merit() == tally.merit()).map(|(rank, _)| *rank);
        ranked.push((shared.unwrap_or(position), tally));
    }
    (ranked, proof)
}

fn competitions(rows: &[Distinction]) -> u64 {
    rows.chunk_by(|a, b| (a.year, a.source) == (b.year, b.source)).count() as u64
}

fn tie_break(method: Method, rows: &[Distinction]) -> u64 {
    match method {
        Method::Competitions => rows.len() as u64,
        // Over many years the middle one of most companies is empty.
        Method::Median => competitions(rows),
        Method::Points | Method::Borda | Method::Dowdall | Method::Kemeny => 0,
    }
}

fn tallies<'s>(
    selection: &'s Selection<'_>,
    method: Method,
    window: Window,
) -> (Vec<Tally<'s>>, Option<Proof>) {
    let companies: Vec<(&[Distinction], &[Distinction])> = selection
        .by_company()
        .map(|all| (all, within(all, window)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    let rows: Vec<&[Distinction]> = companies.iter().map(|(_, rows)| *rows).collect();
    let (scores, proof) = scores(selection, &rows, method, window);
    let tallies = companies.into_iter().zip(scores).map(|((all, rows), score)| Tally {
        company: rows[0].company,
        score,
        tie_break: tie_break(method, rows),
        rows,
        all,
        window,
    });
    (tallies.collect(), proof)
}

/// Years in a row with a distinction, ending with `last`; 0 when that year has none.
fn streak(rows: &[Distinction], last: Year) -> u32 {
    let years = rows.chunk_by(|a, b| a.year == b.year).rev().map(|year| year[0].year);
    let run = years.skip_while(|year| *year > last).zip((0..).map(|back| last.get() - back));
    run.take_while(|(year, wanted)| year.get() == *wanted).count() as u32
}
