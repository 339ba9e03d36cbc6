//! The values of a facet as a flat list: one code for each document of a segment, read off the column once and kept.
//!
//! A column of the engine is packed and asked document by document; counting half a million hits by it costs several times
//! what everything else does. A list takes two bytes a document, and is made when that many hits are first counted. Beside it
//! are the counts of whole windows: where most of a window matches, what does not is counted off. They take eight bytes for
//! each value that a window holds, so at the most four times the list, and a twentieth of it for provinces.

use std::sync::Arc;

use schema::Facet;
use tantivy::DocId;
use tantivy::columnar::{Column, ColumnValues};

use crate::batch::WINDOW;
use crate::opened::OpenedSegment;

/// It pays to make codes when more than one in so many documents of a segment is counted.
const MANY: usize = 16;
/// Documents that are read off a column together.
const TOGETHER: u32 = 1_024;

/// The codes of one facet in one segment.
#[derive(Debug)]
pub(crate) struct Codes {
    /// By document: the value, [`Codes::NONE`] or [`Codes::SEVERAL`].
    by_document: Vec<u16>,
    /// By window.
    windows: Vec<WindowCounts>,
}

/// How often each value stands in a whole window.
#[derive(Debug, Default)]
pub(crate) struct WindowCounts {
    pub(crate) values: Vec<(u16, u32)>,
    /// Documents without a value.
    pub(crate) missing: u32,
}

impl Codes {
    /// The document has no value.
    pub(crate) const NONE: u16 = u16::MAX;
    /// The document has several values: the column tells which.
    pub(crate) const SEVERAL: u16 = u16::MAX - 1;

    /// Reads a column; `None` if its values are too many for codes.
    pub(crate) fn of(column: &Column<u64>, documents: u32) -> Option<Codes> {
        if column.max_value() >= u64::from(Codes::SEVERAL) {
            return None;
        }
        let mut by_document = vec![Codes::NONE; documents as usize];
        let (mut holders, mut rows, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for first in (0..documents).step_by(TOGETHER as usize) {
            let together: Vec<DocId> = (first..documents.min(first + TOGETHER)).collect();
            holders.clear();
            rows.clear();
            column.row_ids_for_docs(&together, &mut holders, &mut rows);
            values.resize(rows.len(), 0);
            column.values.get_vals(&rows, &mut values);
            for (holder, value) in holders.iter().zip(&values) {
                let code = &mut by_document[*holder as usize];
                *code = if *code == Codes::NONE { u16::try_from(*value).ok()? } else { Codes::SEVERAL };
            }
        }
        let mut codes = Codes { by_document, windows: Vec::new() };
        let mut counts = vec![0; column.max_value() as usize + 1];
        let windows = (0..documents).step_by(WINDOW as usize);
        codes.windows = windows.map(|first| codes.counted(column, first, &mut counts)).collect();
        Some(codes)
    }

    /// Counts the values of a whole window; `counts` has a place for each value and is left empty. A column that holds more
    /// than it says is damaged, and what is beyond is not counted.
    fn counted(&self, column: &Column<u64>, first: DocId, counts: &mut [u32]) -> WindowCounts {
        let mut missing = 0;
        let mut count = |value: usize| counts.get_mut(value).into_iter().for_each(|count| *count += 1);
        for (document, code) in (first..).zip(&self.by_document[first as usize..]).take(WINDOW as usize) {
            match *code {
                Codes::NONE => missing += 1,
                Codes::SEVERAL => column.values_for_doc(document).for_each(|value| count(value as usize)),
                code => count(usize::from(code)),
            }
        }
        let values = (0..).zip(counts).filter(|(_, count)| **count > 0);
        WindowCounts { values: values.map(|(value, count)| (value, std::mem::take(count))).collect(), missing }
    }

    /// Returns what the whole window holds that begins at a document.
    pub(crate) fn window(&self, first: DocId) -> Option<&WindowCounts> {
        self.windows.get((first / WINDOW) as usize)
    }

    /// Returns the code of a document.
    #[inline]
    pub(crate) fn of_document(&self, document: DocId) -> u16 {
        self.by_document.get(document as usize).copied().unwrap_or(Codes::NONE)
    }
}

/// The codes of one facet in one segment, if it comes to that.
pub(crate) struct SegmentCodes {
    segment: Arc<OpenedSegment>,
    facet: Facet,
    /// Not made yet, if `None`.
    codes: Option<Option<Arc<Codes>>>,
    counted: usize,
}

impl SegmentCodes {
    pub(crate) fn new(segment: &Arc<OpenedSegment>, facet: Facet) -> SegmentCodes {
        SegmentCodes { segment: segment.clone(), facet, codes: segment.made_codes(facet), counted: 0 }
    }

    /// Returns the codes to count so many more documents by: those that are kept, or, when it pays to make them, new ones.
    pub(crate) fn for_counting(&mut self, more: usize, column: &Column<u64>) -> Option<Arc<Codes>> {
        self.counted += more;
        if self.codes.is_none() && self.counted > self.segment.documents() as usize / MANY {
            self.codes = Some(self.segment.codes(self.facet, column));
        }
        self.codes.clone().flatten()
    }
}
