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
            let written = rayon::in_place_scope(|scope| {
                scope.spawn(|_| next = prepare());
                self.take(source, prepared)
            });
            if let Step::Overtaken = written? {
                return Ok(Step::Overtaken);
            }
            progress(self.progress);
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
