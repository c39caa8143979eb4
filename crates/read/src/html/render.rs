//! From the tree to the lines a reader sees, remembering where each element's words went.

use std::borrow::Cow;

use super::decode;
use super::role::Role;
use super::tree::{Lettering, NodeId, Tree};
use crate::notes::raised;
use crate::text::{Span, Text, TextWriter};
use workspace::Unshown;

/// A cell that holds more blocks than this is part of a layout, not of a table of data.
const MOST_BLOCKS: usize = 3;

/// A page's text, and which words came from which node.
#[derive(Debug, Default)]
pub struct Rendered {
    pub text: Text,
    /// Nodes in document order, with the words each wrote.
    runs: Vec<(NodeId, Span)>,
    /// The tables whose rows are lines, in document order.
    pub tables: Vec<NodeId>,
    /// Struck words that stand alone in their line or cell, and the byte before which they stood.
    pub struck: Vec<(NodeId, usize)>,
}

impl Rendered {
    /// The words of an element; empty where it has none.
    pub fn span(&self, tree: &Tree<'_>, id: NodeId) -> Span {
        let end = tree.node(id).end;
        let first = self.runs.partition_point(|(node, _)| *node < id);
        let last = self.runs.partition_point(|(node, _)| *node < end);
        match self.runs.get(first..last) {
            Some([(_, only)]) => *only,
            Some([(_, first), .., (_, last)]) => Span { from: first.from, to: last.to },
            Some([]) | None => {
                let at = self.runs.get(first).map_or(self.text.all.len(), |(_, span)| span.from);
                Span { from: at, to: at }
            }
        }
    }
}

impl Rendered {
    /// The node whose words hold this byte.
    pub fn node_at(&self, byte: usize) -> Option<NodeId> {
        let after = self.runs.partition_point(|(_, span)| span.from <= byte);
        self.runs.get(after.checked_sub(1)?).map(|(node, _)| *node)
    }
}

/// Writes the lines of a page; pictures by what they are called, where that is asked for.
pub fn render(tree: &Tree<'_>, pictures: Unshown) -> Rendered {
    let writer = TextWriter::with_room(tree.source.len() / 3);
    let mut printer = Printer { pictures, writer, ..Printer::new(tree) };
    let mut id = 1;
    while id <= tree.len() {
        while let Some((_, role)) = printer.open.pop_if(|(end, _)| *end <= id) {
            printer.close(role);
        }
        if id == tree.len() {
            break;
        }
        id = printer.node(id);
    }
    printer.part();
    printer.out.text = printer.writer.finish();
    printer.out
}

/// Writes a page, node by node.
struct Printer<'t, 'a> {
    tree: &'t Tree<'a>,
    pictures: Unshown,
    writer: TextWriter,
    out: Rendered,
    open: Vec<(NodeId, Role)>,
    in_row: bool,
    cells: usize,
    /// For each open table, whether its rows are lines.
    data: Vec<bool>,
    /// The first nodes after the struck and the raised words that are open.
    struck: NodeId,
    raised: NodeId,
    /// Struck words of the part that is open, and how many runs stood before it.
    pending: Vec<(NodeId, usize)>,
    runs_before: usize,
}

impl<'t, 'a> Printer<'t, 'a> {
    fn new(tree: &'t Tree<'a>) -> Self {
        Self {
            tree,
            pictures: Unshown::Skipped,
            writer: TextWriter::default(),
            out: Rendered::default(),
            open: vec![],
            in_row: false,
            cells: 0,
            data: vec![],
            struck: 0,
            raised: 0,
            pending: vec![],
            runs_before: 0,
        }
    }

    fn has_rows(&self) -> bool {
        self.data.last().copied().unwrap_or(false)
    }

    /// A line ends, or the line of a cell.
    fn break_line(&mut self) {
        if self.in_row {
            self.writer.break_cell();
        } else {
            self.part();
            self.writer.end_line();
        }
    }

