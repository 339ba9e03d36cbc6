//! Passages that two texts share word for word.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::PlacedWord;

/// Words by which a shared passage is first seen; shorter ones are not found.
pub(super) const SEED: usize = 6;
/// Places of one run of words that are tried: a formula repeated on every page is not worth more.
const PLACES: usize = 8;

/// A run of words that stands in both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// Places of its words in the first text.
    pub(super) own: Range<usize>,
    /// Where it begins in the other.
    pub(super) other: usize,
}

/// The runs of [`SEED`] words of a text, by their words.
pub(super) struct Seeds<'a> {
    words: &'a [Option<PlacedWord>],
    places: HashMap<Vec<&'a str>, Vec<usize>>,
}

impl<'a> Seeds<'a> {
    pub(super) fn of(words: &'a [Option<PlacedWord>]) -> Seeds<'a> {
        let mut places: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
        for at in 0..words.len() {
            if let Some(seed) = seed(words, at) {
                places.entry(seed).or_default().push(at);
            }
        }
        Seeds { words, places }
    }

    /// Returns the passages of at least `least` words that another text shares, in the order of this text, none within
    /// another.
    pub(super) fn shared_with(&self, other: &[Option<PlacedWord>], least: usize) -> Vec<Shared> {
        let mut found: Vec<Shared> = Vec::new();
        for at in 0..other.len() {
            let places = seed(other, at).and_then(|seed| self.places.get(&seed));
            for own in places.into_iter().flatten().take(PLACES).copied() {
                // What goes on with a passage seen before was seen with it.
                let goes_on = own > 0 && at > 0 && same(self.words.get(own - 1), other.get(at - 1));
                let length = if goes_on { 0 } else { self.length(own, other, at) };
                if length >= least {
                    found.push(Shared { own: own..own + length, other: at });
                }
            }
        }
        found.sort_by_key(|shared| (shared.own.start, usize::MAX - shared.own.end));
        let mut end = 0;
        found.retain(|shared| {
            let new = shared.own.end > end;
            end = end.max(shared.own.end);
            new
        });
        found
    }

    fn length(&self, own: usize, other: &[Option<PlacedWord>], at: usize) -> usize {
        let pairs = self.words[own..].iter().zip(&other[at..]);
        pairs.take_while(|(one, other)| same(Some(one), Some(other))).count()
    }
}

fn same(one: Option<&Option<PlacedWord>>, other: Option<&Option<PlacedWord>>) -> bool {
    matches!((one, other), (Some(Some(one)), Some(Some(other))) if one.exact == other.exact)
}

fn seed(words: &[Option<PlacedWord>], at: usize) -> Option<Vec<&str>> {
    let run = words.get(at..at + SEED)?;
    run.iter().map(|word| word.as_ref().map(|word| word.exact.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinship::tokens::words;
    use crate::ordered::Ordered;
    use directive::reading_order;
    use proptest::prelude::*;

    fn shared(one: &str, other: &str, least: usize) -> Vec<String> {
        let words = |text: &str| words(&Ordered::of(text, &reading_order(text)));
        let (one, other) = (words(one), words(other));
        let text = |range: Range<usize>| {
            let words: Vec<_> = one[range].iter().flatten().map(|word| word.exact.as_str()).collect();
            words.join(" ")
        };
        Seeds::of(&one).shared_with(&other, least).into_iter().map(|shared| text(shared.own)).collect()
    }

    #[test]
    fn table() {
        let own = "Mở đầu. Một hai ba bốn năm sáu bảy tám chín. Giữa. Đông tây nam bắc trên dưới trong ngoài.";
        let cases: [(&str, usize, &[&str]); 4] = [
            ("x một hai ba, bốn năm sáu bảy y", 7, &["một hai ba bốn năm sáu bảy"]),
            ("x một hai ba bốn năm sáu bảy y", 8, &[]),
            (
                "đông tây nam bắc trên dưới một hai ba bốn năm sáu",
                6,
                &["một hai ba bốn năm sáu", "đông tây nam bắc trên dưới"],
            ),
            ("mot hai ba bon nam sau bay tam chin", 6, &[]),
        ];
        for (other, least, expected) in cases {
            assert_eq!(shared(own, other, least), expected, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_found_stands_in_both(one in "(một |hai |ba |bốn |năm ){0,60}", other in "(một |hai |ba |bốn |năm ){0,60}") {
            for passage in shared(&one, &other, SEED) {
                prop_assert!(one.contains(&passage) && other.contains(&passage), "{passage}");
            }
        }
    }
}
