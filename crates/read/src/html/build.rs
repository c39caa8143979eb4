//! From bytes to the tree, in one pass.

use super::role::Role;
use super::tag;
use super::tree::{Lettering, Node, NodeId, Tree};
use crate::report::Trouble;
use workspace::Unshown;

/// Browsers stop at 512; a page that nests deeper is built to harm.
const DEEPEST: usize = 600;

pub(super) struct Builder<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) open: Vec<Open>,
    /// How many open elements have a name of this kind: a stray end tag is told without a search.
    pub(super) named: [u16; 64],
    hidden: Unshown,
}

pub(super) struct Open {
    pub(super) id: NodeId,
    pub(super) kind: u8,
    pub(super) children: u32,
    pub(super) last: NodeId,
}

/// Reads a page, its comments and what it hides where they are asked for. The page is at most 4 GB, as
/// [`super::super::page`] sees to.
pub fn parse(source: &str, comments: Unshown, hidden: Unshown) -> Result<Tree<'_>, Trouble> {
    let lettering = Lettering::Plain;
    let root =
        Node { role: Role::Hidden, lettering, name: 0, at: 0, to: 0, parent: 0, end: 0, nth: 0, before: 0 };
    let mut nodes = Vec::with_capacity(source.len() / 24 + 8);
    nodes.push(root);
    let root = Open { id: 0, kind: 0, children: 0, last: 0 };
    let mut builder = Builder {
        tree: Tree { source, hides: false, cut: None, nodes },
        open: vec![root],
        named: [0; 64],
        hidden,
    };
    builder.run(comments)?;
    builder.tree.cut = builder.cut();
    while builder.open.len() > 1 {
        builder.pop();
    }
    let end = builder.tree.len();
    builder.tree.nodes[0].end = end;
    Ok(builder.tree)
}

/// Elements that may stay open, as the standard allows.
const MAY_STAY_OPEN: [&str; 20] = [
    "html", "body", "head", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption",
    "colgroup", "option", "optgroup", "rp", "rt", "",
];

