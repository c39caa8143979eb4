//! Office Open XML (ECMA-376): parts in a package, with their types and what they lead to. What a workbook, a document
//! and a deck have in common.

use super::zip::{ZipEntry, archive};

pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of relations, whose kinds are its members.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// What the types of parts begin with.
pub const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A package in the making.
#[derive(Default)]
pub struct OfficePackage {
    parts: Vec<ZipEntry>,
    types: String,
}

impl OfficePackage {
    /// A part in XML, of a type such as `spreadsheetml.sheet.main`.
    pub fn part(&mut self, path: &str, kind: &str, text: &str) {
        self.typed(path, kind);
        self.entry(ZipEntry::of(path, format!("{HEAD}{text}").as_bytes()));
    }

    /// Says the type of a part that is added otherwise.
    pub fn typed(&mut self, path: &str, kind: &str) {
        self.types
            .push_str(&format!("<Override PartName=\"/{path}\" ContentType=\"{DOCUMENT}.{kind}+xml\"/>"));
    }

    /// A part whose type follows from the ending of its name.
    pub fn entry(&mut self, entry: ZipEntry) {
        self.parts.push(entry);
    }

    /// What a part leads to: pairs of kind and target, called `rId1`, `rId2`, … in their order. A web address leads out.
    pub fn relations(&mut self, part: &str, links: &[(&str, String)]) {
        let link = |(n, (kind, target)): (usize, &(&str, String))| {
            let outside = if *kind == "hyperlink" { " TargetMode=\"External\"" } else { "" };
            let target = escaped(target);
            format!("<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{outside}/>")
        };
        let links: String = (1..).zip(links).map(link).collect();
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let text = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>");
        self.entry(ZipEntry::of(&format!("{folder}{slash}_rels/{name}.rels"), text.as_bytes()));
    }

    pub fn bytes(self) -> Vec<u8> {
        let types = format!(
            "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Default Extension=\"xlsx\" ContentType=\"{DOCUMENT}.spreadsheetml.sheet\"/>\
             {}</Types>",
            self.types
        );
        // Readers look for the types first.
        let types = ZipEntry::of("[Content_Types].xml", types.as_bytes());
        archive(std::iter::once(types).chain(self.parts).collect())
    }
}

/// A text without what XML 1.0 cannot hold, its five signs named.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML 1.0 has no signs below the space but these three.
            '\t' | '\n' | '\r' | ' '.. => escaped.push(c),
            _ => {}
        }
    }
    escaped
}
