//! A table of answers, in the form the reader asks for.

use anyhow::{Context, Result};
use clap::ValueEnum;
use comfy_table::LineStyle;
use comfy_table::TableStyle;
use comfy_table::presets::ASCII_MARKDOWN;
use serde_json::Value;

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned, for people.
    Table,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// Markdown, for a text.
    Md,
}

/// A line under the headings, and nothing else.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Rows under headings. Every row has as many cells as there are headings.
#[derive(Debug, Clone)]
pub struct Table {
    headings: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// The column that holds addresses, with blanks between them.
    addresses: Option<usize>,
}

impl Table {
    /// An empty table.
    pub fn new(headings: &[&'static str]) -> Self {
        Self { headings: headings.to_vec(), rows: Vec::new(), addresses: None }
    }

    /// The same, whose last column holds addresses with blanks between them: people read them numbered, below.
    pub fn with_addresses(headings: &[&'static str]) -> Self {
        Self { addresses: headings.len().checked_sub(1), ..Self::new(headings) }
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl Into<Vec<String>>) {
        let row = row.into();
        debug_assert_eq!(row.len(), self.headings.len());
        self.rows.push(row);
    }

    /// The answer; `json` where programs are meant to read more than the table shows.
    pub fn answer(&self, format: Format, json: &Value) -> Result<String> {
        match format {
            Format::Table => Ok(self.framed(RULED)),
            Format::Md => Ok(self.framed(ASCII_MARKDOWN)),
            Format::Csv => self.csv(),
            Format::Json => Ok(serde_json::to_string_pretty(json)? + "\n"),
        }
    }

    fn framed(&self, frame: TableStyle) -> String {
        let mut rows = self.rows.clone();
        let mut known = Vec::new();
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(self.addresses?)) {
            *cell = cell
                .split(' ')
                .filter(|address| !address.is_empty())
                .map(|a| numbered(&mut known, a))
                .collect();
        }
        let mut table = comfy_table::Table::new();
        table.load_style(frame).set_header(&self.headings).add_rows(rows);
        let below = known.iter().enumerate().map(|(n, address)| format!("\n[{}] {address}", n + 1));
        table.trim_fmt() + &below.collect::<String>() + "\n"
    }

    fn csv(&self) -> Result<String> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(&self.headings)?;
        for row in &self.rows {
            out.write_record(row.iter().map(|cell| harmless(cell)))?;
        }
        let bytes = out.into_inner().map_err(|error| error.into_error())?;
        String::from_utf8(bytes).context("a table is text")
    }
}

/// The number of an address in a list, to which it is added where it is new.
fn numbered(known: &mut Vec<String>, address: &str) -> String {
    let position = known.iter().position(|one| one == address).unwrap_or(known.len());
    if position == known.len() {
        known.push(address.to_owned());
    }
    format!("[{}]", position + 1)
}

/// A cell that a spreadsheet would run as a formula is quoted; a plain number stays a number.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_addresses_numbered_below_the_table_and_programs_in_it() {
        let mut table = Table::with_addresses(&["award", "pages"]);
        for (award, pages) in [("A", "https://x.org/1 https://x.org/2"), ("B", "https://x.org/2"), ("C", "")]
        {
            table.push([award.to_owned(), pages.to_owned()]);
        }
        let told = table.answer(Format::Table, &Value::Null).unwrap();
        assert!(told.contains(" A       [1][2]\n B       [2]\n C\n"), "{told}");
        assert!(told.ends_with("\n[1] https://x.org/1\n[2] https://x.org/2\n"), "{told}");
        assert!(table.csv().unwrap().contains("A,https://x.org/1 https://x.org/2\n"));
    }

    #[test]
    fn a_formula_in_a_cell_is_made_harmless() {
        let mut table = Table::new(&["name"]);
        for name in ["=1+1", "@SUM(A1)", "-4", "Nespresso"] {
            table.push([name.to_owned()]);
        }
        assert_eq!(table.csv().unwrap(), "name\n'=1+1\n'@SUM(A1)\n-4\nNespresso\n");
    }
}
