//! The folder that an index lies in: made, opened, swept of what a killed writer left behind.

use std::fs;
use std::path::Path;

use schema::Fields;
use tantivy::Index;
use tantivy::directory::MmapDirectory;

use crate::error::IndexError;

/// Opens the index in a folder; `None` if there is none yet.
///
/// # Errors
/// [`IndexError::Format`] when it was made by other rules.
pub(crate) fn open(path: &Path) -> Result<Option<(Index, Fields)>, IndexError> {
    let format = |error| IndexError::Format { path: path.to_owned(), error };
    if !path.is_dir() {
        return Ok(None);
    }
    let directory = MmapDirectory::open(path).map_err(|error| format(tantivy::TantivyError::from(error).into()))?;
    if !Index::exists(&directory).map_err(|error| format(tantivy::TantivyError::from(error).into()))? {
        return Ok(None);
    }
    let index = Index::open(directory).map_err(|error| format(error.into()))?;
    let fields = schema::prepare(&index).map_err(format)?;
    Ok(Some((index, fields)))
}

/// Opens the index in a folder, making both if need be.
pub(crate) fn open_or_create(path: &Path) -> Result<(Index, Fields), IndexError> {
    if let Some(opened) = open(path)? {
        return Ok(opened);
    }
    create(path)?;
    let (schema, _) = Fields::schema();
    let created = Index::builder().schema(schema).settings(schema::index_settings()).create_in_dir(path);
    let index = created.map_err(|error| IndexError::engine(path, error))?;
    let fields = schema::prepare(&index).map_err(|error| IndexError::Format { path: path.to_owned(), error })?;
    Ok((index, fields))
}

#[expect(clippy::disallowed_methods, reason = "makes the folder of the index, reads no source")]
fn create(path: &Path) -> Result<(), IndexError> {
    fs::create_dir_all(path).map_err(|error| IndexError::Folder { path: path.to_owned(), error })
}

/// Removes the temporary files of writers that were killed. Call it under the writer's lock only: then no living writer
/// has any. The engine's own garbage collection does not know them.
#[expect(clippy::disallowed_methods, reason = "sweeps the folder of the index, reads no source")]
pub(crate) fn sweep(path: &Path) {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(".tmp")) {
        if let Err(error) = fs::remove_file(entry.path()) {
            tracing::warn!(path = %entry.path().display(), %error, "could not remove a leftover of a killed writer");
        }
    }
}

/// Returns the folder as an absolute path free of links, to know it when it is met in an archive.
#[expect(clippy::disallowed_methods, reason = "resolves the folder of the index, reads no source")]
pub(crate) fn absolute(path: &Path) -> std::path::PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
