//! Words of the archive that a typed one may be a slip for: one letter off, or one of the sounds that are taken for one
//! another.
//!
//! For proposals only, never to match: with syllables this short, one letter off is mostly another word.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

use super::Lexicon;
use crate::error::SearchError;

/// Of how many words with one letter off are looked at in each segment.
const MOST: usize = 400;
/// A shorter word is one letter off from too much.
const SHORTEST: usize = 3;

/// A slip of the finger costs as much as two confusions of sounds.
const SLIP: u32 = 2;

/// Onsets that are taken for one another, by how they sound in some part of the country.
const ONSETS: [&[&str]; 4] = [&["s", "x"], &["tr", "ch"], &["d", "gi", "r"], &["l", "n"]];
/// Finals that are taken for one another.
const FINALS: [&[&str]; 2] = [&["c", "t"], &["n", "ng"]];

static ONE_OFF: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));

/// A word that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) folded: String,
    /// How far it is from what was typed: at most two.
    pub(crate) cost: u32,
    /// How many directives hold it.
    pub(crate) count: u64,
}

impl Lexicon<'_> {
    /// Returns the words of the archive that a folded key may be a slip for.
    pub(crate) fn near(&self, folded: &str) -> Result<Vec<Near>, SearchError> {
        let mut found: Vec<Near> = Vec::new();
        for (word, cost) in confused(folded) {
            let count = self.word(&word)?;
            if count > 0 {
                found.push(Near { folded: word, cost, count });
            }
        }
        if folded.chars().count() >= SHORTEST {
            self.one_off(folded, &mut found)?;
        }
        Ok(found)
    }

    fn one_off(&self, folded: &str, found: &mut Vec<Near>) -> Result<(), SearchError> {
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.folded)?;
            let mut terms = inverted.terms().search(OneOff(ONE_OFF.build_dfa(folded))).into_stream()?;
            let mut left = MOST;
            while left > 0 && terms.advance() {
                left -= 1;
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                let count = u64::from(terms.value().doc_freq);
                let word = term.chars().all(char::is_alphabetic) && term != folded;
                match found.iter_mut().find(|near| near.folded == term) {
                    Some(near) if near.cost == SLIP => near.count += count,
                    None if word => found.push(Near { folded: term.to_owned(), cost: SLIP, count }),
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// Returns what a key becomes with another onset, another final or both, and what that costs.
fn confused(folded: &str) -> Vec<(String, u32)> {
    let onsets = variants(folded, &ONSETS, |text, part| text.strip_prefix(part), |part, rest| format!("{part}{rest}"));
    let mut found = Vec::new();
    for (word, cost) in std::iter::once((folded.to_owned(), 0)).chain(onsets.into_iter().map(|word| (word, 1))) {
        let finals =
            variants(&word, &FINALS, |text, part| text.strip_suffix(part), |part, rest| format!("{rest}{part}"));
        found.extend(finals.into_iter().map(|word| (word, cost + 1)));
        if cost > 0 {
            found.push((word, cost));
        }
    }
    found
}

/// Returns what a word becomes when its longest part that is in one of the groups is exchanged for the others of it.
fn variants(
    word: &str,
    groups: &[&[&'static str]],
    strip: for<'a> fn(&'a str, &'static str) -> Option<&'a str>,
    join: impl Fn(&str, &str) -> String,
) -> Vec<String> {
    let parts = groups.iter().flat_map(|group| group.iter().map(move |part| (*group, *part)));
    let fitting = parts.filter_map(|(group, part)| Some((group, part, strip(word, part)?)));
    let Some((group, own, rest)) = fitting.max_by_key(|(_, part, _)| part.len()) else { return Vec::new() };
    group.iter().filter(|part| **part != own).map(|part| join(part, rest)).collect()
}

/// The automaton of all that is one letter off.
struct OneOff(DFA);

impl Automaton for OneOff {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_that_are_taken_for_one_another() {
        let cases = [
            ("xan", "xang:1 san:1 sang:2"),
            ("trung", "trun:1 chung:1 chun:2"),
            ("gian", "giang:1 dan:1 dang:2 ran:1 rang:2"),
            ("nat", "nac:1 lat:1 lac:2"),
            ("ba", ""),
        ];
        for (typed, expected) in cases {
            let mut found: Vec<String> = confused(typed).iter().map(|(word, cost)| format!("{word}:{cost}")).collect();
            let mut expected: Vec<&str> = expected.split_whitespace().collect();
            found.sort();
            expected.sort_unstable();
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn one_letter_off() {
        let automaton = OneOff(ONE_OFF.build_dfa("cong"));
        for (term, expected) in
            [("cong", true), ("con", true), ("cnog", true), ("congg", true), ("coong", true), ("ca", false)]
        {
            let state = term.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
            assert_eq!(automaton.is_match(&state), expected, "{term}");
        }
    }
}
