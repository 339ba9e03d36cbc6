//! Facet counts inside a segment: by the place of a value in its column, or by the codes of documents where many are counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMapExt;
use schema::{Facet, Fields};
use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::error::DataCorruption;

use crate::batch::WINDOW;
use crate::codes::{Codes, SegmentCodes};
use crate::columns::{FacetColumn, Span, is_stated};
use crate::counted::{Counted, Terms};
use crate::opened::OpenedSegment;

/// Counts the values of one facet in one segment.
pub(crate) struct SegmentFacet {
    pub(crate) facet: Facet,
    column: Arc<FacetColumn>,
    span: Span,
    codes: SegmentCodes,
    /// By the place of the value; behind those by the code of the set of values.
    counts: Vec<u32>,
    /// The same, of every second document: one counter that is raised again and again waits for itself.
    seconds: Vec<u32>,
    /// Values beyond the span: a damaged column has such.
    others: BTreeMap<u64, u32>,
    missing: u64,
    stated: Option<Arc<Column<u64>>>,
}

impl SegmentFacet {
    pub(crate) fn open(
        segment: &Arc<OpenedSegment>,
        fields: &Fields,
        facet: Facet,
        strict: bool,
    ) -> tantivy::Result<Self> {
        let column = segment.facet(facet)?;
        let (span, codes) = (column.span()?, SegmentCodes::new(segment, facet));
        let stated = if strict { Some(segment.stated(fields)?) } else { None };
        let counters = codes.made().map_or(span.values, Codes::counters);
        let (counts, seconds) = (zeros(counters)?, zeros(counters)?);
        Ok(SegmentFacet { facet, column, span, codes, counts, seconds, others: BTreeMap::new(), missing: 0, stated })
    }

    /// Counts documents.
    pub(crate) fn count_all(&mut self, documents: &[DocId]) {
        let Some(codes) = self.for_counting(documents.len()) else {
            return documents.iter().for_each(|document| self.count(*document));
        };
        let (firsts, seconds) = documents.split_at(documents.len() / 2);
        for (first, second) in firsts.iter().zip(seconds) {
            if !raised(&mut self.counts, codes.of_document(*first)) {
                self.count(*first);
            }
            if !raised(&mut self.seconds, codes.of_document(*second)) {
                self.count(*second);
            }
        }
        seconds[firsts.len()..].iter().for_each(|document| self.count(*document));
    }

    /// Counts all documents of a window but some, of which there are few; tells whether that was possible.
    pub(crate) fn count_all_but(&mut self, first: DocId, others: &[DocId]) -> bool {
        let Some(codes) = self.for_counting(WINDOW as usize) else { return false };
        let Some(window) = codes.window(first) else { return false };
        for (code, count) in window {
            if let Some(known) = self.counts.get_mut(usize::from(*code)) {
                *known += count;
            }
        }
        for document in others {
            match self.counts.get_mut(codes.of_document(*document)) {
                Some(count) => *count = count.saturating_sub(1),
                None => self.count_off(*document),
            }
        }
        true
    }

    /// Returns the codes to count so many more documents by, if it pays and there are any; there is a counter for each then.
    fn for_counting(&mut self, more: usize) -> Option<Arc<Codes>> {
        if self.stated.is_some() {
            return None;
        }
        let codes = self.codes.for_counting(more, &self.column)?;
        if self.counts.len() < codes.counters() {
            self.counts.resize(codes.counters(), 0);
            self.seconds.resize(codes.counters(), 0);
        }
        Some(codes)
    }

    /// Counts the values of a document off that were counted. In a damaged column they may not have been.
    fn count_off(&mut self, document: DocId) {
        let (counts, span) = (&mut self.counts, self.span);
        self.column.any(document, |value| {
            if let Some(count) = span.place(value).and_then(|place| counts.get_mut(place)) {
                *count = count.saturating_sub(1);
            }
            false
        });
    }

    fn count(&mut self, document: DocId) {
        let known = self.stated.as_ref().is_none_or(|stated| is_stated(stated, self.facet, document));
        let (counts, others, span) = (&mut self.counts, &mut self.others, self.span);
        let mut any = false;
        if known {
            self.column.any(document, |value| {
                any = true;
                match span.place(value).and_then(|place| counts.get_mut(place)) {
                    Some(count) => *count += 1,
                    None => *others.entry(value).or_default() += 1,
                }
                false
            });
        }
        self.missing += u64::from(!any);
    }

    /// Returns the counts by term or year.
    pub(crate) fn harvest(mut self) -> std::io::Result<Counted> {
        self.counts.iter_mut().zip(&self.seconds).for_each(|(count, second)| *count += second);
        let missing = self.missing + self.codes.made().map_or(0, |codes| codes.share_out(&mut self.counts));
        let counts = self.counts.iter().zip(0..self.span.values).filter(|(count, _)| **count > 0);
        let counts: Vec<(usize, u64)> = counts.map(|(count, place)| (place, u64::from(*count))).collect();
        let mut counted = Counted { missing, ..Counted::default() };
        match &*self.column {
            FacetColumn::Terms(_) => counted.terms = self.terms(&counts)?,
            _ => {
                let others = self.others.into_iter().map(|(year, count)| (year, count.into()));
                let years = counts.into_iter().map(|(place, count)| (self.span.least + place as u64, count));
                counted.years = years.chain(others).collect();
            }
        }
        Ok(counted)
    }

    /// Returns the counts of terms by what they are: from what is kept, or from the dictionary.
    fn terms(&self, counts: &[(usize, u64)]) -> std::io::Result<Terms> {
        let mut terms = Terms::with_capacity(counts.len());
        let codes = self.codes.made();
        let known = |place: usize| codes.and_then(|codes| codes.term(place)).cloned();
        if counts.iter().all(|(place, count)| known(*place).is_some_and(|term| terms.insert(term, *count).is_none())) {
            return Ok(terms);
        }
        terms.clear();
        let FacetColumn::Terms(column) = &*self.column else { return Ok(terms) };
        let numbers: Vec<u64> = counts.iter().map(|(place, _)| *place as u64).collect();
        let mut counts = counts.iter();
        column.dictionary().sorted_ords_to_term_cb(&numbers, |term| {
            let count = counts.next().map_or(0, |(_, count)| *count);
            terms.insert(String::from_utf8_lossy(term).into(), count);
        })?;
        Ok(terms)
    }
}

/// Returns so many counters; a damaged column may ask for memory that does not exist.
fn zeros(many: usize) -> tantivy::Result<Vec<u32>> {
    let mut counters = Vec::new();
    if counters.try_reserve_exact(many).is_err() {
        return Err(DataCorruption::comment_only(format!("a facet has {many} terms")).into());
    }
    counters.resize(many, 0);
    Ok(counters)
}

/// Raises the counter of a code, if it has one.
#[inline]
fn raised(counts: &mut [u32], code: usize) -> bool {
    let Some(count) = counts.get_mut(code) else { return false };
    *count += 1;
    true
}
