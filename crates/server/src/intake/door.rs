//! The door before the intake: how many may be inside at once, and how many bytes they may bring together.
//!
//! A place is taken before a byte of a body is read, so that those who are turned away cost no memory.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use super::{Applied, Change, Intake, IntakeError, IntakeLimits};
use crate::problem::{Code, Detail, Problem};

/// Bytes are counted by this many: a semaphore counts no further than 32 bits at once.
const UNIT: u64 = 1024;

/// Lets requests in to the intake.
#[derive(Clone)]
pub(crate) struct Door {
    intake: Option<Arc<dyn Intake>>,
    pub(crate) limits: IntakeLimits,
    requests: Arc<Semaphore>,
    bytes: Arc<Semaphore>,
}

/// A place inside. It is given back when the work is done, not when the client goes away.
#[derive(Clone)]
pub(crate) struct Place {
    intake: Arc<dyn Intake>,
    _permits: Arc<[OwnedSemaphorePermit; 2]>,
}

impl Door {
    pub(crate) fn new(intake: Option<Arc<dyn Intake>>, limits: IntakeLimits) -> Door {
        let semaphore = |most: usize| Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        let units = usize::try_from(limits.bytes / UNIT).unwrap_or(usize::MAX);
        Door { intake, limits, requests: semaphore(limits.requests), bytes: semaphore(units) }
    }

    /// Takes a place for a body of so many bytes.
    pub(crate) fn enter(&self, bytes: u64) -> Result<Place, Problem> {
        let intake = self.intake.clone().ok_or_else(|| Problem::new(Code::IndexUnavailable, Detail::NoIntake))?;
        let request = self.requests.clone().try_acquire_owned().map_err(|_| overloaded())?;
        let units = u32::try_from(bytes / UNIT + 1).unwrap_or(u32::MAX);
        let bytes = self.bytes.clone().try_acquire_many_owned(units).map_err(|_| overloaded())?;
        Ok(Place { intake, _permits: Arc::new([request, bytes]) })
    }
}

impl Place {
    /// Makes changes, off the threads that serve.
    pub(crate) async fn apply(&self, changes: Vec<Change>) -> Result<Vec<Applied>, Problem> {
        let place = self.clone();
        match spawn_blocking(move || place.intake.apply(changes)).await {
            Ok(applied) => applied.map_err(Problem::from),
            Err(failure) if failure.is_panic() => std::panic::resume_unwind(failure.into_panic()),
            Err(_) => Err(overloaded()),
        }
    }

    /// Makes one change.
    pub(crate) async fn apply_one(&self, change: Change) -> Result<Applied, Problem> {
        self.apply(vec![change]).await?.pop().ok_or_else(|| Problem::from(IntakeError::Failed))
    }
}

impl From<IntakeError> for Problem {
    fn from(error: IntakeError) -> Problem {
        match error {
            IntakeError::Busy => Problem::new(Code::WriterBusy, Detail::WriterBusy),
            IntakeError::Full => overloaded(),
            IntakeError::Failed => Problem::new(Code::IndexUnavailable, Detail::IndexNotChanged),
        }
    }
}

fn overloaded() -> Problem {
    Problem::new(Code::Overloaded, Detail::TooManyDirectives)
}
