//! What vanished: directives of the index whose file, or record, is there no more.

use std::path::Path;

use super::{Run, Step};
use crate::archive::{Source, Walk};
use crate::catalogue::Known;
use crate::error::IndexError;
use crate::records::file_of;

impl Run {
    /// Removes what was indexed from these sources and is there no more.
    pub(super) fn remove_vanished(&mut self, walks: &[(Source, Walk)]) -> Result<Step, IndexError> {
        let is_gone = |path: &String, known: &Known| {
            !self.met.contains(path)
                && !self.unsure.contains(file_of(path))
                && walks.iter().any(|walk| has_lost(walk, path, known))
        };
        let known = self.catalogue.known.iter();
        let gone: Vec<String> =
            known.filter(|(path, known)| is_gone(path, known)).map(|(_, known)| known.id.clone()).collect();
        if gone.is_empty() {
            return Ok(Step::Done);
        }
        if let Step::Overtaken = self.open_writer()? {
            return Ok(Step::Overtaken);
        }
        for id in gone {
            self.report.removed += 1;
            if let Some(writer) = &mut self.writer {
                writer.remove(&id)?;
            }
        }
        Ok(Step::Done)
    }
}

/// Tells whether a directive belonged to a source that, looked at whole, does not hold it any more.
fn has_lost((source, walk): &(Source, Walk), path: &str, known: &Known) -> bool {
    Path::new(&*known.root) == source.root
        && source.only.as_ref().is_none_or(|only| only == file_of(path))
        && !walk.is_closed(path)
}
