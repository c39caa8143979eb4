//! Chunking and content coding of foreign records, undone, so that every body in the archive is what a reader sees.

use std::borrow::Cow;
use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::http::Answer;

/// The longest body unpacked from a foreign record.
const LONGEST: u64 = 256_000_000;
/// As much as is read from memory at once.
const BROTLI_BUFFER: usize = 1 << 16;

/// The answer with a plain body; nothing when the coding is unknown or broken.
pub fn undone(answer: Answer<'_>) -> Option<Answer<'_>> {
    let get = |name: &str| {
        let line = answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        line.map(|(_, value)| value.trim().to_ascii_lowercase()).unwrap_or_default()
    };
    // Some writers store the body without its chunks, and keep the header line.
    let chunked = if get("transfer-encoding") == "chunked" { dechunked(&answer.body) } else { None };
    let coding = get("content-encoding");
    let framed = chunked.map_or(answer.body, Cow::Owned);
    let plain = match coding.as_str() {
        "" | "identity" => Some(framed),
        "gzip" | "x-gzip" if framed.starts_with(&[0x1f, 0x8b]) => all(MultiGzDecoder::new(&*framed)),
        "deflate" => all(ZlibDecoder::new(&*framed)).or_else(|| all(DeflateDecoder::new(&*framed))),
        "gzip" | "x-gzip" => Some(framed),
        "br" => all(Decompressor::new(&*framed, BROTLI_BUFFER)),
        _ => None,
    }?;
    let headers = answer.headers.into_iter().map(|(name, value)| {
        let undone = ["transfer-encoding", "content-encoding"].contains(&name.to_ascii_lowercase().as_str());
        if undone { (format!("X-Orig-{name}"), value) } else { (name, value) }
    });
    Some(Answer { status: answer.status, headers: headers.collect(), body: plain })
}

fn all<'a>(from: impl Read) -> Option<Cow<'a, [u8]>> {
    let mut bytes = Vec::new();
    let read: io::Result<usize> = from.take(LONGEST).read_to_end(&mut bytes);
    read.ok().filter(|length| (*length as u64) < LONGEST).map(|_| Cow::Owned(bytes))
}

/// The body without its chunks, or nothing when it is not chunked from end to end.
pub fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(body.len());
    loop {
        let line_end = body.iter().position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&body[..line_end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[line_end + 1..];
        if size == 0 {
            return Some(plain);
        }
        plain.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?;
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn body(headers: &[(&str, &str)], body: &[u8]) -> Option<Vec<u8>> {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        undone(Answer { status: 200, headers, body: body.into() }).map(|answer| answer.body.into_owned())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    }

    #[test]
    fn chunks_and_codings_are_undone() {
        let chunked = ("Transfer-Encoding", "chunked");
        assert_eq!(body(&[chunked], b"3;x=y\r\nabc\r\n1\r\nd\r\n0\r\n\r\n").unwrap(), b"abcd");
        assert_eq!(body(&[chunked], b"<p>no chunks</p>\n").unwrap(), b"<p>no chunks</p>\n");
        assert_eq!(body(&[("Content-Encoding", "gzip")], &gzip(b"page")).unwrap(), b"page");
        assert_eq!(body(&[("content-encoding", "gzip")], b"plain after all").unwrap(), b"plain after all");
        assert_eq!(body(&[("Content-Encoding", "BR")], b"\x8b\x01\x80page\x03").unwrap(), b"page");
        assert_eq!(body(&[("Content-Encoding", "br")], b"plain, whatever the header says"), None);
        assert_eq!(body(&[("Content-Encoding", "zstd")], b"?"), None);
        assert_eq!(body(&[("Content-Encoding", "gzip")], &gzip(b"page")[..12]), None);
    }
}
