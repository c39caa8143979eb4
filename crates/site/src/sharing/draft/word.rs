//! A draft as a Word document: headings by their styles, tables whose heads repeat, charts that can be edited.

use tables::office::{OFFICE, OfficePackage, escaped};

use crate::press::sheet::Link;
use crate::sharing::draft::chart::{CHART, DRAWING};
use crate::sharing::draft::workbook::embed;
use crate::sharing::draft::{Draft, DraftBlock, DraftCell, DraftChart, DraftTable};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const ANCHORS: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// The width of the text in twentieths of a point: A4 less its margins.
const WIDTH: usize = 10_206;

/// Names of styles that Word knows, so that its outline and its readers aloud know them too.
fn styles(language: &str) -> String {
    let style = |kind: &str, id: &str, name: &str, paragraph: &str, letters: &str| {
        format!(
            "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{}<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}\
             </w:rPr></w:style>",
            if kind == "paragraph" && id != "Normal" { "<w:basedOn w:val=\"Normal\"/>" } else { "" }
        )
    };
    let size = |half_points: u8| format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
    let space = |before: u16, after: u16| format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
    let all = [
        style("paragraph", "Title", "Title", &space(0, 80), &format!("<w:b/>{}", size(32))),
        style(
            "paragraph",
            "Heading1",
            "heading 1",
            &format!("<w:keepNext/>{}<w:outlineLvl w:val=\"0\"/>", space(160, 40)),
            &format!("<w:b/><w:color w:val=\"B3261E\"/>{}", size(22)),
        ),
        style("paragraph", "Cell", "Cell", &space(10, 10), &size(15)),
        style("paragraph", "Note", "Note", &space(0, 0), &size(12)),
        style("paragraph", "Item", "Item", &format!("{}<w:ind w:left=\"200\"/>", space(0, 20)), &size(16)),
    ];
    format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" \
         w:cs=\"Calibri\"/>{}<w:lang w:val=\"{language}\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style \
         w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr>{}</w:pPr></w:style>{}\
         </w:styles>",
        size(18),
        space(0, 60),
        all.concat()
    )
}

/// A document in the making.
#[derive(Default)]
struct WordPackage {
    package: OfficePackage,
    links: Vec<(&'static str, String)>,
    charts: usize,
}

pub fn bytes(draft: &Draft) -> Vec<u8> {
    let mut made = WordPackage::default();
    made.package.relations("", &[("officeDocument", "word/document.xml".to_owned())]);
    made.links.push(("styles", "styles.xml".to_owned()));
    let title = paragraph("Title", &run(&draft.title, ""));
    let body: String = draft.blocks.iter().map(|block| made.block(block)).collect();
    let text = format!(
        "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\" xmlns:wp=\"{ANCHORS}\" xmlns:a=\"{DRAWING}\" xmlns:c=\"{CHART}\">\
         <w:body>{title}{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"737\" w:right=\"850\" \
         w:bottom=\"737\" w:left=\"850\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let WordPackage { mut package, links, .. } = made;
    package.part("word/document.xml", "wordprocessingml.document.main", &text);
    package.relations("word/document.xml", &links);
    package.part("word/styles.xml", "wordprocessingml.styles", &styles(draft.language.code()));
    package.bytes()
}

impl WordPackage {
    fn block(&mut self, block: &DraftBlock) -> String {
        match block {
            DraftBlock::Heading(heading) => paragraph("Heading1", &run(heading, "")),
            DraftBlock::Paragraph(sentences) => {
                let runs: Vec<String> = sentences.iter().map(|sentence| self.sentence(sentence)).collect();
                paragraph("Normal", &runs.join(&run(" ", "")))
            }
            DraftBlock::List(items) => {
                let item = |item: &Vec<Link>| format!("{}{}", run("• ", ""), self.sentence(item));
                let items: Vec<String> = items.iter().map(item).collect();
                items.iter().map(|runs| paragraph("Item", runs)).collect()
            }
            DraftBlock::Picture { title, .. } => paragraph("Normal", &run(title, "")),
            DraftBlock::Table(table) => self.table(table),
            DraftBlock::Notes { notes, .. } => {
                let mut all = String::new();
                for (n, note) in (1..).zip(notes) {
                    let runs = format!("{}{}", run(&format!("{n}. "), ""), self.sentence(&note.sentence()));
                    all.push_str(&paragraph("Note", &runs));
                }
                all
            }
        }
    }

    fn sentence(&mut self, pieces: &[Link]) -> String {
        pieces.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&mut self, piece: &Link) -> String {
        let Some(href) = &piece.href else { return run(&piece.name, "") };
        let known = self.links.iter().position(|(_, target)| target == href);
        let at = known.unwrap_or_else(|| {
            self.links.push(("hyperlink", href.clone()));
            self.links.len() - 1
        });
        let words = run(&piece.name, "<w:color w:val=\"1F4E79\"/><w:u w:val=\"single\"/>");
        format!("<w:hyperlink r:id=\"rId{}\">{words}</w:hyperlink>", at + 1)
    }

    fn table(&mut self, table: &DraftTable) -> String {
        let chart = table.chart.as_ref().map(|drawn| self.chart(table, drawn)).unwrap_or_default();
        let widths: Vec<usize> = table.widths().iter().map(|share| share * WIDTH / 10_000).collect();
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let cell = |column: usize, runs: &str| {
            let side = if table.is_numeric(column) { "<w:jc w:val=\"right\"/>" } else { "" };
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{side}</w:pPr>\
                 {runs}</w:p></w:tc>",
                widths[column]
            )
        };
        let heads: String =
            table.heads.iter().enumerate().map(|(at, head)| cell(at, &run(head, "<w:b/>"))).collect();
        let mut rows = String::new();
        for row in &table.rows {
            let cells: String = row.iter().enumerate().map(|(at, one)| cell(at, &self.cell(one))).collect();
            rows.push_str(&format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"));
        }
        let line =
            |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9C2B8\"/>");
        let lines: String = ["top", "bottom", "insideH"].map(line).concat();
        // Two tables that touch become one: a small paragraph keeps them apart.
        let apart = "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>";
        format!(
            "{chart}<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblBorders>{lines}</w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/>\
             </w:trPr>{heads}</w:tr>{rows}</w:tbl>{apart}"
        )
    }

    fn cell(&mut self, cell: &DraftCell) -> String {
        match cell {
            DraftCell::Said(sentence) => self.sentence(sentence),
            DraftCell::Figure { shown, note, .. } => {
                let mark = run(&format!("\u{a0}{note}"), "<w:vertAlign w:val=\"superscript\"/>");
                format!("{}{mark}", run(shown, ""))
            }
        }
    }

    fn chart(&mut self, table: &DraftTable, drawn: &DraftChart) -> String {
        self.charts += 1;
        let n = self.charts;
        embed(&mut self.package, "word", n, table, drawn);
        self.links.push(("chart", format!("charts/chart{n}.xml")));
        let (wide, high) = (6_480_000, 1_400_000);
        let frame = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{high}\"/>\
             <wp:docPr id=\"{n}\" name=\"Chart {n}\" descr=\"{}\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData \
             uri=\"{CHART}\"><c:chart r:id=\"rId{}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
            escaped(&drawn.title),
            self.links.len()
        );
        paragraph("Normal", &frame)
    }
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(text: &str, letters: &str) -> String {
    format!("<w:r><w:rPr>{letters}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}
