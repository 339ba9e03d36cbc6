//! Bodies that issue directives, by their words in any order.
//!
//! They are few and lie in a column without frequencies, so they are counted once for each state of the index and kept.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use schema::Facet;
use tantivy::index::SegmentId;
use tantivy::{Opstamp, Searcher};

use super::{Suggestion, SuggestionKind, Typing};
use crate::collect::SearchCollector;
use crate::deadline::Deadline;
use crate::engine::Engine;
use crate::error::SearchError;
use crate::matching::Matching;
use crate::query::words;
use crate::ranking::RankedQuery;
use crate::request::Sort;

/// Most bodies of one answer.
const MOST: usize = 5;

/// All issuers of one state of the index.
#[derive(Debug, Default)]
pub(crate) struct Issuers {
    /// The segments that they were counted in, with the last deletion of each.
    segments: BTreeMap<SegmentId, Option<Opstamp>>,
    /// The most frequent first.
    issuers: Vec<Issuer>,
}

#[derive(Debug)]
struct Issuer {
    label: String,
    /// Folded.
    words: Vec<String>,
    count: u64,
}

impl Engine {
    /// Returns the issuers of the index as it is searched now.
    pub(super) fn issuers(&self, searcher: &Searcher) -> Result<Arc<Issuers>, SearchError> {
        let segments = searcher.generation().segments();
        let mut kept = self.kept_issuers().lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(issuers) = kept.as_ref().filter(|issuers| issuers.segments == *segments) {
            return Ok(issuers.clone());
        }
        let issuers = Arc::new(Issuers { segments: segments.clone(), issuers: self.count_issuers(searcher)? });
        *kept = Some(issuers.clone());
        Ok(issuers)
    }

    fn count_issuers(&self, searcher: &Searcher) -> Result<Vec<Issuer>, SearchError> {
        let facets = [Facet::Issuer];
        let collector = SearchCollector {
            fields: self.fields(),
            forced: &[],
            filters: &[],
            strict: false,
            facets: &facets,
            opened: self.opened(),
            sort: Sort::Relevance,
            after: None,
            keep: 0,
        };
        let all = RankedQuery::unscored(self.fields(), Matching::all(), &Deadline::default());
        let counted = collector.collect(searcher, &all)?.facets.into_iter().next().unwrap_or_default();
        let values = counted.answer(None, usize::MAX).values.into_iter();
        let issuer = |label: String, count| Issuer { words: folded(&label), label, count };
        Ok(values.map(|value| issuer(value.label, value.count)).collect())
    }
}

fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

impl Issuers {
    /// Returns the issuers that have all finished words, and a word that begins as the unfinished one.
    pub(super) fn suggest(&self, typing: &Typing<'_>, limit: usize) -> Vec<Suggestion> {
        let fits = |issuer: &&Issuer| {
            let holds = |begin: &str, whole: bool| {
                issuer.words.iter().any(|word| if whole { word == begin } else { word.starts_with(begin) })
            };
            typing.finished.iter().all(|word| holds(&word.folded, true))
                && typing.unfinished.iter().all(|word| holds(&word.folded, false))
        };
        let suggestion = |issuer: &Issuer| Suggestion {
            text: issuer.label.clone(),
            kind: SuggestionKind::Issuer,
            count: issuer.count,
            id: None,
        };
        self.issuers.iter().filter(fits).take(limit.min(MOST)).map(suggestion).collect()
    }
}
