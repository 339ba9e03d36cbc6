//! A query that is one plain word: letters, and nothing that could be a sign, an operator or a number.
//!
//! It means what the lexer and the parser make of it, and a test holds the two against each other. A way of its own, as most
//! of what a rare word costs was to look for all that such a text does not hold.

use super::{List, Node, Query, is_latin, words};

/// Longest text that is looked at, in bytes: no word is longer.
const LONGEST: usize = 64;

/// Returns the query that a text is, if it is one plain word. All in capitals it may be an operator.
pub(super) fn read(text: &str) -> Option<Query> {
    let is_plain = text.len() <= LONGEST && text.chars().all(char::is_alphabetic) && is_latin(text);
    if !is_plain || !text.contains(char::is_lowercase) {
        return None;
    }
    let mut words = words(text);
    let word = words.pop().filter(|_| words.is_empty())?;
    let root = List { wanted: vec![Node::Word(word)], unwanted: Vec::new() };
    Some(Query { root, warnings: Vec::new() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::query::read;

    #[test]
    fn what_is_one_plain_word() {
        for word in ["đất", "Hoà", "kỹ", "uBND", "catheter", "ñandú"] {
            assert_eq!(super::read(word), Some(read(word).unwrap()), "{word}");
        }
        for other in
            ["", " ", "đất nhà", "đất ", "12nđ", "OR", "KHÔNG", "đất*", "=đất", "a-b", "đ:a", "한국", "ﬁn", "a\u{301}"]
        {
            assert_eq!(super::read(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_plain_word_is_what_the_parser_reads(word in "[a-zA-ZđĐưƯàÀ-ɏḀ-ỿ]{1,6}") {
            if let Some(lone) = super::read(&word) {
                prop_assert_eq!(lone, read(&word).unwrap());
            }
        }
    }
}
