//! A draft as a workbook: a sheet a chapter, its chart beside its table, and a sheet of what stands behind the numbers.

use model::FigureId;
use tables::office::{OFFICE, OfficePackage, escaped};
use tables::zip::ZipEntry;

use crate::press::sheet::Link;
use crate::sharing::draft::chart::{self, CHART, ChartCells, DRAWING, EMBEDDED, cell_name};
use crate::sharing::draft::{Draft, DraftBlock, DraftCell, DraftChart, DraftNote, DraftTable, text};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const ANCHORS: &str = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

/// Cell styles: plain, title, head, address, small, wrapped.
const STYLES: &str = "<fonts count=\"5\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"15\"/>\
    <name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font><font><u/><sz val=\"11\"/>\
    <color rgb=\"FF1F4E79\"/><name val=\"Calibri\"/></font><font><sz val=\"8\"/><color rgb=\"FF6B6560\"/><name val=\"Calibri\"/>\
    </font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill>\
    <patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/>\
    <diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
    </cellStyleXfs><cellXfs count=\"6\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"3\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"4\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">\
    <alignment vertical=\"top\"/></xf></cellXfs>";

const PLAIN: usize = 0;
const TITLE: usize = 1;
const HEAD: usize = 2;
const ADDRESS: usize = 3;
const SMALL: usize = 4;

/// A cell in the making: what it says, and where it leads.
enum SheetCell {
    Empty,
    Words { text: String, style: usize, href: Option<String> },
    Number { digits: String, style: usize, note: Option<usize> },
}

/// A sheet in the making.
struct BookSheet<'d> {
    name: String,
    rows: Vec<Vec<SheetCell>>,
    charts: Vec<(&'d DraftTable, &'d DraftChart, ChartCells)>,
}

impl SheetCell {
    fn words(text: &str, style: usize) -> Self {
        Self::Words { text: text.to_owned(), style, href: None }
    }

    fn sentence(sentence: &[Link]) -> Self {
        // A cell leads to one place: the first that its words lead to.
        let href = sentence.iter().find_map(|link| link.href.clone());
        let style = if href.is_some() { ADDRESS } else { PLAIN };
        Self::Words { text: text(sentence), style, href }
    }
}

pub fn bytes(draft: &Draft) -> Vec<u8> {
    let mut sheets = vec![BookSheet::new(&draft.title, &[])];
    sheets[0].rows.push(vec![SheetCell::words(&draft.title, TITLE)]);
    for block in &draft.blocks {
        if let DraftBlock::Heading(heading) = block {
            let sheet = BookSheet::new(heading, &sheets);
            sheets.push(sheet);
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.add(block);
        }
    }
    written(&sheets)
}

/// The workbook of one chart, as it travels with it: its names, and its values.
pub fn of_chart(table: &DraftTable, drawn: &DraftChart) -> (Vec<u8>, ChartCells) {
    let columns = || std::iter::once(drawn.names).chain(drawn.values.iter().copied());
    let heads = columns().map(|column| SheetCell::words(&table.heads[column], HEAD)).collect();
    let cell = |cell: &DraftCell| match cell.value() {
        Some(value) => SheetCell::Number { digits: value.to_owned(), style: PLAIN, note: None },
        None => SheetCell::words(&cell.text(), PLAIN),
    };
    let rows = table.rows.iter().map(|row| columns().map(|column| cell(&row[column])).collect());
    let name = "Sheet1".to_owned();
    let cells = ChartCells { sheet: name.clone(), head: 1, columns: (0..=drawn.values.len()).collect() };
    let sheet = BookSheet { name, rows: std::iter::once(heads).chain(rows).collect(), charts: vec![] };
    (written(&[sheet]), cells)
}

/// A chart with its workbook in a package, to be named by `number`.
pub fn embed(
    package: &mut OfficePackage,
    folder: &str,
    number: usize,
    table: &DraftTable,
    drawn: &DraftChart,
) {
    let (book, cells) = of_chart(table, drawn);
    let path = format!("{folder}/charts/chart{number}.xml");
    package.part(&path, "drawingml.chart", &chart::part(table, drawn, &cells, EMBEDDED));
    package.relations(&path, &[("package", format!("../embeddings/chart{number}.xlsx"))]);
    package.entry(ZipEntry::of(&format!("{folder}/embeddings/chart{number}.xlsx"), &book));
}

impl<'d> BookSheet<'d> {
    /// A sheet by the name of its chapter: 31 signs at most, none of those that formulas use, and no name twice.
    fn new(heading: &str, others: &[Self]) -> Self {
        let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
        let plain: String = heading.chars().filter(allowed).collect();
        let named = |n: usize| {
            let end = if n == 1 { String::new() } else { format!(" {n}") };
            let name: String = plain.chars().take(31 - end.len()).collect();
            format!("{}{end}", name.trim())
        };
        let free = |name: &String| others.iter().all(|other| !other.name.eq_ignore_ascii_case(name));
        let name = (1..=others.len() + 1).map(named).find(free).unwrap_or_default();
        Self { name, rows: vec![], charts: vec![] }
    }

