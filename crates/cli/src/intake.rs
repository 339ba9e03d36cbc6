//! The intake of the server over that of the indexer: the wire between two crates that do not know each other.

use std::path::PathBuf;
use std::sync::Arc;

use search::Engine;
use server::{Applied, Change, Intake, IntakeError, Unfit};

/// Hands what comes over HTTP to the indexer.
pub(crate) struct IndexIntake(indexer::Intake);

impl IndexIntake {
    /// Starts the thread that writes to an index. What it committed is searched before whoever sent it is answered.
    pub(crate) fn start(index: PathBuf, engine: Arc<Engine>) -> IndexIntake {
        IndexIntake(indexer::Intake::start(index, move || {
            if let Err(error) = engine.refresh() {
                tracing::error!(%error, "could not take up what was received; the older index is served on");
            }
        }))
    }
}

impl Intake for IndexIntake {
    fn apply(&self, changes: Vec<Change>) -> Result<Vec<Applied>, IntakeError> {
        let applied = self.0.apply(changes.into_iter().map(change).collect());
        applied.map(|applied| applied.into_iter().map(outcome).collect()).map_err(|error| failure(&error))
    }
}

fn change(change: Change) -> indexer::Change {
    match change {
        Change::Put(given) => {
            let server::NewDirective { id, title, text } = given;
            indexer::Change::Put(indexer::ReceivedDirective { id, title, text })
        }
        Change::Remove(id) => indexer::Change::Remove(id),
    }
}

fn outcome(applied: indexer::Applied) -> Applied {
    match applied {
        indexer::Applied::Added => Applied::Added,
        indexer::Applied::Changed => Applied::Changed,
        indexer::Applied::Unchanged => Applied::Unchanged,
        indexer::Applied::Removed => Applied::Removed,
        indexer::Applied::Absent => Applied::Absent,
        indexer::Applied::OfArchive => Applied::OfArchive,
        indexer::Applied::Refused(reason) => Applied::Refused(unfit(reason)),
    }
}

fn unfit(reason: indexer::Unfit) -> Unfit {
    match reason {
        indexer::Unfit::Id => Unfit::Id,
        indexer::Unfit::NoText => Unfit::NoText,
        indexer::Unfit::Binary => Unfit::Binary,
        indexer::Unfit::NotUnderstood => Unfit::NotUnderstood,
    }
}

fn failure(error: &indexer::IntakeError) -> IntakeError {
    match error {
        indexer::IntakeError::Full => IntakeError::Full,
        error if error.is_busy() => IntakeError::Busy,
        error => {
            let remedy = error.hint().unwrap_or_default();
            tracing::error!(%error, remedy, "what was sent could not be written to the index");
            IntakeError::Failed
        }
    }
}
