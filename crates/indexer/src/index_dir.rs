//! The folder of an index, held by whoever writes: its live generation, opened or made, and what it is made of.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use schema::{CURRENT, Current, CurrentError, Fields, FormatError, META, generation_name, generation_number};
use tantivy::{Index, TantivyError};

use crate::disk::{self, sweep_temporary, swept};
use crate::error::IndexError;
use crate::storage::{MappedFiles, Storage};
use crate::writer_lock::WriterLock;

/// An index folder and the right to change it.
#[derive(Debug)]
pub(crate) struct IndexDir {
    path: PathBuf,
    storage: Arc<dyn Storage>,
    current: Option<Current>,
    _lock: WriterLock,
}

impl IndexDir {
    /// Takes the lock of a folder, which is made if it does not exist.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process writes, [`IndexError::Format`] for a folder of another layout or with a
    /// damaged `current`.
    pub(crate) fn lock(path: &Path) -> Result<IndexDir, IndexError> {
        IndexDir::lock_on(path, Arc::new(MappedFiles))
    }

    /// As [`IndexDir::lock`], with the files of the engine in a given storage.
    ///
    /// # Errors
    /// As [`IndexDir::lock`].
    pub(crate) fn lock_on(path: &Path, storage: Arc<dyn Storage>) -> Result<IndexDir, IndexError> {
        let lock = WriterLock::take(path)?;
        let mut dir = IndexDir { path: path.to_owned(), storage, current: None, _lock: lock };
        sweep_temporary(path);
        dir.current = dir.read_current()?;
        dir.sweep_generations();
        Ok(dir)
    }

    /// As [`IndexDir::lock`], for whoever builds the index anew: a `current` that is damaged holds nothing.
    ///
    /// # Errors
    /// As [`IndexDir::lock`].
    pub(crate) fn lock_to_rebuild(path: &Path) -> Result<IndexDir, IndexError> {
        match IndexDir::lock(path) {
            Err(IndexError::Format { error: FormatError::Current(CurrentError::Damaged(_)), .. }) => {
                let lock = WriterLock::take(path)?;
                Ok(IndexDir { path: path.to_owned(), storage: Arc::new(MappedFiles), current: None, _lock: lock })
            }
            locked => locked,
        }
    }

    /// Returns what the index was made of, as absolute paths.
    pub(crate) fn sources(&self) -> Vec<PathBuf> {
        self.current.iter().flat_map(|current| &current.sources).map(PathBuf::from).collect()
    }

    /// Makes a generation beside the live one. Until it is taken up it belongs to nothing.
    ///
    /// # Errors
    /// [`IndexError::Folder`].
    pub(crate) fn create_aside(&self) -> Result<(u64, PathBuf, Index, Fields), IndexError> {
        let number = self.newest()? + 1;
        let (index, fields) = self.create_generation(number)?;
        Ok((number, self.generation(number), index, fields))
    }

    /// Makes a generation the live one, and keeps the one before it if that is wanted; all others are removed.
    ///
    /// # Errors
    /// [`IndexError::Folder`], [`IndexError::Engine`] if the generation cannot be read.
    pub(crate) fn take_up(&mut self, live: u64, kept: Option<u64>, sources: Vec<String>) -> Result<(), IndexError> {
        let commits = self.commits(live)?;
        let base = self.state_number().map_or(0, |number| number.saturating_add(1).saturating_sub(commits));
        let mut current = Current::new(live);
        (current.kept, current.base, current.sources) = (kept, base, sources);
        self.switch_to(current)
    }

    /// Returns the numbers of the live generation and of the one that is kept.
    pub(crate) fn generations(&self) -> Option<(u64, Option<u64>)> {
        self.current.as_ref().map(|current| (current.live, current.kept))
    }

    /// Returns the number of the state that is searched; `None` where there is none. Of a generation that cannot be read
    /// it is not known: what is returned is more than any that had less than four thousand million commits.
    fn state_number(&self) -> Option<u64> {
        const MORE_THAN_ANY: u64 = 1 << 32;
        let current = self.current.as_ref()?;
        Some(current.base.saturating_add(self.commits(current.live).unwrap_or(MORE_THAN_ANY)))
    }

    fn commits(&self, generation: u64) -> Result<u64, IndexError> {
        let path = self.generation(generation);
        let opened = self.storage.open(&path).map_err(TantivyError::from).and_then(Index::open);
        let metas = opened.and_then(|index| index.load_metas()).map_err(|error| IndexError::engine(&path, error))?;
        Ok(metas.opstamp)
    }

