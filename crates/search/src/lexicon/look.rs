//! Where words stand next to one another in one document, and in which spelling each.
//!
//! Apart from the sightings, which choose the documents: here one is read, and of the spellings of each word no more than it
//! takes to find the words together as often as they are known to be.

use std::ops::Range;
use std::sync::Arc;

use schema::Fields;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::remembered::SpellingFound;
use super::sightings::reach;

/// Spellings of one word that are looked at; a folded syllable stands for 31 at most.
pub(super) const MOST_SPELLINGS: usize = 16;

/// The spellings of one word in a segment that are looked at, the commonest first.
pub(super) struct Spellings {
    inverted: Arc<InvertedIndexReader>,
    found: Arc<[SpellingFound]>,
    /// Which of those are looked at.
    places: Range<usize>,
    /// The postings of those that were needed: mostly the first one or two.
    opened: Vec<Option<SegmentPostings>>,
}

impl Spellings {
    /// Takes the commonest of those that were found.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of(
        reader: &SegmentReader,
        fields: &Fields,
        found: Arc<[SpellingFound]>,
    ) -> tantivy::Result<Spellings> {
        let places = 0..found.len().min(MOST_SPELLINGS);
        Ok(Spellings::at(reader.inverted_index(fields.exact)?, found, places))
    }

    /// Takes one spelling, or none if it is not among the commonest.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of_one(
        reader: &SegmentReader,
        fields: &Fields,
        (found, exact): (Arc<[SpellingFound]>, &str),
    ) -> tantivy::Result<Spellings> {
        let place = found.iter().take(MOST_SPELLINGS).position(|found| found.exact == exact);
        let places = place.map_or(0..0, |place| place..place + 1);
        Ok(Spellings::at(reader.inverted_index(fields.exact)?, found, places))
    }

    fn at(inverted: Arc<InvertedIndexReader>, found: Arc<[SpellingFound]>, places: Range<usize>) -> Spellings {
        let opened = places.clone().map(|_| None).collect();
        Spellings { inverted, found, places, opened }
    }

    /// Returns the exact key of a spelling by its number.
    pub(super) fn exact(&self, number: usize) -> Option<&str> {
        Some(self.found.get(self.places.clone())?.get(number)?.exact.as_str())
    }

    /// Returns the postings of a spelling by its number; `None` where there are no more.
    fn postings(&mut self, number: usize) -> tantivy::Result<Option<&mut SegmentPostings>> {
        let found = self.found.get(self.places.clone()).and_then(|found| found.get(number));
        let (Some(found), Some(opened)) = (found, self.opened.get_mut(number)) else { return Ok(None) };
        if opened.is_none() {
            let option = IndexRecordOption::WithFreqsAndPositions;
            *opened = Some(self.inverted.read_postings_from_terminfo(&found.info, option)?);
        }
        Ok(opened.as_mut())
    }
}

/// Looks for words next to one another in documents.
pub(super) struct Look {
    words: Vec<Spellings>,
    /// Where each word stands in the document that was looked at, in order, and in which spelling.
    standing: Vec<Vec<(u32, usize)>>,
    /// Where one spelling does.
    places: Vec<u32>,
    /// The spellings of the words for each time that they stand together, one time after the other.
    runs: Vec<usize>,
}

impl Look {
    pub(super) fn new(words: Vec<Spellings>) -> Look {
        Look { standing: vec![Vec::new(); words.len()], words, places: Vec::new(), runs: Vec::new() }
    }

    pub(super) fn words(&self) -> &[Spellings] {
        &self.words
    }

    /// Looks at a document; returns for each time that the words stand together the number of the spelling of each word.
    /// Spellings are read one after the other, the commonest first, and none any more when the words were seen together so
    /// many `times`: of those that a word can have a document holds one or two. Documents must come in order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn at(&mut self, document: DocId, times: usize) -> tantivy::Result<impl Iterator<Item = &[usize]>> {
        self.standing.iter_mut().for_each(Vec::clear);
        self.runs.clear();
        let length = self.words.len().max(1);
        let most = self.words.iter().map(|word| word.opened.len()).max().unwrap_or(0);
        for number in 0..most {
            if self.add_places(number, document)? {
                self.join();
            }
            if self.runs.len() / length >= times {
                break;
            }
        }
        Ok(self.runs.chunks_exact(length))
    }

    /// Adds where one spelling of each word stands in a document to where others do; tells whether any does.
    fn add_places(&mut self, number: usize, document: DocId) -> tantivy::Result<bool> {
        let mut any = false;
        for (spellings, standing) in self.words.iter_mut().zip(&mut self.standing) {
            let Some(postings) = spellings.postings(number)? else { continue };
            if reach(postings, document) == document {
                postings.positions(&mut self.places);
                standing.extend(self.places.iter().map(|place| (*place, number)));
                standing.sort_unstable();
                any = true;
            }
        }
        Ok(any)
    }

    /// Finds the words together.
    fn join(&mut self) {
        self.runs.clear();
        let Some((first, others)) = self.standing.split_first() else { return };
        for (place, spelling) in first {
            let before = self.runs.len();
            let behind = (place + 1..).zip(others).map_while(|(next, places)| spelling_at(places, next));
            self.runs.extend(std::iter::once(*spelling).chain(behind));
            if self.runs.len() - before < self.standing.len() {
                self.runs.truncate(before);
            }
        }
    }
}

fn spelling_at(places: &[(u32, usize)], place: u32) -> Option<usize> {
    let at = places.binary_search_by_key(&place, |(place, _)| *place).ok()?;
    places.get(at).map(|(_, spelling)| *spelling)
}

#[cfg(test)]
mod tests;
