//! One pass over everything that matches: total, best hits, and all facets, each counted without its own filter.
//!
//! A document that fails one filter only still counts for that filter's facet: so a facet shows what choosing another
//! of its values would bring, and a single pass suffices for all of them.

use std::sync::Arc;

use schema::{Facet, Fields};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, Searcher, SegmentOrdinal};

use crate::batch::{Batch, ScoredDocument, WINDOW};
use crate::best::{self, Best, Ranked};
use crate::columns::SegmentFilter;
use crate::counted::Counted;
use crate::facets::SegmentFacet;
use crate::filters::FacetFilter;
use crate::ids::Ids;
use crate::opened::{OpenedSegment, OpenedSegments};
use crate::paging::Cursor;
use crate::ranking::{RankedQuery, ScoredTerms};
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
    /// What is open of the segments.
    pub(crate) opened: &'a OpenedSegments,
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
    /// The ids of each segment.
    pub(crate) ids: Arc<[Arc<Ids>]>,
    /// What the terms of the query are worth; `None` if they were not looked up.
    pub(crate) terms: Option<ScoredTerms>,
}

/// Collects in one segment.
struct SegmentSearch {
    segment: SegmentOrdinal,
    forced: Vec<SegmentFilter>,
    filters: Vec<SegmentFilter>,
    facets: Vec<SegmentFacet>,
    dates: Arc<Column<u64>>,
    sort: Sort,
    /// Documents of the segment.
    documents: DocId,
    /// Documents of a window that do not match.
    others: Vec<DocId>,
    total: u64,
    best: Best,
}

impl SearchCollector<'_> {
    /// Collects what a query finds.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn collect(&self, searcher: &Searcher, query: &RankedQuery) -> tantivy::Result<Collected> {
        let weighed = query.weighed(searcher, self.keep > 0)?;
        let mut all_ids = Vec::with_capacity(searcher.segment_readers().len());
        let mut all = Collected { facets: vec![Counted::default(); self.facets.len()], ..Collected::default() };
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let opened = self.opened.of(reader);
            let ids = opened.ids(self.fields)?;
            let best = self.best(ids.clone(), best::floor(all.best.iter().map(|hit| hit.key), self.keep))?;
            all_ids.push(ids);
            let mut search = self.open(segment, &opened, best)?;
            let mut batches = weighed.batches(reader, &opened)?;
            while let Some(batch) = batches.next(search.least())? {
                search.collect(batch);
            }
            search.harvest(&mut all)?;
        }
        all.ids = all_ids.into();
        best::order(&mut all.best, self.keep, &all.ids)?;
        all.terms = weighed.into_terms();
        Ok(all)
    }

    /// Returns what keeps the best hits of a segment.
    fn best(&self, ids: Arc<Ids>, floor: u64) -> std::io::Result<Best> {
        let behind = self.after.map(|after| ids.first_behind(&after.id).map(|first| (after.key, first)));
        let behind = behind.transpose()?;
        Ok(Best::new((self.keep, floor), ids, behind))
    }

    fn open(&self, segment: SegmentOrdinal, opened: &Arc<OpenedSegment>, best: Best) -> tantivy::Result<SegmentSearch> {
        let forced = self.forced.iter().map(|filter| SegmentFilter::open(opened, self.fields, filter, false));
        let filters = self.filters.iter().map(|filter| SegmentFilter::open(opened, self.fields, filter, self.strict));
        let facets = self.facets.iter().map(|facet| SegmentFacet::open(opened, self.fields, *facet, self.strict));
        Ok(SegmentSearch {
            segment,
            forced: forced.collect::<tantivy::Result<_>>()?,
            filters: filters.collect::<tantivy::Result<_>>()?,
            facets: facets.collect::<tantivy::Result<_>>()?,
            dates: opened.dates(self.fields)?,
            sort: self.sort,
            documents: opened.documents(),
            others: Vec::new(),
            total: 0,
            best,
        })
    }
}

impl SegmentSearch {
    fn collect(&mut self, batch: &mut Batch) {
        if self.forced.is_empty() && self.filters.is_empty() {
            self.total += batch.len() as u64;
            self.count_all(batch);
            return batch.scored.iter().for_each(|scored| self.rank(*scored));
        }
        batch.documents().iter().for_each(|document| self.count(*document));
        for scored in &batch.scored {
            if self.forced.iter().chain(&self.filters).all(|filter| filter.passes(scored.document)) {
                self.rank(*scored);
            }
        }
    }

    /// Counts the facets of a batch that no filter is set against.
    fn count_all(&mut self, batch: &mut Batch) {
        let mostly = batch.window.filter(|_| batch.len() > WINDOW as usize / 2);
        if mostly.is_some() && !self.facets.is_empty() {
            batch.list_others(self.documents, &mut self.others);
        }
        for facet in &mut self.facets {
            if !mostly.is_some_and(|first| facet.count_all_but(first, &self.others)) {
                facet.count_all(batch.documents());
            }
        }
    }

    fn count(&mut self, document: DocId) {
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
        self.total += u64::from(failed.is_none());
    }

    /// Returns the least score that is good enough; all are where hits are ordered otherwise.
    fn least(&self) -> Score {
        match self.sort {
            Sort::Relevance => Score::from_bits(u32::try_from(self.best.least()).unwrap_or(u32::MAX)),
            Sort::Id | Sort::Date | Sort::DateDescending => 0.0,
        }
    }

    /// Adds what was collected to that of other segments.
    fn harvest(self, all: &mut Collected) -> std::io::Result<()> {
        all.total += self.total;
        all.best.extend(self.best.into_hits(self.segment));
        for (sum, facet) in all.facets.iter_mut().zip(self.facets) {
            sum.add(facet.harvest()?);
        }
        Ok(())
    }

    fn rank(&mut self, scored: ScoredDocument) {
        self.best.take(self.key(scored.document, scored.score), scored);
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
