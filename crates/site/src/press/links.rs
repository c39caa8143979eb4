//! Relative links: how one page names another, so that the site opens from disk and under any path.

use model::CompanyId;
use workspace::{Language, SiteSettings};

use crate::folder;
use crate::press::address::Address;
use crate::press::index::Index;

/// The links of one page.
pub(crate) struct Links<'a> {
    /// Where the page itself stands, from the root of the site.
    from: String,
    language: Language,
    /// The folder of the language: empty at the root, else ending in `/`.
    folder: String,
    /// Where the site stands on the web, for links that hold away from it: in a text to paste elsewhere, and on the
    /// page that a host shows in place of any other.
    base: Option<&'a str>,
    index: &'a Index<'a>,
}

impl<'a> Links<'a> {
    /// The links of a page in a language.
    pub fn new(page: &Address, language: Language, settings: &'a SiteSettings, index: &'a Index<'a>) -> Self {
        let folder = folder(settings, language);
        let base = matches!(page, Address::NotFound).then_some(settings.base_url.as_str());
        Self { from: format!("{folder}{}", page.path(index, language)), language, folder, base, index }
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
        format!("{}{}", self.folder, address.path(self.index, self.language))
    }

    /// The figures of a page as JSON.
    pub fn to_figures(&self, address: &Address) -> String {
        self.to_root(&address.figures(self.index))
    }

    /// Where a file of the page's language stands, from the root of the site.
    pub fn own_path(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }

    /// A folder of the page's language, given in French, from the root of the site.
    pub fn own_folder(&self, french: &'static str) -> String {
        self.own_path(&format!("{}/", self.index.word(self.language, french)))
    }

    /// A company's page, or its row in the list of all; nowhere when nothing is said of it.
    pub fn company(&self, id: &CompanyId) -> Option<String> {
        self.index.is_listed(id).then(|| self.to(&Address::Company(*id)))
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
