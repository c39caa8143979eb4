//! The first row of a CSV file, which names the columns.

use csv::StringRecord;

use super::rows::Row;
use crate::file::TextFile;
use crate::value::{listed, nearest, quoted};

/// Notes that a file has no rows at all.
pub fn refuse_empty(file: &TextFile, columns: &[&str]) {
    file.refuse_whole("this file is empty", exactly(columns));
}

/// Whether the row names the columns as they should be; notes what differs.
pub fn is_right(row: &Row<'_>, record: &StringRecord) -> bool {
    let found: Vec<&str> = record.iter().map(str::trim).collect();
    if found == row.columns {
        return true;
    }
    let known = found.iter().filter(|name| row.columns.contains(name)).count();
    if found.len() == 1 && row.text().contains([';', '\t']) {
        refuse_separator(row);
    } else if known == 0 {
        row.file.refuse(row.cell(0), "the first line does not name the columns", exactly(row.columns));
    } else {
        refuse_names(row, &found);
    }
    false
}

fn exactly(columns: &[&str]) -> String {
    format!("the first line is exactly: {}", columns.join(","))
}

fn refuse_separator(row: &Row<'_>) {
    let at = row.cell(0).start + row.text().find([';', '\t']).expect("the caller has seen one");
    let remedy = "separate them with commas: in a spreadsheet, save as CSV and choose the comma";
    row.file.refuse(at..at + 1, "the columns are separated by semicolons or tabs", remedy);
}

fn refuse_names(row: &Row<'_>, found: &[&str]) {
    let mut absent: Vec<&str> = row.columns.iter().copied().filter(|name| !found.contains(name)).collect();
    let complete = absent.is_empty();
    let mut each_once = true;
    for (index, name) in found.iter().enumerate() {
        let known = row.columns.contains(name);
        if known && found[..index].contains(name) {
            each_once = false;
            let what = format!("the column {} stands here a second time", quoted(name));
            row.file.refuse(row.cell(index), what, "keep one of the two, with its cells");
        } else if !known {
            each_once = false;
            let near = nearest(name, &absent);
            absent.retain(|other| Some(*other) != near);
            let remedy = near.map_or_else(|| exactly(row.columns), |near| format!("did you mean `{near}`?"));
            row.file.refuse(row.cell(index), format!("{} is no column of this file", quoted(name)), remedy);
        }
    }
    if !absent.is_empty() {
        let what = format!("missing here: {}", listed(absent));
        row.file.refuse(row.cell(found.len()), what, exactly(row.columns));
    } else if complete && each_once {
        refuse_order(row, found);
    }
}

fn refuse_order(row: &Row<'_>, found: &[&str]) {
    let index = found.iter().zip(row.columns).take_while(|(found, right)| found == right).count();
    let what = format!("{} stands where {} should", quoted(found[index]), quoted(row.columns[index]));
    row.file.refuse(row.cell(index), what, exactly(row.columns));
}
