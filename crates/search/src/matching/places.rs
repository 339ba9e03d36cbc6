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
    own: Vec<u32>,
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
        Ok((!postings.is_empty()).then_some(Places { spellings: postings, own: Vec::new() }))
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
    fn starts(&mut self, document: DocId, offset: u32) -> Vec<u32> {
        let mut starts = Vec::new();
        for postings in &mut self.spellings {
            if seek(postings, document) == document {
                postings.positions(&mut self.own);
                starts.extend(self.own.iter().filter_map(|place| place.checked_sub(offset)));
            }
        }
        starts.sort_unstable();
        starts
    }
}

/// Returns where in a document the words stand next to one another, by the place of the first; sorted.
pub(super) fn phrase_starts(words: &mut [Places], document: DocId) -> Vec<u32> {
    let mut starts: Option<Vec<u32>> = None;
    for (offset, word) in (0..).zip(words) {
        let own = word.starts(document, offset);
        let left = match starts {
            None => own,
            Some(starts) => starts.into_iter().filter(|start| own.binary_search(start).is_ok()).collect(),
        };
        if left.is_empty() {
            return left;
        }
        starts = Some(left);
    }
    starts.unwrap_or_default()
}

/// Goes to a document, or to the first after it; never back.
pub(super) fn seek(postings: &mut SegmentPostings, target: DocId) -> DocId {
    if postings.doc() < target { postings.seek(target) } else { postings.doc() }
}
