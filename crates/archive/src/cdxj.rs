//! The index as text: CDXJ, one line an entry, sorted by address and time, readable by other replay tools.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use model::{Address, Moment, Provenance, Validators};

use super::entry::{Entry, Found, KeptIn, Spot};

/// The media type by which every CDXJ tells that an earlier record holds the bytes.
const REPEAT: &str = "warc/revisit";
/// The media type of bytes that came without one.
const UNKNOWN: &str = "unk";

/// The object at the end of a line. The first seven keys are those of every CDXJ; the rest is ours.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct CdxjLine {
    url: String,
    mime: String,
    status: String,
    digest: String,
    length: String,
    offset: String,
    filename: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    media: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redirect: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_modified: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by_hand: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recalled: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brought: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rendered: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    flaw: Option<String>,
}

/// The whole index: the same entries give the same text. It is written line by line: of a million pages it takes half a
/// gigabyte.
pub fn write<'a>(entries: impl Iterator<Item = &'a Entry>, out: &mut impl Write) -> io::Result<()> {
    let mut lines: Vec<_> = entries.map(|entry| (key(&entry.address), entry)).collect();
    lines.sort_by(|(a, x), (b, y)| {
        (a, x.at, &x.spot.file, x.spot.offset).cmp(&(b, y.at, &y.spot.file, y.spot.offset))
    });
    for (key, entry) in lines {
        let json = serde_json::to_string(&CdxjLine::from(entry))?;
        writeln!(out, "{key} {} {json}", entry.at.digits())?;
    }
    Ok(())
}

/// The whole index in memory.
pub fn text<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<u8> {
    let mut text = Vec::new();
    write(entries, &mut text).expect("writing to memory cannot fail");
    text
}

/// Reads an index back, in the order in which the archive was written; nothing when a line is not ours.
pub fn read(text: &str) -> Option<Vec<Entry>> {
    let mut entries = text.lines().map(read_line).collect::<Option<Vec<_>>>()?;
    entries.sort_by(|a, b| (&a.spot.file, a.spot.offset).cmp(&(&b.spot.file, b.spot.offset)));
    Some(entries)
}

fn read_line(line: &str) -> Option<Entry> {
    let mut parts = line.splitn(3, ' ').skip(1);
    let at = Moment::from_digits(parts.next()?).ok()?;
    let line: CdxjLine = serde_json::from_str(parts.next()?).ok()?;
    let spot =
        Spot { file: line.filename, offset: line.offset.parse().ok()?, length: line.length.parse().ok()? };
    let provenance = match (line.by_hand, line.recalled, line.brought) {
        (Some(file), _, Some(brought)) => {
            Provenance::ByHand { file, brought: brought.parse().ok()?, flaw: line.flaw }
        }
        (None, Some(from), Some(at)) => {
            Provenance::Recalled { from: from.parse().ok()?, fetched: at.parse().ok()? }
        }
        (_, _, _) => line.rendered.map_or(Provenance::Crawled, |by| Provenance::Rendered { by }),
    };
    let (held, media) =
        if line.mime == REPEAT { (KeptIn::Earlier, line.media?) } else { (KeptIn::Here, line.mime) };
    let media = if media == UNKNOWN { String::new() } else { media };
    let found = match line.note {
        Some(note) => Found::Nothing { note },
        None => Found::Bytes {
            status: line.status.parse().ok()?,
            media,
            digest: line.digest.strip_prefix("sha256:")?.parse().ok()?,
            redirect: line.redirect,
            validators: Validators { etag: line.etag, last_modified: line.last_modified },
            held,
        },
    };
    Some(Entry { address: line.url.parse().ok()?, at, found, provenance, spot })
}

