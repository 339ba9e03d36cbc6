//! A sieve: holds back the words of a text that cannot be among some few, by the bytes at their ends.
//!
//! Whoever looks for the words of a query in a text needs the keys of a few of its words, and of all others only that
//! they are there. Apart from the analyzer, which knows what words are: here is only told which need not be asked for.

use std::sync::LazyLock;

use crate::fold::push_folded;

/// Holds back words whose folded keys are none of some. May let others through.
///
/// ```
/// let sieve = vietnamese::Sieve::of(["cong"].into_iter());
/// let (mut analyzer, mut seen) = (vietnamese::Analyzer::new(), Vec::new());
/// let count = analyzer.sift("Lực lượng Công an", &sieve, |place, token| seen.push((place, token.folded.to_owned())));
/// assert_eq!((count, seen), (4, vec![(2, "cong".to_owned())]));
/// ```
#[derive(Clone, Debug)]
pub struct Sieve {
    /// For each byte that a word may begin with, the bytes that it may end with.
    ends: Box<[Bytes; 256]>,
}

/// A set of bytes, as far as seven bits tell them.
type Bytes = [u64; 2];

/// The bytes of the characters that are folded to one letter or digit.
#[derive(Clone, Default)]
struct Written {
    first: Vec<u8>,
    last: Bytes,
}

/// Letters and digits that are a word when they stand alone or together: those of ASCII, and those of Latin blocks.
pub(crate) const PLAIN: [std::ops::RangeInclusive<char>; 7] =
    ['0'..='9', 'A'..='Z', 'a'..='z', 'À'..='ÿ', 'Ā'..='Ŀ', 'ƀ'..='ƿ', 'Ẁ'..='ỿ'];

/// Tells whether a character is one of [`PLAIN`], and none of the two signs that stand among its letters.
pub(crate) fn is_plain(found: char) -> bool {
    !matches!(found, '×' | '÷') && PLAIN.iter().any(|block| block.contains(&found))
}

/// By the ASCII character that they are folded to.
static WRITTEN: LazyLock<Vec<Written>> = LazyLock::new(|| {
    let mut written = vec![Written::default(); 128];
    let mut utf8 = [0; 4];
    let mut folded = String::new();
    for found in PLAIN.into_iter().flatten() {
        folded.clear();
        push_folded(&mut folded, found);
        let bytes = found.encode_utf8(&mut utf8).as_bytes();
        // A key has an `i` for both letters.
        for key in folded.bytes().flat_map(|key| [key, if key == b'y' { b'i' } else { key }]) {
            if let (Some(own), [first, ..]) = (written.get_mut(usize::from(key)), bytes) {
                own.first.push(*first);
                bytes.iter().skip(bytes.len() - 1).for_each(|last| put(&mut own.last, *last));
            }
        }
    }
    written.iter_mut().for_each(|own| {
        own.first.sort_unstable();
        own.first.dedup();
    });
    written
});

impl Default for Sieve {
    /// Returns the sieve that holds back all that it knows to be words.
    fn default() -> Sieve {
        Sieve { ends: Box::new([[0; 2]; 256]) }
    }
}

impl Sieve {
    /// Returns the sieve that lets all words through whose folded keys these are.
    pub fn of<'a>(keys: impl Iterator<Item = &'a str>) -> Sieve {
        let mut sieve = Sieve::default();
        for key in keys {
            let (Some(first), Some(last)) = (key.bytes().next(), key.bytes().last()) else { continue };
            if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() {
                return Sieve::open();
            }
            let (Some(first), Some(last)) = (WRITTEN.get(usize::from(first)), WRITTEN.get(usize::from(last))) else {
                continue;
            };
            for byte in &first.first {
                let ends = &mut sieve.ends[usize::from(*byte)];
                ends.iter_mut().zip(last.last).for_each(|(own, more)| *own |= more);
            }
        }
        sieve
    }

    /// Returns the sieve that lets everything through.
    pub fn open() -> Sieve {
        Sieve { ends: Box::new([[u64::MAX; 2]; 256]) }
    }

    /// Tells whether a word of [`PLAIN`] characters is let through.
    #[inline]
    pub(crate) fn lets_through(&self, word: &[u8]) -> bool {
        let [first, .., last] = word else { return word.iter().any(|one| self.holds(*one, *one)) };
        self.holds(*first, *last)
    }

    #[inline]
    fn holds(&self, first: u8, last: u8) -> bool {
        let (row, bit) = place(last);
        self.ends[usize::from(first)][row] >> bit & 1 == 1
    }
}

