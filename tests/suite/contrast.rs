//! The colours of the style sheet can be told apart: contrasts of WCAG 2.2, computed from its tokens.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Text and its ground: at least 4.5 to 1.
const TEXT: [(&str, &str); 18] = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "wash"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "wash"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "wash"),
    ("on-accent", "accent"),
    ("paper", "ink"),
    ("gold", "paper"),
    ("silver", "paper"),
    ("bronze", "paper"),
    ("gold", "card"),
    ("silver", "card"),
    ("bronze", "card"),
    ("rule", "card"),
];

/// Marks that carry meaning, and their ground: at least 3 to 1.
const MARKS: [(&str, &str); 3] = [("accent", "paper"), ("accent", "wash"), ("rule", "paper")];

/// The hexadecimal colours of a block of custom properties.
fn tokens(block: &str) -> BTreeMap<String, [f64; 3]> {
    let mut found = BTreeMap::new();
    for (name, value) in block.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(':')) {
        if let Some(colour) =
            value.trim().strip_prefix('#').filter(|digits| digits.len() == 3 || digits.len() == 6)
        {
            found.insert(name.to_owned(), channels(colour));
        }
    }
    found
}

/// Red, green and blue, 0 to 1.
fn channels(digits: &str) -> [f64; 3] {
    let width = digits.len() / 3;
    [0, 1, 2].map(|channel| {
        let part = digits[channel * width..][..width].repeat(3 - width);
        f64::from(u8::from_str_radix(&part, 16).unwrap()) / 255.0
    })
}

/// The relative luminance of WCAG.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The tokens by day, and by night where those of the day are replaced.
fn schemes(style: &str) -> [(&'static str, BTreeMap<String, [f64; 3]>); 2] {
    let block = |text: &str| tokens(text.split('}').next().unwrap());
    let (day, night) = style.split_once("prefers-color-scheme: dark").expect("the style has a dark side");
    let light = block(day.split_once(":root {").unwrap().1);
    let mut dark = light.clone();
    dark.extend(block(night.split_once(":root {").unwrap().1));
    [("light", light), ("dark", dark)]
}

#[test]
fn text_and_marks_stand_out_from_their_ground() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/assets/palmares.css");
    let style = fs::read_to_string(path).unwrap();
    for (scheme, colours) in schemes(&style) {
        for (pairs, least) in [(&TEXT[..], 4.5), (&MARKS[..], 3.0)] {
            for (above, below) in pairs {
                let seen = contrast(colours[*above], colours[*below]);
                assert!(seen >= least, "{scheme}: {above} on {below} has {seen:.2} to 1, less than {least}");
            }
        }
    }
}

#[test]
fn black_on_white_has_the_contrast_that_the_standard_states() {
    let grey = contrast(channels("777"), channels("ffffff"));
    assert!((contrast(channels("000"), channels("fff")) - 21.0).abs() < 1e-9 && (4.47..4.49).contains(&grey));
}
