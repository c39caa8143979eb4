//! Feeds and sitemaps: the few elements of XML that tell an address and a title.
//!
//! A reader of our own: these files are flat, often broken, and an HTML parser loses the text of `<link>`.

use model::Address;

use super::Mention;

/// A link tag is shorter; a longer one is not read to its end, so that a hostile feed takes no time.
const LONGEST_TAG: usize = 4000;

/// The entries of a feed, RSS or Atom.
pub fn feed(text: &str, base: &Address) -> Vec<Mention> {
    let entries = elements(text, "item").into_iter().chain(elements(text, "entry"));
    entries.filter_map(|entry| mention(entry, base)).collect()
}

fn mention(entry: &str, base: &Address) -> Option<Mention> {
    let title = elements(entry, "title").first().map(|text| plain(text)).unwrap_or_default();
    let by_text = elements(entry, "link").first().map(|text| plain(text)).filter(|text| !text.is_empty());
    let address = by_text.or_else(|| alternate(entry))?;
    Some(Mention { address: base.join(&address).ok()?, title })
}

/// The `href` of an Atom entry's page: of the link that is its alternate, or says nothing of its kind.
fn alternate(entry: &str) -> Option<String> {
    let tag = |at: usize| entry[at..].chars().take(LONGEST_TAG).take_while(|c| *c != '>').collect::<String>();
    let links = entry.match_indices("<link").map(|(at, _)| tag(at));
    let mut pages = links.filter(|tag| attribute(tag, "rel").is_none_or(|rel| rel == "alternate"));
    pages.find_map(|tag| attribute(&tag, "href"))
}

/// The pages of a sitemap; none when it is an index of sitemaps.
pub fn sitemap(text: &str, base: &Address) -> Vec<Mention> {
    let pages = elements(text, "url").into_iter().filter_map(|page| location(page, base));
    pages.map(|address| Mention { address, title: String::new() }).collect()
}

/// The sitemaps of an index, each with the day of its last change as printed; none when it is no index.
pub fn sitemaps(text: &str, base: &Address) -> Vec<(String, Address)> {
    let changed = |sitemap| elements(sitemap, "lastmod").first().map(|day| plain(day)).unwrap_or_default();
    let named = |sitemap| Some((changed(sitemap), location(sitemap, base)?));
    elements(text, "sitemap").into_iter().filter_map(named).collect()
}

fn location(element: &str, base: &Address) -> Option<Address> {
    base.join(&plain(elements(element, "loc").first()?)).ok()
}

/// What stands inside every element of a name that is closed and holds none of its own kind.
fn elements<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(&open) {
        rest = &rest[at + open.len()..];
        let whole_name = rest.starts_with(['>', '/', ' ', '\t', '\r', '\n']);
        if !whole_name {
            continue;
        }
        let Some((tag, inside)) = rest.split_once('>') else { break };
        rest = inside;
        if tag.ends_with('/') {
            continue;
        }
        let Some(end) = inside.find(&close) else { break };
        found.push(&inside[..end]);
        rest = &inside[end + close.len()..];
    }
    found
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}="))?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next().map(plain)
}

/// Text without CDATA marks and character references, its blanks made one.
fn plain(text: &str) -> String {
    let marked = text.trim().strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>"));
    let text = marked.map_or_else(|| unescaped(text), str::to_owned);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let reference = after.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        match reference {
            Some((character, behind)) => {
                plain.push(character);
                rest = behind;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain + rest
}

fn character(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => match name.strip_prefix("#x") {
            Some(hex) => number(hex, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}
