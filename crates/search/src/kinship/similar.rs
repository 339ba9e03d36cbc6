//! Similar directives: those that share its rare pairs of words and what it cites, each with the reasons.

use std::collections::BTreeMap;
use std::sync::Arc;

use schema::StoredDirective;
use serde::Serialize;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};
use utoipa::ToSchema;

use super::tokens::{pairs, words};
use crate::best::Ranked;
use crate::collect::SearchCollector;
use crate::deadline::Deadline;
use crate::error::SearchError;
use crate::matching::{BoxedQuery, Matching, pair_term};
use crate::ordered::Ordered;
use crate::ranking::{Features, RankedQuery, account, rarity};
use crate::refusal::Quantity;
use crate::request::{MAX_LIMIT, Sort};
use crate::response::Hit;
use crate::visible::Visible;

/// Pairs that a directive is known by.
const PAIRS: usize = 60;
/// Reasons that are told of one hit.
const REASONS: usize = 8;
/// What a shared citation counts, in rare pairs.
const CITATION: f32 = 3.0;

/// A term that a directive is known by, its weight, and how a person would say it.
type Sign = (Term, f32, String);

/// Directives similar to one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Similar {
    /// The directive.
    pub id: String,
    /// Those similar to it, the most similar first. `score` is the share of its own signs that they have, from 0 to 1;
    /// `explanation` tells which.
    pub hits: Vec<Hit>,
}

impl Visible<'_> {
    /// Returns the directives most similar to one; `None` if there is no such directive.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`] for more hits than an answer holds, others when the index fails.
    pub fn similar(&self, id: &str, limit: usize) -> Result<Option<Similar>, SearchError> {
        if limit > MAX_LIMIT {
            let what = Quantity::Hits;
            return Err(SearchError::TooCostly { what, part: None, value: limit, limit: MAX_LIMIT });
        }
        let Some(stored) = self.with_id(id)? else { return Ok(None) };
        let searcher = self.searcher();
        let signs = self.signs(&searcher, &stored)?;
        let whole: f32 = signs.iter().map(|(_, weight, _)| weight).sum();
        let best = self.sharing(&searcher, &stored.id, &signs, limit)?;
        let signs = Features::signs(signs);
        let hits = best.iter().map(|ranked| {
            let mut explanation = account(&searcher, self.fields(), &signs, ranked.address)?;
            explanation.truncate(REASONS);
            let found = self.engine().hit(&searcher, ranked.address)?;
            Ok(Hit { score: ranked.score / whole.max(f32::MIN_POSITIVE), explanation, ..found })
        });
        Ok(Some(Similar { id: stored.id, hits: hits.collect::<Result<_, SearchError>>()? }))
    }

    /// What the directive is known by: its rarest and most repeated pairs, and what it cites.
    fn signs(&self, searcher: &Searcher, stored: &StoredDirective) -> Result<Vec<Sign>, SearchError> {
        let documents = searcher.num_docs();
        let words = words(&Ordered::of(&stored.text, &stored.order));
        let mut signs = Vec::new();
        // A pair with figures is a date or a count, and says nothing of the subject.
        let figures = |word: &str| word.contains(|found: char| found.is_ascii_digit());
        for ((one, other), pair) in
            pairs(&words).into_iter().filter(|((one, other), _)| !figures(one) && !figures(other))
        {
            let term = pair_term(self.fields(), one, other);
            let holding = searcher.doc_freq(&term)?;
            // What only it has is shared with nobody; what a tenth of the archive has tells nothing.
            if (2..=(documents / 10).max(2)).contains(&holding) {
                let repeated = pair.count as f32 / (pair.count as f32 + 1.0);
                signs.push((term, repeated * rarity(holding, documents), format!("“{}”", pair.shown)));
            }
        }
        signs.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        signs.truncate(PAIRS);
        let cited: BTreeMap<&str, &str> =
            stored.directive.citations.iter().map(|cited| (cited.key.as_str(), cited.surface.as_str())).collect();
        for (key, surface) in cited {
            let term = Term::from_field_text(self.fields().cited, key);
            let holding = searcher.doc_freq(&term)?;
            if holding >= 2 {
                signs.push((term, CITATION * rarity(holding, documents), format!("both cite {surface}")));
            }
        }
        Ok(signs)
    }

    fn sharing(
        &self,
        searcher: &Searcher,
        own: &str,
        signs: &[Sign],
        limit: usize,
    ) -> Result<Vec<Ranked>, SearchError> {
        let holds = |term: &Term| -> BoxedQuery { Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)) };
        let any = BooleanQuery::union(signs.iter().map(|(term, ..)| holds(term)).collect());
        let own = Term::from_field_text(self.fields().id, own);
        let others = BooleanQuery::new(vec![(Occur::Must, Box::new(any)), (Occur::MustNot, holds(&own))]);
        let ranked = RankedQuery::new(
            self.fields(),
            Matching::of(Box::new(others), &Deadline::default()),
            Arc::new(Features::signs(signs.iter().cloned())),
            &Deadline::default(),
        );
        let collector = SearchCollector {
            fields: self.fields(),
            forced: self.filters(),
            filters: &[],
            strict: false,
            facets: &[],
            opened: self.engine().opened(),
            sort: Sort::Relevance,
            after: None,
            keep: limit,
        };
        Ok(collector.collect(searcher, &ranked)?.best)
    }
}
