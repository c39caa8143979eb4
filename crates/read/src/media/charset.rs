//! Bytes become text as in a browser: byte order mark, then header, then what the page says of itself, then a guess.
//! Unlike a browser, a label that the bytes contradict is not believed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use workspace::Charset;

/// Text with the charset it was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The charset's name: `UTF-8`, `windows-1252`, `ISO-8859-15`.
    pub charset: &'static str,
    pub trust: Trust,
    /// Whether bytes stood in it that the charset does not know; each became `U+FFFD`.
    pub damaged: bool,
}

/// Why a charset was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    Mark,
    Header,
    /// A declaration inside the text.
    Declared,
    /// No label held; the bytes themselves.
    Guessed,
}

/// A declaration further down is not one (HTML, 13.2.3.2).
const DECLARATION_WITHIN: usize = 1024;

/// Decodes bytes that came with a `Content-Type` (may be empty); `tld` is the end of the host's name (`fr`).
pub fn decode(bytes: &[u8], content_type: &str, tld: &str) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(&bytes[mark..], encoding, Trust::Mark);
    }
    let header = label_after(content_type.as_bytes(), b"charset").map(|encoding| (encoding, Trust::Header));
    let declared = declaration(bytes).map(|encoding| (encoding, Trust::Declared));
    let believed = [header, declared].into_iter().flatten().find(|(encoding, _)| fits(bytes, encoding));
    if let Some((encoding, trust)) = believed {
        return decoded(bytes, encoding, trust);
    }
    let encoding = guess(bytes, tld);
    // What the detector does not know: Excel on a Mac and DOS save tables in charsets of their own.
    match Charset::guess(bytes).filter(|_| encoding.is_single_byte()) {
        None | Some(Charset::Windows1252) => decoded(bytes, encoding, Trust::Guessed),
        Some(legacy @ (Charset::MacRoman | Charset::CodePage850)) => Decoded {
            text: legacy.decode(bytes),
            charset: legacy.name(),
            trust: Trust::Guessed,
            damaged: false,
        },
    }
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, trust: Trust) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), charset: encoding.name(), trust, damaged }
}

/// Whether bytes can be in the charset that a label names. French in a one-byte charset is never valid UTF-8 by
/// chance: after `é` or `ç` stands a letter, where UTF-8 has a byte above 127.
fn fits(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let utf8 = std::str::from_utf8(bytes).is_ok();
    if encoding == UTF_8 { utf8 } else { bytes.is_ascii() || !utf8 || !encoding.is_single_byte() }
}

fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes[..bytes.len().min(DECLARATION_WITHIN)].to_ascii_lowercase();
    if start.starts_with(b"<?xml") {
        let end = start.iter().position(|byte| *byte == b'>')?;
        return label_after(&start[..end], b"encoding");
    }
    let mut rest = start.as_slice();
    while let Some(at) = find(rest, b"<meta") {
        rest = &rest[at + 5..];
        let tag = &rest[..rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len())];
        if let Some(encoding) = label_after(tag, b"charset") {
            return Some(encoding);
        }
    }
    None
}

/// The charset that is named after `word` and an equals sign. A page that could be read so far is not in UTF-16,
/// whatever it says.
fn label_after(bytes: &[u8], word: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let after = &bytes[find(&lower, word)? + word.len()..];
    let value = after.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| b"\"'; \t/>?".contains(byte)).unwrap_or(value.len());
    Encoding::for_label(&value[..end]).map(Encoding::output_encoding)
}

fn guess(bytes: &[u8], tld: &str) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let tld = tld.to_ascii_lowercase();
    let fit = !tld.is_empty() && tld.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    detector.guess(fit.then_some(tld.as_bytes()), Utf8Detection::Allow)
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Palmarès de l'année : Crédit du Nord, élu « cœur de métier », 12 €";

    fn read(bytes: &[u8], header: &str) -> (String, &'static str, Trust) {
        let decoded = decode(bytes, header, "fr");
        assert!(!decoded.damaged, "{decoded:?}");
        (decoded.text, decoded.charset, decoded.trust)
    }

    fn encoded(text: &str, charset: &str) -> Vec<u8> {
        Encoding::for_label(charset.as_bytes()).unwrap().encode(text).0.into_owned()
    }

    #[test]
    fn french_pages_of_the_2000s_are_read_in_every_charset() {
        for charset in ["utf-8", "windows-1252", "iso-8859-15"] {
            let bytes = encoded(TEXT, charset);
            let by_header = read(&bytes, &format!("text/html; charset=\"{charset}\""));
            assert_eq!((by_header.0.as_str(), by_header.2), (TEXT, Trust::Header), "{charset}");
            let page = encoded(
                &format!("<html><head><META http-equiv=x content='text/html; CHARSET={charset}'>{TEXT}"),
                charset,
            );
            let declared = read(&page, "text/html");
            assert!(declared.0.ends_with(TEXT) && declared.2 == Trust::Declared, "{charset}: {declared:?}");
        }
        assert_eq!(
            read(&encoded(TEXT, "windows-1252"), ""),
            (TEXT.to_owned(), "windows-1252", Trust::Guessed)
        );
        assert_eq!(read(TEXT.as_bytes(), ""), (TEXT.to_owned(), "UTF-8", Trust::Guessed));
    }

    #[test]
    fn tables_of_mac_and_dos_are_told_by_their_words() {
        let table = "Rang;Marque\r1;Crédit Agricole\r2;Évian à Béziers\r3;Béton, maïs\r";
        for legacy in [Charset::MacRoman, Charset::CodePage850] {
            let bytes: Vec<u8> = table
                .chars()
                .map(|wanted| (0..=255).find(|byte| legacy.letter(*byte) == wanted).unwrap())
                .collect();
            assert_eq!(read(&bytes, "text/csv"), (table.to_owned(), legacy.name(), Trust::Guessed));
        }
    }

    #[test]
    fn a_byte_order_mark_outweighs_every_label() {
        let utf16: Vec<u8> = format!("\u{feff}{TEXT}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&utf16, "text/html; charset=utf-8"), (TEXT.to_owned(), "UTF-16BE", Trust::Mark));
        let utf8 = format!("\u{feff}{TEXT}");
        assert_eq!(
            read(utf8.as_bytes(), "text/html; charset=latin1"),
            (TEXT.to_owned(), "UTF-8", Trust::Mark)
        );
    }

    #[test]
    fn a_label_that_the_bytes_contradict_is_not_believed() {
        assert_eq!(
            read(TEXT.as_bytes(), "text/html; charset=iso-8859-1"),
            (TEXT.to_owned(), "UTF-8", Trust::Guessed)
        );
        let latin = encoded(TEXT, "windows-1252");
        assert_eq!(
            read(&latin, "text/html; charset=utf-8"),
            (TEXT.to_owned(), "windows-1252", Trust::Guessed)
        );
        let page =
            [b"<?xml version='1.0' encoding='ISO-8859-15'?>".as_slice(), &encoded(TEXT, "iso-8859-15")]
                .concat();
        assert_eq!(read(&page, "application/xml; charset=utf-8").1, "ISO-8859-15", "the next label holds");
        assert_eq!(read(b"<meta charset=utf-16>plain", "").1, "UTF-8");
        assert_eq!(read(b"<meta charset=no-such-charset>plain", "text/html; charset=").2, Trust::Guessed);
    }

    #[test]
    fn bytes_that_no_charset_knows_are_told() {
        let decoded = decode(b"\xef\xbb\xbfa\xffb", "", "fr");
        assert!(decoded.damaged && decoded.text == "a\u{fffd}b");
    }
}
