//! A draft as a deck: a slide a chapter, its chart beside its table, and what stands behind its numbers at its foot, so
//! that a slide that is copied into another deck takes its proofs with it.

use tables::office::{OFFICE, OfficePackage, escaped};

use crate::press::sheet::Link;
use crate::sharing::draft::chart::{CHART, DRAWING};
use crate::sharing::draft::workbook::embed;
use crate::sharing::draft::{Draft, DraftBlock, DraftCell, DraftChart, DraftNote, DraftTable, notes};
use crate::words::sentence::{Sentence, plain};

const MAIN: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
/// A slide of 16 to 9, and its margin, in English metric units: 12,700 a point.
const WIDE: usize = 12_192_000;
const HIGH: usize = 6_858_000;
const EDGE: usize = 457_200;
/// The rows of a table on one slide: with more, their notes would leave no room.
const MOST_ROWS: usize = 9;
const ROW: usize = 290_000;

/// What stands on a slide.
#[derive(Default)]
struct SlideMade<'d> {
    title: String,
    said: Vec<Sentence>,
    table: Option<(&'d DraftTable, &'d [Vec<DraftCell>])>,
    drawn: Option<(&'d DraftTable, &'d DraftChart)>,
}

/// Where something stands on a slide.
#[derive(Clone, Copy)]
struct SlidePlace {
    left: usize,
    top: usize,
    wide: usize,
    high: usize,
}

pub fn bytes(draft: &Draft) -> Vec<u8> {
    let mut package = OfficePackage::default();
    let slides = slides(draft);
    let mut charts = 0;
    package.relations("", &[("officeDocument", "ppt/presentation.xml".to_owned())]);
    presentation(&mut package, slides.len());
    masters(&mut package);
    let notes = notes(&draft.blocks);
    for (n, made) in (1..).zip(&slides) {
        slide(&mut package, n, made, notes, &mut charts);
    }
    package.bytes()
}

/// The chapters as slides; a long table goes on on the next.
fn slides(draft: &Draft) -> Vec<SlideMade<'_>> {
    let mut all = vec![SlideMade { title: draft.title.clone(), ..SlideMade::default() }];
    let mut heading = draft.title.clone();
    for block in &draft.blocks {
        match block {
            DraftBlock::Heading(next) => {
                heading.clone_from(next);
                // What opens the draft leaves room for its first chapter.
                if let [first] = all.as_mut_slice()
                    && first.table.is_none()
                {
                    first.said.push(vec![plain(next)]);
                    continue;
                }
                all.push(SlideMade { title: next.clone(), ..SlideMade::default() });
            }
            DraftBlock::Paragraph(said) | DraftBlock::List(said) => {
                if let Some(slide) = all.last_mut() {
                    slide.said.extend(said.iter().cloned());
                }
            }
            // It is a file beside the draft.
            DraftBlock::Picture { .. } => (),
            DraftBlock::Table(table) => {
                for (part, rows) in table.rows.chunks(MOST_ROWS).enumerate() {
                    let taken = all.last().is_none_or(|slide| slide.table.is_some());
                    if part > 0 || taken {
                        all.push(SlideMade { title: heading.clone(), ..SlideMade::default() });
                    }
                    if let Some(slide) = all.last_mut() {
                        slide.table = Some((table, rows));
                        slide.drawn = table.chart.as_ref().filter(|_| part == 0).map(|drawn| (table, drawn));
                    }
                }
            }
            // Each stands at the foot of the slide whose number it proves.
            DraftBlock::Notes { .. } => (),
        }
    }
    // A chapter of nothing but notes is on the other slides already.
    all.retain(|slide| !slide.said.is_empty() || slide.table.is_some());
    all
}

