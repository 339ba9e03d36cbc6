//! Byte ranges as ranges of code points: readers of JSON count characters.

use std::ops::Range;

/// The bytes at which the characters of a text begin.
pub(crate) struct Points(Vec<usize>);

impl Points {
    /// Walks the text once.
    pub(crate) fn new(text: &str) -> Points {
        Points(text.char_indices().map(|(byte, _)| byte).collect())
    }

    /// Returns the first code point of a range and the one after its last.
    pub(crate) fn span(&self, range: &Range<usize>) -> [usize; 2] {
        [range.start, range.end].map(|byte| self.0.partition_point(|start| *start < byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted() {
        let points = Points::new("Điều 1");
        assert_eq!(points.span(&(0.."Điều".len())), [0, 4]);
        assert_eq!(points.span(&("Điều ".len().."Điều 1".len())), [5, 6]);
        assert_eq!(Points::new("").span(&(0..0)), [0, 0]);
    }
}
