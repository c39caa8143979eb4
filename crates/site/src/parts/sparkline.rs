//! The prizes of a company over the years of the default scope, drawn as small as a word.

use minijinja::value::Value;

use model::{CompanyId, Window, Year};
use rank::Scope;

use crate::SiteError;
use crate::charts::spark;
use crate::press::address::Span;
use crate::press::sheet::Sheet;

/// Draws the years of companies on the same axes, so that they can be compared down a column.
pub(crate) struct Sparklines<'a> {
    sheet: &'a Sheet<'a>,
    scope: &'a Scope,
    most: u64,
}

impl<'a> Sparklines<'a> {
    /// The years of the default scope; nothing without one.
    pub fn new(sheet: &'a Sheet<'a>) -> Option<Self> {
        let scope = sheet.input.figures.scopes().first()?;
        let standings = scope.years.iter().flat_map(|ranking| &ranking.standings);
        let most = standings.map(|standing| standing.competitions).max()?;
        Some(Self { sheet, scope, most })
    }

    /// The prizes of a company as markup, the year `now` in colour; nothing when only one year has any.
    pub fn of(&self, company: &CompanyId, now: Option<Year>) -> Result<Option<String>, SiteError> {
        let years: Vec<Year> = self.scope.all_time.query.window.years().collect();
        let prizes = |year: &Year| {
            let standing = self.sheet.index.standing(Span::Window(Window::year(*year)), company);
            standing.map_or(0, |standing| standing.competitions)
        };
        let prizes: Vec<u64> = years.iter().map(prizes).collect();
        let with_any = years.iter().zip(&prizes).filter(|(_, prizes)| **prizes > 0);
        let said: Vec<String> = with_any.map(|(year, prizes)| format!("{year} {prizes}")).collect();
        let values = [("values", Value::from(said.join(", ")))];
        let said = self.sheet.words.say("spark.said", &values)?;
        let now = now.and_then(|now| years.iter().position(|year| *year == now));
        Ok(spark(&prizes, now, self.most, &said))
    }
}
