//! Quotation marks: which open, and which close what was opened. A file of its own, as pieces of the query are both read
//! and shown in them.

use std::ops::Range;

/// Marks that open, and those that close what they opened.
const QUOTES: [(char, &[char]); 5] =
    [('"', &['"', '”', '“']), ('“', &['”', '"', '“']), ('„', &['“', '”', '"']), ('«', &['»']), ('”', &['”', '"'])];

/// Returns the marks that close what a sign opens; `None` if it opens nothing.
pub(super) fn closing(open: char) -> Option<&'static [char]> {
    QUOTES.iter().find(|(quote, _)| *quote == open).map(|(_, closing)| *closing)
}

/// Returns a text in quotes that it does not close.
pub(super) fn quoted(text: &str) -> String {
    match text.contains(['"', '”', '“']) {
        true => format!("«{text}»"),
        false => format!("\"{text}\""),
    }
}

/// Returns the stretches of a text that stand outside of quotes.
pub(super) fn outside(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut open) = (Vec::new(), 0, None);
    for (at, sign) in text.char_indices() {
        match open {
            None if closing(sign).is_some() => {
                found.push(start..at);
                open = closing(sign);
            }
            Some(closing) if closing.contains(&sign) => {
                start = at + sign.len_utf8();
                open = None;
            }
            _ => {}
        }
    }
    if open.is_none() {
        found.push(start..text.len());
    }
    found
}