fn put(set: &mut Bytes, byte: u8) {
    let (row, bit) = place(byte);
    set[row] |= 1 << bit;
}

#[inline]
fn place(byte: u8) -> (usize, u8) {
    (usize::from(byte >> 6 & 1), byte & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyzer;
    use proptest::prelude::*;

    /// Words and signs as they come, with letters that only look as if they were plain.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "(Công|an|xã|Uỷ|hoà|kỹ|đường|Y|12|NQ|TW|ÿ|İ|ñandú|ÁO|Ỹ|ƿ|ƀa|ẞ|ĳ)",
            4 => "[ ,.:;/_'()\n-]{1,3}",
            2 => "(×|÷|XIII¹|m²|a\u{301}|ᾳ|ა|中|5×6|ŀ|ǆ|“|–|\u{ad}|\u{a0}|T\\.Ư|10\\.000|này\\.b|an;xã|1\\.a)",
            1 => "[a-zđà-ỹ]{1,30}",
            1 => "\\PC{1,3}",
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_sought_is_let_through_and_the_rest_is_counted(text in any_text(), many in 0_usize..5, skip in 0_usize..9) {
            let tokens = crate::tokens(&text);
            let keys: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).skip(skip).step_by(3).take(many).collect();
            let sieve = Sieve::of(keys.iter().copied());
            let mut analyzer = Analyzer::new();
            // The second time words are remembered.
            for _ in 0..2 {
                let mut passed = Vec::new();
                let count = analyzer.sift(&text, &sieve, |place, token| {
                    passed.push((place, token.exact.to_owned(), token.folded.to_owned(), token.start..token.end));
                });
                prop_assert_eq!(count, tokens.len());
                for (place, token) in tokens.iter().enumerate() {
                    let whole = (place, token.exact.clone(), token.folded.clone(), token.start..token.end);
                    prop_assert!(passed.contains(&whole) || !keys.contains(&token.folded.as_str()), "{:?}", token);
                }
                for (place, ..) in &passed {
                    prop_assert!(*place < count);
                }
                prop_assert!(passed.is_sorted_by_key(|(place, ..)| *place));
            }
        }
    }

    #[test]
    fn each_plain_character_is_one_word_and_reached_by_its_key() {
        let mut analyzer = Analyzer::new();
        for found in PLAIN.into_iter().flatten().filter(|found| !['×', '÷'].contains(found)) {
            for text in [format!("{found}"), format!("{found}b"), format!("b{found}"), format!("12{found}{found}")] {
                let [token] = crate::tokens(&text).try_into().expect("one word");
                for sieve in [Sieve::of(std::iter::once(token.folded.as_str())), Sieve::of(std::iter::empty())] {
                    let mut passed = 0;
                    assert_eq!(analyzer.sift(&text, &sieve, |_, _| passed += 1), 1, "{text}");
                    assert_eq!(passed, usize::from(sieve.lets_through(text.as_bytes())), "{text}");
                }
                assert!(Sieve::of(std::iter::once(token.folded.as_str())).lets_through(text.as_bytes()), "{text}");
            }
        }
    }

    #[test]
    fn most_words_are_held_back() {
        let sieve = Sieve::of(["cong", "xa"].into_iter());
        for (word, passes) in
            [("Công", true), ("xã", true), ("XÃ", true), ("an", false), ("thuế", false), ("12", false)]
        {
            assert_eq!(sieve.lets_through(word.as_bytes()), passes, "{word}");
        }
    }
}
