//! A memory of words already analysed: text repeats its words, so most need no work at all.
//!
//! Direct-mapped and of fixed size: a word is looked up by its bytes, and a newer word takes the place of an older one.
//! It changes no answer, only the time it takes; the slow path in `analyzer` is the only definition of a token.

use std::ops::Range;

/// Words of at most this many bytes are remembered.
const LONGEST: usize = 16;
/// How many words are remembered.
pub(crate) const SLOTS: usize = 1 << 14;
/// The texts of the keys are dropped and gathered anew beyond this size.
const POOL_LIMIT: usize = 1 << 21;

/// The one token that a chunk of text holds: where, relative to the chunk, and its keys.
#[derive(Clone, Copy)]
pub(crate) struct Remembered<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) exact: &'a str,
    pub(crate) folded: &'a str,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    chunk: u128,
    at: u32,
    exact: u8,
    folded: u8,
    start: u8,
    end: u8,
}

pub(crate) struct Memo {
    slots: Vec<Slot>,
    pool: String,
}

impl Default for Memo {
    fn default() -> Self {
        Self { slots: vec![Slot::default(); SLOTS], pool: String::new() }
    }
}

/// Returns the bytes of a chunk of `text` as one number, or `None` if it is too long. The chunk is not empty and holds
/// no NUL, so no two chunks share a number.
pub(crate) fn number(text: &[u8], chunk: Range<usize>) -> Option<u128> {
    let length = chunk.len();
    if length > LONGEST {
        return None;
    }
    // Sixteen bytes read at once and cut down are faster than a copy of unknown length.
    if let Some(sixteen) = text[chunk.start..].first_chunk::<LONGEST>() {
        return Some(u128::from_le_bytes(*sixteen) & (u128::MAX >> (8 * (LONGEST - length))));
    }
    let mut padded = [0; LONGEST];
    padded[..length].copy_from_slice(&text[chunk]);
    Some(u128::from_le_bytes(padded))
}

/// Tells whether a chunk, as [`number`] writes it, is of ASCII.
pub(crate) fn is_ascii(chunk: u128) -> bool {
    const HIGH_BITS: u128 = u128::from_le_bytes([0x80; LONGEST]);
    chunk & HIGH_BITS == 0
}

/// Returns the place of a chunk among the [`SLOTS`].
pub(crate) fn slot(chunk: u128) -> usize {
    let mixed = (chunk as u64 ^ ((chunk >> 64) as u64).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 50) as usize
}

impl Memo {
    pub(crate) fn get(&self, chunk: u128) -> Option<Remembered<'_>> {
        let found = &self.slots[slot(chunk)];
        if found.chunk != chunk {
            return None;
        }
        let middle = found.at as usize + usize::from(found.exact);
        Some(Remembered {
            start: found.start.into(),
            end: found.end.into(),
            exact: &self.pool[found.at as usize..middle],
            folded: &self.pool[middle..middle + usize::from(found.folded)],
        })
    }

    /// Remembers the one token of a chunk. Keys too long for a slot are not remembered.
    pub(crate) fn put(&mut self, chunk: u128, token: Remembered<'_>) {
        let (Ok(exact), Ok(folded)) = (u8::try_from(token.exact.len()), u8::try_from(token.folded.len())) else {
            return;
        };
        if self.pool.len() > POOL_LIMIT {
            self.slots.fill(Slot::default());
            self.pool.clear();
        }
        let at = self.pool.len() as u32;
        self.pool.push_str(token.exact);
        self.pool.push_str(token.folded);
        self.slots[slot(chunk)] = Slot { chunk, at, exact, folded, start: token.start as u8, end: token.end as u8 };
    }
}
