//! Warming: what is kept of frequent words is made before anybody asks for it.
//!
//! Whoever asks after a start pays else for what all others find ready: the first few hundred questions cost half as much
//! again. Apart from `kept`, which makes things for whoever asks: here nobody waits, and the words come from the
//! dictionaries and not from a question.

use std::cmp::Reverse;

use schema::{Facet, Fields, PAIR_SEPARATOR};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{SegmentReader, Term};

use crate::correct::SAMPLES_OF_PAIR;
use crate::engine::Engine;
use crate::error::SearchError;
use crate::holders::Holders;
use crate::lexicon::{AsTyped, Lexicon};
use crate::occurrences::Occurrences;
use crate::opened::OpenedSegment;
use crate::postings::Cursor;
use crate::ranking::{BothLengths, Lengths, read_peaks};

/// Pairs of neighbours whose spelling is looked at, of each segment.
const MOST_PAIRS: usize = 1_000;

/// A frequent term, and how many documents hold it.
struct Frequent {
    holding: u32,
    term: Term,
}

impl Engine {
    /// Makes what searches keep of frequent words and of facets before anybody asks, for what is searched now; it takes a few
    /// tenths of a second for 100,000 directives, and nothing where it was done. `stop` is asked all along; once it says so,
    /// no more is made.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be read.
    pub fn warm(&self, stop: impl Fn() -> bool) -> Result<(), SearchError> {
        let searcher = self.searcher();
        let lexicon = Lexicon::new(&searcher, self.fields(), self.opened());
        let lengths = BothLengths::of(&searcher, self.fields())?;
        for reader in searcher.segment_readers() {
            let opened = self.opened().of(reader);
            let Some(least) = opened.peaks.least().filter(|_| !opened.is_warm()) else { continue };
            let frequent = list_frequent(reader, self.fields(), least, &stop)?;
            make_terms(reader, self.fields(), (&opened, &lengths), &frequent, &stop)?;
            make_codes(&opened)?;
            see_pairs(lexicon, &frequent, &stop)?;
            if stop() {
                return Ok(());
            }
            opened.set_warm();
        }
        Ok(())
    }
}

/// Returns the terms of a segment that so many documents hold at the least, the most frequent first.
fn list_frequent(
    reader: &SegmentReader,
    fields: &Fields,
    least: u32,
    stop: &dyn Fn() -> bool,
) -> tantivy::Result<Vec<Frequent>> {
    let mut frequent = Vec::new();
    for field in [fields.folded, fields.title_folded, fields.pairs, fields.exact] {
        add_frequent((reader, field), least, &mut frequent, stop)?;
    }
    frequent.sort_by_key(|frequent| Reverse(frequent.holding));
    Ok(frequent)
}

/// Adds the terms of a field that so many documents hold at the least.
fn add_frequent(
    (reader, field): (&SegmentReader, Field),
    least: u32,
    frequent: &mut Vec<Frequent>,
    stop: &dyn Fn() -> bool,
) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(field)?;
    let mut terms = inverted.terms().stream()?;
    while terms.advance() {
        let holding = terms.value().doc_freq;
        let key = std::str::from_utf8(terms.key()).ok().filter(|_| holding >= least);
        frequent.extend(key.map(|key| Frequent { holding, term: Term::from_field_text(field, key) }));
        if key.is_some() && stop() {
            break;
        }
    }
    Ok(())
}

/// Makes what terms are found and scored by.
fn make_terms(
    reader: &SegmentReader,
    fields: &Fields,
    (opened, lengths): (&OpenedSegment, &BothLengths),
    frequent: &[Frequent],
    stop: &dyn Fn() -> bool,
) -> tantivy::Result<()> {
    let texts = (&lengths.text, reader.get_fieldnorms_reader(fields.folded)?);
    let titles = (&lengths.title, reader.get_fieldnorms_reader(fields.title_folded)?);
    for Frequent { holding, term } in frequent.iter().take_while(|_| !stop()) {
        let named = (term, *holding);
        if term.field() == fields.folded || term.field() == fields.exact {
            make_holders(reader, opened, named)?;
        }
        if term.field() != fields.exact {
            let lengths = if term.field() == fields.title_folded { &titles } else { &texts };
            make_scored(reader, opened, named, lengths)?;
        }
    }
    Ok(())
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

/// Looks at how frequent pairs are spelled, as other wordings of a question are found.
fn see_pairs(lexicon: Lexicon<'_>, frequent: &[Frequent], stop: &dyn Fn() -> bool) -> Result<(), SearchError> {
    let pairs = frequent.iter().filter(|frequent| frequent.term.field() == lexicon.fields().pairs);
    for Frequent { term, .. } in pairs.take(MOST_PAIRS).take_while(|_| !stop()) {
        let value = term.value();
        let Some(pair) = value.as_str().and_then(|pair| pair.split_once(PAIR_SEPARATOR)) else { continue };
        // Questions of more than three words look at as many as the smaller of these sizes.
        for sample in SAMPLES_OF_PAIR.into_iter().skip(1) {
            see_pair(lexicon, pair, sample as u32)?;
        }
    }
    Ok(())
}

fn see_pair(lexicon: Lexicon<'_>, (one, other): (&str, &str), sample: u32) -> Result<(), SearchError> {
    let seen = lexicon.sightings(&[one, other], sample)?;
    let commonest = seen.spelled.iter().max_by_key(|(_, count)| **count).map(|(spelled, _)| spelled.as_slice());
    if let Some([first, second]) = commonest {
        lexicon.is_usual([(one, first), (other, second)].map(|(folded, exact)| AsTyped { folded, exact }), sample)?;
    }
    Ok(())
}

/// Opens the postings of a term that was found in a dictionary of the segment.
fn open(reader: &SegmentReader, term: &Term, frequencies: bool) -> tantivy::Result<Cursor> {
    let cursor = Cursor::open(reader, term, frequencies)?;
    cursor.ok_or_else(|| tantivy::TantivyError::InternalError("a term of a dictionary is not in it".to_owned()))
}
