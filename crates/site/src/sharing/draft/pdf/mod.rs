//! A draft as a PDF that who listens can follow (PDF/UA-1): headings, lists, tables and their heads, drawings with what they
//! show, and links are tagged as such.

mod chart;
mod letters;
mod pages;

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag, TagKind};

use self::letters::{Letters, PdfWords, PlacedWords};
use self::pages::{Branch, Ink, PdfPages, PdfShape};
use crate::SiteError;
use crate::sharing::draft::{Draft, DraftBlock, DraftCell, DraftTable};

/// A4 in points, and its margin.
const WIDE: f32 = 595.28;
const HIGH: f32 = 841.89;
const EDGE: f32 = 40.0;
const TEXT: f32 = WIDE - 2.0 * EDGE;
/// Sizes of letters, in points too.
const TITLE: f32 = 16.0;
const HEADING: f32 = 10.5;
const BODY: f32 = 8.5;
const CELL: f32 = 7.4;
const NOTE: f32 = 6.8;
/// A line is so many times as high as its letters.
const LEADING: f32 = 1.25;
/// What a table leaves to the chart beside it.
const BESIDE: f32 = 0.56;
/// Tables with more columns are too wide to have a chart beside them.
const MOST_BESIDE: usize = 5;
const CHART_HIGH: f32 = 105.0;

/// Lays out block after block, down one page and on to the next.
struct Setter {
    letters: Letters,
    pages: PdfPages,
    /// How far down the page is written.
    down: f32,
}

pub fn bytes(draft: &Draft) -> Result<Vec<u8>, SiteError> {
    let mut setter = Setter { letters: Letters::new()?, pages: PdfPages::default(), down: EDGE };
    let mut tree = Vec::new();
    tree.push(setter.heading(&draft.title, TITLE, 1));
    for block in &draft.blocks {
        tree.extend(setter.block(block));
    }
    setter.pages.written(draft, &setter.letters, tree)
}

impl Setter {
    fn block(&mut self, block: &DraftBlock) -> Vec<Branch> {
        match block {
            DraftBlock::Heading(heading) => vec![self.heading(heading, HEADING, 2)],
            DraftBlock::Paragraph(sentences) => {
                let words = sentences.iter().flat_map(|sentence| {
                    PdfWords::sentence(sentence).into_iter().chain([PdfWords::plain(" ")])
                });
                let words: Vec<PdfWords> = words.collect();
                let leaves = self.paragraph(&words, BODY, EDGE, TEXT);
                self.down += 4.0;
                vec![Branch::group(Tag::P, leaves)]
            }
            DraftBlock::List(items) => {
                let items = items.iter().map(|item| ("•".to_owned(), PdfWords::sentence(item)));
                vec![self.list(items.collect(), CELL, ListNumbering::Circle)]
            }
            DraftBlock::Picture { title, .. } => {
                let leaves = self.paragraph(&[PdfWords::plain(title)], BODY, EDGE, TEXT);
                vec![Branch::group(Tag::P, leaves)]
            }
            DraftBlock::Table(table) => self.table(table),
            DraftBlock::Notes { notes, .. } => {
                let notes = (1..).zip(notes);
                let notes = notes.map(|(n, note)| (format!("{n}."), PdfWords::sentence(&note.sentence())));
                vec![self.list(notes.collect(), NOTE, ListNumbering::Decimal)]
            }
        }
    }

    fn heading(&mut self, text: &str, size: f32, level: u16) -> Branch {
        let words = [PdfWords::bold(text)];
        let lines = self.letters.lines(&words, size, TEXT);
        // A heading stands with what follows it.
        self.room(size * 10.0);
        if self.down > EDGE {
            self.down += size * 0.6;
        }
        if level > 1 {
            self.pages.outline(text, self.down);
        }
        let ink = if level == 1 { Ink::Black } else { Ink::Accent };
        let leaves = self.lines(&lines, size, EDGE, ink);
        self.down += 2.0;
        let level = std::num::NonZeroU16::new(level).unwrap_or(std::num::NonZeroU16::MIN);
        Branch::group(Tag::Hn(level, Some(text.to_owned())), leaves)
    }

    /// Begins a page where less than this is left.
    fn room(&mut self, high: f32) {
        if self.down + high > HIGH - EDGE {
            self.pages.turn();
            self.down = EDGE;
        }
    }

    fn paragraph(&mut self, words: &[PdfWords], size: f32, left: f32, wide: f32) -> Vec<Branch> {
        let lines = self.letters.lines(words, size, wide);
        self.lines(&lines, size, left, Ink::Black)
    }

    /// Lines one under the other.
    fn lines(&mut self, lines: &[Vec<PlacedWords>], size: f32, left: f32, ink: Ink) -> Vec<Branch> {
        let mut leaves = Vec::new();
        for line in lines {
            self.room(size * LEADING);
            self.down += size * LEADING;
            leaves.extend(line.iter().map(|placed| self.pages.words(placed, size, left, self.down, ink)));
        }
        leaves
    }

