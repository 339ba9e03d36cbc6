//! The files of a segment that are written in the end. They are opened in the beginning, since the engine waits for the disk
//! before each, and in the end nobody has anything else to do meanwhile.
//!
//! Apart from what is written to them: the engine writes postings field after field. Ours are written beside one another, each
//! in memory, and appended as they come; where a field stands in a file is told by its end.

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

/// The postings of a segment, to which several threads write.
pub(super) struct Postings<'a> {
    files: Mutex<PostingsFiles>,
    schema: &'a Schema,
    lengths: FieldNormReaders,
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
        Postings { files: Mutex::new(files), schema, lengths }
    }

    /// Writes a field of so many terms, counted wherever they stand; one that has none is not written.
    ///
    /// # Errors
    /// Of the disk.
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
        self.append_terms(field, &dictionary)?;
        Ok(self.append_postings(field, &postings, &positions)?)
    }

    /// Appends the dictionary of a field.
    pub(super) fn append_terms(&self, field: Field, dictionary: &[u8]) -> io::Result<()> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.terms.for_field(field).write_all(dictionary)
    }

    /// Appends the postings of a field, and its positions.
    pub(super) fn append_postings(&self, field: Field, postings: &[u8], positions: &[u8]) -> io::Result<()> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.postings.for_field(field).write_all(postings)?;
        files.positions.for_field(field).write_all(positions)
    }

    /// Closes the files. Each waits for the disk, so all do at once.
    pub(super) fn close(self) -> tantivy::Result<()> {
        let PostingsFiles { terms, postings, positions } =
            self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        thread::scope(|scope| {
            let closing = [terms, postings, positions].map(|file| scope.spawn(|| Ok(file.close()?)));
            closing.into_iter().try_for_each(joined)
        })
    }
}
