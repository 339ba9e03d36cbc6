//! Copies of an index to keep elsewhere: made while it is searched, looked over, and put back.
//!
//! Apart from generations, which lie on the same disk: a snapshot is a folder that stands alone. Its manifest is a seal
//! over all its files, and an index is copied only when it is what was written.

use std::io;
use std::path::{Path, PathBuf};

use schema::{CURRENT, Current, RECEIVED, generation_name};

use crate::check::check;
use crate::disk;
use crate::error::IndexError;
use crate::index_dir::IndexDir;
use crate::seal::{Seal, Standing};
use crate::{Job, bring_into_step};

/// A folder that holds a copy of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The folder.
    pub path: PathBuf,
    /// Directives of the index.
    pub documents: usize,
    /// Files of the copy.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Snapshot {
    /// Copies the live generation of an index, and what was received, into a folder that does not exist yet. The folder has
    /// its name only when it is whole. Searching goes on; writers wait.
    ///
    /// # Errors
    /// [`IndexError::Missing`], [`IndexError::Busy`], [`IndexError::Damaged`] when there is something wrong with the index,
    /// [`IndexError::Occupied`], [`IndexError::Folder`] naming the folder that could not be written.
    pub fn create(index: &Path, to: &Path) -> Result<Snapshot, IndexError> {
        is_free(to)?;
        if !check(index)?.sealed {
            // A run was killed: what it left is not to be copied.
            bring_into_step(&Job { index: index.to_owned(), sources: Vec::new() }, &|_| {})?;
        }
        let dir = IndexDir::lock(index)?;
        let health = check(index)?;
        if !health.damaged.is_empty() {
            return Err(IndexError::Damaged { path: index.to_owned(), files: health.damaged });
        }
        let partial = beside(to);
        let fail = |error| IndexError::Folder { path: to.to_owned(), error };
        let copied = copy_index(index, &dir, &partial).and_then(|()| {
            disk::remove(to)?;
            disk::rename(&partial, to)
        });
        if let Err(error) = copied {
            disk::swept(&partial);
            return Err(fail(error));
        }
        Snapshot::verify(to)
    }

    /// Compares each file of a snapshot with its manifest.
    ///
    /// # Errors
    /// [`IndexError::Missing`] where there is none, [`IndexError::Damaged`] naming the files that are not what was written.
    pub fn verify(path: &Path) -> Result<Snapshot, IndexError> {
        let damaged = |files| IndexError::Damaged { path: path.to_owned(), files };
        match Seal::compare(path).map_err(|error| IndexError::Folder { path: path.to_owned(), error })? {
            Standing::Unsealed => Err(IndexError::Missing { path: path.to_owned() }),
            Standing::SealBroken => Err(damaged(vec![schema::SEAL.to_owned()])),
            Standing::Sealed { damaged: files, .. } if !files.is_empty() => Err(damaged(files)),
            Standing::Sealed { seal, .. } => {
                let (files, bytes) = seal.size();
                Ok(Snapshot { path: path.to_owned(), documents: check(path)?.documents, files, bytes })
            }
        }
    }

    /// Puts a snapshot back as an index, into a folder that does not exist yet or is empty.
    ///
    /// # Errors
    /// As [`Snapshot::verify`]; [`IndexError::Occupied`], [`IndexError::Folder`].
    pub fn restore(path: &Path, index: &Path) -> Result<Snapshot, IndexError> {
        let snapshot = Snapshot::verify(path)?;
        is_free(index)?;
        let partial = beside(index);
        let fail = |error| IndexError::Folder { path: index.to_owned(), error };
        let copied = copy_all(path, &partial).and_then(|()| {
            disk::remove(&partial.join(schema::SEAL))?;
            disk::remove(index)?;
            disk::rename(&partial, index)
        });
        if let Err(error) = copied {
            disk::swept(&partial);
            return Err(fail(error));
        }
        Ok(snapshot)
    }
}

/// Copies what an index needs to stand alone, and seals it.
fn copy_index(index: &Path, dir: &IndexDir, to: &Path) -> io::Result<()> {
    let Some((live, _)) = dir.generations() else { return Err(io::ErrorKind::NotFound.into()) };
    disk::remove(to)?;
    disk::create_folder(to)?;
    let generation = generation_name(live);
    copy_all(&index.join(&generation), &to.join(&generation))?;
    if index.join(RECEIVED).is_dir() {
        copy_all(&index.join(RECEIVED), &to.join(RECEIVED))?;
    }
    let mut current = Current::new(live);
    current.sources = dir.sources().iter().map(|source| source.to_string_lossy().into_owned()).collect();
    disk::replace(&to.join(CURRENT), current.written().map_err(io::Error::other)?.as_bytes())?;
    Seal::put(to, None)
}

/// Copies the files of a folder and of the folders in it.
fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    disk::create_folder(to)?;
    for name in disk::names(from)? {
        let (source, target) = (from.join(&name), to.join(&name));
        if source.is_dir() {
            copy_all(&source, &target)?;
        } else {
            disk::copy(&source, &target)?;
        }
    }
    disk::sync_folder(to)
}

/// Tells whether a folder may be made here: there is nothing, or an empty one.
fn is_free(path: &Path) -> Result<(), IndexError> {
    match disk::names(path) {
        Ok(names) if names.is_empty() => Ok(()),
        Ok(_) => Err(IndexError::Occupied { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(IndexError::Folder { path: path.to_owned(), error }),
    }
}

/// The name under which a folder is built.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}
