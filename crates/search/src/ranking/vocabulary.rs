//! What the words of an archive are looked up in and scored by, as it is in one state of the index.
//!
//! Opened once for a state: the engine looks for the dictionary of a field and for the lengths of its texts each time that they
//! are asked for, which costs as much as to look up a word in them.

use std::io;
use std::sync::Arc;

use schema::Fields;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::{DocId, Searcher, SegmentReader};

use super::bm25::BothLengths;
use crate::ids::Ids;
use crate::opened::OpenedSegments;
use crate::postings::Cursor;

/// The words of an archive.
pub(crate) struct Vocabulary {
    pub(super) segments: Vec<SegmentWords>,
    /// Directives, those that were taken out among them.
    pub(crate) documents: u64,
    pub(super) lengths: BothLengths,
    /// The ids of each segment.
    pub(crate) ids: Arc<[Arc<Ids>]>,
}

/// The words of a segment.
pub(super) struct SegmentWords {
    pub(super) folded: Words,
    pub(super) exact: Words,
    pub(super) titles: Words,
    /// The lengths of texts and of titles, as the engine writes them.
    pub(super) text_codes: FieldNormReader,
    pub(super) title_codes: FieldNormReader,
}

/// The words of one field of a segment.
pub(super) struct Words {
    inverted: Arc<InvertedIndexReader>,
    /// Documents of the segment.
    documents: DocId,
}

impl Vocabulary {
    /// Opens the words of an archive.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn open(searcher: &Searcher, fields: &Fields, opened: &OpenedSegments) -> tantivy::Result<Vocabulary> {
        let readers = searcher.segment_readers();
        Ok(Vocabulary {
            segments: readers.iter().map(|reader| SegmentWords::open(reader, fields)).collect::<Result<_, _>>()?,
            documents: readers.iter().map(|reader| u64::from(reader.max_doc())).sum(),
            lengths: BothLengths::of(searcher, fields)?,
            ids: readers.iter().map(|reader| opened.of(reader).ids(fields)).collect::<Result<_, _>>()?,
        })
    }
}

impl SegmentWords {
    fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<SegmentWords> {
        let words = |field| {
            Ok::<_, tantivy::TantivyError>(Words {
                inverted: reader.inverted_index(field)?,
                documents: reader.max_doc(),
            })
        };
        Ok(SegmentWords {
            folded: words(fields.folded)?,
            exact: words(fields.exact)?,
            titles: words(fields.title_folded)?,
            text_codes: reader.get_fieldnorms_reader(fields.folded)?,
            title_codes: reader.get_fieldnorms_reader(fields.title_folded)?,
        })
    }
}

impl Words {
    /// Returns where the postings of a word lie; `None` where the segment does not hold it.
    pub(super) fn place(&self, word: &str) -> io::Result<Option<TermInfo>> {
        self.inverted.terms().get(word)
    }

    /// Opens the postings at a place.
    pub(super) fn cursor(&self, place: &TermInfo, frequencies: bool) -> tantivy::Result<Cursor> {
        Cursor::read(&self.inverted, self.documents, place, frequencies)
    }
}
