//! The parameters of suggestions: few, so read without a table.

use search::{MAX_SUGGESTIONS, SuggestRequest};

use super::read::{number, only};
use crate::problem::{Code, ParameterError, Problem};

/// Reads a query string.
pub(crate) fn read_suggest(pairs: &[(String, String)]) -> Result<SuggestRequest, Problem> {
    only(&["q", "limit"], pairs)?;
    let value = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let mut request = SuggestRequest { text: value("q").unwrap_or_default().to_owned(), ..SuggestRequest::default() };
    if let Some(limit) = value("limit") {
        request.limit = number(limit, 1, MAX_SUGGESTIONS as u64).map_err(|(message, suggestion)| {
            let fault = ParameterError { suggestion, ..ParameterError::new("limit", message) };
            Problem::with_errors(Code::InvalidValue, vec![fault])
        })? as usize;
    }
    Ok(request)
}
