//! Where the words of a list stand, and the same sorted by term: the inversion of an inverted index.
//!
//! A sort by counting, once for exact terms, once for folded ones and once more for their pairs, goes through memory in a few
//! streams. A table of all terms, as the engine keeps one, is somewhere else in memory for each new pair of words, and to
//! wait for that takes longer than all the rest.

use std::{iter, mem};

use vietnamese::ListedWord;

use super::vocabulary::{NONE, Terms, Vocabulary};

/// The words of the documents of a segment in the order in which they stand, by their numbers.
#[derive(Default)]
pub(super) struct Occurrences {
    words: Vec<u32>,
    /// Where in `words` each document ends.
    ends: Vec<usize>,
}

/// What is kept of an occurrence: two of its term, its document, its position in it, and the term before or behind it.
pub(super) type Place = (u32, u32);

/// How many exact and folded terms a document has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lengths {
    pub(super) exact: u32,
    pub(super) folded: u32,
}

/// Occurrences by term, those of one term in their order.
pub(super) struct Sorted {
    items: Vec<Place>,
    /// Where in `items` the next term begins, for each.
    ends: Vec<usize>,
}

/// Bytes that a word takes while its pairs are sorted, which takes most: itself, and both stages of the sort.
const WORD: usize = size_of::<u32>() + 2 * size_of::<Place>();

impl Occurrences {
    /// Appends the words of a document.
    pub(super) fn push<'a>(
        &mut self,
        vocabulary: &mut Vocabulary,
        words: impl Iterator<Item = ListedWord<'a>>,
    ) -> Lengths {
        let mut lengths = Lengths::default();
        for word in words {
            let (exact, folded) = word.has_keys();
            lengths.exact += u32::from(exact);
            lengths.folded += u32::from(folded);
            self.words.push(vocabulary.number(word));
        }
        self.ends.push(self.words.len());
        lengths
    }

    /// Goes on to a document that has no words, unless it is there.
    pub(super) fn fill(&mut self, documents: usize) {
        self.ends.resize(documents, self.words.len());
    }

    /// Returns how much memory it takes, sorting included, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.words.capacity() * size_of::<u32>() + self.words.len() * (WORD - size_of::<u32>())
    }

    /// Returns the documents and positions of each term.
    pub(super) fn positions(&self, terms: &Terms<'_>, memory: Vec<Place>) -> Sorted {
        let found = self.documents().flat_map(|(document, words)| {
            words.iter().zip(0..).map(move |(word, position)| (terms.places[*word as usize], (document, position)))
        });
        Sorted::by_term(terms, found, memory)
    }

    /// Returns of each term the terms before it, [`NONE`] where there is none, with their documents. A document stands there
    /// as often as it holds the term.
    pub(super) fn neighbours(&self, terms: &Terms<'_>, memory: Vec<Place>) -> Sorted {
        let found = self.documents().flat_map(|(document, words)| {
            let mut before = NONE;
            words.iter().map(move |word| {
                let term = terms.places[*word as usize];
                (term, (mem::replace(&mut before, term), document))
            })
        });
        Sorted::by_term(terms, found, memory)
    }

    /// Returns the documents, each with its words.
    fn documents(&self) -> impl Iterator<Item = (u32, &[u32])> + Clone {
        let starts = iter::once(0).chain(self.ends.iter().copied());
        (0..).zip(starts.zip(&self.ends).map(|(start, end)| &self.words[start..*end]))
    }
}

impl Sorted {
    /// Sorts what is to be kept with terms; with [`NONE`] nothing is kept. It is written to the memory that is given, where
    /// that is enough.
    fn by_term(terms: &Terms<'_>, found: impl Iterator<Item = (u32, Place)> + Clone, memory: Vec<Place>) -> Sorted {
        let mut ends = vec![0; terms.sorted.len()];
        found.clone().for_each(|(term, _)| {
            if let Some(count) = ends.get_mut(term as usize) {
                *count += 1;
            }
        });
        let mut sum = 0;
        for end in &mut ends {
            sum += mem::replace(end, sum);
        }
        let mut items = if memory.capacity() < sum { vec![Place::default(); sum] } else { memory };
        items.resize(sum, Place::default());
        // An end begins where its term does, and has moved to where it ends when all is in its place.
        found.for_each(|(term, item)| {
            if let Some(end) = ends.get_mut(term as usize) {
                items[*end] = item;
                *end += 1;
            }
        });
        Sorted { items, ends }
    }

    /// Returns of neighbours ([`Occurrences::neighbours`]) the second terms and documents of each first term, sorted by the
    /// second.
    pub(super) fn pairs(&self, terms: &Terms<'_>) -> Sorted {
        let found = self.terms().flat_map(|(second, found)| {
            found.iter().map(move |(first, document)| (*first, (second, *document))) //
        });
        Sorted::by_term(terms, found, Vec::new())
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns the terms in their order, each with what belongs to it.
    pub(super) fn terms(&self) -> impl Iterator<Item = (u32, &[Place])> + Clone {
        let starts = iter::once(0).chain(self.ends.iter().copied());
        (0..)
            .zip(starts.zip(&self.ends).map(|(start, end)| &self.items[start..*end]))
            .filter(|(_, items)| !items.is_empty())
    }

    /// Returns the memory that it took, for the next.
    pub(super) fn into_memory(self) -> Vec<Place> {
        self.items
    }
}
