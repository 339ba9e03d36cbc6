//! What words the archive holds, how often, and how it spells them: asked of the index itself, which is the only
//! dictionary of the house.
//!
//! Stands apart because proposals for a query and suggestions while typing ask the same things.

mod look;
mod near;
mod remembered;
mod sightings;
mod spelling;
mod usage;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use schema::Fields;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::error::SearchError;
use crate::matching::pair_term;
use crate::opened::OpenedSegments;

pub(crate) use remembered::Remembered;
pub(crate) use sightings::Sightings;
pub(crate) use spelling::{Spelled, Speller};
pub(crate) use usage::{AsTyped, FAR_RARER};

/// The words of an index.
#[derive(Clone, Copy)]
pub(crate) struct Lexicon<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    opened: &'a OpenedSegments,
}

impl<'a> Lexicon<'a> {
    pub(crate) fn new(searcher: &'a Searcher, fields: &'a Fields, opened: &'a OpenedSegments) -> Self {
        Self { searcher, fields, opened }
    }

    pub(crate) fn searcher(&self) -> &'a Searcher {
        self.searcher
    }

    pub(crate) fn fields(&self) -> &'a Fields {
        self.fields
    }

    /// Returns how many directives hold a term, exactly.
    pub(crate) fn count(&self, term: &Term) -> Result<u64, SearchError> {
        let mut count = 0;
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(term.field())?;
            let Some(info) = inverted.get_term_info(term)? else { continue };
            count += u64::from(match reader.alive_bitset() {
                None => info.doc_freq,
                Some(alive) => {
                    inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?.doc_freq_given_deletes(alive)
                }
            });
        }
        Ok(count)
    }

    /// Tells whether any directive holds a term. Costs nothing where the term is frequent, as counting does once
    /// directives were taken out.
    fn is_held(&self, term: &Term) -> Result<bool, SearchError> {
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(term.field())?;
            let Some(info) = inverted.get_term_info(term)? else { continue };
            if reader.alive_bitset().is_none() {
                return Ok(true);
            }
            let postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            if first_alive(reader, postings).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells whether any directive holds a word in any spelling.
    pub(crate) fn has_word(&self, folded: &str) -> Result<bool, SearchError> {
        self.is_held(&Term::from_field_text(self.fields.folded, folded))
    }

    /// Tells whether any directive holds a word in this spelling.
    pub(crate) fn has_spelling(&self, exact: &str) -> Result<bool, SearchError> {
        self.is_held(&Term::from_field_text(self.fields.exact, exact))
    }

    /// Returns how many directives hold a word in any spelling.
    pub(crate) fn word(&self, folded: &str) -> Result<u64, SearchError> {
        self.count(&Term::from_field_text(self.fields.folded, folded))
    }

    /// Returns how many directives hold a word in this spelling.
    pub(crate) fn spelling(&self, exact: &str) -> Result<u64, SearchError> {
        self.count(&Term::from_field_text(self.fields.exact, exact))
    }

    /// Returns how many directives hold two words next to one another, in any spelling.
    pub(crate) fn pair(&self, one: &str, other: &str) -> Result<u64, SearchError> {
        self.count(&pair_term(self.fields, one, other))
    }

    /// Returns the commonest terms of a field that begin so, about `keep` of them, with the number of directives that hold
    /// them, which may count some that were taken out. Looks at the first `most` terms of each segment only.
    pub(crate) fn starting(
        &self,
        field: Field,
        prefix: &str,
        most: usize,
        keep: usize,
    ) -> Result<HashMap<String, u64>, SearchError> {
        let mut found: HashMap<String, u64> = HashMap::new();
        let mut end = prefix.as_bytes().to_vec();
        // No text holds this byte: it comes after all that begin with the prefix.
        end.push(0xFF);
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(field)?;
            let mut terms = inverted.terms().range().ge(prefix).lt(&end).into_stream()?;
            let mut best: BinaryHeap<Reverse<(u32, Vec<u8>)>> = BinaryHeap::new();
            let mut left = most;
            while left > 0 && terms.advance() {
                left -= 1;
                push(&mut best, keep, terms.value().doc_freq, terms.key());
            }
            for Reverse((count, term)) in best {
                let Ok(term) = String::from_utf8(term) else { continue };
                *found.entry(term).or_default() += u64::from(count);
            }
        }
        Ok(found)
    }

    /// Returns the id of the first directive that holds a term.
    pub(crate) fn first_id(&self, term: &Term) -> Result<Option<String>, SearchError> {
        for reader in self.searcher.segment_readers() {
            let postings = reader.inverted_index(term.field())?.read_postings(term, IndexRecordOption::Basic)?;
            let first = postings.and_then(|postings| first_alive(reader, postings));
            let ids = reader.fast_fields().str(reader.schema().get_field_name(self.fields.id))?;
            let Some((ids, document)) = ids.zip(first) else { continue };
            let Some(ordinal) = ids.term_ords(document).next() else { continue };
            let mut id = String::new();
            ids.ord_to_str(ordinal, &mut id)?;
            return Ok(Some(id));
        }
        Ok(None)
    }
}

fn first_alive(reader: &SegmentReader, mut postings: SegmentPostings) -> Option<DocId> {
    let mut document = postings.doc();
    while document != TERMINATED && reader.is_deleted(document) {
        document = postings.advance();
    }
    (document != TERMINATED).then_some(document)
}

/// Keeps a term if it is among the commonest; most are not, and are not copied.
fn push(best: &mut BinaryHeap<Reverse<(u32, Vec<u8>)>>, keep: usize, count: u32, term: &[u8]) {
    if best.len() < keep {
        best.push(Reverse((count, term.to_vec())));
    } else if let Some(mut least) = best.peek_mut()
        && least.0.0 < count
    {
        *least = Reverse((count, term.to_vec()));
    }
}

/// Returns the most frequent of some terms, at most `most`, equal ones by the alphabet.
pub(crate) fn commonest(terms: HashMap<String, u64>, most: usize) -> Vec<(String, u64)> {
    let mut terms: Vec<(String, u64)> = terms.into_iter().collect();
    terms.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    terms.truncate(most);
    terms
}
