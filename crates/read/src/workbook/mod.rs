//! Workbooks (XLSX): the rows of one sheet, as a person sees them.
//!
//! Read by ourselves, within a budget: calamine does not bound what a workbook unpacks to (half a megabyte became
//! 520 MiB in one report), and it knows neither percent nor rounding nor which rows and columns are hidden.

mod cells;
mod format;

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::DeflateDecoder;

pub(super) use cells::MOST_SHOWN;

use super::page::Sheet;
use super::xml::{Tag, Token, tokens};
use workspace::Region;

/// The most bytes that the parts of a workbook may unpack to.
const MOST_UNPACKED: u64 = 32 << 20;
/// The rows of a sheet: the one named, or the first that is shown.
pub(super) fn sheet(bytes: &[u8], region: &Region) -> Result<Sheet<'static>, String> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err("it is an old or locked Office file (XLS, or with a password); open it, and save it as XLSX or CSV".into());
    }
    let mut package = Package::open(bytes).ok_or("it is no workbook, or cut short")?;
    if package.has("content.xml") {
        return Err("it is an OpenDocument sheet (ODS); open it, and save it as XLSX or CSV".into());
    }
    let workbook = package.text("xl/workbook.xml")?;
    let relations = package.text("xl/_rels/workbook.xml.rels")?;
    let path = sheet_path(&workbook, &relations, region.sheet.as_deref())?;
    let styles = match package.has("xl/styles.xml") {
        true => cells::styles(&package.text("xl/styles.xml")?)?,
        false => vec![],
    };
    let shared = match package.has("xl/sharedStrings.xml") {
        true => cells::shared_texts(&package.text("xl/sharedStrings.xml")?)?,
        false => vec![],
    };
    let from_1904 = elements(&workbook, "workbookPr")?.iter().any(|tag| tag.is("date1904"));
    cells::rows(&package.text(&path)?, &cells::Book { shared, styles, from_1904 }, region)
}

/// The names of the sheets that are shown.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, String> {
    let mut package = Package::open(bytes).ok_or("it is no workbook, or cut short")?;
    let workbook = package.text("xl/workbook.xml")?;
    let sheets = elements(&workbook, "sheet")?;
    Ok(sheets.iter().filter(|tag| is_shown(tag)).filter_map(|tag| tag.attribute("name")).collect())
}

fn is_shown(sheet: &Tag<'_>) -> bool {
    sheet.attribute("state").is_none_or(|state| state == "visible")
}

/// The files inside a workbook, or another office file.
pub(super) struct Package<'a> {
    parts: BTreeMap<String, WorkbookPart<'a>>,
    left: u64,
}

struct WorkbookPart<'a> {
    deflated: bool,
    bytes: &'a [u8],
}

impl<'a> Package<'a> {
    /// The parts of an office file; nothing where it is none.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { parts: parts(bytes)?, left: MOST_UNPACKED })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    pub fn text(&mut self, name: &str) -> Result<String, String> {
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
fn parts(bytes: &[u8]) -> Option<BTreeMap<String, WorkbookPart<'_>>> {
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
        let part = WorkbookPart { deflated: method == 8, bytes: bytes.get(data..data.checked_add(packed)?)? };
        all.insert(text, part);
        at += 46 + name + extra + comment;
    }
    Some(all)
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

/// The start tags of one name.
pub(super) fn elements<'x>(text: &'x str, name: &str) -> Result<Vec<Tag<'x>>, String> {
    let mut all = Vec::new();
    for token in tokens(text) {
        match token? {
            Token::Open(tag) if tag.name() == name => all.push(tag),
            Token::Open(_) | Token::Close(_) | Token::Words(_) => {}
        }
    }
    Ok(all)
}

/// The file of the sheet that is named, else of the first that is shown.
fn sheet_path(workbook: &str, relations: &str, wanted: Option<&str>) -> Result<String, String> {
    let sheets = elements(workbook, "sheet")?;
    let name = |tag: &Tag<'_>| tag.attribute("name").unwrap_or_default();
    let found = match wanted {
        Some(wanted) => sheets.iter().find(|tag| name(tag) == wanted),
        None => sheets.iter().find(|tag| is_shown(tag)),
    };
    let names = || sheets.iter().map(name).collect::<Vec<_>>().join(", ");
    let missing = || match wanted {
        Some(wanted) => format!("it has no sheet {wanted}; it has {}", names()),
        None => format!("it shows no sheet; name a hidden one with `sheet`: {}", names()),
    };
    // The name of a sheet's relation has a prefix, which its own number `sheetId` has not.
    let relation = found.ok_or_else(missing)?.attribute("id").ok_or("its sheet has no file")?;
    let relations = elements(relations, "Relationship")?;
    let target = relations.iter().find(|tag| tag.attribute("Id").as_deref() == Some(&relation));
    let target = target.and_then(|tag| tag.attribute("Target")).ok_or("its sheet has no file")?;
    Ok(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_workbook_is_told() {
        for bytes in [
            &b""[..],
            b"PK\x05\x06",
            &[0; 100],
            b"PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        ] {
            assert!(sheet(bytes, &Region::default()).is_err());
        }
        assert!(sheet(b"\xd0\xcf\x11\xe0", &Region::default()).unwrap_err().contains("save it as XLSX"));
    }
}
