//! Where a query matches in a text: one definition for the snippets of hits, the page of a directive and the terminal.
//!
//! It reads the text with the analyzer that the index was made with, so it marks what was found, in the spelling of the
//! original, and nothing else.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use vietnamese::Analyzer;

use crate::ordered::Ordered;
use crate::query::{List, Node, Prefix, Query, Word};
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
    /// Words that must stand next to one another, as places in `words`.
    phrases: Vec<Vec<usize>>,
    /// Beginnings of words, each with its place in `words`.
    prefixes: Vec<(Prefix, usize)>,
    /// Places in `words` by folded key.
    by_key: HashMap<String, Vec<usize>>,
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
    /// Places in the words, each with whether its typed marks stand there.
    words: Vec<(usize, bool)>,
}

impl Matcher {
    /// Returns the matcher of a query.
    pub(crate) fn of(query: &Query) -> Matcher {
        let mut matcher = Matcher::default();
        matcher.add_list(&query.root);
        matcher
    }

    fn add_list(&mut self, list: &List) {
        let mut run = Vec::new();
        for node in &list.wanted {
            match node {
                Node::Word(word) => run.push(self.place(word)),
                Node::Expanded(typed, others) => {
                    run.extend(typed.words().map(|word| self.place(word)));
                    self.add_phrases(others);
                }
                node => {
                    self.end_run(&mut run);
                    self.add(node);
                }
            }
        }
        self.end_run(&mut run);
    }

    fn add_phrases(&mut self, phrases: &[Vec<Word>]) {
        for words in phrases {
            let phrase = words.iter().map(|word| self.place(word)).collect();
            self.phrases.push(phrase);
        }
    }

    fn end_run(&mut self, run: &mut Vec<usize>) {
        if !run.is_empty() {
            self.runs.push(std::mem::take(run));
        }
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::Word(word) => {
                let place = self.place(word);
                self.runs.push(vec![place]);
            }
            Node::Phrase(words) | Node::Number(_, words) => {
                let phrase = words.iter().map(|word| self.place(word)).collect();
                self.phrases.push(phrase);
            }
            Node::Title(words) => {
                let run = words.iter().map(|word| self.place(word)).collect();
                self.runs.push(run);
            }
            Node::Spelling(word) => {
                let place = self.place(word);
                self.phrases.push(vec![place]);
            }
            Node::Prefix(prefix) => {
                let place = self.place(&prefix.whole);
                self.runs.push(vec![place]);
                self.prefixes.push((prefix.clone(), place));
            }
            Node::Near(near) => {
                for words in near.parts.iter().flatten() {
                    let phrase = words.iter().map(|word| self.place(word)).collect();
                    self.phrases.push(phrase);
                }
            }
            Node::Weighted(node, _) => self.add(node),
            Node::Expanded(list, others) => {
                self.add_list(list);
                self.add_phrases(others);
            }
            Node::All(list) => self.add_list(list),
            Node::Any(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Node::OwnNumber(_) | Node::Facet(..) | Node::Date(_) => {}
        }
    }

    fn place(&mut self, word: &Word) -> usize {
        let place = self.words.iter().position(|known| known == word).unwrap_or_else(|| {
            self.words.push(word.clone());
            self.words.len() - 1
        });
        let places = self.by_key.entry(word.folded.clone()).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
        place
    }

    /// Returns the byte ranges of a text to mark: sorted, disjoint, neighbours joined.
    pub(crate) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let ordered = Ordered::of(text);
        let found = self.find(&self.see(&ordered));
        let mut ranges: Vec<_> = found.iter().flat_map(|found| ordered.original(&found.at)).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        joined(text, ranges.into_iter())
    }

    /// Returns all matches among the words of a text, in the order in which it is read.
    pub(crate) fn find(&self, seen: &[Seen]) -> Vec<Match> {
        let mut found = self.find_phrases(seen);
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
    fn words_at(&self, exact: &str, folded: &str) -> Vec<(usize, bool)> {
        let places = self.by_key.get(folded).into_iter().flatten();
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
            ANALYZER.with_borrow_mut(|analyzer| {
                analyzer.analyze(&text.text()[part.clone()], |token| {
                    let words = self.words_at(token.exact, token.folded);
                    if !words.is_empty() {
                        seen.push(Seen { position, at: part.start + token.start..part.start + token.end, words });
                    }
                    position += 1;
                });
            });
            // No phrase reaches from one part into the next.
            position += 1;
        }
        seen
    }

    fn find_phrases(&self, seen: &[Seen]) -> Vec<Match> {
        let mut found = Vec::new();
        for (number, phrase) in self.phrases.iter().enumerate() {
            for start in 0..seen.len() {
                if self.stands_at(phrase, &seen[start..]) {
                    let at = seen[start].at.start..seen[start + phrase.len() - 1].at.end;
                    found.push(Match { at, what: self.words.len() + number, weight: 4 * phrase.len() as u32 });
                }
            }
        }
        found
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
        let slots = self.slots();
        let mut best = vec![0; self.words.len()];
        let mut all = Vec::new();
        for (index, token) in seen.iter().enumerate() {
            for (place, exact) in &token.words {
                for (run, at) in &slots[*place] {
                    let weight = self.weight(*place, *exact, beside(run, *at, seen, index));
                    best[*place] = weight.max(best[*place]);
                    all.push(Match { at: token.at.clone(), what: *place, weight });
                }
            }
        }
        all.retain(|found| best[found.what] == found.weight);
        all
    }

    /// Returns for each word where in the runs it stands.
    fn slots(&self) -> Vec<Vec<(&[usize], usize)>> {
        let mut slots = vec![Vec::new(); self.words.len()];
        for run in &self.runs {
            for (at, place) in run.iter().enumerate() {
                slots[*place].push((run.as_slice(), at));
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
mod tests {
    use super::*;
    use crate::query::parse;

    fn marked(query: &str, text: &str) -> String {
        let matcher = Matcher::of(&parse(query).unwrap());
        matcher.ranges(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn table() {
        let cases = [
            ("công an xã", "công tác an ninh; Công an xã, Công an \nxã", "Công an xã|Công an \nxã"),
            ("cong an", "lực lượng Công an", "Công an"),
            ("đường", "họ Dương ở đường lớn", "đường"),
            ("đường", "họ Dương", "Dương"),
            ("\"đường\"", "họ Dương ở đường lớn", "đường"),
            ("\"công an\"", "Công an; công, cong an", "Công an"),
            ("\"cong an\"", "Công an; cong an", "Công an|cong an"),
            ("12-NQ/TW", "Nghị quyết số 12-\n\nNQ/TW", "12-\n\nNQ/TW"),
            ("đất -thuế", "thuế đất", "đất"),
            ("Tổ quốc", "To\u{302}\u{309} quốc", "To\u{302}\u{309} quốc"),
            ("xyz", "abc", ""),
            ("", "abc", ""),
        ];
        for (query, text, expected) in cases {
            assert_eq!(marked(query, text), expected, "{query} in {text}");
        }
    }
}
