//! What a run begins with: its sources, opened and walked.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::archive::{Source, Walk};
use crate::disk;
use crate::error::IndexError;
use crate::received::Received;

/// Opens what was given.
///
/// # Errors
/// [`IndexError`] for the first that is not there.
pub(crate) fn open_all(given: &[PathBuf]) -> Result<Vec<Source>, IndexError> {
    given.iter().map(|given| Source::open(given)).collect()
}

/// Walks what was received, and all sources; a file that lies in two of them belongs to the first. The folder of the
/// index is there by now: one that lies in the archive must be known when it is met.
pub(crate) fn walk_all(index: &Path, sources: Vec<Source>) -> Result<Vec<(Source, Walk)>, IndexError> {
    let received = Received::of(index);
    received.sweep();
    let index = disk::absolute(index);
    let mut met = HashSet::new();
    let mut walk_one = |source: Source| {
        let mut walk = source.walk(&index);
        walk.files.retain(|found| met.insert(found.path.clone()));
        (source, walk)
    };
    let mut walks = vec![received.walk()?];
    walks.extend(sources.into_iter().map(&mut walk_one));
    Ok(walks)
}
