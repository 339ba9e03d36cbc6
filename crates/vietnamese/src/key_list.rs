//! The keys of a text, a record of equal size for each word.
//!
//! Apart from the analyzer that writes such a list and from the engine's readers of it: here alone is told what a record
//! looks like. It is copied whole and read without asking where anything ends, as what cannot be foretold is what takes
//! time. A word too long for it, one in a thousand, stands in records behind one that says so.

use arrayvec::ArrayString;

use crate::key::LONGEST;

/// Stands behind each folded key, and between the two of a pair; no key holds it.
pub const SEPARATOR: char = ' ';

/// Bytes of a record: room for the exact key, room for the folded key with [`SEPARATOR`] behind it, their lengths.
pub(crate) const RECORD: usize = 32;
/// Bytes of room for a key: for the exact one, and for the folded one with what stands behind it.
pub(crate) const ROOM: usize = 16;
/// Longest folded key of a record, in bytes.
const FOLDED_LONGEST: usize = 13;
/// Where the length of the exact key stands; that of the folded key is behind it.
pub(crate) const LENGTHS: usize = 30;
/// Stands for the length of a key that has no room in a record. The lengths of both begin the record then, and the keys are
/// in the records behind it.
pub(crate) const ELSEWHERE: u8 = 0x7F;

/// The record of a word whose keys have room in it.
pub(crate) type Record = ArrayString<RECORD>;

/// A list of the exact and the folded keys of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyList {
    pub(crate) records: String,
}

/// A key of a list; without letters it is a gap, and what stands before and behind are no neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListedKey<'a> {
    /// What begins with the key, [`SEPARATOR`] behind a folded one: [`ROOM`] bytes but for few.
    room: &'a str,
    length: usize,
}

/// The keys of a list: exact ones, or folded ones.
#[derive(Clone, Debug)]
pub struct ListedKeys<'a, const EXACT: bool> {
    records: &'a str,
}

impl<'a> ListedKey<'a> {
    /// Tells whether there is no key.
    #[inline]
    pub fn is_gap(self) -> bool {
        self.length == 0
    }

    /// Returns the key.
    pub fn as_str(self) -> &'a str {
        &self.room[..self.length]
    }

    /// Appends the key to a text.
    #[inline(always)]
    pub fn append_to(self, text: &mut String) {
        self.append(text, self.length);
    }

    /// Appends a folded key to a text, and [`SEPARATOR`] behind it.
    #[inline(always)]
    pub fn append_separated_to(self, text: &mut String) {
        self.append(text, self.length + SEPARATOR.len_utf8());
    }

    #[inline(always)]
    fn append(self, text: &mut String, length: usize) {
        if self.room.len() == ROOM {
            // A copy of known length, and what is too much of it cut off, is sooner than one that cannot be foretold.
            let end = text.len() + length;
            text.push_str(&self.room[..ROOM]);
            text.truncate(end);
        } else {
            text.push_str(&self.room[..length]);
        }
    }
}

impl KeyList {
    /// Makes room for the keys of so many bytes of text.
    pub fn reserve(&mut self, bytes: usize) {
        /// Bytes of a word with what parts it from the next: text has more, as letters with marks do.
        const WORD: usize = 5;
        self.records.reserve(bytes / WORD * RECORD);
    }

    /// Appends the keys of a word; one that is longer than a key may be is cut.
    pub fn push(&mut self, exact: &str, folded: &str) {
        let [exact, folded] = [exact, folded].map(|key| &key[..key.floor_char_boundary(LONGEST)]);
        match record(exact, folded) {
            Some(record) => self.records.push_str(&record),
            None => self.push_long(exact, folded),
        }
    }

    /// Appends a gap: the words before it and behind it are no neighbours.
    pub fn push_gap(&mut self) {
        self.push("", "");
    }

    fn push_long(&mut self, exact: &str, folded: &str) {
        const { assert!(LONGEST < ELSEWHERE as usize, "a length is an ASCII character") };
        let lengths = [exact, folded].map(|key| char::from(key.len() as u8));
        self.records.extend(lengths);
        self.fill(LENGTHS);
        self.records.extend([char::from(ELSEWHERE); 2]);
        for key in [exact, folded] {
            self.records.push_str(key);
            self.records.push(SEPARATOR);
        }
        self.fill(RECORD);
    }

    /// Fills the last record up to so many bytes.
    fn fill(&mut self, bytes: usize) {
        while self.records.len() % RECORD != bytes % RECORD {
            self.records.push(SEPARATOR);
        }
    }

    /// Returns the list as one text.
    pub fn into_text(self) -> String {
        self.records
    }

