//! The one writer of an index: opened only when there is something to write, committed durably.
//!
//! Apart from the pipeline because each step here answers to a way in which an index was seen to break.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use schema::{Fields, IndexDocument, META, fingerprint};
use tantivy::directory::Directory;
use tantivy::index::SegmentMeta;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexWriter, TantivyError, Term};

use crate::catalogue::Catalogue;
use crate::deletion::HandedOver;
use crate::disk::sweep_temporary;
use crate::engine_threads::Threads;
use crate::error::IndexError;
use crate::memory::{Scales, Shares};
use crate::seal::Seal;
use crate::segment::Builders;

/// Share of deleted documents beyond which a segment is rewritten. The engine by itself never does.
const DELETED_SHARE: f32 = 0.3;
/// Directives between two commits of a long run: what a crash can cost is the work since the last.
const BATCH: usize = 50_000;

pub(crate) struct Writer {
    path: PathBuf,
    index: Index,
    pub(crate) fields: Fields,
    /// Dropped before the engine, which locks the folder.
    builders: Builders,
    writer: Threads,
    scales: Arc<Scales>,
    handed_over: HandedOver,
    /// The ids of documents that may be in segments which the engine does not know yet.
    unknown: HashSet<String>,
    pending: usize,
    /// The seal that lay on the generation before this writer.
    seal: Option<Seal>,
}

impl Writer {
    /// Opens the writer of a generation that lies at `path`.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process writes to it all the same, [`IndexError::Damaged`] when a run that was
    /// killed left files that the engine does not believe.
    pub(crate) fn open(path: &Path, index: Index, fields: Fields, shares: Shares) -> Result<Writer, IndexError> {
        let fail = |error| IndexError::engine(path, error);
        // The engine gets segments and no documents, so one thread of it is there for nothing. Every merge takes memory of
        // its own.
        let options = IndexWriterOptions::builder().num_worker_threads(1).num_merge_threads(1);
        let writer = index.writer_with_options(options.build()).map_err(fail)?;
        let seal = Seal::lift(path).map_err(|error| IndexError::Folder { path: path.to_owned(), error })?;
        // A commit that was killed leaves delete files under names that the next commit computes again, and cannot
        // write: collect them before anything else.
        writer.garbage_collect_files().wait().map_err(fail)?;
        sweep_temporary(path);
        if seal.is_none() {
            // What is sealed at the end must not be damage that nobody has looked at.
            are_sound(&index, path)?;
        }
        burn_stamp(&writer, &fields);
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
        writer.set_merge_policy(Box::new(policy));
        let (path, writer, scales) = (path.to_owned(), Threads::of(writer), Scales::new(shares.waiting));
        let builders = Builders::new(index.clone(), fields.clone(), shares);
        let (handed_over, unknown) = (HandedOver::default(), HashSet::new());
        Ok(Writer { path, index, fields, writer, builders, scales, handed_over, unknown, pending: 0, seal })
    }

    /// Tells whether the index is still the one that a catalogue was read from.
    pub(crate) fn agrees_with(&self, catalogue: &Catalogue) -> Result<bool, IndexError> {
        let metas = self.index.load_metas().map_err(|error| self.fail(error))?;
        Ok(metas.opstamp == catalogue.opstamp)
    }

    /// Puts a document in the place of the one of the same id, if there is one. Waits where too much waits already.
    pub(crate) fn upsert(&mut self, id: &str, document: IndexDocument) -> Result<(), IndexError> {
        self.remove(id)?;
        let added = self.builders.add(self.scales.weigh(document));
        added.map_err(|error| self.fail(error))?;
        self.unknown.insert(id.to_owned());
        let built = self.builders.built();
        self.hand_over(built)?;
        if self.pending >= BATCH { self.commit() } else { Ok(()) }
    }

