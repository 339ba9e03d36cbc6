//! One pass over everything that matches: total, best hits, and all facets, each counted without its own filter.
//!
//! A document that fails one filter only still counts for that filter's facet: so a facet shows what choosing another
//! of its values would bring, and a single pass suffices for all of them.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::Bound;

use schema::{Facet, Fields};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use crate::batch::Batch;
use crate::codes::KeptCodes;
use crate::columns::SegmentFilter;
use crate::facets::{Counted, SegmentFacet};
use crate::filters::FacetFilter;
use crate::paging::Cursor;
use crate::ranking::RankedQuery;
use crate::request::Sort;

/// Collects a search.
pub(crate) struct SearchCollector<'a> {
    pub(crate) fields: &'a Fields,
    /// Filters that no facet looks past, and that read inferred values in a strict search too: what fails one of them
    /// counts nowhere.
    pub(crate) forced: &'a [FacetFilter],
    pub(crate) filters: &'a [FacetFilter],
    pub(crate) strict: bool,
    pub(crate) facets: &'a [Facet],
    /// What facets are counted by where there is much to count.
    pub(crate) codes: &'a KeptCodes,
    pub(crate) sort: Sort,
    /// The last hit of the page before: only those behind it are kept.
    pub(crate) after: Option<&'a Cursor>,
    /// How many of the best hits are kept.
    pub(crate) keep: usize,
}

/// What was collected.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) total: u64,
    /// The best first.
    pub(crate) best: Vec<Ranked>,
    /// In the order of the facets asked for.
    pub(crate) facets: Vec<Counted>,
}

/// A hit with what it is ordered by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ranked {
    pub(crate) key: u64,
    pub(crate) id: String,
    pub(crate) score: Score,
    pub(crate) address: DocAddress,
}

/// A hit inside a segment. The greater comes first: the greater key, then the smaller id.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Candidate {
    key: u64,
    /// Ordinal of the id; ids are sorted, so it orders as they do.
    id: u64,
    score: u32,
    document: DocId,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key).then_with(|| other.id.cmp(&self.id))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Collects in one segment.
struct SegmentSearch<'a> {
    segment: SegmentOrdinal,
    forced: Vec<SegmentFilter>,
    filters: Vec<SegmentFilter>,
    facets: Vec<SegmentFacet<'a>>,
    ids: Option<StrColumn>,
    dates: Column<u64>,
    sort: Sort,
    /// The greatest key, and the first id of that key, that may be kept.
    behind: Option<(u64, u64)>,
    keep: usize,
    total: u64,
    best: BinaryHeap<Reverse<Candidate>>,
}

impl SearchCollector<'_> {
    /// Collects what a query finds.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn collect(&self, searcher: &Searcher, query: &RankedQuery) -> tantivy::Result<Collected> {
        let weighed = query.weighed(searcher, self.keep > 0)?;
        let mut all = Collected { facets: vec![Counted::default(); self.facets.len()], ..Collected::default() };
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let mut search = self.open(segment, reader)?;
            let mut batches = weighed.batches(reader)?;
            while let Some(batch) = batches.next() {
                search.collect(batch);
            }
            all.add(search.harvest()?);
        }
        all.best.sort_by(|one, other| other.key.cmp(&one.key).then_with(|| one.id.cmp(&other.id)));
        all.best.truncate(self.keep);
        Ok(all)
    }

    fn open(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentSearch<'_>> {
        let forced = self.forced.iter().map(|filter| SegmentFilter::open(reader, self.fields, filter, false));
        let filters = self.filters.iter().map(|filter| SegmentFilter::open(reader, self.fields, filter, self.strict));
        let facets =
            self.facets.iter().map(|facet| SegmentFacet::open(reader, self.fields, (*facet, self.codes), self.strict));
        let name = |field| reader.schema().get_field_name(field);
        let ids = reader.fast_fields().str(name(self.fields.id))?;
        let behind = self.after.zip(ids.as_ref()).map(|(after, ids)| Ok((after.key, first_behind(ids, &after.id)?)));
        Ok(SegmentSearch {
            segment,
            forced: forced.collect::<tantivy::Result<_>>()?,
            behind: behind.transpose().map_err(|error: std::io::Error| tantivy::TantivyError::from(error))?,
            filters: filters.collect::<tantivy::Result<_>>()?,
            facets: facets.collect::<tantivy::Result<_>>()?,
            ids,
            dates: reader.fast_fields().u64(name(self.fields.date))?,
            sort: self.sort,
            keep: self.keep,
            total: 0,
            best: BinaryHeap::new(),
        })
    }
}

