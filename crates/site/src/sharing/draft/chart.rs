//! A chart as Word, PowerPoint and Excel draw it themselves (DrawingML), with the cells that its numbers come from: who
//! edits them moves the chart.

use tables::office::{OFFICE, escaped};

use crate::sharing::draft::{DraftChart, DraftChartKind, DraftTable};

pub const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
pub const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
/// Ink of the series, the first being the accent; told apart in grey too.
pub const INKS: [&str; 6] = ["B3261E", "1F4E79", "6B6560", "3F7D5A", "C98A1B", "7A4B8C"];

/// Where the numbers of a chart stand in a workbook.
pub struct ChartCells {
    pub sheet: String,
    /// The row of the heads, from 1.
    pub head: usize,
    /// The column of the names, then those of the values, from 0.
    pub columns: Vec<usize>,
}

/// A cell as a formula names it, less the signs that fix it: `B7`.
pub fn cell_name(column: usize, row: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}

impl ChartCells {
    /// Rows of a column, counted from the head.
    fn range(&self, column: usize, rows: std::ops::RangeInclusive<usize>) -> String {
        let name = |row: usize| {
            let name = cell_name(column, self.head + row);
            let digits = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
            format!("${}${}", &name[..digits], &name[digits..])
        };
        let sheet = self.sheet.replace('\'', "''");
        let end = if rows.end() > rows.start() { format!(":{}", name(*rows.end())) } else { String::new() };
        escaped(&format!("'{sheet}'!{}{end}", name(*rows.start())))
    }
}

/// The part of a chart; `embedded` where its workbook is the first relation of the part.
pub fn part(table: &DraftTable, chart: &DraftChart, cells: &ChartCells, embedded: &str) -> String {
    let series: String = (0..).zip(&chart.values).map(|(n, v)| series(table, chart, cells, n, *v)).collect();
    let axes = "<c:axId val=\"111\"/><c:axId val=\"222\"/>";
    let drawn = match chart.kind {
        DraftChartKind::Columns => format!(
            "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>{series}\
             <c:gapWidth val=\"60\"/>{axes}</c:barChart>"
        ),
        DraftChartKind::Lines => format!(
            "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}<c:marker val=\"1\"/>{axes}\
             </c:lineChart>"
        ),
    };
    let small = small_letters();
    let counts = chart.kind == DraftChartKind::Columns;
    let axis = |tag: &str, id: u16, other: u16, place: &str, more: &str| {
        format!(
            "<c:{tag}><c:axId val=\"{id}\"/><c:scaling><c:orientation val=\"minMax\"/>{}</c:scaling>{}\
             <c:axPos val=\"{place}\"/>{more}<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>\
             <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>{small}\
             <c:crossAx val=\"{other}\"/></c:{tag}>",
            // Counts begin at nought: a bar that is cut lies. Each bar tells its count: a scale beside would say it twice.
            if tag == "valAx" && counts { "<c:min val=\"0\"/>" } else { "" },
            if tag == "valAx" && counts { "<c:delete val=\"1\"/>" } else { "<c:delete val=\"0\"/>" },
        )
    };
    let lines = "<c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"DDD8D0\"/></a:solidFill></a:ln>\
                 </c:spPr></c:majorGridlines>";
    let legend = match chart.values.len() {
        1 => String::new(),
        _ => format!("<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/>{small}</c:legend>"),
    };
    let title = format!(
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"1100\" b=\"1\"/></a:pPr><a:r><a:rPr sz=\"1100\" b=\"1\"/>\
         <a:t>{}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>",
        escaped(&chart.title)
    );
    format!(
        "<c:chartSpace xmlns:c=\"{CHART}\" xmlns:a=\"{DRAWING}\" xmlns:r=\"{OFFICE}\"><c:roundedCorners val=\"0\"/><c:chart>\
         {title}<c:autoTitleDeleted val=\"0\"/><c:plotArea><c:layout/>{drawn}{}{}</c:plotArea>{legend}\
         <c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>{embedded}</c:chartSpace>",
        axis("catAx", 111, 222, "b", ""),
        axis("valAx", 222, 111, "l", if counts { "" } else { lines }),
    )
}

/// What says that the workbook of a chart travels with it.
pub const EMBEDDED: &str = "<c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData>";

fn small_letters() -> &'static str {
    "<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"900\" b=\"0\"/></a:pPr><a:endParaRPr/></a:p></c:txPr>"
}

fn series(table: &DraftTable, chart: &DraftChart, cells: &ChartCells, n: usize, value: usize) -> String {
    let ink = INKS[n % INKS.len()];
    let rows = 1..=table.rows.len();
    let count = table.rows.len();
    let points = |text: &dyn Fn(usize) -> Option<String>| -> String {
        let point = |at: usize| {
            let text = text(at)?;
            Some(format!("<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", escaped(&text)))
        };
        format!("<c:ptCount val=\"{count}\"/>{}", (0..count).filter_map(point).collect::<String>())
    };
    let names = points(&|row| Some(table.rows[row][chart.names].text()));
    let values = points(&|row| table.rows[row][value].value().map(str::to_owned));
    let (line, labels) = match chart.kind {
        DraftChartKind::Columns => {
            (format!("<a:solidFill><a:srgbClr val=\"{ink}\"/></a:solidFill>"), "outEnd")
        }
        DraftChartKind::Lines => {
            let ink =
                format!("<a:ln w=\"28575\"><a:solidFill><a:srgbClr val=\"{ink}\"/></a:solidFill></a:ln>");
            (ink, "t")
        }
    };
    let marker = match chart.kind {
        DraftChartKind::Columns => "<c:invertIfNegative val=\"0\"/>".to_owned(),
        DraftChartKind::Lines => format!(
            "<c:marker><c:symbol val=\"circle\"/><c:size val=\"6\"/><c:spPr><a:solidFill><a:srgbClr val=\"{ink}\"/>\
             </a:solidFill></c:spPr></c:marker>"
        ),
    };
    let labels = format!(
        "<c:dLbls>{}<c:dLblPos val=\"{labels}\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
         <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>",
        small_letters()
    );
    let smooth = if chart.kind == DraftChartKind::Lines { "<c:smooth val=\"0\"/>" } else { "" };
    format!(
        "<c:ser><c:idx val=\"{n}\"/><c:order val=\"{n}\"/><c:tx><c:strRef><c:f>{}</c:f><c:strCache><c:ptCount val=\"1\"/>\
         <c:pt idx=\"0\"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr>{line}</c:spPr>{marker}{labels}<c:cat>\
         <c:strRef><c:f>{}</c:f><c:strCache>{names}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{}</c:f>\
         <c:numCache><c:formatCode>General</c:formatCode>{values}</c:numCache></c:numRef></c:val>{smooth}</c:ser>",
        cells.range(cells.columns[n + 1], 0..=0),
        escaped(&table.heads[value]),
        cells.range(cells.columns[0], rows.clone()),
        cells.range(cells.columns[n + 1], rows),
    )
}
