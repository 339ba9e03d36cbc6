//! What lies in the folder of an index under which name, and the form of the file that says which generation is live.
//!
//! Apart from both halves of the house because the indexer writes it and the search reads it. Nothing here touches a
//! disk: names and bytes only.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::signed::{SignedError, read_signed, write_signed};

/// The file that says which generation is live.
pub const CURRENT: &str = "current";
/// The file that whoever writes to the folder holds a lock on.
pub const WRITER_LOCK: &str = "writer.lock";
/// The folder of the directives that were accepted over HTTP.
pub const RECEIVED: &str = "received";
/// The file of a generation that holds the checksum of each other file of it.
pub const SEAL: &str = "seal";
/// The description of an index of the engine. In the folder itself it tells of the layout before generations.
pub const META: &str = "meta.json";

const GENERATION: &str = "generation-";
/// Counts the layouts that folders have had; the one before this had no number.
const LAYOUT: u32 = 2;

/// Returns the name of the folder of a generation.
pub fn generation_name(number: u64) -> String {
    format!("{GENERATION}{number}")
}

/// Returns the number of the generation that a folder of this name holds.
pub fn generation_number(name: &str) -> Option<u64> {
    let number = name.strip_prefix(GENERATION)?.parse().ok()?;
    (generation_name(number) == name).then_some(number)
}

/// Which generation of an index is live, and what it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// The layout of the folder.
    layout: u32,
    /// The generation that is searched.
    pub live: u64,
    /// The one before it, kept to go back to.
    pub kept: Option<u64>,
    /// What is added to the commits of the live generation to number the states of the index: they start from 0 in each
    /// generation, and the number that is told must grow.
    pub base: u64,
    /// Absolute paths that the index is brought into step with.
    pub sources: Vec<String>,
}

/// Why an index has no generation to open.
#[derive(Debug, Error)]
pub enum CurrentError {
    /// The file is damaged.
    #[error("its file `{CURRENT}` is damaged: {0}")]
    Damaged(#[from] SignedError),
    /// The folder was laid out by another version.
    #[error("it has the layout of another version of tracuu (layout {found}, ours: {LAYOUT})")]
    OtherLayout {
        /// The layout of the folder.
        found: u32,
    },
}

impl CurrentError {
    /// Returns the error for a folder that holds an index itself, as before there were generations.
    pub fn before_generations() -> CurrentError {
        CurrentError::OtherLayout { found: LAYOUT - 1 }
    }
}

impl Current {
    /// Returns the description of a folder with one generation.
    pub fn new(live: u64) -> Current {
        Current { layout: LAYOUT, live, kept: None, base: 0, sources: Vec::new() }
    }

    /// Tells whether a generation is in use.
    pub fn holds(&self, generation: u64) -> bool {
        self.live == generation || self.kept == Some(generation)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`CurrentError`] for anything but what [`Current::written`] returns.
    pub fn read(bytes: &[u8]) -> Result<Current, CurrentError> {
        let current: Current = read_signed(bytes)?;
        if current.layout != LAYOUT {
            return Err(CurrentError::OtherLayout { found: current.layout });
        }
        Ok(current)
    }

    /// Returns the content of the file.
    ///
    /// # Errors
    /// [`SignedError`]: none that is known.
    pub fn written(&self) -> Result<String, SignedError> {
        write_signed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let table = [
            ("generation-0", Some(0)),
            ("generation-12", Some(12)),
            ("generation-01", None),
            ("generation-+1", None),
            ("generation-", None),
            ("generation-1.tmp", None),
            ("current", None),
        ];
        for (name, number) in table {
            assert_eq!(generation_number(name), number, "{name}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let current = Current { kept: Some(3), base: 17, sources: vec!["/lưu trữ".to_owned()], ..Current::new(4) };
        assert_eq!(Current::read(current.written().unwrap().as_bytes()).unwrap(), current);
        let other = Current { layout: 9, ..current };
        let read = Current::read(other.written().unwrap().as_bytes());
        assert!(matches!(read, Err(CurrentError::OtherLayout { found: 9 })), "{read:?}");
    }
}
