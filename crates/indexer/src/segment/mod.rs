//! A segment of the index, built by our own hands from documents whose terms are known already.
//!
//! Apart from the writer, which only says which documents there are. The engine builds segments too, from any documents
//! and for any schema, term by term in a table; ours knows that its terms are words of a language: each gets a number once,
//! what is gathered are numbers, and they are sorted when the segment is written (`occurrences`). The files are the engine's,
//! written by its own serializers, and a test holds each byte against those that the engine writes of the same documents.

mod builders;
mod files;
mod finish;
mod inverted;
mod occurrences;
mod pairs;
mod places;
mod postings;
mod tasks;
#[cfg(test)]
mod tests;
mod values;
mod vocabulary;

use schema::{Fields, TermFields, list_words};
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::FieldNormsWriter;
use tantivy::index::{Segment, SegmentComponent};
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Schema, Value};
use tantivy::store::StoreWriter;
use tantivy::{DocId, Document, Index};

use self::files::OpenFiles;
use self::occurrences::Occurrences;
use self::values::{ValueTerms, is_of_values};
use self::vocabulary::Vocabulary;

pub(crate) use self::builders::Builders;

/// A segment that documents are added to.
pub(crate) struct SegmentBuilder {
    segment: Segment,
    schema: Schema,
    vocabulary: Vocabulary,
    lists: Vec<(TermFields, Occurrences)>,
    values: ValueTerms,
    /// Tells of each field whether its values are terms.
    is_of_values: Vec<bool>,
    lengths: FieldNormsWriter,
    columns: FastFieldsWriter,
    store: StoreWriter,
    files: OpenFiles,
    documents: DocId,
}

impl SegmentBuilder {
    /// Begins a segment of an index. Stored texts are written as they come, all else in the end.
    ///
    /// # Errors
    /// Of the disk.
    pub(crate) fn new(index: &Index, fields: &Fields) -> tantivy::Result<SegmentBuilder> {
        let (mut segment, schema, settings) = (index.new_segment(), index.schema(), index.settings());
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        let columns = index.fast_field_tokenizer().clone();
        let files = OpenFiles::open(&mut segment)?;
        Ok(SegmentBuilder {
            segment,
            vocabulary: Vocabulary::default(),
            lists: fields.term_fields().map(|fields| (fields, Occurrences::default())).into(),
            values: ValueTerms::default(),
            is_of_values: schema.fields().map(|(_, entry)| is_of_values(entry)).collect(),
            lengths: FieldNormsWriter::for_schema(&schema),
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, columns)?,
            schema,
            store,
            files,
            documents: 0,
        })
    }

    /// Adds a document.
    ///
    /// # Errors
    /// Of the disk.
    pub(crate) fn add(&mut self, document: &impl Document) -> tantivy::Result<()> {
        self.add_terms(document);
        self.columns.add_document(document)?;
        self.store.store(document, &self.schema)?;
        self.documents += 1;
        self.lists.iter_mut().for_each(|(_, occurrences)| occurrences.fill(self.documents as usize));
        Ok(())
    }

    fn add_terms(&mut self, document: &impl Document) {
        let mut counts = vec![0; self.is_of_values.len()];
        for (field, value) in document.iter_fields_and_values() {
            let ReferenceValue::Leaf(value) = value.as_value() else { continue };
            if self.is_of_values[field.field_id() as usize] {
                counts[field.field_id() as usize] += u32::from(self.values.push(field, self.documents, &value));
            } else if let ReferenceValueLeaf::Str(list) = value {
                self.add_list(field, list);
            }
        }
        for (field, count) in (0..).map(Field::from_field_id).zip(counts).filter(|(_, count)| *count > 0) {
            self.lengths.record(self.documents, field, count);
        }
    }

    /// Adds a list of terms, if the field bears one.
    fn add_list(&mut self, field: Field, list: &str) {
        if let Some((fields, occurrences)) = self.lists.iter_mut().find(|(fields, _)| fields.exact == field) {
            let lengths = occurrences.push(&mut self.vocabulary, list_words(list));
            self.lengths.record(self.documents, fields.exact, lengths.exact);
            self.lengths.record(self.documents, fields.folded, lengths.folded);
        }
    }

    /// Returns how much memory it takes, writing it included, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let lists: usize = self.lists.iter().map(|(_, occurrences)| occurrences.bytes()).sum();
        let engine = self.lengths.mem_usage() + self.columns.mem_usage() + self.store.mem_usage();
        lists + self.vocabulary.bytes() + self.values.memory() + engine
    }
}
