//! A directive as a list of words with their places: what two directives are compared by.

use std::collections::HashMap;
use std::ops::Range;

use vietnamese::Analyzer;

use crate::ordered::Ordered;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedWord {
    pub(super) exact: String,
    pub(super) folded: String,
    /// Bytes of the text in the order in which it is read.
    pub(super) at: Range<usize>,
}

/// Returns the words of a text; `None` stands where no phrase reaches over.
pub(super) fn words(text: &Ordered<'_>) -> Vec<Option<PlacedWord>> {
    let mut analyzer = Analyzer::new();
    let mut words = Vec::new();
    for part in text.parts() {
        analyzer.analyze(&text.text()[part.clone()], |token| {
            let at = part.start + token.start..part.start + token.end;
            words.push(Some(PlacedWord { exact: token.exact.to_owned(), folded: token.folded.to_owned(), at }));
        });
        words.push(None);
    }
    words
}

/// A pair of neighbours of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) count: u32,
    /// Its spelling where it stands first.
    pub(super) shown: String,
}

/// Returns the pairs of a text by their folded keys, and how often each stands there.
pub(super) fn pairs(words: &[Option<PlacedWord>]) -> HashMap<(&str, &str), Pair> {
    let mut pairs: HashMap<(&str, &str), Pair> = HashMap::new();
    for two in words.windows(2) {
        if let [Some(one), Some(other)] = two {
            let pair = pairs.entry((&one.folded, &other.folded)).or_default();
            if pair.count == 0 {
                pair.shown = format!("{} {}", one.exact, other.exact);
            }
            pair.count += 1;
        }
    }
    pairs
}
