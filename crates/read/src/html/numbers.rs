//! How ordered lists count: `start`, `reversed`, and the `value` of an item.

use std::collections::BTreeMap;

use super::role::Role;
use super::tree::{NodeId, Tree};

/// The numbers of the items of all lists that do not simply count from 1.
pub fn numbers(tree: &Tree<'_>) -> BTreeMap<NodeId, i64> {
    ordered(tree).filter(|list| !counts_simply(tree, *list)).flat_map(|list| numbers_of(tree, list)).collect()
}

/// The numbers of the items of all ordered lists.
pub fn all_numbers(tree: &Tree<'_>) -> BTreeMap<NodeId, i64> {
    ordered(tree).flat_map(|list| numbers_of(tree, list)).collect()
}

fn ordered<'t>(tree: &'t Tree<'_>) -> impl Iterator<Item = NodeId> + 't {
    let lists = (1..tree.len()).filter(|id| tree.node(*id).role == Role::List);
    lists.filter(|id| tree.name(*id).eq_ignore_ascii_case("ol"))
}

fn counts_simply(tree: &Tree<'_>, list: NodeId) -> bool {
    let items = items(tree, list);
    let is_plain = whole(tree, list, "start").is_none() && tree.attribute(list, "reversed").is_none();
    is_plain && items.iter().all(|id| whole(tree, *id, "value").is_none())
}

fn numbers_of(tree: &Tree<'_>, list: NodeId) -> Vec<(NodeId, i64)> {
    let items = items(tree, list);
    let reversed = tree.attribute(list, "reversed").is_some();
    let (first, step) = if reversed { (items.len() as i64, -1) } else { (1, 1) };
    let mut next = whole(tree, list, "start").unwrap_or(first);
    let number = |item| {
        let number = whole(tree, item, "value").unwrap_or(next);
        next = number.saturating_add(step);
        (item, number)
    };
    items.into_iter().map(number).collect()
}

fn items(tree: &Tree<'_>, list: NodeId) -> Vec<NodeId> {
    let mut all = Vec::new();
    let mut at = list + 1;
    while at < tree.node(list).end {
        all.extend((tree.node(at).role == Role::Item).then_some(at));
        at = tree.node(at).end;
    }
    all
}

fn whole(tree: &Tree<'_>, id: NodeId, name: &str) -> Option<i64> {
    tree.attribute(id, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use workspace::Unshown;

    #[test]
    fn lists_count_as_a_browser_counts_them() {
        let counted = |page: &str| {
            let tree = parse(page, Unshown::Skipped, Unshown::Skipped).unwrap();
            numbers(&tree).into_values().collect::<Vec<_>>()
        };
        assert_eq!(counted("<ol start=4><li>a<li>b</ol>"), [4, 5]);
        assert_eq!(counted("<ol reversed><li>a<li>b<ol><li>x</ol><li>c</ol>"), [3, 2, 1]);
        assert_eq!(counted("<ol><li>a<li value=7>b<li>c</ol>"), [1, 7, 8]);
        assert_eq!(counted("<ol><li>a</ol><ul><li value=3>b</ul>"), [0; 0]);
    }
}