impl Builder<'_> {
    /// The element in which a whole page ends that must not end there: a server that gives no length and stops in the
    /// middle leaves no other trace. A part of a page, without a doctype, `html` or `body`, says nothing.
    fn cut(&self) -> Option<NodeId> {
        let left = |open: &&Open| {
            let name = self.tree.name(open.id);
            !MAY_STAY_OPEN.iter().any(|known| name.eq_ignore_ascii_case(known))
        };
        let left = self.open.iter().skip(1).rev().find(left)?;
        let small = self.tree.source.to_ascii_lowercase();
        let holds = |tags: &[&str]| tags.iter().any(|tag| small.contains(tag));
        let whole = holds(&["<!doctype html", "<html", "<body"]);
        (whole && !holds(&["</html", "</body"])).then_some(left.id)
    }

    fn run(&mut self, comments: Unshown) -> Result<(), Trouble> {
        let source = self.tree.source;
        let bytes = source.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let sign = source[at..].find('<').map_or(bytes.len(), |found| at + found);
            self.text(at, sign);
            let Some(next) = bytes.get(sign + 1) else {
                self.text(sign, bytes.len());
                break;
            };
            at = match next {
                b'a'..=b'z' | b'A'..=b'Z' => self.start(sign + 1)?,
                b'/' => self.end_tag(sign + 2),
                b'!' | b'?' => self.comment(sign, comments),
                _ => {
                    self.text(sign, sign + 1);
                    sign + 1
                }
            };
        }
        Ok(())
    }

    fn text(&mut self, from: usize, to: usize) {
        if from < to {
            let parent = self.top().id;
            let id = self.tree.len();
            let (at, to) = (from as u32, to as u32);
            self.tree.nodes.push(Node {
                role: Role::Text,
                lettering: Lettering::Plain,
                name: 0,
                at,
                to,
                parent,
                end: id + 1,
                nth: 0,
                before: id,
            });
        }
    }

    pub(super) fn top(&self) -> &Open {
        self.open.last().expect("the root is never closed")
    }

    pub(super) fn role(&self, depth: usize) -> Role {
        self.tree.node(self.open[depth].id).role
    }

    /// After a comment, a doctype or an instruction.
    fn comment(&self, sign: usize, comments: Unshown) -> usize {
        let source = self.tree.source;
        let after = |from: usize, mark: &str| {
            source[from..].find(mark).map_or(source.len(), |at| from + at + mark.len())
        };
        if !source[sign..].starts_with("<!--") {
            return after(sign, ">");
        }
        match comments {
            Unshown::Read => sign + 4,
            Unshown::Skipped if source[sign + 4..].starts_with('>') => sign + 5,
            Unshown::Skipped => after(sign + 4, "-->"),
        }
    }

    /// Opens the element whose name begins here, and tells where its tag ends.
    fn start(&mut self, at: usize) -> Result<usize, Trouble> {
        let bytes = self.tree.source.as_bytes();
        let stop = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        let length = bytes[at..].iter().position(stop).unwrap_or(bytes.len() - at);
        let Some((to, may_hide)) = tag::end(bytes, at + length) else { return Ok(bytes.len()) };
        let name = &bytes[at..at + length];
        let role = Role::of(name);
        self.make_room(role, name);
        let (hides, ink) =
            if may_hide { style(&self.tree.source[at + length..to]) } else { (false, Lettering::Plain) };
        let hidden = hides && !matches!(role, Role::Raw | Role::Void | Role::Hidden);
        self.tree.hides |= hidden;
        let role_kept = if hidden && self.hidden == Unshown::Skipped { Role::Hidden } else { role };
        let long = length > usize::from(u8::MAX);
        let node = (if long { 0 } else { length as u8 }, at as u32, to as u32);
        self.push(if long { Role::Inline } else { role_kept }, node, kind(name))?;
        let last = self.tree.nodes.last_mut().expect("it was just pushed");
        last.lettering = if ink == Lettering::Plain { lettering(name) } else { ink };
        match role {
            Role::Void | Role::Break => self.pop(),
            Role::Raw => return Ok(self.raw_text(name.to_vec(), to)),
            Role::Inline | Role::Hidden if bytes[..to].ends_with(b"/>") => self.pop(),
            Role::Inline
            | Role::Hidden
            | Role::Block
            | Role::Paragraph
            | Role::Item
            | Role::Term
            | Role::List => {}
            Role::Verbatim | Role::Table | Role::Section | Role::Row | Role::Cell | Role::Text => {}
        }
        Ok(to)
    }

    pub(super) fn push(
        &mut self,
        role: Role,
        (name, at, to): (u8, u32, u32),
        kind: u8,
    ) -> Result<(), Trouble> {
        if self.open.len() > DEEPEST {
            return Err(Trouble::Unreadable(format!("its elements are nested more than {DEEPEST} deep")));
        }
        let id = self.tree.len();
        let parent = self.open.last_mut().expect("the root is never closed");
        parent.children += 1;
        let before = if parent.children == 1 { id } else { parent.last };
        parent.last = id;
        let (nth, parent) = (parent.children, parent.id);
        let lettering = Lettering::Plain;
        self.tree.nodes.push(Node { role, lettering, name, at, to, parent, end: id + 1, nth, before });
        self.open.push(Open { id, kind, children: 0, last: id });
        self.named[usize::from(kind)] += 1;
        Ok(())
    }

    pub(super) fn pop(&mut self) {
        if self.open.len() > 1 {
            let closed = self.open.pop().expect("there are two");
            self.named[usize::from(closed.kind)] -= 1;
            let end = self.tree.len();
            self.tree.nodes[closed.id as usize].end = end;
        }
    }

    /// Skips to the end tag of an element whose content is no markup.
    fn raw_text(&mut self, name: Vec<u8>, from: usize) -> usize {
        let bytes = self.tree.source.as_bytes();
        let mut at = from;
        while let Some(found) = self.tree.source[at..].find("</") {
            at += found + 2;
            let end = at + name.len();
            if bytes.get(at..end).is_some_and(|word| word.eq_ignore_ascii_case(&name)) {
                self.text(from, at - 2);
                self.pop();
                return tag::end(bytes, end).map_or(bytes.len(), |(to, _)| to);
            }
        }
        self.text(from, bytes.len());
        self.pop();
        bytes.len()
    }
}

/// A small number for a name, the same for the same letters in any case; 0 is kept for what is implied.
pub(super) fn kind(name: &[u8]) -> u8 {
    let mix = |sum: u32, byte: &u8| sum.wrapping_mul(31).wrapping_add(u32::from(byte.to_ascii_lowercase()));
    (name.iter().fold(7, mix) % 63 + 1) as u8
}

/// How an element sets its words by its name alone.
fn lettering(name: &[u8]) -> Lettering {
    let is = |wanted: &[&[u8]]| wanted.iter().any(|wanted| name.eq_ignore_ascii_case(wanted));
    match name.len() {
        1 | 3 | 6 if is(&[b"s", b"del", b"strike"]) => Lettering::Struck,
        3 if is(&[b"sup"]) => Lettering::Raised,
        _ => Lettering::Plain,
    }
}

