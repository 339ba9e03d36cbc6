//! Words next to one another: found by the pairs, proved by the positions.
//!
//! A query of our own, as the engine's phrase wants one term at each place and positions in the field it searches. Here
//! the pairs of folded neighbours lead to the few directives that can hold the phrase; there the positions of the exact keys are
//! looked at, all spellings of an unmarked word together. A pair of unmarked words is its own proof, and a term.

use schema::{Fields, PAIR_SEPARATOR};
use tantivy::postings::SegmentPostings;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError};

use super::places::{Places, phrase_starts, seek};
use crate::deadline::{Deadline, Watch};
use crate::query::Word;

/// Finds directives that hold the words in this order without any between. Scores nothing: its words do that.
#[derive(Clone, Debug)]
pub(crate) struct NeighboursQuery {
    fields: Fields,
    words: Vec<Word>,
    deadline: Deadline,
}

/// Directives looked at between two looks at the clock: proving one can take as long as its text is.
const LOOKS: u32 = 32;

impl NeighboursQuery {
    /// `words` are two at least; typed marks bind. After the deadline nothing more is found.
    pub(crate) fn new(fields: &Fields, words: Vec<Word>, deadline: &Deadline) -> Self {
        Self { fields: fields.clone(), words, deadline: deadline.clone() }
    }

    /// Returns what the phrase is kept under: no term, since none holds a space.
    pub(super) fn key(&self) -> Term {
        let key = |word: &Word| if word.marked { word.exact.clone() } else { format!("?{}", word.folded) };
        let words: Vec<String> = self.words.iter().map(key).collect();
        Term::from_field_text(self.fields.exact, &words.join(" "))
    }

    pub(super) fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    fn pair_terms(&self) -> impl Iterator<Item = Term> {
        self.words.windows(2).map(|pair| pair_term(&self.fields, &pair[0].folded, &pair[1].folded))
    }
}

/// Returns the term of two neighbouring folded keys.
pub(crate) fn pair_term(fields: &Fields, first: &str, second: &str) -> Term {
    Term::from_field_text(fields.pairs, &format!("{first}{PAIR_SEPARATOR}{second}"))
}

impl Query for NeighboursQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NeighboursWeight { query: self.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        // The terms are made here and cannot be lent; nothing in the house asks for them.
        let _ = visitor;
    }
}

struct NeighboursWeight {
    query: NeighboursQuery,
}

impl Weight for NeighboursWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match Neighbours::open(&self.query, reader)? {
            Some(mut neighbours) => {
                neighbours.document = neighbours.next_from(0);
                Box::new(neighbours)
            }
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        match self.scorer(reader, 1.0)?.seek(document) == document {
            true => Ok(Explanation::new("neighbouring words", 0.0)),
            false => Err(TantivyError::InvalidArgument(format!("document {document} does not match"))),
        }
    }
}

/// A phrase in a segment, asked forward only.
pub(super) struct Neighbours {
    pairs: Vec<SegmentPostings>,
    /// Where the words stand.
    words: Vec<Places>,
    /// Where they stand together in the document that was proved last.
    starts: Vec<u32>,
    document: DocId,
    watch: Watch,
}

impl Neighbours {
    /// Returns `None` where a pair or a word does not occur in the segment at all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn open(query: &NeighboursQuery, reader: &SegmentReader) -> tantivy::Result<Option<Neighbours>> {
        let inverted = reader.inverted_index(query.fields.pairs)?;
        let mut pairs = Vec::new();
        for term in query.pair_terms() {
            let Some(postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { return Ok(None) };
            pairs.push(postings);
        }
        pairs.sort_by_key(SegmentPostings::doc_freq);
        let Some(words) = Places::open_all(&query.fields, &query.words, reader)? else { return Ok(None) };
        let watch = query.deadline.watch(LOOKS);
        Ok(Some(Neighbours { pairs, words, starts: Vec::new(), document: 0, watch }))
    }

    /// Returns how many documents hold the rarest pair.
    pub(super) fn candidates(&self) -> u32 {
        self.pairs.first().map_or(0, SegmentPostings::doc_freq)
    }

    /// Tells whether a document holds the phrase, without looking for others.
    pub(super) fn holds(&mut self, document: DocId) -> bool {
        let is_over = self.watch.is_over();
        !is_over && self.pairs.iter_mut().all(|pair| seek(pair, document) == document) && self.proves(document)
    }

    /// Returns the first match at `target` or after it.
    fn next_from(&mut self, mut target: DocId) -> DocId {
        while target < TERMINATED {
            target = self.aligned_from(target);
            if target >= TERMINATED || self.proves(target) {
                return target;
            }
            target += 1;
        }
        TERMINATED
    }

    /// Returns the first document at `target` or after it that holds all pairs.
    pub(super) fn aligned_from(&mut self, mut target: DocId) -> DocId {
        let mut at = 0;
        while at < self.pairs.len() {
            let found = if self.watch.is_over() { TERMINATED } else { seek(&mut self.pairs[at], target) };
            at = if found == target { at + 1 } else { 0 };
            target = found;
            if target >= TERMINATED {
                break;
            }
        }
        target
    }

    /// Proves by positions that the words stand next to one another in a document that holds all pairs.
    pub(super) fn proves(&mut self, document: DocId) -> bool {
        phrase_starts(&mut self.words, document, &mut self.starts);
        !self.starts.is_empty()
    }
}

impl DocSet for Neighbours {
    fn advance(&mut self) -> DocId {
        if self.document < TERMINATED {
            self.document = self.next_from(self.document + 1);
        }
        self.document
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.document < target {
            self.document = self.next_from(target);
        }
        self.document
    }

    /// Looks at one document only, where `seek` would go on to prove others that nobody asked for.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED {
            self.document = TERMINATED;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if self.document > target {
            return SeekDangerResult::SeekLowerBound(self.document);
        }
        let aligned = if self.document == target { target } else { self.aligned_from(target) };
        self.document = aligned;
        match aligned {
            found if found != target => SeekDangerResult::SeekLowerBound(found),
            found if self.proves(found) => SeekDangerResult::Found,
            found => SeekDangerResult::SeekLowerBound(found + 1),
        }
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.candidates()
    }
}

impl Scorer for Neighbours {
    fn score(&mut self) -> Score {
        0.0
    }
}