    fn add(&mut self, block: &'d DraftBlock) {
        match block {
            DraftBlock::Heading(heading) => self.rows.push(vec![SheetCell::words(heading, TITLE)]),
            DraftBlock::Paragraph(lines) | DraftBlock::List(lines) => {
                self.rows.extend(lines.iter().map(|line| vec![SheetCell::words(&text(line), PLAIN)]));
                self.rows.push(vec![]);
            }
            // It is a file beside the draft.
            DraftBlock::Picture { .. } => (),
            DraftBlock::Table(table) => self.table(table),
            DraftBlock::Notes { heads, notes } => self.notes(heads, notes),
        }
    }

    /// Each column of numbers is followed by that of their notes.
    fn table(&mut self, table: &'d DraftTable) {
        let mut places = Vec::new();
        let mut heads = Vec::new();
        for (column, head) in table.heads.iter().enumerate() {
            places.push(heads.len());
            heads.push(SheetCell::words(head, HEAD));
            if table.is_numeric(column) {
                heads.push(SheetCell::words("[n]", SMALL));
            }
        }
        self.rows.push(heads);
        let head = self.rows.len();
        for row in &table.rows {
            self.rows
                .push(row.iter().enumerate().flat_map(|(column, cell)| cells(table, column, cell)).collect());
        }
        self.rows.push(vec![]);
        if let Some(drawn) = &table.chart {
            let columns = std::iter::once(drawn.names).chain(drawn.values.iter().copied());
            let columns = columns.map(|column| places[column]).collect();
            self.charts.push((table, drawn, ChartCells { sheet: self.name.clone(), head, columns }));
        }
    }

    fn notes(&mut self, heads: &[String; 5], notes: &[DraftNote]) {
        let heads = std::iter::once("[n]").chain(heads.iter().map(String::as_str));
        self.rows.push(heads.map(|head| SheetCell::words(head, HEAD)).collect());
        for (n, note) in (1..).zip(notes) {
            self.rows.push(vec![
                SheetCell::Number { digits: n.to_string(), style: SMALL, note: None },
                SheetCell::words(&note.what, PLAIN),
                SheetCell::Number { digits: note.value.clone(), style: PLAIN, note: None },
                SheetCell::words(&format!("{}{}", FigureId::PREFIX, note.figure), PLAIN),
                SheetCell::words(&note.sure, PLAIN),
                SheetCell::sentence(&note.pages),
            ]);
        }
    }
}

fn cells(table: &DraftTable, column: usize, cell: &DraftCell) -> Vec<SheetCell> {
    match cell {
        DraftCell::Figure { value, note, .. } => vec![
            SheetCell::Number { digits: value.clone(), style: PLAIN, note: None },
            SheetCell::Number { digits: note.to_string(), style: SMALL, note: Some(*note) },
        ],
        DraftCell::Said(sentence) => {
            let aside = table.is_numeric(column).then_some(SheetCell::Empty);
            std::iter::once(SheetCell::sentence(sentence)).chain(aside).collect()
        }
    }
}

fn written(sheets: &[BookSheet]) -> Vec<u8> {
    let mut package = OfficePackage::default();
    package.relations("", &[("officeDocument", "xl/workbook.xml".to_owned())]);
    let names: String = (1..)
        .zip(sheets)
        .map(|(n, sheet)| {
            format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escaped(&sheet.name))
        })
        .collect();
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>");
    package.part("xl/workbook.xml", "spreadsheetml.sheet.main", &book);
    let mut links: Vec<_> =
        (1..=sheets.len()).map(|n| ("worksheet", format!("worksheets/sheet{n}.xml"))).collect();
    links.push(("styles", "styles.xml".to_owned()));
    package.relations("xl/workbook.xml", &links);
    let styles = format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>");
    package.part("xl/styles.xml", "spreadsheetml.styles", &styles);
    let first_note = |sheet: &BookSheet| sheet.rows.iter().position(|row| is_note(row));
    let notes = sheets.iter().find_map(|sheet| Some((&sheet.name, first_note(sheet)?)));
    let address = |note: usize| {
        let cell = |(name, first): (&String, usize)| escaped(&format!("'{name}'!A{}", first + note));
        notes.map(cell).unwrap_or_default()
    };
    let mut charts = 0;
    for (n, sheet) in (1..).zip(sheets) {
        self::sheet(&mut package, n, sheet, &address, &mut charts);
    }
    package.bytes()
}

/// Whether a row is that of a note: its third cell is a number and its fourth an id.
fn is_note(row: &[SheetCell]) -> bool {
    matches!(row.get(3), Some(SheetCell::Words { text, .. }) if text.starts_with(FigureId::PREFIX))
}

