//! One request on its way: read once, put to the index as often as it takes, answered once.

use schema::StoredDirective;
use tantivy::Searcher;

use crate::collect::{Collected, Ranked, SearchCollector};
use crate::engine::Engine;
use crate::error::SearchError;
use crate::filters::{FacetFilter, gather};
use crate::hit::hit;
use crate::matcher::Matcher;
use crate::matching::{Share, matching};
use crate::ordered::Ordered;
use crate::query::{self, Query};
use crate::ranking::{Feature, RankedQuery, account, features};
use crate::request::{MAX_LIMIT, MAX_SNIPPET_LENGTH, MAX_SNIPPETS, MAX_WINDOW, SearchRequest};
use crate::response::{Hit, QueryEcho, SearchResponse};
use crate::snippet::{Wanted, snippets};

/// A request that was read, and the state of the index that it is put to.
pub(crate) struct Question<'a> {
    engine: &'a Engine,
    request: &'a SearchRequest,
    searcher: Searcher,
    query: Query,
    filters: Vec<FacetFilter>,
    features: Vec<Feature>,
    /// How many of the best hits are needed for the page.
    window: usize,
}

impl<'a> Question<'a> {
    /// Reads a request.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`] and [`SearchError::InvalidValue`] for requests that cannot be served.
    pub(crate) fn read(engine: &'a Engine, request: &'a SearchRequest) -> Result<Question<'a>, SearchError> {
        let window = window(request)?;
        let query = query::parse(&request.query)?;
        let filters = gather(&request.filters)?;
        let features = features(engine.fields(), &query);
        Ok(Question { engine, request, searcher: engine.searcher(), query, filters, features, window })
    }

    /// Collects what holds this share of the words.
    pub(crate) fn collect(&self, share: Share) -> Result<Collected, SearchError> {
        let fields = self.engine.fields();
        let collector = SearchCollector {
            fields,
            filters: &self.filters,
            strict: self.request.strict,
            facets: &self.request.facets,
            sort: self.request.sort,
            keep: self.window,
        };
        let matching = matching(fields, &self.query, share)?;
        let ranked = RankedQuery::new(fields, matching, self.features.clone());
        Ok(self.searcher.search(&ranked, &collector)?)
    }

    /// Writes the answer. `relaxed` tells that not all words were needed.
    pub(crate) fn answer(&self, collected: Collected, relaxed: bool) -> Result<SearchResponse, SearchError> {
        let page = collected.best.iter().skip(self.request.offset).take(self.request.limit);
        let matcher = Matcher::of(&self.query);
        let mut lacking = Lacking::default();
        let hits = page.map(|ranked| self.hit(ranked, &matcher, &mut lacking)).collect::<Result<_, _>>()?;
        let counted = self.request.facets.iter().zip(collected.facets);
        let facets = counted.map(|(facet, counted)| {
            let filter = self.filters.iter().find(|filter| filter.facet == *facet);
            (facet.name().to_owned(), counted.answer(filter, self.request.facet_limit))
        });
        let echo = QueryEcho {
            q: self.request.query.clone(),
            parsed: self.query.parsed(),
            warnings: self.query.warnings.clone(),
            relaxed: if relaxed && collected.total > 0 { lacking.words(&matcher) } else { Vec::new() },
            ..QueryEcho::default()
        };
        Ok(SearchResponse { total: collected.total, hits, facets: facets.collect(), query: echo })
    }

    fn hit(&self, ranked: &Ranked, matcher: &Matcher, lacking: &mut Lacking) -> Result<Hit, SearchError> {
        let stored: StoredDirective = self.engine.stored(&self.searcher, ranked.address)?;
        let ordered = Ordered::of(&stored.text);
        let matches = matcher.find(&ordered);
        lacking.add(matcher.absent(&matches));
        let wanted = Wanted { pieces: self.request.snippets, length: self.request.snippet_length };
        let snippets = snippets(ordered.text(), &matches, wanted);
        let explanation = match self.request.explain {
            true => account(&self.searcher, self.engine.fields(), &self.features, ranked.address)?,
            false => Vec::new(),
        };
        Ok(Hit { snippets, explanation, score: ranked.score, ..hit(stored) })
    }
}

/// Words that some hit lacks.
#[derive(Default)]
struct Lacking(Option<Vec<String>>);

impl Lacking {
    fn add<'a>(&mut self, absent: impl Iterator<Item = &'a str>) {
        let words = self.0.get_or_insert_default();
        for word in absent {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
    }

    /// Returns them; where no hit was looked at, all words.
    fn words(self, matcher: &Matcher) -> Vec<String> {
        self.0.unwrap_or_else(|| matcher.absent(&[]).map(str::to_owned).collect())
    }
}

/// Checks the page that is asked for, and returns how many of the best hits are needed for it.
fn window(request: &SearchRequest) -> Result<usize, SearchError> {
    let too_costly = |what, value, limit| Err(SearchError::TooCostly { what, value, limit });
    let limits = [
        ("the number of hits asked for (limit)", request.limit, MAX_LIMIT),
        ("the number of snippets asked for (snippets)", request.snippets, MAX_SNIPPETS),
        ("the length of a snippet in characters (snippet_chars)", request.snippet_length, MAX_SNIPPET_LENGTH),
    ];
    if let Some((what, value, limit)) = limits.into_iter().find(|(_, value, limit)| value > limit) {
        return too_costly(what, value, limit);
    }
    match request.offset.checked_add(request.limit) {
        Some(window) if window <= MAX_WINDOW => Ok(if request.limit == 0 { 0 } else { window }),
        window => too_costly("the last hit asked for (offset + limit)", window.unwrap_or(usize::MAX), MAX_WINDOW),
    }
}
