//! The one writer of an index: opened only when there is something to write, committed durably.
//!
//! Apart from the pipeline because each step here answers to a way in which an index was seen to break.

use std::path::{Path, PathBuf};

use schema::{Fields, fingerprint};
use tantivy::directory::Directory;
use tantivy::indexer::LogMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term};

use crate::catalogue::Catalogue;
use crate::disk::sweep_temporary;
use crate::error::IndexError;

/// Memory that one thread gathers postings in before it writes a segment, in bytes.
const MEMORY_PER_THREAD: usize = 128 << 20;
/// Share of deleted documents beyond which a segment is rewritten. The engine by itself never does.
const DELETED_SHARE: f32 = 0.3;
/// Directives between two commits of a long run: what a crash can cost is the work since the last.
const BATCH: usize = 50_000;

pub(crate) struct Writer {
    path: PathBuf,
    index: Index,
    pub(crate) fields: Fields,
    writer: IndexWriter,
    pending: usize,
}

impl Writer {
    /// Opens the writer of a generation that lies at `path`.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process writes to it all the same.
    pub(crate) fn open(path: &Path, index: Index, fields: Fields, threads: usize) -> Result<Writer, IndexError> {
        let fail = |error| IndexError::engine(path, error);
        let writer: IndexWriter = index.writer_with_num_threads(threads, threads * MEMORY_PER_THREAD).map_err(fail)?;
        // A commit that was killed leaves delete files under names that the next commit computes again, and cannot
        // write: collect them before anything else.
        writer.garbage_collect_files().wait().map_err(fail)?;
        sweep_temporary(path);
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
        writer.set_merge_policy(Box::new(policy));
        Ok(Writer { path: path.to_owned(), index, fields, writer, pending: 0 })
    }

    /// Tells whether the index is still the one that a catalogue was read from.
    pub(crate) fn agrees_with(&self, catalogue: &Catalogue) -> Result<bool, IndexError> {
        let metas = self.index.load_metas().map_err(|error| self.fail(error))?;
        Ok(metas.opstamp == catalogue.opstamp)
    }

    /// Puts a document in the place of the one of the same id, if there is one.
    pub(crate) fn upsert(&mut self, id: &str, document: TantivyDocument) -> Result<(), IndexError> {
        self.remove(id);
        self.writer.add_document(document).map_err(|error| self.fail(error))?;
        if self.pending >= BATCH { self.commit() } else { Ok(()) }
    }

    /// Takes the document of an id out.
    pub(crate) fn remove(&mut self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
        self.pending += 1;
    }

    /// Makes everything before it durable.
    pub(crate) fn commit(&mut self) -> Result<(), IndexError> {
        let path = self.path.clone();
        let fail = |error| IndexError::engine(&path, error);
        let mut prepared = self.writer.prepare_commit().map_err(fail)?;
        // The engine keeps the schema but not the rules of the analysis.
        prepared.set_payload(&fingerprint());
        prepared.commit().map_err(fail)?;
        self.pending = 0;
        sync(&self.index, &self.path)
    }

    /// Commits, waits for merges to end, and leaves the folder swept. Returns the number of documents.
    pub(crate) fn finish(mut self) -> Result<usize, IndexError> {
        self.commit()?;
        let (index, path) = (self.index.clone(), self.path.clone());
        self.close()?;
        count(&index).map_err(|error| IndexError::engine(&path, error))
    }

    /// Waits for merges to end. What was not committed is forgotten.
    pub(crate) fn close(self) -> Result<(), IndexError> {
        let Writer { path, index, writer, .. } = self;
        writer.wait_merging_threads().map_err(|error| IndexError::engine(&path, error))?;
        sync(&index, &path)
    }

    fn fail(&self, error: TantivyError) -> IndexError {
        IndexError::engine(&self.path, error)
    }
}

/// The engine syncs its files but not the renaming of the last one: after a power cut the commit could be gone.
fn sync(index: &Index, path: &Path) -> Result<(), IndexError> {
    index.directory().sync_directory().map_err(|error| IndexError::Folder { path: path.to_owned(), error })
}

/// Returns the number of documents of an index.
pub(crate) fn count(index: &Index) -> Result<usize, TantivyError> {
    let metas = index.load_metas()?;
    Ok(metas.segments.iter().map(|segment| segment.num_docs() as usize).sum())
}