    /// A line or cell is over: struck words that stand alone in it would go without a word.
    fn part(&mut self) {
        let alone = self.out.runs.len() == self.runs_before;
        let struck = self.pending.drain(..);
        if alone {
            self.out.struck.extend(struck);
        }
        self.runs_before = self.out.runs.len();
    }

    /// Writes what a node says and opens what it holds; tells the next node.
    fn node(&mut self, id: NodeId) -> NodeId {
        let node = *self.tree.node(id);
        match node.lettering {
            Lettering::Plain => {}
            Lettering::Struck => self.struck = self.struck.max(node.end),
            Lettering::Raised => self.raised = self.raised.max(node.end),
        }
        if self.pictures == Unshown::Read
            && node.role != Role::Text
            && let Some(called) = called(self.tree, id)
        {
            // Two logos side by side are two names.
            self.writer.blank();
            self.words(&called, id);
            self.writer.blank();
            return node.end;
        }
        match node.role {
            Role::Text => self.text(id),
            Role::Raw | Role::Hidden => return node.end,
            Role::Void | Role::Inline => {}
            Role::Table => {
                let data = !self.in_row && is_data(self.tree, id);
                self.out.tables.extend(data.then_some(id));
                self.break_line();
                self.open.push((node.end, Role::Table));
                self.data.push(data);
            }
            Role::Row if self.has_rows() => {
                self.part();
                self.writer.end_line();
                self.in_row = true;
                self.cells = 0;
                self.open.push((node.end, Role::Row));
            }
            Role::Cell if self.in_row => {
                self.part();
                if self.cells > 0 {
                    self.writer.between_cells(id);
                }
                self.cells += 1;
                self.open.push((node.end, Role::Cell));
            }
            Role::Row
            | Role::Cell
            | Role::Block
            | Role::Paragraph
            | Role::Item
            | Role::Term
            | Role::List
            | Role::Break
            | Role::Verbatim
            | Role::Section => {
                self.break_line();
                self.open.push((node.end, node.role));
            }
        }
        id + 1
    }

    fn close(&mut self, role: Role) {
        match role {
            Role::Row if self.has_rows() => {
                self.part();
                self.in_row = false;
                self.writer.end_line();
            }
            Role::Table => {
                self.part();
                self.data.pop();
                self.writer.end_line();
            }
            Role::Cell if self.in_row => self.part(),
            Role::Block
            | Role::Paragraph
            | Role::Item
            | Role::Term
            | Role::List
            | Role::Break
            | Role::Verbatim
            | Role::Section
            | Role::Row
            | Role::Cell => self.break_line(),
            Role::Inline | Role::Void | Role::Raw | Role::Hidden | Role::Text => {}
        }
    }

    fn text(&mut self, id: NodeId) {
        let words = decode(self.tree.raw(id));
        if id < self.struck {
            if !words.trim().is_empty() {
                self.pending.push((id, self.writer.here()));
            }
            return;
        }
        if id < self.raised {
            let after_digit = self.writer.last().is_some_and(|sign| sign.is_ascii_digit());
            return self.words(&raised(&words, after_digit), id);
        }
        let verbatim = !self.in_row && self.open.iter().any(|(_, role)| *role == Role::Verbatim);
        if !verbatim {
            return self.words(&words, id);
        }
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.part();
                self.writer.end_line();
            }
            self.words(line, id);
        }
    }

    fn words(&mut self, words: &str, id: NodeId) {
        let span = self.writer.words(words, id);
        if !span.is_empty() {
            self.out.runs.push((id, span));
        }
    }
}

/// What a picture is called that has no words of its own.
fn called<'a>(tree: &Tree<'a>, id: NodeId) -> Option<Cow<'a, str>> {
    let label = tree.attribute(id, "aria-label").or_else(|| tree.attribute(id, "alt"))?;
    let inside = id + 1..tree.node(id).end;
    let says = tree.node(id).role != Role::Hidden && inside.clone().any(|at| !tree.raw(at).trim().is_empty());
    let holds_picture = inside.clone().any(|at| tree.attribute(at, "alt").is_some_and(|alt| !alt.is_empty()));
    (!says && !holds_picture && !label.trim().is_empty()).then(|| decode(label))
}

