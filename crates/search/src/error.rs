//! What a search can fail with: the asker's fault or the index's, and nothing between.

use std::path::PathBuf;
use std::time::Duration;

use schema::FormatError;
use tantivy::TantivyError;
use thiserror::Error;

use crate::refusal::{Form, Quantity};
use crate::response::Warning;

/// Why a search was not answered.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The request asks for more than any request may.
    #[error("{what}{} is {value}, the limit is {limit}", of_part(.part))]
    TooCostly {
        /// What is too much.
        what: Quantity,
        /// The part of the query that is at fault, where it is not the whole.
        part: Option<String>,
        /// How much was asked for.
        value: usize,
        /// The limit.
        limit: usize,
    },
    /// A strict query that cannot be read as it was meant.
    #[error("{}", first(.warnings))]
    Syntax {
        /// Everything that a lenient reading would have warned of; one at least.
        warnings: Vec<Warning>,
    },
    /// A filter value that cannot be read.
    #[error("{value:?} is no {what}")]
    InvalidValue {
        /// The name of the parameter or filter.
        parameter: &'static str,
        /// What it should be.
        what: Form,
        /// What was given.
        value: String,
    },
    /// The search was not done in time.
    #[error("the search was not done within {} ms", .limit.as_millis())]
    Timeout {
        /// How long it might have taken.
        limit: Duration,
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
    /// Tells whether the request was at fault: it cannot be served as it is, or not in its time.
    pub fn is_request(&self) -> bool {
        match self {
            SearchError::TooCostly { .. } | SearchError::Syntax { .. } | SearchError::InvalidValue { .. } => true,
            SearchError::Timeout { .. } => true,
            SearchError::Missing { .. } | SearchError::Format { .. } | SearchError::Engine(_) => false,
        }
    }

    /// Returns what to do about it, where there is something to do.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            SearchError::TooCostly { .. } => Some("shorten the query"),
            SearchError::Syntax { .. } => Some("correct the query, or ask without `strict`"),
            SearchError::InvalidValue { .. } => None,
            SearchError::Timeout { .. } => Some("ask for less, or allow more time"),
            SearchError::Missing { .. } => Some("build it with `tracuu index SRC`"),
            SearchError::Format { error, .. } => Some(error.remedy()),
            SearchError::Engine(_) => None,
        }
    }
}

fn of_part(part: &Option<String>) -> String {
    part.as_ref().map(|part| format!(" ({part})")).unwrap_or_default()
}

/// Says the first of the warnings, and where it is.
fn first(warnings: &[Warning]) -> String {
    let Some(warning) = warnings.first() else { return "the query cannot be read".to_owned() };
    match warning.span {
        Some([from, to]) => format!("characters {from} to {to} of the query: {}", warning.message),
        None => warning.message.clone(),
    }
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        SearchError::Engine(error.into())
    }
}
