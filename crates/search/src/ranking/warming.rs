//! Warming: what is kept of the most frequent terms of a segment is made before anybody asks for it.
//!
//! Whoever asks after a start pays else for what all others find ready: the first few hundred questions cost half as much
//! again. Apart from `kept`, which makes things for whoever asks: here nobody waits, and the terms come from the
//! dictionaries and not from a question.

use std::cmp::Reverse;

use schema::{Facet, Fields};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, Term};

use super::bm25::{BothLengths, Lengths};
use super::scorer::read_peaks;
use crate::holders::Holders;
use crate::occurrences::Occurrences;
use crate::opened::{OpenedSegment, OpenedSegments};
use crate::postings::Cursor;

/// A frequent term, and how many documents hold it.
struct Frequent {
    holding: u32,
    term: Term,
}

/// Makes what is kept of frequent terms and of facets in the segments of an archive where that was not done. `stop` is
/// asked before each term; what was made until then stays.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn warm(
    searcher: &Searcher,
    fields: &Fields,
    opened: &OpenedSegments,
    stop: &dyn Fn() -> bool,
) -> tantivy::Result<()> {
    let lengths = BothLengths::of(searcher, fields)?;
    for reader in searcher.segment_readers() {
        let opened = opened.of(reader);
        if !opened.is_warm() && warm_segment(reader, fields, (&opened, &lengths), stop)? {
            opened.set_warm();
        }
    }
    Ok(())
}

/// Tells whether it was not stopped.
fn warm_segment(
    reader: &SegmentReader,
    fields: &Fields,
    (opened, lengths): (&OpenedSegment, &BothLengths),
    stop: &dyn Fn() -> bool,
) -> tantivy::Result<bool> {
    let Some(least) = opened.peaks.least() else { return Ok(true) };
    let mut frequent = Vec::new();
    for field in [fields.folded, fields.title_folded, fields.pairs, fields.exact] {
        if !list_frequent(reader, field, least, &mut frequent, stop)? {
            return Ok(false);
        }
    }
    frequent.sort_by_key(|frequent| Reverse(frequent.holding));
    let texts = (&lengths.text, reader.get_fieldnorms_reader(fields.folded)?);
    let titles = (&lengths.title, reader.get_fieldnorms_reader(fields.title_folded)?);
    for Frequent { holding, term } in &frequent {
        if stop() {
            return Ok(false);
        }
        let named = (term, *holding);
        if term.field() == fields.folded || term.field() == fields.exact {
            make_holders(reader, opened, named)?;
        }
        if term.field() != fields.exact {
            let lengths = if term.field() == fields.title_folded { &titles } else { &texts };
            make_scored(reader, opened, named, lengths)?;
        }
    }
    make_codes(opened)?;
    Ok(true)
}

/// Adds the terms of a field that so many documents hold at the least; tells whether it was not stopped.
fn list_frequent(
    reader: &SegmentReader,
    field: Field,
    least: u32,
    frequent: &mut Vec<Frequent>,
    stop: &dyn Fn() -> bool,
) -> tantivy::Result<bool> {
    let inverted = reader.inverted_index(field)?;
    let mut terms = inverted.terms().stream()?;
    while terms.advance() {
        let holding = terms.value().doc_freq;
        let key = std::str::from_utf8(terms.key()).ok().filter(|_| holding >= least);
        frequent.extend(key.map(|key| Frequent { holding, term: Term::from_field_text(field, key) }));
        if key.is_some() && stop() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes the documents of a term.
fn make_holders(reader: &SegmentReader, opened: &OpenedSegment, named: (&Term, u32)) -> tantivy::Result<()> {
    opened.holders.make_ahead(named, || Ok(Holders::read(&mut open(reader, named.0, false)?, reader.max_doc())))
}

/// Makes what a term is scored by.
fn make_scored(
    reader: &SegmentReader,
    opened: &OpenedSegment,
    named: (&Term, u32),
    (lengths, codes): &(&Lengths, FieldNormReader),
) -> tantivy::Result<()> {
    let cursor = || open(reader, named.0, true);
    opened.occurrences.make_ahead(named, || Ok(Occurrences::read(&mut cursor()?, reader.max_doc())))?;
    opened.peaks.make_ahead(named, || Ok(read_peaks(&mut cursor()?, reader.max_doc(), lengths, codes)))
}

/// Makes the lists that facets are counted by.
fn make_codes(opened: &OpenedSegment) -> tantivy::Result<()> {
    for facet in Facet::ALL {
        let column = opened.facet(facet)?;
        opened.codes(facet, &column);
    }
    Ok(())
}

/// Opens the postings of a term that was found in a dictionary of the segment.
fn open(reader: &SegmentReader, term: &Term, frequencies: bool) -> tantivy::Result<Cursor> {
    let cursor = Cursor::open(reader, term, frequencies)?;
    cursor.ok_or_else(|| tantivy::TantivyError::InternalError("a term of a dictionary is not in it".to_owned()))
}
