//! Byte offsets to code points: readers of JSON count characters.

use std::ops::Range;

use crate::fact::Span;
use crate::text::one_line;

/// Turns byte offsets into code points, by a mark at every so many bytes.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each block of [`BLOCK`] bytes.
    before: Vec<usize>,
}

const BLOCK: usize = 512;

impl<'a> CodePoints<'a> {
    /// Counts the text once.
    pub fn new(text: &'a str) -> Self {
        let mut count = 0;
        let before = text.as_bytes().chunks(BLOCK).map(|block| {
            let first = count;
            count += points_in(block);
            first
        });
        Self { text, before: before.collect() }
    }

    /// Returns how many code points stand before a byte.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = (byte / BLOCK).min(self.before.len().saturating_sub(1));
        let first = self.before.get(block).copied().unwrap_or_default();
        first + points_in(&self.text.as_bytes()[(block * BLOCK).min(byte)..byte])
    }

    /// Returns a range of bytes as one of code points: the first, and the one after the last.
    pub fn range(&self, range: &Range<usize>) -> [usize; 2] {
        [self.at(range.start), self.at(range.end)]
    }

    /// Returns the text of a span, on one line.
    pub(crate) fn text(&self, span: Span) -> String {
        one_line(self.text.get(span.start..span.end).unwrap_or_default())
    }
}

fn points_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let text = "Tỉnh ủy ".repeat(100);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(points.range(&(0.."Tỉnh".len())), [0, 4]);
    }
}
