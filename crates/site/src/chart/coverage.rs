//! What is known of each source in each year: a table, since every cell is a figure and may be a link.

use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;

/// The table of `chart/coverage.html`, which sees it as `grid`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// What the table shows.
    pub caption: String,
    /// The heading of the sources.
    pub heading: String,
    /// The columns.
    pub years: Vec<String>,
    /// The sources, with as many cells as there are years.
    pub rows: Vec<Row>,
    /// An example of each state that occurs, its title as its meaning.
    pub key: Vec<Cell>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// One a year.
    pub cells: Vec<Cell>,
}

/// A source in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// How it is filled and framed.
    pub state: State,
    /// How much of a partial cell is filled, 1 to 3; see [`quarters`].
    pub quarters: u8,
    /// What stands in it ("12", "12/27", "?", "–", "×"): no two states look alike without their colours.
    pub text: String,
    /// In words ("Podium 2012 : 12 lauréats sur 27").
    pub title: String,
    /// The edition's page.
    pub href: Option<String>,
}

/// What is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// All that was announced.
    Complete,
    /// Some of it.
    Partial,
    /// Nothing, though it was held or may have been.
    NotFound,
    /// It was not held.
    NotHeld,
    /// We may not look.
    NotAllowed,
}

/// How many quarters of what was announced were found, 1 to 3: a partial list is neither empty nor full.
pub fn quarters(found: u32, claimed: Option<u32>) -> u8 {
    let whole = u64::from(claimed.unwrap_or(0).max(1));
    match claimed {
        None => 2,
        Some(_) if u64::from(found) * 8 < whole * 3 => 1,
        Some(_) if u64::from(found) * 8 < whole * 5 => 2,
        Some(_) => 3,
    }
}

impl Grid {
    /// The table as HTML.
    pub fn render(&self, templates: &Environment<'_>) -> Result<String, minijinja::Error> {
        templates.get_template("chart/coverage.html")?.render(context! { grid => Serde(self) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::TEMPLATES;

    #[test]
    fn a_partial_list_is_neither_empty_nor_full() {
        let of_eight: Vec<u8> = (0..=9).map(|found| quarters(found, Some(8))).collect();
        assert_eq!(of_eight, [1, 1, 1, 2, 2, 3, 3, 3, 3, 3]);
        assert_eq!(quarters(3, None), 2);
        assert_eq!(quarters(0, Some(0)), 1);
    }

    #[test]
    fn every_cell_says_its_state_in_words() {
        let cell = |state, text: &str, href: Option<&str>| Cell {
            state,
            quarters: 1,
            text: text.to_owned(),
            title: format!("<{text}>"),
            href: href.map(str::to_owned),
        };
        let row = Row {
            name: "Podium & Cie".to_owned(),
            href: None,
            cells: vec![
                cell(State::Partial, "3/27", Some("podium/2012.html")),
                cell(State::NotFound, "?", None),
            ],
        };
        let (caption, heading) = ("Couverture".to_owned(), "Prix".to_owned());
        let years = vec!["2012".to_owned(), "2013".to_owned()];
        let grid = Grid { caption, heading, years, key: vec![row.cells[1].clone()], rows: vec![row] };
        let html = grid.render(&TEMPLATES).unwrap();
        for part in [
            "<th scope=\"row\">Podium &amp; Cie</th>",
            "<a class=\"coverage-cell partial quarters-1\" href=\"podium&#x2f;2012.html\" title=\"&lt;3&#x2f;27&gt;\">",
            "<span class=\"coverage-cell not-found\" title=\"&lt;?&gt;\">?</span>",
            "<li><span class=\"coverage-cell not-found\">?</span>&lt;?&gt;</li>",
        ] {
            assert!(html.contains(part), "no {part} in {html}");
        }
    }
}
