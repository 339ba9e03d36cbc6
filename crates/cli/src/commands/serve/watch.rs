//! `serve SRC --watch`: the index stays in step with its folders while it is searched.
//!
//! What the system tells of changes only says when to look; what changed is found by the same run as ever. A look now and
//! then finds what the system did not tell: a full queue, a folder on another machine.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use indexer::{Job, Report};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use search::Engine;

/// How long nothing must change before a look: a file is often written in several steps.
const QUIET: Duration = Duration::from_millis(200);
/// How long changes put off a look at most.
const LONGEST: Duration = Duration::from_secs(1);
/// How often is looked when nothing is told.
const UNTOLD: Duration = Duration::from_secs(60);
/// How long to wait when another process writes to the index.
const BUSY: Duration = Duration::from_secs(1);

/// Watches for as long as it is held.
pub(super) struct Watch(#[expect(dead_code, reason = "held, not used: it ends with this")] RecommendedWatcher);

impl Watch {
    /// Starts to watch folders and files.
    ///
    /// # Errors
    /// If the system cannot watch one of them.
    pub(super) fn start(index: &Path, sources: &[PathBuf], engine: Arc<Engine>) -> anyhow::Result<Watch> {
        let (tell, told) = channel();
        let mut watcher = notify::recommended_watcher(teller(tell, index))?;
        for source in sources {
            let (path, mode) = watched(source);
            watcher.watch(path, mode).with_context(|| format!("could not watch {}", path.display()))?;
        }
        let job = Job { index: index.to_owned(), sources: sources.to_vec() };
        std::thread::Builder::new().name("watch".to_owned()).spawn(move || follow(&job, &engine, &told))?;
        Ok(Watch(watcher))
    }
}

/// A file that is replaced is another file under its name: its folder is watched.
fn watched(source: &Path) -> (&Path, RecursiveMode) {
    match source.parent().filter(|_| source.is_file()) {
        Some(folder) if folder == Path::new("") => (Path::new("."), RecursiveMode::NonRecursive),
        Some(folder) => (folder, RecursiveMode::NonRecursive),
        None => (source, RecursiveMode::Recursive),
    }
}

/// Returns what passes on that something changed, but not what is read, and not what the index does when it lies there.
fn teller(tell: Sender<()>, index: &Path) -> impl Fn(notify::Result<Event>) + use<> {
    let index = std::path::absolute(index).unwrap_or_else(|_| index.to_owned());
    move |event| {
        let concerns = match event {
            Ok(Event { kind: EventKind::Access(_), .. }) => false,
            Ok(event) => event.paths.is_empty() || event.paths.iter().any(|path| !path.starts_with(&index)),
            // Something was lost: look.
            Err(_) => true,
        };
        if concerns && tell.send(()).is_err() {
            tracing::debug!("nobody follows what changes any more");
        }
    }
}

fn follow(job: &Job, engine: &Engine, told: &Receiver<()>) {
    let mut patience = UNTOLD;
    loop {
        match told.recv_timeout(patience) {
            Ok(()) => settle(told),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        patience = look(job, engine);
    }
}

/// Waits until nothing more is told for a moment.
fn settle(told: &Receiver<()>) {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST && told.recv_timeout(QUIET).is_ok() {}
}

/// Brings the index into step. Returns when to look again if nothing is told.
fn look(job: &Job, engine: &Engine) -> Duration {
    if let Some(source) = job.sources.iter().find(|source| indexer::seems_away(source)) {
        let source = source.display();
        tracing::error!(%source, "is gone or holds nothing at all, as when a disk is not mounted; the index is left as it is");
        return UNTOLD;
    }
    match indexer::bring_into_step(job, &|_| {}) {
        Ok(report) => {
            tell(&report, engine);
            UNTOLD
        }
        Err(indexer::IndexError::Busy { .. }) => BUSY,
        Err(error) => {
            tracing::error!(%error, "could not bring the index into step; it is tried again");
            UNTOLD
        }
    }
}

fn tell(report: &Report, engine: &Engine) {
    if report.touched() {
        tracing::info!(added = report.added, changed = report.changed, removed = report.removed, "in step");
        if let Err(error) = engine.refresh() {
            tracing::error!(%error, "could not take up what was committed; it is tried again");
        }
    }
}
