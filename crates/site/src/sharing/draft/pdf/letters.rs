//! Letters of a PDF: which face has a sign, how wide it is, and where a line ends.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::SiteError;
use crate::press::assets;
use crate::press::sheet::Link;

/// A face of letters; of each weight there is one for most signs and one for the rest.
struct Face {
    font: Font,
    data: Vec<u8>,
}

/// The faces of the site.
pub struct Letters {
    faces: Vec<Face>,
}

#[derive(Debug, Clone)]
pub struct PdfWords {
    pub text: String,
    pub bold: bool,
    /// Small and raised, as the number of a note.
    pub raised: bool,
    pub href: Option<String>,
}

/// Words on a line, so far from its beginning.
#[derive(Debug, Clone)]
pub struct PlacedWords {
    pub left: f32,
    pub wide: f32,
    pub words: PdfWords,
}

/// Signs that one face draws.
pub struct GlyphRun {
    pub font: Font,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    pub wide: f32,
}

impl PdfWords {
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), bold: false, raised: false, href: None }
    }

    pub fn bold(text: &str) -> Self {
        Self { bold: true, ..Self::plain(text) }
    }

    pub fn sentence(sentence: &[Link]) -> Vec<Self> {
        sentence.iter().map(|link| Self { href: link.href.clone(), ..Self::plain(&link.name) }).collect()
    }

    /// The faces of their weight, by their places: that of most signs, and that of rarer ones.
    fn faces(&self) -> [usize; 2] {
        if self.bold { [1, 3] } else { [0, 2] }
    }

    /// How large they are where letters are so large.
    pub fn size(&self, size: f32) -> f32 {
        if self.raised { 0.7 * size } else { size }
    }
}

impl Letters {
    pub fn new() -> Result<Self, SiteError> {
        let face = |data: Vec<u8>| {
            let font = Font::new(data.clone().into(), 0);
            font.map(|font| Face { font, data }).ok_or_else(|| SiteError::Pdf("a face cannot be read".into()))
        };
        Ok(Self { faces: assets::faces().map(face).collect::<Result<_, _>>()? })
    }

    /// The face and the glyph of a sign, and its width at size 1.
    fn glyph(&self, sign: char, faces: [usize; 2]) -> (usize, u32, f32) {
        let found = |face: usize, sign: char| {
            let font = FontRef::new(&self.faces[face].data).ok()?;
            let glyph = font.charmap().map(sign).filter(|glyph| glyph.to_u32() != 0)?;
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            let wide = metrics.advance_width(glyph)? / self.faces[face].font.units_per_em();
            Some((face, glyph.to_u32(), wide))
        };
        let of = |sign: char| faces.into_iter().find_map(|face| found(face, sign));
        // A blank of any width is one; what no face of ours draws is marked, and never left out.
        let known = of(sign).or_else(|| of(if sign.is_whitespace() { ' ' } else { '?' }));
        known.unwrap_or((faces[0], 1, 0.5))
    }

    /// PdfWords in runs of one face each.
    pub fn runs(&self, words: &PdfWords, size: f32) -> Vec<GlyphRun> {
        let mut runs: Vec<(usize, GlyphRun)> = Vec::new();
        for sign in words.text.chars() {
            let (face, glyph, wide) = self.glyph(sign, words.faces());
            if runs.last().is_none_or(|(last, _)| *last != face) {
                let font = self.faces[face].font.clone();
                runs.push((face, GlyphRun { font, text: String::new(), glyphs: vec![], wide: 0.0 }));
            }
            let Some((_, run)) = runs.last_mut() else { continue };
            let start = run.text.len();
            run.text.push(sign);
            let range = start..run.text.len();
            run.glyphs.push(KrillaGlyph::new(GlyphId::new(glyph), wide, 0.0, 0.0, 0.0, range, None));
            run.wide += wide * size;
        }
        runs.into_iter().map(|(_, run)| run).collect()
    }

    fn wide(&self, words: &PdfWords, text: &str, size: f32) -> f32 {
        let size = words.size(size);
        text.chars().map(|sign| self.glyph(sign, words.faces()).2 * size).sum()
    }

    /// PdfWords in lines that are at most so wide; a word that is wider than a line is cut.
    pub fn lines(&self, all: &[PdfWords], size: f32, most: f32) -> Vec<Vec<PlacedWords>> {
        let mut lines = vec![Vec::new()];
        let mut left = 0.0;
        for words in all {
            for piece in words.text.split_inclusive(' ').flat_map(|word| self.cut(words, word, size, most)) {
                let wide = self.wide(words, &piece, size);
                let ink = self.wide(words, piece.trim_end_matches(' '), size);
                if left > 0.0 && left + ink > most {
                    lines.push(Vec::new());
                    left = 0.0;
                }
                if let Some(line) = lines.last_mut() {
                    join(line, PlacedWords { left, wide, words: PdfWords { text: piece, ..words.clone() } });
                }
                left += wide;
            }
        }
        lines
    }

    /// A word in parts that fit on a line.
    fn cut(&self, words: &PdfWords, word: &str, size: f32, most: f32) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut wide = 0.0;
        for sign in word.chars() {
            let next = self.wide(words, sign.encode_utf8(&mut [0; 4]), size);
            if wide + next > most && sign != ' ' {
                parts.push(String::new());
                wide = 0.0;
            }
            wide += next;
            if let Some(part) = parts.last_mut() {
                part.push(sign);
            }
        }
        parts
    }
}

/// Adds words to a line: to those before, where they look alike and lead to the same place.
fn join(line: &mut Vec<PlacedWords>, next: PlacedWords) {
    let alike = |last: &&mut PlacedWords| {
        let (a, b) = (&last.words, &next.words);
        (a.bold, a.raised, &a.href) == (b.bold, b.raised, &b.href)
    };
    match line.last_mut().filter(alike) {
        Some(last) => {
            last.words.text.push_str(&next.words.text);
            last.wide += next.wide;
        }
        None => line.push(next),
    }
}
