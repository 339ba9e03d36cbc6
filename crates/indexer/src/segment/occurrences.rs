//! Where the words of a list stand, and the same sorted by term: the inversion of an inverted index.
//!
//! A sort by counting, once for words and twice for pairs, goes through memory in a few streams. A table of all terms, as the
//! engine keeps one, is somewhere else in memory for each new pair of words, and to wait for that takes longer than all the
//! rest.

use vietnamese::ListedWord;

use super::vocabulary::{NONE, Vocabulary};

/// The words of the documents of a segment in the order in which they stand, by their numbers.
#[derive(Default)]
pub(super) struct Occurrences {
    words: Vec<u32>,
    /// Where in `words` each document ends.
    ends: Vec<usize>,
}

/// How many exact and folded terms a document has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lengths {
    pub(super) exact: u32,
    pub(super) folded: u32,
}

/// Occurrences by term, those of one term in their order.
pub(super) struct Sorted<T> {
    items: Vec<T>,
    /// Where in `items` the next term begins, for each.
    ends: Vec<usize>,
}

/// Bytes that a word takes while its pairs are sorted, which takes most: itself, and both stages of the sort.
const WORD: usize = size_of::<u32>() + 2 * size_of::<(u32, u32)>();

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
    pub(super) fn positions(&self, places: &[u32], terms: usize) -> Sorted<(u32, u32)> {
        Sorted::by_term(
            terms,
            self.documents().flat_map(|(document, words)| {
                words.iter().zip(0..).map(move |(word, position)| (places[*word as usize], (document, position)))
            }),
        )
    }

    /// Returns the documents of each term, one as often as it holds the term.
    pub(super) fn counted(&self, places: &[u32], terms: usize) -> Sorted<u32> {
        Sorted::by_term(
            terms,
            self.documents().flat_map(|(document, words)| {
                words.iter().map(move |word| (places[*word as usize], document)) //
            }),
        )
    }

    /// Returns the second terms and documents of each first term of two neighbours, sorted by the second.
    pub(super) fn pairs(&self, places: &[u32], terms: usize) -> Sorted<(u32, u32)> {
        let by_second: Sorted<(u32, u32)> = Sorted::by_term(
            terms,
            self.documents().flat_map(|(document, words)| {
                words.windows(2).map(move |pair| {
                    let [first, second] = [0, 1].map(|at| places[pair[at] as usize]);
                    (if first == NONE { NONE } else { second }, (first, document))
                })
            }),
        );
        Sorted::by_term(
            terms,
            by_second.terms().flat_map(|(second, pairs)| {
                pairs.iter().map(move |(first, document)| (*first, (second, *document))) //
            }),
        )
    }

    /// Returns the documents, each with its words.
    fn documents(&self) -> impl Iterator<Item = (u32, &[u32])> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        (0..).zip(starts.zip(&self.ends).map(|(start, end)| &self.words[start..*end]))
    }
}

impl<T: Copy + Default> Sorted<T> {
    /// Sorts what is to be kept with terms that are below `terms`; with [`NONE`] nothing is kept.
    fn by_term(terms: usize, found: impl Iterator<Item = (u32, T)> + Clone) -> Sorted<T> {
        let mut ends = vec![0; terms];
        found.clone().for_each(|(term, _)| {
            if let Some(count) = ends.get_mut(term as usize) {
                *count += 1;
            }
        });
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut items = vec![T::default(); sum];
        // An end begins where its term does, and has moved to where it ends when all is in its place.
        found.for_each(|(term, item)| {
            if let Some(end) = ends.get_mut(term as usize) {
                items[*end] = item;
                *end += 1;
            }
        });
        Sorted { items, ends }
    }
}

impl<T> Sorted<T> {
    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns the terms in their order, each with what belongs to it.
    pub(super) fn terms(&self) -> impl Iterator<Item = (u32, &[T])> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        (0..)
            .zip(starts.zip(&self.ends).map(|(start, end)| &self.items[start..*end]))
            .filter(|(_, items)| !items.is_empty())
    }
}
