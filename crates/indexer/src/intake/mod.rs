//! The intake: directives that are put and removed one by one while the index is searched.
//!
//! Apart from the run, which looks at whole folders. One thread writes; whoever comes while it commits is taken together
//! with all others who wait, and one commit answers them all. An answer says that a change lasts: its file, the folder of
//! its file and the commit are synced. The folder is locked only while there is something to write.

mod held;
mod session;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::Job;
use crate::error::IndexError;
use crate::memory::Memory;
use crate::pipeline::bring_into_step_on;
use crate::received::{Received, ReceivedDirective, Unfit};
use crate::storage::{MappedFiles, Storage};
use session::Session;

/// Callers that wait; whoever comes after them is turned away.
const WAITING: usize = 256;
/// Changes that are gathered for one commit, at least; the last caller may bring more.
const GATHERED: usize = 512;
/// Bytes of text gathered for one commit, in the same way.
const GATHERED_BYTES: usize = 32 << 20;
/// How long another writer is waited for.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 500 } else { 5_000 });
/// How often it is asked for meanwhile.
const PACE: Duration = Duration::from_millis(50);

/// A change of one directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Puts a directive in the place of the one of the same id, if there is one.
    Put(ReceivedDirective),
    /// Removes the directive of this id.
    Remove(String),
}

/// What came of a change. All but the last two last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// There was none of this id.
    Added,
    /// There was one, and it was another.
    Changed,
    /// It was there already, as it is.
    Unchanged,
    /// It is gone.
    Removed,
    /// There was nothing to remove.
    Absent,
    /// The directive of this id lies in a folder of the archive: it is changed by changing its file.
    OfArchive,
    /// It cannot be taken.
    Refused(Unfit),
}

/// Why nothing is known to have come of changes. Some of them may have been made; making them again does no harm.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IntakeError {
    /// Too many wait already.
    #[error("too many changes are waiting")]
    Full,
    /// The thread that writes has ended.
    #[error("the intake has ended")]
    Ended,
    /// The index could not be changed.
    #[error(transparent)]
    Index(Arc<IndexError>),
}

impl IntakeError {
    /// Returns what to do about it, as [`IndexError::hint`].
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            IntakeError::Index(error) => error.hint(),
            IntakeError::Full | IntakeError::Ended => None,
        }
    }

    /// Tells whether another process writes to the index.
    pub fn is_busy(&self) -> bool {
        matches!(self, IntakeError::Index(error) if matches!(**error, IndexError::Busy { .. }))
    }
}

/// Takes changes and answers when they last. Dropping it waits for what was begun.
#[derive(Debug)]
pub struct Intake {
    queue: Option<SyncSender<Waiting>>,
    thread: Option<JoinHandle<()>>,
}

/// The index that is written to.
struct Place {
    path: PathBuf,
    storage: Arc<dyn Storage>,
}

type Answer = Result<Vec<Applied>, IntakeError>;

/// Changes of one caller, and where the answer goes.
struct Waiting {
    changes: Vec<Change>,
    answer: SyncSender<Answer>,
}

impl Change {
    fn id(&self) -> &str {
        match self {
            Change::Put(directive) => &directive.id,
            Change::Remove(id) => id,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Change::Put(directive) => directive.text.len(),
            Change::Remove(_) => 0,
        }
    }
}

impl Intake {
    /// Starts the thread that writes to an index. It first takes in what was received and, after a crash, not indexed.
    /// `committed` is called after every commit, before the callers are answered.
    pub fn start(index: PathBuf, committed: impl Fn() + Send + 'static) -> Intake {
        Intake::start_on(Arc::new(MappedFiles), index, committed)
    }

    /// As [`Intake::start`], with the files of the engine in a given storage.
    pub(crate) fn start_on(storage: Arc<dyn Storage>, path: PathBuf, committed: impl Fn() + Send + 'static) -> Intake {
        let (queue, waiting) = sync_channel(WAITING);
        let index = Place { path, storage };
        let writing = move || {
            recover(&index, &committed);
            while let Ok(first) = waiting.recv() {
                write(&index, first, &waiting, &committed);
            }
        };
        let thread = std::thread::Builder::new().name("intake".to_owned()).spawn(writing);
        Intake { queue: Some(queue), thread: thread.ok() }
    }