/// Whether the rows of a table are lines: no table inside, more than one column, no cell that holds a page.
fn is_data(tree: &Tree<'_>, table: NodeId) -> bool {
    let mut blocks = 0;
    let mut wide = false;
    for id in table + 1..tree.node(table).end {
        match tree.node(id).role {
            Role::Table | Role::Verbatim => return false,
            Role::Cell => {
                blocks = 0;
                wide |= tree.before(id).is_some();
            }
            Role::Block | Role::Paragraph | Role::Item | Role::Term | Role::List => blocks += 1,
            Role::Inline
            | Role::Break
            | Role::Section
            | Role::Row
            | Role::Void
            | Role::Raw
            | Role::Hidden
            | Role::Text => {}
        }
        if blocks > MOST_BLOCKS {
            return false;
        }
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn lines(page: &str) -> Vec<String> {
        let tree = parse(page, Unshown::Skipped, Unshown::Skipped).unwrap();
        let text = render(&tree, Unshown::Skipped).text;
        text.lines.iter().map(|line| text.get(line.span()).to_owned()).collect()
    }

    #[test]
    fn a_line_is_what_stands_between_two_breaks() {
        let page = "<title>t</title><p>Un<b>  deux</b>,<br>trois<ul><li>a<li>b<p>c</ul>d<script>x</script>e<!-- f -->";
        assert_eq!(lines(page), ["Un deux,", "trois", "a", "b", "c", "de"]);
    }

    #[test]
    fn a_row_is_a_line_and_its_cells_stay_apart() {
        let page = "<table><tr><th>Rang<th>Marque<tr><td>1<td><div><span>Free</span></div><br>mobile<tr><td><td>x</table>y";
        assert_eq!(lines(page), ["Rang | Marque", "1 | Free mobile", "| x", "y"]);
    }

    #[test]
    fn a_table_that_lays_out_the_page_is_no_table() {
        let page = "<table><tr><td>menu<td><p>a<p>b<p>c<p>d<table><tr><td>1<td>2</table></table>";
        assert_eq!(lines(page), ["menu", "a", "b", "c", "d", "1 | 2"]);
    }

    #[test]
    fn the_words_of_an_element_are_found_again() {
        let tree =
            parse("<ul><li><b>Free</b> – mobile<li>MAIF</ul>", Unshown::Skipped, Unshown::Skipped).unwrap();
        let page = render(&tree, Unshown::Skipped);
        let words = |id| page.text.get(page.span(&tree, id));
        assert_eq!((words(2), words(3), words(6)), ("Free – mobile", "Free", "MAIF"));
    }

    #[test]
    fn struck_words_are_left_out_and_told_where_they_stand_alone() {
        let tree =
            parse("<p><s>Orange</s> Free<p><del>AXA</del>", Unshown::Skipped, Unshown::Skipped).unwrap();
        let page = render(&tree, Unshown::Skipped);
        assert_eq!(page.text.all, "Free\n");
        let struck: Vec<_> = page.struck.iter().map(|(id, _)| tree.raw(*id)).collect();
        assert_eq!(struck, ["AXA"]);
    }

    #[test]
    fn pictures_are_read_by_their_names_where_that_is_asked_for() {
        let page = "<p><img alt='Free'><p><a aria-label='MAIF'><svg></svg></a><p><a aria-label=x>LCL</a>";
        let tree = parse(page, Unshown::Skipped, Unshown::Skipped).unwrap();
        assert_eq!(render(&tree, Unshown::Read).text.all, "Free\nMAIF\nLCL\n");
        assert_eq!(render(&tree, Unshown::Skipped).text.all, "LCL\n");
    }
}
