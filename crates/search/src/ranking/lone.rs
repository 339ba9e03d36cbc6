//! The points of one word that is all that is asked for, as its postings are read.
//!
//! The same sums as those of `scorer`, of the same numbers in the same order, so to the last bit the same; a test holds the two against
//! each other. Without windows, bounds and proofs, which cost more to set up than to read what few directives hold.

use tantivy::DocId;
use tantivy::postings::TermInfo;

use super::bm25::rarity;
use super::form_words::form_words;
use super::vocabulary::{SegmentWords, Vocabulary};
use super::weight::{FORM_WORD, OTHER_MARKS, TITLE, WORD};
use crate::postings::Cursor;
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

/// Which documents that hold a word hold it as it was typed.
enum Held {
    All,
    Some(Box<Cursor>),
    None,
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

    /// Calls `found` with each document of a segment that holds the word, and its score.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn score(&self, segment: usize, mut found: impl FnMut(DocId, f32)) -> tantivy::Result<()> {
        let (words, place) = (self.vocabulary.segments.get(segment), self.places.get(segment));
        let (Some(words), Some(Some(place))) = (words, place) else { return Ok(()) };
        let mut held = self.held(words, place)?;
        let mut title = match words.titles.place(&self.word.folded)? {
            Some(place) => Some(words.titles.cursor(&place, true)?),
            None => None,
        };
        let (worth, title_worth) = self.worths();
        let lengths = &self.vocabulary.lengths;
        words.folded.cursor(place, true)?.each(|document, occurrences| {
            let code = words.text_codes.fieldnorm_id(document);
            let mut score = worth * lengths.text.times(occurrences, code) * held.left(document);
            if let Some(occurrences) = title.as_mut().and_then(|title| title.occurrences(document)) {
                score += title_worth * lengths.title.times(occurrences, words.title_codes.fieldnorm_id(document));
            }
            found(document, score);
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

    /// Returns which documents hold the word as it was typed, of those at a place.
    fn held(&self, words: &SegmentWords, place: &TermInfo) -> tantivy::Result<Held> {
        if !self.word.marked {
            return Ok(Held::All);
        }
        Ok(match words.exact.place(&self.word.exact)? {
            // As many as hold it at all: they are the same.
            Some(exact) if exact.doc_freq == place.doc_freq && self.word.exact.len() <= UNCUT => Held::All,
            Some(exact) => Held::Some(Box::new(words.exact.cursor(&exact, false)?)),
            None => Held::None,
        })
    }
}

impl Held {
    /// Returns what is left of the points of a word in a document that holds it.
    #[inline]
    fn left(&mut self, document: DocId) -> f32 {
        let held = match self {
            Held::All => true,
            Held::Some(cursor) => cursor.occurrences(document).is_some(),
            Held::None => false,
        };
        if held { 1.0 } else { OTHER_MARKS }
    }
}
