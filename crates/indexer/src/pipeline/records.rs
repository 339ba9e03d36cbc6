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
        let most = self.shares.portion;
        let mut next = Portion::read(&mut lines, most);
        while let Some(portion) = next.take() {
            let records = self.book(portion, &found.source);
            let (catalogue, fields) = (&self.catalogue, &self.fields);
            let prepare = |placed: Placed| {
                let known = catalogue.known.get(&placed.source);
                prepare::record(fields, &source.root, placed, known)
            };
            // Lines are read by one thread: the next ones while the others prepare these.
            let prepared = || records.into_par_iter().map(prepare).collect::<Vec<Outcome>>();
            let (outcomes, read) = rayon::join(prepared, || Portion::read(&mut lines, most));
            next = read;
            if let Step::Overtaken = self.take(source, outcomes)? {
                return Ok(Step::Overtaken);
            }
            progress(self.progress);
        }
        if !state.is_still_at(&found.path) {
            self.refuse_records(found, &Unreadable::Changing);
        }
        Ok(Step::Done)
    }

    /// Names a file of records that was not read whole. What was read stays, and nothing of it is known to be gone.
    fn refuse_records(&mut self, found: &Found, error: &Unreadable) {
        self.refuse(found.source.clone(), error.to_string());
        self.unsure.insert(found.source.clone());
    }

    /// Books what was read of a file, and returns its records.
    fn book(&mut self, portion: Portion, file: &str) -> Vec<Placed> {
        for (place, reason) in portion.refused {
            self.refuse(place, reason);
            self.unsure.insert(file.to_owned());
        }
        self.progress.done += portion.bytes;
        portion.records
    }
}

/// What was read of a file at once.
#[derive(Default)]
struct Portion {
    records: Vec<Placed>,
    /// Places and reasons.
    refused: Vec<(String, String)>,
    bytes: u64,
}

impl Portion {
    /// Reads lines of so many bytes; `None` at the end of the file.
    fn read(lines: &mut RecordLines<impl BufRead>, most: u64) -> Option<Portion> {
        let mut portion = Portion::default();
        while portion.bytes < most
            && let Some((line, read)) = lines.next()
        {
            portion.bytes += read;
            match line {
                Line::Record(placed) => portion.records.push(placed),
                Line::Refused { place, reason } => portion.refused.push((place, reason)),
            }
        }
        (!portion.records.is_empty() || !portion.refused.is_empty()).then_some(portion)
    }
}
