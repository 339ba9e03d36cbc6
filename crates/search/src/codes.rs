//! The values of a facet as a flat list: one code for each document of a segment, read off the column once and kept.
//!
//! A column of the engine is packed and asked document by document; counting half a million hits by it costs several times
//! what everything else does. A list takes two bytes a document, and is made when that many hits are first counted. Whatever
//! values a document has, it has one code: that of its value, or of its set of values, of which there are few. Beside it
//! are the counts of whole windows: where most of a window matches, what does not is counted off. They take eight bytes for
//! each code that a window holds, so at the most four times the list, and a twentieth of it for provinces.

use std::collections::HashMap;
use std::sync::Arc;

use schema::Facet;
use tantivy::DocId;
use tantivy::columnar::{Column, ColumnValues};

use crate::batch::WINDOW;
use crate::columns::{FacetColumn, Span};
use crate::opened::OpenedSegment;

/// It pays to make codes when more than one in so many documents of a segment is counted.
const MANY: usize = 16;
/// Documents that are read off a column together.
const TOGETHER: u32 = 1_024;
/// Most sets of values that have codes. Of cited documents there are more; a directive that has another is looked up in the
/// column.
const MOST_SETS: usize = 1_024;
/// Most terms that are kept as they are written. Those of a facet that has more are read from its dictionary.
const MOST_TERMS: usize = 4_096;

/// The codes of one facet in one segment: values by their place in the [`Span`] of the column, behind them sets of values.
#[derive(Debug)]
pub(crate) struct Codes {
    by_document: Vec<u16>,
    /// How many values have codes.
    values: usize,
    /// The values of each set, by their codes; the first set is empty.
    sets: Vec<Box<[u16]>>,
    /// How often each code stands in a whole window; of documents without a code their values.
    windows: Vec<Box<[(u16, u32)]>>,
    /// The values as the index writes them; `None` for years, and where they are many.
    terms: Option<Box<[Arc<str>]>>,
}

impl Codes {
    /// The document has values that the column tells.
    const OTHER: u16 = u16::MAX;

    /// Reads a column; `None` if its values are too many for codes, or damaged.
    pub(crate) fn of(column: &FacetColumn, documents: u32) -> Option<Codes> {
        let (numbers, span) = (column.numbers()?, column.span().ok()?);
        // The empty set has a code in any case: what has no value is counted too.
        let sets = MOST_SETS.min(usize::from(Codes::OTHER).checked_sub(span.values).filter(|left| *left > 0)?);
        let mut maker = Maker { values: span.values, most: sets, sets: HashMap::new(), listed: Vec::new() };
        let empty = maker.code(&[]);
        let mut by_document = vec![empty; documents as usize];
        let mut codes = Vec::new();
        read(numbers, documents, |document, values| {
            codes.clear();
            codes.extend(values.iter().map(|value| span.code(*value).unwrap_or(Codes::OTHER)));
            by_document[document as usize] = maker.code(&codes);
        });
        let mut codes =
            Codes { by_document, values: span.values, sets: maker.listed, windows: Vec::new(), terms: written(column) };
        let mut counts = vec![0; codes.counters()];
        let windows = (0..documents).step_by(WINDOW as usize);
        codes.windows = windows.map(|first| codes.counted(numbers, span, first, &mut counts)).collect();
        Some(codes)
    }

    /// Counts the codes of a whole window; `counts` has a place for each and is left empty.
    fn counted(&self, column: &Column<u64>, span: Span, first: DocId, counts: &mut [u32]) -> Box<[(u16, u32)]> {
        let mut count = |code: u16| counts.get_mut(usize::from(code)).into_iter().for_each(|count| *count += 1);
        for (document, code) in (first..).zip(&self.by_document[first as usize..]).take(WINDOW as usize) {
            match *code {
                Codes::OTHER => {
                    column.values_for_doc(document).filter_map(|value| span.code(value)).for_each(&mut count)
                }
                code => count(code),
            }
        }
        let counted = (0..).zip(counts).filter(|(_, count)| **count > 0);
        counted.map(|(code, count)| (code, std::mem::take(count))).collect()
    }

