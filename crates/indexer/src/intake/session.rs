//! The index, held while changes are written to it: first the files of what is received, then the commit.
//!
//! In this order a crash between the two loses nothing: the next run finds the file and indexes it, or finds it gone and
//! takes its directive out.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use schema::Fields;
use tantivy::{Index, IndexReader, ReloadPolicy};

use super::held::{Held, held};
use super::{Applied, Change};
use crate::error::IndexError;
use crate::index_dir::IndexDir;
use crate::memory::Memory;
use crate::prepare::{self, Outcome, Ready, hash};
use crate::received::{Received, ReceivedDirective, Unfit, check_id};
use crate::storage::Storage;
use crate::writer::Writer;

/// The index, locked and open. Dropped without [`Session::close`] it forgets what was not committed.
pub(super) struct Session {
    path: PathBuf,
    fields: Fields,
    received: Received,
    reader: IndexReader,
    writer: Writer,
    /// Dropped last: the lock.
    _dir: IndexDir,
}

/// What is to be done for a change.
enum Step {
    /// Nothing.
    Nothing(Applied),
    /// A file is to be written, and its directive.
    Write { ready: Box<Ready>, line: Vec<u8>, time: SystemTime, applied: Applied },
    /// A file and its directive are to be taken out.
    Remove { id: String },
}

impl Session {
    /// Takes the lock of an index folder and opens the live generation.
    ///
    /// # Errors
    /// [`IndexError::Busy`] at once when another writes to it.
    pub(super) fn open(index: &Path, storage: Arc<dyn Storage>) -> Result<Session, IndexError> {
        let mut dir = IndexDir::lock_on(index, storage)?;
        let (path, engine, fields) = dir.open_live(&[])?;
        let received = Received::of(index);
        received.make()?;
        received.sweep();
        let reader = reader(&engine, &path)?;
        let writer = Writer::open(&path, engine, fields.clone(), Memory::default().shared_out(1, 0))?;
        Ok(Session { path, fields, received, reader, writer, _dir: dir })
    }

    /// Makes changes in their order, and makes them last.
    ///
    /// # Errors
    /// [`IndexError`]: what was not committed is to be dropped with the session.
    pub(super) fn apply(&mut self, changes: &[Change]) -> Result<Vec<Applied>, IndexError> {
        let mut applied = Vec::with_capacity(changes.len());
        while applied.len() < changes.len() {
            let rest = &changes[applied.len()..];
            applied.extend(self.apply_distinct(&rest[..distinct(rest)])?);
        }
        Ok(applied)
    }

    /// Lets merges end, and the index go.
    ///
    /// # Errors
    /// [`IndexError::Engine`]; all that was answered lasts nevertheless.
    pub(super) fn close(self) -> Result<(), IndexError> {
        self.writer.close()
    }

    /// Makes changes of ids that differ.
    fn apply_distinct(&mut self, changes: &[Change]) -> Result<Vec<Applied>, IndexError> {
        let searcher = self.reader.searcher();
        let find = |change: &Change| held(&searcher, &self.fields, change.id());
        let held = changes.iter().map(find).collect::<Result<Vec<_>, _>>();
        let held = held.map_err(|error| IndexError::engine(&self.path, error))?;
        let steps: Vec<Step> = changes.par_iter().zip(held).map(|(change, held)| self.step(change, held)).collect();
        self.keep(&steps)?;
        self.commit(steps)
    }

    fn step(&self, change: &Change, held: Option<Held>) -> Step {
        match change {
            Change::Put(directive) => self.put(directive, held),
            Change::Remove(id) => self.remove(id, held),
        }
    }

    fn put(&self, directive: &ReceivedDirective, held: Option<Held>) -> Step {
        let directive = match directive.checked() {
            Ok(directive) => directive,
            Err(unfit) => return Step::Nothing(Applied::Refused(unfit)),
        };
        let applied = match held {
            Some(held) if !held.is_received => return Step::Nothing(Applied::OfArchive),
            Some(held) if held.content == hash(&directive.content()) && self.received.keeps(&directive) => {
                return Step::Nothing(Applied::Unchanged);
            }
            Some(_) => Applied::Changed,
            None => Applied::Added,
        };
        let Ok((line, time, seen)) = Received::written(&directive) else {
            return Step::Nothing(Applied::Refused(Unfit::NotUnderstood));
        };
        match prepare::received(&self.fields, directive, seen) {
            Outcome::Ready(ready) => Step::Write { ready, line, time, applied },
            // What was checked is refused for one reason only.
            Outcome::Refused { .. } => Step::Nothing(Applied::Refused(Unfit::NotUnderstood)),
            Outcome::Unchanged { .. } => Step::Nothing(Applied::Unchanged),
        }
    }

    fn remove(&self, id: &str, held: Option<Held>) -> Step {
        match held {
            Some(Held { is_received: false, .. }) => Step::Nothing(Applied::OfArchive),
            // What cannot have been received is not looked for on the disk.
            None if check_id(id).is_err() || !self.received.holds(id) => Step::Nothing(Applied::Absent),
            _ => Step::Remove { id: id.to_owned() },
        }
    }

    /// Writes and removes the files.
    fn keep(&self, steps: &[Step]) -> Result<(), IndexError> {
        if steps.iter().all(|step| matches!(step, Step::Nothing(_))) {
            return Ok(());
        }
        steps.par_iter().try_for_each(|step| match step {
            Step::Nothing(_) => Ok(()),
            Step::Write { ready, line, time, .. } => self.received.put(&ready.id, line, *time),
            Step::Remove { id } => self.received.remove(id),
        })?;
        self.received.settle()
    }

    /// Writes to the index and commits, if there is anything.
    fn commit(&mut self, steps: Vec<Step>) -> Result<Vec<Applied>, IndexError> {
        let mut is_touched = false;
        let mut applied = Vec::with_capacity(steps.len());
        for step in steps {
            is_touched |= !matches!(step, Step::Nothing(_));
            applied.push(match step {
                Step::Nothing(applied) => applied,
                Step::Write { ready, applied, .. } => {
                    self.writer.upsert(&ready.id, ready.document)?;
                    applied
                }
                Step::Remove { id } => {
                    self.writer.remove(&id)?;
                    Applied::Removed
                }
            });
        }
        if is_touched {
            self.writer.commit()?;
            self.reader.reload().map_err(|error| IndexError::engine(&self.path, error))?;
        }
        Ok(applied)
    }
}

fn reader(engine: &Index, path: &Path) -> Result<IndexReader, IndexError> {
    let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
    reader.map_err(|error| IndexError::engine(path, error))
}

/// Returns how many changes from the first on are of ids that differ: two of one id are two commits.
fn distinct(changes: &[Change]) -> usize {
    let mut met = HashSet::new();
    changes.iter().take_while(|change| met.insert(change.id())).count()
}
