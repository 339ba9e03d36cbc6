//! The run: from sources to a committed index and a report.
//!
//! Look first, then read, then write: what is unchanged is known by size and time without reading it, what must be read
//! is prepared in parallel and in bounded portions, and the writer is opened when the first change is found.

mod conflict;
mod portions;
mod records;
mod texts;
mod vanished;
mod walks;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use schema::Fields;
use tantivy::Index;

pub(crate) use self::walks::{open_all, walk_all};
use crate::archive::{Format, Source, Walk};
use crate::catalogue::Catalogue;
use crate::encoding::Encoding;
use crate::error::IndexError;
use crate::index_dir::IndexDir;
use crate::memory::{Memory, Shares};
use crate::prepare::Ready;
use crate::report::{Conversion, Refusal, Report};
use crate::seal::Seal;
use crate::storage::{MappedFiles, Storage};
use crate::writer::Writer;
use crate::{Job, writer};

/// How often a run starts over because another one changed the index between its look and its first write.
const ATTEMPTS: usize = 3;

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of source text dealt with.
    pub done: u64,
    /// Bytes of source text in all.
    pub total: u64,
}

/// Brings an index into step with its sources: adds what is new, replaces what changed, removes what vanished. What was
/// received over HTTP is a source of every run, and the first of them.
///
/// `progress` is called now and then from the calling thread.
///
/// # Errors
/// [`IndexError`]: a source that is not there, a busy, foreign or failing index. Bad files are lines of the report.
pub fn bring_into_step(job: &Job, progress: &dyn Fn(Progress)) -> Result<Report, IndexError> {
    bring_into_step_within(job, Memory::default(), progress)
}

/// As [`bring_into_step`], with so much memory.
///
/// # Errors
/// As [`bring_into_step`].
pub fn bring_into_step_within(job: &Job, memory: Memory, progress: &dyn Fn(Progress)) -> Result<Report, IndexError> {
    bring_into_step_on(Arc::new(MappedFiles), job, memory, progress)
}

/// As [`bring_into_step_within`], with the files of the engine in a given storage.
///
/// # Errors
/// As [`bring_into_step`].
pub(crate) fn bring_into_step_on(
    storage: Arc<dyn Storage>,
    job: &Job,
    memory: Memory,
    progress: &dyn Fn(Progress),
) -> Result<Report, IndexError> {
    let started = Instant::now();
    let sources = open_all(&job.sources)?;
    let mut dir = IndexDir::lock_on(&job.index, storage)?;
    let given: Vec<String> = sources.iter().map(Source::given).collect();
    let walks = walk_all(&job.index, sources)?;
    let mut attempt = 1;
    let mut report = loop {
        let mut run = Run::start(dir.open_live(&given)?, &walks, memory)?;
        match run.work(&walks, progress)? {
            Step::Done => break run.finish()?,
            Step::Overtaken if attempt < ATTEMPTS => attempt += 1,
            Step::Overtaken => return Err(IndexError::Busy { path: job.index.clone(), holder: None }),
        }
    };
    report.seconds = started.elapsed().as_secs_f64();
    tracing::info!(added = report.added, changed = report.changed, removed = report.removed, "index in step");
    Ok(report)
}

/// Fills a generation that nobody searches yet, and seals it.
pub(crate) fn fill(
    generation: (PathBuf, Index, Fields),
    walks: &[(Source, Walk)],
    memory: Memory,
    progress: &dyn Fn(Progress),
) -> Result<Report, IndexError> {
    let path = generation.0.clone();
    let mut run = Run::start(generation, walks, memory)?;
    match run.work(walks, progress)? {
        Step::Done => run.finish(),
        Step::Overtaken => Err(IndexError::Busy { path, holder: None }),
    }
}

enum Step {
    Done,
    /// Another run committed after this one looked.
    Overtaken,
}

