//! A deletion that holds for the segments which the engine knew when it was asked for, and for no later one.
//!
//! The engine means it so, but tells its own segments from later ones by the stamps of their documents, and those that are
//! handed over to it (`segment`) bear none: it would look in them for what was deleted long before, and a directive would be
//! taken out by its own replacement. So each deletion knows its place in the order in which segments were handed over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, Term};

/// The order in which segments were handed over to the engine; those that it had before, or made by merging, are first.
#[derive(Clone, Debug, Default)]
pub(crate) struct HandedOver(Arc<Mutex<HashMap<SegmentId, usize>>>);

/// A deletion of what holds a term.
#[derive(Clone, Debug)]
struct Deletion {
    term: TermQuery,
    handed_over: HandedOver,
    /// How many segments had been handed over before it.
    after: usize,
}

struct DeletionWeight {
    term: Box<dyn Weight>,
    deletion: Deletion,
}

impl HandedOver {
    /// Books a segment that is about to be handed over.
    pub(crate) fn book(&self, segment: SegmentId) {
        let mut booked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = booked.len() + 1;
        booked.insert(segment, number);
    }

    /// Returns a deletion of what holds a term in a segment that was handed over by now.
    pub(crate) fn deletion(&self, term: Term) -> Box<dyn Query> {
        let term = TermQuery::new(term, IndexRecordOption::Basic);
        let after = self.0.lock().unwrap_or_else(PoisonError::into_inner).len();
        Box::new(Deletion { term, handed_over: self.clone(), after })
    }

    fn number(&self, segment: SegmentId) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&segment).copied().unwrap_or(0)
    }
}

impl Query for Deletion {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(DeletionWeight { term: self.term.weight(scoring)?, deletion: self.clone() }))
    }
}

impl Weight for DeletionWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Deletion { handed_over, after, .. } = &self.deletion;
        match handed_over.number(reader.segment_id()) > *after {
            true => Ok(Box::new(EmptyScorer)),
            false => self.term.scorer(reader, boost),
        }
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.term.explain(reader, document)
    }
}
