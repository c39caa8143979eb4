//! Whether a foreign record can be the whole page as it was: what it says of itself, held against its bytes.

use sha1::{Digest as _, Sha1};
use sha2::Sha256;

use model::Moment;

use super::http;
use super::record::WarcRecord;
use super::undo;

/// Said of a record that is dated later than the day on which it was brought.
pub const FROM_THE_FUTURE: &str = "it is dated later than the day on which it was brought";

/// Why a record cannot be the whole page, where it says or shows so.
pub fn flaw(record: &WarcRecord, at: Moment, brought: Moment) -> Option<String> {
    let get = |name: &str| record.fields.get(name);
    let truncated =
        get("WARC-Truncated").map(|why| format!("its record was cut short (WARC-Truncated: {why})"));
    let segment =
        get("WARC-Segment-Number").map(|_| "its rest stands in another record (WARC-Segment-Number)");
    let block = get("WARC-Block-Digest").filter(|digest| contradicts(digest, &[&record.block]));
    let block = block.map(|_| "its bytes are not those that its WARC-Block-Digest names");
    let future = Some(FROM_THE_FUTURE).filter(|_| at > brought);
    let others = segment.or(block).or_else(|| of_answer(record)).or(future);
    truncated.or_else(|| others.map(str::to_owned))
}

/// What is wrong with the answer inside a record.
fn of_answer(record: &WarcRecord) -> Option<&'static str> {
    let raw = http::read_response(&record.block);
    let payload = record.fields.get("WARC-Payload-Digest");
    let Some(answer) = raw else {
        let wrong = payload.filter(|digest| contradicts(digest, &[&record.block]));
        return wrong.map(|_| WRONG_PAYLOAD);
    };
    let get = |name: &str| {
        let line = answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        line.map(|(_, value)| value.trim().to_ascii_lowercase())
    };
    if get("content-range").is_some() {
        return Some("it is a part of the page only (Content-Range)");
    }
    let told = get("content-length").and_then(|length| length.parse::<usize>().ok());
    let chunked = get("transfer-encoding").is_some();
    // Some writers store the body unpacked and keep the header lines of the packed one.
    let unpacked = get("content-encoding").is_some_and(|coding| coding.contains("gzip"))
        && !answer.body.starts_with(&[0x1f, 0x8b]);
    if told.is_some_and(|told| told != answer.body.len()) && !chunked && !unpacked {
        return Some("its body is not as long as its Content-Length says, so it was cut short");
    }
    let body = answer.body.to_vec();
    let dechunked = undo::dechunked(&body).unwrap_or_default();
    let plain = undo::undone(answer).map(|answer| answer.body.into_owned()).unwrap_or_default();
    // Writers differ on which coding of the body the digest names.
    let wrong = payload.filter(|digest| contradicts(digest, &[&body, &dechunked, &plain]));
    wrong.map(|_| WRONG_PAYLOAD)
}

const WRONG_PAYLOAD: &str = "its bytes are not those that its WARC-Payload-Digest names";

/// Whether a digest names none of these bytes; one of an unknown kind says nothing.
fn contradicts(digest: &str, bytes: &[&[u8]]) -> bool {
    let Some((algorithm, value)) = digest.split_once(':') else { return false };
    let hash: fn(&[u8]) -> Vec<u8> = match algorithm.to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => |bytes| Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => |bytes| Sha256::digest(bytes).to_vec(),
        _ => return false,
    };
    let value = value.trim().trim_end_matches('=');
    let names = |bytes: &&[u8]| {
        let hash = hash(bytes);
        hexadecimal(&hash).eq_ignore_ascii_case(value) || base32(&hash).eq_ignore_ascii_case(value)
    };
    !bytes.iter().any(names)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 4648, without padding: how most crawlers write a digest.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0);
    let five = |at: usize| (at..at + 5).fold(0, |five, at| five << 1 | usize::from(bit(at)));
    (0..bytes.len() * 8).step_by(5).map(|at| char::from(LETTERS[five(at)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Fields, RecordType};

    const BODY: &str = "<ul><li>Fortuneo</ul>";

    fn told(fields: &[(&str, &str)], head: &str) -> Option<String> {
        let day: Moment = "2024-02-01".parse().unwrap();
        let kind = Fields::new(RecordType::Response, "<urn:uuid:1>", day);
        let fields = fields.iter().fold(kind, |fields, (name, value)| fields.with(name, value));
        let block = format!("HTTP/1.1 200 OK\r\n{head}\r\n{BODY}").into_bytes();
        flaw(&WarcRecord { fields, block }, day, day)
    }

    #[test]
    fn what_a_record_says_of_itself_is_held_against_its_bytes() {
        let sha1 = format!("sha1:{}", base32(&Sha1::digest(BODY)));
        let sha256 = format!("sha256:{}", hexadecimal(&Sha256::digest(BODY)));
        for sound in [sha1.as_str(), &sha256, "md5:0123", "blake3:x"] {
            assert_eq!(told(&[("WARC-Payload-Digest", sound)], "Content-Length: 21\r\n"), None, "{sound}");
        }
        let zeros = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        for (field, value) in [
            ("WARC-Truncated", "length"),
            ("WARC-Segment-Number", "1"),
            ("WARC-Payload-Digest", zeros),
            ("WARC-Block-Digest", &sha256),
        ] {
            let told = told(&[(field, value)], "");
            assert!(told.as_ref().is_some_and(|told| told.contains(field)), "{field}: {told:?}");
        }
        for (head, word) in [
            ("Content-Length: 20\r\n", "cut short"),
            ("Content-Length: 22\r\n", "cut short"),
            ("Content-Range: bytes 0-20/900\r\n", "a part"),
        ] {
            assert!(told(&[], head).is_some_and(|told| told.contains(word)), "{head}");
        }
        let unpacked = "Content-Encoding: gzip\r\nContent-Length: 9\r\n";
        assert_eq!(told(&[], unpacked), None, "stored unpacked, with the length of the packed body");
    }

    #[test]
    fn digests_are_written_as_the_standards_print_them() {
        assert_eq!(base32(b"fooba"), "MZXW6YTB");
        assert_eq!(base32(b"foob"), "MZXW6YQ");
        assert_eq!(base32(&Sha1::digest(b"")), "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
    }
}
