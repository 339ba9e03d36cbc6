//! How the archive spells words: `cong an` as `công an`. Of all spellings of a run the one whose pairs are the commonest.

use std::collections::HashMap;

use super::Lexicon;
use super::sightings::MOST_SPELLINGS;
use super::usage::AsTyped;
use crate::error::SearchError;

/// A word whose spelling is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Spelled {
    pub(crate) folded: String,
    /// The spelling where it is settled.
    pub(crate) exact: Option<String>,
}

/// How often two neighbours are spelled so, in the directives that were looked at.
pub(crate) type Votes = HashMap<Vec<String>, u32>;

/// Tells spellings, and remembers those of the pairs it was asked for.
pub(crate) struct Speller<'a> {
    lexicon: Lexicon<'a>,
    /// Directives that are looked at for a pair.
    sample: u32,
    votes: HashMap<(String, String), Votes>,
}

impl<'a> Speller<'a> {
    pub(crate) fn new(lexicon: Lexicon<'a>, sample: u32) -> Self {
        Self { lexicon, sample, votes: HashMap::new() }
    }

    /// Returns the commonest spelling of words that stand next to one another, as exact keys.
    pub(crate) fn spell(&mut self, words: &[Spelled]) -> Result<Vec<String>, SearchError> {
        let mut best: Vec<Path> = vec![Path::default()];
        for (at, word) in words.iter().enumerate() {
            let choices = self.choices(word)?;
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            // Where nothing is left to choose nobody has to vote.
            let votes = match before.filter(|_| best.len() > 1 || choices.len() > 1) {
                Some(before) => self.votes(&before.folded, &word.folded)?.clone(),
                None => Votes::default(),
            };
            best = choices.iter().filter_map(|choice| extended(&best, choice, &votes)).collect();
        }
        let best = best.into_iter().reduce(|one, other| if other.score > one.score { other } else { one });
        Ok(best.map(|path| path.words).unwrap_or_default())
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

    /// Returns how two neighbours are spelled.
    pub(crate) fn votes(&mut self, one: &str, other: &str) -> Result<&Votes, SearchError> {
        let key = (one.to_owned(), other.to_owned());
        if !self.votes.contains_key(&key) {
            let votes = self.lexicon.sightings(&[one, other], self.sample)?.spelled;
            self.votes.insert(key.clone(), votes);
        }
        Ok(self.votes.entry(key).or_default())
    }
}

/// Spellings chosen so far.
#[derive(Clone, Default)]
struct Path {
    words: Vec<String>,
    score: f64,
}

/// What a word alone says counts little against what its pairs say.
const ALONE: f64 = 0.1;

/// Returns the best path that goes on with a spelling.
fn extended(paths: &[Path], (word, share): &(String, f64), votes: &Votes) -> Option<Path> {
    let all: u32 = votes.values().sum();
    let together = |path: &Path| {
        let last = path.words.last()?;
        votes.get(&vec![last.clone(), word.clone()]).map(|count| f64::from(*count) / f64::from(all.max(1)))
    };
    let scored = paths.iter().map(|path| (path, path.score + together(path).unwrap_or(0.0)));
    let (path, score) = scored.reduce(|one, other| if other.1 > one.1 { other } else { one })?;
    let mut words = path.words.clone();
    words.push(word.clone());
    Some(Path { words, score: score + ALONE * share })
}

impl Lexicon<'_> {
    /// Returns the spellings of a folded key, the commonest first.
    pub(crate) fn spellings(&self, folded: &str) -> Result<Vec<(String, u64)>, SearchError> {
        let mut found: HashMap<String, u64> = HashMap::new();
        for reader in self.searcher.segment_readers() {
            for spelling in self.spellings_in(reader, folded)?.iter() {
                *found.entry(spelling.exact.clone()).or_default() += u64::from(spelling.info.doc_freq);
            }
        }
        Ok(super::commonest(found, MOST_SPELLINGS))
    }
}
