//! Where a query matches in a text: one definition for the snippets of hits, the page of a directive and the terminal.
//!
//! It reads the text with the analyzer that the index was made with, so it marks what was found, in the spelling of the
//! original, and nothing else.

mod keys;
mod near;
mod pattern;

use std::cell::RefCell;
use std::ops::Range;

use directive::reading_order;
use foldhash::HashSet;
use smallvec::SmallVec;
use vietnamese::{Analyzer, Sieve, Token};

use keys::Keys;
use near::Nearby;

use crate::ordered::Ordered;
use crate::query::{Prefix, Query, Word};
use crate::ranking::Standing;

thread_local! {
    static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::new());
}

/// The words and phrases of a query, ready to be found in texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matcher {
    /// All words, each once.
    words: Vec<Word>,
    /// Runs of words typed next to one another, as places in `words`.
    runs: Vec<Vec<usize>>,
    /// Of each word the runs it stands in, and where in them.
    slots: Vec<Vec<(usize, usize)>>,
    /// Words that must stand next to one another, as places in `words`.
    phrases: Vec<Vec<usize>>,
    /// Phrases that count only near one another.
    nears: Vec<Nearby>,
    /// Beginnings of words, each with its place in `words`.
    prefixes: Vec<(Prefix, usize)>,
    /// Whether words of a text stand for one of these that is not there.
    takes_others: bool,
    /// Places in `words` by folded key.
    by_key: Keys,
    /// Holds back words of a text that are none of all these.
    sieve: Sieve,
}

/// One match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Bytes of the text.
    pub(crate) at: Range<usize>,
    /// Which of the query's words or phrases it is.
    pub(crate) what: usize,
    /// How good a match it is.
    pub(crate) weight: u32,
}

/// A token of the text that is one of the query's words.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    position: usize,
    at: Range<usize>,
    words: WordsAt,
}

/// Places in the words of a query, each with whether its typed marks stand there; nearly always one.
type WordsAt = SmallVec<[(usize, bool); 2]>;

impl Matcher {
    /// Returns the matcher of a query.
    pub(crate) fn of(query: &Query) -> Matcher {
        let mut matcher = Matcher::default();
        matcher.add_list(&query.root);
        matcher.slots = matcher.slots();
        let keys = matcher.words.iter().map(|word| word.folded.as_str());
        matcher.sieve = if matcher.prefixes.is_empty() { Sieve::of(keys) } else { Sieve::open() };
        matcher
    }

    /// Tells whether a word of a text may stand for one of the query's that the text does not hold: because it begins as that one
    /// does, or has other marks where those that were typed are asked for.
    pub(crate) fn takes_others(&self) -> bool {
        self.takes_others
    }

