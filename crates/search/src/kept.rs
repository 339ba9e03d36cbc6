//! What is kept of frequent terms: which, how much of it, and for how long. What it is say `holders`, `occurrences`,
//! `peaks` and `proven`.
//!
//! A syllable that every second directive holds is in most questions, and going through its postings costs more than all
//! else. A term is taken up when it is asked for a second time, so whoever asks once does not pay for it; where a server has
//! time, the most frequent are taken up before anybody asks (see `warming`). Memory is bounded for each segment: 64 MiB of
//! sets, 16 MiB of the most, 32 MiB of occurrences, 8 MiB of phrases. Sets and occurrences stay when there is no more room:
//! to read all postings of a term takes longer than any question with it, and where a term drives out another that is asked
//! for next, each question pays that for each of its words. Of the others, the eldest make room.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use tantivy::{DocId, Term};

use crate::batch::WINDOW;

/// Terms of smaller segments are gone through as quickly.
const LEAST_DOCUMENTS: DocId = WINDOW;
/// Most terms of one segment.
const MOST_TERMS: usize = 2_048;
/// So much of the room is filled before anybody asks; the rest is for what will be asked.
const AHEAD: (usize, usize) = (3, 4);

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
    /// A byte for 64 documents. Of rarer terms it costs more to read them all than any question gains.
    pub(crate) const PEAKS: Budget = Budget { rarity: 16, in_byte: 64, memory: 16 << 20, stays: false };
    /// Half a byte for each document.
    pub(crate) const OCCURRENCES: Budget = Budget { rarity: 8, in_byte: 2, memory: 32 << 20, stays: true };
    /// A document that may hold a phrase is dear to look at, so rarer ones pay too.
    pub(crate) const PHRASES: Budget = Budget { rarity: 128, in_byte: 8, memory: 8 << 20, stays: false };
}

/// Things of which each belongs to a term of one segment.
pub(crate) struct KeptTerms<T> {
    documents: DocId,
    rarity: DocId,
    /// So many may be kept.
    most: usize,
    /// Whether they stay; else the eldest makes room.
    stays: bool,
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
        let names = if stays { MOST_TERMS } else { most };
        let terms = LruCache::new(NonZeroUsize::new(names).unwrap_or(NonZeroUsize::MIN));
        KeptTerms { documents, rarity, most, stays, kept: Mutex::new(Kept { terms, made: 0 }) }
    }

    /// Returns how many documents hold a term at the least that is kept; `None` where none is.
    pub(crate) fn least(&self) -> Option<u32> {
        (self.documents >= LEAST_DOCUMENTS).then_some(self.documents / self.rarity)
    }

    fn is_frequent(&self, holding: u32) -> bool {
        self.least().is_some_and(|least| holding >= least)
    }

    /// Makes what belongs to a frequent term before it is asked for, as long as most of the room is free.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn make_ahead(
        &self,
        (term, holding): (&Term, u32),
        make: impl FnOnce() -> tantivy::Result<T>,
    ) -> tantivy::Result<()> {
        let is_wanted = || {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.made < self.most * AHEAD.0 / AHEAD.1 && !matches!(kept.terms.peek(term), Some(Some(_)))
        };
        if self.is_frequent(holding) && is_wanted() {
            let made = Arc::new(make()?);
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(term, Some(made));
        }
        Ok(())
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
        if !self.is_frequent(holding) {
            return Ok(None);
        }
        let (known, is_full) = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            (kept.terms.get(term).cloned(), self.stays && kept.made >= self.most)
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
                let make = || make.ok_or_else(not_made);
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

    /// Of what is made before anybody asks, the most frequent terms are told of first; some room is left for what is asked.
    #[test]
    fn most_of_the_room_is_filled_ahead() {
        let term = |number: usize| Term::from_field_text(tantivy::schema::Field::from_field_id(0), &number.to_string());
        for (documents, holding, expected) in
            [(LEAST_DOCUMENTS, 2, 6), (LEAST_DOCUMENTS, 1, 0), (LEAST_DOCUMENTS - 1, 2, 0)]
        {
            let memory = 8 * documents as usize;
            let budget = Budget { rarity: LEAST_DOCUMENTS / 2, in_byte: 1, memory, stays: true };
            let kept = KeptTerms::new(documents, budget);
            let ahead = |number, make: &dyn Fn() -> tantivy::Result<usize>| {
                kept.make_ahead((&term(number), holding), make).is_ok()
            };
            // The second time it is there.
            let twice = |number| ahead(number, &|| Ok(number)) && ahead(number, &|| Err(not_made()));
            assert!((0..20).all(twice), "something is made twice, of {documents}");
            let get = |number| kept.get((&term(number), holding), |_| true, || Err(not_made())).ok().flatten();
            let found = (0..20).filter(|number| get(*number).is_some_and(|kept| *kept == *number)).count();
            assert_eq!(found, expected, "{documents}, {holding}");
        }
    }

    fn not_made() -> tantivy::TantivyError {
        tantivy::TantivyError::SystemError("made anew".to_owned())
    }
}
