//! The colours of a workspace: its `assets/theme.css` stands over our style sheet. Pages follow by the cascade; in
//! pictures, which know no style sheet, each of our colours is exchanged for the one that took its name.

use std::collections::BTreeMap;

/// Which of our colours is exchanged for which.
#[derive(Debug, Default)]
pub(crate) struct Theme {
    exchanged: BTreeMap<String, String>,
}

impl Theme {
    /// What a theme changes of a style sheet, in its light colours.
    pub fn of(style: &str, theme: &str) -> Self {
        let ours = colours(style);
        let changed =
            colours(theme).into_iter().filter_map(|(name, own)| Some((ours.get(&name)?.clone(), own)));
        Self { exchanged: changed.collect() }
    }

    /// A drawing in the theme's colours.
    pub fn drawn(&self, drawing: String) -> String {
        let mut pieces = drawing.split('#');
        let mut own = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            own.push('#');
            let exchanged = piece.get(..6).and_then(|colour| self.exchanged.get(colour));
            own.push_str(exchanged.map_or(piece.get(..6).unwrap_or(piece), String::as_str));
            own.push_str(piece.get(6..).unwrap_or_default());
        }
        own
    }
}

/// The colours of six digits that the first `:root` names, without their `#`.
fn colours(style: &str) -> BTreeMap<String, String> {
    let root = style.split_once(":root").and_then(|(_, rest)| rest.split_once('{')?.1.split_once('}'));
    let lines = root.map_or("", |(block, _)| block).split(';');
    let colour = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let digits = value.trim().strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
        Some((name.trim().to_owned(), digits.to_owned()))
    };
    lines.filter_map(colour).collect()
}

#[cfg(test)]
mod tests {
    use crate::press::theme::Theme;

    #[test]
    fn two_colours_change_places_at_once() {
        let theme = Theme::of(
            "/* x */ :root { --ink: #1d1a16; --paper: #fbf8f2; --line: #e2d9cb }",
            ":root { --ink: #fbf8f2; --paper: #1d1a16; --unknown: #000000 } @media x { :root { --line: #111111 } }",
        );
        let drawing =
            "<svg fill=\"#1d1a16\"><rect fill=\"#fbf8f2\"/><path stroke=\"#e2d9cb\"/><a href=\"#é\"/></svg>";
        assert_eq!(
            theme.drawn(drawing.to_owned()),
            "<svg fill=\"#fbf8f2\"><rect fill=\"#1d1a16\"/><path stroke=\"#e2d9cb\"/><a href=\"#é\"/></svg>"
        );
        assert_eq!(Theme::default().drawn(drawing.to_owned()), drawing, "without a theme nothing changes");
    }
}
