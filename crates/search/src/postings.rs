//! The postings of one term in one segment, read block by block: what both the matching and the ranking go through.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use crate::batch::{Slots, WINDOW};

/// Above how many postings for one document asked for it pays to look each document up.
const SPARSE: usize = 16;

/// Reads the postings of one term in one segment, forward only.
#[derive(Clone)]
pub(crate) struct Cursor {
    postings: BlockSegmentPostings,
    /// Place of the next posting in the block.
    at: usize,
    frequencies: bool,
    /// Postings for each document of the segment.
    density: f32,
}

impl Cursor {
    /// Returns `None` where the segment does not hold the term.
    pub(crate) fn open(reader: &SegmentReader, term: &Term, frequencies: bool) -> tantivy::Result<Option<Cursor>> {
        let place = reader.inverted_index(term.field())?.get_term_info(term)?;
        place.map(|place| Cursor::at(reader, term.field(), &place, frequencies)).transpose()
    }

    /// Reads the postings that lie at a place of the segment.
    pub(crate) fn at(
        reader: &SegmentReader,
        field: Field,
        place: &TermInfo,
        frequencies: bool,
    ) -> tantivy::Result<Cursor> {
        Cursor::read(&*reader.inverted_index(field)?, reader.max_doc(), place, frequencies)
    }

    /// Reads the postings that lie at a place of a field, in a segment of so many documents.
    pub(crate) fn read(
        inverted: &InvertedIndexReader,
        documents: DocId,
        place: &TermInfo,
        frequencies: bool,
    ) -> tantivy::Result<Cursor> {
        let option = if frequencies { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let postings = inverted.read_block_postings_from_terminfo(place, option)?;
        let density = postings.doc_freq() as f32 / documents.max(1) as f32;
        Ok(Cursor { postings, at: 0, frequencies, density })
    }

    /// Returns how many documents hold the term.
    pub(crate) fn holding(&self) -> u32 {
        self.postings.doc_freq()
    }

    /// Returns how many documents of a window hold the term, about.
    pub(crate) fn in_a_window(&self) -> usize {
        (self.density * WINDOW as f32) as usize
    }

    /// Tells whether so many documents of a window are better looked up one by one.
    pub(crate) fn is_denser_than(&self, wanted: usize) -> bool {
        wanted * SPARSE < self.in_a_window()
    }

    /// Calls `found` with the slot, the document and the occurrences, for each wanted document that holds the term; perhaps
    /// for others of the window too.
    pub(crate) fn visit(&mut self, slots: Slots<'_>, mut found: impl FnMut(usize, DocId, u32)) {
        if let Some(first) = slots.window
            && slots.documents.is_none_or(|documents| !self.is_denser_than(documents.len()))
        {
            return self.scan(first, |document, occurrences| found((document - first) as usize, document, occurrences));
        }
        for (place, &document) in slots.documents.into_iter().flatten().enumerate() {
            if let Some(occurrences) = self.occurrences(document) {
                found(slots.slot(place, document), document, occurrences);
            }
        }
    }

    /// Adds the documents of the block at hand, and goes to the next; adds nothing at the end.
    pub(crate) fn take_block(&mut self, documents: &mut Vec<DocId>) {
        documents.extend_from_slice(self.postings.docs().get(self.at..).unwrap_or_default());
        self.postings.advance();
        self.at = 0;
    }

    /// Returns the first document at `target` or after it that holds the term; never goes back.
    pub(crate) fn first_from(&mut self, target: DocId) -> DocId {
        self.forward(target);
        let rest = self.postings.docs().get(self.at..).unwrap_or_default();
        self.at += before(rest, target);
        self.postings.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Returns how often a document holds the term; `None` if it does not. Documents must be asked for in order.
    pub(crate) fn occurrences(&mut self, document: DocId) -> Option<u32> {
        let (found, occurrences) = self.next_from(document);
        (found == document).then_some(occurrences)
    }

    /// Returns the first document at `target` or after it that holds the term, and how often; never goes back.
    #[inline]
    pub(crate) fn next_from(&mut self, target: DocId) -> (DocId, u32) {
        let found = self.first_from(target);
        let occurrences = if self.frequencies { self.postings.freqs().get(self.at).copied() } else { None };
        (found, occurrences.unwrap_or(1))
    }

    /// Goes to the block that may hold a document.
    fn forward(&mut self, document: DocId) {
        if self.postings.docs().last().is_none_or(|last| *last < document) {
            self.at = self.postings.seek(document);
        }
    }

    /// Calls `found` with each document that is left, and its occurrences.
    pub(crate) fn each(&mut self, mut found: impl FnMut(DocId, u32)) {
        while !self.postings.docs().is_empty() {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            if self.frequencies {
                let occurrences = self.postings.freqs().get(self.at..).unwrap_or_default();
                docs.iter().zip(occurrences).for_each(|(document, many)| found(*document, *many));
            } else {
                docs.iter().for_each(|document| found(*document, 1));
            }
            self.postings.advance();
            self.at = 0;
        }
    }

    /// Calls `found` with each document of the window that begins at `first`, and its occurrences.
    pub(crate) fn scan(&mut self, first: DocId, mut found: impl FnMut(DocId, u32)) {
        self.forward(first);
        loop {
            self.scan_block(first, &mut found);
            if self.at < self.postings.docs().len() || self.postings.docs().is_empty() {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }

    #[inline]
    fn scan_block(&mut self, first: DocId, found: &mut impl FnMut(DocId, u32)) {
        let end = first.saturating_add(WINDOW);
        let docs = self.postings.docs().get(self.at..).unwrap_or_default();
        let skipped = docs.partition_point(|document| *document < first);
        let within = docs[skipped..].partition_point(|document| *document < end);
        let docs = &docs[skipped..skipped + within];
        let from = self.at + skipped;
        if self.frequencies {
            let occurrences = &self.postings.freqs()[from..from + within];
            docs.iter().zip(occurrences).for_each(|(document, many)| found(*document, *many));
        } else {
            docs.iter().for_each(|document| found(*document, 1));
        }
        self.at = from + within;
    }
}

/// Returns how many documents come before a target. Whoever asks for one after the other finds most of them at hand, or next.
#[inline]
fn before(documents: &[DocId], target: DocId) -> usize {
    match documents {
        [first, ..] if *first >= target => 0,
        [_, second, ..] if *second >= target => 1,
        documents => documents.partition_point(|found| *found < target),
    }
}
