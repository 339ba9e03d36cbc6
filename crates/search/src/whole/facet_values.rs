//! All values of one facet under a query, or those that begin so.

use schema::Facet;
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::Engine;
use crate::error::SearchError;
use crate::refusal::Quantity;
use crate::request::SearchRequest;
use crate::response::FacetValue;

/// Most values of one answer.
pub const MAX_FACET_VALUES: usize = 1_000;

/// What is asked of one facet.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetRequest {
    /// The facet.
    pub facet: Facet,
    /// What values begin with, with or without marks; empty for all.
    pub prefix: String,
    /// Most values returned, at most [`MAX_FACET_VALUES`].
    pub limit: usize,
    /// Values skipped.
    pub offset: usize,
    /// The search whose hits are counted; its page does not matter.
    pub search: SearchRequest,
}

/// The values of one facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetList {
    /// The name of the facet.
    pub facet: String,
    /// What values begin with.
    pub prefix: String,
    /// How many directives match.
    pub total: u64,
    /// How many values begin so, in all.
    pub total_values: usize,
    /// Directives for which the facet is not known.
    pub missing: u64,
    /// The values, the commonest first; each counted as if it were chosen alone.
    pub values: Vec<FacetValue>,
}

impl Engine {
    /// Returns the values of a facet under a query and its filters.
    ///
    /// # Errors
    /// As [`Engine::search`], and [`SearchError::TooCostly`] for more values than [`MAX_FACET_VALUES`].
    pub fn facet_values(&self, request: &FacetRequest) -> Result<FacetList, SearchError> {
        if request.limit > MAX_FACET_VALUES {
            let what = Quantity::FacetValues;
            return Err(SearchError::TooCostly { what, part: None, value: request.limit, limit: MAX_FACET_VALUES });
        }
        let mut answer = self.search(&counting(&request.search, request.facet))?;
        let counts = answer.facets.remove(request.facet.name()).unwrap_or_default();
        let begun = vietnamese::fold(request.prefix.trim());
        let mut values = counts.values;
        values.retain(|value| begins(value, &begun));
        let total_values = values.len();
        Ok(FacetList {
            facet: request.facet.name().to_owned(),
            prefix: request.prefix.clone(),
            total: answer.total,
            total_values,
            missing: counts.missing,
            values: values.into_iter().skip(request.offset).take(request.limit).collect(),
        })
    }
}

/// Returns the search that counts all values of one facet and returns no hits.
pub(super) fn counting(search: &SearchRequest, facet: Facet) -> SearchRequest {
    SearchRequest {
        facets: vec![facet],
        facet_limit: usize::MAX,
        limit: 0,
        offset: 0,
        cursor: None,
        partial: false,
        ..search.clone()
    }
}

/// A value is known by how people write it and by how filters take it.
fn begins(value: &FacetValue, begun: &str) -> bool {
    [&value.label, &value.value].iter().any(|name| vietnamese::fold(name).starts_with(begun))
}
