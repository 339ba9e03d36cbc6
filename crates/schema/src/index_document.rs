//! A directive as the engine takes it: fields and their values, lent and never copied.
//!
//! The engine's own document copies every text that is put into it, and would hold the folded terms twice, as two fields
//! read them. Apart from `document`, which says what stands in which field.

use std::slice::Iter;

use tantivy::Document;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Value};

use crate::term_list::{ListText, TermList};

/// A directive on its way into the index.
#[derive(Debug, Default)]
pub struct IndexDocument {
    contents: Vec<Content>,
    /// Fields, each with the place of its content; several may share one.
    fields: Vec<(Field, Part)>,
}

/// A content, by its place, or what a field has of it.
#[derive(Clone, Copy, Debug)]
enum Part {
    Whole(usize),
    FoldedTerms(usize),
}

#[derive(Debug)]
enum Content {
    Text(String),
    Terms(ListText),
    Natural(u64),
    Whole(i64),
}

impl IndexDocument {
    /// Returns how much memory its texts take, in bytes.
    pub fn bytes(&self) -> usize {
        let bytes = |content: &Content| match content {
            Content::Text(text) => text.capacity(),
            Content::Terms(list) => list.bytes(),
            Content::Natural(_) | Content::Whole(_) => 0,
        };
        self.contents.iter().map(bytes).sum()
    }

    pub(crate) fn add_text(&mut self, field: Field, text: impl Into<String>) {
        self.add(field, Content::Text(text.into()));
    }

    /// Adds a list of terms: a field of its exact ones, and the fields of its folded ones.
    pub(crate) fn add_terms(&mut self, exact: Field, folded: &[Field], list: TermList) {
        let at = self.contents.len();
        self.add(exact, Content::Terms(list.into_text()));
        self.fields.extend(folded.iter().map(|field| (*field, Part::FoldedTerms(at))));
    }

    pub(crate) fn add_u64(&mut self, field: Field, number: u64) {
        self.add(field, Content::Natural(number));
    }

    pub(crate) fn add_i64(&mut self, field: Field, number: i64) {
        self.add(field, Content::Whole(number));
    }

    fn add(&mut self, field: Field, content: Content) {
        self.fields.push((field, Part::Whole(self.contents.len())));
        self.contents.push(content);
    }
}

/// The values of a document, each with its field.
#[derive(Debug)]
pub struct Values<'a> {
    contents: &'a [Content],
    left: Iter<'a, (Field, Part)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, Lent<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, part) = self.left.next()?;
        let (Part::Whole(at) | Part::FoldedTerms(at)) = *part;
        let value = match (self.contents.get(at)?, part) {
            (Content::Text(text), _) => ReferenceValueLeaf::Str(text),
            (Content::Terms(list), Part::Whole(_)) => ReferenceValueLeaf::Str(list.exact()),
            (Content::Terms(list), Part::FoldedTerms(_)) => ReferenceValueLeaf::Str(list.folded()),
            (Content::Natural(number), _) => ReferenceValueLeaf::U64(*number),
            (Content::Whole(number), _) => ReferenceValueLeaf::I64(*number),
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
