//! What a search can fail with: the asker's fault or the index's, and nothing between.

use std::path::PathBuf;

use schema::FormatError;
use tantivy::TantivyError;
use thiserror::Error;

/// Why a search was not answered.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The request asks for more than any request may.
    #[error("{what} is {value}, the limit is {limit}")]
    TooCostly {
        /// What is too much: `query length`, `words`…
        what: &'static str,
        /// How much was asked for.
        value: usize,
        /// The limit.
        limit: usize,
    },
    /// A filter value that cannot be read.
    #[error("{value:?} is no {what}")]
    InvalidValue {
        /// The name of the parameter or filter.
        parameter: &'static str,
        /// What it should be, with an example.
        what: &'static str,
        /// What was given.
        value: String,
    },
    /// There is no index.
    #[error("there is no index in {}", path.display())]
    Missing {
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
    /// The engine failed.
    #[error("the index failed: {0}")]
    Engine(#[from] TantivyError),
}

impl SearchError {
    /// Tells whether the request was at fault.
    pub fn is_request(&self) -> bool {
        matches!(self, SearchError::TooCostly { .. } | SearchError::InvalidValue { .. })
    }

    /// Returns what to do about it, where there is something to do.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            SearchError::TooCostly { .. } => Some("shorten the query"),
            SearchError::InvalidValue { .. } => None,
            SearchError::Missing { .. } => Some("build it with `tracuu index SRC`"),
            SearchError::Format { .. } => Some("move the folder away and run `tracuu index SRC` to build a new one"),
            SearchError::Engine(_) => None,
        }
    }
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        SearchError::Engine(error.into())
    }
}