    /// Returns the byte ranges of a text to mark: sorted, disjoint, neighbours joined.
    pub(crate) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let ordered = Ordered::of(text, &reading_order(text));
        let found = self.find(&self.see(&ordered));
        let mut ranges: Vec<_> = found.iter().flat_map(|found| ordered.original(&found.at)).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        joined(text, ranges.into_iter())
    }

    /// Returns all matches among the words of a text, in the order in which it is read.
    pub(crate) fn find(&self, seen: &[Seen]) -> Vec<Match> {
        let phrases = (self.words.len()..).zip(&self.phrases);
        let mut found: Vec<Match> = phrases.flat_map(|(what, phrase)| self.find_phrase(what, phrase, seen)).collect();
        found.extend(self.find_nears(seen));
        found.extend(self.find_words(seen));
        found.sort_by_key(|found| (found.at.start, found.at.end));
        found
    }

    /// Returns the words of the query where they stand in a text, for its ranking.
    pub(crate) fn standing<'a>(&'a self, seen: &[Seen]) -> Vec<Standing<'a>> {
        let standing = |seen: &Seen| {
            let (place, _) = seen.words.first()?;
            let as_typed = seen.words.iter().any(|(place, exact)| *exact || !self.words[*place].marked);
            Some(Standing { position: seen.position, folded: self.words[*place].folded.as_str(), as_typed })
        };
        seen.iter().filter_map(standing).collect()
    }

    /// Returns the words typed alone that are not among the matches of a text, in the order they were typed.
    pub(crate) fn absent<'a>(&'a self, matches: &[Match]) -> impl Iterator<Item = &'a str> {
        let found: HashSet<usize> = matches.iter().map(|found| found.what).collect();
        let typed = self.runs.iter().flatten().filter(move |place| !found.contains(place));
        typed.map(|place| self.words[*place].exact.as_str())
    }

    /// Returns which words of the query a word of a text is, each with whether its typed marks stand there.
    fn words_at(&self, exact: &str, folded: &str) -> WordsAt {
        let places = self.by_key.places(folded).iter();
        let words = places.map(|place| (*place, self.words[*place].exact == exact));
        let begun = self.prefixes.iter().filter(|(prefix, _)| prefix.stands_for(exact, folded));
        words.chain(begun.map(|(_, place)| (*place, true))).collect()
    }

    /// Returns the words of a text that are words of the query, in the order in which it is read.
    pub(crate) fn see(&self, text: &Ordered<'_>) -> Vec<Seen> {
        let mut seen = Vec::new();
        if self.words.is_empty() {
            return seen;
        }
        let mut position = 0;
        for part in text.parts() {
            position = self.see_part(text.text(), part, position, &mut seen);
        }
        seen
    }

    /// Reads one part, whose first word has a place among all words; returns the place of the first word of the next.
    fn see_part(&self, text: &str, part: &Range<usize>, first: usize, seen: &mut Vec<Seen>) -> usize {
        let mut see = |place: usize, token: Token<'_>| {
            let words = self.words_at(token.exact, token.folded);
            if !words.is_empty() {
                let at = part.start + token.start..part.start + token.end;
                seen.push(Seen { position: first + place, at, words });
            }
        };
        let count = ANALYZER.with_borrow_mut(|analyzer| analyzer.sift(&text[part.clone()], &self.sieve, &mut see));
        // No phrase reaches from one part into the next.
        first + count + 1
    }

    fn find_phrase(&self, what: usize, phrase: &[usize], seen: &[Seen]) -> Vec<Match> {
        let stands = self.places_of(phrase, seen);
        let found = |start: usize| Match {
            at: seen[start].at.start..seen[start + phrase.len() - 1].at.end,
            what,
            weight: 4 * phrase.len() as u32,
        };
        stands.map(found).collect()
    }

    /// Returns where in `seen` a phrase begins.
    fn places_of(&self, phrase: &[usize], seen: &[Seen]) -> impl Iterator<Item = usize> {
        (0..seen.len()).filter(move |start| self.stands_at(phrase, &seen[*start..]))
    }

    fn stands_at(&self, phrase: &[usize], seen: &[Seen]) -> bool {
        let first = seen[0].position;
        !phrase.is_empty()
            && seen.len() >= phrase.len()
            && phrase.iter().zip(seen).enumerate().all(|(offset, (place, seen))| {
                let binding = self.words[*place].marked;
                seen.position == first + offset && seen.holds(*place).is_some_and(|exact| exact || !binding)
            })
    }

    /// Of each word its best occurrences are marked: those with the typed marks before others, those beside their
    /// neighbour of the query before those that stand alone.
    fn find_words(&self, seen: &[Seen]) -> Vec<Match> {
        let mut best = vec![0; self.words.len()];
        let mut all = Vec::new();
        for (index, token) in seen.iter().enumerate() {
            for (place, exact) in &token.words {
                for (run, at) in &self.slots[*place] {
                    let weight = self.weight(*place, *exact, beside(&self.runs[*run], *at, seen, index));
                    best[*place] = weight.max(best[*place]);
                    all.push(Match { at: token.at.clone(), what: *place, weight });
                }
            }
        }
        all.retain(|found| best[found.what] == found.weight);
        all
    }

    /// Returns for each word where in the runs it stands.
    fn slots(&self) -> Vec<Vec<(usize, usize)>> {
        let mut slots = vec![Vec::new(); self.words.len()];
        for (number, run) in self.runs.iter().enumerate() {
            for (at, place) in run.iter().enumerate() {
                slots[*place].push((number, at));
            }
        }
        slots
    }

    fn weight(&self, place: usize, exact: bool, beside: bool) -> u32 {
        let marks = if exact || !self.words[place].marked { 2 } else { 0 };
        1 + marks + u32::from(beside)
    }
}

impl Seen {
    /// Tells whether the token is a word of the query, and if so whether with the same marks.
    fn holds(&self, place: usize) -> Option<bool> {
        self.words.iter().find(|(own, _)| *own == place).map(|(_, exact)| *exact)
    }
}

/// Tells whether a word of a run stands beside its neighbour of the run.
fn beside(run: &[usize], at: usize, seen: &[Seen], index: usize) -> bool {
    let neighbour = |place: Option<&usize>, other: Option<&Seen>, position: Option<usize>| match (place, other) {
        (Some(place), Some(other)) => Some(other.position) == position && other.holds(*place).is_some(),
        _ => false,
    };
    let position = seen[index].position;
    let before = at.checked_sub(1).and_then(|before| run.get(before));
    neighbour(run.get(at + 1), seen.get(index + 1), Some(position + 1))
        || neighbour(before, index.checked_sub(1).and_then(|before| seen.get(before)), position.checked_sub(1))
}

/// Joins ranges that overlap or have nothing but white space between them.
pub(crate) fn joined(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end || text[last.end..range.start].trim().is_empty() => {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
