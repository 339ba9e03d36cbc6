//! The ids of a segment: numbers that order as the ids do, and the ids themselves.
//!
//! A number is at hand for each document; to read the id behind it, a block of the dictionary is unpacked. So hits are
//! ordered by numbers as far as they tell the order.

use std::ops::Bound;

use tantivy::DocId;
use tantivy::columnar::StrColumn;

/// The column of ids; no document has one if there is none.
#[derive(Debug)]
pub(crate) struct Ids(Option<StrColumn>);

impl Ids {
    /// The number of a document without an id.
    const NONE: u64 = u64::MAX;

    pub(crate) fn new(column: Option<StrColumn>) -> Ids {
        Ids(column)
    }

    /// Returns the number of the id of a document.
    #[inline]
    pub(crate) fn number(&self, document: DocId) -> u64 {
        self.0.as_ref().and_then(|ids| ids.term_ords(document).next()).unwrap_or(Ids::NONE)
    }

    /// Returns the number of the first id that comes behind one, which need not be there.
    pub(crate) fn first_behind(&self, id: &str) -> std::io::Result<u64> {
        let Some(ids) = &self.0 else { return Ok(Ids::NONE) };
        let next = format!("{id}\0");
        let (first, _) = ids.dictionary().term_bounds_to_ord(Bound::Included(next.as_str()), Bound::Unbounded)?;
        Ok(match first {
            Bound::Included(first) => first,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => Ids::NONE,
        })
    }

    /// Returns the ids behind numbers, which must be sorted; that of [`Ids::NONE`] is empty.
    pub(crate) fn read(&self, numbers: &[u64]) -> std::io::Result<Vec<String>> {
        let mut ids = Vec::with_capacity(numbers.len());
        if let Some(column) = &self.0 {
            let known = &numbers[..numbers.partition_point(|number| *number < column.num_terms() as u64)];
            let read = |id: &[u8]| ids.push(String::from_utf8_lossy(id).into_owned());
            column.dictionary().sorted_ords_to_term_cb(known, read)?;
        }
        ids.resize(numbers.len(), String::new());
        Ok(ids)
    }
}
