//! An archive of files brought into an index: walks folders, reads each format, understands and analyses in parallel,
//! writes, commits, reports.
//!
//! It stands apart because it is the only part of the house that reads source files and the only one that changes an
//! index. What it promises an archivist: a run brings the index *into step* with its sources; what was accepted is
//! never lost to a bad file, a closed folder or a crash; each file that was not taken is named with its reason; a run
//! without change touches nothing.

mod archive;
mod catalogue;
mod check;
mod deletion;
mod disk;
#[cfg(test)]
#[path = "../../../tests/it/effort.rs"]
mod effort;
mod encoding;
mod engine_threads;
mod error;
mod identity;
mod index_dir;
mod intake;
mod lines;
mod memory;
mod mend;
mod pipeline;
mod prepare;
mod rebuild;
mod received;
mod records;
mod report;
mod seal;
mod segment;
mod snapshot;
mod storage;
#[cfg(test)]
mod tests;
mod text;
mod writer;
mod writer_lock;

pub use check::{Health, check};
pub use encoding::Encoding;
pub use error::IndexError;
pub use intake::{Applied, Change, Intake, IntakeError};
pub use memory::{Memory, MemoryError};
pub use pipeline::{Progress, bring_into_step, bring_into_step_within};
pub use rebuild::{rebuild, repair, rollback};
pub use received::{ReceivedDirective, Unfit};
pub use report::{Conversion, Refusal, Report};
pub use snapshot::Snapshot;
pub use text::Unreadable;
pub use writer_lock::Holder;

use std::path::{Path, PathBuf};

use directive::Directive;

/// What to bring into step with what.
#[derive(Clone, Debug)]
pub struct Job {
    /// Folder of the index; made if it does not exist.
    pub index: PathBuf,
    /// Folders and files to index.
    pub sources: Vec<PathBuf>,
}

/// A file as the indexer understands it.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// The text as it would be stored.
    pub text: String,
    /// How the file writes it.
    pub encoding: Encoding,
    /// What was read off it.
    pub directive: Directive,
}

/// Tells whether a source is gone or is a folder that holds nothing at all, as when a disk is not mounted. A run would take
/// all that it held for deleted.
pub fn seems_away(source: &Path) -> bool {
    !source.exists() || source.is_dir() && disk::names(source).is_ok_and(|names| names.is_empty())
}

/// Reads one file as the indexer would, without an index.
///
/// # Errors
/// The reason why the file would be refused.
pub fn inspect(path: &Path) -> Result<Inspected, Unreadable> {
    let bytes = archive::read_given(path)?;
    let (text, encoding) = text::decode(&bytes)?;
    let directive = prepare::understand(&text);
    Ok(Inspected { text, encoding, directive })
}
