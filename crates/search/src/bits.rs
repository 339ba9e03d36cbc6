//! A set of documents of one window: a bit for each.

use crate::batch::WINDOW;

const WORDS: usize = WINDOW as usize / 64;

/// A set of distances from the beginning of a window.
#[derive(Clone, Debug)]
pub(crate) struct Bits([u64; WORDS]);

/// Inserts what comes in order, or nearly: neighbours share a word, which is written once for all of them.
pub(crate) struct Inserter<'a> {
    bits: &'a mut Bits,
    place: usize,
    word: u64,
}

impl Inserter<'_> {
    #[inline]
    pub(crate) fn insert(&mut self, at: u32) {
        let place = at as usize / 64;
        if place != self.place {
            self.write();
            (self.place, self.word) = (place, 0);
        }
        self.word |= 1 << (at % 64);
    }

    fn write(&mut self) {
        if let Some(word) = self.bits.0.get_mut(self.place) {
            *word |= self.word;
        }
    }
}

impl Drop for Inserter<'_> {
    fn drop(&mut self) {
        self.write();
    }
}

impl Bits {
    pub(crate) const EMPTY: Bits = Bits([0; WORDS]);

    #[inline]
    pub(crate) fn insert(&mut self, at: u32) {
        if let Some(word) = self.0.get_mut(at as usize / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Inserts the first so many.
    pub(crate) fn insert_first(&mut self, many: u32) {
        for (place, word) in (0..).zip(&mut self.0) {
            let within = many.saturating_sub(place * 64);
            *word |= if within >= 64 { u64::MAX } else { (1 << within) - 1 };
        }
    }

    /// Returns the sets of 64 neighbours each, in order.
    pub(crate) fn words(&self) -> &[u64] {
        &self.0
    }

    pub(crate) fn inserter(&mut self) -> Inserter<'_> {
        Inserter { bits: self, place: 0, word: 0 }
    }

    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.0.iter().all(|word| *word == u64::MAX)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Adds what comes in sets of 64 neighbours each.
    pub(crate) fn add_words(&mut self, words: &[u64]) {
        self.0.iter_mut().zip(words).for_each(|(word, other)| *word |= other);
    }

    /// Keeps what is in sets of 64 neighbours each too; where there are none, nothing.
    pub(crate) fn cut_words(&mut self, words: &[u64]) {
        let others = words.iter().chain(std::iter::repeat(&0));
        self.0.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }

    pub(crate) fn add(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps what is in the other set too.
    pub(crate) fn cut(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    pub(crate) fn remove(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    /// Keeps what `holds` says, asked in order.
    pub(crate) fn retain(&mut self, mut holds: impl FnMut(u32) -> bool) {
        for (place, word) in (0..).zip(&mut self.0) {
            let mut left = *word;
            while left != 0 {
                let lowest = left.trailing_zeros();
                left &= left - 1;
                if !holds(place * 64 + lowest) {
                    *word &= !(1 << lowest);
                }
            }
        }
    }

    /// Calls `found` with each, in order.
    #[inline]
    pub(crate) fn each(&self, mut found: impl FnMut(u32)) {
        for (place, word) in (0..).zip(&self.0) {
            let mut left = *word;
            while left != 0 {
                found(place * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }

    /// Returns the first at `from` or after it.
    #[inline]
    pub(crate) fn first_from(&self, from: u32) -> Option<u32> {
        let place = from as usize / 64;
        let word = self.0.get(place)? & (u64::MAX << (from % 64));
        if word != 0 {
            return Some(place as u32 * 64 + word.trailing_zeros());
        }
        let (place, word) = (place + 1..).zip(&self.0[place + 1..]).find(|(_, word)| **word != 0)?;
        Some(place as u32 * 64 + word.trailing_zeros())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(of: &[u32]) -> Bits {
        let mut bits = Bits::EMPTY;
        of.iter().for_each(|at| bits.insert(*at));
        bits
    }

    fn all(bits: &Bits) -> Vec<u32> {
        let mut all = Vec::new();
        bits.each(|at| all.push(at));
        all
    }

    #[test]
    fn sets_are_those_of_plain_lists() {
        let (one, other) = (bits(&[0, 63, 64, 500, WINDOW - 1]), bits(&[1, 63, 500, WINDOW - 2]));
        let changed = |change: &dyn Fn(&mut Bits)| {
            let mut changed = one.clone();
            change(&mut changed);
            all(&changed)
        };
        assert_eq!(changed(&|bits| bits.add(&other)), [0, 1, 63, 64, 500, WINDOW - 2, WINDOW - 1]);
        assert_eq!(changed(&|bits| bits.cut(&other)), [63, 500]);
        assert_eq!(changed(&|bits| bits.remove(&other)), [0, 64, WINDOW - 1]);
        assert_eq!(changed(&|bits| bits.retain(|at| at > 63)), [64, 500, WINDOW - 1]);
        assert_eq!(changed(&|bits| bits.insert_first(66)), (0..66).chain([500, WINDOW - 1]).collect::<Vec<_>>());
        assert_eq!(changed(&|bits| bits.insert_first(WINDOW + 1)).len(), WINDOW as usize);
        for (many, is_full) in [(WINDOW - 1, false), (WINDOW, true)] {
            let mut bits = Bits::EMPTY;
            bits.insert_first(many);
            assert_eq!(bits.is_full(), is_full, "{many}");
        }
        assert_eq!((one.count(), one.is_empty(), Bits::EMPTY.is_empty()), (5, false, true));
        for (from, expected) in
            [(0, Some(0)), (1, Some(63)), (64, Some(64)), (65, Some(500)), (501, Some(WINDOW - 1)), (WINDOW, None)]
        {
            assert_eq!(one.first_from(from), expected, "{from}");
        }
        assert_eq!(other.first_from(WINDOW - 1), None);
    }
}