fn presentation(package: &mut OfficePackage, slides: usize) {
    let ids: String =
        (1..=slides).map(|n| format!("<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 255 + n, n + 1)).collect();
    let text = format!(
        "<p:presentation xmlns:p=\"{MAIN}\" xmlns:a=\"{DRAWING}\" xmlns:r=\"{OFFICE}\"><p:sldMasterIdLst><p:sldMasterId \
         id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx=\"{WIDE}\" cy=\"{HIGH}\"/>\
         <p:notesSz cx=\"{HIGH}\" cy=\"{WIDE}\"/></p:presentation>"
    );
    let slides = (1..=slides).map(|n| ("slide", format!("slides/slide{n}.xml")));
    let master = ("slideMaster", "slideMasters/slideMaster1.xml".to_owned());
    let links: Vec<_> = std::iter::once(master).chain(slides).collect();
    package.part("ppt/presentation.xml", "presentationml.presentation.main", &text);
    package.relations("ppt/presentation.xml", &links);
}

/// One master with one layout that has a title: without it no reader tells one slide from another.
fn masters(package: &mut OfficePackage) {
    let spaces = format!("xmlns:p=\"{MAIN}\" xmlns:a=\"{DRAWING}\" xmlns:r=\"{OFFICE}\"");
    let title = title_shape("");
    let map = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
               accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" \
               folHlink=\"folHlink\"/>";
    let style = "<p:txStyles><p:titleStyle><a:lvl1pPr><a:defRPr sz=\"2400\" b=\"1\"/></a:lvl1pPr></p:titleStyle><p:bodyStyle/>\
                 <p:otherStyle/></p:txStyles>";
    let tree = shapes(&title);
    package.part(
        "ppt/slideMasters/slideMaster1.xml",
        "presentationml.slideMaster",
        &format!(
            "<p:sldMaster {spaces}><p:cSld>{tree}</p:cSld>{map}<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/>\
             </p:sldLayoutIdLst>{style}</p:sldMaster>"
        ),
    );
    package.relations(
        "ppt/slideMasters/slideMaster1.xml",
        &[
            ("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned()),
            ("theme", "../theme/theme1.xml".to_owned()),
        ],
    );
    package.part(
        "ppt/slideLayouts/slideLayout1.xml",
        "presentationml.slideLayout",
        &format!(
            "<p:sldLayout {spaces} type=\"titleOnly\"><p:cSld name=\"Title\">{tree}</p:cSld><p:clrMapOvr><a:masterClrMapping/>\
             </p:clrMapOvr></p:sldLayout>"
        ),
    );
    package.relations(
        "ppt/slideLayouts/slideLayout1.xml",
        &[("slideMaster", "../slideMasters/slideMaster1.xml".to_owned())],
    );
    package.part("ppt/theme/theme1.xml", "theme", &theme());
}

/// Colours and letters; the format asks for three of each filling, though none is used.
fn theme() -> String {
    let colour = |name: &str, rgb: &str| format!("<a:{name}><a:srgbClr val=\"{rgb}\"/></a:{name}>");
    let colours = [
        ("dk1", "1C1A17"),
        ("lt1", "FFFFFF"),
        ("dk2", "6B6560"),
        ("lt2", "FBF8F2"),
        ("accent1", "B3261E"),
        ("accent2", "1F4E79"),
        ("accent3", "6B6560"),
        ("accent4", "3F7D5A"),
        ("accent5", "C98A1B"),
        ("accent6", "7A4B8C"),
        ("hlink", "1F4E79"),
        ("folHlink", "6B6560"),
    ];
    let colours: String = colours.iter().map(|(name, rgb)| colour(name, rgb)).collect();
    let face = "<a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line = "<a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "<a:theme xmlns:a=\"{DRAWING}\" name=\"Palmares\"><a:themeElements><a:clrScheme name=\"Palmares\">{colours}</a:clrScheme>\
         <a:fontScheme name=\"Palmares\"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>\
         <a:fmtScheme name=\"Palmares\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>"
    )
}

/// The tree of shapes of a slide.
fn shapes(inside: &str) -> String {
    format!(
        "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{inside}\
         </p:spTree>"
    )
}

fn title_shape(words: &str) -> String {
    let place = SlidePlace { left: EDGE, top: 260_000, wide: WIDE - 2 * EDGE, high: 560_000 };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph \
         type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr>{}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody>\
         <a:bodyPr anchor=\"ctr\"><a:normAutofit/></a:bodyPr><a:p><a:r><a:rPr sz=\"2200\" b=\"1\"/><a:t>{}</a:t></a:r></a:p>\
         </p:txBody></p:sp>",
        place.shape(),
        escaped(words)
    )
}

impl SlidePlace {
    fn shape(self) -> String {
        self.tagged("a")
    }

    /// The place as a shape (`a`) or the frame of a table or chart (`p`) says it.
    fn tagged(self, space: &str) -> String {
        let Self { left, top, wide, high } = self;
        format!(
            "<{space}:xfrm><a:off x=\"{left}\" y=\"{top}\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></{space}:xfrm>"
        )
    }
}

/// A slide with its relations, the first of which is its layout.
struct SlideParts {
    links: Vec<(&'static str, String)>,
    shapes: String,
    ids: usize,
}

fn slide(package: &mut OfficePackage, n: usize, made: &SlideMade, notes: &[DraftNote], charts: &mut usize) {
    let layout = ("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned());
    let mut parts = SlideParts { links: vec![layout], shapes: title_shape(&made.title), ids: 2 };
    let mut top = 880_000;
    let whole = WIDE - 2 * EDGE;
    if !made.said.is_empty() {
        let alone = made.table.is_none();
        let lines: usize = made.said.iter().map(|said| super::text(said).chars().count() / 165 + 1).sum();
        let (high, size) = if alone { (4_600_000, 1400) } else { (lines * 170_000 + 60_000, 1000) };
        parts.words(&made.said, SlidePlace { left: EDGE, top, wide: whole, high }, size, 1);
        top += high;
    }
    if let Some((table, rows)) = made.table {
        let wide = if made.drawn.is_some() { whole / 2 - 100_000 } else { whole };
        let high = ROW * (rows.len() + 1);
        parts.table(table, rows, SlidePlace { left: EDGE, top, wide, high });
        if let Some((table, drawn)) = made.drawn {
            *charts += 1;
            embed(package, "ppt", *charts, table, drawn);
            let place = SlidePlace { left: WIDE / 2, top, wide: whole / 2, high: high.max(2_500_000) };
            parts.chart(*charts, drawn, place);
        }
        let foot = proofs(rows, notes);
        let high = (foot.len().div_ceil(2) * 260_000).max(300_000);
        let top = HIGH - high - 120_000;
        parts.words(&foot, SlidePlace { left: EDGE, top, wide: whole, high }, 700, 2);
    }
    let text = format!(
        "<p:sld xmlns:p=\"{MAIN}\" xmlns:a=\"{DRAWING}\" xmlns:r=\"{OFFICE}\" xmlns:c=\"{CHART}\"><p:cSld>{}</p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>",
        shapes(&parts.shapes)
    );
    let path = format!("ppt/slides/slide{n}.xml");
    package.part(&path, "presentationml.slide", &text);
    package.relations(&path, &parts.links);
}

/// The notes of the numbers in these rows, by their numbers.
fn proofs(rows: &[Vec<DraftCell>], notes: &[DraftNote]) -> Vec<Sentence> {
    let number = |cell: &DraftCell| match cell {
        DraftCell::Said(_) => None,
        DraftCell::Figure { note, .. } => Some(*note),
    };
    let line = |number: usize| {
        let mut line = vec![plain(&format!("{number}. "))];
        line.extend(notes.get(number - 1)?.sentence());
        Some(line)
    };
    rows.iter().flatten().filter_map(number).filter_map(line).collect()
}

impl SlideParts {
    fn id(&mut self) -> usize {
        self.ids += 1;
        self.ids
    }

    fn words(&mut self, said: &[Sentence], place: SlidePlace, size: usize, columns: usize) {
        let id = self.id();
        let paragraph = |runs: String| format!("<a:p>{runs}</a:p>");
        let paragraphs: String = said.iter().map(|said| paragraph(self.sentence(said, size))).collect();
        let columns =
            if columns > 1 { format!(" numCol=\"{columns}\" spcCol=\"180000\"") } else { String::new() };
        self.shapes.push_str(&format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Text {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>{}\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" \
             rIns=\"0\" tIns=\"0\" bIns=\"0\"{columns}><a:normAutofit/></a:bodyPr>{paragraphs}</p:txBody></p:sp>",
            place.shape()
        ));
    }

    fn sentence(&mut self, pieces: &[Link], size: usize) -> String {
        let mut runs = String::new();
        for piece in pieces {
            let link = piece.href.as_ref().map(|href| {
                self.links.push(("hyperlink", href.clone()));
                format!("<a:hlinkClick r:id=\"rId{}\"/>", self.links.len())
            });
            runs.push_str(&run(&piece.name, &format!("sz=\"{size}\""), &link.unwrap_or_default()));
        }
        runs
    }

    fn table(&mut self, table: &DraftTable, rows: &[Vec<DraftCell>], place: SlidePlace) {
        let id = self.id();
        let widths = table.widths();
        let grid: String = widths
            .iter()
            .map(|share| format!("<a:gridCol w=\"{}\"/>", share * place.wide / 10_000))
            .collect();
        let cell = |column: usize, runs: String, fill: &str| {
            let side = if table.is_numeric(column) { " algn=\"r\"" } else { "" };
            format!(
                "<a:tc><a:txBody><a:bodyPr/><a:p><a:pPr{side}/>{runs}</a:p></a:txBody><a:tcPr marL=\"50000\" marR=\"50000\" \
                 marT=\"25000\" marB=\"25000\" anchor=\"ctr\">{fill}</a:tcPr></a:tc>"
            )
        };
        let dark = "<a:solidFill><a:srgbClr val=\"EFEAE1\"/></a:solidFill>";
        let head = |(at, head): (usize, &String)| cell(at, run(head, "sz=\"1000\" b=\"1\"", ""), dark);
        let heads: String = table.heads.iter().enumerate().map(head).collect();
        let mut lines = format!("<a:tr h=\"{ROW}\">{heads}</a:tr>");
        for row in rows {
            let mut cells = String::new();
            for (at, one) in row.iter().enumerate() {
                let runs = self.cell(one);
                cells.push_str(&cell(at, runs, "<a:noFill/>"));
            }
            lines.push_str(&format!("<a:tr h=\"{ROW}\">{cells}</a:tr>"));
        }
        self.shapes.push_str(&format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Table {id}\"/><p:cNvGraphicFramePr/><p:nvPr/>\
             </p:nvGraphicFramePr>{}<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\">\
             <a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid>{grid}</a:tblGrid>{lines}</a:tbl></a:graphicData></a:graphic>\
             </p:graphicFrame>",
            place.tagged("p")
        ));
    }

    fn cell(&mut self, cell: &DraftCell) -> String {
        match cell {
            DraftCell::Said(sentence) => self.sentence(sentence, 1000),
            DraftCell::Figure { shown, note, .. } => {
                let mark = run(&format!("\u{a0}{note}"), "sz=\"1000\" baseline=\"30000\"", "");
                format!("{}{mark}", run(shown, "sz=\"1000\"", ""))
            }
        }
    }

    fn chart(&mut self, n: usize, drawn: &DraftChart, place: SlidePlace) {
        let id = self.id();
        self.links.push(("chart", format!("../charts/chart{n}.xml")));
        self.shapes.push_str(&format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Chart {id}\" descr=\"{}\"/><p:cNvGraphicFramePr/>\
             <p:nvPr/></p:nvGraphicFramePr>{}<a:graphic><a:graphicData uri=\"{CHART}\"><c:chart r:id=\"rId{}\"/></a:graphicData>\
             </a:graphic></p:graphicFrame>",
            escaped(&drawn.title),
            place.tagged("p"),
            self.links.len()
        ));
    }
}

fn run(text: &str, letters: &str, link: &str) -> String {
    format!("<a:r><a:rPr {letters}>{link}</a:rPr><a:t>{}</a:t></a:r>", escaped(text))
}
