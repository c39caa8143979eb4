//! Bytes become text as in a browser: byte order mark, then header, then what the page says of itself, then a guess.
//! Unlike a browser, a label that the bytes contradict is not believed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use workspace::Charset;

/// A declaration further down is not one (HTML, 13.2.3.2).
const DECLARATION_WITHIN: usize = 1024;

/// The text of bytes that came with a `Content-Type` (may be empty), without a byte order mark; `tld` is the end of the
/// host's name (`fr`). Each byte that the charset does not know becomes `U+FFFD`.
pub fn decode(bytes: &[u8], content_type: &str, tld: &str) -> String {
    let read = |bytes: &[u8], encoding: &'static Encoding| {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(&bytes[mark..], encoding);
    }
    let header = label_after(content_type.as_bytes(), b"charset");
    let mut labels = [header, declaration(bytes)].into_iter().flatten();
    if let Some(encoding) = labels.find(|encoding| fits(bytes, encoding)) {
        return read(bytes, encoding);
    }
    let encoding = guess(bytes, tld);
    // What the detector does not know: Excel on a Mac and DOS save tables in charsets of their own.
    match Charset::guess(bytes).filter(|_| encoding.is_single_byte()) {
        None | Some(Charset::Windows1252) => read(bytes, encoding),
        Some(legacy @ (Charset::MacRoman | Charset::CodePage850)) => legacy.decode(bytes),
    }
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

/// The charset named after `word` and an equals sign; never UTF-16, in which the name could not have been read.
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

    fn encoded(text: &str, charset: &str) -> Vec<u8> {
        Encoding::for_label(charset.as_bytes()).unwrap().encode(text).0.into_owned()
    }

    #[test]
    fn french_pages_of_the_2000s_are_read_in_every_charset() {
        for charset in ["utf-8", "windows-1252", "iso-8859-15"] {
            let bytes = encoded(TEXT, charset);
            assert_eq!(decode(&bytes, &format!("text/html; charset=\"{charset}\""), "fr"), TEXT, "{charset}");
            let page =
                format!("<html><head><META http-equiv=x content='text/html; CHARSET={charset}'>{TEXT}");
            assert_eq!(decode(&encoded(&page, charset), "text/html", "fr"), page, "{charset}");
        }
        assert_eq!(decode(&encoded(TEXT, "windows-1252"), "", "fr"), TEXT);
        assert_eq!(decode(TEXT.as_bytes(), "", "fr"), TEXT);
    }

    #[test]
    fn tables_of_mac_and_dos_are_told_by_their_words() {
        let table = "Rang;Marque\r1;Crédit Agricole\r2;Évian à Béziers\r3;Béton, maïs\r";
        for legacy in [Charset::MacRoman, Charset::CodePage850] {
            let bytes: Vec<u8> = table
                .chars()
                .map(|wanted| (0..=255).find(|byte| legacy.letter(*byte) == wanted).unwrap())
                .collect();
            assert_eq!(decode(&bytes, "text/csv", "fr"), table, "{}", legacy.name());
        }
    }

    #[test]
    fn a_byte_order_mark_outweighs_every_label() {
        let utf16: Vec<u8> = format!("\u{feff}{TEXT}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&utf16, "text/html; charset=utf-8", "fr"), TEXT);
        let utf8 = format!("\u{feff}{TEXT}");
        assert_eq!(decode(utf8.as_bytes(), "text/html; charset=latin1", "fr"), TEXT);
    }

    #[test]
    fn a_label_that_the_bytes_contradict_is_not_believed() {
        assert_eq!(decode(TEXT.as_bytes(), "text/html; charset=iso-8859-1", "fr"), TEXT);
        assert_eq!(decode(&encoded(TEXT, "windows-1252"), "text/html; charset=utf-8", "fr"), TEXT);
        let page = format!("<?xml version='1.0' encoding='ISO-8859-15'?>{TEXT}");
        let bytes = encoded(&page, "iso-8859-15");
        assert_eq!(decode(&bytes, "application/xml; charset=utf-8", "fr"), page, "the next label holds");
        for plain in ["<meta charset=utf-16>plain", "<meta charset=no-such-charset>plain"] {
            assert_eq!(decode(plain.as_bytes(), "text/html; charset=", "fr"), plain);
        }
    }

    #[test]
    fn bytes_that_no_charset_knows_are_seen() {
        assert_eq!(decode(b"\xef\xbb\xbfa\xffb", "", "fr"), "a\u{fffd}b");
    }
}
