//! A directive as the index gives it back: its texts first, and what was understood of it when somebody asks.
//!
//! Apart from `document`, which says what is written where: of the texts that a search looks at half are shown, and to read
//! a record costs as much as to unpack a text. The engine's own document would copy each text twice more.

use directive::{Basis, Directive, Kind, Level, Province};
use jiff::civil::Date;
use serde::Deserialize;
use tantivy::schema::Field;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};

use crate::fields::Fields;

/// A directive as the index gives it back.
#[derive(Clone, Debug)]
pub struct StoredDirective {
    /// Identity of the document.
    pub id: String,
    /// Path relative to the source folder.
    pub source: String,
    /// The text as it was read.
    pub text: String,
    /// The directive as understood when it was indexed.
    pub directive: Directive,
}

/// The stored fields of a document, all of them texts: what the engine is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredFields(Vec<(Field, String)>);

impl DocumentDeserialize for StoredFields {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> Result<Self, DeserializeError> {
        let mut fields = Vec::with_capacity(document.size_hint());
        while let Some(field) = document.next_field::<String>()? {
            fields.push(field);
        }
        Ok(StoredFields(fields))
    }
}

impl StoredFields {
    /// Reads a document as it lies in a block of the engine: how many fields, then of each its number, that it is a text, how
    /// long, and the text. `None` if it is anything else.
    pub fn read(document: &[u8]) -> Option<StoredFields> {
        const TEXT: u8 = 0;
        let (count, mut rest) = split_number(document)?;
        let mut fields = Vec::new();
        for _ in 0..count {
            let (field, typed) = rest.split_first_chunk()?;
            let (kind, sized) = typed.split_first()?;
            let (length, behind) = split_number(sized)?;
            let (text, behind) = behind.split_at_checked(usize::try_from(length).ok()?)?;
            let text = simdutf8::basic::from_utf8(text).ok().filter(|_| *kind == TEXT)?;
            fields.push((Field::from_field_id(u32::from_le_bytes(*field)), text.to_owned()));
            rest = behind;
        }
        Some(StoredFields(fields))
    }

    fn take(&mut self, field: Field) -> Option<String> {
        self.0.iter_mut().find(|(own, _)| *own == field).map(|(_, text)| std::mem::take(text))
    }
}

/// Splits a number off that the engine wrote: seven bits to a byte, the lowest first, the highest bit set in the last. `None` if
/// there is none.
pub fn split_number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    const LAST: u8 = 1 << 7;
    /// Bytes that a number of 64 bits takes.
    const MOST: usize = 10;
    let length = 1 + bytes.iter().take(MOST).position(|byte| byte & LAST != 0)?;
    let (number, rest) = bytes.split_at_checked(length)?;
    let shifted = number.iter().zip((0..).step_by(7)).map(|(byte, shift)| u64::from(byte & !LAST) << shift);
    Some((shifted.fold(0, |number, part| number | part), rest))
}

/// A stored directive of which only the texts were read.
#[derive(Clone, Debug)]
pub struct StoredText {
    /// Identity of the document.
    pub id: String,
    /// The text as it was read.
    pub text: String,
    /// Path relative to the source folder.
    pub source: String,
    record: String,
}

impl StoredText {
    /// Returns the texts of a stored document; `None` if one is missing.
    pub fn of(fields: &Fields, mut document: StoredFields) -> Option<StoredText> {
        Some(StoredText {
            id: document.take(fields.id)?,
            text: document.take(fields.text)?,
            source: document.take(fields.source)?,
            record: document.take(fields.directive)?,
        })
    }

    /// Returns the directive with what was understood of it; `None` if that is unreadable.
    pub fn understood(self) -> Option<StoredDirective> {
        let directive = serde_json::from_str(&self.record).ok()?;
        Some(StoredDirective { id: self.id, source: self.source, text: self.text, directive })
    }

    /// Returns the facts that tell it from others; `None` if they are unreadable.
    pub fn facts(&self) -> Option<Facts> {
        serde_json::from_str(&self.record).ok()
    }
}

/// The facts that tell a directive from others, as [`Directive`] has them, without their evidence. What it cites and whom it
/// addresses, most of a record, is passed over.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[expect(missing_docs, reason = "each is told of where the directive is")]
pub struct Facts {
    /// As it was written when the directive was understood: nothing that shows it needs to read it.
    pub number: Told<String>,
    pub kind: Told<Kind>,
    pub issuer: Told<String>,
    pub level: Told<Level>,
    pub province: Told<Province>,
    pub date: Told<Date>,
    pub year: Told<i16>,
    pub title: Told<String>,
    pub signer: Told<String>,
}

/// A fact as it is told of a hit.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Told<T> {
    /// The value; `None` when unknown.
    pub value: Option<T>,
    /// Its ground.
    pub basis: Basis,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_those_of_the_directive() {
        let text = include_str!("../../../seeds/000_25d31764dfd2fe86.txt");
        let directive = directive::parse(text);
        let record = serde_json::to_string(&directive).expect("it can be written");
        let stored = StoredText { id: String::new(), source: String::new(), text: String::new(), record };
        let facts = serde_json::to_value(stored.facts().expect("they can be read")).expect("they can be written");
        let whole = serde_json::to_value(&directive).expect("it can be written");
        let same = |name: &str, fact: &serde_json::Value| {
            ["value", "basis"].iter().all(|part| fact[part] == whole[name][part] && !fact[part].is_null())
        };
        let known = facts.as_object().expect("an object").iter().filter(|(name, fact)| same(name, fact));
        assert_eq!(known.count(), 9, "{facts:#}");
        assert!(whole["number"]["value"].is_string(), "{whole:#}");
    }
}
