//! Keeps the served index fresh: looks for a newer commit at a steady pace, off the threads that serve.

use std::sync::Arc;
use std::time::Duration;

use search::{Engine, SearchError};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{MissedTickBehavior, interval};
use tracing::{error, info};

/// A running task that refreshes an engine; it ends when this is dropped.
pub(crate) struct Refresher(JoinHandle<()>);

impl Refresher {
    pub(crate) fn start(engine: Arc<Engine>, pace: Duration) -> Self {
        Self(tokio::spawn(refresh_for_ever(engine, pace)))
    }
}

impl Drop for Refresher {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn refresh_for_ever(engine: Arc<Engine>, pace: Duration) {
    let mut ticks = interval(pace);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_failing = false;
    loop {
        ticks.tick().await;
        let refreshed = engine.clone();
        if let Ok(outcome) = spawn_blocking(move || refreshed.refresh()).await {
            is_failing = told(&outcome, is_failing, &engine);
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
