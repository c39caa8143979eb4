//! Tables as text: CSV and JSON for programs, aligned and Markdown for people.

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{LineStyle, TableStyle};

use super::{Cell, ColumnKind, Table};

/// CSV by RFC 4180, in UTF-8. A text that a spreadsheet would run as a formula begins with an apostrophe.
pub fn csv(table: &Table) -> String {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    file.write_record(table.columns().map(|column| column.name)).expect("rows of one length, in memory");
    for row in 0..table.rows() {
        let cells = table.columns().map(|column| harmless(&column.cell(row)));
        file.write_record(cells).expect("rows of one length, in memory");
    }
    let bytes = file.into_inner().expect("a file in memory takes every byte");
    String::from_utf8(bytes).expect("cells are text")
}

fn harmless(cell: &Cell) -> String {
    if cell.is_formula() { format!("'{}", cell.plain()) } else { cell.plain() }
}

/// JSON: the table's document, or a list with one object a row, one row a line.
pub fn json(table: &Table) -> String {
    // Harmless also where somebody pastes it into a page.
    let harmless = |text: String| if text.contains('<') { text.replace('<', "\\u003c") } else { text };
    let plain = |written: serde_json::Result<String>| written.expect("plain values are always JSON");
    if table.has_document() {
        return harmless(plain(serde_json::to_string_pretty(table))) + "\n";
    }
    let mut text = String::from("[\n");
    for row in 0..table.rows() {
        text += if row > 0 { ",\n" } else { "" };
        text += &harmless(plain(serde_json::to_string(&table.object(row))));
    }
    text + "\n]\n"
}

/// A line under the headings, and nothing else.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

pub fn aligned(table: &Table) -> String {
    framed(table, RULED, str::to_owned)
}

/// A table as GitHub and most editors read it (CommonMark has none of its own).
pub fn markdown(table: &Table) -> String {
    framed(table, ASCII_MARKDOWN, escaped)
}

/// Addresses are wider than any terminal: they are numbered in the table and listed below it.
fn framed(table: &Table, frame: TableStyle, written: impl Fn(&str) -> String) -> String {
    let mut known = Vec::new();
    let mut framed = comfy_table::Table::new();
    let headings = table.terminal_columns().map(|column| written(&column.name.replace('_', " ")));
    framed.load_style(frame).set_header(headings);
    for row in 0..table.rows() {
        framed.add_row(table.terminal_columns().map(|column| {
            let cell = column.cell(row);
            match column.kind {
                ColumnKind::Addresses => numbered(&mut known, &cell.plain()),
                // A column of yes and no reads best as its own name, or nothing.
                ColumnKind::Boolean if cell == Cell::Boolean(false) => String::new(),
                ColumnKind::Boolean => written(&column.name.replace('_', " ")),
                ColumnKind::Text | ColumnKind::Integer | ColumnKind::Number => written(&cell.plain()),
            }
        }));
    }
    let below = known.iter().enumerate().map(|(n, address)| format!("\n[{}] {address}", n + 1));
    framed.trim_fmt() + &below.collect::<String>() + "\n"
}

/// The number of each address in a list, to which those that are new are added.
fn numbered(known: &mut Vec<String>, addresses: &str) -> String {
    let number = |address: &str| {
        let position = known.iter().position(|one| one == address).unwrap_or(known.len());
        if position == known.len() {
            known.push(address.to_owned());
        }
        format!("[{}]", position + 1)
    };
    addresses.split(' ').filter(|address| !address.is_empty()).map(number).collect()
}

/// The signs that Markdown gives a meaning inside a line.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|') {
            safe.push('\\');
        }
        safe.push(sign);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'a>(names: &'a [&'a str]) -> Table<'a> {
        Table::about("names", 1, names).text("name", |name| Cell::text(name)).table()
    }

    #[test]
    fn no_text_is_run_as_a_formula_and_no_number_is_touched() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"] {
            assert_eq!(harmless(&Cell::text(text)), format!("'{text}"));
        }
        assert_eq!(csv(&names(&["Nespresso"])), "name\r\nNespresso\r\n");
        assert_eq!(harmless(&Cell::number("-1.5")), "-1.5");
    }

    #[test]
    fn markdown_shows_a_name_as_it_is_printed() {
        let told = markdown(&names(&["A|B", "*C*", "[D](https://x.org)"]));
        assert!(
            told.contains("A\\|B") && told.contains("\\*C\\*") && told.contains("\\[D\\](https://x.org)")
        );
        assert!(aligned(&names(&["*C*"])).contains("*C*"));
    }

    #[test]
    fn people_read_addresses_numbered_below_the_table_and_programs_in_it() {
        let rows = [("A", "https://x.org/1 https://x.org/2"), ("B", "https://x.org/2"), ("C", "")];
        let table = Table::about("awards", 1, rows)
            .text("award", |(award, _)| Cell::text(award))
            .addresses("pages", |(_, pages)| Cell::text(pages))
            .table();
        let told = aligned(&table);
        assert!(told.contains(" A       [1][2]\n B       [2]\n C\n"), "{told}");
        assert!(told.ends_with("\n[1] https://x.org/1\n[2] https://x.org/2\n"), "{told}");
        assert!(csv(&table).contains("A,https://x.org/1 https://x.org/2\r\n"));
    }

    #[test]
    fn no_markup_stands_in_json() {
        assert_eq!(json(&names(&["<b>"])), "[\n{\"name\":\"\\u003cb>\"}\n]\n");
    }
}
