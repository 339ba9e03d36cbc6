//! Keeps the served index and the keys fresh: looks for newer ones at a steady pace, off the threads that serve.

use std::sync::Arc;
use std::time::Duration;

use search::{Engine, SearchError};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{MissedTickBehavior, interval};
use tracing::{error, info};

use crate::guard::{KeyFileError, Keys};

/// A running task that refreshes an engine and its keys; it ends when this is dropped.
pub(crate) struct Refresher(JoinHandle<()>);

impl Refresher {
    pub(crate) fn start(engine: Arc<Engine>, keys: Arc<Keys>, pace: Duration) -> Self {
        Self(tokio::spawn(refresh_for_ever(engine, keys, pace)))
    }
}

impl Drop for Refresher {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn refresh_for_ever(engine: Arc<Engine>, keys: Arc<Keys>, pace: Duration) {
    let mut ticks = interval(pace);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut is_failing, mut keys_fail) = (false, false);
    loop {
        ticks.tick().await;
        let (refreshed, reread) = (engine.clone(), keys.clone());
        if let Ok((index, keys)) = spawn_blocking(move || (refreshed.refresh(), reread.refresh())).await {
            is_failing = told(&index, is_failing, &engine);
            keys_fail = told_of_keys(&keys, keys_fail);
        }
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
