//! A memory of words already analysed: text repeats its words, so most need no work at all.
//!
//! Of fixed size. It changes no answer, only the time it takes; the slow path in `analyzer` is the only definition of a
//! token. All that is known of a word lies on one line of the processor's cache, since waiting for memory is what a
//! look-up costs, and nearly every word is found where it is looked for first, since a look-up elsewhere cannot be foretold.

use std::ops::Range;

use crate::key_list::{self, RECORD, Record, record};

/// Words of at most this many bytes are remembered.
const LONGEST: usize = 16;
/// How many words are remembered.
pub(crate) const SLOTS: usize = 1 << 14;
/// How many more wait beside them for the place of another.
const WAITING: usize = 1 << 12;

/// A chunk of text and the one token that it holds, or none: where, relative to the chunk, and its keys.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Remembered {
    chunk: u128,
    record: Record,
    start: u8,
    end: u8,
}

pub(crate) struct Memo {
    slots: Vec<Remembered>,
    /// Words whose place another holds: whoever came first, as frequent words come early, or was met again last.
    waiting: Vec<Remembered>,
}

impl Default for Memo {
    fn default() -> Self {
        Self { slots: vec![Remembered::NOTHING; SLOTS], waiting: vec![Remembered::NOTHING; WAITING] }
    }
}

/// Returns the bytes of a chunk of `text` as one number, or `None` if it is too long. The chunk is not empty and holds
/// no NUL, so no two chunks share a number.
#[inline]
pub(crate) fn number(text: &[u8], chunk: Range<usize>) -> Option<u128> {
    let length = chunk.len();
    if length > LONGEST {
        return None;
    }
    // Sixteen bytes read at once and cut down are faster than a copy of unknown length.
    if let Some(sixteen) = text[chunk.start..].first_chunk::<LONGEST>() {
        return Some(u128::from_le_bytes(*sixteen) & FIRST[length]);
    }
    let mut padded = [0; LONGEST];
    padded[..length].copy_from_slice(&text[chunk]);
    Some(u128::from_le_bytes(padded))
}

/// The bits of so many bytes.
const FIRST: [u128; LONGEST + 1] = {
    let mut bits = [0; LONGEST + 1];
    let mut length = 1;
    while length <= LONGEST {
        bits[length] = u128::MAX >> (8 * (LONGEST - length));
        length += 1;
    }
    bits
};

/// Tells whether a chunk, as [`number`] writes it, is of ASCII.
pub(crate) fn is_ascii(chunk: u128) -> bool {
    const HIGH_BITS: u128 = u128::from_le_bytes([0x80; LONGEST]);
    chunk & HIGH_BITS == 0
}

/// Returns the place of a chunk among the [`SLOTS`].
#[inline]
pub(crate) fn slot(chunk: u128) -> usize {
    let mixed = (chunk as u64 ^ ((chunk >> 64) as u64).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 50) as usize
}

impl Remembered {
    /// What is known of a chunk without a token.
    pub(crate) const NOTHING: Self = Self { chunk: 0, record: Record::new_const(), start: 0, end: 0 };

    /// Returns what is to be remembered of the one token of a chunk: its range in the chunk, its exact and its folded key.
    /// `None` if the keys are too long for a record.
    pub(crate) fn token(place: Range<usize>, exact: &str, folded: &str) -> Option<Self> {
        let [start, end] = [place.start, place.end].map(|small| small as u8);
        Some(Self { record: record(exact, folded)?, start, end, ..Self::NOTHING })
    }

    /// Tells whether the chunk holds no token: a dash, a row of dots.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.end == 0
    }

    /// Returns where the token is in its chunk.
    #[inline]
    pub(crate) fn range(&self) -> Range<usize> {
        self.start.into()..self.end.into()
    }

    /// Returns the exact and the folded key.
    #[inline]
    pub(crate) fn keys(&self) -> (&str, &str) {
        key_list::keys(&self.record)
    }

    /// Appends the keys to a list.
    #[inline]
    pub(crate) fn list(&self, list: &mut String) {
        // A copy of known length is two instructions.
        list.push_str(&self.record[..RECORD]);
    }
}

impl Memo {
    #[inline]
    pub(crate) fn get(&mut self, chunk: u128) -> Option<&Remembered> {
        let slot = slot(chunk);
        if self.slots[slot].chunk != chunk && !self.exchange(slot, chunk) {
            return None;
        }
        Some(&self.slots[slot])
    }

    /// Gives a word that waits its place, and tells whether there was one. A rare word thus drives no frequent one out.
    #[cold]
    fn exchange(&mut self, slot: usize, chunk: u128) -> bool {
        let waits = &mut self.waiting[slot % WAITING];
        let is_known = waits.chunk == chunk;
        if is_known {
            std::mem::swap(waits, &mut self.slots[slot]);
        }
        is_known
    }

    /// Remembers what was found in a chunk.
    pub(crate) fn put(&mut self, chunk: u128, found: Remembered) {
        let slot = slot(chunk);
        let first = &mut self.slots[slot];
        let place = if first.chunk == 0 { first } else { &mut self.waiting[slot % WAITING] };
        *place = Remembered { chunk, ..found };
    }
}
