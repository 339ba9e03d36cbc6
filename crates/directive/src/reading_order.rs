//! The order in which a person reads a text: footnotes that a page break put into the middle of a sentence are read
//! behind it.
//!
//! Apart from the rules that look for facts: this is what the index and the marks of matches go by, so that a phrase is
//! found whose two halves stand on two pages. A pure function of the text, so that both always agree.

use std::ops::Range;

use vietnamese::is_any_of;

/// Longest footnotes, in bytes, that are looked past.
const LONGEST: usize = 8_000;

/// The pieces of a text, as bytes of it: disjoint, and all together the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingOrder {
    /// The text without the footnotes that break its sentences.
    pub body: Vec<Range<usize>>,
    /// Those footnotes.
    pub footnotes: Vec<Range<usize>>,
}

impl ReadingOrder {
    /// Returns the order of a text of so many bytes, of which these are the footnotes, from its beginning to its end.
    pub fn around(footnotes: Vec<Range<usize>>, length: usize) -> ReadingOrder {
        let starts = std::iter::once(0).chain(footnotes.iter().map(|footnote| footnote.end));
        let ends = footnotes.iter().map(|footnote| footnote.start).chain(std::iter::once(length));
        ReadingOrder { body: starts.zip(ends).map(|(start, end)| start..end).collect(), footnotes }
    }
}

/// Returns the order in which a text is read. A text without footnotes in its sentences is one piece.
pub fn reading_order(text: &str) -> ReadingOrder {
    let mut footnotes = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(start) = next_note(text, at) {
        let end = notes_end(text, start);
        at = end.max(start + 1);
        if breaks_sentence(&text[from..start], &text[start..end], &text[end..]) {
            footnotes.push(start..end);
            from = end;
        }
    }
    ReadingOrder::around(footnotes, text.len())
}

/// Returns where the next line begins that looks like a footnote.
fn next_note(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += next_line(&bytes[at..])?;
        if is_note(&text[at..]) {
            return Some(at);
        }
    }
}

/// Returns where the next line begins that begins as a footnote may: hardly any does, so blocks are looked at as wholes.
fn next_line(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let ends = bytes.get(..bytes.len().saturating_sub(1))?;
    let begins = bytes.get(1..)?;
    let found = |(end, begin): (&u8, &u8)| (*end == b'\n') & is_any_of(*begin, FIRST_BYTES);
    let any = |(ends, begins): &(&[u8; BLOCK], &[u8; BLOCK])| {
        ends.iter().zip(*begins).fold(false, |any, pair| any | found(pair))
    };
    let blocks = ends.as_chunks::<BLOCK>().0.iter().zip(begins.as_chunks::<BLOCK>().0);
    let skipped = blocks.take_while(|block| !any(block)).count() * BLOCK;
    let place = ends[skipped..].iter().zip(&begins[skipped..]).position(found)?;
    Some(skipped + place + 1)
}

/// The bytes that may begin a footnote: `*`, `(`, `[`, the first of `¹` and of `⁽`.
const FIRST_BYTES: [u8; 5] = [b'*', b'(', b'[', 0xC2, 0xE2];

/// Tells whether a line begins with the mark of a footnote: `¹`, `⁽¹⁾`, `(1)`, `[1]`.
fn is_note(line: &str) -> bool {
    let mut signs = line.chars().filter(|found| *found != '*');
    match signs.next() {
        Some('¹' | '²' | '³' | '⁽' | '\u{2074}'..='\u{2079}') => true,
        Some('(' | '[') => {
            let digits = signs.by_ref().take(3).take_while(char::is_ascii_digit).count();
            let mark = line.chars().filter(|found| *found != '*').nth(1 + digits);
            (1..=2).contains(&digits) && matches!(mark, Some(')' | ']'))
        }
        _ => false,
    }
}

/// Returns where the footnotes end that begin here: one follows the other.
fn notes_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        let paragraph = text[end..].find("\n\n").map_or(text.len(), |at| end + at);
        let next = paragraph + (text[paragraph..].len() - text[paragraph..].trim_start().len());
        end = next;
        if end >= text.len() || end - start > LONGEST || !is_note(&text[end..]) {
            return end;
        }
    }
}

/// Tells whether what stands before footnotes goes on behind them.
fn breaks_sentence(before: &str, notes: &str, behind: &str) -> bool {
    const SIGNS: [char; 7] = ['.', ';', ':', '!', '?', '…', '*'];
    let open = before.trim_end();
    !open.is_empty()
        && !open.ends_with(SIGNS)
        && notes.len() <= LONGEST
        && notes.trim_end().ends_with(SIGNS)
        && behind.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let order = reading_order(text);
        let pieces = |ranges: &[Range<usize>]| ranges.iter().map(|range| &text[range.clone()]).collect::<String>();
        format!("{}|{}", pieces(&order.body), pieces(&order.footnotes))
    }

    #[test]
    fn table() {
        let cases = [
            (
                "bảo đảm an ninh\n\n(1) Theo Quyết định.\n\nchính trị.",
                "bảo đảm an ninh\n\nchính trị.|(1) Theo Quyết định.\n\n",
            ),
            ("an ninh\n\n(1) Một.\n\n(2) Hai.\n\nchính trị", "an ninh\n\nchính trị|(1) Một.\n\n(2) Hai.\n\n"),
            ("an ninh\n\n¹Nghị quyết;\n\nchính trị", "an ninh\n\nchính trị|¹Nghị quyết;\n\n"),
            ("an ninh.\n\n(1) Một.\n\nchính trị", "an ninh.\n\n(1) Một.\n\nchính trị|"),
            ("an ninh\n\n(1) Một.\n\nChính trị", "an ninh\n\n(1) Một.\n\nChính trị|"),
            ("gồm:\n(1) một;\n(2) hai.", "gồm:\n(1) một;\n(2) hai.|"),
            ("(1) Một.", "(1) Một.|"),
            ("", "|"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    proptest! {
        /// Wherever the line begins, and at the ends of a text.
        #[test]
        fn lines_are_found_as_one_by_one(text in "[\n*(a]{0,10}(a{0,70}|\n{0,70})[\n*(a]{0,10}") {
            let pairs = text.as_bytes().windows(2);
            let plain = pairs.clone().position(|pair| pair[0] == b'\n' && b"*(".contains(&pair[1]));
            prop_assert_eq!(next_line(text.as_bytes()), plain.map(|at| at + 1));
        }

        #[test]
        fn the_pieces_are_the_whole(text in "(\n\n|\n|\\(1\\) |¹|\\[12\\]|an ninh|chính|\\.|\\PC){0,40}") {
            let order = reading_order(&text);
            let mut pieces = [order.body, order.footnotes].concat();
            pieces.sort_by_key(|piece| (piece.start, piece.end));
            let mut at = 0;
            for piece in pieces {
                prop_assert_eq!(piece.start, at);
                prop_assert!(text.get(piece.clone()).is_some());
                at = piece.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
