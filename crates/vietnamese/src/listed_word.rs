//! A list of keys read word by word: both keys of each, and what tells it from every other word.
//!
//! Apart from `key_list`, whose readers show one key of each word: whoever counts words looks at both at once, and knows a
//! word again by its record without looking at its keys.

use crate::key_list::{ELSEWHERE, LENGTHS, RECORD, ROOM, long_keys};

/// Bytes of the record of a word that is not too long for one.
pub const WORD_RECORD: usize = RECORD;

/// A word of a list. A gap has no keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedWord<'a> {
    records: &'a str,
}

/// The words of a list.
#[derive(Clone, Debug)]
pub struct ListedWords<'a> {
    records: &'a str,
}

impl<'a> ListedWord<'a> {
    /// Returns the word that [`ListedWord::as_str`] told of.
    pub fn told(records: &'a str) -> ListedWord<'a> {
        ListedWord { records }
    }

    /// Returns what tells this word from every other.
    pub fn as_str(self) -> &'a str {
        self.records
    }

    /// Returns the same, of equal size for all words; `None` for those that are too long for a record.
    #[inline]
    pub fn record(self) -> Option<&'a [u8; WORD_RECORD]> {
        self.records.as_bytes().try_into().ok()
    }

    /// Returns the exact key; a gap has an empty one.
    pub fn exact(self) -> &'a str {
        self.keys().0
    }

    /// Returns the folded key; a gap has an empty one.
    pub fn folded(self) -> &'a str {
        self.keys().1
    }

    /// Tells whether there is an exact key, and whether there is a folded one.
    #[inline]
    pub fn has_keys(self) -> (bool, bool) {
        match self.record() {
            Some(record) => (record[LENGTHS] != 0, record[LENGTHS + 1] != 0),
            None => (!self.exact().is_empty(), !self.folded().is_empty()),
        }
    }

    fn keys(self) -> (&'a str, &'a str) {
        let Some(record) = self.record() else { return long_keys(self.records) };
        let [exact, folded] = [LENGTHS, LENGTHS + 1].map(|at| usize::from(record[at]));
        (&self.records[..exact], &self.records[ROOM..ROOM + folded])
    }
}

/// Returns the words of a list that [`crate::KeyList::into_text`] wrote.
pub fn listed_words(records: &str) -> ListedWords<'_> {
    ListedWords { records }
}

impl<'a> Iterator for ListedWords<'a> {
    type Item = ListedWord<'a>;

    #[inline]
    fn next(&mut self) -> Option<ListedWord<'a>> {
        let lengths = self.records.as_bytes().get(LENGTHS)?;
        let bytes = if *lengths == ELSEWHERE { long_bytes(self.records) } else { RECORD };
        let (records, behind) = self.records.split_at_checked(bytes)?;
        self.records = behind;
        Some(ListedWord { records })
    }
}

/// Returns how many bytes the records of a long word take.
#[cold]
fn long_bytes(records: &str) -> usize {
    let [exact, folded] = [0, 1].map(|at| usize::from(records.as_bytes()[at]));
    RECORD + (exact + 1 + folded + 1).next_multiple_of(RECORD)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::KeyList;

    proptest! {
        #[test]
        fn words_have_the_keys_that_were_written(keys in proptest::collection::vec(("[aễ\u{20000}]{0,20}", "[aễ\u{20000}]{0,20}"), 0..20)) {
            let mut list = KeyList::default();
            keys.iter().for_each(|(exact, folded)| list.push(exact, folded));
            let text = list.into_text();
            let read: Vec<ListedWord<'_>> = listed_words(&text).collect();
            prop_assert_eq!(read.len(), keys.len());
            for (word, (exact, folded)) in read.iter().zip(&keys) {
                prop_assert_eq!((word.exact(), word.folded()), (exact.as_str(), folded.as_str()));
                prop_assert_eq!(word.has_keys(), (!exact.is_empty(), !folded.is_empty()));
                prop_assert_eq!(ListedWord::told(word.as_str()), *word);
            }
        }
    }
}
