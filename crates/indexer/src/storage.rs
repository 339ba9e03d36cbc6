//! Where the engine keeps the files of a generation.
//!
//! Apart from the folder of an index so that another disk can be put under the whole indexer: the tests put one that
//! fails, and one whose power is cut.

use std::fmt::Debug;
use std::path::Path;

use tantivy::directory::error::OpenDirectoryError;
use tantivy::directory::{Directory, MmapDirectory};

/// Opens the folder of a generation for the engine.
pub(crate) trait Storage: Debug + Send + Sync {
    /// Opens a folder that is there.
    ///
    /// # Errors
    /// [`OpenDirectoryError`] where it is not, or cannot be looked at.
    fn open(&self, generation: &Path) -> Result<Box<dyn Directory>, OpenDirectoryError>;
}

/// The files of the disk, mapped into memory.
#[derive(Debug)]
pub(crate) struct MappedFiles;

impl Storage for MappedFiles {
    fn open(&self, generation: &Path) -> Result<Box<dyn Directory>, OpenDirectoryError> {
        MmapDirectory::open(generation).map(|directory| Box::new(directory) as Box<dyn Directory>)
    }
}
