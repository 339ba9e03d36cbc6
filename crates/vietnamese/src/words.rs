//! Where the words of a normal form are.
//!
//! Unicode's word boundaries (UAX #29) cut the text; three rules of our own follow, for what administrative text writes:
//! a full stop, colon or underscore between letters parts words (`TP.HCM`, `12_NQ_TW`), a number keeps its point
//! (`10.000`, `3,5`), and a date gives up its points (`16.3.2022` as `16/3/2022`).

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Calls `found` with the byte range of each word of a normal form, in order.
pub(crate) fn words(normal: &str, mut found: impl FnMut(Range<usize>)) {
    for (start, word) in normal.unicode_word_indices() {
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            found(start..start + word.len());
        } else {
            parts(word, |part| found(start + part.start..start + part.end));
        }
    }
}

/// Cuts what Unicode takes for one word: at every underscore, then at every other sign but the points of a number.
fn parts(word: &str, mut found: impl FnMut(Range<usize>)) {
    let mut at = 0;
    for part in word.split('_') {
        pieces(part, |piece| found(at + piece.start..at + piece.end));
        at += part.len() + 1;
    }
}

fn pieces(part: &str, mut found: impl FnMut(Range<usize>)) {
    let keeps_points = is_number(part) && !is_date(part);
    let mut start = None;
    for (at, character) in part.char_indices() {
        let inside = character.is_alphanumeric() || is_combining_mark(character) || keeps_points;
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        found(from..part.len());
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}

/// Tells whether a word is day, month and year with points between.
pub(crate) fn is_date(word: &str) -> bool {
    let mut parts = word.split(['.', ',']);
    let within = |part: &str, low: u32, high: u32| part.parse().is_ok_and(|number: u32| (low..=high).contains(&number));
    match [(); 4].map(|()| parts.next()) {
        [Some(day), Some(month), Some(year), None] => {
            day.len() <= 2 && month.len() <= 2 && within(day, 1, 31) && within(month, 1, 12) && within(year, 1900, 2199)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases = [
            ("an ninh, trật tự", "an|ninh|trật|tự"),
            ("12-NQ/TW", "12|NQ|TW"),
            ("12_NQ_TW", "12|NQ|TW"),
            ("12/2020/QĐ-TTg", "12|2020|QĐ|TTg"),
            ("ngày 16/3/2022", "ngày|16|3|2022"),
            ("16.3.2022", "16|3|2022"),
            ("10.000 đồng, 3,5 %", "10.000|đồng|3,5"),
            ("1.234.567", "1.234.567"),
            ("100 m2", "100|m2"),
            ("TP.HCM, T.Ư", "TP|HCM|T|Ư"),
            ("tiêu_đề:đất", "tiêu|đề|đất"),
            ("don't", "don|t"),
            ("*** - “”", ""),
            ("64/2025/QH15", "64|2025|QH15"),
        ];
        for (text, expected) in cases {
            let mut cut = Vec::new();
            words(text, |range| cut.push(&text[range]));
            assert_eq!(cut.join("|"), expected, "{text}");
        }
    }
}
