//! The sentence that holds a citation: what a reader of a list of citations wants to see.
//!
//! Lines are no guide, for a PDF breaks them anywhere; a sentence ends with its sign, and an item of a list with its dash.
//! Bounded on both sides, so that a page without a full stop costs no more than one with.

use std::ops::Range;

use crate::text::Page;

/// How far a sentence may reach before its citation, and behind it.
const BEFORE: usize = 600;
const BEHIND: usize = 900;

/// Finds the sentences of mentions, in any order; fastest in the order of the text.
#[derive(Default)]
pub(super) struct Sentences {
    /// A stretch of the joined view that was walked and in which no sentence ends. Citations that follow one another share
    /// their surroundings, which are walked once.
    quiet: Range<usize>,
}

impl Sentences {
    /// Returns the sentence around a mention, in the joined view.
    pub(super) fn around(&mut self, page: &Page<'_>, surface: &Range<usize>) -> Range<usize> {
        let (before, offset) = page.behind(surface.start, BEFORE);
        let start = self.last_end(before, offset).unwrap_or_else(|| first_word(before, offset));
        let ahead = page.ahead(surface.end, BEHIND);
        let end = self.first_end(page, ahead, surface.end);
        let end = end.unwrap_or_else(|| last_word(ahead, page.text.len() - surface.end));
        let begin = offset + start;
        let blank = page.text[begin..surface.start].len() - page.text[begin..surface.start].trim_start().len();
        begin + blank..surface.end + ahead[..end].trim_end().len()
    }

    /// Returns where the last sentence ends that does so in a cutting of the page, which stands at `offset`.
    fn last_end(&self, text: &str, offset: usize) -> Option<usize> {
        let (word, last) = edges(text);
        let sign = |stretch: Range<usize>| {
            let found = text.as_bytes()[stretch.clone()].iter().rposition(|byte| may_end(*byte))?;
            Some(stretch.start + found)
        };
        let mut at = text.len();
        while let Some(found) = sign(last.min(at)..at) {
            if let Some(end) = ends_at(text, found) {
                return Some(end);
            }
            at = found;
        }
        at = at.min(last);
        loop {
            if (self.quiet.start + 1..=self.quiet.end).contains(&(offset + at)) {
                at = at.min(word.max(self.quiet.start.saturating_sub(offset)));
            }
            at = sign(0..at)?;
            if let Some(end) = ends_at(text, at) {
                return Some(end);
            }
        }
    }

    /// Returns where the first sentence ends that does so in a cutting of the page, which stands at `offset`.
    fn first_end(&mut self, page: &Page<'_>, text: &str, offset: usize) -> Option<usize> {
        let (word, last) = edges(text);
        let mut at = 0;
        loop {
            if at >= word {
                at = at.max(last.min(self.quiet_end(page, offset + at, offset + text.len()) - offset));
            }
            // The first word is looked at by itself: what is behind it may be known to be quiet.
            let to = if at < word { word } else { text.len() };
            let Some(found) = vietnamese::find_byte(&text.as_bytes()[at..to], may_end) else {
                if to == text.len() {
                    return None;
                }
                at = to;
                continue;
            };
            at += found;
            if let Some(end) = ends_at(text, at) {
                return Some(end);
            }
            at += 1;
        }
    }

    /// Walks on from a byte of the page to the next end of a sentence, or to the byte `to`.
    fn quiet_end(&mut self, page: &Page<'_>, from: usize, to: usize) -> usize {
        if !(self.quiet.start..=self.quiet.end).contains(&from) {
            self.quiet = from..from;
        }
        let bytes = page.text.as_bytes();
        while self.quiet.end < to {
            let sign = vietnamese::find_byte(&bytes[self.quiet.end..to], may_end);
            self.quiet.end = sign.map_or(to, |at| self.quiet.end + at);
            if sign.is_some() {
                if page_ends(page, self.quiet.end) {
                    break;
                }
                self.quiet.end += 1;
            }
        }
        self.quiet.end
    }
}

/// Returns the end of the first word of a cutting, and where its last character stands. Only there may a sentence end that
/// ends nowhere in the page: a cut word may look like another, and after the last sign nothing goes on.
fn edges(text: &str) -> (usize, usize) {
    let word = text.find(char::is_whitespace).unwrap_or(text.len());
    let last = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
    (word, last)
}

/// Tells whether a sentence of the page ends at a byte. Looks at its neighbours only; a longer word is no abbreviation.
fn page_ends(page: &Page<'_>, at: usize) -> bool {
    const NEAR: usize = 32;
    let (before, offset) = page.behind(at, NEAR);
    let end = at + page.ahead(at, NEAR).len();
    ends_at(&page.text[offset..end], before.len()).is_some()
}

/// Tells whether a byte begins a sign that may end a sentence. Letters are many and signs few: looking at bytes first
/// keeps a page of nothing but citations cheap.
fn may_end(byte: u8) -> bool {
    vietnamese::is_any_of(byte, [b'.', b'!', b'?', b'\n', 0xE2])
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
            assert_eq!(&page.text[Sentences::default().around(&page, &(start..start + 3))], expected);
        }
        let page = Page::new(&long);
        assert!(Sentences::default().around(&page, &(1602..1608)).len() <= BEFORE + BEHIND + 6);
    }
}
