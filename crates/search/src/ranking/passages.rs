//! The passage that holds most of a query: what tells a directive that speaks of it from one that only has its words.
//!
//! Looked for in the texts of the best hits only, which are read for their snippets anyhow. It adds to the scores of all
//! of them and so changes their order, not which they are.

use std::collections::BTreeMap;

use foldhash::HashMap;
use schema::PAIR_SEPARATOR;

use super::bm25::ScoredTerms;
use super::features::Scoring;
use super::weight::{OTHER_MARKS, PASSAGE};

/// Passages add up their points in another order.
const ROUNDING: f32 = 1.000_1;
/// Words of half a passage: passages begin at every half.
const HALF: usize = 32;
/// Bits of a number of them.
const BITS: usize = u64::BITS as usize;

/// A word of the query where it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    /// Place among all words of the text.
    pub(crate) position: usize,
    pub(crate) folded: &'a str,
    /// Whether it stands with the marks it was typed with, or was typed without.
    pub(crate) as_typed: bool,
}

/// What words and pairs are worth in a passage.
#[derive(Clone, Debug, Default)]
pub(crate) struct PassageWeights {
    words: HashMap<String, Valued>,
    /// By the first word, then by the second.
    pairs: HashMap<String, HashMap<String, Valued>>,
    /// How many words and pairs there are.
    count: usize,
    /// What no passage has more of.
    most: f32,
}

/// What a word or a pair is worth, and its place among all: in this order what a passage holds is added up.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Valued {
    worth: f32,
    place: usize,
}

impl PassageWeights {
    /// Returns what the words and pairs of a query are worth in an archive.
    pub(crate) fn of(scored: &ScoredTerms) -> PassageWeights {
        let mut worths = BTreeMap::new();
        for term in scored.terms.iter() {
            let value = term.term.value();
            match (&term.scoring, value.as_str()) {
                (Scoring::Word, Some(word)) => drop(worths.insert((word.to_owned(), String::new()), term.worth)),
                (Scoring::Pair, Some(pair)) => {
                    if let Some((one, other)) = pair.split_once(PAIR_SEPARATOR) {
                        worths.insert((one.to_owned(), other.to_owned()), term.worth);
                    }
                }
                _ => {}
            }
        }
        PassageWeights::by_keys(worths)
    }

    /// Orders words, each with an empty second one, and pairs.
    fn by_keys(worths: BTreeMap<(String, String), f32>) -> PassageWeights {
        let most = PASSAGE * ROUNDING * worths.values().sum::<f32>();
        let mut weights = PassageWeights { count: worths.len(), most, ..PassageWeights::default() };
        for (place, ((one, other), worth)) in worths.into_iter().enumerate() {
            let valued = Valued { worth, place };
            if other.is_empty() {
                weights.words.insert(one, valued);
            } else {
                weights.pairs.entry(one).or_default().insert(other, valued);
            }
        }
        weights
    }

    /// Returns what no passage of a directive has more of, by what the words and pairs that it holds are worth together.
    pub(crate) fn most_of(&self, held: f32) -> f32 {
        (PASSAGE * ROUNDING * held).min(self.most)
    }

    /// Returns the points of the best passage; `standing` is in the order of the text.
    pub(crate) fn best(&self, standing: &[Standing<'_>]) -> f32 {
        let mut best = 0.0_f32;
        let (mut before, mut half) = (Half::new(usize::MAX, self.count), Half::new(0, self.count));
        for (index, word) in standing.iter().enumerate() {
            let number = word.position / HALF;
            if half.number != number {
                best = best.max(half.points(&before));
                std::mem::swap(&mut before, &mut half);
                half.empty(number);
            }
            let last = index.checked_sub(1).and_then(|before| standing.get(before));
            self.enter(&mut half, last.filter(|last| last.position + 1 == word.position), word);
        }
        PASSAGE * best.max(half.points(&before))
    }

    fn enter(&self, half: &mut Half, before: Option<&Standing<'_>>, word: &Standing<'_>) {
        if let Some(valued) = self.words.get(word.folded) {
            half.raise(*valued, word.as_typed);
        }
        let Some(before) = before else { return };
        if let Some(valued) = self.pairs.get(before.folded).and_then(|seconds| seconds.get(word.folded)) {
            half.raise(*valued, before.as_typed && word.as_typed);
        }
    }
}

/// What stands in half a passage: words, and pairs where they end.
struct Half {
    number: usize,
    /// A bit for each place of a word or a pair: what stands here is a few of many.
    present: Vec<u64>,
    /// By the places, of those that are present.
    points: Vec<f32>,
}

impl Half {
    fn new(number: usize, places: usize) -> Half {
        Half { number, present: vec![0; places.div_ceil(BITS)], points: vec![0.0; places] }
    }

    fn empty(&mut self, number: usize) {
        self.number = number;
        self.present.fill(0);
    }

    fn raise(&mut self, Valued { worth, place }: Valued, as_typed: bool) {
        let worth = if as_typed { worth } else { worth * OTHER_MARKS };
        let raised = self.at(place).max(worth);
        if let (Some(points), Some(bits)) = (self.points.get_mut(place), self.present.get_mut(place / BITS)) {
            *points = raised;
            *bits |= 1 << (place % BITS);
        }
    }

    fn holds(&self, place: usize) -> bool {
        self.present.get(place / BITS).is_some_and(|bits| bits >> (place % BITS) & 1 == 1)
    }

    /// Returns the points of a word or a pair; none where it does not stand.
    fn at(&self, place: usize) -> f32 {
        self.points.get(place).copied().filter(|_| self.holds(place)).unwrap_or_default()
    }

    /// Returns the places of what stands here, in order.
    fn places(&self) -> impl Iterator<Item = usize> {
        let ones = |(number, bits): (usize, &u64)| {
            let mut left = *bits;
            std::iter::from_fn(move || {
                let place = (left != 0).then(|| number * BITS + left.trailing_zeros() as usize);
                left &= left.wrapping_sub(1);
                place
            })
        };
        self.present.iter().enumerate().flat_map(ones)
    }

    /// Returns the points of this half alone or together with the one before, whichever are more.
    fn points(&self, before: &Half) -> f32 {
        let alone: f32 = self.places().map(|place| self.at(place)).sum();
        if before.number.checked_add(1) != Some(self.number) {
            return alone;
        }
        let both = before.places().map(|place| before.at(place).max(self.at(place)));
        let added = self.places().filter(|place| !before.holds(*place)).map(|place| self.at(place));
        alone.max(both.chain(added).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_together_are_worth_more_than_words_apart() {
        let worths = [("a", "", 1.0), ("a", "b", 4.0), ("b", "", 2.0)];
        let worths = worths.map(|(one, other, worth)| ((one.to_owned(), other.to_owned()), worth));
        let weights = PassageWeights::by_keys(worths.into());
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
            assert!((points - expected).abs() < 1e-6 && points <= weights.most_of(f32::INFINITY), "{words:?}");
        }
    }
}
