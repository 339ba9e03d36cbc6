//! The beginning of a word: which words it stands for. One definition for the terms of the index and for the words of a
//! text that is marked.

use super::{Word, words};

/// The beginning of a word, with the words it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prefix {
    /// As it was typed, in normal form and lower case.
    pub(crate) exact: String,
    pub(crate) folded: String,
    /// The same as a whole word, whose key may be written otherwise: `ky` is `kĩ` and `kỳ`, but not `kinh`.
    pub(crate) whole: Word,
}

/// Least letters of a prefix.
const LEAST: usize = 2;

impl Prefix {
    /// Returns the prefix that a text is; `None` if it is not one word of two letters or more.
    pub(super) fn of(typed: &str) -> Option<Prefix> {
        let mut words = words(typed);
        let whole = words.pop().filter(|_| words.is_empty())?;
        let exact = vietnamese::normalise(typed).text.to_lowercase();
        let is_word = exact.chars().all(char::is_alphanumeric) && exact.chars().count() >= LEAST;
        is_word.then(|| Prefix { folded: vietnamese::fold(&exact), exact, whole })
    }

    /// Tells whether typed marks are meant.
    pub(crate) fn is_marked(&self) -> bool {
        self.whole.marked
    }

    /// Returns what the keys begin with that it is looked for by: exact ones if it is marked, else folded ones.
    pub(crate) fn beginning(&self) -> &str {
        if self.is_marked() { &self.exact } else { &self.folded }
    }

    /// Returns the key that it has as a whole word.
    pub(crate) fn whole_key(&self) -> &str {
        if self.is_marked() { &self.whole.exact } else { &self.whole.folded }
    }

    /// Tells whether it stands for a word of these keys.
    pub(crate) fn stands_for(&self, exact: &str, folded: &str) -> bool {
        let key = if self.is_marked() { exact } else { folded };
        key.starts_with(self.beginning()) || key == self.whole_key()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases = [
            ("uy", "Uỷ", true),
            ("uy", "uyên", true),
            ("uy", "quy", false),
            ("ủy", "uỷ", true),
            ("ủy", "úy", false),
            ("ky", "kỹ", true),
            ("ky", "kinh", false),
            ("ki", "kỹ", true),
            ("HOÀ", "hòa", true),
            ("HOÀ", "hoàn", false),
            ("hoa", "hoàn", true),
            ("đươ", "đương", true),
            ("đươ", "đường", false),
        ];
        for (prefix, word, expected) in cases {
            let key = vietnamese::key(word);
            let prefix = Prefix::of(prefix).unwrap();
            assert_eq!(prefix.stands_for(&key.exact, &key.folded), expected, "{prefix:?} {word}");
        }
        for none in ["u", "", "a b", "12-NQ", "*", "ủ"] {
            assert_eq!(Prefix::of(none), None, "{none}");
        }
    }
}
