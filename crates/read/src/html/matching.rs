//! Which elements a selector means.

use super::decode;
use super::tree::{NodeId, Tree};
use workspace::{Among, Chain, Combinator, Compound, End, Selector, Simple};

/// Counting places among siblings stops here: nobody writes such a selector, and a hostile page may have a million.
const MOST_SIBLINGS: usize = 2_000;

/// The elements inside `root` that a selector means, in document order.
pub fn select(tree: &Tree<'_>, root: NodeId, selector: &Selector) -> Vec<NodeId> {
    let inside = root + 1..tree.node(root).end;
    inside.filter(|id| matches(tree, *id, selector)).collect()
}

/// Whether a selector means this element.
pub fn matches(tree: &Tree<'_>, id: NodeId, selector: &Selector) -> bool {
    tree.is_element(id) && selector.any.iter().any(|chain| chain_matches(tree, id, chain, None))
}

/// `scope` is the element that `:has()` is asked about.
fn chain_matches(tree: &Tree<'_>, id: NodeId, chain: &Chain, scope: Option<NodeId>) -> bool {
    compound_matches(tree, id, &chain.last) && before_matches(tree, id, &chain.before, chain.anchor, scope)
}

fn before_matches(
    tree: &Tree<'_>,
    id: NodeId,
    before: &[(Combinator, Compound)],
    anchor: Combinator,
    scope: Option<NodeId>,
) -> bool {
    let Some(((combinator, compound), rest)) = before.split_first() else {
        return scope.is_none_or(|scope| hangs(tree, id, anchor, scope));
    };
    let fits =
        |at: NodeId| compound_matches(tree, at, compound) && before_matches(tree, at, rest, anchor, scope);
    let parent = || Some(tree.node(id).parent).filter(|parent| *parent != 0);
    match combinator {
        Combinator::Inside => tree.ancestors(id).any(fits),
        Combinator::Child => parent().is_some_and(fits),
        Combinator::Next => tree.before(id).is_some_and(fits),
        Combinator::Later => siblings_before(tree, id).any(fits),
    }
}

fn siblings_before<'t>(tree: &'t Tree<'_>, id: NodeId) -> impl Iterator<Item = NodeId> + 't {
    std::iter::successors(tree.before(id), |at| tree.before(*at)).take(MOST_SIBLINGS)
}

fn siblings_after<'t>(tree: &'t Tree<'_>, id: NodeId) -> impl Iterator<Item = NodeId> + 't {
    std::iter::successors(tree.after(id), |at| tree.after(*at)).take(MOST_SIBLINGS)
}

fn hangs(tree: &Tree<'_>, id: NodeId, how: Combinator, scope: NodeId) -> bool {
    match how {
        Combinator::Inside => scope < id && id < tree.node(scope).end,
        Combinator::Child => tree.node(id).parent == scope,
        Combinator::Next => tree.before(id) == Some(scope),
        Combinator::Later => siblings_before(tree, id).any(|at| at == scope),
    }
}

fn compound_matches(tree: &Tree<'_>, id: NodeId, compound: &Compound) -> bool {
    compound.iter().all(|simple| simple_matches(tree, id, simple))
}

fn simple_matches(tree: &Tree<'_>, id: NodeId, simple: &Simple) -> bool {
    match simple {
        Simple::Tag(name) => tree.name(id).eq_ignore_ascii_case(name),
        Simple::Id(wanted) => tree.attribute(id, "id").is_some_and(|id| decode(id) == *wanted),
        Simple::Class(wanted) => {
            tree.attribute(id, "class").is_some_and(|class| has_word(&decode(class), wanted))
        }
        Simple::Attribute { name, test } => {
            tree.attribute(id, name).is_some_and(|value| test.passes(&decode(value)))
        }
        Simple::Nth { a, b, among, from } => nth(tree, id, *among, *from).is_some_and(|n| is_term(n, *a, *b)),
        Simple::Not(chains) => !any(tree, id, chains),
        Simple::Is(chains) => any(tree, id, chains),
        Simple::Has(chains) => chains.iter().any(|chain| has(tree, id, chain)),
    }
}

fn has_word(words: &str, wanted: &str) -> bool {
    words.split_ascii_whitespace().any(|word| word == wanted)
}

fn any(tree: &Tree<'_>, id: NodeId, chains: &[Chain]) -> bool {
    chains.iter().any(|chain| chain_matches(tree, id, chain, None))
}

fn has(tree: &Tree<'_>, id: NodeId, chain: &Chain) -> bool {
    let last = match chain.anchor {
        Combinator::Inside | Combinator::Child => tree.node(id).end,
        Combinator::Next | Combinator::Later => tree.node(tree.node(id).parent).end,
    };
    (id + 1..last).any(|at| tree.is_element(at) && chain_matches(tree, at, chain, Some(id)))
}

fn nth(tree: &Tree<'_>, id: NodeId, among: Among, from: End) -> Option<i32> {
    let same = |at: &NodeId| match among {
        Among::All => true,
        Among::SameType => tree.name(*at).eq_ignore_ascii_case(tree.name(id)),
    };
    let others = match (from, among) {
        (End::First, Among::All) => return i32::try_from(tree.node(id).nth).ok(),
        (End::First, Among::SameType) => siblings_before(tree, id).filter(same).count(),
        (End::Last, Among::All | Among::SameType) => siblings_after(tree, id).filter(same).count(),
    };
    (others < MOST_SIBLINGS).then_some(others as i32 + 1)
}

/// Whether `n` is `a·k + b` for a `k` from 0.
fn is_term(n: i32, a: i32, b: i32) -> bool {
    if a == 0 { n == b } else { (n - b) % a == 0 && (n - b) / a >= 0 }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use workspace::Unshown;

    fn found(page: &str, selector: &str) -> Vec<String> {
        let tree = parse(page, Unshown::Skipped, Unshown::Skipped).unwrap();
        let ids = select(&tree, 0, &Selector::new(selector).unwrap());
        ids.into_iter().map(|id| tree.raw(id + 1).to_owned()).collect()
    }

    const PAGE: &str =
        "<ul id=w class='list winners'><li>a<li class=x>b<li><b>c</b></ul><p>d<table><tr><td>e<td>f</table>";

    #[test]
    fn selectors_mean_what_they_mean_in_css() {
        assert_eq!(found(PAGE, "ul.winners > li.x"), ["b"]);
        assert_eq!(found(PAGE, "#w li:nth-child(odd)"), ["a", ""]);
        assert_eq!(found(PAGE, "li:last-child b, p"), ["c", "d"]);
        assert_eq!(found(PAGE, "table > tbody > tr > td:nth-of-type(2)"), ["f"]);
        assert_eq!(found(PAGE, "li:has(> b)"), [""]);
        assert_eq!(found(PAGE, "li:not(.x):not(:has(b))"), ["a"]);
        assert_eq!(found(PAGE, "ul + p, li ~ li.x"), ["b", "d"]);
        assert_eq!(found(PAGE, "[class~=winners] > :first-child, li:nth-last-child(2)"), ["a", "b"]);
    }
}
