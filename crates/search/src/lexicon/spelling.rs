//! How the archive spells words: `cong an` as `công an`. Of all spellings of a run the one whose pairs are the commonest.

use std::collections::HashMap;
use std::sync::Arc;

use super::Lexicon;
use super::look::MOST_SPELLINGS;
use super::sightings::Sightings;
use super::usage::AsTyped;
use crate::error::SearchError;

/// A word whose spelling is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Spelled {
    pub(crate) folded: String,
    /// The spelling where it is settled.
    pub(crate) exact: Option<String>,
}

/// Tells spellings, and remembers those of the pairs it was asked for.
pub(crate) struct Speller<'a> {
    lexicon: Lexicon<'a>,
    /// Directives that are looked at for a pair.
    sample: u32,
    seen: HashMap<(String, String), Arc<Sightings>>,
}

impl<'a> Speller<'a> {
    pub(crate) fn new(lexicon: Lexicon<'a>, sample: u32) -> Self {
        Self { lexicon, sample, seen: HashMap::new() }
    }

    /// Returns the commonest spelling of words that stand next to one another, as exact keys.
    pub(crate) fn spell(&mut self, words: &[Spelled]) -> Result<Vec<String>, SearchError> {
        let mut steps: Vec<Step> = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            let choices = self.choices(word)?;
            let last = steps.last();
            // Where nothing is left to choose nobody has to vote.
            let is_open = last.is_some_and(|last| last.choices.len() > 1 || choices.len() > 1);
            let before = at.checked_sub(1).and_then(|before| words.get(before)).filter(|_| is_open);
            let seen = before.map(|before| self.sightings(&before.folded, &word.folded)).transpose()?;
            steps.push(Step::behind(steps.last(), choices, seen.as_deref()));
        }
        Ok(best_way(steps))
    }

    /// The spellings of a word with their share among all its spellings, the commonest first.
    fn choices(&self, word: &Spelled) -> Result<Vec<(String, f64)>, SearchError> {
        if let Some(exact) = &word.exact {
            return Ok(vec![(exact.clone(), 1.0)]);
        }
        let found = self.lexicon.spellings(&word.folded)?;
        let all: u64 = found.iter().map(|(_, count)| count).sum();
        let share = |count: u64| count as f64 / all.max(1) as f64;
        match found.is_empty() {
            true => Ok(vec![(word.folded.clone(), 1.0)]),
            false => Ok(found.into_iter().map(|(exact, count)| (exact, share(count))).collect()),
        }
    }

    /// Tells whether two neighbours are usually spelled so, without asking how else.
    pub(crate) fn is_usual(&self, words: [AsTyped<'_>; 2]) -> Result<bool, SearchError> {
        self.lexicon.is_usual(words, self.sample)
    }

    /// Returns how two neighbours are spelled, in the directives that were looked at.
    pub(crate) fn sightings(&mut self, one: &str, other: &str) -> Result<Arc<Sightings>, SearchError> {
        let key = (one.to_owned(), other.to_owned());
        if let Some(seen) = self.seen.get(&key) {
            return Ok(seen.clone());
        }
        let seen = self.lexicon.sightings(&[one, other], self.sample)?;
        self.seen.insert(key, seen.clone());
        Ok(seen)
    }
}

/// What a word alone says counts little against what its pairs say.
const ALONE: f64 = 0.1;

/// One word on the way through the spellings of all.
struct Step {
    /// Its spellings, each with its share among them.
    choices: Vec<(String, f64)>,
    /// Of each, the best way that ends with it: its score, and the choice of the word before.
    ways: Vec<(f64, usize)>,
}

impl Step {
    /// Goes on from the step before with each spelling; `seen` tells how the two words are spelled together.
    fn behind(last: Option<&Step>, choices: Vec<(String, f64)>, seen: Option<&Sightings>) -> Step {
        let all = seen.map_or(0, |seen| seen.spelled.values().sum::<u32>());
        let way = |(word, share): &(String, f64)| {
            let beside = seen.into_iter().flat_map(|seen| &seen.spelled).filter_map(|(spelled, count)| {
                let [one, other] = spelled.as_slice() else { return None };
                (other == word).then_some((one, f64::from(*count) / f64::from(all.max(1))))
            });
            let beside: Vec<(&String, f64)> = beside.collect();
            let together = |one: &String| beside.iter().find(|(word, _)| *word == one).map_or(0.0, |(_, share)| *share);
            let ways = last.into_iter().flat_map(|last| last.choices.iter().zip(&last.ways));
            let scored = ways.map(|((one, _), (score, _))| score + together(one));
            let (score, from) = best(scored).unwrap_or((0.0, 0));
            (score + ALONE * share, from)
        };
        let ways = choices.iter().map(way).collect();
        Step { choices, ways }
    }
}

/// Returns the greatest score and its place, of equal ones the first.
fn best(scores: impl Iterator<Item = f64>) -> Option<(f64, usize)> {
    scores.zip(0..).reduce(|one, other| if other.0 > one.0 { other } else { one })
}

/// Returns the spellings of the best way through all steps.
fn best_way(steps: Vec<Step>) -> Vec<String> {
    let last = steps.last().and_then(|last| best(last.ways.iter().map(|(score, _)| *score)));
    let mut at = last.map_or(0, |(_, at)| at);
    let mut words = Vec::with_capacity(steps.len());
    for mut step in steps.into_iter().rev() {
        let from = step.ways.get(at).map_or(0, |(_, from)| *from);
        if at < step.choices.len() {
            words.push(step.choices.swap_remove(at).0);
        }
        at = from;
    }
    words.reverse();
    words
}

impl Lexicon<'_> {
    /// Returns the spellings of a folded key, the commonest first.
    pub(crate) fn spellings(&self, folded: &str) -> Result<Vec<(String, u64)>, SearchError> {
        if let [reader] = self.searcher.segment_readers() {
            let found = self.spellings_in(reader, folded)?;
            let found = found.iter().take(MOST_SPELLINGS);
            return Ok(found.map(|found| (found.exact.clone(), found.info.doc_freq.into())).collect());
        }
        let mut found: HashMap<String, u64> = HashMap::new();
        for reader in self.searcher.segment_readers() {
            for spelling in self.spellings_in(reader, folded)?.iter() {
                *found.entry(spelling.exact.clone()).or_default() += u64::from(spelling.info.doc_freq);
            }
        }
        Ok(super::commonest(found, MOST_SPELLINGS))
    }
}