/// Whether a start tag hides its element, and how it has its words written.
fn style(inside: &str) -> (bool, Lettering) {
    let (mut hidden, mut lettering) = (false, Lettering::Plain);
    for (name, value) in tag::attributes(inside) {
        hidden |= name.eq_ignore_ascii_case("hidden");
        if !name.eq_ignore_ascii_case("style") {
            continue;
        }
        for declaration in value.to_ascii_lowercase().split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().trim_end_matches("!important").trim_end();
            match property.trim() {
                "display" => hidden |= value == "none",
                "visibility" => hidden |= matches!(value, "hidden" | "collapse"),
                "text-decoration" | "text-decoration-line" if value.contains("line-through") => {
                    lettering = Lettering::Struck;
                }
                "vertical-align" if value == "super" => lettering = Lettering::Raised,
                _ => {}
            }
        }
    }
    (hidden, lettering)
}

impl Builder<'_> {
    /// Closes what a start tag closes without saying so, and opens what it implies.
    pub(super) fn make_room(&mut self, role: Role, name: &[u8]) {
        match role {
            Role::Item => self.close_inside(&[Role::Item], &[Role::List]),
            Role::Term => self.close_inside(&[Role::Term], &[Role::List]),
            Role::Cell => self.close_inside(&[Role::Cell], &[Role::Row, Role::Table]),
            Role::Row => self.close_inside(&[Role::Row], &[Role::Section, Role::Table]),
            Role::Section => self.close_inside(&[Role::Section], &[Role::Table]),
            Role::Block if name.eq_ignore_ascii_case(b"option") => self.close_same(kind(name)),
            Role::Inline | Role::Block | Role::Paragraph | Role::List | Role::Break | Role::Verbatim => {}
            Role::Table | Role::Void | Role::Raw | Role::Hidden | Role::Text => {}
        }
        if role.ends_paragraph() {
            self.close_inside(&[Role::Paragraph], &[Role::Cell, Role::Table]);
        }
        let inside = self.role(self.open.len() - 1);
        if inside == Role::Table && matches!(role, Role::Row | Role::Cell) {
            self.imply(Role::Section);
        }
        if role == Role::Cell && self.role(self.open.len() - 1) == Role::Section {
            self.imply(Role::Row);
        }
    }

    fn imply(&mut self, role: Role) {
        // The depth is checked by the push that follows.
        let _ = self.push(role, (0, 0, 0), 0);
    }

    fn close_same(&mut self, wanted: u8) {
        if self.top().kind == wanted {
            self.pop();
        }
    }

    /// Closes the nearest element of a role, unless a fence or the root stands before it.
    fn close_inside(&mut self, roles: &[Role], fences: &[Role]) {
        for depth in (1..self.open.len()).rev() {
            let role = self.role(depth);
            if roles.contains(&role) {
                self.open_to(depth);
                return;
            }
            if fences.contains(&role) {
                return;
            }
        }
    }

    fn open_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.pop();
        }
    }

    /// Closes the element of this end tag, where it is open, and tells where the tag ends.
    pub(super) fn end_tag(&mut self, at: usize) -> usize {
        let bytes = self.tree.source.as_bytes();
        let stop = |b: &u8| !b.is_ascii_alphanumeric() && *b != b'-' && *b != b':';
        let length = bytes[at..].iter().position(stop).unwrap_or(bytes.len() - at);
        let to = self.tree.source[at..].find('>').map_or(bytes.len(), |found| at + found + 1);
        let name = &bytes[at..at + length];
        if name.eq_ignore_ascii_case(b"br") {
            return to;
        }
        let wanted = kind(name);
        if self.named[usize::from(wanted)] > 0 {
            let role = Role::of(name);
            let bound_to_cell = !matches!(role, Role::Table | Role::Section | Role::Row | Role::Cell);
            for depth in (1..self.open.len()).rev() {
                let open = self.open[depth].id;
                if self.open[depth].kind == wanted
                    && self.tree.name(open).as_bytes().eq_ignore_ascii_case(name)
                {
                    self.open_to(depth);
                    break;
                }
                if bound_to_cell && self.role(depth).fences()
                    || !bound_to_cell && role != Role::Table && self.role(depth) == Role::Table
                {
                    break;
                }
            }
        }
        to
    }
}
