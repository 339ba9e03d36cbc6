//! Exit codes, and how an error reaches a person: what happened, where, and what to do.

use std::io::{self, Write};
use std::process::ExitCode;

use indexer::IndexError;
use search::SearchError;
use server::KeyFileError;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; for a search: something was found.
    Done = 0,
    /// Nothing was found; for a measurement: a figure is below its floor.
    Nothing = 1,
    /// The command or the query cannot be served.
    Usage = 2,
    /// The index is missing or unreadable, or the keys are.
    Index = 3,
    /// The index is damaged.
    Damaged = 4,
    /// Indexed, but something was refused.
    Refused = 5,
    /// Another process writes to the index.
    Busy = 6,
    /// A fault that none of the others names.
    Internal = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// An error of usage, found after the arguments were read.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) String);

impl std::fmt::Display for UsageError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// Prints an error and returns its exit code. A closed pipe (`| head`) is no error.
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    if is_closed_pipe(error) {
        return Exit::Done.into();
    }
    let mut stderr = io::stderr().lock();
    let printed = writeln!(stderr, "tracuu: {error:#}");
    let hinted = hint(error).map_or(Ok(()), |hint| writeln!(stderr, "  {hint}"));
    // If stderr is closed there is nobody left to tell.
    drop((printed, hinted));
    code(error).into()
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn hint(error: &anyhow::Error) -> Option<&'static str> {
    let search = error.downcast_ref::<SearchError>().and_then(SearchError::hint);
    search.or_else(|| error.downcast_ref::<IndexError>().and_then(IndexError::hint))
}

fn code(error: &anyhow::Error) -> Exit {
    if let Some(error) = error.downcast_ref::<SearchError>() {
        return if error.is_request() { Exit::Usage } else { Exit::Index };
    }
    match error.downcast_ref::<IndexError>() {
        Some(IndexError::Source { .. } | IndexError::Occupied { .. }) => Exit::Usage,
        Some(IndexError::Busy { .. } | IndexError::Changing { .. }) => Exit::Busy,
        Some(IndexError::Damaged { .. }) => Exit::Damaged,
        Some(_) => Exit::Index,
        None if error.is::<KeyFileError>() => Exit::Index,
        None if error.is::<UsageError>() => Exit::Usage,
        None => Exit::Internal,
    }
}
