//! The cells of a sheet: their words, what of them is struck or hidden, and what has no value.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{built_in, shown};
use crate::grid::{GridBuilder, GridCell};
use crate::notes::raised;
use crate::page::Sheet;
use crate::xml::{Tag, Token, tokens};
use workspace::{Region, Unshown};

/// A sheet is no wider than this; the columns of a workbook go up to 16,384.
const WIDEST: usize = 200;
/// A list of winners has fewer rows.
const MOST_ROWS: usize = 100_000;
/// A list merges fewer cells; a hostile one may merge whole columns over and over.
const MOST_MERGED: usize = 100_000;

/// What its cells may show in all, in bytes: a shared text of a megabyte takes a few bytes in each of a million cells.
pub(crate) const MOST_SHOWN: usize = 32 << 20;

const NO_RESULT: &str = "a cell holds a formula without its result; open the workbook in a spreadsheet, save it, and take it again";
const ERROR: &str =
    "a cell holds an error of the spreadsheet, no value; mend the workbook, or ignore the row by name";
const BOOLEAN: &str = "a cell holds TRUE or FALSE, which is no name, place or score; ignore the row by name";

/// What the cells of all sheets share.
pub(super) struct Book {
    pub shared: Vec<TextRun>,
    pub styles: Vec<Style>,
    pub from_1904: bool,
}

/// How the cells of one style show what they hold.
#[derive(Clone, Default)]
pub(super) struct Style {
    code: Option<String>,
    struck: bool,
    raised: bool,
}

/// Words that are shown, and those that are struck out.
#[derive(Clone, Default)]
pub(super) struct TextRun {
    words: String,
    struck: String,
    /// Why the cell that shows them has no value.
    fault: Option<&'static str>,
}

impl TextRun {
    fn push(&mut self, words: &str, font: &Style) {
        if font.struck {
            self.struck.push_str(words);
        } else if font.raised {
            let after_digit = self.words.ends_with(|sign: char| sign.is_ascii_digit());
            self.words.push_str(&raised(words, after_digit));
        } else {
            self.words.push_str(words);
        }
    }
}

/// The styles of cells, by number.
pub(super) fn styles(text: &str) -> Result<Vec<Style>, String> {
    let mut codes: BTreeMap<usize, String> = BTreeMap::new();
    let mut fonts: Vec<Style> = Vec::new();
    let mut all = Vec::new();
    let mut inside = String::new();
    for token in tokens(text) {
        let Token::Open(tag) = token? else { continue };
        match (inside.as_str(), tag.name()) {
            (
                _,
                name @ ("numFmts" | "fonts" | "fills" | "borders" | "cellStyleXfs" | "cellXfs" | "cellStyles"
                | "dxfs"),
            ) => {
                inside = name.to_owned();
            }
            ("numFmts", "numFmt") => {
                codes.extend(tag.number("numFmtId").zip(tag.attribute("formatCode")));
            }
            ("fonts", "font") => fonts.push(Style::default()),
            ("fonts", _) => fonts.iter_mut().last().into_iter().for_each(|font| set(font, &tag)),
            ("cellXfs", "xf") => {
                let font = tag.number("fontId").and_then(|at| fonts.get(at)).cloned().unwrap_or_default();
                let id = tag.number("numFmtId").unwrap_or(0);
                let code = codes.get(&id).cloned().or_else(|| built_in(id).map(str::to_owned));
                all.push(Style { code, ..font });
            }
            _ => {}
        }
    }
    Ok(all)
}

/// What one property of a font says.
fn set(font: &mut Style, property: &Tag<'_>) {
    let value = property.attribute("val");
    match property.name() {
        "strike" | "dstrike" => {
            font.struck = value.is_none_or(|value| !matches!(value.as_str(), "0" | "false"))
        }
        "vertAlign" => font.raised = value.as_deref() == Some("superscript"),
        _ => {}
    }
}

/// The texts that cells share, by number.
pub(super) fn shared_texts(text: &str) -> Result<Vec<TextRun>, String> {
    let mut all = Vec::new();
    let mut words = RichText::default();
    for token in tokens(text) {
        let token = token?;
        if matches!(&token, Token::Close(name) if name == "si") {
            all.push(std::mem::take(&mut words).run);
        }
        words.read(&token);
    }
    Ok(all)
}

/// A text in several runs, each with a font of its own, without phonetic hints.
#[derive(Default)]
struct RichText {
    run: TextRun,
    font: Style,
    in_text: bool,
    in_hint: bool,
}

