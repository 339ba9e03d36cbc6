//! Keeps the served index and the keys fresh: looks for newer ones at a steady pace, off the threads that serve, and makes
//! ready what searches keep before anybody asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use search::{Engine, Mark, SearchError};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{MissedTickBehavior, interval};
use tracing::{debug, error, info, warn};

use crate::guard::{KeyFileError, Keys};

/// A running task that refreshes an engine and its keys; it ends when this is dropped.
pub(crate) struct Refresher {
    task: JoinHandle<()>,
    /// Whether nothing is to be made ready any more: whoever stops the server does not wait for it.
    is_over: Arc<AtomicBool>,
}

impl Refresher {
    pub(crate) fn start(engine: Arc<Engine>, keys: Arc<Keys>, pace: Duration) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        Self { task: tokio::spawn(refresh_for_ever(engine, keys, pace, is_over.clone())), is_over }
    }
}

impl Drop for Refresher {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.task.abort();
    }
}

async fn refresh_for_ever(engine: Arc<Engine>, keys: Arc<Keys>, pace: Duration, is_over: Arc<AtomicBool>) {
    let mut ticks = interval(pace);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut is_failing, mut keys_fail) = (false, false);
    let mut warmer = Warmer { engine: engine.clone(), is_over, last: None, running: None };
    loop {
        ticks.tick().await;
        let (refreshed, reread) = (engine.clone(), keys.clone());
        if let Ok((index, keys)) = spawn_blocking(move || (refreshed.refresh(), reread.refresh())).await {
            is_failing = told(&index, is_failing, &engine);
            keys_fail = told_of_keys(&keys, keys_fail);
        }
        warmer.go_on();
    }
}

/// Makes ready what searches keep, once for each state that is served, one after the other.
struct Warmer {
    engine: Arc<Engine>,
    is_over: Arc<AtomicBool>,
    /// The state that it was last begun for.
    last: Option<Mark>,
    running: Option<JoinHandle<()>>,
}

impl Warmer {
    /// Begins with the state that is served now, unless it was begun with or another is not done.
    fn go_on(&mut self) {
        let mark = self.engine.mark();
        if self.last == Some(mark) || self.running.as_ref().is_some_and(|running| !running.is_finished()) {
            return;
        }
        self.last = Some(mark);
        let (engine, is_over) = (self.engine.clone(), self.is_over.clone());
        self.running = Some(spawn_blocking(move || warm(&engine, &is_over)));
    }
}

fn warm(engine: &Engine, is_over: &AtomicBool) {
    let begun = Instant::now();
    match engine.warm(|| is_over.load(Ordering::Relaxed)) {
        Ok(()) => debug!(milliseconds = begun.elapsed().as_millis() as u64, "frequent words are made ready"),
        Err(error) => warn!(%error, "frequent words could not be made ready; whoever asks for them waits for it"),
    }
}

/// Logs what came of it, a lasting failure only once. Returns whether it failed.
fn told(outcome: &Result<bool, SearchError>, was_failing: bool, engine: &Engine) -> bool {
    match outcome {
        Ok(true) => info!(generation = engine.generation(), documents = engine.documents(), "a newer index is served"),
        Ok(false) => {}
        Err(error) if !was_failing => error!(%error, "could not refresh the index; the older one is served on"),
        Err(_) => {}
    }
    outcome.is_err()
}

/// As [`told`], for the keys.
fn told_of_keys(outcome: &Result<bool, KeyFileError>, was_failing: bool) -> bool {
    match outcome {
        Ok(true) => info!("newer keys are in use"),
        Ok(false) => {}
        Err(error) if !was_failing => error!(%error, "could not read the keys again; the older ones stay in use"),
        Err(_) => {}
    }
    outcome.is_err()
}
