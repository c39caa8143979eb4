//! Tables that are made of other elements than `table`, as sites make them when their layout moves.

use super::grid::{Cell, Grid, Row};
use super::html::{NodeId, Role, Tree};
use super::page::Markup;
use super::text::Text;

/// The tables that are made of other elements: rows whose children are all cells, cells that are blocks without blocks
/// inside, rows of one parent or of sections side by side. All rows are as wide as the first, since nothing would say
/// which columns a narrower one leaves out.
pub(super) fn grids(markup: &Markup<'_>, text: &Text) -> Vec<Grid> {
    let tree = &markup.tree;
    let section = |row: NodeId| tree.node(row).parent;
    let mut grids: Vec<(NodeId, Grid)> = Vec::new();
    for row in 1..tree.len() {
        let Some(cells) = block_row(tree, row) else { continue };
        let cell = |id: &NodeId| Cell { span: text.trimmed(markup.span(*id)), first: true, fault: None };
        let made = Row { cells: cells.iter().map(cell).collect(), span: markup.span(row) };
        let beside = |other: NodeId| {
            section(other) == section(row) || section(section(other)) == section(section(row))
        };
        match grids.last_mut().filter(|(last, _)| beside(*last)) {
            Some((last, grid)) => {
                grid.span.to = made.span.to;
                grid.rows.push(made);
                *last = row;
            }
            None => grids.push((row, Grid { span: made.span, rows: vec![made] })),
        }
    }
    let even = |grid: &Grid| grid.rows.iter().all(|row| row.cells.len() == grid.rows[0].cells.len());
    grids.into_iter().map(|(_, grid)| grid).filter(|grid| grid.rows.len() > 1 && even(grid)).collect()
}

/// The cells of an element, if it is a row: two or more, and no words beside them.
fn block_row(tree: &Tree<'_>, row: NodeId) -> Option<Vec<NodeId>> {
    let mut cells = Vec::new();
    let mut at = if is_block(tree.node(row).role) { row + 1 } else { tree.node(row).end };
    while at < tree.node(row).end {
        if is_block(tree.node(at).role) && (at + 1..tree.node(at).end).all(|id| !is_block(tree.node(id).role))
        {
            cells.push(at);
        } else if tree.is_element(at) || !tree.raw(at).trim().is_empty() {
            return None;
        }
        at = tree.node(at).end;
    }
    (cells.len() > 1).then_some(cells)
}

fn is_block(role: Role) -> bool {
    match role {
        Role::Block | Role::Paragraph | Role::Item | Role::Term | Role::List => true,
        Role::Inline | Role::Break | Role::Verbatim | Role::Table | Role::Section | Role::Row => false,
        Role::Cell | Role::Void | Role::Raw | Role::Hidden | Role::Text => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Page, Sheet};
    use workspace::Rule;

    /// The rows of each grid, cells apart.
    fn found(page: &str) -> Vec<Vec<String>> {
        let sheet = Sheet::open(Page::Html(page), &Rule::default()).unwrap();
        let row =
            |row: &Row| row.cells.iter().map(|cell| sheet.text.get(cell.span)).collect::<Vec<_>>().join("|");
        let grids = grids(sheet.markup.as_ref().unwrap(), &sheet.text);
        grids.iter().map(|grid| grid.rows.iter().map(row).collect()).collect()
    }

    #[test]
    fn rows_of_blocks_are_a_grid_when_all_are_equally_wide() {
        let row = |cells: &[&str]| {
            format!("<div>{}</div>", cells.iter().map(|c| format!("<div>{c}</div>")).collect::<String>())
        };
        let (head, one, two) = (row(&["Rang", "Marque"]), row(&["1", "<b>Free</b>"]), row(&["2", ""]));
        let sections = format!("<p>a<div class=t><div>{head}</div><div>{one}\n{two}</div></div><p>b");
        assert_eq!(found(&sections), [["Rang|Marque", "1|Free", "2|"]]);
        assert_eq!(found(&format!("<section>{head}{one}</section>")), [["Rang|Marque", "1|Free"]]);
        assert!(found(&format!("<section>{head}{one}{}</section>", row(&["2", "MAIF", "7,1"]))).is_empty());
        assert!(found(&format!("<section>{head}</section>")).is_empty(), "one row is no table");
        assert!(found("<section><div>1 <p>Free<p>MAIF</div><div>2 <p>a<p>b</div></section>").is_empty());
    }
}
