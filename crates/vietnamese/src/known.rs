//! A memory of chunks that are in normal form already: most of a text is, and need not be taken apart to see it.
//!
//! Direct-mapped and of fixed size, as the memory of tokens in `memo`; it changes no answer, only the time it takes.

use crate::memo::{SLOTS, slot};

/// Chunks known to be their own normal form.
pub(crate) struct Known {
    slots: Vec<u128>,
}

impl Default for Known {
    fn default() -> Self {
        Self { slots: vec![0; SLOTS] }
    }
}

impl Known {
    /// Tells whether a chunk, as [`crate::memo::number`] writes it, is known to be its own normal form.
    pub(crate) fn holds(&self, chunk: u128) -> bool {
        self.slots[slot(chunk)] == chunk
    }

    /// Remembers a chunk that was seen to be its own normal form.
    pub(crate) fn put(&mut self, chunk: u128) {
        self.slots[slot(chunk)] = chunk;
    }
}
