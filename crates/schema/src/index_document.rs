//! A directive as the engine takes it: fields and their values, lent and never copied.
//!
//! The engine's own document copies every text that is put into it, and would hold the folded terms twice, as two fields
//! read them. Apart from `document`, which says what stands in which field.

use std::slice::Iter;

use tantivy::Document;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Value};

/// A directive on its way into the index.
#[derive(Debug, Default)]
pub struct IndexDocument {
    contents: Vec<Content>,
    /// Fields, each with the place of its content; two may share one.
    fields: Vec<(Field, usize)>,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Natural(u64),
    Whole(i64),
}

impl IndexDocument {
    /// Returns how much memory its texts take, in bytes.
    pub fn bytes(&self) -> usize {
        let bytes = |content: &Content| match content {
            Content::Text(text) => text.capacity(),
            Content::Natural(_) | Content::Whole(_) => 0,
        };
        self.contents.iter().map(bytes).sum()
    }

    pub(crate) fn add_text(&mut self, field: Field, text: impl Into<String>) {
        self.add(&[field], Content::Text(text.into()));
    }

    /// Adds a text that several fields share.
    pub(crate) fn add_shared_text(&mut self, fields: &[Field], text: String) {
        self.add(fields, Content::Text(text));
    }

    pub(crate) fn add_u64(&mut self, field: Field, number: u64) {
        self.add(&[field], Content::Natural(number));
    }

    pub(crate) fn add_i64(&mut self, field: Field, number: i64) {
        self.add(&[field], Content::Whole(number));
    }

    fn add(&mut self, fields: &[Field], content: Content) {
        let at = self.contents.len();
        self.contents.push(content);
        self.fields.extend(fields.iter().map(|field| (*field, at)));
    }
}

/// The values of a document, each with its field.
#[derive(Debug)]
pub struct Values<'a> {
    contents: &'a [Content],
    left: Iter<'a, (Field, usize)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, Lent<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, at) = self.left.next()?;
        let value = match self.contents.get(*at)? {
            Content::Text(text) => ReferenceValueLeaf::Str(text),
            Content::Natural(number) => ReferenceValueLeaf::U64(*number),
            Content::Whole(number) => ReferenceValueLeaf::I64(*number),
        };
        Some((*field, Lent(value)))
    }
}

/// A value, lent to the engine.
#[derive(Clone, Debug)]
pub struct Lent<'a>(ReferenceValueLeaf<'a>);

impl<'a> Value<'a> for Lent<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(self.0.clone())
    }
}

impl Document for IndexDocument {
    type Value<'a> = Lent<'a>;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values { contents: &self.contents, left: self.fields.iter() }
    }
}
