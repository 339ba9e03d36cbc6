//! Files of records on their way through a run: in portions of lines.

use std::io::BufRead;
use std::sync::Arc;

use rayon::prelude::*;

use super::portions::Prepared;
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
        let (catalogue, fields, most) = (Arc::clone(&self.catalogue), self.fields.clone(), self.shares.portion);
        let prepare = |placed: Placed| {
            let known = catalogue.known.get(&placed.source);
            prepare::record(&fields, &source.root, placed, known)
        };
        let mut next = Portion::read(&mut lines, most);
        let mut is_whole = true;
        let mut prepare_next = || {
            let Portion { records, refused, bytes } = next.take()?;
            is_whole &= refused.is_empty();
            // Lines are read by one thread: the next ones while the others prepare these.
            let prepared = || records.into_par_iter().map(prepare).collect::<Vec<Outcome>>();
            let (outcomes, read) = rayon::join(prepared, || Portion::read(&mut lines, most));
            next = read;
            Some(Prepared { outcomes: refused.into_iter().chain(outcomes).collect(), bytes })
        };
        if let Step::Overtaken = self.write_all(source, &mut prepare_next, progress)? {
            return Ok(Step::Overtaken);
        }
        if !is_whole {
            self.unsure.insert(found.source.clone());
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
}

/// What was read of a file at once.
#[derive(Default)]
struct Portion {
    records: Vec<Placed>,
    refused: Vec<Outcome>,
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
                Line::Refused { place, reason } => portion.refused.push(Outcome::Refused { source: place, reason }),
            }
        }
        (!portion.records.is_empty() || !portion.refused.is_empty()).then_some(portion)
    }
}
