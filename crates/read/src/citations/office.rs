//! The words of office files, stretch by stretch: paragraphs of Word, of each slide, cells of workbooks.

use std::collections::BTreeMap;

use crate::workbook::{MOST_SHOWN, Package, elements};
use crate::xml::{Tag, Token, tokens};

use super::Stretch;

pub(super) fn stretches(bytes: &[u8]) -> Result<Vec<Stretch>, String> {
    let mut package = Package::open(bytes).ok_or("it is no office file, or cut short")?;
    if package.has("word/document.xml") {
        return document(&mut package);
    }
    if package.has("ppt/presentation.xml") {
        return slides(&mut package);
    }
    if package.has("xl/workbook.xml") {
        return cells(&mut package);
    }
    Err("it is neither Word nor PowerPoint nor Excel; save it as DOCX, PPTX or XLSX".into())
}

/// The body, then what stands at the foot of its pages.
fn document(package: &mut Package<'_>) -> Result<Vec<Stretch>, String> {
    let mut all = paragraphs(&package.text("word/document.xml")?, |page, number| {
        format!("page {page}, paragraph {number}")
    })?;
    for (part, name) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if package.has(part) {
            all.extend(paragraphs(&package.text(part)?, |_, number| format!("{name} {number}"))?);
        }
    }
    Ok(all)
}

/// The slides in their order.
fn slides(package: &mut Package<'_>) -> Result<Vec<Stretch>, String> {
    let presentation = package.text("ppt/presentation.xml")?;
    let targets = targets(&package.text("ppt/_rels/presentation.xml.rels")?)?;
    let mut all = Vec::new();
    for (number, tag) in (1..).zip(elements(&presentation, "sldId")?) {
        // Two attributes are called id; the relation's has a prefix and is the later.
        let Some(target) = targets.get(&tag.last("id").unwrap_or_default()) else { continue };
        let text = package.text(&format!("ppt/{target}"))?;
        all.extend(paragraphs(&text, |_, _| format!("slide {number}"))?);
    }
    Ok(all)
}

/// The files that relations name, by their ids, beside the file whose relations they are.
fn targets(relations: &str) -> Result<BTreeMap<String, String>, String> {
    let plain = |path: String| path.trim_start_matches("/ppt/").trim_start_matches("/xl/").to_owned();
    let named = |tag: &Tag<'_>| Some((tag.attribute("Id")?, plain(tag.attribute("Target")?)));
    Ok(elements(relations, "Relationship")?.iter().filter_map(named).collect())
}

/// The paragraphs of a part of Word or PowerPoint: those inside a row of a table know the row.
fn paragraphs(text: &str, place: impl Fn(usize, usize) -> String) -> Result<Vec<Stretch>, String> {
    let (mut all, mut page, mut number) = (Vec::new(), 1, 0);
    let (mut rows, mut row) = (0, None);
    let (mut words, mut in_text) = (String::new(), false);
    for token in tokens(text) {
        match token? {
            Token::Open(tag) => match tag.name() {
                "t" => in_text = true,
                "tr" => {
                    rows += 1;
                    row = Some(rows);
                }
                // Where the page ended when it was saved, and where its writer ended it.
                "lastRenderedPageBreak" => page += 1,
                "br" if tag.attribute("type").as_deref() == Some("page") => page += 1,
                "tab" | "br" => words.push(' '),
                _ => (),
            },
            Token::Words(part) if in_text => words.push_str(&part),
            Token::Words(_) => (),
            Token::Close(name) => match name.as_str() {
                "t" => in_text = false,
                "tr" => row = None,
                "p" => {
                    number += 1;
                    all.push(Stretch { place: place(page, number), text: std::mem::take(&mut words), row });
                }
                _ => (),
            },
        }
    }
    Ok(all)
}