impl Collected {
    /// Adds what was collected in another segment.
    fn add(&mut self, segment: Collected) {
        self.total += segment.total;
        self.best.extend(segment.best);
        for (sum, counted) in self.facets.iter_mut().zip(segment.facets) {
            sum.add(counted);
        }
    }
}

impl SegmentSearch<'_> {
    fn collect(&mut self, batch: &Batch) {
        if self.forced.is_empty() && self.filters.is_empty() {
            self.facets.iter_mut().for_each(|facet| facet.count_all(batch.documents()));
            self.total += batch.documents().len() as u64;
            return batch.scored().for_each(|(document, score)| self.rank(document, score));
        }
        for (document, score) in batch.scored() {
            self.take(document, score);
        }
    }

    fn take(&mut self, document: DocId, score: Score) {
        if !self.forced.iter().all(|filter| filter.passes(document)) {
            return;
        }
        let mut failed = None;
        for filter in &self.filters {
            if !filter.passes(document) && failed.replace(filter.facet).is_some() {
                return;
            }
        }
        for facet in self.facets.iter_mut().filter(|facet| failed.is_none_or(|failed| failed == facet.facet)) {
            facet.count_all(&[document]);
        }
        if failed.is_none() {
            self.total += 1;
            self.rank(document, score);
        }
    }

    fn harvest(self) -> tantivy::Result<Collected> {
        let mut best = Vec::new();
        for Reverse(candidate) in self.best {
            best.push(Ranked {
                key: candidate.key,
                id: self.ids.as_ref().map_or(Ok(String::new()), |ids| word(ids, candidate.id))?,
                score: Score::from_bits(candidate.score),
                address: DocAddress::new(self.segment, candidate.document),
            });
        }
        let facets = self.facets.into_iter().map(SegmentFacet::harvest).collect::<std::io::Result<_>>()?;
        Ok(Collected { total: self.total, best, facets })
    }

    fn rank(&mut self, document: DocId, score: Score) {
        if self.keep == 0 {
            return;
        }
        let key = self.key(document, score);
        let full = self.best.len() == self.keep;
        if full && self.best.peek().is_some_and(|Reverse(worst)| key < worst.key) {
            return;
        }
        let id = self.ids.as_ref().and_then(|ids| ids.term_ords(document).next()).unwrap_or(u64::MAX);
        if self.behind.is_some_and(|(last, first)| key > last || key == last && id < first) {
            return;
        }
        let candidate = Candidate { key, id, score: score.to_bits(), document };
        if !full {
            self.best.push(Reverse(candidate));
        } else if let Some(mut worst) = self.best.peek_mut()
            && worst.0 < candidate
        {
            *worst = Reverse(candidate);
        }
    }

    /// Returns what a document is ordered by, the greater first; undated ones come last in both orders of dates.
    fn key(&self, document: DocId, score: Score) -> u64 {
        match self.sort {
            // Scores are not negative, and then their bits order as they do.
            Sort::Relevance => score.to_bits().into(),
            Sort::Id => 0,
            Sort::DateDescending => self.dates.first(document).unwrap_or(0),
            Sort::Date => self.dates.first(document).map_or(0, |date| u64::MAX - date),
        }
    }
}

/// Returns the ordinal of the first id that comes behind one, which need not be there.
fn first_behind(ids: &StrColumn, id: &str) -> std::io::Result<u64> {
    let next = format!("{id}\0");
    let (first, _) = ids.dictionary().term_bounds_to_ord(Bound::Included(next.as_str()), Bound::Unbounded)?;
    Ok(match first {
        Bound::Included(first) => first,
        Bound::Excluded(before) => before.saturating_add(1),
        Bound::Unbounded => u64::MAX,
    })
}

fn word(column: &StrColumn, ordinal: u64) -> std::io::Result<String> {
    let mut word = String::new();
    column.ord_to_str(ordinal, &mut word)?;
    Ok(word)
}
