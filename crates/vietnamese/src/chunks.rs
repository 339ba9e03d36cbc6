//! A text in chunks that can be looked at one by one.
//!
//! Between two ASCII separators the normal form and the word boundaries never depend on the neighbours. So what was
//! found for a chunk once holds wherever it stands, which is what the memories of words live on. Where words end cannot
//! be foretold, so a block of bytes becomes bits first, and the bits tell all its chunks without a branch for each byte.

use std::ops::Range;

use crate::find_byte::{BITS, bits, is_any_of};

/// ASCII characters that may join what stands on both sides of them (UAX #29).
pub(crate) const JOINS: [u8; 6] = *b".,:;'_";

/// Tells whether a byte is an ASCII character that parts words whatever stands beside it: all but letters, digits, and
/// those that may join.
#[inline]
fn separates(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    (byte < 0x80) & !(letter | digit | is_any_of(byte, JOINS))
}

/// A block of bytes as bits, the first byte in the lowest.
#[derive(Clone, Copy)]
struct Block {
    separators: u64,
    joins: u64,
}

impl Block {
    /// What is behind the end of a text.
    const END: Block = Block { separators: u64::MAX, joins: 0 };

    /// Returns the block that begins a text. What is behind its end separates.
    fn of(bytes: &[u8]) -> Block {
        Block { separators: bits(bytes, b' ', separates), joins: bits(bytes, b' ', |byte| is_any_of(byte, JOINS)) }
    }

    /// Returns the separators, and with them whatever joins nothing, as a separator stands behind it.
    fn parting(self, next: Block) -> u64 {
        let joining_nothing = |parting: u64| self.joins & (parting >> 1 | next.separators << 63);
        let mut parting = self.separators | joining_nothing(self.separators);
        // Rows of dots are rare: this branch can be foretold.
        while joining_nothing(parting) & !parting != 0 {
            parting |= joining_nothing(parting);
        }
        parting
    }
}

/// Calls `found` with the byte range of each chunk of a text, in order. What lies between them is ASCII and holds no
/// letter or digit. Points and commas that end a chunk join nothing and are left out of it, so that more chunks are alike;
/// of a row of them that reaches over two blocks some may stay.
#[inline]
pub(crate) fn chunks(text: &str, mut found: impl FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    let mut next = Block::of(bytes);
    let (mut start, mut goes_on) = (0, 0);
    for at in (0..=bytes.len()).step_by(BITS) {
        let behind = bytes.get(at + BITS..).map_or(Block::END, Block::of);
        let block = std::mem::replace(&mut next, behind);
        let within = !block.parting(next);
        let before = within << 1 | goes_on;
        let (mut starts, mut ends) = (within & !before, !within & before);
        let mut next_start = || {
            let start = at + starts.trailing_zeros() as usize;
            starts &= starts.wrapping_sub(1);
            start
        };
        // A chunk that the block before left open begins there.
        if goes_on == 0 {
            start = next_start();
        }
        while ends != 0 {
            found(start..at + ends.trailing_zeros() as usize);
            ends &= ends - 1;
            start = next_start();
        }
        goes_on = within >> (BITS - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> String {
        let mut cut = Vec::new();
        chunks(text, |chunk| cut.push(&text[chunk]));
        cut.join("|")
    }

    #[test]
    fn table() {
        let cases = [
            ("Công an, xã.", "Công|an|xã"),
            ("12-NQ/TW", "12|NQ|TW"),
            (" ... T.Ư: ", "T.Ư"),
            ("a", "a"),
            ("", ""),
            ("*** --", ""),
            ("một (hai); \"ba.\"", "một|hai|ba"),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text:?}");
        }
    }

    proptest! {
        /// Byte by byte, wherever the blocks begin.
        #[test]
        fn blocks_cut_as_bytes_do(before in 0_usize..130, text in "([a-zđ.,]| |ễ|-){0,90}") {
            let text = " ".repeat(before) + &text;
            let joins = JOINS.map(char::from);
            let words = |part: &str| part.trim_end_matches(joins).to_owned();
            let plain = text.split(|found: char| found.is_ascii() && separates(found as u8)).map(words);
            let plain: Vec<String> = plain.filter(|part| !part.is_empty()).collect();
            let cut: Vec<String> = cut(&text).split('|').map(words).filter(|part| !part.is_empty()).collect();
            prop_assert_eq!(cut, plain);
        }
    }
}
