//! How an index stands: what whoever runs a server looks at from time to time.
//!
//! Apart from the engine because it looks at the folder as files, which nothing else of the search does.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::PoisonError;
use std::time::SystemTime;

use crate::engine::Engine;
use crate::error::SearchError;

/// The state that is searched, and the folder it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The number of the state, as [`Engine::generation`].
    pub generation: u64,
    /// How many directives it holds.
    pub documents: u64,
    /// How many bytes the folder of the index takes, former generations included.
    pub bytes: u64,
    /// When the state was committed.
    pub committed: SystemTime,
}

impl Engine {
    /// Returns how the index stands. Costs a look at each file of its folder.
    ///
    /// # Errors
    /// [`SearchError::Engine`] when the folder cannot be looked at.
    pub fn standing(&self) -> Result<Standing, SearchError> {
        let (folder, description) = {
            let live = self.live().lock().unwrap_or_else(PoisonError::into_inner);
            (live.folder().to_owned(), live.description())
        };
        let (bytes, committed) = (size(&folder)?, modified(&description)?);
        Ok(Standing { generation: self.generation(), documents: self.documents(), bytes, committed })
    }
}

#[expect(clippy::disallowed_methods, reason = "only how old the file is, not what is in it")]
fn modified(path: &Path) -> io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

/// Sums up the sizes of all files. A writer may remove any of them meanwhile; those count nothing.
#[expect(clippy::disallowed_methods, reason = "only how large the files are, not what is in them")]
fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0_u64;
    let mut entries: Vec<_> = fs::read_dir(folder)?.flatten().collect();
    while let Some(entry) = entries.pop() {
        match entry.metadata() {
            Ok(about) if about.is_dir() => entries.extend(fs::read_dir(entry.path()).into_iter().flatten().flatten()),
            Ok(about) => bytes = bytes.saturating_add(about.len()),
            Err(_) => {}
        }
    }
    Ok(bytes)
}
