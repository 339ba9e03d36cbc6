//! The passage that holds most of a query: what tells a directive that speaks of it from one that only has its words.
//!
//! Looked for in the texts of the best hits only, which are read for their snippets anyhow. It adds to the scores of all
//! of them and so changes their order, not which they are.

use std::collections::{BTreeMap, HashMap};

use schema::PAIR_SEPARATOR;
use tantivy::Searcher;

use super::bm25::scored;
use super::features::{Features, Scoring};
use super::weight::{OTHER_MARKS, PASSAGE};

/// Words of half a passage: passages begin at every half.
const HALF: usize = 32;

/// A word of the query where it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    /// Place among all words of the text.
    pub(crate) position: usize,
    pub(crate) folded: &'a str,
    /// Whether it stands with the marks it was typed with, or was typed without.
    pub(crate) as_typed: bool,
}

/// What words and pairs are worth in a passage, by their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct PassageWeights {
    words: HashMap<String, f32>,
    /// By the first word, then by the second.
    pairs: HashMap<String, HashMap<String, f32>>,
}

impl PassageWeights {
    /// Returns what the words and pairs of a query are worth in an archive.
    pub(crate) fn of(searcher: &Searcher, features: &Features) -> tantivy::Result<PassageWeights> {
        let mut weights = PassageWeights::default();
        for term in scored(searcher, features)? {
            let value = term.term.value();
            match (&term.scoring, value.as_str()) {
                (Scoring::Word, Some(word)) => drop(weights.words.insert(word.to_owned(), term.worth)),
                (Scoring::Pair, Some(pair)) => {
                    if let Some((one, other)) = pair.split_once(PAIR_SEPARATOR) {
                        let seconds = weights.pairs.entry(one.to_owned()).or_default();
                        seconds.insert(other.to_owned(), term.worth);
                    }
                }
                _ => {}
            }
        }
        Ok(weights)
    }

    /// Returns what no passage has more of.
    pub(crate) fn most(&self) -> f32 {
        /// Passages add up their points in another order.
        const ROUNDING: f32 = 1.000_1;
        let pairs = self.pairs.values().flat_map(HashMap::values);
        PASSAGE * ROUNDING * self.words.values().chain(pairs).sum::<f32>()
    }

    /// Returns the points of the best passage; `standing` is in the order of the text.
    pub(crate) fn best(&self, standing: &[Standing<'_>]) -> f32 {
        let mut halves: Vec<Half<'_>> = Vec::new();
        for (index, word) in standing.iter().enumerate() {
            let number = word.position / HALF;
            if halves.last().is_none_or(|half| half.number < number) {
                halves.push(Half { number, ..Half::default() });
            }
            let before = index.checked_sub(1).and_then(|before| standing.get(before));
            let before = before.filter(|before| before.position + 1 == word.position);
            if let Some(half) = halves.last_mut() {
                self.enter(half, before, word);
            }
        }
        let alone = halves.iter().map(|half| half.with(None));
        let both =
            halves.windows(2).filter(|two| two[0].number + 1 == two[1].number).map(|two| two[0].with(Some(&two[1])));
        PASSAGE * alone.chain(both).fold(0.0, f32::max)
    }

    fn enter<'a>(&self, half: &mut Half<'a>, before: Option<&Standing<'a>>, word: &Standing<'a>) {
        let left = |as_typed: bool| if as_typed { 1.0 } else { OTHER_MARKS };
        if let Some(worth) = self.words.get(word.folded) {
            raise(half.points.entry((word.folded, "")).or_default(), worth * left(word.as_typed));
        }
        let Some(before) = before else { return };
        if let Some(worth) = self.pairs.get(before.folded).and_then(|seconds| seconds.get(word.folded)) {
            let points = worth * left(before.as_typed && word.as_typed);
            raise(half.points.entry((before.folded, word.folded)).or_default(), points);
        }
    }
}

fn raise(points: &mut f32, to: f32) {
    *points = points.max(to);
}

/// What stands in half a passage: words, and pairs where they end.
#[derive(Default)]
struct Half<'a> {
    number: usize,
    /// Sorted, so that sums are always added up in one order.
    points: BTreeMap<(&'a str, &'a str), f32>,
}

impl Half<'_> {
    /// Returns the points of this half, together with the next.
    fn with(&self, next: Option<&Half<'_>>) -> f32 {
        let Some(next) = next else { return self.points.values().sum() };
        let own = self.points.iter().map(|(what, points)| points.max(next.points.get(what).copied().unwrap_or(0.0)));
        let added = next.points.iter().filter(|(what, _)| !self.points.contains_key(*what)).map(|(_, points)| *points);
        own.chain(added).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_together_are_worth_more_than_words_apart() {
        let weights = PassageWeights {
            words: [("a".to_owned(), 1.0), ("b".to_owned(), 2.0)].into(),
            pairs: [("a".to_owned(), [("b".to_owned(), 4.0)].into())].into(),
        };
        type Place = (usize, &'static str, bool);
        let standing = |words: &[Place]| -> Vec<Standing<'static>> {
            let standing =
                |(position, folded, as_typed): &Place| Standing { position: *position, folded, as_typed: *as_typed };
            words.iter().map(standing).collect()
        };
        let cases: [(&[Place], f32); 6] = [
            (&[], 0.0),
            (&[(0, "a", true), (1, "b", true)], 7.0),
            (&[(0, "a", true), (2, "b", true)], 3.0),
            (&[(0, "a", true), (63, "b", true)], 3.0),
            (&[(0, "a", true), (64, "b", true)], 2.0),
            (&[(0, "a", false), (1, "b", true)], 0.2 + 2.0 + 0.8),
        ];
        for (words, expected) in cases {
            let points = weights.best(&standing(words));
            assert!((points - expected).abs() < 1e-6 && points <= weights.most(), "{words:?}");
        }
    }
}
