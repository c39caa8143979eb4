//! The records that keep one exchange: request, metadata, and last the answer, which makes the group valid.

use model::{Address, Digest, Exchange, Moment, Provenance};

use super::entry::Entry;
use super::http;
use super::member;
use super::record::{Fields, RecordType, WarcRecord};

/// The profile of a revisit whose server said "not modified".
pub const NOT_MODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
const SAME_BYTES: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
const ANSWER: &str = "application/http;msgtype=response";
const QUESTION: &str = "application/http;msgtype=request";
const UNKNOWN: &str = "application/octet-stream";
const SAID: &str = "application/warc-fields";

/// A group packed: gzip members, one after the other, and the byte at which the last begins.
pub type Packed = (Vec<u8>, usize);

/// Packs an exchange about the bytes with this digest, of which only a word is kept where an original holds them already.
/// `serial` tells apart what happens twice in a second.
pub fn pack(exchange: &Exchange, digest: Digest, original: Option<&Entry>, serial: u64) -> Packed {
    let visit = format!("{}\n{}\n{digest}", exchange.address.as_str(), exchange.at.digits());
    let name = |part: &str| id(&[part, &visit], serial);
    let answer_id = name("answer");
    let about =
        |kind, id: &str| Fields::new(kind, id, exchange.at).with("WARC-Target-URI", &exchange.address);
    let beside = |fields: Fields| fields.with("WARC-Concurrent-To", &answer_id);
    let mut bytes = Vec::with_capacity(exchange.body.len() / 3 + 1024);

    if exchange.provenance == Provenance::Crawled {
        let fields = beside(about(RecordType::Request, &name("request"))).with("Content-Type", QUESTION);
        member::pack(&fields, &[&http::request_head(exchange)], &mut bytes);
    }
    let fields = beside(about(RecordType::Metadata, &name("metadata"))).with("Content-Type", SAID);
    member::pack(&fields, &[said(exchange).as_bytes()], &mut bytes);

    let answer = bytes.len();
    let head = if exchange.protocol.is_empty() { Vec::new() } else { http::response_head(exchange) };
    let fields = |kind| {
        let fields = about(kind, &answer_id).with("WARC-Payload-Digest", format!("sha256:{digest}"));
        exchange.server.map_or(fields.clone(), |server| fields.with("WARC-IP-Address", server))
    };
    match original {
        Some(original) => {
            let fields = fields(RecordType::Revisit)
                .with("WARC-Refers-To-Target-URI", &original.address)
                .with("WARC-Refers-To-Date", original.at);
            // A replay tool shows the head it finds here, and a browser shows nothing for a 304; without a head
            // it takes that of the original. The 304 itself stands in the metadata record.
            if exchange.status == 304 {
                member::pack(&fields.with("WARC-Profile", NOT_MODIFIED), &[], &mut bytes);
            } else {
                let fields = fields.with("WARC-Profile", SAME_BYTES).with("Content-Type", ANSWER);
                member::pack(&fields, &[&head], &mut bytes);
            }
        }
        None if head.is_empty() => {
            let media = exchange.header("content-type").unwrap_or(UNKNOWN);
            member::pack(
                &fields(RecordType::Resource).with("Content-Type", media),
                &[&exchange.body],
                &mut bytes,
            );
        }
        None => {
            let fields = fields(RecordType::Response).with("Content-Type", ANSWER);
            member::pack(&fields, &[&head, &exchange.body], &mut bytes);
        }
    }
    (bytes, answer)
}

/// Packs the word that an address was not fetched, and why, as a metadata record of its own.
pub fn pack_note(address: &Address, at: Moment, note: &str, serial: u64) -> Packed {
    let id = id(&["note", address.as_str(), &at.digits()], serial);
    let fields = Fields::new(RecordType::Metadata, &id, at).with("WARC-Target-URI", address);
    let mut bytes = Vec::new();
    member::pack(&fields.with("Content-Type", SAID), &[format!("note: {note}\r\n").as_bytes()], &mut bytes);
    (bytes, 0)
}

/// The record that opens a file.
pub fn pack_warcinfo(file: &str, at: Moment, software: &str) -> Vec<u8> {
    let fields = Fields::new(RecordType::Warcinfo, &id(&["warcinfo", file, &at.digits()], 0), at)
        .with("WARC-Filename", file)
        .with("Content-Type", SAID);
    let block = format!("software: {software}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n");
    let mut bytes = Vec::new();
    member::pack(&fields, &[block.as_bytes()], &mut bytes);
    bytes
}

