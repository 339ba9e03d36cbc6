//! What the index holds under an id, found by its term and not by reading the whole catalogue.

use schema::{Fields, RECEIVED};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

/// The directive that goes by an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// It was received, and does not lie in a folder of the archive.
    pub(super) is_received: bool,
    /// Hash of its content.
    pub(super) content: u64,
}

/// Looks an id up.
pub(super) fn held(searcher: &Searcher, fields: &Fields, id: &str) -> Result<Option<Held>, TantivyError> {
    let term = Term::from_field_text(fields.id, id);
    for segment in searcher.segment_readers() {
        let postings = segment.inverted_index(fields.id)?.read_postings(&term, IndexRecordOption::Basic)?;
        let Some(mut postings) = postings else { continue };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                return read(segment, searcher, fields, postings.doc()).map(Some);
            }
            postings.advance();
        }
    }
    Ok(None)
}

fn read(segment: &SegmentReader, searcher: &Searcher, fields: &Fields, document: u32) -> Result<Held, TantivyError> {
    let name = |field| searcher.schema().get_field_name(field);
    let content = segment.fast_fields().u64(name(fields.content))?.first(document).unwrap_or(0);
    let mut root = String::new();
    if let Some(column) = segment.fast_fields().str(name(fields.root))?
        && let Some(ordinal) = column.term_ords(document).next()
    {
        column.ord_to_str(ordinal, &mut root)?;
    }
    Ok(Held { is_received: root == RECEIVED, content })
}
