//! A WARC record as text: named fields, a blank line, a block of bytes (ISO 28500:2017, WARC/1.1).

use memchr::memmem;

use model::{Address, Digest, Moment};

/// What a record is, of the eight types of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordType {
    Warcinfo,
    /// An answer with its body.
    Response,
    /// A body without HTTP around it.
    Resource,
    Request,
    /// Something said about another record, or about an address.
    Metadata,
    /// An answer whose body an earlier record holds.
    Revisit,
    /// `conversion` and `continuation`, which this program never writes, or a type of the future.
    Other,
}

impl RecordType {
    const NAMES: [(Self, &'static str); 6] = [
        (Self::Warcinfo, "warcinfo"),
        (Self::Response, "response"),
        (Self::Resource, "resource"),
        (Self::Request, "request"),
        (Self::Metadata, "metadata"),
        (Self::Revisit, "revisit"),
    ];
    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, name)| name)
    }
}

/// The named fields of a record, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields that every record begins with; the block's length and digest are added when it is written.
    pub fn new(kind: RecordType, id: &str, at: Moment) -> Self {
        Self::default().with("WARC-Type", kind.name()).with("WARC-Record-ID", id).with("WARC-Date", at)
    }
    /// One field more; line breaks in its value become blanks.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        let one_line = value.to_string().replace(['\r', '\n'], " ");
        self.0.push((name.to_owned(), one_line));
        self
    }
    /// The first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
    pub fn kind(&self) -> RecordType {
        let name = self.get("WARC-Type").unwrap_or_default();
        RecordType::NAMES
            .iter()
            .find(|(_, n)| n.eq_ignore_ascii_case(name))
            .map_or(RecordType::Other, |(k, _)| *k)
    }
    /// The address the record is about; older writers put it between angle brackets.
    pub fn address(&self) -> Option<Address> {
        let text = self.get("WARC-Target-URI")?;
        text.trim_start_matches('<').trim_end_matches('>').parse().ok()
    }
    /// The date of the record; a fraction of a second is dropped.
    pub fn at(&self) -> Option<Moment> {
        self.get("WARC-Date")?.parse().ok()
    }
    /// The digest of the payload, when it is a SHA-256 in hexadecimal, as this program writes it.
    pub fn payload_digest(&self) -> Option<Digest> {
        self.get("WARC-Payload-Digest")?.strip_prefix("sha256:")?.parse().ok()
    }
    /// The record's bytes up to its block, whose pieces are given to measure and name it.
    pub fn head(&self, block: &[&[u8]]) -> Vec<u8> {
        let length: usize = block.iter().map(|piece| piece.len()).sum();
        let mut text = String::from("WARC/1.1\r\n");
        for (name, value) in &self.0 {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        let digest = Digest::of_all(block);
        text.push_str(&format!("WARC-Block-Digest: sha256:{digest}\r\nContent-Length: {length}\r\n\r\n"));
        text.into_bytes()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarcRecord {
    pub fields: Fields,
    pub block: Vec<u8>,
}

impl WarcRecord {
    /// Reads one record that fills the bytes, or nothing when they are none or were cut short.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let head_end = memmem::find(bytes, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..head_end]);
        let mut lines = head.split("\r\n");
        lines.next().filter(|version| version.starts_with("WARC/"))?;
        let fields = Fields(read_fields(lines));
        let length: usize = fields.get("Content-Length")?.parse().ok()?;
        let block = bytes[head_end + 4..].get(..length)?.to_vec();
        Some(Self { fields, block })
    }
    /// The block of a metadata record as named lines.
    pub fn lines(&self) -> Vec<(String, String)> {
        read_fields(String::from_utf8_lossy(&self.block).lines())
    }
}

/// Reads `Name: value` lines; a line that begins with a blank goes on with the one before.
pub fn read_fields<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(fields: &Fields, block: &[u8]) -> Vec<u8> {
        [fields.head(&[block]), block.to_vec(), b"\r\n\r\n".to_vec()].concat()
    }

    #[test]
    fn a_record_is_written_and_read_back() {
        let at: Moment = "2012-06-07T10:00:00Z".parse().unwrap();
        let fields = Fields::new(RecordType::Response, "<urn:uuid:1>", at)
            .with("WARC-Target-URI", "http://example.org/")
            .with("X-Two", "a\r\nInjected: b");
        let bytes = whole(&fields, b"body\r\n\r\nmore");
        let read = WarcRecord::read(&bytes).unwrap();
        assert_eq!(read.block, b"body\r\n\r\nmore");
        assert_eq!(read.fields.kind(), RecordType::Response);
        assert_eq!(read.fields.at(), Some(at));
        assert_eq!(read.fields.address().unwrap().as_str(), "http://example.org/");
        assert_eq!(read.fields.get("Injected"), None, "a value cannot add a field");
    }

    #[test]
    fn a_record_cut_anywhere_in_its_block_is_not_read() {
        let fields = Fields::new(RecordType::Resource, "<urn:uuid:1>", Moment::from_unix(0));
        let bytes = whole(&fields, b"0123456789");
        let block_end = bytes.len() - 4;
        assert!((0..block_end).all(|cut| WarcRecord::read(&bytes[..cut]).is_none()));
        assert!(WarcRecord::read(&bytes[..block_end]).is_some());
    }

    #[test]
    fn records_of_other_hands_are_read() {
        let text = "WARC/1.0\r\nwarc-type: response\r\nWARC-Target-URI: <http://a/>\r\nX-Long: one\r\n  two\r\nContent-Length: 0\r\n\r\n\r\n\r\n";
        let read = WarcRecord::read(text.as_bytes()).unwrap();
        assert_eq!(read.fields.address().unwrap().as_str(), "http://a/");
        assert_eq!(read.fields.get("x-long"), Some("one two"));
    }
}
