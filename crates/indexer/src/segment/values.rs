//! Terms that are values as they are: ids, paths, numbers of directives, years. Few, and sorted when the segment is written.

use std::io;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::document::ReferenceValueLeaf;
use tantivy::schema::{Field, FieldEntry, FieldType};
use tantivy::tokenizer::MAX_TOKEN_LEN;

/// Name of the engine's tokenizer that takes a value as one term.
const AS_IT_IS: &str = "raw";

/// The values of a segment.
#[derive(Default)]
pub(super) struct ValueTerms {
    bytes: Vec<u8>,
    terms: Vec<ValueTerm>,
}

#[derive(Clone, Copy)]
struct ValueTerm {
    field: Field,
    start: usize,
    end: usize,
    document: DocId,
}

/// Tells whether the values of a field are terms.
pub(super) fn is_of_values(entry: &FieldEntry) -> bool {
    match entry.field_type() {
        FieldType::Str(options) => {
            options.get_indexing_options().is_some_and(|indexing| indexing.tokenizer() == AS_IT_IS)
        }
        FieldType::U64(options) => options.is_indexed(),
        _ => false,
    }
}

impl ValueTerms {
    /// Appends a value of a document, and tells whether it makes a term: one that is longer than the engine takes makes none.
    pub(super) fn push(&mut self, field: Field, document: DocId, value: &ReferenceValueLeaf<'_>) -> bool {
        let start = self.bytes.len();
        match value {
            ReferenceValueLeaf::Str(text) if text.len() <= MAX_TOKEN_LEN => self.bytes.extend(text.as_bytes()),
            ReferenceValueLeaf::U64(number) => self.bytes.extend(number.to_be_bytes()),
            _ => return false,
        }
        self.terms.push(ValueTerm { field, start, end: self.bytes.len(), document });
        true
    }

    /// Sorts them. Before, nothing may be written.
    pub(super) fn sort(&mut self) {
        let ValueTerms { bytes, terms } = self;
        terms.sort_unstable_by_key(|term| (term.field, &bytes[term.start..term.end], term.document));
    }

    /// Returns how many terms the documents have in a field.
    pub(super) fn count(&self, field: Field) -> usize {
        self.of(field).len()
    }

    /// Writes the terms of a field.
    pub(super) fn write(&self, field: Field, serializer: &mut FieldSerializer<'_>) -> io::Result<()> {
        let bytes = |term: &ValueTerm| &self.bytes[term.start..term.end];
        for same in self.of(field).chunk_by(|term, next| bytes(term) == bytes(next)) {
            serializer.new_term_without_freq(bytes(&same[0]))?;
            for in_one in same.chunk_by(|term, next| term.document == next.document) {
                serializer.write_doc(in_one[0].document, 0, &[]);
            }
            serializer.close_term()?;
        }
        Ok(())
    }

    /// Returns how much memory they take, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + self.terms.capacity() * size_of::<ValueTerm>()
    }

    fn of(&self, field: Field) -> &[ValueTerm] {
        let start = self.terms.partition_point(|term| term.field < field);
        let end = self.terms.partition_point(|term| term.field <= field);
        &self.terms[start..end]
    }
}
