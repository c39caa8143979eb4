//! `published.csv`: figures that somebody else published.

use super::file::TextFile;
use super::sheet::{Cell, each_row};
use super::value;
use super::value::Wrong;
use model::{Period, Published, Window};

/// The columns, in order.
const COLUMNS: [&str; 6] = ["year", "figure", "value", "company", "url", "evidence"];

/// Reads the rows without a mistake, in the order of lines.
pub fn read(file: &TextFile) -> Vec<Published> {
    let mut published = vec![];
    each_row(file, &COLUMNS, |_, cells| published.extend(figure(cells)));
    published
}

fn figure([year, figure, value, company, url, evidence]: [Cell<'_>; 6]) -> Option<Published> {
    let period = year.required(period);
    let name = figure.required(as_printed);
    let url = url.required(value::address);
    let evidence = evidence.required(as_printed);
    if value.is_empty() && company.is_empty() {
        value.refuse("neither a value nor a company", "give the value, or the company that the figure names");
    }
    Some(Published {
        period: period?,
        figure: name?,
        value: value.owned(),
        company: company.owned(),
        url: url?,
        evidence: evidence?,
    })
}

fn as_printed(text: &str) -> Result<String, Wrong> {
    Ok(text.to_owned())
}

/// `2012`, `2016-2025` or `all`.
fn period(text: &str) -> Result<Period, Wrong> {
    if text == "all" {
        return Ok(Period::All);
    }
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let years = value::year(from).ok().zip(value::year(to).ok());
    let window = years.and_then(|(from, to)| Window::new(from, to)).map(Period::Years);
    window.ok_or_else(|| Wrong::new("it is no year and no range of years", "write 2012, 2016-2025 or all"))
}
