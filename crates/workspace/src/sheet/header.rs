//! The first row of a CSV file, which names the columns, in any order.

use csv::StringRecord;

use super::CsvRow;
use crate::file::TextFile;
use crate::keys::CsvColumn;
use crate::value::{listed, nearest, quoted};

pub fn refuse_empty(file: &TextFile, columns: &[CsvColumn]) {
    file.refuse_whole("this file is empty", expected(columns));
}

/// Where each of the declared columns stands in a row; notes what is wrong with the names.
pub fn places<const N: usize>(row: &CsvRow<'_>, record: &StringRecord) -> Option<[Option<usize>; N]> {
    let found: Vec<&str> = record.iter().map(str::trim).collect();
    let declared = |name: &&str| row.columns.iter().any(|column| column.name == *name);
    if found.len() == 1 && row.text().contains([';', '\t']) {
        refuse_separator(row);
        return None;
    }
    if !found.iter().any(declared) {
        row.file.refuse(row.cell(0), "the first line does not name the columns", expected(row.columns));
        return None;
    }
    let names_are_right = check_names(row, &found);
    let all_are_there = check_required(row, &found);
    let place = |n: usize| found.iter().position(|name| *name == row.columns[n].name);
    (names_are_right && all_are_there).then(|| std::array::from_fn(place))
}

fn expected(columns: &[CsvColumn]) -> String {
    let names = |required: bool| {
        let some = columns.iter().filter(|column| column.required == required).map(|column| column.name);
        some.collect::<Vec<_>>().join(", ")
    };
    let optional = names(false);
    let may = if optional.is_empty() { String::new() } else { format!("; it may name {optional}") };
    format!("the first line must name the columns {}, in any order{may}", names(true))
}

fn refuse_separator(row: &CsvRow<'_>) {
    let at = row.cell(0).start + row.text().find([';', '\t']).expect("the caller has seen one");
    let remedy = "separate them with commas: in a spreadsheet, save as CSV and choose the comma";
    row.file.refuse(at..at + 1, "the columns are separated by semicolons or tabs", remedy);
}

/// Notes columns that are not declared, have no name or stand there twice.
fn check_names(row: &CsvRow<'_>, found: &[&str]) -> bool {
    let mut absent: Vec<&str> = row.columns.iter().map(|column| column.name).collect();
    absent.retain(|name| !found.contains(name));
    let mut right = true;
    for (index, name) in found.iter().enumerate() {
        let declared = row.columns.iter().any(|column| column.name == *name);
        let (what, remedy) = if name.is_empty() {
            (format!("column {} has no name", index + 1), "name it, or delete the column".to_owned())
        } else if !declared {
            let near = nearest(name, &absent);
            absent.retain(|other| Some(*other) != near);
            let remedy = near.map_or_else(|| expected(row.columns), |near| format!("did you mean `{near}`?"));
            (format!("unknown column {}", quoted(name)), remedy)
        } else if found[..index].contains(name) {
            (
                format!("the column {} is named twice", quoted(name)),
                "keep one of the two, with its cells".to_owned(),
            )
        } else {
            continue;
        };
        right = false;
        row.file.refuse(row.cell(index), what, remedy);
    }
    right
}

fn check_required(row: &CsvRow<'_>, found: &[&str]) -> bool {
    let required = row.columns.iter().filter(|column| column.required).map(|column| column.name);
    let missing: Vec<&str> = required.filter(|name| !found.contains(name)).collect();
    if !missing.is_empty() {
        let what = format!("missing column {}", listed(missing.iter().copied()));
        row.file.refuse(row.cell(found.len()), what, expected(row.columns));
    }
    missing.is_empty()
}
