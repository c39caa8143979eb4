//! The text of a page as lines: what every pattern reads, every locator points into, every excerpt is cut from.
//!
//! A line is what a reader sees between two breaks: a paragraph, an item, a row of a table with ` | ` between its
//! cells. Blanks of every kind become one blank; soft hyphens and zero-width signs are dropped.

/// The text of a page.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// All lines, each ended by a line feed.
    pub all: String,
    /// The lines, in the order of the page.
    pub lines: Vec<Line>,
    /// The bytes where a line ends inside a cell.
    pub breaks: Vec<usize>,
}

/// A line of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first byte in [`Text::all`].
    pub from: usize,
    /// The byte after its last.
    pub to: usize,
    /// The node of the tree it begins with; the number of the row or member in other media.
    pub node: u32,
    /// The page of a PDF, from 1; 0 elsewhere.
    pub page: u32,
}

/// A part of a page's text: bytes of [`Text::all`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: usize,
    /// The byte after the last.
    pub to: usize,
}

impl Span {
    /// Whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }
    /// Whether the other lies inside.
    pub fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
    /// What is left when the other is taken out.
    pub fn minus(self, hole: Self) -> Vec<Self> {
        if self.common(hole).is_empty() {
            return vec![self];
        }
        let parts = [Self { from: self.from, to: hole.from }, Self { from: hole.to, to: self.to }];
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }
    /// What both have in common.
    pub fn common(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }
}

impl Text {
    /// The words of a part, without blanks around them.
    pub fn get(&self, span: Span) -> &str {
        self.all.get(span.from..span.to).unwrap_or_default().trim()
    }
    /// The part, without the blanks around it.
    pub fn trimmed(&self, span: Span) -> Span {
        if span.is_empty() {
            return span;
        }
        let text = &self.all[span.from..span.to];
        let from = span.from + (text.len() - text.trim_start().len());
        Span { from, to: from + text.trim().len() }
    }
    /// The lines of a cell, those without words left out.
    pub fn lines_of_cell(&self, cell: Span) -> Vec<Span> {
        let first = self.breaks.partition_point(|at| *at <= cell.from);
        let last = self.breaks.partition_point(|at| *at < cell.to);
        let mut from = cell.from;
        let mut lines = Vec::new();
        for to in self.breaks.get(first..last).unwrap_or_default().iter().copied().chain(Some(cell.to)) {
            lines.push(self.trimmed(Span { from, to }));
            from = to;
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
    /// The line that holds a byte, from 0.
    pub fn line_at(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.from <= byte).saturating_sub(1)
    }
    /// The lines that share a byte with the part.
    pub fn lines_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.lines.partition_point(|line| line.to <= span.from);
        let last = self.lines.partition_point(|line| line.from < span.to);
        first..last.max(first)
    }
    pub fn span(&self) -> Span {
        Span { from: 0, to: self.all.len() }
    }
}

impl Line {
    pub fn span(self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

/// Writes the lines of a page.
#[derive(Debug, Default)]
pub struct TextWriter {
    text: Text,
    begun: Option<(usize, u32)>,
    blank: bool,
    page: u32,
}

impl TextWriter {
    /// A writer with room for a page of this many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self { text: Text { all: String::with_capacity(bytes), ..Text::default() }, ..Self::default() }
    }
    /// Where the next words will begin, but for a blank.
    pub fn here(&self) -> usize {
        self.text.all.len()
    }
    /// Ends the line, if one is begun.
    pub fn end_line(&mut self) {
        self.blank = false;
        if let Some((from, node)) = self.begun.take() {
            self.text.lines.push(Line { from, to: self.text.all.len(), node, page: self.page });
            self.text.all.push('\n');
        }
    }
    /// Ends the line; what follows stands on another page of a PDF.
    pub fn begin_page(&mut self, page: u32) {
        self.end_line();
        self.page = page;
    }
    /// A blank, if words stand before and follow after.
    pub fn blank(&mut self) {
        self.blank = self.begun.is_some() && !self.text.all.ends_with([' ', '\n']);
    }
    /// A line ends inside a cell: a blank, if words stand before and follow after.
    pub fn break_cell(&mut self) {
        self.blank();
        let here = self.here();
        if self.blank && self.text.breaks.last() != Some(&here) {
            self.text.breaks.push(here);
        }
    }
    /// The sign that was written last.
    pub fn last(&self) -> Option<char> {
        self.text.all.chars().next_back().filter(|_| !self.blank)
    }
    /// What stands between two cells of a row.
    pub fn between_cells(&mut self, node: u32) {
        if self.begun.is_none() {
            self.begun = Some((self.text.all.len(), node));
        }
        self.text.all.push_str(" | ");
        self.blank = false;
    }
    /// Words that belong to a node; tells which bytes they take.
    pub fn words(&mut self, words: &str, node: u32) -> Span {
        let mut from = None;
        let mut rest = words;
        while let Some((run, sign)) = next_run(rest) {
            if !run.is_empty() {
                self.run(run, node, &mut from);
            }
            rest = &rest[run.len() + sign.map_or(0, char::len_utf8)..];
            if sign.is_some_and(|sign| !is_invisible(sign)) {
                self.blank();
            }
            if rest.is_empty() {
                break;
            }
        }
        Span { from: from.unwrap_or(self.text.all.len()), to: self.text.all.len() }
    }
    fn run(&mut self, run: &str, node: u32, from: &mut Option<usize>) {
        if std::mem::take(&mut self.blank) {
            self.text.all.push(' ');
        }
        let at = self.text.all.len();
        from.get_or_insert(at);
        self.begun.get_or_insert((at, node));
        self.text.all.push_str(run);
    }
    pub fn finish(mut self) -> Text {
        self.end_line();
        self.text
    }
}

/// Signs that only tell where a word may be broken, or which way it runs. Not those that turn letters around: what a
/// reader sees then is another name than the one that is stored.
pub(super) fn is_invisible(sign: char) -> bool {
    // Browsers drop the character of code 0 as well.
    matches!(sign, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2060}' | '\u{feff}')
}

/// The words up to the next special sign, and the sign.
fn next_run(text: &str) -> Option<(&str, Option<char>)> {
    if text.is_empty() {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            0x21..=0x7e => at += 1,
            0xc2 | 0xe2 | 0xe3 | 0xef => {
                let sign = text[at..].chars().next().expect("a byte is left");
                if is_invisible(sign) || sign.is_whitespace() || sign.is_control() {
                    return Some((&text[..at], Some(sign)));
                }
                at += sign.len_utf8();
            }
            0x00..=0x20 | 0x7f => return Some((&text[..at], Some(char::from(*byte)))),
            _ => at += 1,
        }
    }
    Some((text, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_become_one_and_soft_hyphens_go() {
        let mut writer = TextWriter::default();
        writer.words("  Mer\u{ad}cedes\u{a0}-\n\t Benz\u{200b} ", 1);
        writer.words(" : 7,1", 2);
        writer.end_line();
        writer.words("\u{202f}«\u{202f}Free", 3);
        let text = writer.finish();
        let lines: Vec<_> = text.lines.iter().map(|line| text.get(line.span())).collect();
        assert_eq!(lines, ["Mercedes - Benz : 7,1", "« Free"]);
        assert_eq!(text.line_at(text.all.len() - 2), 1);
    }
}
