//! Capitals that TCVN3 cannot write: a letter with a tone has a small form only, and `CỘNG HÒA` comes as `CộNG HòA`.
//!
//! Apart from the table, as it is a judgement about words: the letters beside it tell what a toned letter was.

use std::ops::Range;

use crate::letters::{Tone, letter};

/// Returns the text with toned letters made capital in words that are capital otherwise.
pub(super) fn restored(text: &str) -> String {
    let ends = |found: char| found == '\n' || !(found.is_alphabetic() || found.is_whitespace());
    text.split_inclusive(ends).map(phrase).collect()
}

/// Restores a stretch of words with nothing but blanks between them: what stands behind a sign, as the letters of a
/// number do, tells nothing.
fn phrase(phrase: &str) -> String {
    let words = words(phrase);
    let sure: Vec<Option<bool>> = words.iter().map(|word| is_capital(&phrase[word.clone()])).collect();
    let mut restored = String::with_capacity(phrase.len());
    let mut copied = 0;
    for (at, word) in words.into_iter().enumerate() {
        if sure[at].unwrap_or_else(|| stands_among_capitals(&sure, at)) {
            restored.push_str(&phrase[copied..word.start]);
            restored.extend(phrase[word.clone()].chars().flat_map(char::to_uppercase));
            copied = word.end;
        }
    }
    restored + &phrase[copied..]
}

fn words(phrase: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, found) in phrase.char_indices().filter(|(_, found)| found.is_alphabetic()) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + found.len_utf8(),
            _ => words.push(at..at + found.len_utf8()),
        }
    }
    words
}

/// Tells whether a word is in capitals by the letters that TCVN3 has in both cases; `None` where they do not tell, as
/// for `Xã`, which may be `XÃ`.
fn is_capital(word: &str) -> Option<bool> {
    let mut capitals = 0;
    for found in word.chars().filter(|found| letter(*found).is_none_or(|letter| letter.tone == Tone::Level)) {
        if !found.is_uppercase() {
            return Some(false);
        }
        capitals += 1;
    }
    (capitals > 1).then_some(true)
}

/// A word that does not tell goes with the words on both sides that do.
fn stands_among_capitals(sure: &[Option<bool>], at: usize) -> bool {
    let before = sure[..at].iter().rev().find_map(|word| *word);
    let after = sure[at + 1..].iter().find_map(|word| *word);
    match (before, after) {
        (Some(before), Some(after)) => before && after,
        (before, after) => before.or(after).unwrap_or(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases = [
            ("CộNG HOà Xã HộI CHủ NGHĩA VIệT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Cộng hoà Xã hội", "Cộng hoà Xã hội"),
            ("UBND Xã Tân Lập", "UBND Xã Tân Lập"),
            ("UBND ở Hà Nội", "UBND ở Hà Nội"),
            ("ĐảNG Uỷ\nở Xã", "ĐẢNG UỶ\nở Xã"),
            ("Số   -CV/TU", "Số   -CV/TU"),
            ("Về việc ở 12 TỉNH", "Về việc ở 12 TỈNH"),
            ("", ""),
        ];
        for (decoded, expected) in cases {
            assert_eq!(restored(decoded), expected);
        }
    }
}
