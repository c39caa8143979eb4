//! Feeds and sitemaps: the few elements of XML that tell an address and a title, whatever prefix their names carry.

use model::Address;

use super::Mention;
use crate::html::plain;
use crate::xml::{Tag, Token, tokens};

/// The entries of a feed, RSS or Atom.
pub fn feed(text: &str, base: &Address) -> Vec<Mention> {
    entries(text, &["item", "entry"]).iter().filter_map(|entry| mention(entry, base)).collect()
}

fn mention(entry: &XmlEntry, base: &Address) -> Option<Mention> {
    let title = entry.words("title").map(|words| plain(&words)).unwrap_or_default();
    let address = entry.words("link").or_else(|| entry.alternate()).or_else(|| entry.permanent())?;
    Some((base.join(&address).ok()?, title))
}

/// The pages of a sitemap: of XML, of a feed, or of lines that are addresses; none when it is an index of sitemaps.
pub fn sitemap(text: &str, base: &Address) -> Vec<Mention> {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        let addresses = text.lines().filter_map(|line| line.trim().trim_matches('\u{feff}').parse().ok());
        return addresses.map(|address| (address, String::new())).collect();
    }
    let pages: Vec<Mention> = entries(text, &["url"])
        .iter()
        .filter_map(|page| Some((page.location(base)?, String::new())))
        .collect();
    if pages.is_empty() { feed(text, base) } else { pages }
}

/// The sitemaps of an index, each with the day of its last change as printed; none when it is no index.
pub fn sitemaps(text: &str, base: &Address) -> Vec<(String, Address)> {
    let named =
        |sitemap: &XmlEntry| Some((sitemap.words("lastmod").unwrap_or_default(), sitemap.location(base)?));
    entries(text, &["sitemap"]).iter().filter_map(named).collect()
}

/// An element that repeats, with the elements that stand directly in it.
struct XmlEntry {
    /// The prefix of its name, which its own elements share.
    prefix: Vec<u8>,
    children: Vec<Child>,
}

struct Child {
    name: String,
    /// Whether it has the prefix of the entry: `media:title` is no title.
    own: bool,
    words: String,
    href: Option<String>,
    rel: Option<String>,
    /// Whether a `guid` is said to be no address.
    opaque: bool,
}

impl Child {
    fn new(tag: &Tag<'_>, prefix: &[u8]) -> Self {
        Self {
            name: tag.name().to_owned(),
            own: tag.prefix() == prefix,
            words: String::new(),
            href: tag.attribute("href"),
            rel: tag.attribute("rel"),
            opaque: tag.attribute("isPermaLink").is_some_and(|is| is.eq_ignore_ascii_case("false")),
        }
    }
    fn words(&self) -> Option<String> {
        let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }
}

impl XmlEntry {
    fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Child> {
        self.children.iter().filter(move |child| child.name == name)
    }
    fn words(&self, name: &str) -> Option<String> {
        self.named(name).filter(|child| child.own).find_map(Child::words)
    }
    /// The `href` of an Atom entry's page: of the link that is its alternate, or says nothing of its kind.
    fn alternate(&self) -> Option<String> {
        let page = |child: &&Child| child.rel.as_deref().is_none_or(|rel| rel == "alternate");
        self.named("link").filter(page).find_map(|link| link.href.clone())
    }
    /// A `guid` or `id` that is an address.
    fn permanent(&self) -> Option<String> {
        let mut all = self.named("guid").chain(self.named("id")).filter(|child| child.own && !child.opaque);
        all.find_map(|child| child.words().filter(|words| words.starts_with("http")))
    }
    fn location(&self, base: &Address) -> Option<Address> {
        base.join(&self.words("loc")?).ok()
    }
}

/// The elements of some names that are closed.
fn entries(text: &str, names: &[&str]) -> Vec<XmlEntry> {
    let mut all = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut entry: Option<(usize, XmlEntry)> = None;
    for token in tokens(text).map_while(Result::ok) {
        match token {
            Token::Open(tag) => {
                match &mut entry {
                    Some((depth, entry)) if open.len() == *depth + 1 => {
                        entry.children.push(Child::new(&tag, &entry.prefix));
                    }
                    Some(_) => {}
                    None if names.contains(&tag.name()) => {
                        let prefix = tag.prefix().to_vec();
                        entry = Some((open.len(), XmlEntry { prefix, children: vec![] }));
                    }
                    None => {}
                }
                open.push(tag.name().to_owned());
            }
            Token::Words(words) => {
                let inside = entry.as_mut().filter(|(depth, _)| open.len() > *depth + 1);
                if let Some(child) = inside.and_then(|(_, entry)| entry.children.last_mut()) {
                    child.words.push_str(&words);
                }
            }
            Token::Close(name) => {
                // An end tag without its start is overlooked; one that comes too early ends what is inside.
                let Some(at) = open.iter().rposition(|open| *open == name) else { continue };
                open.truncate(at);
                all.extend(
                    entry
                        .take_if(|(depth, _)| at <= *depth)
                        .filter(|(depth, _)| at == *depth)
                        .map(|(_, e)| e),
                );
            }
        }
    }
    all
}
