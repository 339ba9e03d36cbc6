//! Where the words of a list stand, and the same sorted by term: the inversion of an inverted index.
//!
//! A sort by counting, once for exact terms, once for folded ones and once more for their pairs, goes through memory in a few
//! streams. A table of all terms, as the engine keeps one, is somewhere else in memory for each new pair of words, and to
//! wait for that takes longer than all the rest.

use std::ops::Range;
use std::{io, iter, mem};

use vietnamese::ListedWord;

use super::places::Places;
use super::vocabulary::{NONE, Terms, Vocabulary};

/// The words of the documents of a segment in the order in which they stand, by their numbers.
#[derive(Default)]
pub(super) struct Occurrences {
    words: Vec<u32>,
    /// Where in `words` each document ends.
    ends: Vec<usize>,
    /// How often each word stands there, by its number.
    counts: Vec<u32>,
}

/// What is kept of an occurrence: two of its term, its document, its position in it, and the term before or behind it.
pub(super) type Place = [u32; 2];

/// How many exact and folded terms a document has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lengths {
    pub(super) exact: u32,
    pub(super) folded: u32,
}

/// Occurrences by term, those of one term in their order.
pub(super) struct Sorted {
    items: Places,
    /// Where in `items` those of each term stand.
    ranges: Vec<Range<usize>>,
}

/// Bytes that a word takes besides while its pairs are sorted, which takes most: its position, and both stages of the sort.
const SORTED: usize = 3 * size_of::<Place>();

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
            let number = vocabulary.number(word);
            self.words.push(number);
            self.count(number as usize);
        }
        self.ends.push(self.words.len());
        lengths
    }

    #[inline]
    fn count(&mut self, number: usize) {
        if number >= self.counts.len() {
            self.counts.resize(number + 1, 0);
        }
        self.counts[number] += 1;
    }

    /// Returns how often each term stands there.
    fn counts(&self, terms: &Terms<'_>) -> Vec<usize> {
        let mut counts = vec![0; terms.sorted.len()];
        for (count, place) in self.counts.iter().zip(&terms.places).filter(|(_, place)| **place != NONE) {
            counts[*place as usize] += *count as usize;
        }
        counts
    }

    /// Goes on to a document that has no words, unless it is there.
    pub(super) fn fill(&mut self, documents: usize) {
        self.ends.resize(documents, self.words.len());
    }

    /// Returns how much memory it takes, sorting included, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let kept = (self.words.capacity() + self.counts.capacity()) * size_of::<u32>();
        kept + self.words.len() * SORTED
    }

    /// Returns the documents and positions of each term.
    ///
    /// # Errors
    /// When there is no memory.
    pub(super) fn positions(&self, terms: &Terms<'_>) -> io::Result<Sorted> {
        let found = self.documents().flat_map(|(document, words)| {
            words.iter().zip(0..).map(move |(word, position)| (terms.places[*word as usize], [document, position]))
        });
        Sorted::by_term(self.counts(terms).into_iter(), found)
    }

    /// Returns of each term the terms before it, [`NONE`] where there is none, with their documents. A document stands there
    /// as often as it holds the term.
    ///
    /// # Errors
    /// When there is no memory.
    pub(super) fn neighbours(&self, terms: &Terms<'_>) -> io::Result<Sorted> {
        let found = self.documents().flat_map(|(document, words)| {
            let mut before = NONE;
            words.iter().map(move |word| {
                let term = terms.places[*word as usize];
                (term, [mem::replace(&mut before, term), document])
            })
        });
        Sorted::by_term(self.counts(terms).into_iter(), found)
    }

    /// Returns the documents, each with its words.
    fn documents(&self) -> impl Iterator<Item = (u32, &[u32])> + Clone {
        let starts = iter::once(0).chain(self.ends.iter().copied());
        (0..).zip(starts.zip(&self.ends).map(|(start, end)| &self.words[start..*end]))
    }
}

impl Sorted {
    /// Sorts what is to be kept with terms; with [`NONE`] nothing is kept. Of each term there are so many at most.
    fn by_term(most: impl Iterator<Item = usize>, found: impl Iterator<Item = (u32, Place)>) -> io::Result<Sorted> {
        let mut sum = 0;
        let room = |count| {
            let start = sum;
            sum += count;
            start..start
        };
        let mut ranges: Vec<Range<usize>> = most.map(room).collect();
        let mut places = Places::new(sum)?;
        let items = places.as_mut();
        found.for_each(|(term, item)| {
            if let Some(range) = ranges.get_mut(term as usize) {
                items[range.end] = item;
                range.end += 1;
            }
        });
        Ok(Sorted { items: places, ranges })
    }

    /// Returns of neighbours ([`Occurrences::neighbours`]) the second terms and documents of each first term, sorted by the
    /// second.
    ///
    /// # Errors
    /// When there is no memory.
    pub(super) fn pairs(&self) -> io::Result<Sorted> {
        let found = self.terms().flat_map(|(second, found)| {
            found.iter().map(move |[first, document]| (*first, [second, *document])) //
        });
        // A term is before another at most as often as it stands there.
        Sorted::by_term(self.ranges.iter().map(Range::len), found)
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ranges.iter().map(Range::len).sum()
    }

    /// Returns the terms in their order, each with what belongs to it.
    pub(super) fn terms(&self) -> impl Iterator<Item = (u32, &[Place])> + Clone {
        let items = self.items.as_ref();
        (0..)
            .zip(&self.ranges)
            .map(|(term, range)| (term, &items[range.clone()]))
            .filter(|(_, items)| !items.is_empty())
    }
}
