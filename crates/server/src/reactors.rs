//! Reactors: threads that wait for what happens on connections, each for its share of them.
//!
//! Each has a runtime of its own. Threads that take work from one another wake one another for every request, to look
//! whether there is more of it: with nearly all work behind the gate, in threads of the searches, that was a fifteenth of
//! what a search costs.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// Running reactors. When this is dropped they end: what was not done is cut, what cannot be cut is waited for.
pub(crate) struct Reactors {
    all: Vec<Reactor>,
    /// How many connections were given out.
    given: AtomicUsize,
}

struct Reactor {
    handle: Handle,
    /// Ends the thread when it is dropped.
    running: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Reactors {
    /// Starts so many, one at the least.
    ///
    /// # Errors
    /// When the system gives no more threads or files.
    pub(crate) fn start(count: usize) -> io::Result<Reactors> {
        let all = (0..count.max(1)).map(|_| Reactor::start()).collect::<io::Result<_>>()?;
        Ok(Reactors { all, given: AtomicUsize::new(0) })
    }

    /// Runs a task on one of them, in turns.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let turn = self.given.fetch_add(1, Ordering::Relaxed);
        let reactor = turn.checked_rem(self.all.len()).and_then(|place| self.all.get(place));
        drop(reactor.map(|reactor| reactor.handle.spawn(task)));
    }
}

impl Reactor {
    fn start() -> io::Result<Reactor> {
        let (running, ended) = oneshot::channel::<()>();
        let (tell, told) = mpsc::channel();
        let thread = thread::Builder::new().name("reactor".to_owned()).spawn(move || run(&tell, ended))?;
        let handle = told.recv().map_err(io::Error::other)??;
        Ok(Reactor { handle, running: Some(running), thread: Some(thread) })
    }
}

/// Makes a runtime, tells how to reach it, and runs it to the end. A runtime must not be dropped where others are driven, so
/// it never leaves its thread.
fn run(tell: &mpsc::Sender<io::Result<Handle>>, ended: oneshot::Receiver<()>) {
    match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            if tell.send(Ok(runtime.handle().clone())).is_ok() {
                drop(runtime.block_on(ended));
            }
        }
        Err(error) => drop(tell.send(Err(error))),
    }
}

impl Drop for Reactor {
    fn drop(&mut self) {
        drop(self.running.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("a thread of connections ended before it was told to");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn tasks_are_shared_out_to_all_and_cut_in_the_end() {
        let count = 3;
        let reactors = Reactors::start(count).unwrap();
        let (seen, heard) = mpsc::channel();
        for _ in 0..2 * count {
            let seen = seen.clone();
            reactors.spawn(async move { seen.send(thread::current().id()).unwrap() });
        }
        let threads: Vec<_> = heard.iter().take(2 * count).collect();
        assert_eq!(threads.iter().collect::<HashSet<_>>().len(), count);
        let held = Arc::new(());
        for _ in 0..count {
            let held = held.clone();
            reactors.spawn(async move {
                std::future::pending::<()>().await;
                drop(held);
            });
        }
        assert_eq!(Arc::strong_count(&held), 1 + count);
        drop(reactors);
        assert_eq!(Arc::strong_count(&held), 1);
    }
}
