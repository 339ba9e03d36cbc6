//! Every place in a text where a query matches.

use directive::CodePoints;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::SearchError;
use crate::refusal::Quantity;
use crate::visible::Visible;

/// Most places of one answer.
pub const MAX_PLACES: usize = 10_000;

/// Where a query matches in a directive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextMatches {
    /// The directive.
    pub id: String,
    /// The query as it was typed.
    pub q: String,
    /// How many places there are, exactly.
    pub count: usize,
    /// Start and end of each, in Unicode code points of the text of the directive; sorted, and none overlaps another.
    #[schema(value_type = Vec<[u32; 2]>)]
    pub matches: Vec<[usize; 2]>,
}

impl Visible<'_> {
    /// Returns the places in the text of a directive where a query matches, the first `limit` of them; `None` if there is
    /// no such directive.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`] for a query longer than any may be or more places than [`MAX_PLACES`], others when the
    /// index fails.
    pub fn places(&self, id: &str, query: &str, limit: usize) -> Result<Option<TextMatches>, SearchError> {
        if limit > MAX_PLACES {
            let what = Quantity::Places;
            return Err(SearchError::TooCostly { what, part: None, value: limit, limit: MAX_PLACES });
        }
        let Some(stored) = self.with_id(id)? else { return Ok(None) };
        let ranges = self.matches(query, &stored.text)?;
        let points = CodePoints::new(&stored.text);
        let matches = ranges.iter().take(limit).map(|range| points.range(range)).collect();
        Ok(Some(TextMatches { id: stored.id, q: query.to_owned(), count: ranges.len(), matches }))
    }
}
