//! What closes what: end tags, and start tags that close or open others without saying so.

use super::build::{Builder, kind};
use super::role::Role;

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
