//! CSV: RFC 4180, UTF-8; a text that a spreadsheet would run as a formula begins with an apostrophe.

use super::{Cell, Table};

/// The table as CSV.
pub fn bytes(table: &Table) -> Vec<u8> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let heads = table.columns.iter().map(|(name, _)| *name);
    file.write_record(heads).expect("rows of one length, in memory");
    for row in &table.rows {
        file.write_record(row.iter().map(written)).expect("rows of one length, in memory");
    }
    file.into_inner().expect("a file in memory takes every byte")
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) if cell.is_formula() => format!("'{words}"),
        Cell::Text(words) | Cell::Number(words) => words.clone(),
        Cell::Boolean(yes) => yes.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_run_as_a_formula_and_no_number_is_touched() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(written(&Cell::text(text)), format!("'{text}"));
        }
        assert_eq!(written(&Cell::text("Nespresso")), "Nespresso");
        assert_eq!(written(&Cell::number("-1.5")), "-1.5");
    }
}
