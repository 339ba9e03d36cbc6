//! The terms under which an index stores a number and a query looks it up.
//!
//! A key has no separators and no leading zeros: `12 NQ TW`, `3/2019 NĐ CP`. What a person leaves open (issuer, unit,
//! year) is left out of a key of its own, and every key is there without marks too, so that a lookup of one term
//! suffices. Quy định is QĐ, QĐi or QyĐ by the fashion of the place: one letter in the key.

use super::{DocumentNumber, codes};

impl DocumentNumber {
    /// Returns the term under which to look this number up.
    ///
    /// ```
    /// let typed = directive::DocumentNumber::parse("02-nq/duca").unwrap();
    /// let printed = directive::DocumentNumber::parse("02-NQ/ĐUCA").unwrap();
    /// assert!(printed.index_keys().contains(&typed.query_key()));
    /// ```
    pub fn query_key(&self) -> String {
        self.key(self.year, self.symbols.len())
    }

    /// Returns the terms under which to store this number: the key, the key with issuer, unit or year left open, and
    /// each of them without marks.
    pub fn index_keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        for count in (1..=self.symbols.len()).rev() {
            push(&mut keys, self.key(self.year, count));
            push(&mut keys, self.key(None, count));
        }
        let plain: Vec<String> = keys.iter().map(|key| codes::plain(key)).collect();
        plain.into_iter().for_each(|key| push(&mut keys, key));
        keys
    }

    fn key(&self, year: Option<u16>, count: usize) -> String {
        let mut key = self.ordinal.to_string();
        key.push_str(&self.suffix().to_uppercase());
        key.extend(year.map(|year| format!("/{year}")));
        for symbol in self.symbols.iter().take(count) {
            key.push(' ');
            key.push_str(&letters(symbol));
        }
        key
    }
}

fn letters(symbol: &str) -> String {
    match symbol.to_uppercase().as_str() {
        "QĐI" | "QYĐ" => "QĐ".to_owned(),
        other => other.to_owned(),
    }
}

fn push(keys: &mut Vec<String>, key: String) {
    if !keys.contains(&key) {
        keys.push(key);
    }
}
