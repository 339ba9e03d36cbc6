//! The points of one word that is all that is asked for, as its postings are read.
//!
//! The same sums as those of `scorer`, of the same numbers in the same order, so to the last bit the same; a test holds the
//! two against each other. Without windows, bounds and proofs, which cost more to set up than to read what few directives hold.

use tantivy::DocId;
use tantivy::postings::TermInfo;

use super::bm25::rarity;
use super::form_words::form_words;
use super::vocabulary::{SegmentWords, Vocabulary};
use super::weight::{FORM_WORD, OTHER_MARKS, TITLE, WORD};
use crate::query::Word;

/// Keys of so many bytes were not cut, and then what holds the exact key of a word holds the folded one too.
const UNCUT: usize = 64;

/// A word that is all that is asked for.
pub(crate) struct LoneWord<'a> {
    word: &'a Word,
    vocabulary: &'a Vocabulary,
    /// Where its folded key is held, in each segment.
    places: Vec<Option<TermInfo>>,
    /// How many directives hold it, those taken out among them.
    holding: u64,
}

impl<'a> LoneWord<'a> {
    /// Looks up a word.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn look_up(vocabulary: &'a Vocabulary, word: &'a Word) -> tantivy::Result<LoneWord<'a>> {
        let places = vocabulary.segments.iter().map(|segment| segment.folded.place(&word.folded));
        let places: Vec<Option<TermInfo>> = places.collect::<Result<_, _>>()?;
        let holding = places.iter().flatten().map(|place| u64::from(place.doc_freq)).sum();
        Ok(LoneWord { word, vocabulary, places, holding })
    }

    /// Returns how many directives hold it in any spelling, those taken out among them.
    pub(crate) fn holding(&self) -> u64 {
        self.holding
    }

    /// Returns the documents of a segment that hold the word, in order, each with its score.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn scored(&self, segment: usize) -> tantivy::Result<Vec<(DocId, f32)>> {
        let (words, place) = (self.vocabulary.segments.get(segment), self.places.get(segment));
        let (Some(words), Some(Some(place))) = (words, place) else { return Ok(Vec::new()) };
        let (worth, title_worth) = self.worths();
        let (lengths, codes) = (&self.vocabulary.lengths.text, &words.text_codes);
        let mut scored = Vec::with_capacity(place.doc_freq as usize);
        words.folded.cursor(place, true)?.each(|document, occurrences| {
            scored.push((document, worth * lengths.times(occurrences, codes.fieldnorm_id(document))));
        });
        self.hold_back(words, place, &mut scored)?;
        self.add_titles(words, title_worth, &mut scored)?;
        Ok(scored)
    }

    /// Takes points from documents that hold the word in other marks than it was typed with.
    fn hold_back(&self, words: &SegmentWords, place: &TermInfo, scored: &mut [(DocId, f32)]) -> tantivy::Result<()> {
        if !self.word.marked {
            return Ok(());
        }
        let exact = words.exact.place(&self.word.exact)?;
        let is_same = |exact: &TermInfo| exact.doc_freq == place.doc_freq && self.word.exact.len() <= UNCUT;
        if exact.as_ref().is_some_and(is_same) {
            return Ok(());
        }
        let mut exact = exact.map(|exact| words.exact.cursor(&exact, false)).transpose()?;
        for (document, score) in scored {
            if exact.as_mut().and_then(|exact| exact.occurrences(*document)).is_none() {
                *score *= OTHER_MARKS;
            }
        }
        Ok(())
    }

    /// Adds the points of the documents that have the word in their titles.
    fn add_titles(&self, words: &SegmentWords, worth: f32, scored: &mut [(DocId, f32)]) -> tantivy::Result<()> {
        let Some(place) = words.titles.place(&self.word.folded)? else { return Ok(()) };
        let (lengths, codes) = (&self.vocabulary.lengths.title, &words.title_codes);
        words.titles.cursor(&place, true)?.each(|document, occurrences| {
            if let Ok(at) = scored.binary_search_by_key(&document, |(document, _)| *document) {
                scored[at].1 += worth * lengths.times(occurrences, codes.fieldnorm_id(document));
            }
        });
        Ok(())
    }

    /// Returns what the word is worth in a text and in a title.
    fn worths(&self) -> (f32, f32) {
        let is_form = form_words(&[self.word]).first() == Some(&true);
        let factor = if is_form { FORM_WORD } else { 1.0 };
        let rarity = rarity(self.holding, self.vocabulary.documents);
        (WORD * factor * rarity, TITLE * factor * rarity)
    }
}
