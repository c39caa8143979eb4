//! Workbooks (XLSX): the rows of one sheet.
//!
//! Read by ourselves, within a budget: calamine does not bound what a workbook unpacks to (half a megabyte became
//! 520 MiB in one report). The parts of a workbook are small XML files that our tree reads as it reads a page.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::DeflateDecoder;

use super::grid::GridBuilder;
use super::html::{NodeId, Tree, decode, parse};
use super::page::Sheet;
use workspace::Comments;

/// The most bytes that the parts of a workbook may unpack to.
const MOST_UNPACKED: u64 = 32 << 20;
/// A sheet is no wider than this; the columns of a workbook go up to 16,384.
const WIDEST: usize = 200;
/// A list of winners has fewer rows.
const MOST_ROWS: usize = 100_000;

/// The rows of a sheet: the one named, or the first.
pub(super) fn sheet(bytes: &[u8], name: Option<&str>) -> Result<Sheet<'static>, String> {
    let mut package =
        Package { parts: parts(bytes).ok_or("it is no workbook, or cut short")?, left: MOST_UNPACKED };
    let workbook = package.text("xl/workbook.xml")?;
    let relations = package.text("xl/_rels/workbook.xml.rels")?;
    let path = sheet_path(&workbook, &relations, name)?;
    let shared =
        package.text("xl/sharedStrings.xml").map(|text| shared_texts(&text)).unwrap_or(Ok(vec![]))?;
    rows(&package.text(&path)?, &shared)
}

/// The files inside the workbook.
struct Package<'a> {
    parts: BTreeMap<String, Part<'a>>,
    left: u64,
}

struct Part<'a> {
    deflated: bool,
    bytes: &'a [u8],
}

impl Package<'_> {
    fn text(&mut self, name: &str) -> Result<String, String> {
        let part = self.parts.get(name).ok_or_else(|| format!("it has no part {name}"))?;
        let mut text = String::new();
        let mut reader: Box<dyn Read> =
            if part.deflated { Box::new(DeflateDecoder::new(part.bytes)) } else { Box::new(part.bytes) };
        let read = reader.by_ref().take(self.left + 1).read_to_string(&mut text);
        read.map_err(|error| format!("its part {name} is damaged: {error}"))?;
        let size = text.len() as u64;
        self.left = self.left.checked_sub(size).ok_or("it unpacks to more than 32 MiB")?;
        Ok(text)
    }
}

/// The parts by the central directory at the end (PKWARE APPNOTE, 4.3.12); without ZIP64, which no list needs.
fn parts(bytes: &[u8]) -> Option<BTreeMap<String, Part<'_>>> {
    let end = bytes.len().checked_sub(22)?;
    let found =
        (end.saturating_sub(65_557)..=end).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let mut at = number(bytes, found + 16, 4)?;
    let mut all = BTreeMap::new();
    for _ in 0..number(bytes, found + 10, 2)? {
        bytes.get(at..)?.starts_with(b"PK\x01\x02").then_some(())?;
        let (method, packed) = (number(bytes, at + 10, 2)?, number(bytes, at + 20, 4)?);
        let [name, extra, comment] = [28, 30, 32].map(|offset| number(bytes, at + offset, 2));
        let (name, extra, comment) = (name?, extra?, comment?);
        let local = number(bytes, at + 42, 4)?;
        let data = local.checked_add(30)? + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
        let text = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned();
        let part = Part { deflated: method == 8, bytes: bytes.get(data..data.checked_add(packed)?)? };
        all.insert(text, part);
        at += 46 + name + extra + comment;
    }
    Some(all)
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

fn tree(text: &str) -> Result<Tree<'_>, String> {
    parse(text, Comments::Skipped).map_err(|deep| deep.to_string())
}

fn named<'t>(tree: &'t Tree<'_>, inside: NodeId, name: &'t str) -> impl Iterator<Item = NodeId> + 't {
    (inside + 1..tree.node(inside).end).filter(move |id| local(tree.name(*id)).eq_ignore_ascii_case(name))
}

