//! The gate before the engine: searches block a thread, so only as many run as there are cores, a bounded number waits,
//! and whoever comes after that is told to come back.
//!
//! It stands apart because it is the one way from the asynchronous half of the house to the synchronous one.

use std::sync::Arc;

use search::{Engine, SearchError, Visible};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::config::Config;
use crate::guard::Caller;
use crate::problem::{Code, Problem};

/// Asks the engine questions without ever asking too many at once.
#[derive(Clone)]
pub(crate) struct Gate {
    engine: Arc<Engine>,
    /// Places for all who are inside: those who wait and those who run.
    places: Arc<Semaphore>,
    /// Turns: those who run.
    turns: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new(engine: Arc<Engine>, config: &Config) -> Self {
        let turns = config.searches.max(1);
        let places = turns.saturating_mul(config.waiting_per_search.saturating_add(1)).min(Semaphore::MAX_PERMITS);
        Self { engine, places: Arc::new(Semaphore::new(places)), turns: Arc::new(Semaphore::new(turns)) }
    }

    /// Returns how many more may come in.
    #[cfg(test)]
    pub(crate) fn free_places(&self) -> usize {
        self.places.available_permits()
    }

    /// Asks about what exists for the caller. There is no other way for a handler that answers callers.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        caller: &Caller,
        question: impl FnOnce(&Visible<'_>) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, Problem> {
        let forced = caller.forced();
        self.ask_engine(move |engine| question(&engine.visible(&forced)?)).await
    }

    /// Asks the engine as soon as there is a turn. The place and the turn are given back when the engine is done, not
    /// when the client goes away: a search that nobody waits for still keeps its core busy.
    pub(crate) async fn ask_engine<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Engine) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| overloaded())?;
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| overloaded())?;
        let engine = self.engine.clone();
        let answer = spawn_blocking(move || {
            let answer = question(&engine);
            drop((place, turn));
            answer
        });
        match answer.await {
            Ok(answer) => answer.map_err(Problem::from),
            Err(failure) if failure.is_panic() => std::panic::resume_unwind(failure.into_panic()),
            Err(_) => Err(overloaded()),
        }
    }
}

fn overloaded() -> Problem {
    Problem::new(Code::Overloaded, "Too many searches are waiting; try again in a second.")
}
