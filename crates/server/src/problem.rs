//! What went wrong, as RFC 9457 says it: `application/problem+json`.
//!
//! A handler returns a [`Problem`]; how it looks, with the request id and as JSON or as a page, is decided once, in
//! [`crate::middleware::problems`]. Nothing of the inside of the server is ever written into it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use search::{SearchError, Warning};
use serde::Serialize;
use utoipa::ToSchema;

/// Names of problems. They are stable: clients decide by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    UnknownParameter,
    InvalidValue,
    Unauthorized,
    KeyExpired,
    MissingScope,
    InvalidJson,
    UnknownField,
    UnsupportedMediaType,
    InvalidDocument,
    Conflict,
    WriterBusy,
    DocumentNotFound,
    RouteNotFound,
    MethodNotAllowed,
    PayloadTooLarge,
    UriTooLong,
    QuerySyntax,
    QueryTooCostly,
    RateLimited,
    Internal,
    IndexUnavailable,
    Overloaded,
    Timeout,
}

impl Code {
    /// Returns the status, the name and the title.
    pub(crate) fn facts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Code::UnknownParameter => (StatusCode::BAD_REQUEST, "unknown-parameter", "Unknown parameter"),
            Code::InvalidValue => (StatusCode::BAD_REQUEST, "invalid-value", "A value cannot be read"),
            Code::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized", "A key is needed"),
            Code::KeyExpired => (StatusCode::UNAUTHORIZED, "key-expired", "The key has expired"),
            Code::MissingScope => (StatusCode::FORBIDDEN, "missing-scope", "The key does not allow this"),
            Code::InvalidJson => (StatusCode::BAD_REQUEST, "invalid-json", "The body cannot be read"),
            Code::UnknownField => (StatusCode::BAD_REQUEST, "unknown-field", "Unknown field"),
            Code::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is of another kind")
            }
            Code::InvalidDocument => {
                (StatusCode::UNPROCESSABLE_ENTITY, "invalid-document", "The directive cannot be taken")
            }
            Code::Conflict => (StatusCode::CONFLICT, "conflict", "Another directive is in the way"),
            Code::WriterBusy => (StatusCode::CONFLICT, "writer-busy", "Another process writes to the index"),
            Code::DocumentNotFound => (StatusCode::NOT_FOUND, "document-not-found", "No such directive"),
            Code::RouteNotFound => (StatusCode::NOT_FOUND, "route-not-found", "Nothing is served at this path"),
            Code::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "Method not allowed"),
            Code::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "payload-too-large", "The body is too large"),
            Code::UriTooLong => (StatusCode::URI_TOO_LONG, "uri-too-long", "The address is too long"),
            Code::QuerySyntax => (StatusCode::BAD_REQUEST, "query-syntax", "The query cannot be read"),
            Code::QueryTooCostly => (StatusCode::UNPROCESSABLE_ENTITY, "query-too-costly", "The query asks too much"),
            Code::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "rate-limited", "Too many requests"),
            Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Internal error"),
            Code::IndexUnavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, "index-unavailable", "The index is unavailable")
            }
            Code::Overloaded => (StatusCode::SERVICE_UNAVAILABLE, "overloaded", "Too many requests at once"),
            Code::Timeout => (StatusCode::SERVICE_UNAVAILABLE, "timeout", "The answer took too long"),
        }
    }

    /// Tells whether the same request may succeed a moment later.
    fn is_passing(self) -> bool {
        self == Code::WriterBusy || self.facts().0 == StatusCode::SERVICE_UNAVAILABLE
    }
}

/// A problem as the code raises it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) detail: String,
    pub(crate) errors: Vec<ParameterError>,
}

/// One parameter at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ParameterError {
    /// The parameter as it was sent.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    pub(crate) parameter: String,
    /// In place of `parameter`, where in the body (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pointer: Option<String>,
    /// Where in its value, in Unicode code points: the first and the one after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<[u32; 2]>)]
    pub(crate) span: Option<[usize; 2]>,
    /// What is wrong with it, one sentence.
    pub(crate) message: String,
    /// What was perhaps meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) suggestion: Option<String>,
}

impl ParameterError {
    pub(crate) fn new(parameter: &str, message: impl Into<String>) -> Self {
        Self { parameter: parameter.to_owned(), pointer: None, span: None, message: message.into(), suggestion: None }
    }
}

/// A problem as the client sees it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody<'a> {
    /// A stable address that names the kind of problem.
    r#type: String,
    /// The kind of problem in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong this time.
    detail: &'a str,
    /// Names this occurrence.
    instance: String,
    /// The last part of `type`.
    code: &'static str,
    /// The id of the request, as in the header `x-request-id`.
    request_id: &'a str,
    /// The parameters at fault.
    errors: &'a [ParameterError],
}

impl Problem {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), errors: Vec::new() }
    }

    /// Returns a problem with parameters; the first of them is told in `detail` too.
    pub(crate) fn with_errors(code: Code, errors: Vec<ParameterError>) -> Self {
        let detail = errors.first().map(|error| format!("{}: {}", error.parameter, error.message)).unwrap_or_default();
        Self { code, detail, errors }
    }

    /// Returns the problem of a request whose parameters came in a body.
    pub(crate) fn pointed(mut self) -> Self {
        for error in &mut self.errors {
            let name = std::mem::take(&mut error.parameter);
            error.pointer = Some(format!("/{}", name.replace('~', "~0").replace('/', "~1")));
        }
        self
    }

    /// Returns the body for the request of this id.
    pub(crate) fn body<'a>(&'a self, request_id: &'a str) -> ProblemBody<'a> {
        let (status, code, title) = self.code.facts();
        ProblemBody {
            r#type: format!("https://tracuu.invalid/problems/{code}"),
            title,
            status: status.as_u16(),
            detail: &self.detail,
            instance: format!("urn:tracuu:request:{}", crate::percent::percent_encoded(request_id)),
            code,
            request_id,
            errors: &self.errors,
        }
    }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match &error {
            SearchError::TooCostly { .. } => Problem::new(Code::QueryTooCostly, format!("The {error}.")),
            SearchError::InvalidValue { parameter, .. } => {
                Problem::with_errors(Code::InvalidValue, vec![ParameterError::new(parameter, format!("{error}"))])
            }
            SearchError::Syntax { warnings } => {
                let fault = |warning: &Warning| ParameterError {
                    span: warning.span,
                    ..ParameterError::new("q", warning.message.clone())
                };
                Problem::with_errors(Code::QuerySyntax, warnings.iter().map(fault).collect())
            }
            SearchError::Timeout { limit } => {
                Problem::new(Code::Timeout, format!("The search was not done within {} ms.", limit.as_millis()))
            }
            SearchError::Missing { .. } | SearchError::Format { .. } | SearchError::Engine(_) => {
                tracing::error!(%error, "the index did not answer");
                Problem::new(Code::IndexUnavailable, "The index could not be asked; the operator's log says why.")
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
        assert_eq!((problem.code, problem.detail.contains("250 ms")), (Code::Timeout, true));
        let response = problem.into_response();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["retry-after"]),
            (503, &HeaderValue::from_static("1"))
        );
    }
}
