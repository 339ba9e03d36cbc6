//! The files of a segment that are written in the end. They are opened in the beginning, since the engine waits for the disk
//! before each, and in the end nobody has anything else to do meanwhile.
//!
//! Apart from what is written to them: the engine writes postings field after field. Ours are written beside one another, each
//! in memory, and come into the files in the order of the engine, whichever was done first: the same documents make the same
//! files.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};
use std::thread;

use tantivy::directory::error::OpenWriteError;
use tantivy::directory::{CompositeWrite, WritePtr};
use tantivy::fieldnorm::FieldNormReaders;
use tantivy::index::{Segment, SegmentComponent};
use tantivy::postings::FieldSerializer;
use tantivy::schema::{Field, IndexRecordOption, Schema};

use super::finish::joined;

/// All of them.
pub(super) struct OpenFiles {
    pub(super) lengths: WritePtr,
    pub(super) columns: WritePtr,
    pub(super) postings: PostingsFiles,
}

/// The files of the postings, each of which holds a part of each field.
pub(super) struct PostingsFiles {
    terms: CompositeWrite,
    postings: CompositeWrite,
    positions: CompositeWrite,
}

/// What writes a field in memory.
pub(super) type FieldWriter<'a, 'm> = FieldSerializer<'a, &'m mut Vec<u8>>;

/// A part of each field that has it.
type Parts = BTreeMap<Field, Vec<u8>>;

/// What is written of all fields, for each of the files.
#[derive(Default)]
struct InMemory {
    terms: Parts,
    postings: Parts,
    positions: Parts,
}

/// The postings of a segment, to which several threads write.
pub(super) struct Postings<'a> {
    files: PostingsFiles,
    schema: &'a Schema,
    lengths: FieldNormReaders,
    written: Mutex<InMemory>,
}

impl OpenFiles {
    /// Opens the files of a segment.
    pub(super) fn open(segment: &mut Segment) -> Result<OpenFiles, OpenWriteError> {
        Ok(OpenFiles {
            lengths: segment.open_write(SegmentComponent::FieldNorms)?,
            columns: segment.open_write(SegmentComponent::FastFields)?,
            postings: PostingsFiles {
                terms: CompositeWrite::wrap(segment.open_write(SegmentComponent::Terms)?),
                postings: CompositeWrite::wrap(segment.open_write(SegmentComponent::Postings)?),
                positions: CompositeWrite::wrap(segment.open_write(SegmentComponent::Positions)?),
            },
        })
    }
}

impl<'a> Postings<'a> {
    /// Returns the postings in files, of documents that are so long.
    pub(super) fn new(files: PostingsFiles, schema: &'a Schema, lengths: FieldNormReaders) -> Postings<'a> {
        Postings { files, schema, lengths, written: Mutex::default() }
    }

    /// Writes a field of so many terms, counted wherever they stand; one that has none is not written.
    ///
    /// # Errors
    /// When it cannot be told how long the documents are.
    pub(super) fn write(
        &self,
        field: Field,
        terms: usize,
        write: impl FnOnce(FieldWriter<'_, '_>) -> io::Result<()>,
    ) -> tantivy::Result<()> {
        if terms == 0 {
            return Ok(());
        }
        let mut written = [const { Vec::new() }; 3];
        let [mut dictionary, mut postings, mut positions] = written.each_mut().map(CompositeWrite::wrap);
        let option = self.schema.get_field_entry(field).field_type().index_record_option();
        write(FieldSerializer::create(
            option.unwrap_or(IndexRecordOption::Basic),
            terms as u64,
            dictionary.for_field(field),
            postings.for_field(field),
            positions.for_field(field),
            self.lengths.get_field(field)?,
        )?)?;
        let [dictionary, postings, positions] = written;
        self.put_terms(field, dictionary);
        self.put_postings(field, postings, positions);
        Ok(())
    }

    /// Takes the dictionary of a field.
    pub(super) fn put_terms(&self, field: Field, dictionary: Vec<u8>) {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).terms.insert(field, dictionary);
    }

    /// Takes the postings of a field, and its positions.
    pub(super) fn put_postings(&self, field: Field, postings: Vec<u8>, positions: Vec<u8>) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.postings.insert(field, postings);
        written.positions.insert(field, positions);
    }

    /// Writes the files and closes them. Each waits for the disk, so all do at once.
    ///
    /// # Errors
    /// Of the disk.
    pub(super) fn close(self) -> tantivy::Result<()> {
        let (files, written) = (self.files, self.written.into_inner().unwrap_or_else(PoisonError::into_inner));
        let parts =
            [(files.terms, written.terms), (files.postings, written.postings), (files.positions, written.positions)];
        thread::scope(|scope| {
            let closing = parts.map(|(file, parts)| scope.spawn(|| Ok(close(file, parts)?)));
            closing.into_iter().try_for_each(joined)
        })
    }
}

/// Writes the parts of all fields to their file.
fn close(mut file: CompositeWrite, parts: Parts) -> io::Result<()> {
    for (field, part) in parts {
        file.for_field(field).write_all(&part)?;
    }
    file.close()
}
