//! HTTP heads inside records: what was asked, and what was answered, so that any replay tool understands it.

use std::borrow::Cow;

use model::Exchange;

use super::record::read_fields;

/// Header lines that tell of a framing or coding which is undone in the archive. The old line is kept under
/// `X-Orig-…`, as other crawlers that store undone bodies do.
const FRAMING: [&str; 3] = ["transfer-encoding", "content-length", "content-encoding"];

/// The request as HTTP/1.1, whatever was spoken: replay tools read nothing newer.
pub fn request_head(exchange: &Exchange) -> Vec<u8> {
    let mut text =
        format!("GET {} HTTP/1.1\r\nHost: {}\r\n", exchange.address.path(), exchange.address.authority());
    exchange.asked.iter().for_each(|(name, value)| push_line(&mut text, name, value));
    text.push_str("\r\n");
    to_bytes(&text)
}

/// The head of the answer as HTTP/1.1, with the length of the body as it is stored.
pub fn response_head(exchange: &Exchange) -> Vec<u8> {
    let reason = reason(exchange.status);
    let mut text = format!("HTTP/1.1 {} {reason}\r\n", exchange.status);
    let length = exchange.body.len().to_string();
    let mut has_length = false;
    for (name, value) in &exchange.headers {
        let framing = FRAMING.contains(&name.to_ascii_lowercase().as_str());
        let right_length = name.eq_ignore_ascii_case("content-length") && *value == length && !has_length;
        has_length |= right_length;
        if framing && !right_length {
            push_line(&mut text, &format!("X-Orig-{name}"), value);
        } else {
            push_line(&mut text, name, value);
        }
    }
    if !has_length && exchange.status != 304 {
        push_line(&mut text, "Content-Length", &length);
    }
    text.push_str("\r\n");
    to_bytes(&text)
}

fn push_line(text: &mut String, name: &str, value: &str) {
    text.push_str(&format!("{name}: {}\r\n", value.replace(['\r', '\n'], " ")));
}

/// Header text is Latin-1: one character a byte, so that no byte is lost.
fn to_bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

/// An HTTP answer taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// The bytes after the head.
    pub body: Cow<'a, [u8]>,
}

/// Takes an `application/http` block apart, or nothing when it is none.
pub fn read_response(block: &[u8]) -> Option<Answer<'_>> {
    let (head_end, gap) = end_of_head(block).unwrap_or((block.len(), 0));
    let head: String = block[..head_end].iter().map(|byte| char::from(*byte)).collect();
    let mut lines = head.lines();
    let status_line = lines.next().filter(|line| line.starts_with("HTTP/"))?;
    let status = status_line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(Answer { status, headers: read_fields(lines), body: Cow::Borrowed(&block[head_end + gap..]) })
}

/// Where the head ends, and how long the blank line behind it is. The body is not looked at.
fn end_of_head(block: &[u8]) -> Option<(usize, usize)> {
    let mut line_end = 0;
    loop {
        line_end += block.get(line_end..)?.iter().position(|byte| *byte == b'\n')?;
        if block[line_end..].starts_with(b"\n\n") {
            return Some((line_end, 2));
        }
        if block[line_end..].starts_with(b"\n\r\n") && block[..line_end].ends_with(b"\r") {
            return Some((line_end - 1, 4));
        }
        line_end += 1;
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        403 => "Forbidden",
        404 => "Not Found",
        410 => "Gone",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Answer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Moment, Provenance};

    fn exchange(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Exchange {
        let owned = |(n, v): &(&str, &str)| ((*n).to_owned(), (*v).to_owned());
        Exchange {
            address: "http://example.org:81/a?b".parse().unwrap(),
            at: Moment::from_unix(0),
            provenance: Provenance::Crawled,
            via: None,
            protocol: "HTTP/2.0".into(),
            server: None,
            asked: vec![("User-Agent".into(), "palmares".into())],
            status,
            headers: headers.iter().map(owned).collect(),
            body: body.to_vec(),
        }
    }

    #[test]
    fn framing_that_was_undone_is_told_apart() {
        let chunked =
            exchange(200, &[("Transfer-Encoding", "chunked"), ("Content-Type", "text/html")], b"abc");
        let head = String::from_utf8(response_head(&chunked)).unwrap();
        assert_eq!(
            head,
            "HTTP/1.1 200 OK\r\nX-Orig-Transfer-Encoding: chunked\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n"
        );
        let lying = exchange(200, &[("Content-Length", "99"), ("Content-Encoding", "gzip")], b"abc");
        let head = String::from_utf8(response_head(&lying)).unwrap();
        assert!(
            head.contains("X-Orig-Content-Length: 99\r\nX-Orig-Content-Encoding: gzip\r\nContent-Length: 3")
        );
    }

    #[test]
    fn a_request_is_written_as_it_was_meant() {
        let head = String::from_utf8(request_head(&exchange(200, &[], b""))).unwrap();
        assert_eq!(head, "GET /a?b HTTP/1.1\r\nHost: example.org:81\r\nUser-Agent: palmares\r\n\r\n");
    }

    #[test]
    fn an_answer_is_read_back_with_every_byte() {
        let sent = exchange(404, &[("X-Name", "\u{e9}t\u{e9}"), ("Content-Length", "2")], b"\n\n");
        let block = [response_head(&sent), sent.body.clone()].concat();
        let read = read_response(&block).unwrap();
        assert_eq!((read.status, read.body.as_ref()), (404, b"\n\n".as_slice()));
        assert_eq!(read.headers, sent.headers);
        assert_eq!(read_response(b"not http at all"), None);
    }
}
