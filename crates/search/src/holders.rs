//! The documents of a segment that hold a frequent term, as a set of bits. Apart from `kept`, which says what is kept of a term
//! and for how long.

use tantivy::DocId;
use tantivy::fastfield::AliveBitSet;

use crate::postings::Cursor;

/// The documents of a segment that hold a term: a bit for each, 64 together.
#[derive(Debug)]
pub(crate) struct Holders(Box<[u64]>);

impl Holders {
    /// Reads all postings of a term in a segment of so many documents.
    pub(crate) fn read(cursor: &mut Cursor, documents: DocId) -> Holders {
        let mut words = vec![0_u64; documents.div_ceil(64) as usize];
        cursor.each(|document, _| {
            if let Some(word) = words.get_mut(document as usize / 64) {
                *word |= 1 << (document % 64);
            }
        });
        Holders(words.into())
    }

    /// Returns the documents of a segment that were not taken out of it.
    pub(crate) fn alive(documents: DocId, alive: &AliveBitSet) -> Holders {
        let mut words = vec![0_u64; documents.div_ceil(64) as usize];
        for (document, word) in (0..documents).zip(0_usize..).filter(|(document, _)| alive.is_alive(*document)) {
            words[word / 64] |= 1 << (document % 64);
        }
        Holders(words.into())
    }

    /// Returns the sets of 64 neighbours each from a document on, which must be the first of 64.
    pub(crate) fn words_from(&self, first: DocId) -> &[u64] {
        self.0.get(first as usize / 64..).unwrap_or_default()
    }

    /// Tells whether a document holds the term.
    #[inline]
    pub(crate) fn holds(&self, document: DocId) -> bool {
        self.0.get(document as usize / 64).is_some_and(|word| word >> (document % 64) & 1 == 1)
    }

    /// Returns the first holder at `target` or after it.
    pub(crate) fn first_from(&self, target: DocId) -> Option<DocId> {
        let mut words = (target / 64..).zip(self.words_from(target));
        let (place, word) = words.next()?;
        let rest = std::iter::once((place, word & (u64::MAX << (target % 64))));
        let mut rest = rest.chain(words.map(|(place, word)| (place, *word)));
        rest.find(|(_, word)| *word != 0).map(|(place, word)| place * 64 + word.trailing_zeros())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_found_from_any_document_on() {
        let holders = Holders([1 << 3 | 1 << 63, 0, 1].into());
        for (from, expected) in [(0, Some(3)), (3, Some(3)), (4, Some(63)), (64, Some(128)), (129, None), (9_999, None)]
        {
            assert_eq!(holders.first_from(from), expected, "{from}");
        }
    }
}
