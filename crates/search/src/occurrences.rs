//! How often a frequent term stands in each document of a segment, four bits each.
//!
//! Of what matches in a window, a dozen documents are mostly left that may be among the best, and each word of the question is
//! looked up in each of them. Postings lie packed in blocks of 128, so of a frequent word nearly every look-up unpacks a
//! block of its own, for one number. Here it is a look at half a byte. Apart from `kept`, which says what is kept of a term
//! and for how long.

use tantivy::DocId;

use crate::postings::Cursor;

/// How often a term stands in the documents of a segment.
#[derive(Debug)]
pub(crate) struct Occurrences(Box<[u8]>);

impl Occurrences {
    /// So often or more often.
    const MANY: u32 = 15;

    /// Reads all postings of a term in a segment of so many documents.
    pub(crate) fn read(cursor: &mut Cursor, documents: DocId) -> Occurrences {
        let mut halves = vec![0_u8; documents.div_ceil(2) as usize];
        cursor.each(|document, occurrences| {
            if let Some(both) = halves.get_mut(document as usize / 2) {
                *both |= (occurrences.min(Occurrences::MANY) as u8) << (document % 2 * 4);
            }
        });
        Occurrences(halves.into())
    }

    /// Returns how often a document holds the term; `None` where that is so often that the postings tell.
    #[inline]
    pub(crate) fn of(&self, document: DocId) -> Option<u32> {
        let both = self.0.get(document as usize / 2).copied().unwrap_or(0);
        Some(u32::from(both >> (document % 2 * 4) & 15)).filter(|occurrences| *occurrences < Occurrences::MANY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_byte() {
        let occurrences = Occurrences([0x21, 0xf0].into());
        for (document, expected) in
            [(0, Some(1)), (1, Some(2)), (2, Some(0)), (3, None), (4, Some(0)), (DocId::MAX, Some(0))]
        {
            assert_eq!(occurrences.of(document), expected, "{document}");
        }
    }
}
