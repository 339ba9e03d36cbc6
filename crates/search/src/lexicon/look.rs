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

/// Looks for words next to one another in a document; calls `found` for each time with the number of the spelling of each
/// word, and tells whether there was any. Spellings are read one after the other, the commonest first, and none any more
/// when the words were seen together so many `times`: of those that a word can have a document holds one or two. Documents
/// must come in order.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn look(
    words: &mut [Spellings],
    document: DocId,
    times: usize,
    mut found: impl FnMut(&[usize]),
) -> tantivy::Result<bool> {
    let most = words.iter().map(|word| word.opened.len()).max().unwrap_or(0);
    let (mut standing, mut runs) = (vec![Vec::new(); words.len()], Vec::new());
    for number in 0..most {
        let mut any = false;
        for (spellings, places) in words.iter_mut().zip(&mut standing) {
            any |= add_places(spellings, number, document, places)?;
        }
        if any {
            runs = together(&standing);
        }
        if runs.len() >= times {
            break;
        }
    }
    runs.iter().for_each(|run| found(run));
    Ok(!runs.is_empty())
}

/// Adds where one spelling of a word stands in a document, each place with the number of the spelling, to those of others;
/// tells whether it does. They stay sorted.
fn add_places(
    spellings: &mut Spellings,
    number: usize,
    document: DocId,
    places: &mut Vec<(u32, usize)>,
) -> tantivy::Result<bool> {
    let Some(postings) = spellings.postings(number)? else { return Ok(false) };
    if reach(postings, document) != document {
        return Ok(false);
    }
    let mut found = Vec::new();
    postings.positions(&mut found);
    places.extend(found.into_iter().map(|place| (place, number)));
    places.sort_unstable();
    Ok(true)
}

/// Returns each time that words stand next to one another, as the spelling of each: of every word its places are given.
fn together(standing: &[Vec<(u32, usize)>]) -> Vec<Vec<usize>> {
    let Some((first, others)) = standing.split_first() else { return Vec::new() };
    let run = |(place, spelling): &(u32, usize)| {
        let behind = (place + 1..).zip(others).map(|(next, places)| spelling_at(places, next));
        std::iter::once(Some(*spelling)).chain(behind).collect::<Option<Vec<usize>>>()
    };
    first.iter().filter_map(run).collect()
}

fn spelling_at(places: &[(u32, usize)], place: u32) -> Option<usize> {
    let at = places.binary_search_by_key(&place, |(place, _)| *place).ok()?;
    places.get(at).map(|(_, spelling)| *spelling)
}

#[cfg(test)]
mod tests;
