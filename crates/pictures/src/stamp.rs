//! A picture tells what it was drawn from, so that no later build draws it again.
//!
//! The stamp is the last chunk of text in the file: a digest of the drawing and of the picture itself. A picture
//! that somebody changed no longer fits its stamp.

use flate2::Crc;
use model::Digest;

/// The last chunk of every PNG.
const END: [u8; 12] = *b"\0\0\0\0IEND\xAE\x42\x60\x82";
/// The kind of the chunk, and the name of its text.
const HEAD: &[u8] = b"tEXtDrawn-From\0";
/// The length of the chunk: two numbers of four bytes around its head and the digits of a digest.
const STAMP: usize = 4 + HEAD.len() + 64 + 4;

/// A picture with the stamp of its drawing.
pub fn stamped(mut png: Vec<u8>, drawing: Digest) -> Vec<u8> {
    let digest = Digest::of_all(&[drawing.bytes(), &png]);
    let chunk = [HEAD, digest.to_string().as_bytes()].concat();
    let mut sum = Crc::new();
    sum.update(&chunk);
    png.truncate(png.len() - END.len());
    png.extend((STAMP as u32 - 12).to_be_bytes());
    png.extend(chunk);
    png.extend(sum.sum().to_be_bytes());
    png.extend(END);
    png
}

/// Whether a picture carries the stamp of a drawing.
pub fn is_of(png: &[u8], drawing: Digest) -> bool {
    let Some(end) = png.len().checked_sub(STAMP + END.len()) else { return false };
    stamped([&png[..end], &END].concat(), drawing) == png
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_tells_its_drawing_and_a_picture_that_was_changed() {
        let (drawing, other) = (Digest::of(b"a"), Digest::of(b"b"));
        let picture = stamped([b"ink".as_slice(), &END].concat(), drawing);
        assert!(is_of(&picture, drawing) && !is_of(&picture, other));
        let mut changed = picture.clone();
        changed[0] = b'o';
        assert!(!is_of(&changed, drawing) && !is_of(&picture[1..], drawing) && !is_of(b"", drawing));
    }
}
