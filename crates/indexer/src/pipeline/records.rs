//! Files of records on their way through a run: in portions of lines.

use std::io::BufRead;

use rayon::prelude::*;

use super::{Progress, Run, Step};
use crate::archive::{Found, Source, open_records};
use crate::error::IndexError;
use crate::prepare::{self, Outcome};
use crate::records::{Line, Placed, RecordLines};
use crate::text::Unreadable;

impl Run {
    /// Takes a file of records, in portions of lines.
    pub(super) fn records(
        &mut self,
        source: &Source,
        found: &Found,
        progress: &dyn Fn(Progress),
    ) -> Result<Step, IndexError> {
        let (reader, state) = match open_records(&found.path) {
            Ok(open) => open,
            Err(error) => {
                self.refuse_records(found, &error);
                return Ok(Step::Done);
            }
        };
        let mut lines = RecordLines::new(&found.source, reader);
        loop {
            let portion = self.portion(&mut lines, &found.source);
            if portion.is_empty() {
                if !state.is_still_at(&found.path) {
                    self.refuse_records(found, &Unreadable::Changing);
                }
                return Ok(Step::Done);
            }
            let (catalogue, fields) = (&self.catalogue, &self.fields);
            let prepare = |placed: Placed| {
                let known = catalogue.known.get(&placed.source);
                prepare::record(fields, &source.root, placed, known)
            };
            let outcomes: Vec<Outcome> = portion.into_par_iter().map(prepare).collect();
            if let Step::Overtaken = self.take(source, outcomes)? {
                return Ok(Step::Overtaken);
            }
            progress(self.progress);
        }
    }

    /// Names a file of records that was not read whole. What was read stays, and nothing of it is known to be gone.
    fn refuse_records(&mut self, found: &Found, error: &Unreadable) {
        self.refuse(found.source.clone(), error.to_string());
        self.unsure.insert(found.source.clone());
    }

    /// Reads the next records of a file; none at its end.
    fn portion(&mut self, lines: &mut RecordLines<impl BufRead>, file: &str) -> Vec<Placed> {
        let (mut portion, mut bytes) = (Vec::new(), 0);
        while bytes < self.shares.portion
            && let Some((line, read)) = lines.next()
        {
            bytes += read;
            match line {
                Line::Record(placed) => portion.push(placed),
                Line::Refused { place, reason } => {
                    self.refuse(place, reason);
                    self.unsure.insert(file.to_owned());
                }
            }
        }
        self.progress.done += bytes;
        portion
    }
}
