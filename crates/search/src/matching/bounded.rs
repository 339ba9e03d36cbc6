//! What matches, for as long as there is time: around the whole of a query, where directives are counted and not ranked.
//!
//! Apart because terms, their unions and intersections are the engine's own, and look at no clock of ours.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, Term};

use super::BoxedQuery;
use crate::deadline::Deadline;

/// Blocks of the engine (64 documents each) between two looks at the clock.
const BLOCKS: u32 = 64;

/// A query that hands out no documents after the deadline.
#[derive(Debug)]
pub(super) struct BoundedQuery {
    pub(super) matching: BoxedQuery,
    pub(super) deadline: Deadline,
}

impl Clone for BoundedQuery {
    fn clone(&self) -> Self {
        Self { matching: self.matching.box_clone(), deadline: self.deadline.clone() }
    }
}

impl Query for BoundedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let matching = self.matching.weight(scoring)?;
        Ok(Box::new(BoundedWeight { matching, deadline: self.deadline.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.matching.query_terms(visitor);
    }
}

struct BoundedWeight {
    matching: Box<dyn Weight>,
    deadline: Deadline,
}

impl Weight for BoundedWeight {
    /// Whoever goes through the documents one by one looks at the clock themselves.
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.matching.scorer(reader, boost)
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.matching.explain(reader, document)
    }

    /// A block that was being filled when the time was found over is not handed out.
    fn for_each_no_score(&self, reader: &SegmentReader, found: &mut dyn FnMut(&[DocId])) -> tantivy::Result<()> {
        if self.deadline.is_over() {
            return Ok(());
        }
        let mut watch = self.deadline.watch(BLOCKS);
        self.matching.for_each_no_score(reader, &mut |documents| {
            if !watch.is_over() {
                found(documents);
            }
        })
    }
}
