//! From the tree to the lines a reader sees, remembering where each element's words went.

use super::decode;
use super::role::Role;
use super::tree::{NodeId, Tree};
use crate::text::{Span, Text, Writer};

/// A cell that holds more blocks than this is part of a layout, not of a table of data.
const MOST_BLOCKS: usize = 3;

/// A page's text, and which words came from which node.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The text.
    pub text: Text,
    /// Nodes in document order, with the words each wrote.
    runs: Vec<(NodeId, Span)>,
    /// The tables whose rows are lines, in document order.
    pub tables: Vec<NodeId>,
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

/// Writes the lines of a page.
pub fn render(tree: &Tree<'_>) -> Rendered {
    let mut out = Rendered::default();
    let mut writer = Writer::with_room(tree.source.len() / 3);
    let mut open: Vec<(NodeId, Role)> = Vec::new();
    let mut row = RowState::default();
    let mut id = 1;
    while id <= tree.len() {
        while let Some((_, role)) = open.pop_if(|(end, _)| *end <= id) {
            close(role, &mut writer, &mut row);
        }
        if id == tree.len() {
            break;
        }
        let node = tree.node(id);
        match node.role {
            Role::Text => write(tree, id, &open, &mut writer, &mut out.runs, row.inside),
            Role::Raw | Role::Hidden => {
                id = node.end;
                continue;
            }
            Role::Void | Role::Inline => {}
            Role::Table => {
                let data = !row.inside && is_data(tree, id);
                out.tables.extend(data.then_some(id));
                row.break_line(&mut writer);
                open.push((node.end, Role::Table));
                row.data.push(data);
            }
            Role::Row if row.is_data() => {
                writer.end_line();
                row.inside = true;
                row.cells = 0;
                open.push((node.end, Role::Row));
            }
            Role::Cell if row.inside => {
                if row.cells > 0 {
                    writer.between_cells(id);
                }
                row.cells += 1;
                open.push((node.end, Role::Cell));
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
                row.break_line(&mut writer);
                open.push((node.end, node.role));
            }
        }
        id += 1;
    }
    out.text = writer.finish();
    out
}

/// Whether the words stand in a row, where a line break is a blank.
#[derive(Default)]
struct RowState {
    inside: bool,
    cells: usize,
    /// For each open table, whether its rows are lines.
    data: Vec<bool>,
}

impl RowState {
    fn is_data(&self) -> bool {
        self.data.last().copied().unwrap_or(false)
    }
    fn break_line(&self, writer: &mut Writer) {
        if self.inside { writer.blank() } else { writer.end_line() }
    }
}

fn close(role: Role, writer: &mut Writer, row: &mut RowState) {
    match role {
        Role::Row if row.is_data() => {
            row.inside = false;
            writer.end_line();
        }
        Role::Table => {
            row.data.pop();
            writer.end_line();
        }
        Role::Cell if row.inside => {}
        Role::Block
        | Role::Paragraph
        | Role::Item
        | Role::Term
        | Role::List
        | Role::Break
        | Role::Verbatim
        | Role::Section
        | Role::Row
        | Role::Cell => row.break_line(writer),
        Role::Inline | Role::Void | Role::Raw | Role::Hidden | Role::Text => {}
    }
}

fn write(
    tree: &Tree<'_>,
    id: NodeId,
    open: &[(NodeId, Role)],
    writer: &mut Writer,
    runs: &mut Vec<(NodeId, Span)>,
    in_row: bool,
) {
    let words = decode(tree.raw(id));
    let verbatim = !in_row && open.iter().any(|(_, role)| *role == Role::Verbatim);
    if !verbatim {
        let span = writer.words(&words, id);
        if !span.is_empty() {
            runs.push((id, span));
        }
        return;
    }
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            writer.end_line();
        }
        let span = writer.words(line, id);
        if !span.is_empty() {
            runs.push((id, span));
        }
    }
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
    use workspace::Comments;

    fn lines(page: &str) -> Vec<String> {
        let tree = parse(page, Comments::Skipped).unwrap();
        let text = render(&tree).text;
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
        let tree = parse("<ul><li><b>Free</b> – mobile<li>MAIF</ul>", Comments::Skipped).unwrap();
        let page = render(&tree);
        let words = |id| page.text.get(page.span(&tree, id));
        assert_eq!((words(2), words(3), words(6)), ("Free – mobile", "Free", "MAIF"));
    }
}