impl RichText {
    fn read(&mut self, token: &Token<'_>) {
        match token {
            Token::Open(tag) => match tag.name() {
                "r" => self.font = Style::default(),
                "t" => self.in_text = true,
                "rPh" => self.in_hint = true,
                _ => set(&mut self.font, tag),
            },
            Token::Close(name) => match name.as_str() {
                "t" => self.in_text = false,
                "rPh" => self.in_hint = false,
                _ => {}
            },
            Token::Words(words) if self.in_text && !self.in_hint => self.run.push(words, &self.font),
            Token::Words(_) => {}
        }
    }
}

/// A cell while it is read.
#[derive(Default)]
struct OpenCell {
    kind: String,
    style: usize,
    value: String,
    formula: Option<String>,
    text: RichText,
    in_value: bool,
    in_formula: bool,
}

impl OpenCell {
    fn read(&mut self, token: &Token<'_>) {
        match token {
            Token::Open(tag) if tag.name() == "v" => (self.in_value, self.in_formula) = (true, false),
            Token::Open(tag) if tag.name() == "f" => {
                self.formula = Some(String::new());
                (self.in_value, self.in_formula) = (false, true);
            }
            Token::Close(name) if matches!(name.as_str(), "v" | "f") => {
                (self.in_value, self.in_formula) = (false, false);
            }
            Token::Words(words) if self.in_value => self.value.push_str(words),
            Token::Words(words) if self.in_formula => self.formula.get_or_insert_default().push_str(words),
            Token::Open(_) | Token::Close(_) | Token::Words(_) => {}
        }
        self.text.read(token);
    }

    fn shown(self, book: &Book) -> TextRun {
        let style = book.styles.get(self.style).cloned().unwrap_or_default();
        let value = self.value.trim();
        let plainly = |words: &str| TextRun { words: words.to_owned(), ..TextRun::default() };
        let faulty = |words: &str, fault| TextRun { fault: Some(fault), ..plainly(words) };
        let styled = |run: TextRun| {
            let mut all = TextRun { struck: run.struck, ..TextRun::default() };
            all.push(&run.words, &style);
            all
        };
        match (self.kind.as_str(), &self.formula) {
            (_, Some(formula)) if self.value.is_empty() => faulty(&format!("={formula}"), NO_RESULT),
            ("e", _) => faulty(value, ERROR),
            ("b", _) => faulty(if value == "1" { "TRUE" } else { "FALSE" }, BOOLEAN),
            ("s", _) => styled(
                value.parse().ok().and_then(|at: usize| book.shared.get(at).cloned()).unwrap_or_default(),
            ),
            ("inlineStr", _) => styled(self.text.run),
            ("str", _) => styled(plainly(&self.value)),
            ("n" | "", _) => match value.parse::<f64>() {
                Ok(number) => styled(plainly(&shown(number, style.code.as_deref(), book.from_1904))),
                Err(_) => styled(plainly(value)),
            },
            _ => styled(plainly(value)),
        }
    }
}

/// The cells of a sheet by row and column, and what is hidden or merged.
#[derive(Default)]
struct Cells {
    rows: BTreeMap<usize, BTreeMap<usize, TextRun>>,
    hidden_rows: BTreeSet<usize>,
    hidden_columns: BTreeSet<usize>,
    /// For each cell that another reaches over, the row and column of that other.
    merged: BTreeMap<(usize, usize), (usize, usize)>,
}

