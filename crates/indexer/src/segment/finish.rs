//! How a segment is written when all its documents are there: what is done by which thread.
//!
//! Apart from the gathering, which belongs to one thread. Two share what is to be written: one begins with the pairs and the
//! other with all else, and whoever is done takes what is left. A third lists the pairs as they come, and what is whole waits
//! for the disk beside them.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, Scope, ScopedJoinHandle};

use tantivy::TantivyError;
use tantivy::directory::{Directory, OwnedBytes, RamDirectory, TerminatingWrite, WritePtr};
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentMeta;
use tantivy::schema::Field;
use tantivy::store::StoreWriter;

use super::SegmentBuilder;
use super::files::Postings;
use super::inverted::Inverted;
use super::pairs;
use super::tasks::Tasks;

/// What is written by a thread of its own.
type Writing<'scope> = ScopedJoinHandle<'scope, tantivy::Result<()>>;

impl SegmentBuilder {
    /// Writes the segment and returns what the engine is to be told of it.
    ///
    /// # Errors
    /// Of the disk, and when there is no memory to sort in.
    pub(crate) fn finish(mut self) -> tantivy::Result<SegmentMeta> {
        self.lengths.fill_up_to_max_doc(self.documents);
        let (readers, lengths) = lengths_of(&self.lengths)?;
        self.files.lengths.write_all(&lengths)?;
        let written = Postings::new(self.files.postings, &self.schema, readers);
        let (keys, tasks) = (self.vocabulary.keys(), Tasks::default());
        let postings = &written;
        thread::scope(|scope| {
            let mut beside = Vec::new();
            for (fields, occurrences) in &self.lists {
                let list = Arc::new(Inverted::new(*fields, occurrences, &keys));
                if let Some(field) = fields.pairs {
                    beside.extend(write_pairs(scope, field, Arc::clone(&list), postings, &tasks));
                }
                let exact = Arc::clone(&list);
                tasks.add(move || exact.write_exact(postings));
                tasks.add(move || list.write_folded(postings));
            }
            tasks.add(|| self.values.write(postings));
            self.columns.serialize(&mut self.files.columns, None)?;
            beside.push(scope.spawn(|| close_others(self.files.lengths, self.files.columns, self.store)));
            tasks.work()?;
            beside.into_iter().try_for_each(joined)
        })?;
        drop(tasks);
        written.close()?;
        let meta = self.segment.with_max_doc(self.documents).meta().clone();
        meta.untrack_temp_docstore();
        Ok(meta)
    }
}

/// Writes the pairs of a list, and then what is left of all tasks.
fn write_pairs<'scope, 'a>(
    scope: &'scope Scope<'scope, '_>,
    field: Field,
    list: Arc<Inverted<'a, 'a>>,
    postings: &'a Postings<'a>,
    tasks: &'scope Tasks<'a>,
) -> [Writing<'scope>; 2]
where
    'a: 'scope,
{
    let (told, to_list) = pairs::channel();
    let keys = list.keys;
    let write = move || {
        postings.put_postings(field, list.pairs(told)?, Vec::new());
        drop(list);
        tasks.work()
    };
    let list = move || {
        postings.put_terms(field, pairs::list(keys.folded(), to_list)?);
        Ok(())
    };
    [scope.spawn(write), scope.spawn(list)]
}

/// Returns how long the documents are, to be read, and the bytes of the file that tells it.
fn lengths_of(lengths: &FieldNormsWriter) -> tantivy::Result<(FieldNormReaders, OwnedBytes)> {
    let (memory, path) = (RamDirectory::create(), Path::new("lengths"));
    lengths.serialize(FieldNormsSerializer::from_write(memory.open_write(path)?)?, None)?;
    let file = memory.open_read(path)?;
    Ok((FieldNormReaders::open(file.clone())?, file.read_bytes()?))
}

/// Closes what is not made of terms.
fn close_others(lengths: WritePtr, columns: WritePtr, store: StoreWriter) -> tantivy::Result<()> {
    lengths.terminate()?;
    columns.terminate()?;
    Ok(store.close()?)
}

/// Waits for what is written by another thread.
pub(super) fn joined(writing: Writing<'_>) -> tantivy::Result<()> {
    writing.join().map_err(|_| TantivyError::ErrorInThread("writing a segment panicked".to_owned()))?
}
