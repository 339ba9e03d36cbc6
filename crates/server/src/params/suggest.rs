//! The parameters of suggestions: few, so read without a table.

use search::{MAX_SUGGESTIONS, SuggestRequest};

use super::read::{number, only};
use crate::problem::Problem;

/// Reads a query string.
pub(crate) fn read_suggest(pairs: &[(String, String)]) -> Result<SuggestRequest, Problem> {
    only(&["q", "limit"], pairs)?;
    let value = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let mut request = SuggestRequest { text: value("q").unwrap_or_default().to_owned(), ..SuggestRequest::default() };
    if let Some(limit) = value("limit") {
        let limit = number(limit, 1, MAX_SUGGESTIONS as u64).map_err(|fault| Problem::invalid("limit", fault))?;
        request.limit = limit as usize;
    }
    Ok(request)
}