/// A sheet, whose numbers lead to the address of their note.
fn sheet(
    package: &mut OfficePackage,
    n: usize,
    sheet: &BookSheet,
    address: &dyn Fn(usize) -> String,
    charts: &mut usize,
) {
    let (mut links, mut addresses) = (Vec::new(), String::new());
    let mut rows = String::new();
    for (r, row) in (1..).zip(&sheet.rows) {
        let mut cells = String::new();
        for (column, cell) in row.iter().enumerate() {
            let name = cell_name(column, r);
            cells.push_str(&self::cell(cell, &name));
            match cell {
                SheetCell::Words { href: Some(href), .. } => {
                    links.push(("hyperlink", href.clone()));
                    addresses.push_str(&format!("<hyperlink ref=\"{name}\" r:id=\"rId{}\"/>", links.len()));
                }
                SheetCell::Number { note: Some(note), .. } => {
                    let note = address(*note);
                    addresses.push_str(&format!("<hyperlink ref=\"{name}\" location=\"{note}\"/>"));
                }
                SheetCell::Empty | SheetCell::Words { .. } | SheetCell::Number { .. } => (),
            }
        }
        rows.push_str(&format!("<row r=\"{r}\">{cells}</row>"));
    }
    let addresses =
        if addresses.is_empty() { addresses } else { format!("<hyperlinks>{addresses}</hyperlinks>") };
    let path = format!("xl/worksheets/sheet{n}.xml");
    let mut drawing = String::new();
    if !sheet.charts.is_empty() {
        links.push(("drawing", format!("../drawings/drawing{n}.xml")));
        drawing = format!("<drawing r:id=\"rId{}\"/>", links.len());
        self::drawing(package, n, sheet, charts);
    }
    let text = format!(
        "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>{}</cols><sheetData>{rows}</sheetData>{addresses}\
         <pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>{drawing}</worksheet>",
        widths(sheet)
    );
    package.part(&path, "spreadsheetml.worksheet", &text);
    if !links.is_empty() {
        package.relations(&path, &links);
    }
}

/// As wide as the longest words of the tables; what stands alone in its row runs over the cells beside it.
fn widths(sheet: &BookSheet) -> String {
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let wide = |column: usize| {
        let cells = sheet.rows.iter().filter(|row| row.len() > 1).filter_map(|row| row.get(column));
        let signs = cells.map(|cell| match cell {
            SheetCell::Empty => 0,
            SheetCell::Words { text, .. } => text.chars().count(),
            SheetCell::Number { digits, .. } => digits.len(),
        });
        signs.max().unwrap_or(10).clamp(5, 60) + 2
    };
    let col =
        |n: usize| format!("<col min=\"{n}\" max=\"{n}\" width=\"{}\" customWidth=\"1\"/>", wide(n - 1));
    (1..=columns).map(col).collect()
}

fn cell(cell: &SheetCell, name: &str) -> String {
    match cell {
        SheetCell::Empty => String::new(),
        SheetCell::Words { text, style, .. } => format!(
            "<c r=\"{name}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(text)
        ),
        SheetCell::Number { digits, style, .. } => {
            format!("<c r=\"{name}\" s=\"{style}\"><v>{}</v></c>", escaped(digits))
        }
    }
}

/// The charts of a sheet, to the right of its tables.
fn drawing(package: &mut OfficePackage, n: usize, sheet: &BookSheet, charts: &mut usize) {
    let (mut anchors, mut links) = (String::new(), Vec::new());
    for (at, (table, drawn, cells)) in (1..).zip(&sheet.charts) {
        *charts += 1;
        links.push(("chart", format!("../charts/chart{charts}.xml")));
        let path = format!("xl/charts/chart{charts}.xml");
        package.part(&path, "drawingml.chart", &chart::part(table, drawn, cells, ""));
        let (left, top) =
            (sheet.rows.iter().filter(|row| row.len() > 1).map(Vec::len).max().unwrap_or(1) + 1, cells.head);
        anchors.push_str(&format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>{left}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{top}</xdr:row>\
             <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row>\
             <xdr:rowOff>0</xdr:rowOff></xdr:to>{}<xdr:clientData/></xdr:twoCellAnchor>",
            left + 8,
            top + 18,
            graphic_frame(at, &drawn.title),
        ));
    }
    let path = format!("xl/drawings/drawing{n}.xml");
    let text = format!(
        "<xdr:wsDr xmlns:xdr=\"{ANCHORS}\" xmlns:a=\"{DRAWING}\" xmlns:r=\"{OFFICE}\" xmlns:c=\"{CHART}\">{anchors}</xdr:wsDr>"
    );
    package.part(&path, "drawing", &text);
    package.relations(&path, &links);
}

fn graphic_frame(n: usize, title: &str) -> String {
    format!(
        "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"{}\" name=\"Chart {n}\" descr=\"{}\"/>\
         <xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm>\
         <a:graphic><a:graphicData uri=\"{CHART}\"><c:chart r:id=\"rId{n}\"/></a:graphicData></a:graphic></xdr:graphicFrame>",
        n + 1,
        escaped(title)
    )
}
