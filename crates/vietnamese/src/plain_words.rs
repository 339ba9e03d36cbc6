//! Words of Vietnamese letters and ASCII digits alone, with nothing beside them but signs that part words: nearly all that
//! a text holds.
//!
//! Apart from the analyzer, whose way over normal form and word boundaries is the definition of a token: here the
//! same tokens are made without either, and without an allocation, as a word is met for the first time often enough to
//! count. A test holds the two against each other.

use std::ops::Range;

use crate::characters::{Treatment, treatment};
use crate::chunks::JOINS;
use crate::find_byte::is_any_of;
use crate::key::Key;
use crate::letters::{Letter, letter};
use crate::syllable;
use crate::words::is_date;

/// Takes plain words apart. Keeps what it writes on.
#[derive(Default)]
pub(crate) struct PlainWords {
    run: Vec<Letter>,
    key: Key,
}

impl PlainWords {
    /// Calls `sink` with the place and the keys of each word of a chunk, in order, and returns `true`; `false`, and calls
    /// nothing, where anything in the chunk is not plain.
    pub(crate) fn read(&mut self, chunk: &str, mut sink: impl FnMut(Range<usize>, &Key)) -> bool {
        let bytes = chunk.as_bytes();
        if bytes.windows(3).any(is_point_in_number) {
            let is_one = is_one_number(chunk);
            if is_one {
                self.key.clear();
                chunk.chars().for_each(|found| self.key.push_plain(found));
                self.key.cut();
                sink(0..chunk.len(), &self.key);
            }
            return is_one;
        }
        if !chunk.chars().all(|found| is_in_word(found) || parts(found)) {
            return false;
        }
        let mut at = 0;
        for piece in chunk.split(parts) {
            if !piece.is_empty() {
                self.set_key(piece);
                sink(at..at + piece.len(), &self.key);
            }
            let end = at + piece.len();
            at = end + chunk[end..].chars().next().map_or(0, char::len_utf8);
        }
        true
    }

    /// Returns the keys of a word of letters alone; `None` of every other text.
    pub(crate) fn key_of_letters(text: &str) -> Option<Key> {
        let is_word = !text.is_empty() && text.chars().all(|found| letter(found).is_some());
        is_word.then(|| {
            let mut words = PlainWords::default();
            words.set_key(text);
            words.key
        })
    }

    fn set_key(&mut self, word: &str) {
        self.key.clear();
        self.run.clear();
        let mut is_syllable = true;
        for found in word.chars() {
            match letter(found) {
                Some(letter) => self.run.push(letter),
                None => {
                    is_syllable = false;
                    self.end_run();
                    self.key.push_plain(found);
                }
            }
        }
        syllable::settle_tone(&mut self.run);
        if is_syllable {
            syllable::write_i(&mut self.run);
        }
        self.key.push_letters(&self.run);
        self.key.cut();
    }

    /// Writes the letters before a digit: their tone is that of a syllable, but their `y` stays.
    fn end_run(&mut self) {
        syllable::settle_tone(&mut self.run);
        self.key.push_letters(&self.run);
        self.run.clear();
    }
}

fn is_in_word(found: char) -> bool {
    found.is_ascii_digit() || letter(found).is_some()
}

/// Tells whether a character parts words wherever it stands between plain ones. A point between two digits does not.
fn parts(found: char) -> bool {
    match found {
        '…' => true,
        '\0'..='\u{7F}' => is_any_of(found as u8, JOINS),
        _ => matches!(treatment(found), Treatment::Become(_)),
    }
}

fn is_point_in_number(three: &[u8]) -> bool {
    matches!(three, [before, b'.' | b',', after] if before.is_ascii_digit() && after.is_ascii_digit())
}

/// Tells whether a chunk is digits with single points between: one word, unless it is a date.
fn is_one_number(chunk: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    chunk.split(['.', ',']).all(digits) && !is_date(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain() {
        let cases = [
            ("Uỷ", Some("ủy")),
            ("này.”", Some("này")),
            ("T.Ư", Some("t|ư")),
            ("QH15", Some("qh15")),
            ("kỹ", Some("kĩ")),
            ("kỹ2", Some("kỹ2")),
            ("10.000", Some("10.000")),
            ("“1:2.000", None),
            ("ngày…tháng", Some("ngày|tháng")),
            ("……", Some("")),
            ("16.3.2022", None),
            ("1,2;3", None),
            ("XIII¹", None),
            ("ñ", None),
            ("o\u{301}", None),
        ];
        let mut words = PlainWords::default();
        for (chunk, expected) in cases {
            let mut read = Vec::new();
            let is_plain = words.read(chunk, |_, key| read.push(key.exact.clone()));
            assert_eq!(is_plain.then(|| read.join("|")).as_deref(), expected, "{chunk}");
        }
    }
}