impl From<&Entry> for CdxjLine {
    fn from(entry: &Entry) -> Self {
        let mut line = Self {
            url: entry.address.to_string(),
            mime: "-".into(),
            status: "-".into(),
            digest: "-".into(),
            length: entry.spot.length.to_string(),
            offset: entry.spot.offset.to_string(),
            filename: entry.spot.file.clone(),
            media: None,
            redirect: None,
            etag: None,
            last_modified: None,
            note: None,
            by_hand: None,
            recalled: None,
            brought: None,
            rendered: None,
            flaw: None,
        };
        match &entry.found {
            Found::Nothing { note } => line.note = Some(note.clone()),
            Found::Bytes { status, media, digest, redirect, validators, held } => {
                let media = if media.is_empty() { UNKNOWN } else { media };
                match held {
                    KeptIn::Here => line.mime = media.to_owned(),
                    KeptIn::Earlier => (line.mime, line.media) = (REPEAT.to_owned(), Some(media.to_owned())),
                }
                line.status = status.to_string();
                line.digest = format!("sha256:{digest}");
                line.redirect.clone_from(redirect);
                line.etag.clone_from(&validators.etag);
                line.last_modified.clone_from(&validators.last_modified);
            }
        }
        match &entry.provenance {
            Provenance::Crawled => {}
            Provenance::Rendered { by } => line.rendered = Some(by.clone()),
            Provenance::Recalled { from, fetched } => {
                (line.recalled, line.brought) = (Some(from.to_string()), Some(fetched.to_string()));
            }
            Provenance::ByHand { file, brought, flaw } => {
                (line.by_hand, line.brought) = (Some(file.clone()), Some(brought.to_string()));
                line.flaw.clone_from(flaw);
            }
        }
        line
    }
}

/// The sort key of an address, host reversed: `org,example)/page?q`, so that a site's pages stand together.
fn key(address: &Address) -> String {
    let host = address.host();
    let numeric = host.starts_with('[') || host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let reversed = if numeric { host.to_owned() } else { host.rsplit('.').collect::<Vec<_>>().join(",") };
    let port = address.url().port().map_or_else(String::new, |port| format!(":{port}"));
    format!("{reversed}{port}){}", address.path().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Digest;

    fn entry(address: &str, offset: u64, found: Found, provenance: Provenance) -> Entry {
        let spot = Spot { file: "palmares-00001.warc.gz".into(), offset, length: 10 };
        Entry { address: address.parse().unwrap(), at: Moment::from_unix(0), found, provenance, spot }
    }

    #[test]
    fn an_index_is_written_sorted_and_read_back_in_the_order_of_the_archive() {
        let bytes = |held| Found::Bytes {
            status: 301,
            media: "text/html".into(),
            digest: Digest::of(b"x"),
            redirect: Some("/é \"y\"".into()),
            validators: Validators { etag: Some("W/\"1\"".into()), last_modified: None },
            held,
        };
        let note = Found::Nothing { note: "not allowed: robots.txt says `Disallow: /`".into() };
        let by_hand = Provenance::ByHand {
            file: "page.html".into(),
            brought: Moment::from_unix(9),
            flaw: Some("it was cut short".into()),
        };
        let from = "http://web.example/id_/http://b/".parse().unwrap();
        let recalled = Provenance::Recalled { from, fetched: Moment::from_unix(8) };
        let entries = vec![
            entry("http://www.example.org/Z", 0, bytes(KeptIn::Here), Provenance::Crawled),
            entry("http://www.example.org/a", 10, bytes(KeptIn::Earlier), by_hand),
            entry("http://127.0.0.1:8080/", 20, note, recalled),
        ];
        let text = String::from_utf8(text(entries.iter())).unwrap();
        let keys: Vec<_> = text.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(keys, ["127.0.0.1:8080)/", "org,example,www)/a", "org,example,www)/z"]);
        assert_eq!(read(&text), Some(entries));
    }

    #[test]
    fn an_index_of_another_making_is_not_believed() {
        assert_eq!(read("org,example)/ 20120607 {}\n"), None);
        assert_eq!(read("garbage"), None);
        assert_eq!(read(""), Some(vec![]));
    }
}