    /// Returns the keys.
    pub fn keys<const EXACT: bool>(&self) -> ListedKeys<'_, EXACT> {
        listed(&self.records)
    }
}

/// Returns the record of a word; `None` where its keys are too long for one.
pub(crate) fn record(exact: &str, folded: &str) -> Option<Record> {
    let is_short = exact.len() <= ROOM && folded.len() <= FOLDED_LONGEST;
    is_short.then(|| {
        let mut record = Record::new();
        for (key, end) in [(exact, ROOM), (folded, LENGTHS)] {
            record.push_str(key);
            while record.len() < end {
                record.push(SEPARATOR);
            }
        }
        for key in [exact, folded] {
            record.push(char::from(key.len() as u8));
        }
        record
    })
}

/// Returns the exact and the folded key of a record.
#[inline]
pub(crate) fn keys(record: &Record) -> (&str, &str) {
    let lengths = &record.as_bytes()[LENGTHS..];
    (&record[..lengths[0].into()], &record[ROOM..ROOM + usize::from(lengths[1])])
}

/// Returns the exact and the folded key of a word that is too long for a record, of all its records.
#[cold]
pub(crate) fn long_keys(records: &str) -> (&str, &str) {
    let Some((header, keys)) = records.split_at_checked(RECORD) else { return ("", "") };
    let [exact, folded] = [0, 1].map(|at| usize::from(header.as_bytes()[at]));
    (&keys[..exact], &keys[exact + 1..exact + 1 + folded])
}

/// Returns the keys of a list that [`KeyList::into_text`] wrote.
pub fn listed<const EXACT: bool>(records: &str) -> ListedKeys<'_, EXACT> {
    ListedKeys { records }
}

impl<'a, const EXACT: bool> ListedKeys<'a, EXACT> {
    /// Returns a key that has no room in its record, of whose lengths it tells.
    #[cold]
    fn long(&mut self, header: &str) -> Option<ListedKey<'a>> {
        let [exact, folded] = [0, 1].map(|at| usize::from(header.as_bytes()[at]));
        let (keys, behind) = self.records.split_at_checked((exact + 1 + folded + 1).next_multiple_of(RECORD))?;
        self.records = behind;
        let (start, length) = if EXACT { (0, exact) } else { (exact + 1, folded) };
        Some(ListedKey { room: &keys[start..=start + length], length })
    }
}

impl<'a, const EXACT: bool> Iterator for ListedKeys<'a, EXACT> {
    type Item = ListedKey<'a>;

    #[inline]
    fn next(&mut self) -> Option<ListedKey<'a>> {
        let (record, behind) = self.records.split_at_checked(RECORD)?;
        self.records = behind;
        let (room, length) = if EXACT { (&record[..ROOM], LENGTHS) } else { (&record[ROOM..], LENGTHS + 1) };
        match record.as_bytes()[length] {
            ELSEWHERE => self.long(record),
            length => Some(ListedKey { room, length: length.into() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read<const EXACT: bool>(list: &KeyList) -> Vec<&str> {
        list.keys::<EXACT>().map(ListedKey::as_str).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let mut list = KeyList::default();
        list.push("xã", "xa");
        list.push_gap();
        let long = "ạ".repeat(100);
        list.push(&long, &"a".repeat(100));
        list.push("an", "an");
        assert_eq!(read::<true>(&list), ["xã", "", &long[..LONGEST], "an"]);
        assert_eq!(read::<false>(&list), ["xa", "", &"a".repeat(100), "an"]);
        assert_eq!(listed::<true>("no list").count(), 0);
    }

    proptest! {
        /// However long keys are; and appended to a text they are no other ones.
        #[test]
        fn keys_of_any_length(keys in proptest::collection::vec(("[aễ\u{20000}]{0,20}", "[aễ\u{20000}]{0,20}"), 0..20)) {
            let mut list = KeyList::default();
            keys.iter().for_each(|(exact, folded)| list.push(exact, folded));
            prop_assert_eq!(read::<true>(&list), keys.iter().map(|(exact, _)| exact.as_str()).collect::<Vec<_>>());
            prop_assert_eq!(read::<false>(&list), keys.iter().map(|(_, folded)| folded.as_str()).collect::<Vec<_>>());
            let (mut text, mut separated) = (String::new(), String::new());
            list.keys::<true>().for_each(|key| key.append_to(&mut text));
            list.keys::<false>().for_each(|key| key.append_separated_to(&mut separated));
            prop_assert_eq!(text, keys.iter().map(|(exact, _)| exact.as_str()).collect::<String>());
            prop_assert_eq!(separated, keys.iter().map(|(_, folded)| format!("{folded} ")).collect::<String>());
        }
    }
}
