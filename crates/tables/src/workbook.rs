//! XLSX (ECMA-376): texts and numbers, one sheet a table, the heads fixed and bold.
//!
//! Written by ourselves: of the format we need six small files, and the crate that writes it is the heaviest of the
//! tree. Every text is an inline string, which no spreadsheet runs; one that looks like a formula also carries the
//! quote that keeps it a text when somebody edits the cell.

use std::io::{self, Write};

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelExtend, ParallelIterator};

use super::zip::{ZipEntry, archive};
use super::{Cell, ColumnKind, Table};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Cell styles: plain, bold, a text that must stay one.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/>\
    <name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill>\
    <patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/>\
    <diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
    </cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\"/>\
    </cellXfs>";

/// A workbook with one sheet a table.
pub fn bytes(tables: &[&Table]) -> Vec<u8> {
    let numbered = || (1..).zip(tables);
    let each = |part: &dyn Fn(usize, &Table) -> String| -> String {
        numbered().map(|(n, table)| part(n, table)).collect()
    };
    let overrides = each(&|n, _| part_type(&format!("worksheets/sheet{n}"), "worksheet"));
    let sheets =
        each(&|n, table| format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", table.name));
    let links = each(&|n, _| relation(n, "worksheet", &format!("worksheets/sheet{n}.xml")));
    let styles = relation(tables.len() + 1, "styles", "styles.xml");
    let mut parts = vec![
        part(
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/>{}{}{overrides}</Types>",
                part_type("workbook", "sheet.main"),
                part_type("styles", "styles"),
            ),
        ),
        part("_rels/.rels", relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
        part(
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"),
        ),
        part("xl/_rels/workbook.xml.rels", relations(&format!("{links}{styles}"))),
        part("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
    ];
    let sheets = tables.par_iter().enumerate().with_max_len(1);
    let sheet = |(at, table): (usize, &&Table)| {
        ZipEntry::written(&format!("xl/worksheets/sheet{}.xml", at + 1), |file| sheet(table, file))
    };
    parts.par_extend(sheets.map(sheet));
    archive(parts)
}

fn part(name: &str, text: String) -> ZipEntry {
    ZipEntry::of(name, format!("{HEAD}{text}").as_bytes())
}

fn part_type(part: &str, kind: &str) -> String {
    format!("<Override PartName=\"/xl/{part}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>")
}

fn relation(n: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

fn relations(inside: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>")
}

fn sheet(table: &Table, file: &mut dyn Write) -> io::Result<()> {
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
        table.columns().try_for_each(|column| file.write_all(cell(&column.cell(row)).as_bytes()))?;
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

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "<c/>".to_owned(),
        Cell::Text(words) => text(words, if cell.is_formula() { 2 } else { 0 }),
        Cell::Number(digits) => format!("<c><v>{digits}</v></c>"),
        Cell::Boolean(yes) => format!("<c t=\"b\"><v>{}</v></c>", u8::from(*yes)),
    }
}

fn text(words: &str, style: usize) -> String {
    // XML 1.0 has no signs below the space but these three.
    let allowed = |c: &char| *c >= ' ' || matches!(c, '\t' | '\n' | '\r');
    let words: String = words.chars().filter(allowed).collect();
    format!("<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(&words))
}

/// The five signs that XML gives a meaning.
fn escaped(text: &str) -> String {
    let signs = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")];
    signs.iter().fold(text.to_owned(), |text, (sign, named)| text.replace(*sign, named))
}
