//! A list of terms inverted: the fields that it fills, and what of them is made of what.
//!
//! Apart from how postings are written: one thread goes through the words of a list for exact terms while another does for
//! pairs, and both want the folded ones.

use std::io;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, OnceLock};

use schema::TermFields;
use tantivy::TantivyError;

use super::files::Postings;
use super::occurrences::{Occurrences, Sorted};
use super::pairs::{self, Written};
use super::postings::{write_exact, write_folded};
use super::vocabulary::Keys;

/// A list of terms on its way into its fields.
pub(super) struct Inverted<'k, 'a> {
    fields: TermFields,
    pub(super) keys: &'k Keys<'a>,
    occurrences: &'a Occurrences,
    /// Made by whoever wants them first.
    neighbours: OnceLock<Result<Sorted, Arc<io::Error>>>,
}

impl<'k, 'a> Inverted<'k, 'a> {
    pub(super) fn new(fields: TermFields, occurrences: &'a Occurrences, keys: &'k Keys<'a>) -> Inverted<'k, 'a> {
        Inverted { fields, keys, occurrences, neighbours: OnceLock::new() }
    }

    /// Writes the field of exact terms.
    pub(super) fn write_exact(&self, postings: &Postings<'_>) -> tantivy::Result<()> {
        let found = self.occurrences.positions(self.keys.exact())?;
        postings.write(self.fields.exact, found.len(), |writer| write_exact(writer, self.keys.exact(), &found))
    }

    /// Writes the field of folded terms.
    pub(super) fn write_folded(&self, postings: &Postings<'_>) -> tantivy::Result<()> {
        let found = self.neighbours()?;
        postings.write(self.fields.folded, found.len(), |writer| write_folded(writer, self.keys.folded(), found))
    }

    /// Returns the postings of pairs, and tells of each pair.
    pub(super) fn pairs(&self, told: SyncSender<Vec<Written>>) -> tantivy::Result<Vec<u8>> {
        let found = self.neighbours()?.pairs()?;
        let postings = pairs::write(&found, &told)?;
        // Whoever lists them goes on when nobody tells any more, and not when the memory is given back.
        drop(told);
        Ok(postings)
    }

    /// Returns of each folded term the terms before it.
    fn neighbours(&self) -> tantivy::Result<&Sorted> {
        let made = self.neighbours.get_or_init(|| Ok(self.occurrences.neighbours(self.keys.folded())?));
        made.as_ref().map_err(|error| TantivyError::IoError(Arc::clone(error)))
    }
}
