//! Drawings become pixels, with our own letters: no font of the machine plays a part.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::site::{SiteError, assets};

use super::ink;

/// The faces that pictures are lettered with, the same as the pages'.
const FACES: [&str; 6] =
    ["text-400", "text-600", "text-ext-400", "text-ext-600", "display-560", "display-ext-560"];

/// What turns drawings into pictures.
pub(in crate::site) struct Studio {
    options: Options<'static>,
}

impl Studio {
    /// A studio with our faces.
    pub fn new() -> Self {
        let mut options = Options { font_family: "Palmares Text".to_owned(), ..Options::default() };
        for face in FACES {
            options.fontdb_mut().load_font_data(assets::face(face));
        }
        Self { options }
    }

    /// A drawing as PNG, so many pixels across.
    pub fn png(&self, name: &str, svg: &str, across: u32) -> Result<Vec<u8>, SiteError> {
        let failed = |reason: String| SiteError::Picture { name: name.to_owned(), reason };
        let tree = Tree::from_str(svg, &self.options).map_err(|error| failed(error.to_string()))?;
        let scale = across as f32 / tree.size().width();
        let down = (tree.size().height() * scale).round() as u32;
        let mut canvas = Pixmap::new(across, down).ok_or_else(|| failed("it has no size".to_owned()))?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
        ink::png(&canvas).map_err(|error| failed(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(text: &str) -> Vec<u8> {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\"><rect width=\"200\" height=\"40\" \
             fill=\"#fff\"/><text x=\"5\" y=\"30\" font-size=\"24\" font-family=\"Palmares Display\">{text}</text></svg>"
        );
        Studio::new().png("test", &svg, 200).unwrap()
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
