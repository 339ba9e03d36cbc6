//! A directive as the index gives it back: its texts first, and what was understood of it when somebody asks.
//!
//! Apart from `document`, which says what is written where: of the texts that a search looks at half are shown, and to read
//! a whole record costs as much as to unpack a text. The engine's own document would copy each text twice more.

use directive::{Directive, ReadingOrder};
use tantivy::schema::Field;
use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer, ValueVisitor,
};

use crate::fields::Fields;
use crate::record::{self, Facts};

/// A directive as the index gives it back.
#[derive(Clone, Debug)]
pub struct StoredDirective {
    /// Identity of the document.
    pub id: String,
    /// Path relative to the source folder.
    pub source: String,
    /// The text as it was read.
    pub text: String,
    /// The order in which the text is read.
    pub order: ReadingOrder,
    /// The directive as understood when it was indexed.
    pub directive: Directive,
}

/// The stored fields of a document: what the engine is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredFields(Vec<(Field, StoredValue)>);

/// The value of a stored field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredValue {
    /// Of a field that is a text.
    Text(String),
    /// Of any other.
    Bytes(Vec<u8>),
}

impl DocumentDeserialize for StoredFields {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> Result<Self, DeserializeError> {
        let mut fields = Vec::with_capacity(document.size_hint());
        while let Some(field) = document.next_field()? {
            fields.push(field);
        }
        Ok(StoredFields(fields))
    }
}

impl ValueDeserialize for StoredValue {
    fn deserialize<'de, D: ValueDeserializer<'de>>(value: D) -> Result<Self, DeserializeError> {
        struct Visitor;
        impl ValueVisitor for Visitor {
            type Value = StoredValue;

            fn visit_string(&self, text: String) -> Result<StoredValue, DeserializeError> {
                Ok(StoredValue::Text(text))
            }

            fn visit_bytes(&self, bytes: Vec<u8>) -> Result<StoredValue, DeserializeError> {
                Ok(StoredValue::Bytes(bytes))
            }
        }
        value.deserialize_any(Visitor)
    }
}

impl StoredValue {
    /// Reads a value of the kind that the engine gives a number.
    fn read(kind: u8, value: &[u8]) -> Option<StoredValue> {
        const TEXT: u8 = 0;
        const BYTES: u8 = 4;
        match kind {
            TEXT => simdutf8::basic::from_utf8(value).ok().map(|text| StoredValue::Text(text.to_owned())),
            BYTES => Some(StoredValue::Bytes(value.to_vec())),
            _ => None,
        }
    }
}

impl StoredFields {
    /// Reads a document as it lies in a block of the engine: how many fields, then of each its number, its kind, how long it is,
    /// and the value. `None` if it is anything else.
    pub fn read(document: &[u8]) -> Option<StoredFields> {
        let (count, mut rest) = split_number(document)?;
        let mut fields = Vec::new();
        for _ in 0..count {
            let (field, typed) = rest.split_first_chunk()?;
            let (kind, sized) = typed.split_first()?;
            let (length, behind) = split_number(sized)?;
            let (value, behind) = behind.split_at_checked(usize::try_from(length).ok()?)?;
            fields.push((Field::from_field_id(u32::from_le_bytes(*field)), StoredValue::read(*kind, value)?));
            rest = behind;
        }
        Some(StoredFields(fields))
    }

    fn take(&mut self, field: Field) -> Option<StoredValue> {
        let at = self.0.iter().position(|(own, _)| *own == field)?;
        Some(self.0.swap_remove(at).1)
    }

    fn text(&mut self, field: Field) -> Option<String> {
        match self.take(field)? {
            StoredValue::Text(text) => Some(text),
            StoredValue::Bytes(_) => None,
        }
    }

    fn bytes(&mut self, field: Field) -> Option<Vec<u8>> {
        match self.take(field)? {
            StoredValue::Bytes(bytes) => Some(bytes),
            StoredValue::Text(_) => None,
        }
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
    /// The order in which the text is read.
    pub order: ReadingOrder,
    /// Path relative to the source folder.
    pub source: String,
    record: Vec<u8>,
}

impl StoredText {
    /// Returns the texts of a stored document; `None` if one is missing.
    pub fn of(fields: &Fields, mut document: StoredFields) -> Option<StoredText> {
        let (text, record) = (document.text(fields.text)?, document.bytes(fields.directive)?);
        Some(StoredText {
            id: document.text(fields.id)?,
            order: record::order(&record, &text)?,
            text,
            source: document.text(fields.source)?,
            record,
        })
    }

    /// Returns the directive with what was understood of it; `None` if that is unreadable.
    pub fn understood(self) -> Option<StoredDirective> {
        let directive = record::directive(&self.record)?;
        Some(StoredDirective { id: self.id, source: self.source, text: self.text, order: self.order, directive })
    }

    /// Returns the facts that tell it from others; `None` if they are unreadable.
    pub fn facts(&self) -> Option<Facts> {
        record::facts(&self.record)
    }
}
