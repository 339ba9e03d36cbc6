//! Words next to one another: found by the pairs, proved by the positions.
//!
//! A query of our own, as the engine's phrase wants one term at each place and positions in the field it searches. Here
//! the pairs of folded neighbours lead to the few directives that can hold the phrase; only where it has three words or
//! typed marks are the positions of the exact keys looked at, all spellings of an unmarked word together.

use schema::{Fields, PAIR_SEPARATOR};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError};

use super::spellings::spellings;
use crate::query::Word;

/// Finds directives that hold the words in this order without any between. Scores nothing: its words do that.
#[derive(Clone, Debug)]
pub(crate) struct NeighboursQuery {
    fields: Fields,
    words: Vec<Word>,
}

impl NeighboursQuery {
    /// `words` are two at least; typed marks bind.
    pub(crate) fn new(fields: &Fields, words: Vec<Word>) -> Self {
        Self { fields: fields.clone(), words }
    }

    fn pair_terms(&self) -> impl Iterator<Item = Term> {
        self.words.windows(2).map(|pair| pair_term(&self.fields, &pair[0].folded, &pair[1].folded))
    }

    /// A pair of unmarked words is its own proof.
    fn needs_proof(&self) -> bool {
        self.words.len() > 2 || self.words.iter().any(|word| word.marked)
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
            Some(neighbours) => Box::new(neighbours),
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

struct Neighbours {
    pairs: Vec<SegmentPostings>,
    /// For each word the postings of its spellings; empty when the pairs are proof enough.
    words: Vec<Vec<SegmentPostings>>,
    document: DocId,
}

impl Neighbours {
    /// Returns `None` where a pair or a word does not occur in the segment at all.
    fn open(query: &NeighboursQuery, reader: &SegmentReader) -> tantivy::Result<Option<Neighbours>> {
        let inverted = reader.inverted_index(query.fields.pairs)?;
        let mut pairs = Vec::new();
        for term in query.pair_terms() {
            let Some(postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { return Ok(None) };
            pairs.push(postings);
        }
        pairs.sort_by_key(SegmentPostings::doc_freq);
        let words = if query.needs_proof() { open_words(query, reader)? } else { Vec::new() };
        if words.iter().any(Vec::is_empty) {
            return Ok(None);
        }
        let mut neighbours = Neighbours { pairs, words, document: 0 };
        neighbours.document = neighbours.next_from(0);
        Ok(Some(neighbours))
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
    fn aligned_from(&mut self, mut target: DocId) -> DocId {
        let mut at = 0;
        while at < self.pairs.len() {
            let found = seek(&mut self.pairs[at], target);
            at = if found == target { at + 1 } else { 0 };
            target = found;
            if target >= TERMINATED {
                break;
            }
        }
        target
    }

    /// Proves by positions that the words stand next to one another in a document that holds all pairs.
    fn proves(&mut self, document: DocId) -> bool {
        let mut starts: Option<Vec<u32>> = None;
        for (offset, spellings) in self.words.iter_mut().enumerate() {
            let places = places(spellings, document, offset as u32);
            let left = match starts {
                None => places,
                Some(starts) => starts.into_iter().filter(|start| places.binary_search(start).is_ok()).collect(),
            };
            if left.is_empty() {
                return false;
            }
            starts = Some(left);
        }
        true
    }
}

fn open_words(query: &NeighboursQuery, reader: &SegmentReader) -> tantivy::Result<Vec<Vec<SegmentPostings>>> {
    let field = query.fields.exact;
    let inverted = reader.inverted_index(field)?;
    let mut words = Vec::new();
    for word in &query.words {
        let terms = match word.marked {
            true => vec![Term::from_field_text(field, &word.exact)],
            false => spellings(reader, field, &word.folded)?,
        };
        let mut postings = Vec::new();
        for term in terms {
            postings.extend(inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        words.push(postings);
    }
    Ok(words)
}

fn seek(postings: &mut SegmentPostings, target: DocId) -> DocId {
    if postings.doc() < target { postings.seek(target) } else { postings.doc() }
}

/// Returns where the phrase would begin, for each place in the document where one of the spellings stands `offset`
/// words after its beginning; sorted.
fn places(spellings: &mut [SegmentPostings], document: DocId, offset: u32) -> Vec<u32> {
    let (mut places, mut own) = (Vec::new(), Vec::new());
    for postings in spellings {
        if seek(postings, document) == document {
            postings.positions(&mut own);
            places.extend(own.iter().filter_map(|place| place.checked_sub(offset)));
        }
    }
    places.sort_unstable();
    places
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
        self.pairs.first().map_or(0, SegmentPostings::doc_freq)
    }
}

impl Scorer for Neighbours {
    fn score(&mut self) -> Score {
        0.0
    }
}
