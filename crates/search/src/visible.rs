//! What of an index somebody may see: outside of it nothing exists, neither as a hit nor in a count, nor under its id.
//!
//! It stands apart from the engine so that whoever serves many people hands this to what they ask, and not the engine:
//! then no question can be put that forgets whom it is for. Forced filters read the facts as they were understood,
//! inferred ones included, whatever the request says of its own filters.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use schema::{Fields, StoredDirective};
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

use crate::citations::{CitedBy, Cites};
use crate::columns::SegmentFilter;
use crate::coverage::Coverage;
use crate::engine::{Engine, FoundDirective};
use crate::error::SearchError;
use crate::filters::{FacetFilter, gather};
use crate::kinship::{Parallels, Similar};
use crate::request::{Filter, SearchRequest};
use crate::resolve::Resolution;
use crate::response::SearchResponse;
use crate::whole::{FacetList, FacetRequest, Timeline};

/// The part of an index that passes forced filters.
pub struct Visible<'a> {
    engine: &'a Engine,
    forced: &'a [Filter],
    filters: Vec<FacetFilter>,
}

/// Tells whether forced filters can be read.
///
/// # Errors
/// [`SearchError::InvalidValue`] for the first value that cannot.
pub fn check_filters(forced: &[Filter]) -> Result<(), SearchError> {
    gather(forced).map(drop)
}

/// Questions of whoever may see everything.
impl Engine {
    /// Returns the part of the index that passes these filters: values of one facet are alternatives, different facets
    /// must all hold. No filters leave everything.
    ///
    /// # Errors
    /// As [`check_filters`].
    pub fn visible<'a>(&'a self, forced: &'a [Filter]) -> Result<Visible<'a>, SearchError> {
        Ok(Visible { engine: self, forced, filters: gather(forced)? })
    }

    fn whole(&self) -> Visible<'_> {
        Visible { engine: self, forced: &[], filters: Vec::new() }
    }

    /// As [`Visible::directive`].
    ///
    /// # Errors
    /// As [`Visible::directive`].
    pub fn directive(&self, id: &str) -> Result<Option<FoundDirective>, SearchError> {
        self.whole().directive(id)
    }

    /// As [`Visible::cites`].
    ///
    /// # Errors
    /// As [`Visible::cites`].
    pub fn cites(&self, id: &str) -> Result<Option<Cites>, SearchError> {
        self.whole().cites(id)
    }

    /// As [`Visible::cited_by`].
    ///
    /// # Errors
    /// As [`Visible::cited_by`].
    pub fn cited_by(&self, document: &str) -> Result<CitedBy, SearchError> {
        self.whole().cited_by(document)
    }

    /// As [`Visible::coverage`].
    ///
    /// # Errors
    /// As [`Visible::coverage`].
    pub fn coverage(&self, document: &str, all: bool) -> Result<Coverage, SearchError> {
        self.whole().coverage(document, all)
    }

    /// As [`Visible::coverage_page`].
    ///
    /// # Errors
    /// As [`Visible::coverage_page`].
    pub fn coverage_page(
        &self,
        document: &str,
        all: bool,
        page: (usize, Option<&str>),
    ) -> Result<Coverage, SearchError> {
        self.whole().coverage_page(document, all, page)
    }

    /// As [`Visible::resolve`].
    ///
    /// # Errors
    /// As [`Visible::resolve`].
    pub fn resolve<S: AsRef<str>>(&self, numbers: &[S]) -> Result<Resolution, SearchError> {
        self.whole().resolve(numbers)
    }

    /// As [`Visible::similar`].
    ///
    /// # Errors
    /// As [`Visible::similar`].
    pub fn similar(&self, id: &str, limit: usize) -> Result<Option<Similar>, SearchError> {
        self.whole().similar(id, limit)
    }

    /// As [`Visible::parallels`].
    ///
    /// # Errors
    /// As [`Visible::parallels`].
    pub fn parallels(&self, id: &str, least: usize, limit: usize) -> Result<Option<Parallels>, SearchError> {
        self.whole().parallels(id, least, limit)
    }
}

impl Visible<'_> {
    /// Answers a search; the filters forced here take the place of those that the request brings.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        self.engine.search(&SearchRequest { forced: self.forced.to_vec(), ..request.clone() })
    }

    /// Returns the directive of an id; `None` if there is none.
    ///
    /// # Errors
    /// [`SearchError`] when the index fails.
    pub fn directive(&self, id: &str) -> Result<Option<FoundDirective>, SearchError> {
        Ok(self.with_id(id)?.map(FoundDirective::of))
    }

    /// Returns the values of a facet, as [`Engine::facet_values`].
    ///
    /// # Errors
    /// As [`Engine::facet_values`].
    pub fn facet_values(&self, request: &FacetRequest) -> Result<FacetList, SearchError> {
        let search = SearchRequest { forced: self.forced.to_vec(), ..request.search.clone() };
        self.engine.facet_values(&FacetRequest { search, ..request.clone() })
    }

    /// Returns the years of what a search finds, as [`Engine::timeline`].
    ///
    /// # Errors
    /// As [`Engine::timeline`].
    pub fn timeline(&self, request: &SearchRequest) -> Result<Timeline, SearchError> {
        self.engine.timeline(&SearchRequest { forced: self.forced.to_vec(), ..request.clone() })
    }

    /// As [`Engine::matches`].
    ///
    /// # Errors
    /// As [`Engine::matches`].
    pub fn matches(&self, query: &str, text: &str) -> Result<Vec<Range<usize>>, SearchError> {
        self.engine.matches(query, text)
    }

    pub(crate) fn with_id(&self, id: &str) -> Result<Option<StoredDirective>, SearchError> {
        Ok(self.with_term(Term::from_field_text(self.fields().id, id))?.pop())
    }

    /// Returns all directives that hold a term.
    pub(crate) fn with_term(&self, term: Term) -> Result<Vec<StoredDirective>, SearchError> {
        let searcher = self.searcher();
        let found = self.holding(&searcher, term)?;
        found.into_iter().map(|address| self.stored(&searcher, address)).collect()
    }

    /// Returns where all directives stand that hold a term.
    pub(crate) fn holding(&self, searcher: &Searcher, term: Term) -> Result<HashSet<DocAddress>, SearchError> {
        let mut found = searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &DocSetCollector)?;
        if self.filters.is_empty() {
            return Ok(found);
        }
        let mut segments: BTreeMap<u32, Vec<SegmentFilter>> = BTreeMap::new();
        for address in &found {
            if let Entry::Vacant(place) = segments.entry(address.segment_ord) {
                place.insert(self.opened(searcher, address.segment_ord)?);
            }
        }
        let passes = |address: &DocAddress| {
            let filters = segments.get(&address.segment_ord);
            filters.is_some_and(|filters| filters.iter().all(|filter| filter.passes(address.doc_id)))
        };
        found.retain(passes);
        Ok(found)
    }

    fn opened(&self, searcher: &Searcher, segment: u32) -> Result<Vec<SegmentFilter>, SearchError> {
        let opened = self.engine.opened().of(searcher.segment_reader(segment));
        let open = |filter| Ok(SegmentFilter::open(&opened, self.fields(), filter, false)?);
        self.filters.iter().map(open).collect()
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.engine
    }

    pub(crate) fn filters(&self) -> &[FacetFilter] {
        &self.filters
    }

    pub(crate) fn fields(&self) -> &Fields {
        self.engine.fields()
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.engine.searcher()
    }

    pub(crate) fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<StoredDirective, SearchError> {
        self.engine.stored(searcher, address)
    }
}
