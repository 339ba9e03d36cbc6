//! The folded keys of a query, as every word of a text is held against them.
//!
//! Apart from the matcher, because this is asked some thousand times for each text, and nearly always in vain: a bit for
//! length and outer letters says so without a hash.

use foldhash::HashMap;

/// Folded keys, each with the places of its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    places: HashMap<String, Vec<usize>>,
    /// For each first byte, as far as 6 bits tell it, a bit for each length and last byte, as far as 6 bits tell both.
    signs: Signs,
}

#[derive(Clone, Debug)]
struct Signs([u64; 64]);

impl Default for Signs {
    fn default() -> Self {
        Signs([0; 64])
    }
}

impl Signs {
    /// Returns the row and the bit of a key.
    fn of(key: &str) -> (usize, u64) {
        let bytes = key.as_bytes();
        let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
        (usize::from(first & 63), 1 << ((usize::from(last) + 7 * bytes.len()) & 63))
    }
}

impl Keys {
    /// Adds a place to a key.
    pub(super) fn put(&mut self, key: &str, place: usize) {
        let (row, bit) = Signs::of(key);
        self.signs.0[row] |= bit;
        let places = self.places.entry(key.to_owned()).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    /// Returns the places of a key; none of another.
    #[inline]
    pub(super) fn places(&self, key: &str) -> &[usize] {
        let (row, bit) = Signs::of(key);
        match self.signs.0[row] & bit {
            0 => &[],
            _ => self.places.get(key).map_or(&[], Vec::as_slice),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_are_found_and_no_others(put in proptest::collection::vec("[abđ1]{0,3}", 0..6), asked in "[abđ1]{0,3}") {
            let mut keys = Keys::default();
            for (place, key) in put.iter().enumerate() {
                keys.put(key, place);
                keys.put(key, place);
            }
            let expected: Vec<usize> = (0..put.len()).filter(|place| put[*place] == asked).collect();
            prop_assert_eq!(keys.places(&asked), expected);
        }
    }
}
