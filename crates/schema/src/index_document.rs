//! A directive as the engine takes it: fields and their values, lent and never copied.
//!
//! The engine's own document copies every text that is put into it, and would hold the folded terms twice, as two fields
//! read them. Apart from `document`, which says what stands in which field.

use std::ops::Range;
use std::slice::Iter;

use tantivy::Document;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Value};

use crate::term_list::{ListText, TermList};

/// A directive on its way into the index.
///
/// Few pieces of memory whatever it holds: they are given back by another thread than the one that asked for them, and for
/// each of them an allocator may let the two wait for one another.
#[derive(Debug, Default)]
pub struct IndexDocument {
    values: Vec<(Field, Content)>,
    /// All texts, one behind the other.
    texts: String,
    lists: Vec<ListText>,
    /// All that is no text, one behind the other.
    bytes: Vec<u8>,
}

#[derive(Clone, Debug)]
enum Content {
    /// Where it stands among the texts.
    Text(Range<usize>),
    /// Where it stands among what is no text.
    Bytes(Range<usize>),
    /// Which list.
    ExactTerms(usize),
    FoldedTerms(usize),
    Natural(u64),
    Whole(i64),
}

impl IndexDocument {
    /// Returns a document with room for so many bytes of texts.
    pub(crate) fn with_room(texts: usize) -> IndexDocument {
        /// Values that most directives stay below.
        const VALUES: usize = 32;
        IndexDocument {
            values: Vec::with_capacity(VALUES),
            texts: String::with_capacity(texts),
            lists: Vec::with_capacity(2),
            bytes: Vec::new(),
        }
    }

    /// Returns how much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        let values = self.values.capacity() * size_of::<(Field, Content)>();
        let lists: usize = self.lists.iter().map(ListText::bytes).sum();
        values + self.texts.capacity() + self.bytes.capacity() + lists
    }

    pub(crate) fn add_text(&mut self, field: Field, text: &str) {
        let start = self.texts.len();
        self.texts.push_str(text);
        self.values.push((field, Content::Text(start..self.texts.len())));
    }

    pub(crate) fn add_bytes(&mut self, field: Field, bytes: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.values.push((field, Content::Bytes(start..self.bytes.len())));
    }

    /// Adds a list of terms: a field of its exact ones, and the fields of its folded ones.
    pub(crate) fn add_terms(&mut self, exact: Field, folded: &[Field], list: TermList) {
        let at = self.lists.len();
        self.lists.push(list.into_text());
        self.values.push((exact, Content::ExactTerms(at)));
        self.values.extend(folded.iter().map(|field| (*field, Content::FoldedTerms(at))));
    }

    pub(crate) fn add_u64(&mut self, field: Field, number: u64) {
        self.values.push((field, Content::Natural(number)));
    }

    pub(crate) fn add_i64(&mut self, field: Field, number: i64) {
        self.values.push((field, Content::Whole(number)));
    }

    /// Gives back the memory that it asked for and does not need.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.texts.shrink_to_fit();
    }

    fn lend(&self, content: &Content) -> Option<ReferenceValueLeaf<'_>> {
        Some(match content {
            Content::Text(range) => ReferenceValueLeaf::Str(self.texts.get(range.clone())?),
            Content::Bytes(range) => ReferenceValueLeaf::Bytes(self.bytes.get(range.clone())?),
            Content::ExactTerms(at) => ReferenceValueLeaf::Str(self.lists.get(*at)?.exact()),
            Content::FoldedTerms(at) => ReferenceValueLeaf::Str(self.lists.get(*at)?.folded()),
            Content::Natural(number) => ReferenceValueLeaf::U64(*number),
            Content::Whole(number) => ReferenceValueLeaf::I64(*number),
        })
    }
}

/// The values of a document, each with its field.
#[derive(Debug)]
pub struct Values<'a> {
    document: &'a IndexDocument,
    left: Iter<'a, (Field, Content)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, Lent<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, content) = self.left.next()?;
        Some((*field, Lent(self.document.lend(content)?)))
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
        Values { document: self, left: self.values.iter() }
    }
}
