//! What is read in one go: items, rows of tables, nodes of JSON, and the lines between them.

use super::{Reading, unread};
use crate::blocks;
use crate::grid::Grid;
use crate::items::{self, Item};
use crate::report::{Reason, Trouble};
use crate::table::{Reader, RowKind};
use crate::text::Span;
use workspace::Columns;

/// What is read in one go.
pub(super) enum Unit<'r> {
    Line(usize, Span),
    Item(Item<'r>),
    Row { words: Span, kind: RowKind<'r> },
}

impl<'r> Reading<'_, '_, 'r> {
    /// Items and rows, with the byte each begins at, and the parts of the page they take.
    pub(super) fn structured(&mut self) -> (Vec<(usize, Unit<'r>)>, Vec<Span>) {
        let mut units = Vec::new();
        let mut taken = Vec::new();
        let rule = self.rule;
        if let Some(rule) = &rule.items {
            for item in items::find(self.sheet, &self.place, rule) {
                taken.push(item.span);
                units.push((item.span.from, Unit::Item(item)));
            }
            if units.is_empty() {
                self.out.troubles.push(Trouble::NoItems(rule.each.as_str().into()));
            }
        }
        if let Some(members) = &rule.json {
            for node in &self.sheet.nodes {
                taken.push(node.span);
                units.push((
                    node.span.from,
                    Unit::Item(Item { span: node.span, caught: Some(node.caught(members)) }),
                ));
            }
            if self.sheet.nodes.is_empty() {
                self.out.troubles.push(Trouble::NoItems(members.each.clone()));
            }
        }
        if let Some(columns) = &rule.table {
            let before = taken.len();
            for grid in &self.sheet.grids {
                taken.extend(self.rows(grid, columns, &mut units).then_some(grid.span));
            }
            // Only titles tell a table that is made of other elements.
            let elsewhere = taken.len() == before && columns.titled();
            if let Some(markup) = self.sheet.markup.as_ref().filter(|_| elsewhere) {
                for grid in blocks::grids(markup, &self.sheet.text) {
                    if self.rows(&grid, columns, &mut units) {
                        taken.extend(grid.rows.iter().map(|row| row.span));
                    }
                }
            }
            if taken.len() == before {
                self.out.troubles.push(Trouble::NoTable(columns.columns.keys().cloned().collect()));
            }
        }
        taken.sort();
        (units, taken)
    }

    /// The rows of a table, if it stands in the region and has the columns that are read.
    fn rows(&mut self, grid: &Grid, columns: &'r Columns, units: &mut Vec<(usize, Unit<'r>)>) -> bool {
        let inside = |span: Span| span.is_empty() || self.place.holds(span);
        if !self.place.spans.iter().any(|span| !span.common(grid.span).is_empty()) {
            return false;
        }
        let Some(reader) = Reader::new(grid, &self.sheet.text, columns, self.rule) else { return false };
        for span in reader.unknown(grid, &self.sheet.text) {
            self.out.unread.push(unread(self.sheet, span, Reason::Column));
        }
        for row in grid.rows[reader.header.end..].iter().filter(|row| inside(row.span)) {
            let kind = reader.row(row, &self.sheet.text);
            units.push((row.span.from, Unit::Row { words: row.span, kind }));
        }
        for row in grid.rows[..reader.header.start].iter().filter(|row| !row.is_blank() && inside(row.span)) {
            units.push((row.span.from, Unit::Line(usize::MAX, row.span)));
        }
        true
    }
}
