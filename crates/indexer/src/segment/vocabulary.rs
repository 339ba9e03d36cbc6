//! The words of a segment, each with a number, and the terms that they stand for in the order of the engine.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use vietnamese::{ListedWord, WORD_RECORD};

/// Stands for the term of a word that has none.
pub(super) const NONE: u32 = u32::MAX;

/// The words of a segment.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// By what tells one from another, which for all but a few has one size: it is compared where it is found.
    short: HashMap<[u8; WORD_RECORD], u32, RandomState>,
    long: HashMap<Box<str>, u32, RandomState>,
    /// Bytes of the long ones.
    bytes: usize,
}

impl Vocabulary {
    /// Returns the number of a word.
    #[inline]
    pub(super) fn number(&mut self, word: ListedWord<'_>) -> u32 {
        let next = self.short.len() + self.long.len();
        match word.record() {
            Some(record) => *self.short.entry(*record).or_insert(next as u32),
            None => self.long_number(word.as_str(), next as u32),
        }
    }

    #[cold]
    fn long_number(&mut self, word: &str, next: u32) -> u32 {
        if let Some(number) = self.long.get(word) {
            return *number;
        }
        self.bytes += word.len();
        self.long.insert(word.into(), next);
        next
    }

    /// Returns the keys of all words.
    pub(super) fn keys(&self) -> Keys<'_> {
        Keys { words: self.words(), exact: OnceLock::new(), folded: OnceLock::new() }
    }

    /// Returns the words, each at its number.
    fn words(&self) -> Vec<ListedWord<'_>> {
        let short = self.short.iter().map(|(record, number)| (str::from_utf8(record).unwrap_or_default(), *number));
        let long = self.long.iter().map(|(word, number)| (&**word, *number));
        let mut words = vec![ListedWord::told(""); self.short.len() + self.long.len()];
        short.chain(long).for_each(|(word, number)| words[number as usize] = ListedWord::told(word));
        words
    }

    /// Returns how much memory it takes, and its terms in the end, in bytes.
    pub(super) fn bytes(&self) -> usize {
        /// Bytes of a word in the table, and of its terms.
        const SHORT: usize = 2 * size_of::<([u8; WORD_RECORD], u32)>() + 64;
        self.short.capacity() * SHORT + self.long.capacity() * SHORT + self.bytes
    }
}

/// The keys of the words of a segment. The terms that they make are sorted once for all lists, by whoever needs them first.
pub(super) struct Keys<'a> {
    words: Vec<ListedWord<'a>>,
    exact: OnceLock<Terms<'a>>,
    folded: OnceLock<Terms<'a>>,
}

/// The terms that words stand for.
pub(super) struct Terms<'a> {
    /// In their order, each once.
    pub(super) sorted: Vec<&'a str>,
    /// The place of the term of each word, or [`NONE`].
    pub(super) places: Vec<u32>,
}

impl<'a> Keys<'a> {
    pub(super) fn exact(&self) -> &Terms<'a> {
        self.exact.get_or_init(|| Terms::of(&self.words, ListedWord::exact))
    }

    pub(super) fn folded(&self) -> &Terms<'a> {
        self.folded.get_or_init(|| Terms::of(&self.words, ListedWord::folded))
    }
}

impl<'a> Terms<'a> {
    /// Returns the terms that a key of each word makes; an empty key is none.
    fn of(words: &[ListedWord<'a>], key: impl Fn(ListedWord<'a>) -> &'a str) -> Terms<'a> {
        let mut keys: Vec<(&str, usize)> = words.iter().map(|word| key(*word)).zip(0..).collect();
        keys.sort_unstable();
        let mut terms = Terms { sorted: Vec::new(), places: vec![NONE; words.len()] };
        for (key, number) in keys.into_iter().filter(|(key, _)| !key.is_empty()) {
            if terms.sorted.last() != Some(&key) {
                terms.sorted.push(key);
            }
            terms.places[number] = terms.sorted.len() as u32 - 1;
        }
        terms
    }
}