    /// Removes generations that are not in use: of a run that was killed while it built one.
    fn sweep_generations(&self) {
        let Some(current) = &self.current else { return };
        let names = disk::names(&self.path).unwrap_or_default();
        let unused = names.iter().filter(|name| generation_number(name).is_some_and(|number| !current.holds(number)));
        unused.for_each(|name| swept(&self.path.join(name)));
    }

    /// Opens the live generation, making it if there is none yet, and notes what it is brought into step with, so that it
    /// can be built anew from it. Returns its folder too.
    ///
    /// # Errors
    /// [`IndexError::Format`] when it was made by other rules.
    pub(crate) fn open_live(&mut self, sources: &[String]) -> Result<(PathBuf, Index, Fields), IndexError> {
        let (index, fields, mut current) = match &self.current {
            Some(current) => {
                let (index, fields) = self.open_generation(current.live)?;
                (index, fields, current.clone())
            }
            None => self.begin()?,
        };
        let live = self.generation(current.live);
        let unknown = sources.iter().filter(|source| !current.sources.contains(source)).cloned().collect::<Vec<_>>();
        current.sources.extend(unknown);
        // Before anything is written to it: a run that is killed must leave an index that knows what it is made of.
        self.switch_to(current)?;
        Ok((live, index, fields))
    }

    fn generation(&self, number: u64) -> PathBuf {
        self.path.join(generation_name(number))
    }

    /// Makes the first generation.
    fn begin(&self) -> Result<(Index, Fields, Current), IndexError> {
        let number = self.newest()? + 1;
        let (index, fields) = self.create_generation(number)?;
        Ok((index, fields, Current::new(number)))
    }

    /// Returns the highest number that a generation bears, whether it is in use or was left half built.
    fn newest(&self) -> Result<u64, IndexError> {
        let names = disk::names(&self.path).map_err(|error| self.folder(error))?;
        Ok(names.iter().filter_map(|name| generation_number(name)).max().unwrap_or(0))
    }

    fn create_generation(&self, number: u64) -> Result<(Index, Fields), IndexError> {
        let path = self.generation(number);
        disk::create_folder(&path).map_err(|error| self.folder(error))?;
        let (schema, _) = Fields::schema();
        let fail = |error| IndexError::engine(&path, error);
        let directory = self.storage.open(&path).map_err(|error| fail(error.into()))?;
        let index = Index::create(directory, schema, schema::index_settings()).map_err(fail)?;
        let fields = schema::prepare(&index).map_err(|error| self.format(error))?;
        disk::sync_folder(&path).map_err(|error| self.folder(error))?;
        Ok((index, fields))
    }

    /// Opens the live generation and the one that is kept, where they can be opened.
    pub(crate) fn open_all(&self) -> Vec<(Index, Fields)> {
        let numbers = self.generations().into_iter().flat_map(|(live, kept)| [Some(live), kept]).flatten();
        numbers.filter_map(|number| self.open_generation(number).ok()).collect()
    }

    fn open_generation(&self, number: u64) -> Result<(Index, Fields), IndexError> {
        let opened = self.storage.open(&self.generation(number)).map_err(TantivyError::from).and_then(Index::open);
        let index = opened.map_err(|error| self.format(error.into()))?;
        let fields = schema::prepare(&index).map_err(|error| self.format(error))?;
        Ok((index, fields))
    }

    fn read_current(&self) -> Result<Option<Current>, IndexError> {
        match disk::read(&self.path.join(CURRENT)).map_err(|error| self.folder(error))? {
            Some(bytes) => Current::read(&bytes).map(Some).map_err(|error| self.format(error.into())),
            None if self.path.join(META).is_file() => Err(self.format(CurrentError::before_generations().into())),
            None => Ok(None),
        }
    }

    /// Makes a description of the folder the one that holds, at once and lastingly. What it does not name is removed: before
    /// the first there is none to tell what a run left that failed.
    fn switch_to(&mut self, current: Current) -> Result<(), IndexError> {
        if self.current.as_ref() == Some(&current) {
            return Ok(());
        }
        let written = current.written().map_err(|error| self.format(CurrentError::from(error).into()))?;
        disk::replace(&self.path.join(CURRENT), written.as_bytes()).map_err(|error| self.folder(error))?;
        self.current = Some(current);
        self.sweep_generations();
        Ok(())
    }

    fn folder(&self, error: io::Error) -> IndexError {
        IndexError::Folder { path: self.path.clone(), error }
    }

    fn format(&self, error: FormatError) -> IndexError {
        IndexError::Format { path: self.path.clone(), error }
    }
}
