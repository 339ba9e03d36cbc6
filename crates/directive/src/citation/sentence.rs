//! The sentence that holds a citation: what a reader of a list of citations wants to see.
//!
//! Lines are no guide, for a PDF breaks them anywhere; a sentence ends with its sign, and an item of a list with its dash.
//! Bounded on both sides, so that a page without a full stop costs no more than one with.

use std::ops::Range;

use crate::text::Page;

/// How far a sentence may reach before its citation, and behind it.
const BEFORE: usize = 600;
const BEHIND: usize = 900;

/// Returns the sentence around a mention, in the joined view.
pub(super) fn around(page: &Page<'_>, surface: &Range<usize>) -> Range<usize> {
    let (before, offset) = page.behind(surface.start, BEFORE);
    let start = last_end(before).unwrap_or_else(|| first_word(before, offset));
    let ahead = page.ahead(surface.end, BEHIND);
    let end = first_end(ahead).unwrap_or_else(|| last_word(ahead, page.text.len() - surface.end));
    let begin = offset + start;
    let blank = page.text[begin..surface.start].len() - page.text[begin..surface.start].trim_start().len();
    begin + blank..surface.end + ahead[..end].trim_end().len()
}

/// Returns where the last sentence that ends in a text does so.
fn last_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).rev().filter(|at| may_end(bytes[*at])).find_map(|at| ends_at(text, at))
}

/// Returns where the first sentence that ends in a text does so.
fn first_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(|at| may_end(bytes[*at])).find_map(|at| ends_at(text, at))
}

/// Tells whether a byte begins a sign that may end a sentence. Letters are many and signs few: looking at bytes first
/// keeps a page of nothing but citations cheap.
fn may_end(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?' | b'\n' | 0xE2)
}

fn ends_at(text: &str, at: usize) -> Option<usize> {
    ends(text, at, text[at..].chars().next()?)
}

/// Tells whether a sentence ends at a character; returns the byte after it. Abbreviations (`TP. Huế`) and ordinals
/// (`1. `) end none, a line break does before an item of a list or after a sign.
fn ends(text: &str, at: usize, found: char) -> Option<usize> {
    let after = at + found.len_utf8();
    let next = text[after..].chars().next();
    match found {
        '.' | '!' | '?' | '…' => {
            let space = next.is_some_and(char::is_whitespace);
            let goes_on = text[after..].trim_start().starts_with(char::is_lowercase);
            (space && !goes_on && !is_abbreviation(&text[..at])).then_some(after)
        }
        '\n' => {
            let item = text[after..].starts_with(['-', '+', '(']);
            let sign = text[..at].trim_end().ends_with([';', ':']);
            (item || sign).then_some(at)
        }
        _ => None,
    }
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    matches!(word, "TP" | "Tp" | "TS" | "ThS" | "GS" | "PGS" | "Q" | "P" | "H" | "St" | "tr")
}

/// Returns the first whole word of a text that begins at `offset`.
fn first_word(text: &str, offset: usize) -> usize {
    if offset == 0 { 0 } else { text.find(char::is_whitespace).unwrap_or(text.len()) }
}

/// Returns the end of the last whole word of a text; `left` is how much the page still holds.
fn last_word(text: &str, left: usize) -> usize {
    if text.len() == left { left } else { text.rfind(char::is_whitespace).unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let long = "chữ ".repeat(800);
        let cases = [
            ("Một câu. Thực hiện XYZ của Bộ.\nCâu khác.", "Thực hiện XYZ của Bộ."),
            ("tại TP. Huế theo\nXYZ; nhằm", "tại TP. Huế theo\nXYZ; nhằm"),
            ("a;\n- Căn cứ XYZ;\n- Căn cứ b", "- Căn cứ XYZ;"),
            ("XYZ", "XYZ"),
        ];
        for (text, expected) in cases {
            let page = Page::new(text);
            let start = page.text.find("XYZ").unwrap();
            assert_eq!(&page.text[around(&page, &(start..start + 3))], expected);
        }
        let page = Page::new(&long);
        assert!(around(&page, &(1602..1608)).len() <= BEFORE + BEHIND + 6);
    }
}
