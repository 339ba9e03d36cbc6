//! A text in chunks that can be looked at one by one.
//!
//! Between two ASCII separators the normal form and the word boundaries never depend on the neighbours. So what was
//! found for a chunk once holds wherever it stands, which is what the memories of words live on.

use std::ops::Range;

use crate::find_byte::is_any_of;

/// ASCII characters that may join what stands on both sides of them (UAX #29).
const JOINS: [u8; 6] = *b".,:;'_";

/// So many bytes are looked at together, one bit for each.
const BLOCK: usize = 64;

/// Tells whether a byte is an ASCII character that parts words whatever stands beside it: all but letters, digits, and
/// those that may join.
fn separates(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    (byte < 0x80) & !(letter | digit | is_any_of(byte, JOINS))
}

/// Returns the separators among the bytes that begin a text, the first in the lowest bit. What is behind its end counts
/// as one. Without branches: where words end cannot be foretold.
fn separators(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<BLOCK>() {
        Some(block) => bits(block),
        None => {
            let mut block = [b' '; BLOCK];
            block[..bytes.len()].copy_from_slice(bytes);
            bits(&block)
        }
    }
}

fn bits(block: &[u8; BLOCK]) -> u64 {
    // Moves the lowest bits of eight bytes side by side, into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let flags = block.map(|byte| u8::from(separates(byte)));
    let (eights, _) = flags.as_chunks::<8>();
    let gathered = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56;
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | gathered(eight))
}

/// The separators of a text, in order, and its end.
struct Separators<'a> {
    bytes: &'a [u8],
    /// Where the block begins whose separators are left in `bits`.
    block: usize,
    bits: u64,
}

impl Iterator for Separators<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            self.block += BLOCK;
            self.bits = separators(self.bytes.get(self.block..)?);
        }
        let at = self.block + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        (at <= self.bytes.len()).then_some(at)
    }
}

/// Returns the byte ranges of the chunks of a text, in order. What lies between them is ASCII and holds no letter or
/// digit; a point or comma that ends a chunk joins nothing and is left out of it, so that more chunks are alike.
pub(crate) fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    Separators { bytes, block: 0, bits: separators(bytes) }.filter_map(move |end| {
        let start = std::mem::replace(&mut at, end + 1);
        let joining = bytes[start..end].iter().rev().take_while(|byte| JOINS.contains(byte)).count();
        (end - joining > start).then_some(start..end - joining)
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
