//! What each proposal would bring, counted and not guessed.

use schema::Facet;
use tantivy::Searcher;

use super::proposals;
use crate::collect::SearchCollector;
use crate::deadline::Deadline;
use crate::engine::Engine;
use crate::error::SearchError;
use crate::expand::expand;
use crate::filters::FacetFilter;
use crate::lexicon::Lexicon;
use crate::matching::{Share, matching};
use crate::query::{self, Query};
use crate::ranking::RankedQuery;
use crate::request::SearchRequest;
use crate::response::DidYouMean;

/// A search that was made: what other wordings are measured against.
pub(crate) struct Made<'a> {
    pub(crate) request: &'a SearchRequest,
    pub(crate) filters: &'a [FacetFilter],
    /// The query, expanded.
    pub(crate) query: &'a Query,
    pub(crate) total: u64,
    /// After it nothing is proposed.
    pub(crate) deadline: &'a Deadline,
}

impl Engine {
    /// Returns other wordings of a query that bring something, with how much.
    pub(crate) fn did_you_mean(&self, searcher: &Searcher, made: &Made<'_>) -> Result<Vec<DidYouMean>, SearchError> {
        let lexicon = Lexicon::new(searcher, self.fields(), self.opened());
        let mut meant = Vec::new();
        for q in proposals(lexicon, &made.request.query, made.query, made.total)? {
            let total = self.total(searcher, made, &q)?;
            if made.deadline.is_over() {
                return Ok(Vec::new());
            }
            if total > 0 {
                meant.push(DidYouMean { q, total });
            }
        }
        Ok(meant)
    }

    /// Returns how many directives another wording brings.
    fn total(&self, searcher: &Searcher, made: &Made<'_>, text: &str) -> Result<u64, SearchError> {
        let Ok(mut query) = query::parse(text) else { return Ok(0) };
        if made.request.synonyms {
            expand(&mut query);
        }
        let compiled =
            |query: &Query| matching(searcher, self.fields(), query, Share::of(made.request.match_mode), made.deadline);
        let (own, other) = (compiled(made.query)?, compiled(&query)?);
        // Most proposals change marks alone, which outside of quotes finds the same.
        if format!("{own:?}") == format!("{other:?}") {
            return Ok(made.total);
        }
        let facets: [Facet; 0] = [];
        let (strict, sort) = (made.request.strict, made.request.sort);
        let collector = SearchCollector {
            fields: self.fields(),
            forced: &[],
            filters: made.filters,
            strict,
            facets: &facets,
            opened: self.opened(),
            sort,
            after: None,
            keep: 0,
        };
        let ranked = RankedQuery::unscored(self.fields(), other, made.deadline);
        Ok(collector.collect(searcher, &ranked)?.total)
    }
}
