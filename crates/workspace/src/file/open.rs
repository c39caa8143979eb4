//! From the bytes on disk to a text file: size, kind of file, character set, byte order mark.

use std::ffi::CStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::TextFile;
use super::charset::Charset;
use crate::value::Wrong;

/// The most bytes of a TOML file: fifty times the largest that a person has kept by hand.
pub const MOST_TOML: u64 = 4 * 1024 * 1024;
/// The most bytes of a CSV file: a million full rows.
pub const MOST_CSV: u64 = 512 * 1024 * 1024;

/// Reads a file of the workspace; nothing when there is none of that name.
pub fn open(workspace: &Path, name: &str, most: u64) -> Option<TextFile> {
    let file = match bytes(&workspace.join(name), most) {
        Ok(None) => return None,
        Ok(Some(bytes)) => match CStr::from_bytes_until_nul(&bytes) {
            Ok(before_zero) => not_text(name, &bytes, before_zero.count_bytes()),
            Err(_) => decoded(name, bytes).with_sane_lines(),
        },
        Err(wrong) => TextFile::lost(name, wrong.why, wrong.remedy),
    };
    Some(file)
}

fn bytes(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Wrong> {
    let unread = |err: io::Error| {
        Wrong::new(format!("this file cannot be read: {err}"), "see to it that it can be opened")
    };
    let size = match fs::metadata(path) {
        Ok(meta) if meta.is_file() => meta.len(),
        Ok(_) => return Err(Wrong::new("this is not a file", "put a text file in its place")),
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(err) => return Err(unread(err)),
    };
    let mut bytes = Vec::new();
    if size <= most {
        // The file may grow while it is read.
        let file = File::open(path).map_err(unread)?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(unread)?;
    }
    if size.max(bytes.len() as u64) > most {
        let why = format!("this file is larger than {} MiB", most / 1024 / 1024);
        return Err(Wrong::new(why, "see whether it is the right file; if so, divide it into several"));
    }
    Ok(Some(bytes))
}

fn not_text(name: &str, bytes: &[u8], at: usize) -> TextFile {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let remedy = format!("save it as UTF-8, or run: {}", conversion(name, "UTF-16"));
        return TextFile::lost(name, "this file is written in UTF-16", remedy);
    }
    let what = format!("this is not a text file: byte {at} is zero");
    TextFile::lost(
        name,
        what,
        "open it in the program that made it, and save it as text (a table as CSV) in UTF-8",
    )
}

/// A byte that is no UTF-8 is one mistake for the whole file; the rest of it is still read, so that its other
/// mistakes come to light in the same run.
fn decoded(name: &str, bytes: Vec<u8>) -> TextFile {
    match String::from_utf8(bytes) {
        Ok(text) => TextFile::new(name, without_mark(text)),
        Err(err) => {
            let at = err.utf8_error().valid_up_to();
            let text = without_mark(String::from_utf8_lossy(err.as_bytes()).into_owned());
            let shift = if err.as_bytes().starts_with(MARK.as_bytes()) { MARK.len() } else { 0 };
            let file = TextFile::new(name, text);
            let replaced = at - shift..at - shift + char::REPLACEMENT_CHARACTER.len_utf8();
            let (what, remedy) = not_utf8(name, at, err.as_bytes());
            file.refuse(replaced, what, remedy);
            file
        }
    }
}

/// The byte order mark that some spreadsheets write in front of UTF-8; it says nothing.
const MARK: &str = "\u{feff}";

fn without_mark(mut text: String) -> String {
    if text.starts_with(MARK) {
        text.drain(..MARK.len());
    }
    text
}

fn not_utf8(name: &str, at: usize, bytes: &[u8]) -> (String, String) {
    let byte = bytes[at];
    let in_program = "save the file with the character set UTF-8 (in a spreadsheet: “CSV UTF-8”)";
    match Charset::guess(bytes) {
        Some(charset) => {
            let (letter, charset_name) = (charset.letter(byte), charset.name());
            let what = format!(
                "byte {at} ({byte:#04x}) is not UTF-8; the file looks like {charset_name}, where it is `{letter}`"
            );
            (what, format!("{in_program}, or run: {}", conversion(name, charset.iconv_name())))
        }
        None => (
            format!("byte {at} ({byte:#04x}) is not UTF-8, and the character set of the file cannot be told"),
            format!("open it in the program that made it, and {in_program}"),
        ),
    }
}

/// The command that makes UTF-8 of a file. A wrong character set would make its wrong letters permanent.
fn conversion(name: &str, from: &str) -> String {
    format!("iconv -f {from} -t UTF-8 '{name}' > new && mv new '{name}'")
}