    /// Makes changes, in their order. Waits until they last and are seen by whoever searches; returns one outcome for each.
    ///
    /// # Errors
    /// [`IntakeError`] for all of them together.
    pub fn apply(&self, changes: Vec<Change>) -> Result<Vec<Applied>, IntakeError> {
        let queue = self.queue.as_ref().ok_or(IntakeError::Ended)?;
        let (answer, answered) = sync_channel(1);
        queue.try_send(Waiting { changes, answer }).map_err(|error| match error {
            TrySendError::Full(_) => IntakeError::Full,
            TrySendError::Disconnected(_) => IntakeError::Ended,
        })?;
        answered.recv().unwrap_or(Err(IntakeError::Ended))
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            drop(thread.join());
        }
    }
}

/// Takes in what a crash left between its file and its commit.
fn recover(index: &Place, committed: &impl Fn()) {
    if !Received::of(&index.path).exists() {
        return;
    }
    let job = Job { index: index.path.clone(), sources: Vec::new() };
    match bring_into_step_on(index.storage.clone(), &job, Memory::default(), &|_| {}) {
        Ok(report) if report.touched() => committed(),
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "could not look whether all that was received is indexed"),
    }
}

/// Writes for one caller, and for all who come meanwhile; then lets go of the index.
fn write(index: &Place, first: Waiting, waiting: &Receiver<Waiting>, committed: &impl Fn()) {
    let mut session = None;
    let mut next = Some(first);
    while let Some(first) = next {
        let (callers, changes) = gather(first, waiting);
        let applied = match &mut session {
            None => open(index).and_then(|opened| session.insert(opened).apply(&changes)),
            Some(session) => session.apply(&changes),
        };
        if applied.is_err() {
            // What was begun and not committed is dropped with it.
            session = None;
        }
        committed();
        answer(callers, applied);
        next = waiting.try_recv().ok();
    }
    if let Some(Err(error)) = session.map(Session::close) {
        tracing::warn!(%error, "could not tidy up the index after writing to it");
    }
}

/// Takes all who wait, up to a bound. Returns how many changes each brought, with where its answer goes, and the changes.
fn gather(first: Waiting, waiting: &Receiver<Waiting>) -> (Vec<(usize, SyncSender<Answer>)>, Vec<Change>) {
    let (mut callers, mut changes, mut bytes) = (Vec::new(), Vec::new(), 0);
    let mut next = Some(first);
    while let Some(Waiting { changes: brought, answer }) = next {
        bytes += brought.iter().map(Change::bytes).sum::<usize>();
        callers.push((brought.len(), answer));
        changes.extend(brought);
        let is_full = changes.len() >= GATHERED || bytes >= GATHERED_BYTES;
        next = if is_full { None } else { waiting.try_recv().ok() };
    }
    (callers, changes)
}

/// Opens the index, waiting a while for another writer to end.
fn open(index: &Place) -> Result<Session, IndexError> {
    let begun = Instant::now();
    loop {
        match Session::open(&index.path, index.storage.clone()) {
            Err(IndexError::Busy { .. }) if begun.elapsed() < PATIENCE => std::thread::sleep(PACE),
            opened => return opened,
        }
    }
}

/// Answers each caller. One who does not wait any more is nobody's concern.
fn answer(callers: Vec<(usize, SyncSender<Answer>)>, applied: Result<Vec<Applied>, IndexError>) {
    match applied {
        Ok(applied) => {
            let mut applied = applied.into_iter();
            for (count, answer) in callers {
                drop(answer.send(Ok(applied.by_ref().take(count).collect())));
            }
        }
        Err(error) => {
            let error = Arc::new(error);
            callers.into_iter().for_each(|(_, answer)| drop(answer.send(Err(IntakeError::Index(error.clone())))));
        }
    }
}

#[cfg(test)]
mod tests;
