//! Terms that are values as they are: ids, paths, numbers of directives, years. Few, and sorted when the segment is written.

use std::io;

use tantivy::DocId;
use tantivy::schema::document::ReferenceValueLeaf;
use tantivy::schema::{Field, FieldEntry, FieldType};
use tantivy::tokenizer::MAX_TOKEN_LEN;

use super::files::{FieldWriter, Postings};

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

    /// Writes the fields of them.
    ///
    /// # Errors
    /// Of the disk.
    pub(super) fn write(mut self, postings: &Postings<'_>) -> tantivy::Result<()> {
        let ValueTerms { bytes, terms } = &mut self;
        terms.sort_unstable_by_key(|term| (term.field, &bytes[term.start..term.end], term.document));
        let mut fields = self.terms.chunk_by(|term, next| term.field == next.field);
        fields
            .try_for_each(|found| postings.write(found[0].field, found.len(), |writer| self.write_field(writer, found)))
    }

    fn write_field(&self, mut writer: FieldWriter<'_, '_>, found: &[ValueTerm]) -> io::Result<()> {
        let bytes = |term: &ValueTerm| &self.bytes[term.start..term.end];
        for same in found.chunk_by(|term, next| bytes(term) == bytes(next)) {
            writer.new_term_without_freq(bytes(&same[0]))?;
            for in_one in same.chunk_by(|term, next| term.document == next.document) {
                writer.write_doc(in_one[0].document, 0, &[]);
            }
            writer.close_term()?;
        }
        writer.close()
    }

    /// Returns how much memory they take, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + self.terms.capacity() * size_of::<ValueTerm>()
    }
}