/// A name without its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn sheet_path(workbook: &str, relations: &str, wanted: Option<&str>) -> Result<String, String> {
    let tree_of_book = tree(workbook)?;
    let sheets: Vec<(String, String)> = named(&tree_of_book, 0, "sheet")
        .filter_map(|id| {
            let name = decode(tree_of_book.attribute(id, "name")?).into_owned();
            let relation = tree_of_book.attributes(id).find(|(name, _)| local(name) == "id")?.1;
            Some((name, relation.to_owned()))
        })
        .collect();
    let names = || sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let found = sheets.iter().find(|(name, _)| wanted.is_none_or(|wanted| name == wanted));
    let (_, relation) =
        found.ok_or_else(|| format!("it has no sheet {}; it has {}", wanted.unwrap_or("at all"), names()))?;
    let tree = tree(relations)?;
    let target = named(&tree, 0, "relationship").find(|id| tree.attribute(*id, "Id") == Some(relation));
    let target = target.and_then(|id| tree.attribute(id, "Target")).ok_or("its sheet has no file")?;
    Ok(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

fn shared_texts(text: &str) -> Result<Vec<String>, String> {
    let tree = tree(text)?;
    Ok(named(&tree, 0, "si").map(|id| words(&tree, id)).collect())
}

/// The words of all `t` elements inside, but for phonetic hints.
fn words(tree: &Tree<'_>, id: NodeId) -> String {
    let shown =
        |at: &NodeId| !tree.ancestors(*at).take_while(|up| *up != id).any(|up| local(tree.name(up)) == "rPh");
    let texts = named(tree, id, "t").filter(shown);
    texts.flat_map(|at| at + 1..tree.node(at).end).map(|at| decode(tree.raw(at)).into_owned()).collect()
}

fn rows(text: &str, shared: &[String]) -> Result<Sheet<'static>, String> {
    let tree = tree(text)?;
    let mut builder = GridBuilder::default();
    for (number, row) in named(&tree, 0, "row").enumerate().take(MOST_ROWS) {
        let mut cells: Vec<String> = Vec::new();
        for cell in named(&tree, row, "c") {
            let column = tree.attribute(cell, "r").and_then(column).unwrap_or(cells.len());
            if column < WIDEST {
                cells.resize(cells.len().max(column + 1), String::new());
                cells[column] = value(&tree, cell, shared);
            }
        }
        builder.row(cells.iter().map(String::as_str), number as u32);
    }
    Ok(builder.finish())
}

/// The column of a reference, from 0: 27 for `AB12`.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

fn value(tree: &Tree<'_>, cell: NodeId, shared: &[String]) -> String {
    let raw = || {
        named(tree, cell, "v").next().map(|id| decode(tree.raw(id + 1)).trim().to_owned()).unwrap_or_default()
    };
    match tree.attribute(cell, "t").unwrap_or("n") {
        "s" => raw().parse::<usize>().ok().and_then(|at| shared.get(at).cloned()).unwrap_or_default(),
        "inlineStr" => words(tree, cell),
        "n" => shown_number(&raw()),
        _ => raw(),
    }
}

/// A number as a sheet shows it: 15 digits, so that 92.599999999999994 is 92.6 again.
fn shown_number(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if text.len() > 15 && number.is_finite() => {
            let whole = number.abs().log10().max(0.0).floor() as usize + 1;
            let fixed = format!("{number:.*}", 15_usize.saturating_sub(whole));
            fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_a_sheet_shows_them() {
        assert_eq!(shown_number("92.599999999999994"), "92.6");
        assert_eq!(shown_number("12"), "12");
        assert_eq!(column("AB12"), Some(27));
    }

    #[test]
    fn what_is_no_workbook_is_told() {
        for bytes in [
            &b""[..],
            b"PK\x05\x06",
            &[0; 100],
            b"PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        ] {
            assert!(sheet(bytes, None).is_err());
        }
    }
}
