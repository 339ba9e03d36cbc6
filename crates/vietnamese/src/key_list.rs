//! Keys of a text one behind another, and how long each is.
//!
//! Apart from the analyzer that writes such a list and from the engine's reader of it: the lengths stand by themselves, so
//! that a reader walks over them and need not look for where a key ends, which cannot be foretold.

use crate::key::LONGEST;

/// Stands behind each key of a list, and between the two of a pair; no key holds it.
pub const SEPARATOR: char = ' ';
/// Stands between the keys of a list and their lengths; neither holds it.
const END: char = '\0';

/// A list of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyList {
    /// The keys, [`SEPARATOR`] behind each.
    pub(crate) keys: String,
    /// How many bytes each takes with what stands behind it, as an ASCII character.
    pub(crate) lengths: String,
}

impl KeyList {
    /// Makes room for the keys of so many bytes of text.
    pub fn reserve(&mut self, bytes: usize) {
        /// A key with what parts it from the next: text has more, as letters with marks do.
        const BYTES_OF_KEY: usize = 5;
        self.keys.reserve(bytes + bytes / BYTES_OF_KEY);
        self.lengths.reserve(bytes / BYTES_OF_KEY);
    }

    /// Appends a key; one that is longer than a key may be is cut.
    pub fn push(&mut self, key: &str) {
        const { assert!(LONGEST < 0x7F, "a length is an ASCII character") };
        let key = &key[..key.floor_char_boundary(LONGEST)];
        self.keys.push_str(key);
        self.keys.push(SEPARATOR);
        self.lengths.push(char::from(key.len() as u8 + 1));
    }

    /// Appends a key of no letters: what stands before it and behind it are no neighbours.
    pub fn push_gap(&mut self) {
        self.push("");
    }

    /// Returns the keys, [`SEPARATOR`] behind each.
    pub fn keys(&self) -> &str {
        &self.keys
    }

    /// Returns the list as one text: the keys, and behind them their lengths.
    pub fn into_text(self) -> String {
        let Self { mut keys, lengths } = self;
        keys.reserve_exact(lengths.len() + 1);
        keys.push(END);
        keys.push_str(&lengths);
        keys
    }
}

/// Returns the keys and the lengths of a list that [`KeyList::into_text`] wrote: [`SEPARATOR`] is behind each key, and
/// counted in its length. A text that is none has no keys.
pub fn listed(text: &str) -> (&str, &[u8]) {
    let (keys, lengths) = text.rsplit_once(END).unwrap_or_default();
    (keys, lengths.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut list = KeyList::default();
        list.push("xã");
        list.push_gap();
        list.push(&"ạ".repeat(100));
        assert_eq!(list.keys(), format!("xã  {} ", "ạ".repeat(40)));
        let keys = list.keys().to_owned();
        assert_eq!(listed(&list.into_text()), (keys.as_str(), [4, 1, 121].as_slice()));
        assert_eq!(listed(&KeyList::default().into_text()), ("", [].as_slice()));
        assert_eq!(listed("no list"), ("", [].as_slice()));
    }
}
