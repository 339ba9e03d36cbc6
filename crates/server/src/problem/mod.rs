//! What went wrong, as RFC 9457 says it: `application/problem+json`.
//!
//! A handler returns a [`Problem`]: a code and reasons with their parts, no words. How it looks, in which language, with the
//! request id and as JSON or as a page, is decided once, in [`crate::middleware::problems`]. Nothing of the inside of the
//! server is ever written into it.

mod bad_json;
mod code;
mod detail;
mod fault;
mod reason;
mod table;
mod vietnamese;

pub(crate) use bad_json::BadJson;
pub(crate) use code::Code;
pub(crate) use detail::Detail;
pub(crate) use fault::Fault;
pub(crate) use table::Words;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use search::SearchError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::language::Language;

/// A problem as the code raises it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    /// What is wrong; where nothing is said, the first of the faults is.
    detail: Option<Detail>,
    pub(crate) faults: Vec<ParameterFault>,
}

/// One parameter at fault, as the code raises it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterFault {
    /// The parameter as it was sent.
    pub(crate) parameter: String,
    /// Where in the body, if it came in one.
    pub(crate) pointer: Option<String>,
    pub(crate) span: Option<[usize; 2]>,
    pub(crate) fault: Fault,
    pub(crate) suggestion: Option<String>,
}

impl ParameterFault {
    pub(crate) fn new(parameter: &str, fault: Fault) -> Self {
        Self { parameter: parameter.to_owned(), pointer: None, span: None, fault, suggestion: None }
    }
}

/// One parameter at fault.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ParameterError {
    /// The parameter as it was sent.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    parameter: String,
    /// In place of `parameter`, where in the body (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// Where in its value, in Unicode code points: the first and the one after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<[u32; 2]>)]
    span: Option<[usize; 2]>,
    /// What is wrong with it, one sentence.
    message: String,
    /// What was perhaps meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
}

/// A problem as the client sees it (RFC 9457). `title`, `detail` and `message` are in the language that `Accept-Language`
/// prefers, English or Vietnamese; all else is the same in both.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody<'a> {
    /// A stable address, from the root of the server on, that names the kind of problem and describes it.
    r#type: String,
    /// The kind of problem in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong this time.
    detail: String,
    /// Names this occurrence.
    instance: String,
    /// The last part of `type`.
    code: &'static str,
    /// What is wrong with a body, finer than `code` and as stable: bad-id, no-id, other-id, no-text, binary, not-utf8,
    /// not-understood, json-syntax, json-cut-short, missing-field, repeated-field, wrong-type.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The id of the request, as in the header `x-request-id`.
    request_id: &'a str,
    /// The parameters at fault.
    errors: Vec<ParameterError>,
}

impl Problem {
    pub(crate) fn new(code: Code, detail: Detail) -> Self {
        Self { code, detail: Some(detail), faults: Vec::new() }
    }

    /// Returns the problem of a mistake of the server, which was told to the log.
    pub(crate) fn mistake() -> Self {
        Problem::new(Code::Internal, Detail::Mistake)
    }

    /// Returns a problem with parameters, one at least; the first of them is told in `detail` too.
    pub(crate) fn with_faults(code: Code, faults: Vec<ParameterFault>) -> Self {
        Self { code, detail: None, faults }
    }

    /// Returns the problem of the value of a parameter.
    pub(crate) fn invalid(parameter: &str, fault: Fault) -> Self {
        Problem::with_faults(Code::InvalidValue, vec![ParameterFault::new(parameter, fault)])
    }

    /// Returns the problem of a request whose parameters came in a body.
    pub(crate) fn pointed(mut self) -> Self {
        for fault in &mut self.faults {
            fault.pointer = Some(format!("/{}", fault.parameter.replace('~', "~0").replace('/', "~1")));
        }
        self
    }

    /// Says what is wrong.
    pub(crate) fn detail(&self, language: Language) -> String {
        match (&self.detail, self.faults.first()) {
            (Some(detail), _) => detail.say(language),
            (None, first) => {
                first.map(|first| format!("{}: {}", first.parameter, first.fault.say(language))).unwrap_or_default()
            }
        }
    }

    /// Returns the name of what is wrong with a body; `None` where the code says it all.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        self.detail.as_ref().and_then(Detail::reason)
    }

    /// Returns the body for the request of this id.
    pub(crate) fn body<'a>(&self, request_id: &'a str, language: Language) -> ProblemBody<'a> {
        let (status, code) = self.code.facts();
        let error = |fault: &ParameterFault| ParameterError {
            parameter: if fault.pointer.is_none() { fault.parameter.clone() } else { String::new() },
            pointer: fault.pointer.clone(),
            span: fault.span,
            message: fault.fault.say(language),
            suggestion: fault.suggestion.clone(),
        };
        ProblemBody {
            r#type: self.code.address(),
            title: self.code.words(language).title,
            status: status.as_u16(),
            detail: self.detail(language),
            instance: format!("urn:tracuu:request:{}", crate::percent::percent_encoded(request_id)),
            code,
            reason: self.reason(),
            request_id,
            errors: self.faults.iter().map(error).collect(),
        }
    }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::TooCostly { what, part, value, limit } => {
                Problem::new(Code::QueryTooCostly, Detail::TooMuch { what, part, value, limit })
            }
            SearchError::InvalidValue { parameter, what: form, value } => {
                Problem::invalid(parameter, Fault::Unlike { value, form })
            }
            SearchError::Syntax { warnings } => {
                let fault = |warning: search::Warning| ParameterFault {
                    span: warning.span,
                    ..ParameterFault::new("q", Fault::Slip(warning))
                };
                Problem::with_faults(Code::QuerySyntax, warnings.into_iter().map(fault).collect())
            }
            SearchError::Timeout { limit } => Problem::new(Code::Timeout, Detail::NotDone(limit)),
            SearchError::Missing { .. } | SearchError::Format { .. } | SearchError::Engine(_) => {
                tracing::error!(%error, "the index did not answer");
                Problem::new(Code::IndexUnavailable, Detail::IndexNotAsked)
            }
        }
    }
}

/// The bare response: it carries the problem for [`crate::middleware::problems`] to write out.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.facts().0.into_response();
        if self.code.is_passing() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_search_that_took_too_long_may_be_asked_again() {
        let problem = Problem::from(SearchError::Timeout { limit: Duration::from_millis(250) });
        for language in [Language::English, Language::Vietnamese] {
            assert_eq!((problem.code, problem.detail(language).contains("250 ms")), (Code::Timeout, true));
        }
        let response = problem.into_response();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["retry-after"]),
            (503, &HeaderValue::from_static("1"))
        );
    }
}
