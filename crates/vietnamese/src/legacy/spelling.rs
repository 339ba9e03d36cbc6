//! Evidence of an encoding: how many words are spelled as Vietnamese words can be.
//!
//! Only words with a byte beyond ASCII are asked, as the others read the same in every encoding. Apart from the verdict,
//! which weighs what is counted here.

use unicode_normalization::UnicodeNormalization;

use super::{FIRST_LETTER, LegacyEncoding};
use crate::letters::{Letter, Tone, letter};
use crate::syllable;

/// Returns the words of the bytes that hold a byte beyond ASCII. Where they end is the same in every encoding. One byte
/// alone is left out: it is a degree sign as often as a word.
pub(super) fn marked_words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let in_word = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= FIRST_LETTER;
    bytes.split(move |byte| !in_word(byte)).filter(|word| word.len() > 1 && !word.is_ascii())
}

/// Returns how many of these words are possible when they are read by `encoding`.
pub(super) fn possible(bytes: &[u8], encoding: LegacyEncoding) -> usize {
    marked_words(bytes).filter(|word| read(word, encoding).is_some_and(|word| is_possible(&word))).count()
}

/// Returns how many of these words are possible as Latin-1, which is what a text in Unicode says as it stands.
pub(super) fn possible_as_it_stands(bytes: &[u8]) -> usize {
    let latin = |word: &[u8]| word.iter().copied().map(char::from).collect::<String>();
    marked_words(bytes).filter(|word| is_possible(&latin(word))).count()
}

/// Reads a word; `None` where a byte of it means nothing.
fn read(word: &[u8], encoding: LegacyEncoding) -> Option<String> {
    let (mut rest, mut text) = (word, String::new());
    while !rest.is_empty() {
        let (found, taken) = encoding.take(rest)?;
        text.push(found);
        rest = &rest[taken..];
    }
    Some(text.nfc().collect())
}

/// Tells whether a word is a syllable that Vietnamese can have.
pub(super) fn is_possible(word: &str) -> bool {
    let run: Option<Vec<Letter>> = word.chars().map(letter).collect();
    run.is_some_and(|run| syllable::parse(&run).is_some() && has_tone_of_its_end(&run))
}

/// A syllable that is stopped short, by `c ch p t`, is sắc or nặng and nothing else.
fn has_tone_of_its_end(run: &[Letter]) -> bool {
    let last: Vec<u8> = run.iter().rev().take(2).map(|letter| letter.base).collect();
    let stopped = matches!(last[..], [b'c' | b'p' | b't', ..] | [b'h', b'c']);
    let tone = run.iter().map(|letter| letter.tone).find(|tone| *tone != Tone::Level);
    !stopped || matches!(tone, Some(Tone::Acute | Tone::Dot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possible_syllables() {
        for word in ["công", "nghĩa", "ĐẢNG", "quyết", "sách", "ủy", "uỷ", "ở"] {
            assert!(is_possible(word), "{word}");
        }
        for word in ["côch", "sàch", "tẽt", "été", "für", "C«ng", "hßa", "nghĩađ", "đ", ""] {
            assert!(!is_possible(word), "{word}");
        }
    }
}