    /// Returns how many counters there must be: one for each value and each set.
    pub(crate) fn counters(&self) -> usize {
        self.values + self.sets.len()
    }

    /// Returns how often each code stands in the whole window that begins at a document.
    pub(crate) fn window(&self, first: DocId) -> Option<&[(u16, u32)]> {
        self.windows.get((first / WINDOW) as usize).map(Box::as_ref)
    }

    /// Returns the code of a document, for which there is a counter; if there is none, the column tells its values.
    #[inline]
    pub(crate) fn of_document(&self, document: DocId) -> usize {
        self.by_document.get(document as usize).copied().unwrap_or(Codes::OTHER).into()
    }

    /// Adds what was counted of sets to their values, and returns how many documents had none.
    pub(crate) fn share_out(&self, counts: &mut [u32]) -> u64 {
        let (values, sets) = counts.split_at_mut(self.values.min(counts.len()));
        for (set, count) in self.sets.iter().zip(&*sets) {
            let shared = set.iter().map(|code| usize::from(*code));
            shared.for_each(|place| values.get_mut(place).into_iter().for_each(|value| *value += count));
        }
        sets.first().copied().unwrap_or(0).into()
    }

    /// Returns a value as the index writes it, by its code.
    pub(crate) fn term(&self, code: usize) -> Option<&Arc<str>> {
        self.terms.as_ref()?.get(code)
    }
}

/// Gives codes to sets of values.
struct Maker {
    values: usize,
    /// Most sets.
    most: usize,
    sets: HashMap<Box<[u16]>, u16>,
    listed: Vec<Box<[u16]>>,
}

impl Maker {
    /// Returns the code of a document of these values.
    fn code(&mut self, values: &[u16]) -> u16 {
        if let [value] = values {
            return *value;
        }
        if values.contains(&Codes::OTHER) {
            return Codes::OTHER;
        }
        if let Some(known) = self.sets.get(values) {
            return *known;
        }
        let code = u16::try_from(self.values + self.listed.len()).unwrap_or(Codes::OTHER);
        if self.listed.len() == self.most || code == Codes::OTHER {
            return Codes::OTHER;
        }
        self.sets.insert(values.into(), code);
        self.listed.push(values.into());
        code
    }
}

/// Reads a column, many documents at once; calls `found` with each document that has values, and with those.
fn read(column: &Column<u64>, documents: u32, mut found: impl FnMut(DocId, &[u64])) {
    let (mut holders, mut rows, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for first in (0..documents).step_by(TOGETHER as usize) {
        let together: Vec<DocId> = (first..documents.min(first + TOGETHER)).collect();
        holders.clear();
        rows.clear();
        column.row_ids_for_docs(&together, &mut holders, &mut rows);
        values.resize(rows.len(), 0);
        column.values.get_vals(&rows, &mut values);
        let mut from = 0;
        for holder in holders.chunk_by(|one, other| one == other) {
            found(holder[0], &values[from..from + holder.len()]);
            from += holder.len();
        }
    }
}

/// Returns the terms of a column as they are written, if they are few.
fn written(column: &FacetColumn) -> Option<Box<[Arc<str>]>> {
    let FacetColumn::Terms(column) = column else { return None };
    let numbers: Vec<u64> = (0..column.num_terms() as u64).collect();
    let mut terms = Vec::new();
    if numbers.len() > MOST_TERMS {
        return None;
    }
    let read = |term: &[u8]| terms.push(String::from_utf8_lossy(term).into());
    let is_whole = column.dictionary().sorted_ords_to_term_cb(&numbers, read).ok()?;
    is_whole.then(|| terms.into())
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

    /// Returns the codes, if they were made.
    pub(crate) fn made(&self) -> Option<&Codes> {
        self.codes.as_ref()?.as_deref()
    }

    /// Returns the codes to count so many more documents by: those that are kept, or, when it pays to make them, new ones.
    pub(crate) fn for_counting(&mut self, more: usize, column: &FacetColumn) -> Option<Arc<Codes>> {
        self.counted += more;
        if self.codes.is_none() && self.counted > self.segment.documents() as usize / MANY {
            self.codes = Some(self.segment.codes(self.facet, column));
        }
        self.codes.clone().flatten()
    }
}
