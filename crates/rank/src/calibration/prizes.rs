//! Answers about one prize: whom it distinguished, who won elsewhere too, how long it has been held.

use std::collections::BTreeSet;

use super::answer::Answer;
use super::desk::Desk;
use crate::ledger::Row;
use model::{CompanyId, SourceId};

impl Desk<'_> {
    /// The named company, if the source distinguished it; without a name, how many the source distinguished.
    pub(super) fn competition(&self, source: &SourceId) -> Answer {
        let won = self.won_from(source).count();
        if self.published.company.is_empty() {
            return Answer { ours: won.to_string(), gap: None, verdict: (won > 0).into() };
        }
        let Some(company) = self.company() else { return Answer::unknown_company() };
        let sources = &self.selection.ledger.sources;
        let has_won = self.won_by(company).any(|row| sources[row.source].id == *source);
        let winner = has_won.then(|| self.register().company(company).name.as_str());
        Answer::names(winner.as_slice(), None, has_won.into())
    }

    /// The named company, if the source and another one distinguished it; without a name, how many these are.
    pub(super) fn also_awarded(&self, source: &SourceId) -> Answer {
        let sources = &self.selection.ledger.sources;
        let elsewhere: BTreeSet<usize> =
            self.rows().filter(|row| sources[row.source].id != *source).map(|row| row.company).collect();
        let both: BTreeSet<usize> = self
            .won_from(source)
            .map(|row| row.company)
            .filter(|company| elsewhere.contains(company))
            .collect();
        if self.published.company.is_empty() {
            return self.count(both.len() as u64);
        }
        let Some(company) = self.company() else { return Answer::unknown_company() };
        let companies = &self.selection.ledger.companies;
        let found: Vec<&str> = both
            .iter()
            .map(|c| companies[*c])
            .filter(|c| c.id == *company)
            .map(|c| c.name.as_str())
            .collect();
        Answer::names(&found, None, (!found.is_empty()).into())
    }

    /// Years from the first in which the source is known to be held, or is in our data, to the last asked for.
    pub(super) fn years_running(&self, source: &SourceId) -> u64 {
        let sources = &self.selection.ledger.sources;
        let in_data =
            || self.selection.rows.iter().filter(|r| sources[r.source].id == *source).map(|r| r.year);
        let first = self.register().source(source).held.map(|held| held.from).or_else(|| in_data().min());
        first.map_or(0, |first| u64::try_from(self.window().to.get() - first.get() + 1).unwrap_or(0))
    }

    /// The company's distinctions of the window.
    pub(super) fn won_by(&self, company: &CompanyId) -> impl Iterator<Item = &Row> {
        let companies = &self.selection.ledger.companies;
        self.rows().filter(move |row| companies[row.company].id == *company)
    }

    /// The source's distinctions of the window.
    pub(super) fn won_from(&self, source: &SourceId) -> impl Iterator<Item = &Row> {
        let sources = &self.selection.ledger.sources;
        self.rows().filter(move |row| sources[row.source].id == *source)
    }
}
