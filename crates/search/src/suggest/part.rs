//! Suggestions for those who may see a part of the index: what the whole index suggests, counted over that part.

use schema::Facet;

use super::{MAX_SUGGESTIONS, SuggestRequest, SuggestResponse, Suggestion, SuggestionKind};
use crate::error::SearchError;
use crate::request::{Filter, SearchRequest};
use crate::visible::Visible;

impl Visible<'_> {
    /// Returns what a text that is being typed may become, as [`crate::Engine::suggest`]; what the visible part does not hold is
    /// not suggested, and each count is that of the part.
    ///
    /// # Errors
    /// As [`crate::Engine::suggest`].
    pub fn suggest(&self, request: &SuggestRequest) -> Result<SuggestResponse, SearchError> {
        if self.filters().is_empty() {
            return self.engine().suggest(request);
        }
        // The request is checked by the engine; more are asked for, as some will not be held.
        let asked = if request.limit > MAX_SUGGESTIONS { request.limit } else { MAX_SUGGESTIONS };
        let all = self.engine().suggest(&SuggestRequest { limit: asked, ..request.clone() })?;
        let mut suggestions = Vec::new();
        for suggestion in all.suggestions {
            if suggestions.len() < request.limit {
                suggestions.extend(self.counted(suggestion)?);
            }
        }
        Ok(SuggestResponse { suggestions })
    }

    /// Returns a suggestion with the count of the visible part; `None` if that holds nothing of it.
    fn counted(&self, suggestion: Suggestion) -> Result<Option<Suggestion>, SearchError> {
        if suggestion.kind == SuggestionKind::Title {
            let id = suggestion.id.as_deref().unwrap_or_default();
            return Ok(self.directive(id)?.map(|_| suggestion));
        }
        let nothing = SearchRequest { limit: 0, synonyms: false, ..SearchRequest::default() };
        let request = match suggestion.kind {
            SuggestionKind::Issuer => {
                let issuer = Filter { facet: Facet::Issuer, value: suggestion.text.clone() };
                SearchRequest { filters: vec![issuer], ..nothing }
            }
            SuggestionKind::Phrase => SearchRequest { query: format!("\"{}\"", suggestion.text), ..nothing },
            _ => SearchRequest { query: suggestion.text.clone(), ..nothing },
        };
        let count = self.search(&request)?.total;
        let id = match &suggestion.id {
            Some(id) => self.directive(id)?.map(|found| found.id),
            None => None,
        };
        Ok((count > 0).then_some(Suggestion { count, id, ..suggestion }))
    }
}
