//! Documents that are worked on together: some of those that match in a segment, and the scores they earn.
//!
//! Where matches are dense, a batch is a window of documents, and each has its slot by its distance from the first: so a
//! term adds its points in one run over its postings. Where they are few, a batch reaches as far as it must, and its slots
//! are its documents, each of which is looked up.

use tantivy::DocId;

/// Documents of a window.
pub(crate) const WINDOW: u32 = 8_192;
/// Fewer matches than these in a window make no window.
pub(crate) const LEAST: usize = 256;

/// Some of the documents that match, with their scores.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    documents: Vec<DocId>,
    scores: Vec<f32>,
    window: Option<DocId>,
}

/// The documents of a batch as terms go through them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slots<'a> {
    /// In order; `None` if all documents of the window are wanted.
    pub(crate) documents: Option<&'a [DocId]>,
    /// Where the window begins, if the batch is one.
    pub(crate) window: Option<DocId>,
}

impl Slots<'_> {
    /// Returns how many slots there are.
    pub(crate) fn len(self) -> usize {
        if self.window.is_some() { WINDOW as usize } else { self.documents.map_or(0, <[DocId]>::len) }
    }
}

impl Batch {
    /// Takes documents, in order, in the place of those before; no score is earned yet.
    pub(crate) fn take(&mut self, documents: &[DocId]) {
        self.documents.clear();
        self.documents.extend_from_slice(documents);
        let ends = documents.first().zip(documents.last()).filter(|_| documents.len() >= LEAST);
        self.window = ends.filter(|(first, last)| *last - *first < WINDOW).map(|(first, _)| *first);
        let slots = self.window.map_or(documents.len(), |_| WINDOW as usize);
        self.scores.clear();
        self.scores.resize(slots, 0.0);
    }

    /// Takes a window whose documents are those that will have earned a score.
    pub(crate) fn take_window(&mut self, first: DocId) {
        self.documents.clear();
        self.window = Some(first);
        self.scores.clear();
        self.scores.resize(WINDOW as usize, 0.0);
    }

    /// Takes the documents of the window that have earned a score and are to be kept.
    pub(crate) fn take_scored(&mut self, kept: impl Fn(DocId) -> bool) {
        let first = self.window.unwrap_or_default();
        let documents = (first..).zip(&self.scores).filter(|(document, score)| **score > 0.0 && kept(*document));
        self.documents.extend(documents.map(|(document, _)| document));
    }

    /// Lends the documents, and their scores by slot.
    pub(crate) fn parts_mut(&mut self) -> (Slots<'_>, &mut [f32]) {
        let documents = Some(self.documents.as_slice()).filter(|documents| !documents.is_empty());
        (Slots { documents, window: self.window }, &mut self.scores)
    }

    pub(crate) fn documents(&self) -> &[DocId] {
        &self.documents
    }

    /// Returns the documents with their scores, in order.
    pub(crate) fn scored(&self) -> impl Iterator<Item = (DocId, f32)> {
        let slot = |place, document: DocId| self.window.map_or(place, |first| (document - first) as usize);
        let score = move |(place, document): (usize, &DocId)| (*document, self.scores[slot(place, *document)]);
        self.documents.iter().enumerate().map(score)
    }
}