/// The cells of every sheet, row by row.
fn cells(package: &mut Package<'_>) -> Result<Vec<Stretch>, String> {
    let workbook = package.text("xl/workbook.xml")?;
    let targets = targets(&package.text("xl/_rels/workbook.xml.rels")?)?;
    let shared = match package.has("xl/sharedStrings.xml") {
        true => shared(&package.text("xl/sharedStrings.xml")?)?,
        false => vec![],
    };
    let mut sheets = Sheets { shared, rows: 0, left: MOST_SHOWN, all: vec![] };
    for tag in elements(&workbook, "sheet")? {
        let name = tag.attribute("name").unwrap_or_default();
        let Some(target) = targets.get(&tag.attribute("id").unwrap_or_default()) else { continue };
        sheets.read(&package.text(&format!("xl/{target}"))?, &name)?;
    }
    Ok(sheets.all)
}

/// The sheets of a workbook while they are read.
struct Sheets {
    shared: Vec<String>,
    rows: usize,
    /// How many bytes their cells may still say.
    left: usize,
    all: Vec<Stretch>,
}

impl Sheets {
    fn read(&mut self, text: &str, name: &str) -> Result<(), String> {
        let (mut place, mut kind, mut words, mut inside) =
            (String::new(), String::new(), String::new(), false);
        for token in tokens(text) {
            match token? {
                Token::Open(tag) => match tag.name() {
                    "row" => self.rows += 1,
                    "c" => {
                        place = format!("{name}!{}", tag.attribute("r").unwrap_or_default());
                        kind = tag.attribute("t").unwrap_or_default();
                        words.clear();
                    }
                    "v" | "t" => inside = true,
                    _ => (),
                },
                Token::Words(part) if inside => words.push_str(&part),
                Token::Words(_) => (),
                Token::Close(closed) => match closed.as_str() {
                    "v" | "t" => inside = false,
                    "c" => {
                        let number = words.parse().ok().filter(|_| kind == "s");
                        let text = number.and_then(|at: usize| self.shared.get(at)).unwrap_or(&words).clone();
                        let left = self.left.checked_sub(text.len());
                        self.left = left.ok_or("its cells say more than 32 MiB of text")?;
                        self.all.push(Stretch {
                            place: std::mem::take(&mut place),
                            text,
                            row: Some(self.rows),
                        });
                    }
                    _ => (),
                },
            }
        }
        Ok(())
    }
}

/// The texts that cells share, by number.
fn shared(text: &str) -> Result<Vec<String>, String> {
    let (mut all, mut words, mut inside) = (Vec::new(), String::new(), false);
    for token in tokens(text) {
        match token? {
            Token::Open(tag) => inside = tag.name() == "t",
            Token::Words(part) if inside => words.push_str(&part),
            Token::Words(_) => (),
            Token::Close(name) if name == "si" => all.push(std::mem::take(&mut words)),
            Token::Close(_) => inside = false,
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use crate::citations::{DocumentKind, of_office};

    /// Made by `tests/with/cite.py`, less the parts that are not read: a run, a table, a number of its own cell.
    fn cited(bytes: &[u8]) -> Vec<(String, String)> {
        assert_eq!(DocumentKind::of(bytes), DocumentKind::Office);
        let all = of_office(bytes).unwrap().into_iter();
        all.map(|citation| (citation.place, citation.printed.map_or_else(String::new, |n| n.to_string())))
            .collect()
    }

    fn expected(places: [&str; 3]) -> Vec<(String, String)> {
        places
            .into_iter()
            .zip(["6.8", "1", "57"])
            .map(|(place, n)| (place.to_owned(), n.to_owned()))
            .collect()
    }

    #[test]
    fn figures_are_found_on_slides_in_paragraphs_and_in_cells() {
        let slides = expected(["slide 1", "slide 2", "slide 3"]);
        assert_eq!(cited(include_bytes!("samples/deck.pptx")), slides);
        let pages = expected(["page 1, paragraph 1", "page 1, paragraph 2", "page 1, paragraph 5"]);
        assert_eq!(cited(include_bytes!("samples/report.docx")), pages);
        let cells = expected(["Chiffres!C1", "Chiffres!C2", "Chiffres!C3"]);
        assert_eq!(cited(include_bytes!("samples/book.xlsx")), cells);
    }

    #[test]
    fn what_is_no_office_file_is_told() {
        assert!(of_office(b"PK\x03\x04").unwrap_err().contains("cut short"));
        let sound = include_bytes!("samples/deck.pptx");
        for end in 0..sound.len() {
            assert!(of_office(&sound[..end]).is_err(), "{end}");
        }
    }
}
