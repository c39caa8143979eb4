//! Pages as pictures: the card that a shared link shows, and the chart that goes with a draft. On a page the browser
//! itself makes a picture of a chart.

mod card; // what a shared link shows
mod figure; // a chart with its title, its source and its address

use serde::Serialize;

use crate::charts;

pub(crate) use card::{card, share};
pub(crate) use figure::figure;

/// A line of words, and the height of its letters' feet.
#[derive(Serialize)]
struct PictureLine {
    text: String,
    y: f64,
}

/// How far a line of letters reaches, in widths of the text face.
fn wrapped(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| charts::width(longer, size) <= room) {
            Some(longer) => *lines.last_mut().expect("a longer line has a shorter one") = longer,
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::sharing::picture::wrapped;

    #[test]
    fn a_long_title_takes_several_lines() {
        assert_eq!(wrapped("un deux trois", 1000.0, 20.0), ["un deux trois"]);
        assert_eq!(wrapped("un deux trois", 1.0, 20.0), ["un", "deux", "trois"], "a word is never cut");
    }
}
