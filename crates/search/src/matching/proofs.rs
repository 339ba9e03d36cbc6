//! A phrase as a leaf of what is looked for: proved by its positions, or taken from what was proved before.
//!
//! Apart from the phrase, which proves one document: here are windows of them. A common phrase is dear, since the
//! positions of all its words are read in each document; and the same ones return, as an abbreviation is typed for them.

use std::sync::Arc;

use tantivy::{DocId, SegmentReader, TERMINATED};

use super::phrase::{Neighbours, NeighboursQuery};
use crate::batch::WINDOW;
use crate::bits::Bits;
use crate::deadline::Deadline;
use crate::opened::OpenedSegment;
use crate::proven::Proven;

/// To prove all of a window pays, for others and later, where it takes no more than so many times the proofs asked for.
const FOR_OTHERS: usize = 2;

/// A phrase in a segment.
pub(super) struct Proofs {
    neighbours: Neighbours,
    /// What is kept; `None` if nothing is to be.
    proven: Option<Arc<Proven>>,
    /// About so many documents of a window are proved or found not to hold it.
    in_window: usize,
    deadline: Deadline,
}

impl Proofs {
    /// Returns `None` where the segment does not hold the words at all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn open(
        query: &NeighboursQuery,
        reader: &SegmentReader,
        opened: Option<&OpenedSegment>,
    ) -> tantivy::Result<Option<Proofs>> {
        let Some(neighbours) = Neighbours::open(query, reader)? else { return Ok(None) };
        let (candidates, documents) = (neighbours.candidates(), reader.max_doc());
        let make = || Ok(Proven::new(documents));
        let kept = opened.map(|opened| opened.phrases.get((&query.key(), candidates), |_| true, make));
        let in_window = u64::from(candidates) * u64::from(WINDOW) / u64::from(documents.max(1));
        let deadline = query.deadline().clone();
        Ok(Some(Proofs { neighbours, proven: kept.transpose()?.flatten(), in_window: in_window as usize, deadline }))
    }

    /// Returns how many documents it takes to go through all matches, at the most.
    pub(super) fn cost(&self) -> u64 {
        self.neighbours.candidates().into()
    }

    /// Returns a document at `target` or after it before which nothing matches.
    pub(super) fn first_from(&mut self, mut target: DocId) -> DocId {
        while let Some(known) = self.proven.as_ref().and_then(|proven| proven.around(target)) {
            let first = target / WINDOW * WINDOW;
            if let Some(at) = known.first_from(target - first) {
                return first + at;
            }
            target = first.saturating_add(WINDOW);
        }
        if target >= TERMINATED { TERMINATED } else { self.neighbours.aligned_from(target) }
    }

    /// Adds what matches in a window.
    pub(super) fn fill(&mut self, first: DocId, bits: &mut Bits) {
        match self.known(first) {
            Some(known) => bits.add(known),
            None => bits.add(&self.prove(first)),
        }
    }

    /// Keeps of some documents of a window those that match.
    pub(super) fn keep(&mut self, first: DocId, bits: &mut Bits) {
        if let Some(known) = self.known(first) {
            bits.cut(known);
        } else if self.proven.is_some() && self.in_window <= FOR_OTHERS * bits.count() {
            bits.cut(&self.prove(first));
        } else {
            bits.retain(|at| self.neighbours.holds(first + at));
        }
    }

    fn known(&self, first: DocId) -> Option<&Bits> {
        self.proven.as_ref().and_then(|proven| proven.around(first))
    }

    /// Proves a window. One that was cut short by the time is not kept.
    fn prove(&mut self, first: DocId) -> Bits {
        let mut bits = Bits::EMPTY;
        let end = first.saturating_add(WINDOW);
        let mut document = self.neighbours.aligned_from(first);
        while document < end {
            if self.neighbours.proves(document) {
                bits.insert(document - first);
            }
            document = self.neighbours.aligned_from(document + 1);
        }
        if let Some(proven) = self.proven.as_ref().filter(|_| !self.deadline.was_met()) {
            proven.keep(first, &bits);
        }
        bits
    }
}
