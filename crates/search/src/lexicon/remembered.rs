//! What was read of the words of a segment, kept as long as the segment is searched: the spellings of a folded word,
//! how two neighbours are spelled, and how often as they were typed.
//!
//! Questions are made of the same few thousand syllables. To read how they are spelled, the dictionary is walked through
//! and the positions of some directives are unpacked, for every word of every question. It can be kept because a segment never
//! changes: what is read here is the same whatever was taken out of it since. Memory is bounded in bytes for each segment.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tantivy::postings::TermInfo;

use super::sightings::Sightings;
use super::usage::Usage;
use crate::error::SearchError;

/// Most bytes that each of the three kinds takes in one segment.
const MEMORY: u64 = 4 << 20;
/// What a word or a pair is thought to take, to begin with.
const USUAL_BYTES: usize = 1024;
/// What a string or an entry takes beside its letters, in bytes.
const OVERHEAD: usize = 64;

/// One spelling of a folded word in a segment.
#[derive(Debug)]
pub(crate) struct SpellingFound {
    pub(super) exact: String,
    pub(super) info: TermInfo,
}

/// Words next to one another, with how many directives may be looked at for them.
type Run = (Vec<String>, u32);

/// What is remembered of one segment.
pub(crate) struct Remembered {
    spellings: Cache<String, Arc<[SpellingFound]>, Bytewise>,
    sightings: Cache<Run, Arc<Sightings>, Bytewise>,
    usages: Cache<Run, Usage, Bytewise>,
}

impl Default for Remembered {
    fn default() -> Self {
        let usual = MEMORY as usize / USUAL_BYTES;
        Remembered {
            spellings: Cache::with_weighter(usual, MEMORY, Bytewise),
            sightings: Cache::with_weighter(usual, MEMORY, Bytewise),
            usages: Cache::with_weighter(usual, MEMORY, Bytewise),
        }
    }
}

impl Remembered {
    /// Returns the spellings of a folded word; reads them if nobody did.
    pub(super) fn spellings(
        &self,
        folded: &str,
        read: impl FnOnce() -> Result<Vec<SpellingFound>, SearchError>,
    ) -> Result<Arc<[SpellingFound]>, SearchError> {
        self.spellings.get_or_insert_with(folded, || read().map(Arc::from))
    }

    /// Returns what was seen of a run of words in so many directives; looks if nobody did.
    pub(super) fn sightings(
        &self,
        words: &[&str],
        sample: u32,
        look: impl FnOnce() -> Result<Sightings, SearchError>,
    ) -> Result<Arc<Sightings>, SearchError> {
        self.sightings.get_or_insert_with(&run(words, sample), || look().map(Arc::new))
    }

    /// Returns how two words in one spelling stand together in so many directives; looks if nobody did.
    pub(super) fn usage(
        &self,
        exact: &[&str],
        sample: u32,
        look: impl FnOnce() -> Result<Usage, SearchError>,
    ) -> Result<Usage, SearchError> {
        self.usages.get_or_insert_with(&run(exact, sample), look)
    }
}

fn run(words: &[&str], sample: u32) -> Run {
    (words.iter().map(|word| (*word).to_owned()).collect(), sample)
}

/// Weighs what is remembered.
#[derive(Clone)]
struct Bytewise;

impl Weighter<String, Arc<[SpellingFound]>> for Bytewise {
    fn weight(&self, folded: &String, found: &Arc<[SpellingFound]>) -> u64 {
        let spelling = |found: &SpellingFound| size_of::<SpellingFound>() + found.exact.len();
        (OVERHEAD + folded.len() + found.iter().map(spelling).sum::<usize>()) as u64
    }
}

impl Weighter<Run, Arc<Sightings>> for Bytewise {
    fn weight(&self, (words, _): &Run, seen: &Arc<Sightings>) -> u64 {
        let letters = |words: &[String]| words.iter().map(|word| OVERHEAD + word.len()).sum::<usize>();
        let spelled = seen.spelled.keys().map(|spelled| OVERHEAD + letters(spelled));
        (OVERHEAD + letters(words) + spelled.sum::<usize>()) as u64
    }
}

impl Weighter<Run, Usage> for Bytewise {
    fn weight(&self, (words, _): &Run, _: &Usage) -> u64 {
        (OVERHEAD + words.iter().map(|word| OVERHEAD + word.len()).sum::<usize>()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(exact: &str) -> SpellingFound {
        SpellingFound { exact: exact.to_owned(), info: TermInfo::default() }
    }

    #[test]
    fn what_is_kept_is_bounded_in_bytes() {
        let remembered = Remembered::default();
        for word in 0..100_000 {
            let read = || Ok(vec![found("đường"), found("dương")]);
            assert_eq!(remembered.spellings(&word.to_string(), read).expect("it is read").len(), 2);
            let look = || Ok(Sightings { spelled: [(vec!["công".to_owned(); 2], 1)].into(), ..Sightings::default() });
            assert_eq!(remembered.sightings(&["cong", "an"], word, look).expect("it is read").spelled.len(), 1);
            let usage = remembered.usage(&["công", "an"], word, || Ok(Usage::default()));
            assert!(usage.is_ok());
        }
        assert!(remembered.spellings.weight() <= MEMORY && remembered.sightings.weight() <= MEMORY);
        assert!(remembered.usages.weight() <= MEMORY && remembered.usages.len() > 1_000);
        assert!(remembered.spellings.len() > 1_000 && remembered.sightings.len() > 1_000);
    }

    #[test]
    fn what_is_known_is_not_read_again() {
        let remembered = Remembered::default();
        let read = |exact: &'static str| remembered.spellings("cong", || Ok(vec![found(exact)]));
        for _ in 0..2 {
            assert_eq!(read("công").expect("it is read")[0].exact, "công");
        }
        assert_eq!(read("cống").expect("it is known")[0].exact, "công");
        // More directives tell more.
        let look = |sample: u32, times: u32| {
            let seen = || Ok(Sightings { looked_at: times, ..Sightings::default() });
            remembered.sightings(&["cong", "an"], sample, seen).expect("it is read").looked_at
        };
        assert_eq!([look(8, 1), look(16, 2), look(8, 3)], [1, 2, 1]);
    }
}