    /// Takes the document of an id out.
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), IndexError> {
        // A deletion holds for the segments that the engine knows by then.
        if self.unknown.contains(id) {
            self.finish_segments()?;
        }
        let deletion = self.handed_over.deletion(Term::from_field_text(self.fields.id, id));
        self.writer.delete_query(deletion).map_err(|error| self.fail(error))?;
        self.pending += 1;
        Ok(())
    }

    /// Makes everything before it durable.
    pub(crate) fn commit(&mut self) -> Result<(), IndexError> {
        self.finish_segments()?;
        let path = self.path.clone();
        let fail = |error| IndexError::engine(&path, error);
        let mut prepared = self.writer.prepare_commit().map_err(fail)?;
        // The engine keeps the schema but not the rules of the analysis.
        prepared.set_payload(&fingerprint());
        prepared.commit().map_err(fail)?;
        self.pending = 0;
        sync(&self.index, &self.path)
    }

    /// Commits what is not yet, waits for merges to end, and leaves the folder swept and sealed. Returns the number of
    /// documents.
    pub(crate) fn finish(mut self) -> Result<usize, IndexError> {
        if self.pending > 0 {
            self.commit()?;
        }
        let (index, path) = (self.index.clone(), self.path.clone());
        self.close()?;
        count(&index).map_err(|error| IndexError::engine(&path, error))
    }

    /// Waits for merges to end, sweeps and seals. What was not committed is forgotten.
    pub(crate) fn close(self) -> Result<(), IndexError> {
        let Writer { path, mut index, writer, builders, seal, .. } = self;
        drop(builders);
        let fail = |error| IndexError::engine(&path, error);
        writer.wait().map_err(fail)?;
        collect_garbage(&mut index).map_err(fail)?;
        sync(&index, &path)?;
        Seal::put(&path, seal.as_ref()).map_err(|error| IndexError::Folder { path: path.clone(), error })
    }

    /// Writes what waits, so that the engine knows of all documents.
    fn finish_segments(&mut self) -> Result<(), IndexError> {
        let built = self.builders.finish().map_err(|error| self.fail(error))?;
        self.hand_over(built)?;
        self.unknown.clear();
        Ok(())
    }

    /// Hands segments over to the engine.
    fn hand_over(&self, built: Vec<SegmentMeta>) -> Result<(), IndexError> {
        let handed_over = built.into_iter().try_for_each(|segment| {
            self.handed_over.book(segment.id());
            self.writer.add_segment(segment)
        });
        handed_over.map_err(|error| self.fail(error))
    }

    fn fail(&self, error: TantivyError) -> IndexError {
        IndexError::engine(&self.path, error)
    }
}

/// Uses up the first stamp of a writer, on a deletion that meets nothing. The engine gives its first operation the stamp of
/// the last commit, and a merge that begins before the next commit takes it for a part of that commit: of the segments it
/// merges it may then pass over the deletion in some, for good, and a directive that was replaced stays beside its
/// successor.
fn burn_stamp(writer: &IndexWriter, fields: &Fields) {
    writer.delete_term(Term::from_field_text(fields.id, ""));
}

/// Looks at the engine's own checksums.
fn are_sound(index: &Index, path: &Path) -> Result<(), IndexError> {
    let damaged = index.validate_checksum().map_err(|error| IndexError::engine(path, error))?;
    if damaged.is_empty() {
        return Ok(());
    }
    let files = damaged.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    Err(IndexError::Damaged { path: path.to_owned(), files })
}

/// Removes the files of segments that were merged away since the writer collected last.
fn collect_garbage(index: &mut Index) -> Result<(), TantivyError> {
    let mut living = index.load_metas()?.list_segment_files();
    living.insert(PathBuf::from(META));
    index.directory_mut().garbage_collect(|| living)?;
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index_dir::IndexDir;
    use crate::memory::Memory;

    #[test]
    fn no_operation_bears_the_stamp_of_the_commit_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut dir = IndexDir::lock(folder.path()).unwrap();
        for _ in 0..2 {
            let (path, index, fields) = dir.open_live(&[]).unwrap();
            let committed = index.load_metas().unwrap().opstamp;
            let mut writer = Writer::open(&path, index, fields.clone(), Memory::default().shared_out(1, 0)).unwrap();
            assert!(writer.writer.delete_term(Term::from_field_text(fields.id, "1")) > committed);
            writer.pending = 1;
            writer.finish().unwrap();
        }
    }

    fn document(fields: &Fields, id: &str) -> IndexDocument {
        let entry = schema::Entry {
            id: id.to_owned(),
            source: format!("{id}.txt"),
            root: "archive".to_owned(),
            stamp: schema::Stamp::default(),
            text: "Công an xã".to_owned(),
            given_title: None,
            directive: directive::parse("Công an xã"),
        };
        schema::write(fields, &mut vietnamese::Analyzer::new(), &entry)
    }

    /// Whether the engine knows of the one before, has committed it, or was never told.
    #[test]
    fn a_replacement_takes_out_what_was_before_and_never_itself() {
        let folder = tempfile::tempdir().unwrap();
        let (path, index, fields) = IndexDir::lock(folder.path()).unwrap().open_live(&[]).unwrap();
        let mut writer =
            Writer::open(&path, index.clone(), fields.clone(), Memory::default().shared_out(1, 0)).unwrap();
        let cases: [(&str, usize); 5] =
            [("+a +a", 1), ("+b -b +b", 2), ("+a -c", 2), ("-a +c | +c | +b", 2), ("-b -c +a | -a", 0)];
        for (changes, held) in cases {
            for change in changes.split(' ') {
                match change.split_at(1) {
                    ("+", id) => writer.upsert(id, document(&fields, id)).unwrap(),
                    ("-", id) => writer.remove(id).unwrap(),
                    _ => writer.finish_segments().unwrap(),
                }
            }
            writer.commit().unwrap();
            assert_eq!(count(&index).unwrap(), held, "{changes}");
        }
        assert_eq!(writer.finish().unwrap(), 0);
    }
}
