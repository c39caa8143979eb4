//! XLSX (ECMA-376): texts and numbers, one sheet a table, the heads fixed and bold.
//!
//! Written by ourselves: of the format we need six small files, and the crate that writes it is the heaviest of the
//! tree. Every text is an inline string, which no spreadsheet runs; one that looks like a formula also carries the
//! quote that keeps it a text when somebody edits the cell.

use std::io::{self, Write};

use super::office::{HEAD, OFFICE, OfficePackage, escaped};
use super::zip::ZipEntry;
use super::{Cell, ColumnKind, Table};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Cell styles: plain, bold, a text that must stay one.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/>\
    <name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill>\
    <patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/>\
    <diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
    </cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\"/>\
    </cellXfs>";

/// A table as a sheet: packed once, whatever workbooks hold it.
pub struct PackedSheet<'t> {
    name: &'t str,
    packed: ZipEntry,
}

impl<'t> PackedSheet<'t> {
    pub fn of(table: &'t Table) -> Self {
        Self { name: table.name, packed: ZipEntry::written("sheet", |file| write(table, file)) }
    }
}

/// A workbook of these sheets.
pub fn bytes(sheets: &[PackedSheet]) -> Vec<u8> {
    let numbered = || (1..).zip(sheets);
    let file = |n: usize| format!("worksheets/sheet{n}.xml");
    let names: String = numbered()
        .map(|(n, sheet)| format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", sheet.name))
        .collect();
    let mut links: Vec<_> = numbered().map(|(n, _)| ("worksheet", file(n))).collect();
    links.push(("styles", "styles.xml".to_owned()));
    let mut package = OfficePackage::default();
    package.relations("", &[("officeDocument", "xl/workbook.xml".to_owned())]);
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>");
    package.part("xl/workbook.xml", "spreadsheetml.sheet.main", &book);
    package.relations("xl/workbook.xml", &links);
    let styles = format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>");
    package.part("xl/styles.xml", "spreadsheetml.styles", &styles);
    for (n, sheet) in numbered() {
        let path = format!("xl/{}", file(n));
        package.typed(&path, "spreadsheetml.worksheet");
        package.entry(sheet.packed.named(&path));
    }
    package.bytes()
}

fn write(table: &Table, file: &mut dyn Write) -> io::Result<()> {
    let heads: String = table.columns().map(|column| text(column.name, 1)).collect();
    let widths: String = (1..).zip(table.columns()).map(|(n, column)| width(n, column.kind)).collect();
    write!(
        file,
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>\
         <row>{heads}</row>"
    )?;
    for row in 0..table.rows() {
        file.write_all(b"<row>")?;
        table.columns().try_for_each(|column| write_cell(&column.cell(row), file))?;
        file.write_all(b"</row>")?;
    }
    file.write_all(b"</sheetData></worksheet>")
}

/// Words need more room than figures.
fn width(n: usize, kind: ColumnKind) -> String {
    let signs = match kind {
        ColumnKind::Text | ColumnKind::Addresses => 22,
        ColumnKind::Integer | ColumnKind::Number | ColumnKind::Boolean => 11,
    };
    format!("<col min=\"{n}\" max=\"{n}\" width=\"{signs}\" customWidth=\"1\"/>")
}

fn write_cell(cell: &Cell, file: &mut dyn Write) -> io::Result<()> {
    match cell {
        Cell::Empty => file.write_all(b"<c/>"),
        Cell::Text(words) => file.write_all(text(words, if cell.is_formula() { 2 } else { 0 }).as_bytes()),
        Cell::Number(digits) => write!(file, "<c><v>{digits}</v></c>"),
        Cell::Boolean(yes) => write!(file, "<c t=\"b\"><v>{}</v></c>", u8::from(*yes)),
    }
}

fn text(words: &str, style: usize) -> String {
    format!("<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(words))
}
