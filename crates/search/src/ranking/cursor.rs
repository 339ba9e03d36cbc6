//! The postings of one term, read block by block over a window of documents.

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

/// Above how many postings for one document asked for it pays to look each document up.
const SPARSE: usize = 16;

/// The documents of a window: where it begins, how long it is, and which of them are asked for.
#[derive(Clone, Copy)]
pub(super) struct Window<'a> {
    pub(super) base: DocId,
    pub(super) length: usize,
    /// In order.
    pub(super) wanted: &'a [DocId],
}

/// Reads the postings of one term in one segment, forward only.
pub(super) struct Cursor {
    postings: BlockSegmentPostings,
    /// Place of the next posting in the block.
    at: usize,
    frequencies: bool,
    /// Postings for each document of the segment.
    density: f32,
}

impl Cursor {
    /// Returns `None` where the segment does not hold the term.
    pub(super) fn open(reader: &SegmentReader, term: &Term, frequencies: bool) -> tantivy::Result<Option<Cursor>> {
        let option = if frequencies { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let postings = reader.inverted_index(term.field())?.read_block_postings(term, option)?;
        Ok(postings.map(|postings| {
            let density = postings.doc_freq() as f32 / reader.max_doc().max(1) as f32;
            Cursor { postings, at: 0, frequencies, density }
        }))
    }

    /// Calls `found` with the place in the window and the occurrences, for each wanted document that holds the term;
    /// perhaps for others of the window too.
    pub(super) fn visit(&mut self, window: Window<'_>, mut found: impl FnMut(usize, u32)) {
        let expected = self.density * window.length as f32;
        if window.wanted.len() * SPARSE < expected as usize {
            for &document in window.wanted {
                if let Some(occurrences) = self.occurrences(document) {
                    found((document - window.base) as usize, occurrences);
                }
            }
        } else {
            self.scan(window, &mut found);
        }
    }

    /// Returns how often a document holds the term; `None` if it does not. Documents must be asked for in order.
    pub(super) fn occurrences(&mut self, document: DocId) -> Option<u32> {
        self.forward(document);
        let rest = self.postings.docs().get(self.at..)?;
        self.at += rest.partition_point(|found| *found < document);
        let found = *self.postings.docs().get(self.at)?;
        (found == document).then(|| if self.frequencies { self.postings.freqs()[self.at] } else { 1 })
    }

    /// Goes to the block that may hold a document.
    fn forward(&mut self, document: DocId) {
        if self.postings.docs().last().is_none_or(|last| *last < document) {
            self.at = self.postings.seek(document);
        }
    }

    fn scan(&mut self, window: Window<'_>, found: &mut impl FnMut(usize, u32)) {
        self.forward(window.base);
        loop {
            self.scan_block(window, found);
            if self.at < self.postings.docs().len() || self.postings.docs().is_empty() {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }

    #[inline]
    fn scan_block(&mut self, window: Window<'_>, found: &mut impl FnMut(usize, u32)) {
        let end = window.base.saturating_add(window.length as u32);
        let docs = self.postings.docs().get(self.at..).unwrap_or_default();
        let skipped = docs.partition_point(|document| *document < window.base);
        let within = docs[skipped..].partition_point(|document| *document < end);
        let docs = &docs[skipped..skipped + within];
        let first = self.at + skipped;
        if self.frequencies {
            let occurrences = &self.postings.freqs()[first..first + within];
            docs.iter().zip(occurrences).for_each(|(document, many)| found((document - window.base) as usize, *many));
        } else {
            docs.iter().for_each(|document| found((document - window.base) as usize, 1));
        }
        self.at = first + within;
    }
}
