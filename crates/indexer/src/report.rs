//! What a run did: plain data, for the terminal, for JSON and for whoever must know what was not taken.

use serde::Serialize;

/// The outcome of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Directives that were not in the index before.
    pub added: usize,
    /// Directives whose text had changed.
    pub changed: usize,
    /// Directives whose file is gone.
    pub removed: usize,
    /// Directives found as they were indexed.
    pub unchanged: usize,
    /// Directives in the index after the run.
    pub documents: usize,
    /// What was found and not taken.
    pub refused: Vec<Refusal>,
    /// What was taken in this run and is not written in UTF-8.
    pub converted: Vec<Conversion>,
    /// Bytes of text that were read.
    pub bytes: u64,
    /// Wall time of the run.
    pub seconds: f64,
}

/// One thing that was found and not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Path relative to the source folder, with the line for records.
    pub source: String,
    /// Why, and what became of an earlier version if there was one.
    pub reason: String,
}

/// One file whose text was converted to UTF-8 on its way into the index. The file stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conversion {
    /// Path relative to the source folder.
    pub source: String,
    /// The encoding that it was found to be written in.
    pub encoding: String,
}

impl Report {
    /// Tells whether the run changed the index.
    pub fn touched(&self) -> bool {
        self.added + self.changed + self.removed > 0
    }
}
