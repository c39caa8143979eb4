//! What received bytes are: their kind, decided by what they begin with where the header lies, and their text.

mod charset;

pub use charset::decode;

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::MultiGzDecoder;

/// The kinds of bytes that can tell about an edition, and those that cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaKind {
    Html,
    /// Any other XML: a feed, a sitemap.
    Xml,
    Json,
    /// Rows of values with a comma, semicolon or tab between them.
    Csv,
    Text,
    Pdf,
    /// A workbook of a spreadsheet: XLSX or ODS.
    Workbook,
    /// Nothing that can be read for awards: a picture, an archive, a program.
    Other,
}

impl MediaKind {
    /// The media type that names it; the charset is told apart.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Xml => "application/xml",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Text => "text/plain",
            Self::Pdf => "application/pdf",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Other => "application/octet-stream",
        }
    }
}

/// How many bytes are looked at; a comment or a script before the first tag may be long.
const LOOK: usize = 4096;

/// The kind of bytes that came with a `Content-Type` (may be empty) from a path (`/liste.csv`).
pub fn kind(bytes: &[u8], content_type: &str, path: &str) -> MediaKind {
    let claimed = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let start = ascii_start(bytes);
    by_signature(bytes)
        .or_else(|| by_markup(&start))
        .unwrap_or_else(|| by_claim(bytes, &start, &claimed, path))
}

fn by_signature(bytes: &[u8]) -> Option<MediaKind> {
    const PICTURES: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM"];
    let look = &bytes[..bytes.len().min(1024)];
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    if look.windows(5).any(|window| window == b"%PDF-") {
        return Some(MediaKind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let workbook = has(b"xl/workbook.xml") || has(b"application/vnd.oasis.opendocument.spreadsheet");
        return Some(if workbook { MediaKind::Workbook } else { MediaKind::Other });
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        // An old workbook, or one with a password: the reader of workbooks says what to do.
        return Some(MediaKind::Workbook);
    }
    let packed = bytes.starts_with(b"\x1f\x8b");
    let picture = PICTURES.iter().any(|signature| bytes.starts_with(signature)) && !is_texty(look);
    (packed || picture).then_some(MediaKind::Other)
}

fn by_markup(start: &str) -> Option<MediaKind> {
    let start = start.trim_start();
    let page =
        ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script", "<table", "<div", "<h1"];
    let part = [
        "<article", "<section", "<main", "<header", "<ul", "<ol", "<dl", "<p>", "<p ", "<h2", "<h3", "<b>",
        "<span",
    ];
    if part.iter().any(|tag| start.starts_with(tag)) {
        return Some(MediaKind::Html);
    }
    if page.iter().any(|tag| start.starts_with(tag)) {
        return Some(MediaKind::Html);
    }
    let xml = ["<?xml", "<rss", "<feed", "<urlset", "<sitemapindex", "<rdf:rdf"];
    if xml.iter().any(|tag| start.starts_with(tag)) {
        let page = start.contains("<html") || start.contains("<!doctype html");
        return Some(if page { MediaKind::Html } else { MediaKind::Xml });
    }
    let tags = page.iter().filter(|tag| start.contains(**tag)).count();
    (start.starts_with('<') && tags > 0).then_some(MediaKind::Html)
}

fn by_claim(bytes: &[u8], start: &str, claimed: &str, path: &str) -> MediaKind {
    let ends =
        |suffix: &str| path.split('?').next().unwrap_or_default().to_ascii_lowercase().ends_with(suffix);
    if !is_texty(&bytes[..bytes.len().min(LOOK)]) {
        MediaKind::Other
    } else if start.trim_start().starts_with(['{', '[']) && is_json(bytes) {
        MediaKind::Json
    } else if claimed.contains("csv") || ends(".csv") || ends(".tsv") {
        MediaKind::Csv
    } else if (matches!(claimed, "text/html" | "application/xhtml+xml") || ends(".html") || ends(".htm"))
        && (start.contains('<') || !has_columns(start))
    {
        MediaKind::Html
    } else if claimed.ends_with("xml") {
        MediaKind::Xml
    } else if has_columns(start) {
        MediaKind::Csv
    } else {
        MediaKind::Text
    }
}

/// The first characters in lower-case ASCII, whatever the charset: every second byte of UTF-16 is dropped.
fn ascii_start(bytes: &[u8]) -> String {
    let look = &bytes[..bytes.len().min(LOOK)];
    let look = look.strip_prefix(b"\xef\xbb\xbf").unwrap_or(look);
    let plain = look.iter().filter(|byte| **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase()));
    plain.skip_while(|c| matches!(c, '\u{fe}' | '\u{ff}')).collect()
}

/// Whether bytes are text: no control characters but those of text, or UTF-16 with its mark.
fn is_texty(bytes: &[u8]) -> bool {
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let control = |byte: &&u8| **byte < 32 && !b"\t\n\x0b\x0c\r\x1b".contains(byte);
    // A page may hold a stray NUL; a picture holds many.
    utf16 || bytes.iter().filter(control).count() * 100 <= bytes.len()
}

fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// Whether the first lines have the same number of separators, at least one.
fn has_columns(start: &str) -> bool {
    let lines: Vec<_> = start.lines().take(5).filter(|line| !line.trim().is_empty()).collect();
    let same = |separator: char| {
        let mut counts = lines.iter().map(|line| line.matches(separator).count());
        counts.next().is_some_and(|first| first > 0 && counts.all(|count| count == first))
    };
    lines.len() >= 2 && [';', '\t', ','].into_iter().any(same)
}

/// The sitemap protocol allows 50 MB; what is larger is read so far.
const LARGEST: u64 = 50 << 20;

// A sitemap may be `sitemap.xml.gz`: packed itself, whatever carried it.

/// The bytes inside a gzip file; what can be read of a damaged one, and any other bytes as they are.
pub fn unpacked(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Cow::Borrowed(bytes);
    }
    let mut inside = Vec::new();
    // What was unpacked before an error is kept.
    let _ = MultiGzDecoder::new(bytes).take(LARGEST).read_to_end(&mut inside);
    Cow::Owned(inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    #[test]
    fn content_outweighs_the_header() {
        assert_eq!(kind(b"%PDF-1.7 ...", "text/html", "/"), MediaKind::Pdf);
        assert_eq!(kind(b"\n<!DOCTYPE html><html>", "application/pdf", "/x.pdf"), MediaKind::Html);
        assert_eq!(kind(b"<?xml version='1.0'?><!DOCTYPE html PUBLIC>", "text/xml", "/"), MediaKind::Html);
        assert_eq!(kind(b"<?xml version='1.0'?><rss>", "text/html", "/"), MediaKind::Xml);
        assert_eq!(kind(b"{\"a\": [1]}", "text/html", "/"), MediaKind::Json);
        assert_eq!(
            kind(b"PK\x03\x04....xl/workbook.xml", "application/octet-stream", "/"),
            MediaKind::Workbook
        );
        assert_eq!(kind(b"<ul><li>1. Free", "", "/liste"), MediaKind::Html);
        assert_eq!(kind(b"1. <b>Free</b>", "", "/liste.html"), MediaKind::Html);
        assert_eq!(kind(b"\xd0\xcf\x11\xe0\xa1\xb1", "", "/liste.xls"), MediaKind::Workbook);
        assert_eq!(kind(b"PK\x03\x04....word/document.xml", "", "/"), MediaKind::Other);
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "text/html", "/"), MediaKind::Other);
        assert_eq!(kind(b"\x1f\x8b\x08\0\0\0\0\0", "text/html", "/"), MediaKind::Other, "coded twice");
    }

    #[test]
    fn text_is_told_by_its_shape_and_then_by_its_name() {
        assert_eq!(kind(b"a;b\n1;2\n", "text/plain", "/"), MediaKind::Csv);
        assert_eq!(kind(b"a;b\n1;2\n", "text/html", "/"), MediaKind::Csv, "a page has a tag");
        assert_eq!(kind(b"Prix, 2012", "text/csv", "/"), MediaKind::Csv);
        assert_eq!(kind(b"Prix 2012", "", "/liste.CSV?x"), MediaKind::Csv);
        assert_eq!(kind(b"Le palmar\xe8s", "text/html", "/"), MediaKind::Html);
        assert_eq!(kind(b"Le palmar\xe8s", "", "/"), MediaKind::Text);
        assert_eq!(kind(b"[not json]", "", "/"), MediaKind::Text);
        assert_eq!(kind(b"", "", "/"), MediaKind::Text);
    }

    #[test]
    fn a_page_in_utf_16_or_with_stray_nul_bytes_is_a_page() {
        let utf16: Vec<u8> = "\u{feff}<html>é".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(kind(&utf16, "", "/"), MediaKind::Html);
        assert_eq!(kind(b"<!-- x -->\0<div>page</div>", "", "/"), MediaKind::Html);
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    }

    #[test]
    fn a_packed_file_is_unpacked_and_another_is_left_alone() {
        assert_eq!(unpacked(&packed(b"<urlset>")).as_ref(), b"<urlset>");
        assert!(matches!(unpacked(b"<urlset>"), Cow::Borrowed(b"<urlset>")));
    }

    #[test]
    fn a_cut_file_gives_what_is_whole_and_a_bomb_ends() {
        let text: Vec<u8> = (0..20_000_u32).flat_map(|n| n.to_string().into_bytes()).collect();
        let whole = packed(&text);
        let cut = unpacked(&whole[..whole.len() / 2]);
        assert!(!cut.is_empty() && text.starts_with(&cut), "{} of {} bytes", cut.len(), text.len());
        assert_eq!(unpacked(&packed(&vec![0; 60 << 20])).len() as u64, LARGEST);
    }
}
