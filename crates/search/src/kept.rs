//! What is kept of frequent terms: the documents that hold one as a set of bits, the most that it gives to any of 64
//! neighbours, and how often it stands in each document.
//!
//! A syllable that every second directive holds is in most questions, and going through its postings costs more than all
//! else. A term is taken up when it is asked for a second time, so whoever asks once does not pay for it. Memory is
//! bounded for each segment: 64 MiB of sets, 16 MiB of the most, 32 MiB of occurrences, 8 MiB of phrases. Sets and occurrences
//! stay when there is no more room: to read all postings of a term takes longer than any question with it, and where a term
//! drives out another that is asked for next, each question pays that for each of its words. Of the others, the eldest make
//! room.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, Term};

use crate::batch::WINDOW;
use crate::postings::Cursor;

/// Terms of smaller segments are gone through as quickly.
const LEAST_DOCUMENTS: DocId = WINDOW;
/// Most terms of one segment.
const MOST_TERMS: usize = 2_048;

/// What is worth keeping, and how much of it.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
    /// Terms that one in so many documents holds are kept.
    rarity: DocId,
    /// So many documents take a byte.
    in_byte: usize,
    /// Bytes that may be taken in one segment.
    memory: usize,
    /// Whether what is kept stays when there is no more room. To make room pays where things are made quickly.
    stays: bool,
}

impl Budget {
    pub(crate) const HOLDERS: Budget = Budget { rarity: 16, in_byte: 8, memory: 64 << 20, stays: true };
    /// A byte for 64 documents: rarer terms pay too.
    pub(crate) const PEAKS: Budget = Budget { rarity: 512, in_byte: 64, memory: 16 << 20, stays: false };
    /// Half a byte for each document.
    pub(crate) const OCCURRENCES: Budget = Budget { rarity: 8, in_byte: 2, memory: 32 << 20, stays: true };
    /// A document that may hold a phrase is dear to look at, so rarer ones pay too.
    pub(crate) const PHRASES: Budget = Budget { rarity: 128, in_byte: 8, memory: 8 << 20, stays: false };
}

/// Things of which each belongs to a term of one segment.
pub(crate) struct KeptTerms<T> {
    documents: DocId,
    rarity: DocId,
    /// So many may be kept and stay; `None` where the eldest makes room.
    room: Option<usize>,
    kept: Mutex<Kept<T>>,
}

struct Kept<T> {
    /// `None` for a term that was asked for once.
    terms: LruCache<Term, Option<Arc<T>>>,
    /// How many are not.
    made: usize,
}

impl<T> KeptTerms<T> {
    /// Keeps things of a segment of so many documents.
    pub(crate) fn new(documents: DocId, budget: Budget) -> KeptTerms<T> {
        let Budget { rarity, in_byte, memory, stays } = budget;
        let most = (memory / (documents as usize / in_byte).max(1)).min(MOST_TERMS);
        let (room, names) = if stays { (Some(most), MOST_TERMS) } else { (None, most) };
        let terms = LruCache::new(NonZeroUsize::new(names).unwrap_or(NonZeroUsize::MIN));
        KeptTerms { documents, rarity, room, kept: Mutex::new(Kept { terms, made: 0 }) }
    }

    /// Returns what is kept of a term that so many documents hold, if it fits; makes it when the term is frequent and was
    /// asked for before.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn get(
        &self,
        (term, holding): (&Term, u32),
        fits: impl Fn(&T) -> bool,
        make: impl FnOnce() -> tantivy::Result<T>,
    ) -> tantivy::Result<Option<Arc<T>>> {
        if self.documents < LEAST_DOCUMENTS || holding < self.documents / self.rarity {
            return Ok(None);
        }
        let (known, is_full) = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            (kept.terms.get(term).cloned(), self.room.is_some_and(|room| kept.made >= room))
        };
        let made = match known {
            Some(Some(kept)) if fits(&kept) => return Ok(Some(kept)),
            _ if is_full => return Ok(None),
            Some(_) => Some(Arc::new(make()?)),
            None => None,
        };
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(term, made.clone());
        Ok(made)
    }
}

impl<T> Kept<T> {
    fn put(&mut self, term: &Term, made: Option<Arc<T>>) {
        self.made += usize::from(made.is_some());
        // What was there of the term, or of the eldest.
        let gone = self.terms.push(term.clone(), made);
        self.made -= usize::from(gone.is_some_and(|(_, gone)| gone.is_some()));
    }
}

/// The documents of a segment that hold a term: a bit for each, 64 together.
#[derive(Debug)]
pub(crate) struct Holders(Box<[u64]>);

impl Holders {
    /// Reads all postings of a term in a segment of so many documents.
    pub(crate) fn read(cursor: &mut Cursor, documents: DocId) -> Holders {
        let mut words = vec![0_u64; documents.div_ceil(64) as usize];
        cursor.each(|document, _| {
            if let Some(word) = words.get_mut(document as usize / 64) {
                *word |= 1 << (document % 64);
            }
        });
        Holders(words.into())
    }

    /// Returns the documents of a segment that were not taken out of it.
    pub(crate) fn alive(documents: DocId, alive: &AliveBitSet) -> Holders {
        let mut words = vec![0_u64; documents.div_ceil(64) as usize];
        for (document, word) in (0..documents).zip(0_usize..).filter(|(document, _)| alive.is_alive(*document)) {
            words[word / 64] |= 1 << (document % 64);
        }
        Holders(words.into())
    }

