//! What turns drawings into pictures.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use model::Digest;

use crate::{PictureError, Pictures, ink, stamp};

/// A drawing with all that our charts are made of: what draws it otherwise than before draws no picture as before.
const PROBE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><defs><pattern id="p" width="6"
height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path stroke="#888" d="M0 0V6"/></pattern></defs>
<rect width="90" height="40" fill="#fbf8f2"/><rect width="40" height="9" fill="url(#p)"/><circle cx="60" cy="9" r="5"
opacity=".6"/><path stroke="#b3261e" stroke-dasharray="4 4" fill="none" d="M0 12Q40 0 90 12"/><text y="24" font-size="9"
font-family="Palmares Text">Élu 1ᵉʳ, 2025</text><text y="36" font-size="9" font-family="Palmares Display">Prix</text></svg>"##;

/// What turns drawings into pictures.
pub struct Studio<'a> {
    options: Options<'static>,
    earlier: &'a Pictures<'a>,
    /// What the probe looks like.
    hand: Digest,
}

impl<'a> Studio<'a> {
    /// A studio with these faces as TrueType files, and the pictures of an earlier build.
    pub fn new(
        faces: impl IntoIterator<Item = Vec<u8>>,
        earlier: &'a Pictures<'a>,
    ) -> Result<Self, PictureError> {
        let mut options = Options { font_family: "Palmares Text".to_owned(), ..Options::default() };
        for face in faces {
            options.fontdb_mut().load_font_data(face);
        }
        let hand = Digest::of(&drawn(&options, "probe", PROBE, 90)?);
        Ok(Self { options, earlier, hand })
    }

    /// A drawing as PNG, so many pixels across, at a path of the site: the earlier picture where it is of this drawing.
    pub fn png(&self, path: &str, svg: &str, across: u32) -> Result<Option<Vec<u8>>, PictureError> {
        let drawing = self.drawing(svg, across);
        let picture = match (self.earlier)(path).filter(|picture| stamp::is_of(picture, drawing)) {
            Some(picture) => picture,
            None => stamp::stamped(drawn(&self.options, path, svg, across)?, drawing),
        };
        Ok(Some(picture))
    }

    fn drawing(&self, svg: &str, across: u32) -> Digest {
        Digest::of_all(&[self.hand.bytes(), &across.to_le_bytes(), svg.as_bytes()])
    }
}

fn drawn(options: &Options, name: &str, svg: &str, across: u32) -> Result<Vec<u8>, PictureError> {
    let failed = |reason: String| PictureError { name: name.to_owned(), reason };
    let tree = Tree::from_str(svg, options).map_err(|error| failed(error.to_string()))?;
    let scale = across as f32 / tree.size().width();
    let down = (tree.size().height() * scale).round() as u32;
    let mut canvas = Pixmap::new(across, down).ok_or_else(|| failed("it has no size".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    ink::png(&canvas).map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The letters of the site, which every picture is drawn with.
    fn faces() -> Vec<Vec<u8>> {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/assets/fonts");
        let names =
            ["text-400", "text-600", "text-ext-400", "text-ext-600", "display-560", "display-ext-560"];
        names.iter().map(|name| fs::read(fonts.join(format!("{name}.ttf"))).unwrap()).collect()
    }

    fn picture(text: &str) -> Vec<u8> {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\"><rect width=\"200\" height=\"40\" \
             fill=\"#fff\"/><text x=\"5\" y=\"30\" font-size=\"24\" font-family=\"Palmares Display\">{text}</text></svg>"
        );
        Studio::new(faces(), &crate::none).unwrap().png("test", &svg, 200).unwrap().unwrap()
    }

    #[test]
    fn an_earlier_picture_of_the_same_drawing_is_taken_over() {
        let svg = |width: u32| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"/>")
        };
        let fresh = Studio::new(faces(), &crate::none).unwrap();
        let picture = fresh.png("a", &svg(9), 9).unwrap().unwrap();
        // Shorter than what would be drawn, with the right stamp: who sees it knows that it was taken over.
        let drawing = fresh.drawing(&svg(9), 9);
        let end = *b"\0\0\0\0IEND\xAE\x42\x60\x82";
        let kept = stamp::stamped(end.to_vec(), drawing);
        let earlier = |path: &str| (path == "a").then(|| kept.clone());
        let studio = Studio::new(faces(), &earlier).unwrap();
        assert_eq!(studio.png("a", &svg(9), 9).unwrap().as_ref(), Some(&kept));
        assert_eq!(studio.png("b", &svg(9), 9).unwrap(), Some(picture), "at another path nothing was drawn");
        assert_ne!(studio.png("a", &svg(8), 9).unwrap().as_ref(), Some(&kept), "it is another drawing");
    }

    #[test]
    fn letters_leave_ink_accents_included() {
        let blank = picture("");
        for text in ["a", "é", "œ", "ř", "\u{2192}", "2\u{202f}%"] {
            assert_ne!(picture(text), blank, "{text} leaves no ink: its letter is in no face");
        }
        assert_ne!(picture("e"), picture("é"), "the accent is drawn");
    }

    #[test]
    fn the_same_drawing_gives_the_same_bytes() {
        assert_eq!(picture("Palmarès"), picture("Palmarès"));
    }
}
