//! Relative links: how one page names another, so that the site opens from disk and under any path.

use model::CompanyId;
use tables::Format;

use crate::press::address::Address;
use crate::press::index::Index;

/// The links of one page.
pub(crate) struct Links<'a> {
    /// Where the page itself stands, from the root of the site.
    from: String,
    /// The folder of the page's language: empty at the root, else ending in `/`.
    folder: String,
    /// Where the site stands on the web, for links that hold away from it: in a text to paste elsewhere, and on the
    /// page that a host shows in place of any other.
    base: Option<&'a str>,
    index: &'a Index<'a>,
}

impl<'a> Links<'a> {
    /// The links of a page whose language lies in `folder`.
    pub fn new(page: &Address, folder: String, base_url: &'a str, index: &'a Index<'a>) -> Self {
        let base = matches!(page, Address::NotFound).then_some(base_url);
        Self { from: format!("{folder}{}", page.path(index)), folder, base, index }
    }

    /// The same links as permanent addresses, for a text that stands elsewhere.
    pub fn permanent(self, base: &'a str) -> Self {
        Self { base: Some(base), ..self }
    }

    /// Where the page itself stands, from the root of the site.
    pub fn here(&self) -> &str {
        &self.from
    }

    /// A page of the same language.
    pub fn to(&self, address: &Address) -> String {
        self.to_root(&self.path_of(address))
    }

    /// Where a page of the same language stands, from the root of the site.
    pub fn path_of(&self, address: &Address) -> String {
        format!("{}{}", self.folder, address.path(self.index))
    }

    /// The same figures in a file.
    pub fn to_file(&self, address: &Address, format: Format) -> String {
        self.to_root(&self.own_file(address, format))
    }

    /// Where the page's own figures stand in a format, from the root of the site.
    pub fn own_file(&self, page: &Address, format: Format) -> String {
        format!("{}{}", self.folder, page.file(self.index, format))
    }

    /// Where a file of the page's language stands, from the root of the site.
    pub fn own_path(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }

    /// A company's page, where it has one.
    pub fn company(&self, id: &CompanyId) -> Option<String> {
        self.index.has_page(id).then(|| self.to(&Address::Company(*id)))
    }

    /// Anything that stands at a path from the root of the site.
    pub fn to_root(&self, target: &str) -> String {
        match self.base {
            Some(base) => format!("{base}{target}"),
            None => relative(&self.from, target),
        }
    }
}

/// The shortest relative path from a page to a file of the same site.
fn relative(from: &str, target: &str) -> String {
    let alike = from.bytes().zip(target.bytes()).take_while(|(here, there)| here == there).count();
    let shared = from.as_bytes()[..alike].iter().rposition(|&sign| sign == b'/').map_or(0, |at| at + 1);
    let up = from[shared..].matches('/').count();
    format!("{}{}", "../".repeat(up), &target[shared..])
}

#[cfg(test)]
mod tests {
    use crate::press::links::relative;

    #[test]
    fn a_link_climbs_only_as_far_as_it_must() {
        assert_eq!(relative("index.html", "prix/a.html"), "prix/a.html");
        assert_eq!(relative("prix/a/1.html", "prix/a.html"), "../a.html");
        assert_eq!(relative("prix/a/1.html", "prix/a/2.html"), "2.html");
        assert_eq!(relative("en/prix/a.html", "prix/a.html"), "../../prix/a.html");
        assert_eq!(relative("en/index.html", "assets/x.css"), "../assets/x.css");
    }
}
