//! The file of the keys: read whole, written whole under another name and renamed, so that nobody ever sees half of it.
//!
//! The one place of the server that touches the disk. Whoever changes the file holds a lock on its folder meanwhile:
//! otherwise two who change it at once could undo a revocation.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::store::KeyStore;

/// Largest file that is read: tens of thousands of keys.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// A file of keys, which need not exist yet.
#[derive(Clone, Debug)]
pub struct KeyFile(PathBuf);

/// Why a file of keys is of no use.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read.
    #[error("could not read the keys {}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What happened.
        error: io::Error,
    },
    /// It cannot be written.
    #[error("could not write the keys {}: {error}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What happened.
        error: io::Error,
    },
    /// It is no file of keys.
    #[error("could not use the keys {}: {fault}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
}

impl KeyFile {
    /// Returns the file of this path.
    pub fn new(path: PathBuf) -> KeyFile {
        KeyFile(path)
    }

    /// Returns the file that belongs to an index: `index.keys.json` beside `index`. It does not lie inside, because an
    /// index may be thrown away and built anew, and it bears the name of the index, because the key of one archive must
    /// not open its neighbour.
    ///
    /// # Errors
    /// [`KeyFileError::Read`] if the index is no folder that something can lie beside.
    pub fn beside(index: &Path) -> Result<KeyFile, KeyFileError> {
        let fail = |error| KeyFileError::Read { path: index.to_owned(), error };
        let index = std::path::absolute(index).map_err(fail)?;
        let name = index.file_name().ok_or_else(|| fail(io::ErrorKind::InvalidFilename.into()))?;
        let mut name = OsString::from(name);
        name.push(".keys.json");
        Ok(KeyFile(index.with_file_name(name)))
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the keys; none if there is no file.
    ///
    /// # Errors
    /// [`KeyFileError`] if it cannot be read or used.
    pub fn load(&self) -> Result<KeyStore, KeyFileError> {
        self.parse(self.bytes()?.as_deref())
    }

    /// Changes the keys, while nobody else does. What the change returns is returned; if it fails nothing is written.
    ///
    /// # Errors
    /// [`KeyFileError`] if the file cannot be read or written, and what the change fails with.
    pub fn change<T, E: From<KeyFileError>>(&self, change: impl FnOnce(&mut KeyStore) -> Result<T, E>) -> Result<T, E> {
        let _lock = self.lock().map_err(|error| self.unwritten(error))?;
        let mut store = self.load()?;
        let outcome = change(&mut store)?;
        self.save(&store).map_err(|error| self.unwritten(error))?;
        Ok(outcome)
    }

    /// Returns the content of the file; `None` if there is none.
    pub(crate) fn bytes(&self) -> Result<Option<Vec<u8>>, KeyFileError> {
        let fail = |error| KeyFileError::Read { path: self.0.clone(), error };
        let file = match open(&self.0) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fail(error)),
        };
        let mut bytes = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(fail)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(fail(io::ErrorKind::FileTooLarge.into()));
        }
        Ok(Some(bytes))
    }

    /// Returns the keys of a content.
    pub(crate) fn parse(&self, bytes: Option<&[u8]>) -> Result<KeyStore, KeyFileError> {
        let store = bytes.map_or_else(|| Ok(KeyStore::default()), KeyStore::parse);
        store.map_err(|fault| KeyFileError::Format { path: self.0.clone(), fault })
    }

    /// Holds the folder, not the file: the file is replaced by a new one.
    fn lock(&self) -> io::Result<File> {
        let folder = open(self.folder())?;
        folder.lock()?;
        Ok(folder)
    }

    /// A temporary file is readable by its owner alone, and stays so under its new name.
    fn save(&self, store: &KeyStore) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(self.folder())?;
        file.write_all(store.to_json()?.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&self.0)?;
        open(self.folder())?.sync_all()
    }

    fn folder(&self) -> &Path {
        self.0.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    fn unwritten(&self, error: io::Error) -> KeyFileError {
        KeyFileError::Write { path: self.0.clone(), error }
    }
}

#[expect(clippy::disallowed_methods, reason = "keys are no source; this file alone reads and writes them")]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}
