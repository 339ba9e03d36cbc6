//! One request on its way: read once, put to the index as often as it takes, answered once.

mod page;

use std::cell::OnceCell;
use std::sync::Arc;

use tantivy::Searcher;

use self::page::Read;
use crate::collect::{Collected, SearchCollector};
use crate::correct::Made;
use crate::deadline::Deadline;
use crate::engine::Engine;
use crate::error::SearchError;
use crate::expand::expand;
use crate::export::{SegmentSet, SetCollector};
use crate::filters::{FacetFilter, gather};
use crate::homonyms::homonyms;
use crate::lacking::Lacking;
use crate::live::State;
use crate::lone;
use crate::matcher::Matcher;
use crate::matching::{Share, matching};
use crate::paging::{Cursor, window};
use crate::query::{self, Query};
use crate::ranking::{Features, RankedQuery};
use crate::request::{MatchMode, SearchRequest, Sort};
use crate::response::{DidYouMean, Expansion, QueryEcho, SearchResponse, Warning};

/// A request that was read, and the state of the index that it is put to.
pub(crate) struct Question<'a> {
    engine: &'a Engine,
    request: &'a SearchRequest,
    state: Arc<State>,
    query: Query,
    /// What is looked for besides what was typed.
    expanded: Vec<Expansion>,
    forced: Vec<FacetFilter>,
    filters: Vec<FacetFilter>,
    /// What adds to a score, read off the query when it is first asked for.
    features: OnceCell<Arc<Features>>,
    /// The order of the hits.
    sort: Sort,
    /// The last hit of the page before.
    after: Option<Cursor>,
    /// How many of the best hits are needed for the page.
    window: usize,
    deadline: Deadline,
}

