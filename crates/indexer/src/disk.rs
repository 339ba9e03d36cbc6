//! The files of an index folder that the engine does not write: read, replaced whole, listed, removed.
//!
//! Apart so that there is one place that knows what makes a change of the disk lasting: the file is synced before its
//! name, and the folder after it.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Returns the bytes of a small file; `None` if there is none.
#[expect(clippy::disallowed_methods, reason = "reads a file of the index, no source")]
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the size and the BLAKE3 of a file; `None` if there is none.
#[expect(clippy::disallowed_methods, reason = "reads a file of the index, no source")]
pub(crate) fn hash(path: &Path) -> io::Result<Option<(u64, blake3::Hash)>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok(Some((hasher.count(), hasher.finalize())))
}

/// Copies a file, lastingly but for its name.
#[expect(clippy::disallowed_methods, reason = "copies a file of the index, no source")]
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    File::open(to)?.sync_all()
}

/// Gives a folder another name, lastingly.
#[expect(clippy::disallowed_methods, reason = "renames a folder of the index")]
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(to.parent().filter(|folder| folder != &Path::new("")).unwrap_or(Path::new(".")))
}

/// Puts a file in the place of another, lastingly: whoever looks sees the one or the other, after a power cut too.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(folder)
}

/// Puts a file in the place of another with a modification time of its own. It is synced, its name is not: see
/// [`sync_folder`].
pub(crate) fn put(path: &Path, bytes: &[u8], modified: SystemTime) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().set_modified(modified)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Returns what the disk says of a file.
#[expect(clippy::disallowed_methods, reason = "looks at a file of the index, no source")]
pub(crate) fn look(path: &Path) -> io::Result<Metadata> {
    fs::metadata(path)
}

/// Makes the names in a folder lasting.
#[expect(clippy::disallowed_methods, reason = "syncs a folder of the index, no source")]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes a folder with those above it.
#[expect(clippy::disallowed_methods, reason = "makes a folder of the index")]
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Returns what lies in a folder: names that are not UTF-8 are none of ours.
#[expect(clippy::disallowed_methods, reason = "lists a folder of the index, no source")]
pub(crate) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    Ok(entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok()).collect())
}

/// Removes a file, or a folder with all that it holds. What is gone already is no error.
#[expect(clippy::disallowed_methods, reason = "removes files of the index, no source")]
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Removes the temporary files of writers that were killed. Call it under the writer's lock only: then no living writer
/// has any. The engine's own garbage collection does not know them.
pub(crate) fn sweep_temporary(folder: &Path) {
    let names = names(folder).unwrap_or_default();
    names.iter().filter(|name| name.starts_with(".tmp")).for_each(|name| swept(&folder.join(name)));
}

/// Removes a leftover. If that fails it lies there until the next run, and does no harm.
pub(crate) fn swept(path: &Path) {
    if let Err(error) = remove(path) {
        tracing::warn!(path = %path.display(), %error, "could not remove a leftover of a killed writer");
    }
}

/// Returns the folder as an absolute path free of links, to know it when it is met in an archive.
#[expect(clippy::disallowed_methods, reason = "resolves the folder of the index, reads no source")]
pub(crate) fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
