//! The values of a facet as a flat list: one code for each document of a segment, read off the column once and kept.
//!
//! A column of the engine is packed and asked document by document; counting half a million hits by it costs several times
//! what everything else does. A code stands for all values of a document together, for none too, so that each document is
//! one step of one counter; what was counted is spread over the values in the end. A list takes two bytes a document, and is
//! made when that many hits are first counted. Beside it are the counts of whole windows: where most of a window matches,
//! what does not is counted off. They take eight bytes for each code that a window holds, so at the most four times the
//! list, and a twentieth of it for provinces.

use std::collections::HashMap;
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
    by_document: Vec<u16>,
    /// By code: the values that it stands for.
    values: Vec<Box<[u16]>>,
    /// By window: how often each code stands in it.
    windows: Vec<Vec<(u16, u32)>>,
}

impl Codes {
    /// Reads a column; `None` if its values, or the ways in which they stand together, are too many for codes.
    pub(crate) fn of(column: &Column<u64>, documents: u32) -> Option<Codes> {
        let (mut by_document, mut coder) = (Vec::with_capacity(documents as usize), Coder::of(column)?);
        let (mut holders, mut rows, mut read, mut together) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for first in (0..documents).step_by(TOGETHER as usize) {
            let chunk: Vec<DocId> = (first..documents.min(first + TOGETHER)).collect();
            holders.clear();
            rows.clear();
            column.row_ids_for_docs(&chunk, &mut holders, &mut rows);
            read.resize(rows.len(), 0);
            column.values.get_vals(&rows, &mut read);
            let mut held = holders.iter().zip(&read).peekable();
            for document in chunk {
                together.clear();
                while let Some((_, value)) = held.next_if(|(holder, _)| **holder == document) {
                    together.push(u16::try_from(*value).ok()?);
                }
                by_document.push(coder.code(&together)?);
            }
        }
        let mut counts = vec![0; coder.values.len()];
        let windows = by_document.chunks(WINDOW as usize).map(|window| counted(window, &mut counts)).collect();
        Some(Codes { by_document, values: coder.values, windows })
    }

    /// Returns the values that each code stands for, by code; none among them.
    pub(crate) fn values(&self) -> &[Box<[u16]>] {
        &self.values
    }

    /// Returns the codes of the whole window that begins at a document, and how often each stands there.
    pub(crate) fn window(&self, first: DocId) -> &[(u16, u32)] {
        self.windows.get((first / WINDOW) as usize).map_or(&[], Vec::as_slice)
    }

    /// Returns the code of a document, as a place among [`Codes::values`].
    #[inline]
    pub(crate) fn of_document(&self, document: DocId) -> usize {
        self.by_document.get(document as usize).copied().map_or(usize::MAX, usize::from)
    }
}

/// Counts the codes of a window; `counts` has a place for each and is left empty.
fn counted(window: &[u16], counts: &mut [u32]) -> Vec<(u16, u32)> {
    for code in window {
        counts.get_mut(usize::from(*code)).into_iter().for_each(|count| *count += 1);
    }
    let counts = (0..).zip(counts).filter(|(_, count)| **count > 0);
    counts.map(|(code, count)| (code, std::mem::take(count))).collect()
}

/// Gives out codes, in the order in which values are first met.
struct Coder {
    /// By value: the code of a document that has it alone, [`Coder::UNKNOWN`] if none was met.
    alone: Vec<u16>,
    /// Of several values, and of none.
    others: HashMap<Box<[u16]>, u16>,
    values: Vec<Box<[u16]>>,
}

impl Coder {
    const UNKNOWN: u16 = u16::MAX;

    /// Returns `None` if the column tells of greater values than there is room for.
    fn of(column: &Column<u64>) -> Option<Coder> {
        let greatest = u16::try_from(column.max_value()).ok()?;
        let alone = vec![Coder::UNKNOWN; usize::from(greatest) + 1];
        Some(Coder { alone, others: HashMap::new(), values: Vec::new() })
    }

    /// Returns the code of some values. `None` if there are no more codes, or a value is greater than the column tells: it
    /// is damaged then.
    fn code(&mut self, together: &[u16]) -> Option<u16> {
        let known = match together {
            [value] => self.alone.get(usize::from(*value)).copied().filter(|code| *code != Coder::UNKNOWN),
            together => self.others.get(together).copied(),
        };
        if known.is_some() {
            return known;
        }
        let code = u16::try_from(self.values.len()).ok().filter(|code| *code != Coder::UNKNOWN)?;
        self.values.push(together.into());
        match together {
            [value] => *self.alone.get_mut(usize::from(*value))? = code,
            together => drop(self.others.insert(together.into(), code)),
        }
        Some(code)
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

    /// Returns the codes that were counted by, if any were.
    pub(crate) fn made(&self) -> Option<Arc<Codes>> {
        self.codes.clone().flatten()
    }
}
