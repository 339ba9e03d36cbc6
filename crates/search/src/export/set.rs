//! Collects everything that passes the filters: sixteen bytes a document, and no order but that of the ids.

use std::sync::Arc;

use schema::Fields;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::columns::SegmentFilter;
use crate::filters::FacetFilter;
use crate::ids::Ids;
use crate::opened::OpenedSegments;

/// Collects a whole set.
pub(crate) struct SetCollector<'a> {
    pub(crate) fields: &'a Fields,
    /// What is open of the segments.
    pub(crate) opened: &'a OpenedSegments,
    /// Filters that nobody can lift; they read inferred values too.
    pub(crate) forced: &'a [FacetFilter],
    pub(crate) filters: &'a [FacetFilter],
    pub(crate) strict: bool,
}

/// The documents of a segment with the ordinals of their ids, the greatest first: rows are taken from the end.
#[derive(Debug)]
pub(crate) struct SegmentSet {
    pub(crate) segment: SegmentOrdinal,
    pub(crate) documents: Vec<(u64, DocId)>,
}

/// Collects the set of one segment.
pub(crate) struct SegmentWhole {
    filters: Vec<SegmentFilter>,
    ids: Arc<Ids>,
    set: SegmentSet,
}

impl Collector for SetCollector<'_> {
    type Fruit = Vec<SegmentSet>;
    type Child = SegmentWhole;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentWhole> {
        let opened = self.opened.of(reader);
        let forced = self.forced.iter().map(|filter| SegmentFilter::open(&opened, self.fields, filter, false));
        let filters = self.filters.iter().map(|filter| SegmentFilter::open(&opened, self.fields, filter, self.strict));
        let filters = forced.chain(filters);
        Ok(SegmentWhole {
            filters: filters.collect::<tantivy::Result<_>>()?,
            ids: opened.ids(self.fields)?,
            set: SegmentSet { segment, documents: Vec::new() },
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, sets: Vec<SegmentSet>) -> tantivy::Result<Vec<SegmentSet>> {
        Ok(sets)
    }
}

impl SegmentCollector for SegmentWhole {
    type Fruit = SegmentSet;

    fn collect(&mut self, document: DocId, _: Score) {
        if self.filters.iter().all(|filter| filter.passes(document)) {
            self.set.documents.push((self.ids.number(document), document));
        }
    }

    fn harvest(mut self) -> SegmentSet {
        self.set.documents.sort_unstable_by(|one, other| other.cmp(one));
        self.set
    }
}
