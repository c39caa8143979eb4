//! The page as it is shown beside its rows, their names marked. It is shown in a frame that runs nothing and asks for
//! nothing: whatever it holds is text.

use std::fmt::Write;

use super::DeskSession;
use crate::commands::pages::OpenedPage;
use read::Span;

/// A longer page is shown as the lines that were read of it, in bytes.
const LONGEST_HTML: usize = 1 << 20;
/// So many lines are shown, and so many names marked.
const MOST_LINES: usize = 2000;
const MOST_MARKS: usize = 2000;

const HEAD: &str = "<!doctype html><meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"default-src \
                    'none'; style-src 'unsafe-inline'; img-src data:\"><style>mark:target{outline:3px solid #b3261e}\
                    mark{background:#ffe39a;color:#1d1a16}body{font-family:Georgia,serif;line-height:1.5}</style>";

impl DeskSession {
    /// The page, with the name of row n in an element `row-n`.
    pub fn framed(&self) -> String {
        let marks = self.name_marks();
        match &self.page.opened {
            OpenedPage::Html(source) if source.len() <= LONGEST_HTML && self.choices.rule.json.is_none() => {
                self.marked_html(source, &marks)
            }
            OpenedPage::Refused(why) => format!("{HEAD}<p>{}", escaped(why)),
            OpenedPage::Html(_)
            | OpenedPage::Plain(_)
            | OpenedPage::Csv(_)
            | OpenedPage::Json(_)
            | OpenedPage::Workbook(_)
            | OpenedPage::Words(_) => self.marked_lines(&marks),
        }
    }

    /// Where the name of each row stands, in the order of the page.
    fn name_marks(&self) -> Vec<(usize, Span)> {
        let of_name = |name: &str| matches!(name, "company" | "person");
        let mut marks: Vec<(usize, Span)> = Vec::new();
        for mark in self.reading.marks.iter().filter(|mark| of_name(&mark.name)) {
            let Some(row) = mark.record else { continue };
            let after = marks.last().is_none_or(|(_, last)| last.to <= mark.span.from);
            if after && !mark.span.is_empty() && marks.len() < MOST_MARKS {
                marks.push((row, mark.span));
            }
        }
        marks
    }

    fn marked_html(&self, source: &str, marks: &[(usize, Span)]) -> String {
        let spans: Vec<Span> = marks.iter().map(|(_, span)| *span).collect();
        let places = read::in_source(source, &self.choices.rule, &spans);
        let mut out = String::with_capacity(source.len() + HEAD.len() + 40 * marks.len());
        out.push_str(HEAD);
        let mut from = 0;
        let marked = marks.iter().zip(places).filter_map(|((row, _), place)| Some((*row, place?)));
        for (row, place) in marked {
            if place.start >= from {
                out.push_str(&source[from..place.start]);
                let words = &source[place.clone()];
                let _ = write!(out, "<mark id=row-{row}>{words}</mark>");
                from = place.end;
            }
        }
        out.push_str(&source[from..]);
        out
    }

    fn marked_lines(&self, marks: &[(usize, Span)]) -> String {
        let nothing = self.reading.text.lines.is_empty();
        let text = if nothing { &self.page.text } else { &self.reading.text };
        let mut out = HEAD.to_owned();
        for line in text.lines.iter().take(MOST_LINES) {
            let mut from = line.from;
            out.push_str("<p>");
            let first = marks.partition_point(|(_, span)| span.from < line.from);
            for (row, span) in marks[first..].iter().take_while(|(_, span)| span.to <= line.to) {
                out.push_str(&escaped(&text.all[from..span.from]));
                let _ = write!(out, "<mark id=row-{row}>{}</mark>", escaped(&text.all[span.from..span.to]));
                from = span.to;
            }
            out.push_str(&escaped(&text.all[from..line.to]));
        }
        if text.lines.len() > MOST_LINES {
            let _ = write!(out, "<p>… {} lines", text.lines.len() - MOST_LINES);
        }
        out
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
