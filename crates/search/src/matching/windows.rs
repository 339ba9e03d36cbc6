//! What matches in a segment, window after window: what the ranking goes through, and the engine's own collectors behind a
//! scorer.

use tantivy::{DocId, SegmentReader, TERMINATED, TantivyError, Term};

use super::found::{Engine, Leaf};
use super::proofs::Proofs;
use super::sought::Weighed;
use super::tree::Tree;
use crate::batch::{LEAST, WINDOW};
use crate::bits::Bits;
use crate::deadline::Deadline;
use crate::opened::OpenedSegment;
use crate::postings::Cursor;

/// What matches in a segment, forward only.
pub(crate) struct Windows {
    tree: Tree<Leaf>,
    /// Nothing before this document was not told yet.
    from: DocId,
    deadline: Deadline,
}

impl Windows {
    /// Opens a segment; of frequent terms is taken what is kept, if it is told what is open of the segment.
    pub(super) fn open(
        tree: &Tree<Weighed>,
        reader: &SegmentReader,
        opened: Option<&OpenedSegment>,
        deadline: &Deadline,
    ) -> tantivy::Result<Windows> {
        let leaf = |leaf: &Weighed| {
            Ok(match leaf {
                Weighed::All => Leaf::All(reader.max_doc()),
                Weighed::Term(term) => term_leaf(term, reader, opened)?,
                Weighed::Phrase(phrase) => {
                    let proofs = Proofs::open(phrase, reader, opened)?;
                    proofs.map_or(Leaf::Nothing, |proofs| Leaf::Phrase(Box::new(proofs)))
                }
                Weighed::Query(weight) => Leaf::Engine(Engine::new(weight.scorer(reader, 1.0)?)),
            })
        };
        let mut tree = tree.map::<_, TantivyError>(&leaf)?;
        tree.order();
        Ok(Windows { tree, from: 0, deadline: deadline.clone() })
    }

    /// Returns how many documents it takes to go through all matches, about.
    pub(super) fn cost(&self) -> u64 {
        self.tree.cost()
    }

    /// Leaves out windows that end before a document.
    pub(super) fn go_to(&mut self, target: DocId) {
        self.from = self.from.max(target);
    }

    /// Finds what matches in the next window that holds a match, and returns its first document. `None` when there is none,
    /// or no time.
    pub(crate) fn next(&mut self, bits: &mut Bits) -> Option<DocId> {
        while !self.deadline.is_over() {
            let first = self.tree.first_from(self.from);
            if first >= TERMINATED {
                return None;
            }
            // Windows begin where they always do, so what is known of one is found again.
            let first = first / WINDOW * WINDOW;
            self.from = first.saturating_add(WINDOW);
            *bits = Bits::EMPTY;
            self.tree.fill(first, bits);
            if !bits.is_empty() {
                return Some(first);
            }
        }
        None
    }

    /// Adds the next matches to a list where they are those of one rare term, and tells whether there were any; windows
    /// would be empty there.
    pub(crate) fn take_few(&mut self, documents: &mut Vec<DocId>) -> bool {
        let Tree::Leaf(Leaf::Term(cursor)) = &mut self.tree else { return false };
        if cursor.is_denser_than(LEAST / 16) || self.deadline.is_over() {
            return false;
        }
        let before = documents.len();
        cursor.take_block(documents);
        documents.len() > before
    }
}

fn term_leaf(term: &Term, reader: &SegmentReader, opened: Option<&OpenedSegment>) -> tantivy::Result<Leaf> {
    let Some(cursor) = Cursor::open(reader, term, false)? else { return Ok(Leaf::Nothing) };
    let kept = opened.map(|opened| opened.holders(term, &cursor));
    Ok(match kept.transpose()?.flatten() {
        Some(holders) => Leaf::Holders(cursor.holding(), holders),
        None => Leaf::Term(Box::new(cursor)),
    })
}
