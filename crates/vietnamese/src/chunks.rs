//! A text in chunks that can be looked at one by one.
//!
//! Between two ASCII separators the normal form and the word boundaries never depend on the neighbours. So what was
//! found for a chunk once holds wherever it stands, which is what the memories of words live on.

use std::ops::Range;

/// ASCII characters that may join what stands on both sides of them (UAX #29).
const JOINS: [u8; 6] = *b".,:;'_";

/// ASCII characters that part words whatever stands beside them: all but letters, digits, and those that may join.
static SEPARATES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let joins = matches!(byte as u8, b'.' | b',' | b':' | b';' | b'\'' | b'_');
        table[byte] = !(byte as u8).is_ascii_alphanumeric() && !joins;
        byte += 1;
    }
    table
};

/// Returns the byte ranges of the chunks of a text, in order. What lies between them is ASCII and holds no letter or
/// digit; a point or comma that ends a chunk joins nothing and is left out of it, so that more chunks are alike.
pub(crate) fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let length = bytes[at..].iter().position(|byte| SEPARATES[usize::from(*byte)]);
            let (start, end) = (at, length.map_or(bytes.len(), |length| at + length));
            at = end + 1;
            let joining = bytes[start..end].iter().rev().take_while(|byte| JOINS.contains(byte)).count();
            if end - joining > start {
                return Some(start..end - joining);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases = [
            ("Công an, xã.", "Công|an|xã"),
            ("12-NQ/TW", "12|NQ|TW"),
            (" ... T.Ư: ", "T.Ư"),
            ("a", "a"),
            ("", ""),
            ("*** --", ""),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = chunks(text).map(|chunk| &text[chunk]).collect();
            assert_eq!(found.join("|"), expected, "{text:?}");
        }
    }
}