    /// Items with what stands before each.
    fn list(&mut self, items: Vec<(String, Vec<PdfWords>)>, size: f32, numbering: ListNumbering) -> Branch {
        let indent = size * 2.0;
        let mut all = Vec::new();
        for (label, words) in items {
            self.room(size * LEADING);
            let down = self.down + size * LEADING;
            let mut labels = Vec::new();
            for line in self.letters.lines(&[PdfWords::plain(&label)], size, indent) {
                labels
                    .extend(line.iter().map(|placed| self.pages.words(placed, size, EDGE, down, Ink::Black)));
            }
            let body = self.paragraph(&words, size, EDGE + indent, TEXT - indent);
            let parts = vec![Branch::group(Tag::Lbl, labels), Branch::group(Tag::LBody, body)];
            all.push(Branch::group(Tag::LI, parts));
        }
        self.down += 4.0;
        Branch::group(Tag::L(numbering), all)
    }

    /// A table; its chart stands beside it where there is room, else above.
    fn table(&mut self, table: &DraftTable) -> Vec<Branch> {
        let mut branches = Vec::new();
        let beside = table.chart.is_some() && table.heads.len() <= MOST_BESIDE;
        let mut foot = 0.0;
        if let Some(drawn) = &table.chart {
            self.room(CHART_HIGH + 10.0);
            let (left, wide) = if beside {
                (EDGE + TEXT * BESIDE + 10.0, TEXT * (1.0 - BESIDE) - 10.0)
            } else {
                (EDGE, TEXT)
            };
            branches.push(chart::draw(self, table, drawn, [left, self.down + 2.0, wide, CHART_HIGH]));
            foot = self.down + CHART_HIGH;
            if !beside {
                self.down = foot + 4.0;
            }
        }
        let page = self.pages.count();
        let wide = if beside { TEXT * BESIDE } else { TEXT };
        branches.push(self.rows(table, wide));
        if beside && self.pages.count() == page {
            self.down = self.down.max(foot);
        }
        self.down += 4.0;
        branches
    }

    fn rows(&mut self, table: &DraftTable, wide: f32) -> Branch {
        let columns: Vec<f32> = table.widths().iter().map(|share| *share as f32 / 10_000.0 * wide).collect();
        let heads: Vec<Vec<PdfWords>> = table.heads.iter().map(|head| vec![PdfWords::bold(head)]).collect();
        let head = self.row(table, &columns, &heads, &Tag::TH(TableHeaderScope::Column).into());
        let mut body = Vec::new();
        for row in &table.rows {
            let cells: Vec<Vec<PdfWords>> = row.iter().map(cell).collect();
            body.push(self.row(table, &columns, &cells, &Tag::TD.into()));
        }
        Branch::group(
            Tag::Table,
            vec![Branch::group(Tag::THead, vec![head]), Branch::group(Tag::TBody, body)],
        )
    }

    /// A row, never cut in two, with a line under it.
    fn row(&mut self, table: &DraftTable, columns: &[f32], cells: &[Vec<PdfWords>], tag: &TagKind) -> Branch {
        let gap = 8.0;
        let lines: Vec<_> = cells
            .iter()
            .zip(columns)
            .map(|(words, wide)| self.letters.lines(words, CELL, wide - gap))
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(1);
        let high = most as f32 * CELL * LEADING + 2.5;
        self.room(high);
        let (top, mut left) = (self.down, EDGE);
        let mut all = Vec::new();
        for (column, lines) in lines.iter().enumerate() {
            let mut leaves = Vec::new();
            for (n, line) in (1..).zip(lines) {
                let down = top + n as f32 * CELL * LEADING;
                let ends = line.last().map_or(0.0, |last| last.left + last.wide);
                // Numbers end under one another.
                let shift = if table.is_numeric(column) { columns[column] - gap - ends } else { 0.0 };
                leaves.extend(
                    line.iter().map(|placed| self.pages.words(placed, CELL, left + shift, down, Ink::Black)),
                );
            }
            // A cell without words is a cell still: else the row would have one less.
            if leaves.is_empty() {
                let blank = PlacedWords { left: 0.0, wide: 1.0, words: PdfWords::plain(" ") };
                leaves.push(self.pages.words(&blank, CELL, left, top + CELL, Ink::Black));
            }
            all.push(Branch::group(tag.clone(), leaves));
            left += columns[column];
        }
        self.down = top + high;
        let wide: f32 = columns.iter().sum();
        self.pages.shape(PdfShape::Rule { left: EDGE, down: self.down - 0.5, wide });
        Branch::group(Tag::TR, all)
    }
}

fn cell(cell: &DraftCell) -> Vec<PdfWords> {
    match cell {
        DraftCell::Said(sentence) => PdfWords::sentence(sentence),
        DraftCell::Figure { shown, note, .. } => {
            vec![
                PdfWords::plain(shown),
                PdfWords { raised: true, ..PdfWords::plain(&format!("\u{a0}{note}")) },
            ]
        }
    }
}