    /// Returns the sets of 64 neighbours each from a document on, which must be the first of 64.
    pub(crate) fn words_from(&self, first: DocId) -> &[u64] {
        self.0.get(first as usize / 64..).unwrap_or_default()
    }

    /// Tells whether a document holds the term.
    #[inline]
    pub(crate) fn holds(&self, document: DocId) -> bool {
        self.0.get(document as usize / 64).is_some_and(|word| word >> (document % 64) & 1 == 1)
    }

    /// Returns the first holder at `target` or after it.
    pub(crate) fn first_from(&self, target: DocId) -> Option<DocId> {
        let mut words = (target / 64..).zip(self.words_from(target));
        let (place, word) = words.next()?;
        let rest = std::iter::once((place, word & (u64::MAX << (target % 64))));
        let mut rest = rest.chain(words.map(|(place, word)| (place, *word)));
        rest.find(|(_, word)| *word != 0).map(|(place, word)| place * 64 + word.trailing_zeros())
    }
}

/// The most that a term earns in any of 64 neighbours, as a share of the most that it can earn anywhere.
#[derive(Debug)]
pub(crate) struct Peaks {
    /// What the lengths of texts were held against, see [`Peaks::are_of`].
    average: f32,
    /// Rounded up, in parts of 255.
    shares: Box<[u8]>,
}

impl Peaks {
    /// Reads all postings of a term in a segment of so many documents; `share` tells what a document earns by so many
    /// occurrences.
    pub(crate) fn read(
        cursor: &mut Cursor,
        documents: DocId,
        average: f32,
        share: impl Fn(DocId, u32) -> f32,
    ) -> Peaks {
        let mut shares = vec![0_u8; documents.div_ceil(64) as usize];
        cursor.each(|document, occurrences| {
            if let Some(peak) = shares.get_mut(document as usize / 64) {
                *peak = (*peak).max(rounded_up(share(document, occurrences) * 255.0));
            }
        });
        Peaks { average, shares: shares.into() }
    }

    /// Tells whether these are the peaks where texts are so long: an archive that grows changes what a length earns.
    pub(crate) fn are_of(&self, average: f32) -> bool {
        self.average.to_bits() == average.to_bits()
    }

    /// Returns the share of the neighbours of a document.
    #[inline]
    pub(crate) fn around(&self, document: DocId) -> f32 {
        f32::from(self.shares.get(document as usize / 64).copied().unwrap_or(u8::MAX)) / 255.0
    }

    /// Adds the points of a term that can give so many at the most, for each 64 documents from one on.
    pub(crate) fn add(&self, first: DocId, most: f32, sums: &mut [f32]) {
        let shares = self.shares.get(first as usize / 64..).unwrap_or_default();
        sums.iter_mut().zip(shares).for_each(|(sum, share)| *sum += most / 255.0 * f32::from(*share));
    }
}

/// Returns the least whole number that is not less, 255 at the most. Common processors have no instruction for it that may be
/// taken for granted, and a call for each posting costs more than all else.
#[inline]
fn rounded_up(parts: f32) -> u8 {
    let down = parts as u8;
    down.saturating_add(u8::from(f32::from(down) < parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether there is room for two of three terms that stay, or the eldest makes room. Each is asked for twice, then again.
    #[test]
    fn what_is_kept_stays_or_makes_room() {
        let term = |name| Term::from_field_text(tantivy::schema::Field::from_field_id(0), name);
        for (stays, again) in [(true, [Some("a"), Some("b"), None]), (false, [None, Some("b"), Some("c")])] {
            let budget = Budget { rarity: 1, in_byte: 1, memory: 2 * LEAST_DOCUMENTS as usize, stays };
            let kept = KeptTerms::new(LEAST_DOCUMENTS, budget);
            let get = |name, make: Option<&'static str>| {
                let make = || make.ok_or_else(|| tantivy::TantivyError::SystemError("not kept".to_owned()));
                kept.get((&term(name), LEAST_DOCUMENTS), |_| true, make).ok().flatten().map(|kept| *kept)
            };
            for name in ["a", "b", "c"] {
                assert_eq!(get(name, Some(name)), None, "{name} is asked for once");
                let is_kept = !stays || name != "c";
                assert_eq!(get(name, Some(name)), is_kept.then_some(name), "{name}, stays: {stays}");
            }
            assert_eq!(["c", "b", "a"].map(|name| get(name, None)), [again[2], again[1], again[0]], "stays: {stays}");
        }
    }

    #[test]
    fn peaks_are_rounded_up() {
        for (parts, expected) in [(0.0, 0), (0.001, 1), (1.0, 1), (1.5, 2), (254.5, 255), (255.0, 255), (255.1, 255)] {
            assert_eq!(rounded_up(parts), expected, "{parts}");
        }
    }

    #[test]
    fn holders_are_found_from_any_document_on() {
        let holders = Holders([1 << 3 | 1 << 63, 0, 1].into());
        for (from, expected) in [(0, Some(3)), (3, Some(3)), (4, Some(63)), (64, Some(128)), (129, None), (9_999, None)]
        {
            assert_eq!(holders.first_from(from), expected, "{from}");
        }
    }
}