impl<'a> Question<'a> {
    /// Reads a request.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`], [`SearchError::Syntax`] and [`SearchError::InvalidValue`] for requests that cannot be
    /// served.
    pub(crate) fn read(engine: &'a Engine, request: &'a SearchRequest) -> Result<Question<'a>, SearchError> {
        let deadline = Deadline::after(request.timeout);
        let window = window(request)?;
        let read = if request.strict { query::parse_strictly } else { query::parse };
        let mut query = read(&request.query)?;
        let expanded = if request.synonyms { expand(&mut query) } else { Vec::new() };
        let (forced, filters) = (gather(&request.forced)?, gather(&request.filters)?);
        let sort = if request.cursor.is_some() && request.sort == Sort::Relevance { Sort::Id } else { request.sort };
        let after = request.cursor.as_deref().map(|cursor| Cursor::read(cursor, sort)).transpose()?.flatten();
        Ok(Question {
            engine,
            request,
            state: engine.state(),
            query,
            expanded,
            forced,
            filters,
            features: OnceCell::new(),
            sort,
            after,
            window,
            deadline,
        })
    }

    /// Collects by the share of the words that the request asks for, and by smaller ones while nothing is found; tells
    /// whether it came to that.
    ///
    /// # Errors
    /// [`SearchError::Timeout`] when the time is over, unless a part is enough; others when the index fails.
    pub(crate) fn relaxing<T>(
        &self,
        collect: impl Fn(Share) -> Result<T, SearchError>,
        total: impl Fn(&T) -> u64,
    ) -> Result<(T, bool), SearchError> {
        let mut collected = collect(Share::of(self.request.match_mode))?;
        let mut relaxed = false;
        if self.request.match_mode == MatchMode::All {
            for share in Share::RELAXED {
                if total(&collected) > 0 || self.deadline.was_met() {
                    break;
                }
                (collected, relaxed) = (collect(share)?, true);
            }
        }
        self.in_time()?;
        Ok((collected, relaxed))
    }

    /// Fails if the time was over before the search was done, unless a part is enough.
    fn in_time(&self) -> Result<(), SearchError> {
        match self.request.timeout {
            Some(limit) if self.deadline.was_met() && !self.request.partial => Err(SearchError::Timeout { limit }),
            _ => Ok(()),
        }
    }

    /// Collects everything that holds this share of the words, unranked.
    pub(crate) fn whole(&self, share: Share) -> Result<Vec<SegmentSet>, SearchError> {
        let fields = self.engine.fields();
        let collector = SetCollector {
            fields,
            opened: self.engine.opened(),
            forced: &self.forced,
            filters: &self.filters,
            strict: self.request.strict,
        };
        let matching = matching(self.searcher(), fields, &self.query, share, &self.deadline)?;
        Ok(self.searcher().search(&matching.into_query(), &collector)?)
    }

    /// Returns the state of the index that the question was put to.
    pub(crate) fn searcher(&self) -> &Searcher {
        &self.state.searcher
    }

    /// Collects what holds this share of the words.
    pub(crate) fn collect(&self, share: Share) -> Result<Collected, SearchError> {
        if let Some(collected) = self.collect_lone_word()? {
            return Ok(collected);
        }
        let fields = self.engine.fields();
        let collector = SearchCollector {
            fields,
            forced: &self.forced,
            filters: &self.filters,
            strict: self.request.strict,
            facets: &self.request.facets,
            opened: self.engine.opened(),
            sort: self.sort,
            after: self.after.as_ref(),
            keep: self.keep(),
        };
        let matching = matching(self.searcher(), fields, &self.query, share, &self.deadline)?;
        let ranked = RankedQuery::new(fields, matching, self.features().clone(), &self.deadline);
        Ok(collector.collect(self.searcher(), &ranked)?)
    }

    /// Collects what holds the one word that is asked for; `None` where more than that is asked, or the word is not rare.
    fn collect_lone_word(&self) -> Result<Option<Collected>, SearchError> {
        let is_plain = self.sort == Sort::Relevance && self.window > 0 && self.request.facets.is_empty();
        let (true, Some(word)) =
            (is_plain && self.forced.is_empty() && self.filters.is_empty(), self.query.lone_word())
        else {
            return Ok(None);
        };
        let vocabulary = self.state.vocabulary(self.engine.fields(), self.engine.opened())?;
        Ok(lone::collect(self.searcher(), vocabulary, word, self.keep(), &self.deadline)?)
    }

    fn features(&self) -> &Arc<Features> {
        self.features.get_or_init(|| Arc::new(Features::of(self.engine.fields(), &self.query)))
    }

    /// Writes the answer. `relaxed` tells that not all words were needed.
    pub(crate) fn answer(&self, collected: Collected, relaxed: bool) -> Result<SearchResponse, SearchError> {
        let matcher = Matcher::of(&self.query);
        let mut lacking = Lacking::default();
        let page = self.page(collected.best, collected.terms.as_ref(), &matcher)?;
        let next = self.next(&page);
        let page = page.into_iter().take_while(|_| !self.deadline.is_over());
        let hits = page.map(|read| self.hit(read, &matcher, &mut lacking)).collect::<Result<_, _>>()?;
        let counted = self.request.facets.iter().zip(collected.facets);
        let facets = counted.map(|(facet, counted)| {
            let filter = self.filters.iter().find(|filter| filter.facet == *facet);
            (facet.name().to_owned(), counted.answer(filter, self.request.facet_limit))
        });
        let echo = QueryEcho {
            q: self.request.query.clone(),
            parsed: self.query.parsed(),
            class: self.query.class(),
            warnings: self.warnings()?,
            relaxed: if relaxed && collected.total > 0 { lacking.words(&matcher) } else { Vec::new() },
            forced: forced_names(&self.forced),
            expanded: self.expanded.clone(),
            did_you_mean: self.did_you_mean(if relaxed { 0 } else { collected.total })?,
        };
        let (total, facets) = (collected.total, facets.collect());
        self.in_time()?;
        let partial = self.deadline.was_met();
        // What comes behind a part is not known.
        let next = next.filter(|_| !partial);
        Ok(SearchResponse { total, partial, hits, facets, query: echo, next })
    }

    /// Returns the cursor of the next page, if this one is full.
    fn next(&self, page: &[Read]) -> Option<String> {
        let last = page.last().filter(|_| self.request.cursor.is_some() && page.len() == self.request.limit)?;
        Some(Cursor { key: last.ranked.key, id: last.stored.id.clone() }.written(self.sort))
    }

    /// Returns other wordings. They go by the words of the whole archive, which are not for those who may see a part.
    fn did_you_mean(&self, total: u64) -> Result<Vec<DidYouMean>, SearchError> {
        if !self.forced.is_empty() || self.deadline.is_over() {
            return Ok(Vec::new());
        }
        let (request, filters, query, deadline) = (self.request, &self.filters, &self.query, &self.deadline);
        let made = Made { request, filters, query, total, deadline };
        self.engine.did_you_mean(self.searcher(), &made)
    }

    /// What was perhaps meant otherwise, in the query and in the filters.
    fn warnings(&self) -> Result<Vec<Warning>, SearchError> {
        // They are counted over the whole archive, which is not for those who may see a part of it.
        let filters = if self.forced.is_empty() { self.filters.as_slice() } else { &[] };
        let homonyms = homonyms(self.searcher(), self.engine.fields(), filters)?;
        Ok(self.query.warnings.iter().cloned().chain(homonyms).collect())
    }
}

/// Names what is forced, and no value of it: whoever asks need not know what lies outside.
fn forced_names(forced: &[FacetFilter]) -> Vec<String> {
    forced.iter().map(|filter| filter.facet.name().to_owned()).collect()
}
