//! The two keys of a word: exact (marks count) and folded (they do not).
//!
//! A key is what the index stores and compares. Both are lower case; both read `y` as `i` where the two are written for
//! one another (kỹ, kĩ); the exact one carries the tone where the older school places it, so that it reads as a word.

use crate::fold::push_folded;
use crate::letters::{Letter, Tone, character, letter};
use crate::normal::normalise;
use crate::syllable;

/// Longer words are cut here, in bytes: no word of any language is longer, and an engine refuses boundless terms.
pub(crate) const LONGEST: usize = 120;

/// The two keys of one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Lower case with its marks.
    pub exact: String,
    /// The exact key without marks.
    pub folded: String,
}

/// Returns the keys of one word as it was typed.
///
/// ```
/// let key = vietnamese::key("Kỹ");
/// assert_eq!((key.exact.as_str(), key.folded.as_str()), ("kĩ", "ki"));
/// ```
pub fn key(word: &str) -> Key {
    key_of_normal(&normalise(word).text)
}

/// Returns the keys of a word in normal form.
pub(crate) fn key_of_normal(word: &str) -> Key {
    let mut key = Key { exact: String::with_capacity(word.len()), folded: String::with_capacity(word.len()) };
    match word.chars().map(letter).collect::<Option<Vec<Letter>>>() {
        Some(mut run) => {
            syllable::write_i(&mut run);
            key.push_letters(&run);
        }
        None => word.chars().for_each(|found| push_character(&mut key, found)),
    }
    key.cut();
    key
}

impl Key {
    /// Appends letters of a word.
    pub(crate) fn push_letters(&mut self, run: &[Letter]) {
        for letter in run {
            self.exact.push(character(Letter { upper: false, ..*letter }));
            self.folded.push(letter.base as char);
        }
    }

    /// Appends a character that has no case and no mark.
    pub(crate) fn push_plain(&mut self, found: char) {
        self.exact.push(found);
        self.folded.push(found);
    }

    /// Makes both keys empty.
    pub(crate) fn clear(&mut self) {
        self.exact.clear();
        self.folded.clear();
    }

    /// Cuts keys that are too long.
    pub(crate) fn cut(&mut self) {
        truncate(&mut self.exact);
        truncate(&mut self.folded);
    }
}

fn push_character(key: &mut Key, found: char) {
    match letter(found) {
        Some(letter) => key.exact.push(character(Letter { upper: false, ..letter })),
        None => key.exact.extend(found.to_lowercase()),
    }
    push_folded(&mut key.folded, found);
}

fn truncate(key: &mut String) {
    if key.len() > LONGEST {
        key.truncate(key.floor_char_boundary(LONGEST));
    }
}

/// Tells whether a word was typed with any mark of Vietnamese: then its marks are meant.
///
/// ```
/// assert!(vietnamese::has_marks("đường") && !vietnamese::has_marks("duong"));
/// ```
pub fn has_marks(word: &str) -> bool {
    is_marked(&normalise(word).text)
}

/// Tells whether a word in normal form bears any mark of Vietnamese.
pub(crate) fn is_marked(normal: &str) -> bool {
    let plain = |letter: Letter| letter.tone == Tone::Level && letter.shape == crate::letters::Shape::Plain;
    normal.chars().filter_map(letter).any(|letter| !plain(letter))
}

/// Returns an exact key as papers write the word: `kỹ`, `lý`, `quy`, where the key has an `i` for both letters.
///
/// The usage is that of administrative text: `y` after h, k, l, m, t where a mark shows a word of Chinese origin, and
/// after `qu`; `sĩ` keeps its `i`.
///
/// ```
/// assert_eq!(vietnamese::written("kĩ"), "kỹ");
/// assert_eq!(vietnamese::written("chiến"), "chiến");
/// ```
pub fn written(exact: &str) -> String {
    let mut run: Vec<Letter> = match exact.chars().map(letter).collect() {
        Some(run) => run,
        None => return exact.to_owned(),
    };
    let with_y = match run.as_slice() {
        [q, u, i] => q.base == b'q' && u.base == b'u' && i.base == b'i',
        [onset, i] => {
            i.base == b'i'
                && (i.tone != Tone::Level || matches!(onset.base, b'h' | b'l'))
                && b"hklmt".contains(&onset.base)
        }
        _ => false,
    };
    if let Some(last) = run.last_mut().filter(|_| with_y) {
        last.base = b'y';
    }
    run.into_iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i_and_y() {
        let same = [("kỹ", "kĩ"), ("lý", "lí"), ("Mỹ", "mĩ"), ("quý", "quí"), ("sỹ", "sĩ"), ("tỷ", "tỉ"), ("hy", "hi")];
        for (one, other) in same {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        let different = [("Vy", "vi"), ("thy", "thi"), ("tay", "tai"), ("thủy", "thúi"), ("ý", "í"), ("Ny", "ni")];
        for (one, other) in different {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
    }

    #[test]
    fn keys_as_they_are_written() {
        let cases =
            [("kĩ", "kỹ"), ("quí", "quý"), ("qui", "quy"), ("lí", "lý"), ("hi", "hy"), ("tỉ", "tỷ"), ("sĩ", "sĩ")];
        for (exact, expected) in cases {
            assert_eq!(written(exact), expected);
            assert_eq!(key(expected).exact, exact);
        }
        for exact in ["chi", "đi", "thì", "nghị", "ti", "ki", "ubnd", "m2", "ủy", "中", ""] {
            assert_eq!(written(exact), exact);
        }
    }

    #[test]
    fn long_words_are_cut_alike() {
        let long = "ạ".repeat(5_000);
        assert!(key(&long).exact.len() <= LONGEST);
        assert_eq!(key(&long), key(&long.to_uppercase()));
    }
}
