//! Files that are packed themselves, whatever carried them: a sitemap may be `sitemap.xml.gz`.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::MultiGzDecoder;

/// The sitemap protocol allows 50 MB; what is larger is read so far.
const LARGEST: u64 = 50 << 20;

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
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

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
