//! Where words stand next to one another, and how they are spelled there.
//!
//! The pairs are folded, so the spelling is read off the positions of the exact keys, in a few directives spread over the
//! archive. No text is fetched for it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use tantivy::SegmentReader;

use super::Lexicon;
use super::look::SegmentLook;
use super::remembered::SpellingFound;
use crate::error::SearchError;
use crate::matching::spellings;

/// Spellings of one word that are looked at; a folded syllable stands for 31 at most.
pub(super) const MOST_SPELLINGS: usize = 16;

/// What was seen in some of the directives that hold all pairs of a phrase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sightings {
    /// Directives that were looked at.
    pub(crate) looked_at: u32,
    /// Those in which the words stand next to one another.
    pub(crate) holding: u32,
    /// How often in each spelling, as exact keys.
    pub(crate) spelled: HashMap<Vec<String>, u32>,
}

impl Lexicon<'_> {
    /// Looks for folded words, two at least, next to one another in up to `sample` directives.
    pub(crate) fn sightings(&self, words: &[&str], sample: u32) -> Result<Sightings, SearchError> {
        let mut sightings = Sightings::default();
        for reader in self.largest_first() {
            let left = sample.saturating_sub(sightings.looked_at);
            if left > 0 {
                let remembered = &self.opened.of(reader).remembered;
                let seen = remembered.sightings(words, left, || self.sightings_in(reader, words, left))?;
                sightings.add(&seen);
            }
        }
        Ok(sightings)
    }

    /// Looks into up to `sample` directives of a segment.
    fn sightings_in(&self, reader: &SegmentReader, words: &[&str], sample: u32) -> Result<Sightings, SearchError> {
        let mut sightings = Sightings::default();
        let Some(mut look) = SegmentLook::of(*self, reader, words, sample)? else { return Ok(sightings) };
        while let Some(found) = look.next()? {
            sightings.looked_at += 1;
            sightings.holding += u32::from(found);
        }
        let owned = |(spelled, times): (Vec<&str>, u32)| (spelled.into_iter().map(str::to_owned).collect(), times);
        sightings.spelled = look.spelled().map(owned).collect();
        Ok(sightings)
    }

    /// Tells whether two neighbours were asked for before, so that all that can be seen of them is worth being remembered.
    pub(super) fn is_asked_again(&self, words: [&str; 2], sample: u32) -> bool {
        let largest = self.largest_first().into_iter().next();
        largest.is_some_and(|reader| self.opened.of(reader).remembered.is_asked_again(&words, sample))
    }

    /// Returns the spellings of a folded word in a segment, the commonest first.
    pub(super) fn spellings_in(
        &self,
        reader: &SegmentReader,
        folded: &str,
    ) -> Result<Arc<[SpellingFound]>, SearchError> {
        self.opened.of(reader).remembered.spellings(folded, || {
            let inverted = reader.inverted_index(self.fields.exact)?;
            let mut found = Vec::new();
            for term in spellings(reader, self.fields.exact, folded)? {
                let info = inverted.get_term_info(&term)?;
                found.extend(term.value().as_str().map(str::to_owned).zip(info));
            }
            found.sort_by_key(|(_, info)| Reverse(info.doc_freq));
            Ok(found.into_iter().map(|(exact, info)| SpellingFound { exact, info }).collect())
        })
    }
}

impl Sightings {
    fn add(&mut self, more: &Sightings) {
        self.looked_at += more.looked_at;
        self.holding += more.holding;
        for (spelled, times) in &more.spelled {
            *self.spelled.entry(spelled.clone()).or_default() += times;
        }
    }
}
