//! A text as the rules read it: one normal form, line breaks and columns made plain, Markdown stepped over.
//!
//! A sentence of a PDF is broken over lines and blank lines; a letterhead stands in columns; a heading may be glued to
//! the next by its asterisks. Here every run of white space is one character, `\n` where a line or a column ends and a
//! space elsewhere, so that a rule which looks for words sees through all of it. Every byte knows where it came from.

use std::ops::Range;

use vietnamese::Normal;

use crate::fact::Span;
use crate::text_writer::Writer;

/// One line, as bytes of [`Page::text`].
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) range: Range<usize>,
    /// Whether a blank line or a rule stands before it.
    pub(crate) after_gap: bool,
}

/// The joined view of one text.
pub(crate) struct Page<'a> {
    original: &'a str,
    normal: Normal,
    pub(crate) text: String,
    pub(crate) lines: Vec<Line>,
    /// Pairs of bytes, in `text` and in the normal form: from each pair on, the two run side by side.
    stretches: Vec<(usize, usize)>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(original: &'a str) -> Self {
        let normal = vietnamese::normalise(original);
        let mut writer = Writer::default();
        writer.write(&normal.text);
        let lines = lines(&writer.text, &writer.gaps);
        Self { original, normal, text: writer.text, lines, stretches: writer.stretches }
    }

    /// Returns the line's text.
    pub(crate) fn line(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |line| &self.text[line.range.clone()])
    }

    /// Returns the index of the line that holds a byte.
    pub(crate) fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.range.end < at)
    }

    /// Returns where a range of the joined view stands in the original text.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.normal_at(range.start);
        let end = range.end.checked_sub(1).map_or(0, |last| self.normal_at(last) + 1);
        let original = self.normal.offsets.original(start..end.max(start));
        let whole = |at: usize| self.original.ceil_char_boundary(at.min(self.original.len()));
        Span { start: whole(original.start), end: whole(original.end) }
    }

    fn normal_at(&self, at: usize) -> usize {
        let after = self.stretches.partition_point(|(own, _)| *own <= at);
        after.checked_sub(1).map_or(0, |index| {
            let (own, normal) = self.stretches[index];
            normal + (at - own)
        })
    }

    /// Returns a range as printed, on one line: marks and quotes as in the original, without Markdown.
    pub(crate) fn printed(&self, range: Range<usize>) -> String {
        one_line(self.slice(self.span(range)))
    }

    /// Returns the original text of a span.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.original.get(span.start..span.end).unwrap_or_default()
    }

    /// Tells whether a word stands anywhere. Sooner known than that a pattern which holds it does not match anywhere.
    pub(crate) fn holds(&self, word: &str) -> bool {
        memchr::memmem::find(self.text.as_bytes(), word.as_bytes()).is_some()
    }

    /// Returns at most `limit` bytes of the joined view from `start` on, whole characters.
    pub(crate) fn ahead(&self, start: usize, limit: usize) -> &str {
        &self.text[start..self.text.floor_char_boundary((start + limit).min(self.text.len()))]
    }

    /// Returns at most `limit` bytes of the joined view before `end`, whole characters, and where they begin.
    pub(crate) fn behind(&self, end: usize, limit: usize) -> (&str, usize) {
        let start = self.text.ceil_char_boundary(end.saturating_sub(limit));
        (&self.text[start..end], start)
    }
}

/// Returns a text on one line, each run of white space one space, without the asterisks, bars and quote signs of Markdown.
pub(crate) fn one_line(text: &str) -> String {
    if is_one_line(text) { text.to_owned() } else { joined(text) }
}

fn joined(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        let line = if index == 0 { line } else { line.trim_start().trim_start_matches('>') };
        for word in line.split(|found: char| found == '|' || found.is_whitespace()) {
            let before = cleaned.len();
            word.split('*').for_each(|part| cleaned.push_str(part));
            if cleaned.len() > before {
                cleaned.push(' ');
            }
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// Tells, by its bytes, whether a text is on one line already, as most citations are. Bytes that may begin white space
/// outside ASCII are taken for it.
fn is_one_line(text: &str) -> bool {
    let special = |byte: u8| (byte < b' ') | vietnamese::is_any_of(byte, [0x7F, b'|', b'*', 0xC2, 0xE2, 0xE3]);
    let gap = |first: u8, next: u8| ((first == b' ') & (next == b' ')) | ((first == 0xE1) & (next == 0x9A));
    let edge = text.starts_with(' ') || text.ends_with(' ');
    // To the end whatever is found: without a way out, many bytes are looked at together.
    let bytes = text.bytes().fold(false, |any, byte| any | special(byte));
    let pairs = text.bytes().zip(text.bytes().skip(1)).fold(false, |any, (first, next)| any | gap(first, next));
    !edge && !bytes && !pairs
}

/// Tells whether a line has letters and none of them is small.
pub(crate) fn is_capitals(line: &str) -> bool {
    let mut letters = line.chars().filter(|found| found.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|found| !found.is_lowercase())
}

/// Returns the first characters of a line without marks and in lower case.
pub(crate) fn folded_opening(line: &str) -> String {
    const ENOUGH: usize = 160;
    vietnamese::fold(&line[..line.floor_char_boundary(ENOUGH.min(line.len()))])
}

fn is_rule(line: &str) -> bool {
    line.chars().all(|found| matches!(found, '-' | '_' | '=' | '.' | '+' | '~' | ' '))
}

fn lines(text: &str, gaps: &[usize]) -> Vec<Line> {
    let (mut lines, mut start, mut after_rule) = (Vec::new(), 0, false);
    for line in text.split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        if is_rule(line) {
            after_rule = true;
            continue;
        }
        lines.push(Line { after_gap: after_rule || gaps.binary_search(&range.start).is_ok(), range });
        after_rule = false;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_columns_and_glued_headings() {
        let page = Page::new("**NGHỊ QUYẾT****CỦA TỈNH ỦY**\n\n---\nQUỐC HỘI      CỘNG H****òa\n## Điều<br>1&nbsp;a");
        assert_eq!(page.text.replace("---\n", ""), "NGHỊ QUYẾT\nCỦA TỈNH ỦY\nQUỐC HỘI\nCỘNG Hòa\nĐiều\n1 a");
        let gaps: Vec<bool> = page.lines.iter().map(|line| line.after_gap).collect();
        assert_eq!(gaps, [false, false, true, false, false, false]);
    }

    #[test]
    fn spans_slice_the_original() {
        let text = "số 12-\n\nNQ/TW của **Bộ**  Chính trị, uỷ";
        let page = Page::new(text);
        let start = page.text.find("12-").unwrap();
        let end = page.text.find("TW").unwrap() + 2;
        assert_eq!(page.slice(page.span(start..end)), "12-\n\nNQ/TW");
        assert_eq!(page.printed(page.text.find("Bộ").unwrap()..page.text.len()), "Bộ Chính trị, uỷ");
    }

    proptest! {
        #[test]
        fn what_is_on_one_line_stays(text in "([a-zđ \u{1680}\u{a0}\u{3000}|*>“\n]|ạ){0,12}") {
            prop_assert_eq!(one_line(&text), joined(&text));
        }

        #[test]
        fn every_span_slices(text in "(\\PC|[ \n*#|]){0,40}") {
            let page = Page::new(&text);
            for (at, found) in page.text.char_indices() {
                let span = page.span(at..at + found.len_utf8());
                prop_assert!(text.get(span.start..span.end).is_some());
            }
        }
    }
}
