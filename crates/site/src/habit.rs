//! The prizes of a company over the years of the default scope, ready for a drawing as small as a word.

use minijinja::value::Value;

use model::{CompanyId, Window, Year};
use rank::Scope;

use super::SiteError;
use super::address::Span;
use super::chart::spark::{Counts, Spark, draw};
use super::sheet::Sheet;

/// Draws the years of companies on the same axes, so that they can be compared down a column.
pub(super) struct Habit<'a> {
    sheet: &'a Sheet<'a>,
    scope: &'a Scope,
    most: u64,
}

impl<'a> Habit<'a> {
    /// The years of the default scope; nothing without one.
    pub fn of(sheet: &'a Sheet<'a>) -> Option<Self> {
        let scope = sheet.input.figures.scopes().first()?;
        let standings = scope.years.iter().flat_map(|ranking| &ranking.standings);
        let most = standings.map(|standing| standing.competitions).max()?;
        Some(Self { sheet, scope, most })
    }

    /// The prizes of a company, year by year; nothing when only one year has any.
    pub fn spark(&self, company: &CompanyId, now: Option<Year>) -> Result<Option<Spark>, SiteError> {
        let window = self.scope.all_time.query.window;
        let mut counts = Counts { years: Vec::new(), now: None, most: self.most, said: String::new() };
        let mut said = Vec::new();
        for (at, year) in window.years().enumerate() {
            let standing = self.sheet.index.standing(Span::Window(Window::year(year)), company);
            let prizes = standing.map_or(0, |standing| standing.competitions);
            if prizes > 0 {
                said.push(format!("{year} {prizes}"));
            }
            if now == Some(year) {
                counts.now = Some(at);
            }
            counts.years.push(prizes);
        }
        let values = [("values", Value::from(said.join(", ")))];
        counts.said = self.sheet.words.say("habit.said", &values)?;
        Ok(draw(&counts))
    }
}
