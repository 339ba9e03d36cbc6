//! The gate before the engine: searches block a thread, so only as many run as there are cores, a bounded number waits,
//! and whoever comes after that is told to come back.
//!
//! It stands apart because it is the one way from the asynchronous half of the house to the synchronous one.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use search::{Ending, Engine, Mark, SearchError, SearchRequest, Sheet, Standing, Visible};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::task::spawn_blocking;

use crate::config::Config;
use crate::guard::Caller;
use crate::problem::{Code, Detail, Problem};
use crate::stream::{ChunkWriter, Chunks, chunks};

/// Behind an export: how many rows there were.
pub(crate) const ROWS: HeaderName = HeaderName::from_static("tracuu-rows");
/// Behind an export: the SHA-256 of all its bytes.
pub(crate) const SHA256: HeaderName = HeaderName::from_static("tracuu-sha256");

/// Asks the engine questions without ever asking too many at once.
#[derive(Clone)]
pub(crate) struct Gate {
    engine: Arc<Engine>,
    /// Places for all who are inside: those who wait and those who run.
    places: Arc<Semaphore>,
    /// Turns: those who run.
    turns: Arc<Semaphore>,
    /// Places for those who are sent a whole set: they stay as long as they read.
    exports: Arc<Semaphore>,
    most_running: usize,
    /// How many wait for a turn.
    waiting: Arc<AtomicU64>,
}

/// How many are at the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Queue {
    /// Those who wait for their turn.
    pub(crate) waiting: u64,
    /// Those who have it.
    pub(crate) running: u64,
}

/// One who waits, for as long as this lives: whoever gives up goes too.
struct Waiting<'a>(&'a AtomicU64);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicU64) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Waiting(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    pub(crate) fn new(engine: Arc<Engine>, config: &Config) -> Self {
        let turns = config.searches.clamp(1, Semaphore::MAX_PERMITS);
        let most_running = turns;
        let places = turns.saturating_mul(config.waiting_per_search.saturating_add(1)).min(Semaphore::MAX_PERMITS);
        let [places, turns, exports] =
            [places, turns, config.exports.min(Semaphore::MAX_PERMITS)].map(|most| Arc::new(Semaphore::new(most)));
        Self { engine, places, turns, exports, most_running, waiting: Arc::default() }
    }

    /// Takes all places, as long as the permit is held.
    #[cfg(test)]
    pub(crate) fn shut(&self) -> OwnedSemaphorePermit {
        let all = u32::try_from(self.free_places()).unwrap();
        self.places.clone().try_acquire_many_owned(all).unwrap()
    }

    /// Returns how many more may come in.
    #[cfg(test)]
    pub(crate) fn free_places(&self) -> usize {
        self.places.available_permits()
    }

    /// Returns what names the state that is searched. It costs nothing and takes no turn.
    pub(crate) fn mark(&self) -> Mark {
        self.engine.mark()
    }

    /// Returns how the index stands. It takes no turn: an operator asks just when there are none left.
    pub(crate) async fn standing(&self) -> Result<Standing, Problem> {
        let engine = self.engine.clone();
        let standing = spawn_blocking(move || engine.standing()).await;
        standing.map_err(|_| Problem::mistake())?.map_err(Problem::from)
    }

    /// Returns how many are at the gate.
    pub(crate) fn queue(&self) -> Queue {
        let running = self.most_running.saturating_sub(self.turns.available_permits());
        Queue { waiting: self.waiting.load(Ordering::Relaxed), running: running as u64 }
    }

    /// Waits for a turn.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let waiting = Waiting::new(&self.waiting);
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| overloaded());
        drop(waiting);
        turn
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
        let turn = self.turn().await?;
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

    /// Sends the whole set of a search: how many rows there are, and the rows as they are written. A turn is held while
    /// the set is found, and given back before it is written: a slow reader keeps a place among the exports only.
    pub(crate) async fn export(
        &self,
        caller: &Caller,
        request: SearchRequest,
        sheet: Sheet,
    ) -> Result<(u64, Chunks), Problem> {
        let request = SearchRequest { forced: caller.forced().to_vec(), ..request };
        let place = self.exports.clone().try_acquire_owned().map_err(|_| overloaded())?;
        let turn = self.turn().await?;
        let engine = self.engine.clone();
        let (tell, told) = oneshot::channel();
        let (writer, rows) = chunks();
        let written = spawn_blocking(move || {
            write(&engine, &request, &sheet, writer, |total| {
                drop(turn);
                tell.send(total).is_ok()
            });
            drop(place);
        });
        let Ok(total) = told.await else {
            drop(written.await);
            return Err(Problem::mistake());
        };
        Ok((total?, rows))
    }
}

/// Finds the set, tells how many rows it has, and writes them if somebody listens.
fn write(
    engine: &Engine,
    request: &SearchRequest,
    sheet: &Sheet,
    mut writer: ChunkWriter,
    tell: impl FnOnce(Result<u64, Problem>) -> bool,
) {
    let rows = match engine.export(request) {
        Ok(rows) => rows,
        Err(error) => {
            tell(Err(error.into()));
            return;
        }
    };
    if !tell(Ok(rows.total())) {
        return;
    }
    let total = rows.total();
    match sheet.write(rows, &mut writer).and_then(|ending| whole(&ending, total)) {
        Ok(trailers) => drop(writer.end(trailers)),
        Err(error) => {
            tracing::warn!(%error, "an export was broken off");
            writer.fail(error);
        }
    }
}

/// Returns what is told behind the rows, if there are as many as were announced.
fn whole(ending: &Ending, total: u64) -> io::Result<HeaderMap> {
    if ending.rows != total {
        return Err(io::Error::other(format!("{} rows were written of {total}", ending.rows)));
    }
    let hash = HeaderValue::from_str(&ending.sha256).map_err(io::Error::other)?;
    Ok(HeaderMap::from_iter([(ROWS, ending.rows.into()), (SHA256, hash)]))
}

fn overloaded() -> Problem {
    Problem::new(Code::Overloaded, Detail::TooManySearches)
}
