//! The live generation of an index folder, as it is open: found through `current`, followed from commit to commit.
//!
//! Apart from the engine, which hands out states: here is what a state is read from, and what may change under the
//! reader. Another process may commit, merge, switch to another generation and remove a former one at any moment.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use schema::{CURRENT, Current, CurrentError, Fields, FormatError, META, generation_name};
use sha2::{Digest, Sha256};
use tantivy::directory::error::{OpenDirectoryError, OpenReadError};
use tantivy::directory::{Directory, MmapDirectory};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, TantivyError};

use crate::error::SearchError;
use crate::opened::OpenedSegments;
use crate::ranking::Vocabulary;

/// How often a state is read again that changed while it was read.
const ATTEMPTS: usize = 10;

/// The generation that is open, and what of it was read.
pub(crate) struct Live {
    path: PathBuf,
    folder: MmapDirectory,
    /// The bytes of `current` that this generation was opened by.
    written: Vec<u8>,
    current: Current,
    index: Index,
    reader: IndexReader,
    /// The bytes of the description that the reader was last loaded by.
    description: Vec<u8>,
}

/// One state of the index: what a question is put to, from its beginning to its end.
pub(crate) struct State {
    pub(crate) searcher: Searcher,
    /// Its number. It grows from commit to commit and from generation to generation.
    pub(crate) generation: u64,
    /// Names it among all states of all indexes: an index that was built anew counts from the beginning again.
    pub(crate) digest: [u8; 32],
    /// Its words, opened when one is first asked for alone.
    vocabulary: OnceLock<Vocabulary>,
}

impl State {
    /// Returns what the words of the state are looked up in.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn vocabulary(&self, fields: &Fields, opened: &OpenedSegments) -> tantivy::Result<&Vocabulary> {
        if let Some(vocabulary) = self.vocabulary.get() {
            return Ok(vocabulary);
        }
        let vocabulary = Vocabulary::open(&self.searcher, fields, opened)?;
        Ok(self.vocabulary.get_or_init(|| vocabulary))
    }
}

impl Live {
    /// Opens the live generation of an index folder.
    ///
    /// # Errors
    /// [`SearchError::Missing`] where there is none, [`SearchError::Format`] where it cannot be used.
    pub(crate) fn open(path: &Path) -> Result<(Live, State), SearchError> {
        let folder = MmapDirectory::open(path).map_err(|error| match error {
            OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_) => missing(path),
            error => unusable(path, TantivyError::from(error).into()),
        })?;
        let written = read_current(path, &folder)?;
        Live::open_written(path, &folder, written)
    }

    /// Opens the generation that `current` named a moment ago. Should it be gone, another has taken its place.
    fn open_written(path: &Path, folder: &MmapDirectory, mut written: Vec<u8>) -> Result<(Live, State), SearchError> {
        for _ in 0..ATTEMPTS {
            match Live::open_once(path, folder, &written) {
                Err(error) => {
                    let now = read_current(path, folder)?;
                    if now == written {
                        return Err(error);
                    }
                    written = now;
                }
                opened => return opened,
            }
        }
        Live::open_once(path, folder, &written)
    }

    fn open_once(path: &Path, folder: &MmapDirectory, written: &[u8]) -> Result<(Live, State), SearchError> {
        let format = |error: FormatError| unusable(path, error);
        let current = Current::read(written).map_err(|error| format(error.into()))?;
        let directory = MmapDirectory::open(path.join(generation_name(current.live)));
        let directory = directory.map_err(|error| format(TantivyError::from(error).into()))?;
        let index = Index::open(directory).map_err(|error| format(error.into()))?;
        schema::prepare(&index).map_err(format)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.try_into().map_err(|error: TantivyError| format(error.into()))?;
        let (path, folder, written) = (path.to_owned(), folder.clone(), written.to_vec());
        let mut live = Live { path, folder, written, current, index, reader, description: Vec::new() };
        let state = live.load()?;
        Ok((live, state))
    }

    /// Returns the folder of the index.
    pub(crate) fn folder(&self) -> &Path {
        &self.path
    }

    /// Returns where the description of the live generation lies: it is written anew with each commit.
    pub(crate) fn description(&self) -> PathBuf {
        self.path.join(generation_name(self.current.live)).join(META)
    }

    /// Returns the state of the index, if it is another than the last one. Costs the reading of two small files when it
    /// is not.
    ///
    /// # Errors
    /// [`SearchError`] when it cannot be read; what was open stays open.
    pub(crate) fn newer(&mut self) -> Result<Option<State>, SearchError> {
        let written = read_current(&self.path, &self.folder)?;
        if written != self.written {
            let (live, state) = Live::open_written(&self.path, &self.folder.clone(), written)?;
            *self = live;
            return Ok(Some(state));
        }
        if self.describe()? == self.description {
            return Ok(None);
        }
        schema::check(&self.index).map_err(|error| unusable(&self.path, error))?;
        self.load().map(Some)
    }

    /// Loads the last commit. A commit that comes between the reading of the description and the loading is noticed by
    /// reading it again: the number of a state must be its own.
    fn load(&mut self) -> Result<State, SearchError> {
        for _ in 0..ATTEMPTS {
            let description = self.describe()?;
            self.reader.reload()?;
            let commit = self.index.load_metas()?.opstamp;
            if self.describe()? == description {
                let generation = self.current.base.saturating_add(commit);
                // The description names the files of the commit, and each file of the engine has a name of its own.
                let digest = Sha256::new_with_prefix(&self.written).chain_update(&description).finalize().into();
                self.description = description;
                let searcher = self.reader.searcher();
                return Ok(State { searcher, generation, digest, vocabulary: OnceLock::new() });
            }
        }
        Err(TantivyError::SystemError("the index changes faster than it can be read".to_owned()).into())
    }

    fn describe(&self) -> Result<Vec<u8>, SearchError> {
        Ok(self.index.directory().atomic_read(Path::new(META)).map_err(TantivyError::from)?)
    }
}

fn read_current(path: &Path, folder: &MmapDirectory) -> Result<Vec<u8>, SearchError> {
    match folder.atomic_read(Path::new(CURRENT)) {
        Ok(written) => Ok(written),
        Err(OpenReadError::FileDoesNotExist(_)) if folder.exists(Path::new(META)).unwrap_or(false) => {
            Err(unusable(path, CurrentError::before_generations().into()))
        }
        Err(OpenReadError::FileDoesNotExist(_)) => Err(missing(path)),
        Err(error) => Err(unusable(path, TantivyError::from(error).into())),
    }
}

fn missing(path: &Path) -> SearchError {
    SearchError::Missing { path: path.to_owned() }
}

fn unusable(path: &Path, error: FormatError) -> SearchError {
    SearchError::Format { path: path.to_owned(), error }
}
