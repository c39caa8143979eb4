//! Columns found again by what stands in them: the titles of a table changed, or its columns changed places.

use crate::grid::{Grid, Row};
use crate::page::Sheet;
use crate::value;
use model::Record;
use model::text::heading;
use workspace::{Column, Rule};

/// The rule with the columns of the table that names the known winners, beside those it reads already.
pub(super) fn retitled(sheet: &Sheet<'_>, rule: &Rule, known: &[Record]) -> Vec<Rule> {
    sheet.grids.iter().filter_map(|grid| of_grid(sheet, grid, rule, known)).collect()
}

fn of_grid(sheet: &Sheet<'_>, grid: &Grid, rule: &Rule, known: &[Record]) -> Option<Rule> {
    let rows: Vec<(&Row, &Record)> =
        grid.rows.iter().filter_map(|row| Some((row, told_by(sheet, row, known)?))).collect();
    let width = rows.iter().map(|(row, _)| row.cells.len()).min()?;
    let mut mended = rule.clone();
    let table = mended.table.as_mut()?;
    let mut read = Vec::new();
    for (part, columns) in &mut table.columns {
        let holds = |at: &usize| rows.iter().all(|(row, record)| says(part, record, words(sheet, row, *at)));
        if let Some(at) = (0..width).find(|at| !read.contains(at) && holds(at)) {
            read.push(at);
            columns.insert(0, titled(sheet, grid, at));
        }
    }
    for at in (0..width).filter(|at| !read.contains(at)) {
        match titled(sheet, grid, at) {
            Column::Header(title) => table.aside.push(title),
            Column::At(n) => table.aside.push(n.to_string()),
        }
    }
    (!read.is_empty()).then_some(mended)
}

/// The known record that a row tells of.
fn told_by<'k>(sheet: &Sheet<'_>, row: &Row, known: &'k [Record]) -> Option<&'k Record> {
    let names = |record: &&Record| {
        !record.company.is_empty()
            && (0..row.cells.len()).any(|at| words(sheet, row, at) == record.company.as_str())
    };
    known.iter().find(names)
}

fn words<'s>(sheet: &'s Sheet<'_>, row: &Row, at: usize) -> &'s str {
    row.cells.get(at).map_or("", |cell| sheet.text.get(cell.span))
}

/// Whether the words of a cell are what the record has for a part.
fn says(part: &str, record: &Record, words: &str) -> bool {
    match part {
        "company" => words == record.company.as_str(),
        "person" => !words.is_empty() && words == record.person.as_str(),
        "category" => !words.is_empty() && words == record.category.as_str(),
        "sector" => !words.is_empty() && words == record.sector.as_str(),
        "edition" => words == record.edition.as_str(),
        "place" => {
            value::place(words).is_some_and(|place| record.place.is_some_and(|p| p.number == place.number))
        }
        "score" => value::score(words).is_some_and(|(score, _)| record.score == Some(score)),
        _ => false,
    }
}

/// The column by its title, where it has one of its own.
fn titled(sheet: &Sheet<'_>, grid: &Grid, at: usize) -> Column {
    let titles: Vec<&str> = grid.rows[0].cells.iter().map(|cell| sheet.text.get(cell.span)).collect();
    let alone = |title: &&&str| titles.iter().filter(|other| heading(other) == heading(title)).count() == 1;
    let title = titles.get(at).filter(|title| !title.is_empty()).filter(alone);
    title.map_or(Column::At(at + 1), |title| Column::Header((*title).to_owned()))
}
