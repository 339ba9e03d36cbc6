//! The threads that build segments, each one at a time, from documents that wait for it.
//!
//! Apart from the segment, because here alone is decided when one ends, and what becomes of a thread that fails.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use schema::Fields;
use tantivy::index::SegmentMeta;
use tantivy::{Index, TantivyError};

use super::SegmentBuilder;
use crate::memory::{Shares, Weighed};

/// The name of the threads, before their number.
const THREAD: &str = "segment_builder";

/// Documents on their way into segments.
pub(crate) struct Builders {
    plan: Plan,
    /// While there is work.
    running: Option<Running>,
}

/// What each thread needs to know.
#[derive(Clone)]
struct Plan {
    index: Index,
    fields: Fields,
    threads: usize,
    /// Bytes that a segment may take, writing it included.
    room: usize,
}

struct Running {
    lanes: Vec<Lane>,
    is_given_up: Arc<AtomicBool>,
    built: Built,
}

/// A thread, and what is sent to it. The next document goes to whoever was given least: in the end all have as much to write,
/// and the same documents make the same segments, whichever thread was quicker.
struct Lane {
    documents: Sender<Weighed>,
    /// Bytes of documents that were sent.
    given: usize,
    thread: JoinHandle<tantivy::Result<()>>,
}

/// The segments that are written.
type Built = Arc<Mutex<Vec<SegmentMeta>>>;

/// What waits for a thread.
struct Queue {
    documents: Receiver<Weighed>,
    is_given_up: Arc<AtomicBool>,
}

impl Builders {
    pub(crate) fn new(index: Index, fields: Fields, shares: Shares) -> Builders {
        let Shares { threads, arena, .. } = shares;
        // An arena takes as much again while it is written. A quarter of both is what the allocator keeps of lists that grew.
        Builders { plan: Plan { index, fields, threads, room: arena + arena / 2 }, running: None }
    }

    /// Adds a document to one of the segments.
    ///
    /// # Errors
    /// Why a thread has ended before its time.
    pub(crate) fn add(&mut self, document: Weighed) -> tantivy::Result<()> {
        let running = match &mut self.running {
            Some(running) => running,
            None => self.running.insert(self.plan.start()?),
        };
        let has_ended = running.lanes.iter().any(|lane| lane.thread.is_finished());
        // Whoever waits for threads that have ended waits for good.
        if has_ended || !running.send(document) {
            self.finish()?;
            return Err(TantivyError::ErrorInThread("a thread that builds a segment has ended".to_owned()));
        }
        Ok(())
    }

    /// Returns the segments that are written by now.
    pub(crate) fn built(&mut self) -> Vec<SegmentMeta> {
        self.running.as_ref().map_or_else(Vec::new, |running| taken(&running.built))
    }

    /// Writes all segments, and returns those that were not returned before.
    ///
    /// # Errors
    /// Why one could not be written. The others are then forgotten.
    pub(crate) fn finish(&mut self) -> tantivy::Result<Vec<SegmentMeta>> {
        let Some(Running { lanes, built, .. }) = self.running.take() else { return Ok(Vec::new()) };
        // Nobody is sent anything any more.
        let threads: Vec<JoinHandle<_>> = lanes.into_iter().map(|lane| lane.thread).collect();
        // All are waited for, whatever became of the first: none may write on behind our back.
        let ended: Vec<tantivy::Result<()>> = threads.into_iter().map(joined).collect();
        ended.into_iter().collect::<tantivy::Result<()>>()?;
        Ok(taken(&built))
    }
}

impl Drop for Builders {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.is_given_up.store(true, Ordering::Relaxed);
        }
        if let Err(error) = self.finish() {
            tracing::warn!(%error, "a segment that nobody waits for was not written");
        }
    }
}

impl Running {
    /// Sends a document to a thread. Tells whether somebody takes it.
    fn send(&mut self, document: Weighed) -> bool {
        self.lanes.iter_mut().min_by_key(|lane| lane.given).is_some_and(|lane| {
            lane.given += document.weight();
            lane.documents.send(document).is_ok()
        })
    }
}

impl Plan {
    fn start(&self) -> tantivy::Result<Running> {
        let built = Built::default();
        let is_given_up = Arc::new(AtomicBool::new(false));
        let lanes = (0..self.threads).map(|number| {
            let (documents, waiting) = channel();
            let (plan, built) = (self.clone(), Arc::clone(&built));
            let queue = Queue { documents: waiting, is_given_up: Arc::clone(&is_given_up) };
            let thread = thread::Builder::new().name(format!("{THREAD}_{number}"));
            Ok(Lane { documents, given: 0, thread: thread.spawn(move || plan.build(&queue, &built))? })
        });
        let lanes = lanes.collect::<std::io::Result<_>>()?;
        Ok(Running { lanes, is_given_up, built })
    }

    /// Builds segments of what waits, until nothing comes any more.
    fn build(&self, queue: &Queue, built: &Built) -> tantivy::Result<()> {
        let mut open: Option<SegmentBuilder> = None;
        while let Some(document) = queue.next() {
            let mut segment = match open.take() {
                Some(segment) => segment,
                None => SegmentBuilder::new(&self.index, &self.fields)?,
            };
            segment.add(&document)?;
            drop(document);
            if segment.bytes() < self.room {
                open = Some(segment);
            } else {
                tell(built, segment)?;
            }
        }
        open.map_or(Ok(()), |segment| tell(built, segment))
    }
}

/// Writes a segment and puts it to those that are written.
fn tell(built: &Built, segment: SegmentBuilder) -> tantivy::Result<()> {
    let segment = segment.finish()?;
    built.lock().unwrap_or_else(PoisonError::into_inner).push(segment);
    Ok(())
}

fn taken(built: &Built) -> Vec<SegmentMeta> {
    std::mem::take(&mut *built.lock().unwrap_or_else(PoisonError::into_inner))
}

fn joined(thread: JoinHandle<tantivy::Result<()>>) -> tantivy::Result<()> {
    let panicked = |_| TantivyError::ErrorInThread("a thread that builds a segment panicked".to_owned());
    thread.join().map_err(panicked)?
}

impl Queue {
    /// Waits for the next document; `None` when there will be none.
    fn next(&self) -> Option<Weighed> {
        let document = self.documents.recv().ok()?;
        (!self.is_given_up.load(Ordering::Relaxed)).then_some(document)
    }
}
