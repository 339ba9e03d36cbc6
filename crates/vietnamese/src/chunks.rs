//! A text in chunks that can be looked at one by one.
//!
//! Between two ASCII separators the normal form and the word boundaries never depend on the neighbours. So what was
//! found for a chunk once holds wherever it stands, which is what the memories of words live on. Where words end cannot
//! be foretold, so a block of bytes becomes bits first, and the bits tell all its chunks without a branch for each byte.

use std::ops::Range;

use crate::find_byte::{BITS, bits, is_any_of};
use crate::sieve::is_plain;

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
    /// What may be something else than a letter or a digit of [`PLAIN`](crate::sieve::PLAIN), if that is asked.
    odd: u64,
}

impl Block {
    /// What is behind the end of a text.
    const END: Block = Block { separators: u64::MAX, joins: 0, odd: 0 };

    /// Returns the block that begins a text. What is behind its end separates.
    fn of<const ASKS_ODD: bool>(bytes: &[u8]) -> Block {
        let joins = bits(bytes, b' ', |byte| is_any_of(byte, JOINS));
        let odd = if ASKS_ODD { odd(bytes) | joins } else { 0 };
        Block { separators: bits(bytes, b' ', separates), joins, odd }
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
    walk::<false>(text, |chunk, _| found(chunk));
}

/// Calls `found` with each chunk of [`chunks`], and with whether it is known to be letters and digits of
/// [`PLAIN`](crate::sieve::PLAIN) and nothing else, which makes it one word.
#[inline]
pub(crate) fn told_chunks(text: &str, mut found: impl FnMut(Range<usize>, bool)) {
    walk::<true>(text, |chunk, is_odd| found(chunk, !is_odd));
}

#[inline]
fn walk<const ASKS_ODD: bool>(text: &str, mut found: impl FnMut(Range<usize>, bool)) {
    let bytes = text.as_bytes();
    let mut next = Block::of::<ASKS_ODD>(bytes);
    let (mut start, mut goes_on, mut was_odd) = (0, 0, false);
    for at in (0..=bytes.len()).step_by(BITS) {
        let behind = bytes.get(at + BITS..).map_or(Block::END, Block::of::<ASKS_ODD>);
        let block = std::mem::replace(&mut next, behind);
        let within = !block.parting(next);
        let mut odd = block.odd & within;
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
            // What is odd before the end of a chunk, and was not before an earlier one, is in it.
            let before_end = odd & !(u64::MAX << ends.trailing_zeros());
            found(start..at + ends.trailing_zeros() as usize, was_odd | (before_end != 0));
            (odd, was_odd) = (odd ^ before_end, false);
            ends &= ends - 1;
            start = next_start();
        }
        goes_on = within >> (BITS - 1);
        was_odd |= odd != 0;
    }
}

/// Tells of each byte that begins a text whether a character begins there that may be no letter of
/// [`PLAIN`](crate::sieve::PLAIN); of all bytes, where some pair begins no such letter although its first byte does.
#[inline]
fn odd(bytes: &[u8]) -> u64 {
    /// The first bytes of letters beyond ASCII: `À` to `ÿ`, `Ā` to `Ŀ`, `ƀ` to `ƿ`, and, of all that it begins, `Ẁ` to `ỿ`.
    const FIRST: [u8; 4] = [0xC3, 0xC4, 0xC6, 0xE1];
    // `×` and `÷` stand among the letters.
    let is_none = |first: u8, second: u8| {
        ((first == 0xC3) & (second & 0xDF == 0x97)) | ((first == 0xE1) & (second & 0xFE != 0xBA))
    };
    let none = match (bytes.first_chunk::<BITS>(), bytes.get(1..).and_then(|behind| behind.first_chunk::<BITS>())) {
        (Some(firsts), Some(seconds)) => {
            firsts.iter().zip(seconds).fold(false, |any, (first, second)| any | is_none(*first, *second))
        }
        _ => bytes.windows(2).take(BITS).any(|pair| is_none(pair[0], pair[1])),
    };
    let begins_other = bits(bytes, b' ', |byte| (byte >= 0xC0) & !is_any_of(byte, FIRST));
    if none { u64::MAX } else { begins_other }
}

/// Tells whether a chunk is words with signs between that part them, as where no gap follows the end of a sentence. What
/// stands between digits may be a part of a number.
#[cold]
pub(crate) fn joins_words(chunk: &str) -> bool {
    let joins = |found: char| u8::try_from(found).is_ok_and(|byte| is_any_of(byte, JOINS));
    let in_number = |three: &[u8]| three[0].is_ascii_digit() && is_any_of(three[1], JOINS) && three[2].is_ascii_digit();
    chunk.chars().all(|found| is_plain(found) || joins(found)) && !chunk.as_bytes().windows(3).any(in_number)
}

/// Calls `found` with the bytes of each word of a chunk that [`joins_words`], in a text in which it begins at `start`.
pub(crate) fn pieces(chunk: &str, start: usize, mut found: impl FnMut(Range<usize>)) {
    let mut at = start;
    for piece in chunk.split(JOINS.map(char::from)) {
        if !piece.is_empty() {
            found(at..at + piece.len());
        }
        at += piece.len() + 1;
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
