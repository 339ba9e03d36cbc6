//! Where a word stands in a document: the positions of all exact keys that it stands for. Shared by what must be
//! neighbours and what must be near.

use schema::Fields;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, SegmentReader};

use super::spellings::spellings;
use crate::query::Word;

/// The postings of one word in one segment: of its exact key if its marks bind, else of all spellings that fold alike.
pub(super) struct Places {
    spellings: Vec<SegmentPostings>,
    /// Where one of them stands in the document that is looked at.
    own: Vec<u32>,
    /// Where a phrase would begin in it.
    starts: Vec<u32>,
}

impl Places {
    /// Returns `None` where the word does not occur in the segment.
    pub(super) fn open(fields: &Fields, word: &Word, reader: &SegmentReader) -> tantivy::Result<Option<Places>> {
        let inverted = reader.inverted_index(fields.exact)?;
        let terms = match word.marked {
            true => vec![Term::from_field_text(fields.exact, &word.exact)],
            false => spellings(reader, fields.exact, &word.folded)?,
        };
        let mut postings = Vec::new();
        for term in terms {
            postings.extend(inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        Ok((!postings.is_empty()).then_some(Places { spellings: postings, own: Vec::new(), starts: Vec::new() }))
    }

    /// Opens the words of a phrase; `None` where one of them does not occur in the segment.
    pub(super) fn open_all(
        fields: &Fields,
        words: &[Word],
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Vec<Places>>> {
        words.iter().map(|word| Places::open(fields, word, reader)).collect()
    }

    /// Returns where a phrase would begin, for each place in the document where the word stands `offset` words after its
    /// beginning; sorted. Documents must be asked for in order.
    fn starts(&mut self, document: DocId, offset: u32) -> &[u32] {
        self.starts.clear();
        for postings in &mut self.spellings {
            if seek(postings, document) == document {
                postings.positions(&mut self.own);
                self.starts.extend(self.own.iter().filter_map(|place| place.checked_sub(offset)));
            }
        }
        self.starts.sort_unstable();
        &self.starts
    }
}

/// Lists where in a document the words stand next to one another, by the place of the first; sorted.
pub(super) fn phrase_starts(words: &mut [Places], document: DocId, starts: &mut Vec<u32>) {
    starts.clear();
    for (offset, word) in (0..).zip(words) {
        let own = word.starts(document, offset);
        match offset {
            0 => starts.extend_from_slice(own),
            _ => starts.retain(|start| own.binary_search(start).is_ok()),
        }
        if starts.is_empty() {
            return;
        }
    }
}

/// Goes to a document, or to the first after it; never back.
pub(super) fn seek(postings: &mut SegmentPostings, target: DocId) -> DocId {
    if postings.doc() < target { postings.seek(target) } else { postings.doc() }
}
