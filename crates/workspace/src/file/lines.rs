//! Lines of a large text: their numbers, without an entry for each, and those that are too long.

use std::ops::Range;

/// A number is found by counting line breaks in one block at most.
const BLOCK: usize = 64 * 1024;

/// How many line breaks stand before each block of a text.
pub struct LineNumbers(Vec<usize>);

impl LineNumbers {
    /// The numbers of the lines of a text.
    pub fn of(text: &str) -> Self {
        let sums = text.as_bytes().chunks(BLOCK).scan(0, |sum, block| {
            *sum += breaks(block);
            Some(*sum)
        });
        Self(std::iter::once(0).chain(sums).collect())
    }

    /// The line, from 1, in which a byte of the same text stands.
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let block = byte / BLOCK;
        1 + self.0[block] + breaks(&text.as_bytes()[block * BLOCK..byte])
    }
}

fn breaks(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// The lines with more than `most` bytes. Jumps from line break to line break as far as `most` allows, so that a
/// file of nothing but line breaks costs no more than any other.
pub fn longer_than(most: usize, text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut long, mut start) = (vec![], 0);
    while bytes.len() - start > most {
        match bytes[start..=start + most].iter().rposition(|byte| *byte == b'\n') {
            Some(last) => start += last + 1,
            None => {
                let rest = &bytes[start + most..];
                let length = most + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                long.push(start..start + length);
                start = (start + length + 1).min(bytes.len());
            }
        }
    }
    long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_its_line() {
        let text = "é\n\n".repeat(BLOCK) + "last";
        let numbers = LineNumbers::of(&text);
        assert_eq!(numbers.at(&text, 0), 1);
        assert_eq!(numbers.at(&text, 2), 1, "a line break belongs to the line it ends");
        assert_eq!(numbers.at(&text, 4), 3);
        assert_eq!(numbers.at(&text, text.len()), 2 * BLOCK + 1);
        assert_eq!(LineNumbers::of("").at("", 0), 1);
        let whole = "x".repeat(BLOCK);
        assert_eq!(LineNumbers::of(&whole).at(&whole, BLOCK), 1);
    }

    #[test]
    fn long_lines_are_found_wherever_they_stand() {
        assert_eq!(longer_than(3, "123\n1234\n\n12345"), [4..8, 10..15]);
        assert_eq!(longer_than(3, "1\n1234").first(), Some(&(2..6)));
        assert!(longer_than(3, "123\n123\n").is_empty());
        assert!(longer_than(3, "").is_empty());
    }
}