/// The rows of a sheet that are shown; all of them where the rule reads what is hidden.
pub(super) fn rows(text: &str, book: &Book, region: &Region) -> Result<Sheet<'static>, String> {
    let mut cells = Cells::default();
    let mut open: Option<(usize, OpenCell)> = None;
    let mut row = 0;
    let mut left = MOST_SHOWN;
    for token in tokens(text) {
        let token = token?;
        if let Some((column, cell)) = &mut open {
            if matches!(&token, Token::Close(name) if name == "c") {
                let shown = std::mem::take(cell).shown(book);
                let size = shown.words.len() + shown.struck.len();
                left = left.checked_sub(size).ok_or("its cells show more than 32 MiB of text")?;
                cells.rows.entry(row).or_default().insert(*column, shown);
                open = None;
            } else {
                cell.read(&token);
            }
            continue;
        }
        let Token::Open(tag) = &token else { continue };
        match tag.name() {
            "row" => {
                row = tag.number("r").unwrap_or(row + 1);
                let flat = tag.attribute("ht").is_some_and(|height| height.parse() == Ok(0.0));
                cells.hidden_rows.extend((tag.is("hidden") || flat).then_some(row));
                if row > MOST_ROWS {
                    return Err(format!("it has more than {MOST_ROWS} rows"));
                }
            }
            "c" => {
                let next =
                    cells.rows.get(&row).and_then(|row| row.last_key_value()).map_or(0, |(at, _)| at + 1);
                let column =
                    tag.attribute("r").and_then(|r| reference(&r)).map_or(next, |(_, column)| column);
                let (kind, style) = (tag.attribute("t").unwrap_or_default(), tag.number("s").unwrap_or(0));
                open = Some((column, OpenCell { kind, style, ..OpenCell::default() }));
            }
            "col" => cells.hide_columns(tag),
            "mergeCell" => cells.merge(&tag.attribute("ref").unwrap_or_default()),
            _ => {}
        }
    }
    Ok(cells.written(region))
}

impl Cells {
    fn hide_columns(&mut self, tag: &Tag<'_>) {
        let narrow = tag.attribute("width").is_some_and(|width| width.parse() == Ok(0.0));
        if let Some((first, last)) =
            tag.number("min").zip(tag.number("max")).filter(|_| tag.is("hidden") || narrow)
        {
            self.hidden_columns.extend((first.saturating_sub(1)..last).take(WIDEST));
        }
    }

    fn merge(&mut self, range: &str) {
        if self.merged.len() > MOST_MERGED {
            return;
        }
        let corners = range.split_once(':').and_then(|(a, b)| reference(a).zip(reference(b)));
        let Some(((top, left), (bottom, right))) = corners else { return };
        for row in (top..=bottom).take(MOST_MERGED / (right - left + 1).clamp(1, WIDEST)) {
            for column in (left..=right).take(WIDEST) {
                if (row, column) != (top, left) {
                    self.merged.insert((row, column), (top, left));
                }
            }
        }
    }

    fn written(self, region: &Region) -> Sheet<'static> {
        let show = region.hidden == Unshown::Read;
        let mut builder = GridBuilder::default();
        let mut struck = Vec::new();
        let mut placed: BTreeMap<(usize, usize), GridCell> = BTreeMap::new();
        let rows = self.rows.keys().copied();
        let width = self.rows.values().filter_map(|row| row.last_key_value()).map(|(at, _)| at + 1).max();
        // One cell far to the right would have every row searched up to there.
        let width = width.unwrap_or(0).min(WIDEST);
        for (number, row) in rows.filter(|row| show || !self.hidden_rows.contains(row)).enumerate() {
            let number = number as u32;
            let last = self.rows[&row].last_key_value().map_or(0, |(at, _)| at + 1);
            let reached = (0..width).rev().find(|column| self.merged.contains_key(&(row, *column)));
            let columns = 0..last.max(reached.map_or(0, |column| column + 1)).min(WIDEST);
            for column in columns.filter(|column| show || !self.hidden_columns.contains(column)) {
                let anchor = self.merged.get(&(row, column));
                if let Some(cell) = anchor.and_then(|anchor| placed.get(anchor)).copied() {
                    builder.again(cell, number);
                    continue;
                }
                // A cell whose first row or column is hidden is written where it is seen first.
                let (top, left) = anchor.copied().unwrap_or((row, column));
                let shown = self.rows.get(&top).and_then(|row| row.get(&left)).cloned().unwrap_or_default();
                let at = builder.here();
                placed.insert((top, left), builder.cell(&shown.words, shown.fault, number));
                if shown.words.trim().is_empty() && !shown.struck.trim().is_empty() {
                    struck.push((at, shown.struck.trim().to_owned()));
                }
            }
            builder.end_row();
        }
        let hides = !self.hidden_rows.is_empty() || !self.hidden_columns.is_empty();
        Sheet { struck, hides, ..builder.finish() }
    }
}

/// The row, from 1, and the column, from 0, of a reference: 12 and 27 for `AB12`.
fn reference(text: &str) -> Option<(usize, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let column =
        letters.clone().fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((text[letters.count()..].parse().ok()?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_rows_and_columns() {
        assert_eq!(reference("AB12"), Some((12, 27)));
        assert_eq!(reference("12"), None);
    }
}
