//! Elements and texts in document order: the descendants of a node are the nodes up to its end.

use super::role::Role;
use super::tag;

/// The place of a node in document order.
pub type NodeId = u32;

/// An element, or a text between elements.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// What it does to the text around it.
    pub role: Role,
    /// How its words are set.
    pub lettering: Lettering,
    /// Bytes of its name; 0 for a text, and for an element the page implies.
    pub(super) name: u8,
    /// Where its name begins, or the text.
    pub(super) at: u32,
    /// Where its start tag ends, or the text.
    pub(super) to: u32,
    /// The element it stands in; itself for the root.
    pub parent: NodeId,
    /// The first node that does not stand in it.
    pub end: NodeId,
    /// Its place among the elements of its parent, from 1; 0 for a text.
    pub(super) nth: u32,
    /// The element before it in its parent; itself when it is the first.
    pub(super) before: NodeId,
}

/// How words are set, where that says something of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lettering {
    #[default]
    Plain,
    /// Struck out: no longer so.
    Struck,
    /// Raised above the line: the mark of a note, or the end of an ordinal.
    Raised,
}

/// A page as a tree.
#[derive(Debug)]
pub struct Tree<'a> {
    pub source: &'a str,
    /// Whether it hides elements that other pages show.
    pub hides: bool,
    /// The element in which it was cut short, where that shows.
    pub cut: Option<NodeId>,
    pub(super) nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }
    /// How many nodes there are.
    pub fn len(&self) -> NodeId {
        self.nodes.len() as NodeId
    }
    pub fn is_element(&self, id: NodeId) -> bool {
        self.node(id).role != Role::Text
    }
    /// The name of an element as written; `tbody` where it is implied, nothing for the root.
    pub fn name(&self, id: NodeId) -> &'a str {
        let node = self.node(id);
        if node.name == 0 {
            return if node.role == Role::Section {
                "tbody"
            } else if node.role == Role::Row {
                "tr"
            } else {
                ""
            };
        }
        &self.source[node.at as usize..node.at as usize + usize::from(node.name)]
    }
    /// The text of a text node, as written.
    pub fn raw(&self, id: NodeId) -> &'a str {
        let node = self.node(id);
        if node.role == Role::Text { &self.source[node.at as usize..node.to as usize] } else { "" }
    }
    /// The bytes of the page that a text node takes.
    pub fn range(&self, id: NodeId) -> std::ops::Range<usize> {
        let node = self.node(id);
        node.at as usize..node.to as usize
    }
    /// The attributes of an element.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let node = self.node(id);
        let from = node.at as usize + usize::from(node.name);
        tag::attributes(if node.name == 0 { "" } else { &self.source[from..node.to as usize] })
    }
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&'a str> {
        self.attributes(id).find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
    /// The element before it in its parent.
    pub fn before(&self, id: NodeId) -> Option<NodeId> {
        let before = self.node(id).before;
        (before != id).then_some(before)
    }
    /// The element after it in its parent.
    pub fn after(&self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        let last = self.node(node.parent).end;
        let mut next = node.end;
        while next < last && !self.is_element(next) {
            next = self.node(next).end;
        }
        (next < last && id != 0).then_some(next)
    }
    /// The elements it stands in, from the nearest; the root is left out.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let up = |id: &NodeId| Some(self.node(*id).parent).filter(|parent| *parent != 0);
        std::iter::successors(Some(id), up).skip(1)
    }
    /// The way to an element, as a selector a person can follow: at most five steps.
    pub fn path(&self, id: NodeId) -> String {
        let id = if self.is_element(id) { id } else { self.node(id).parent };
        let mut path = String::with_capacity(96);
        self.write_path(id, 5, &mut path);
        path
    }
    /// Writes the outer steps first, so that nothing has to be turned round.
    fn write_path(&self, id: NodeId, steps: usize, path: &mut String) {
        if id == 0 || steps == 0 {
            return;
        }
        let name = self.attribute(id, "id").filter(|id| !id.is_empty() && id.len() < 40);
        if name.is_none() {
            self.write_path(self.node(id).parent, steps - 1, path);
        }
        if !path.is_empty() {
            path.push_str(" > ");
        }
        path.extend(self.name(id).chars().map(|c| c.to_ascii_lowercase()));
        if let Some(name) = name {
            path.extend(["#", name]);
        } else if self.before(id).is_some() || self.after(id).is_some() {
            path.extend([":nth-child(", &self.node(id).nth.to_string(), ")"]);
        }
    }
}
