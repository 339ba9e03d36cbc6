//! A new generation beside the one that is searched, and the way back.
//!
//! Apart from the run, which changes the live generation: here nothing of it is touched. What is built is compared with its
//! seal before it is taken up, and taking it up is one file replaced, so nobody ever searches half an index.

use std::path::{Path, PathBuf};
use std::time::Instant;

use schema::generation_name;

use crate::archive::Source;
use crate::check::{Health, check};
use crate::error::IndexError;
use crate::index_dir::IndexDir;
use crate::memory::Memory;
use crate::mend::mend;
use crate::pipeline::{fill, open_all, walk_all};
use crate::received::Received;
use crate::report::Report;
use crate::seal::{Seal, Standing};
use crate::{Job, Progress};

/// Builds an index anew from its sources, or from those that it was made of where none are given, and from what was
/// received. The generation that was live is kept to go back to.
///
/// # Errors
/// [`IndexError`], as for a run; the index is then as it was.
pub fn rebuild(job: &Job, memory: Memory, progress: &dyn Fn(Progress)) -> Result<Report, IndexError> {
    rebuild_in(&mut IndexDir::lock_to_rebuild(&job.index)?, job, memory, progress)
}

/// As [`rebuild`], in a folder whose lock is held.
///
/// # Errors
/// As [`rebuild`].
pub(crate) fn rebuild_in(
    dir: &mut IndexDir,
    job: &Job,
    memory: Memory,
    progress: &dyn Fn(Progress),
) -> Result<Report, IndexError> {
    let kept = dir.generations().map(|(live, _)| live);
    build(dir, job, (kept, memory), progress)
}

/// Looks an index over, and builds it anew if anything of it is damaged. A damaged generation is not kept. Returns what was
/// found first, and the report of the building if there was any.
///
/// # Errors
/// [`IndexError`], as for [`check`] and [`rebuild`].
pub fn repair(index: &Path, progress: &dyn Fn(Progress)) -> Result<(Health, Option<Report>), IndexError> {
    let health = check(index)?;
    if health.damaged.is_empty() {
        return Ok((health, None));
    }
    let mut dir = IndexDir::lock_to_rebuild(index)?;
    let job = Job { index: index.to_owned(), sources: Vec::new() };
    let report = build(&mut dir, &job, (None, Memory::default()), progress)?;
    Ok((health, Some(report)))
}

/// Makes the generation that is kept the live one, and keeps the one that was live.
///
/// # Errors
/// [`IndexError::Missing`], [`IndexError::NothingKept`], [`IndexError::Damaged`] when what is kept is not what it was.
pub fn rollback(index: &Path) -> Result<Health, IndexError> {
    let before = check(index)?;
    let mut dir = IndexDir::lock(index)?;
    let Some((live, Some(kept))) = dir.generations() else {
        return Err(IndexError::NothingKept { path: index.to_owned() });
    };
    let of_kept = format!("{}/", generation_name(kept));
    let files: Vec<String> = before.damaged.into_iter().filter(|file| file.starts_with(&of_kept)).collect();
    if !files.is_empty() {
        return Err(IndexError::Damaged { path: index.to_owned(), files });
    }
    let sources = dir.sources().iter().map(|source| source.to_string_lossy().into_owned()).collect();
    dir.take_up(kept, Some(live), sources)?;
    check(index)
}

fn build(
    dir: &mut IndexDir,
    job: &Job,
    (kept, memory): (Option<u64>, Memory),
    progress: &dyn Fn(Progress),
) -> Result<Report, IndexError> {
    let started = Instant::now();
    mend(dir, &job.index)?;
    let sources = open_all(&sources(dir, job)?)?;
    let given = sources.iter().map(Source::given).collect();
    let walks = walk_all(&job.index, sources)?;
    let (number, path, index, fields) = dir.create_aside()?;
    let mut report = fill((path.clone(), index, fields), &walks, memory, progress)?;
    is_as_written(&path)?;
    dir.take_up(number, kept, given)?;
    report.seconds = started.elapsed().as_secs_f64();
    tracing::info!(generation = number, documents = report.documents, "a generation built anew is live");
    Ok(report)
}

/// What an index is built from. Nothing at all is no answer: an empty index would take the place of a full one.
fn sources(dir: &IndexDir, job: &Job) -> Result<Vec<PathBuf>, IndexError> {
    let sources = if job.sources.is_empty() { dir.sources() } else { job.sources.clone() };
    if sources.is_empty() && !Received::of(&job.index).exists() {
        return Err(IndexError::NoSources { path: job.index.clone() });
    }
    Ok(sources)
}

/// Reads back what was built.
fn is_as_written(generation: &Path) -> Result<(), IndexError> {
    let folder = |error| IndexError::Folder { path: generation.to_owned(), error };
    match Seal::compare(generation).map_err(folder)? {
        Standing::Sealed { damaged, .. } if damaged.is_empty() => Ok(()),
        Standing::Sealed { damaged: files, .. } => Err(IndexError::Damaged { path: generation.to_owned(), files }),
        _ => Err(IndexError::Damaged { path: generation.to_owned(), files: vec![schema::SEAL.to_owned()] }),
    }
}
