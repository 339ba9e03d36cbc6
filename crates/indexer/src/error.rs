//! What stops a run. A bad file never does: it is a line of the report.

use std::io;
use std::path::PathBuf;

use rustix::io::Errno;
use schema::FormatError;
use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use thiserror::Error;

use crate::writer_lock::Holder;

/// What to do when the engine failed, and no file is known to be damaged.
const FAILING: &str = "see whether the disk can be read and written, and run it again: what was committed is kept";

/// Why an index could not be brought into step.
#[derive(Debug, Error)]
pub enum IndexError {
    /// A source does not exist or cannot be looked at.
    #[error("could not read the source {}: {error}", path.display())]
    Source {
        /// The source as given.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The index folder cannot be made or changed.
    #[error("could not write to the index folder {}: {error}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Another process writes to the index.
    #[error("another process is writing to the index {}{}", path.display(), named(holder))]
    Busy {
        /// The folder.
        path: PathBuf,
        /// The process, where it is known.
        holder: Option<Holder>,
    },
    /// There is no index.
    #[error("there is no index in {}", path.display())]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// It is not known what an index is to be built from.
    #[error("it is not known what the index {} was made of", path.display())]
    NoSources {
        /// The folder.
        path: PathBuf,
    },
    /// There is no generation to go back to.
    #[error("the index {} keeps no generation to go back to", path.display())]
    NothingKept {
        /// The folder.
        path: PathBuf,
    },
    /// Something lies where a whole folder is to be written.
    #[error("{} is not empty", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// Files of the index are not what was written.
    #[error("the index {} is damaged: {}", path.display(), files.join(", "))]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// The files.
        files: Vec<String>,
    },
    /// It was changed as often as it was looked at.
    #[error("the index {} was changed each time it was looked at", path.display())]
    Changing {
        /// The folder.
        path: PathBuf,
    },
    /// The index was made by other rules or is damaged.
    #[error("could not use the index {}: {error}", path.display())]
    Format {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        error: FormatError,
    },
    /// The engine failed while reading or writing the index.
    #[error("the index {} failed: {error}", path.display())]
    Engine {
        /// The folder.
        path: PathBuf,
        /// What the engine said.
        error: TantivyError,
    },
}

impl IndexError {
    /// Returns what to do about it, as a sentence for a person, where there is something to do.
    pub fn hint(&self) -> Option<&'static str> {
        if self.is_full() {
            return Some(
                "the disk is full: make room there and run it again; what was indexed before is still searched",
            );
        }
        match self {
            IndexError::Source { .. } => Some("check the path and that you may read it"),
            IndexError::Folder { .. } => Some("check that you may write there and that the disk has room"),
            IndexError::Busy { .. } => Some("wait until it is done, or stop it; searching goes on meanwhile"),
            IndexError::Missing { .. } => Some("build it with `tracuu index SRC`"),
            IndexError::Engine { .. } => Some(FAILING),
            IndexError::Format { error, .. } if is_of_the_system(error) => Some(FAILING),
            IndexError::Format { error, .. } => Some(error.remedy()),
            IndexError::Damaged { .. } => {
                Some("run `tracuu check --repair`: it builds the index anew, aside, and swaps")
            }
            IndexError::Changing { .. } => Some("run it again when less is written to it"),
            IndexError::NoSources { .. } => Some("name the folders: `tracuu index SRC --rebuild`"),
            IndexError::NothingKept { .. } => Some("one is kept by `tracuu index --rebuild`"),
            IndexError::Occupied { .. } => Some("name a folder that does not exist, or is empty"),
        }
    }

    /// Tells whether there was no room left on the disk. It is told by the words: what the system says reaches us through
    /// the engine under many names, and at last as words only.
    pub fn is_full(&self) -> bool {
        let told = match self {
            // Of what the engine says the message has the beginning only.
            IndexError::Format { error: FormatError::Engine(error), .. } => error.to_string(),
            error => error.to_string(),
        };
        [Errno::NOSPC, Errno::DQUOT].into_iter().any(|full| told.contains(&words(full)))
    }

    pub(crate) fn engine(path: &std::path::Path, error: TantivyError) -> IndexError {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => {
                IndexError::Busy { path: path.to_owned(), holder: None }
            }
            error => IndexError::Engine { path: path.to_owned(), error },
        }
    }
}

/// Tells whether it was the system that failed, and not the index.
fn is_of_the_system(error: &FormatError) -> bool {
    let FormatError::Engine(error) = error else { return false };
    matches!(
        error,
        TantivyError::IoError(_)
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { .. })
            | TantivyError::OpenReadError(OpenReadError::IoError { .. })
    )
}

/// Returns the words of the system for an error, without its number.
fn words(errno: Errno) -> String {
    let told = io::Error::from(errno).to_string();
    told.split(" (os error").next().unwrap_or_default().to_owned()
}

fn named(holder: &Option<Holder>) -> String {
    holder.map(|holder| format!(" ({holder})")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However long the story is that the engine tells around it.
    #[test]
    fn a_full_disk_is_told_as_such() {
        let full = || io::Error::from_raw_os_error(Errno::NOSPC.raw_os_error());
        let long = format!("{}/meta.json", "a folder of a long name/".repeat(20));
        let engine = || TantivyError::SystemError(format!("could not write {long}: {}", full()));
        let path = || PathBuf::from("index");
        for (error, is_full) in [
            (IndexError::Folder { path: path(), error: full() }, true),
            (IndexError::Engine { path: path(), error: engine() }, true),
            (IndexError::Format { path: path(), error: engine().into() }, true),
            (IndexError::Missing { path: path() }, false),
        ] {
            assert_eq!(error.is_full(), is_full, "{error}");
        }
    }
}
