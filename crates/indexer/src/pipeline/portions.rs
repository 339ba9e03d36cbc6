//! Portions on their way through a run: one is prepared while the one before it is written.
//!
//! Apart from where portions come from, since what writing waits for (room for a document, a commit) must keep nobody
//! from preparing, whatever is read.

use super::{Progress, Run, Step};
use crate::archive::Source;
use crate::error::IndexError;
use crate::prepare::Outcome;

/// What came of a portion.
#[derive(Default)]
pub(super) struct Prepared {
    pub(super) outcomes: Vec<Outcome>,
    /// Bytes of the source that it was read from.
    pub(super) bytes: u64,
}

impl Run {
    /// Writes portion after portion, until no more is prepared. `prepare` is called from another thread.
    pub(super) fn write_all(
        &mut self,
        source: &Source,
        prepare: &mut (dyn FnMut() -> Option<Prepared> + Send),
        progress: &dyn Fn(Progress),
    ) -> Result<Step, IndexError> {
        let mut next = prepare();
        while let Some(prepared) = next.take() {
            // A text that is more than a portion by itself leaves no memory for the next.
            let is_heavy = prepared.bytes > 2 * self.shares.portion;
            let written = rayon::in_place_scope(|scope| {
                if !is_heavy {
                    scope.spawn(|_| next = prepare());
                }
                self.take(source, prepared)
            });
            if let Step::Overtaken = written? {
                return Ok(Step::Overtaken);
            }
            progress(self.progress);
            if is_heavy {
                next = prepare();
            }
        }
        Ok(Step::Done)
    }

    /// Books what came of a portion, and writes what is to be written.
    fn take(&mut self, source: &Source, prepared: Prepared) -> Result<Step, IndexError> {
        self.progress.done += prepared.bytes;
        for outcome in prepared.outcomes {
            match outcome {
                Outcome::Unchanged { source } => {
                    self.met.insert(source);
                    self.report.unchanged += 1;
                }
                Outcome::Refused { source, reason } => self.refuse(source, reason),
                Outcome::Ready(ready) => {
                    if let Step::Overtaken = self.write(source, *ready)? {
                        return Ok(Step::Overtaken);
                    }
                }
            }
        }
        Ok(Step::Done)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::index_dir::IndexDir;
    use crate::memory::Memory;

    /// Returns in which order three portions of so many bytes are prepared and written.
    fn order(bytes: u64) -> String {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::open(folder.path()).unwrap();
        let mut dir = IndexDir::lock(&folder.path().join("index")).unwrap();
        let mut run = Run::start(dir.open_live(&[]).unwrap(), &[], Memory::default()).unwrap();
        let done = Mutex::new(String::new());
        let mut left = 3;
        let mut prepare = || {
            left = i32::checked_sub(left, 1).filter(|left| *left >= 0)?;
            done.lock().unwrap().push('p');
            Some(Prepared { bytes, ..Prepared::default() })
        };
        let step = run.write_all(&source, &mut prepare, &|_| done.lock().unwrap().push('w'));
        assert!(matches!(step, Ok(Step::Done)));
        done.into_inner().unwrap()
    }

    #[test]
    fn the_next_is_prepared_meanwhile_if_there_is_memory_for_it() {
        assert_eq!(order(1), "ppwpww");
        assert_eq!(order(1 << 30), "pwpwpw");
    }
}