/// What is known of an exchange beside its bytes.
fn said(exchange: &Exchange) -> String {
    let mut text = match &exchange.provenance {
        Provenance::Crawled => format!("protocol: {}\r\nstatus: {}\r\n", exchange.protocol, exchange.status),
        Provenance::Recalled { from, fetched } => {
            format!("provenance: recalled\r\nfrom: {from}\r\nfetched: {fetched}\r\n")
        }
        Provenance::Rendered { by } => {
            format!("provenance: rendered\r\nby: {}\r\n", by.replace(['\r', '\n'], " "))
        }
        Provenance::ByHand { file, brought, flaw } => {
            let file = file.replace(['\r', '\n'], " ");
            let flaw = flaw.as_ref().map_or_else(String::new, |flaw| format!("flaw: {flaw}\r\n"));
            format!("provenance: by-hand\r\nfile: {file}\r\nbrought: {brought}\r\n{flaw}")
        }
    };
    if let Some(via) = &exchange.via {
        text.push_str(&format!("via: {via}\r\n"));
    }
    text
}

/// Whether a metadata record is about the answer that follows it.
pub fn belongs(said: &WarcRecord, record: &WarcRecord) -> bool {
    let id = record.fields.get("WARC-Record-ID");
    id.is_some() && said.fields.get("WARC-Concurrent-To") == id
}

/// Reads back how an exchange came to us, from the fields of its metadata record.
pub fn read_said(fields: &[(String, String)]) -> Provenance {
    let get = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let moment = |name: &str| get(name).and_then(|text| text.parse().ok());
    match get("provenance") {
        Some("recalled") => match (get("from").and_then(|text| text.parse().ok()), moment("fetched")) {
            (Some(from), Some(fetched)) => Provenance::Recalled { from, fetched },
            (_, _) => Provenance::Crawled,
        },
        Some("rendered") => Provenance::Rendered { by: get("by").unwrap_or_default().to_owned() },
        Some("by-hand") => Provenance::ByHand {
            file: get("file").unwrap_or_default().to_owned(),
            brought: moment("brought").unwrap_or(Moment::from_unix(0)),
            flaw: get("flaw").map(str::to_owned),
        },
        Some(_) | None => Provenance::Crawled,
    }
}

/// A UUID of version 8 made from what the record is about, so that no randomness is needed.
fn id(about: &[&str], serial: u64) -> String {
    let digest = Digest::of(format!("{}\n{serial}", about.join("\n")).as_bytes()).to_string();
    let (a, b, c, d, e) = (&digest[..8], &digest[8..12], &digest[13..16], &digest[17..20], &digest[20..32]);
    format!("<urn:uuid:{a}-{b}-8{c}-8{d}-{e}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provenance_is_written_and_read_back() {
        let brought: Moment = "2026-11-21".parse().unwrap();
        let from: Address = "https://web.example/web/20120607id_/http://a/".parse().unwrap();
        let all = [
            Provenance::Crawled,
            Provenance::Recalled { from, fetched: brought },
            Provenance::Rendered { by: "Chromium/141.0".into() },
            Provenance::ByHand { file: "page: saved.html".into(), brought, flaw: None },
            Provenance::ByHand { file: "a.warc".into(), brought, flaw: Some("cut: short".into()) },
        ];
        for provenance in all {
            let exchange = Exchange {
                address: "http://a/".parse().unwrap(),
                at: brought,
                provenance,
                via: Some("http://b/".parse().unwrap()),
                protocol: "HTTP/1.1".into(),
                server: None,
                asked: vec![],
                status: 200,
                headers: vec![],
                body: vec![],
            };
            let text = said(&exchange);
            assert!(text.ends_with("via: http://b/\r\n"));
            assert_eq!(read_said(&super::super::record::read_fields(text.lines())), exchange.provenance);
        }
    }

    #[test]
    fn two_records_never_share_a_name() {
        assert_ne!(id(&["a", "b"], 0), id(&["a", "b"], 1));
        assert_eq!(id(&["a"], 0).len(), "<urn:uuid:00000000-0000-8000-8000-000000000000>".len());
    }
}