struct Run {
    /// The generation that is written to.
    path: PathBuf,
    index: Index,
    catalogue: Arc<Catalogue>,
    fields: Fields,
    writer: Option<Writer>,
    shares: Shares,
    /// Sources met in this run, to tell what vanished.
    met: HashSet<String>,
    /// Files of records that could not be read whole: none of their records is known to be gone.
    unsure: HashSet<String>,
    progress: Progress,
    report: Report,
}

impl Run {
    fn start(
        (path, index, fields): (PathBuf, Index, Fields),
        walks: &[(Source, Walk)],
        memory: Memory,
    ) -> Result<Run, IndexError> {
        let catalogue = Catalogue::read(&index, &fields).map_err(|error| IndexError::engine(&path, error))?;
        let total: u64 = walks.iter().flat_map(|(_, walk)| &walk.files).map(|found| found.seen.size).sum();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Run {
            path,
            index,
            catalogue: Arc::new(catalogue),
            fields,
            writer: None,
            shares: memory.shared_out(cores, total),
            met: HashSet::new(),
            unsure: HashSet::new(),
            progress: Progress { done: 0, total },
            report: Report::default(),
        })
    }

    fn work(&mut self, walks: &[(Source, Walk)], progress: &dyn Fn(Progress)) -> Result<Step, IndexError> {
        for (source, walk) in walks {
            for Refusal { source, reason } in walk.refused.iter().cloned() {
                self.refuse(source, reason);
            }
            if let Step::Overtaken = self.texts(source, walk, progress)? {
                return Ok(Step::Overtaken);
            }
            for found in walk.files.iter().filter(|found| found.format == Format::Records) {
                if let Step::Overtaken = self.records(source, found, progress)? {
                    return Ok(Step::Overtaken);
                }
            }
        }
        self.remove_vanished(walks)
    }

    fn write(&mut self, source: &Source, ready: Ready) -> Result<Step, IndexError> {
        if let Some(reason) = self.conflict(source, &ready) {
            self.refuse(ready.source, reason);
            return Ok(Step::Done);
        }
        if let Step::Overtaken = self.open_writer()? {
            return Ok(Step::Overtaken);
        }
        self.report.bytes += ready.bytes as u64;
        match self.catalogue.known.contains_key(&ready.source) {
            true => self.report.changed += 1,
            false => self.report.added += 1,
        }
        if ready.encoding != Encoding::Utf8 {
            let encoding = ready.encoding.to_string();
            self.report.converted.push(Conversion { source: ready.source.clone(), encoding });
        }
        self.met.insert(ready.source);
        if let Some(writer) = &mut self.writer {
            writer.upsert(&ready.id, ready.document)?;
        }
        Ok(Step::Done)
    }

    fn open_writer(&mut self) -> Result<Step, IndexError> {
        if self.writer.is_none() {
            let writer = self.new_writer()?;
            if !writer.agrees_with(&self.catalogue)? {
                return Ok(Step::Overtaken);
            }
            self.writer = Some(writer);
        }
        Ok(Step::Done)
    }

    fn refuse(&mut self, source: String, reason: String) {
        let kept = self.catalogue.known.contains_key(&source);
        let reason = if kept { format!("{reason} (the version indexed before is kept)") } else { reason };
        self.met.insert(source.clone());
        self.report.refused.push(Refusal { source, reason });
    }

    fn finish(mut self) -> Result<Report, IndexError> {
        if self.writer.is_none() && !self.is_sealed()? {
            // The run before was killed: what it left is swept by a writer that has nothing to write.
            self.writer = Some(self.new_writer()?);
        }
        let mut report = self.report;
        report.documents = match self.writer {
            Some(writer) => writer.finish()?,
            None => writer::count(&self.index).map_err(|error| IndexError::engine(&self.path, error))?,
        };
        Ok(report)
    }

    fn is_sealed(&self) -> Result<bool, IndexError> {
        Seal::is_on(&self.path).map_err(|error| IndexError::Folder { path: self.path.clone(), error })
    }

    fn new_writer(&self) -> Result<Writer, IndexError> {
        Writer::open(&self.path, self.index.clone(), self.fields.clone(), self.shares)
    }
}
