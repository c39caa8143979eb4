//! Pixels become a PNG: of few colours a palette, which is a third of the size; else plain colours. Nothing is lost.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::Pixmap;

/// The picture, whose background covers it wholly.
pub fn png(canvas: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, canvas.width(), canvas.height());
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let data = match palette(canvas.data()) {
        Some((colours, places)) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(colours);
            encoder.set_filter(Filter::NoFilter);
            places
        }
        None => {
            encoder.set_color(ColorType::Rgba);
            encoder.set_filter(Filter::Adaptive);
            canvas.data().to_vec()
        }
    };
    encoder.write_header()?.write_image_data(&data)?;
    Ok(bytes)
}

/// How many pixels are compared at once with what the last one would give: most of a chart is its paper.
const RUN: usize = 32;

/// The colours in the order in which they appear, and the place of each pixel's; nothing when there are too many.
fn palette(pixels: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut known = vec![None; SLOTS];
    let (mut colours, mut places) = (Vec::new(), Vec::with_capacity(pixels.len() / 4));
    let mut last: (Vec<u8>, u8) = (Vec::new(), 0);
    for run in pixels.chunks(4 * RUN) {
        if last.0.starts_with(run) {
            places.resize(places.len() + run.len() / 4, last.1);
            continue;
        }
        for pixel in run.chunks_exact(4) {
            let colour = u32::from_le_bytes([pixel[0], pixel[1], pixel[2], pixel[3]]);
            let next = colours.len() / 3;
            let place = place(&mut known, colour, next)?;
            if usize::from(place) == next {
                colours.extend(&pixel[..3]);
            }
            places.push(place);
        }
        last = (run[run.len() - 4..].repeat(RUN), places[places.len() - 1]);
    }
    Some((colours, places))
}

/// Eight times as many slots as places, so that hardly two colours meet.
const SLOTS: usize = 2048;

/// The place of a colour: `next` when it is new; nothing when there is no such place. Each stands in the first free slot
/// after the one that its bits name.
fn place(known: &mut [Option<(u32, u8)>], colour: u32, next: usize) -> Option<u8> {
    // The upper bits of a product with an odd number near 2^32 / golden ratio depend on all bits of the colour.
    let mut slot = (colour.wrapping_mul(0x9e37_79b1) >> 21) as usize;
    loop {
        match known[slot] {
            Some((other, place)) if other == colour => return Some(place),
            Some(_) => slot = (slot + 1) % SLOTS,
            None => {
                let place = u8::try_from(next).ok()?;
                known[slot] = Some((colour, place));
                return Some(place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::palette;

    #[test]
    fn a_palette_names_each_colour_once_and_has_room_for_256() {
        let two = [1, 1, 1, 255, 2, 2, 2, 255, 1, 1, 1, 255];
        assert_eq!(palette(&two), Some((vec![1, 1, 1, 2, 2, 2], vec![0, 1, 0])));
        let grey = |n: u16| [n.to_be_bytes()[0], n.to_be_bytes()[1], 0, 255];
        let many = |n: u16| (0..n).flat_map(grey).collect::<Vec<u8>>();
        assert!(palette(&many(256)).is_some() && palette(&many(257)).is_none());
    }
}
