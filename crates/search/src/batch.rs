//! Documents that are worked on together: some of those that match in a segment, and those of them whose scores count.
//!
//! Where matches are dense, a batch is a window of documents, a bit for each. Where they are few, it reaches as far as it
//! must, and is a list. Scores are added up by slots: in a window a document has its slot by its distance from the first,
//! so that a term adds its points in one run over its postings; else the slots are the documents, each of which is looked
//! up.

use tantivy::{DocId, Score};

use crate::bits::Bits;

/// Documents of a window.
pub(crate) const WINDOW: u32 = 8_192;
/// Fewer matches than these in a window make no window.
pub(crate) const LEAST: usize = 256;

/// Some of the documents that match.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Where the window begins, if the batch is one.
    pub(crate) window: Option<DocId>,
    /// The documents of the window.
    pub(crate) bits: Bits,
    /// The documents of a batch that is no window; those of a window when they were listed.
    documents: Vec<DocId>,
    /// Those that may be among the best, in order.
    pub(crate) scored: Vec<ScoredDocument>,
}

/// A document with its score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScoredDocument {
    pub(crate) document: DocId,
    pub(crate) score: Score,
    /// What the words and pairs of the query that it holds are worth together, so that no passage of it has more; infinite
    /// where that was not added up.
    pub(crate) held: f32,
}

/// Documents as terms go through them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slots<'a> {
    /// In order; `None` if all documents of the window are wanted.
    pub(crate) documents: Option<&'a [DocId]>,
    /// Where the window begins, if the slots are those of one.
    pub(crate) window: Option<DocId>,
}

impl Slots<'_> {
    /// Returns how many slots there are.
    pub(crate) fn len(self) -> usize {
        if self.window.is_some() { WINDOW as usize } else { self.documents.map_or(0, <[DocId]>::len) }
    }

    /// Returns the slot of a document by its place in the list.
    #[inline]
    pub(crate) fn slot(self, place: usize, document: DocId) -> usize {
        self.window.map_or(place, |first| (document - first) as usize)
    }
}

impl Batch {
    pub(crate) fn new() -> Batch {
        Batch { window: None, bits: Bits::EMPTY, documents: Vec::new(), scored: Vec::new() }
    }

    /// Takes a list of documents, in order, in the place of what was there, and leaves the old list to be filled anew.
    pub(crate) fn take(&mut self, documents: &mut Vec<DocId>) {
        std::mem::swap(&mut self.documents, documents);
        documents.clear();
        self.window = None;
    }

    /// Takes a window.
    pub(crate) fn take_window(&mut self, first: DocId, bits: &Bits) {
        self.documents.clear();
        self.bits.clone_from(bits);
        self.window = Some(first);
    }

    /// Returns how many documents there are.
    pub(crate) fn len(&self) -> usize {
        if self.window.is_some() { self.bits.count() } else { self.documents.len() }
    }

    /// Lists the documents of a segment of so many that are in the window and do not match.
    pub(crate) fn list_others(&self, documents: DocId, others: &mut Vec<DocId>) {
        others.clear();
        let Some(first) = self.window else { return };
        let mut left = Bits::EMPTY;
        left.insert_first(documents.saturating_sub(first));
        left.remove(&self.bits);
        left.each(|at| others.push(first + at));
    }

    /// Returns the documents, in order; lists those of a window first.
    pub(crate) fn documents(&mut self) -> &[DocId] {
        if let Some(first) = self.window.filter(|_| self.documents.is_empty()) {
            self.bits.each(|at| self.documents.push(first + at));
        }
        &self.documents
    }
}
