//! The first stage of a search alone: what is found and in which order by the sums over the postings, before the texts
//! of the best hits are read. For whoever needs no texts, and to tell what each stage costs.

use std::sync::Arc;

use crate::best::{Ranked, read_ids};
use crate::engine::Engine;
use crate::error::SearchError;
use crate::ids::Ids;
use crate::question::Question;
use crate::request::SearchRequest;

/// What the first stage of a search found.
pub struct Retrieved {
    /// How many directives match, exactly.
    pub total: u64,
    best: Vec<Ranked>,
    ids: Arc<[Arc<Ids>]>,
}

impl Retrieved {
    /// Returns the ids of the best, the best first. By relevance more than one page of them: their passages, which are not
    /// looked at here, may change their order.
    ///
    /// # Errors
    /// [`SearchError::Engine`] when they cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, SearchError> {
        Ok(read_ids(&self.best, &self.ids)?)
    }
}

impl Engine {
    /// Returns the total and the best hits of a search, without reading any text.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn retrieve(&self, request: &SearchRequest) -> Result<Retrieved, SearchError> {
        let question = Question::read(self, request)?;
        let (collected, _) = question.relaxing(|share| question.collect(share), |collected| collected.total)?;
        Ok(Retrieved { total: collected.total, best: collected.best, ids: collected.ids })
    }
}
