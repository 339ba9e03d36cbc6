//! Whether two neighbours are mostly spelled as they were typed. Nearly always they are, and a few directives tell it.
//!
//! Apart from the sightings, which read how words are spelled in every way: here only one spelling is read, and no further
//! than it takes to see that all others together are not many times as common. How often the words stand together in any
//! spelling is written beside the postings of their pair.

use tantivy::SegmentReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;

use super::Lexicon;
use super::look::{Look, Spellings};
use super::sightings::spread;
use crate::error::SearchError;

/// How many times as common another spelling must be beside the same word (`Tô quốc`, `Tổ quốc`).
pub(crate) const FAR_RARER: u32 = 20;

/// A word as it was typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AsTyped<'a> {
    pub(crate) folded: &'a str,
    pub(crate) exact: &'a str,
}

/// How two neighbours stand in some of the directives that hold them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    looked_at: u32,
    /// How often in any spelling.
    together: u32,
    /// How often as they were typed; no more than it takes to be usual.
    as_typed: u32,
}

impl Usage {
    /// Tells whether no other spelling can be far more common.
    fn is_settled(self) -> bool {
        self.together - self.as_typed.min(self.together) <= FAR_RARER * self.as_typed
    }
}

impl Lexicon<'_> {
    /// Tells whether all other spellings of two neighbours together are not far more common than the one that was typed,
    /// in those directives that [`Lexicon::sightings`] looks at.
    pub(crate) fn is_usual(&self, words: [AsTyped<'_>; 2], sample: u32) -> Result<bool, SearchError> {
        let mut all = Usage::default();
        for reader in self.readers() {
            let left = sample.saturating_sub(all.looked_at);
            if left > 0 {
                let remembered = &self.opened.of(reader).remembered;
                let exact = words.map(|word| word.exact);
                let usage = remembered.usage(&exact, left, || self.usage_in(reader, words, left))?;
                all.looked_at += usage.looked_at;
                all.together += usage.together;
                all.as_typed += usage.as_typed;
            }
        }
        Ok(all.is_settled())
    }

    /// Looks into up to `sample` directives of a segment.
    fn usage_in(&self, reader: &SegmentReader, words: [AsTyped<'_>; 2], sample: u32) -> Result<Usage, SearchError> {
        let mut usage = Usage::default();
        let folded = words.map(|word| word.folded);
        let Some(mut pairs) = self.open_pairs(reader, &folded, IndexRecordOption::WithFreqs)? else { return Ok(usage) };
        let mut documents = Vec::new();
        spread(&mut pairs, reader.max_doc(), sample, |document, pairs| {
            usage.together += pairs.first().map_or(0, Postings::term_freq);
            documents.push(document);
        });
        usage.looked_at = documents.len() as u32;
        let mut opened = Vec::with_capacity(words.len());
        for word in words {
            // A spelling that is not one of those that are looked at stands nowhere.
            opened.push(Spellings::of_one(reader, self.fields, (self.spellings_in(reader, word.folded)?, word.exact))?);
        }
        let mut look = Look::new(opened);
        for document in documents {
            if usage.is_settled() {
                break;
            }
            usage.as_typed += look.at(document, usize::MAX)?.count() as u32;
        }
        Ok(usage)
    }
}
