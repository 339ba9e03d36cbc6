//! The bounds on a single request: the length of its address, the size of its body, the time of its answer.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::intake::IntakeLimits;
use crate::problem::{Code, Detail, Problem};

/// Sizes that a request must keep within.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) uri: usize,
    pub(crate) body: u64,
    pub(crate) intake: IntakeLimits,
}

impl Sizes {
    /// Returns the limit of a body: what is sent to be kept may be larger than what is asked.
    fn of_body(&self, request: &Request) -> u64 {
        let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        match (request.method(), path) {
            (&Method::PUT, Some("/v1/documents/{id}")) => self.intake.document,
            (&Method::POST, Some("/v1/documents")) => self.intake.batch,
            _ => self.body,
        }
    }
}

/// Refuses requests that are too large, before a byte of their body is read. Bodies without an announced length
/// are bounded where they are read.
pub(crate) async fn sizes(State(sizes): State<Sizes>, request: Request, next: Next) -> Response {
    let uri = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if uri > sizes.uri {
        let detail = Detail::AddressTooLong { bytes: uri, most: sizes.uri };
        return Problem::new(Code::UriTooLong, detail).into_response();
    }
    let most = sizes.of_body(&request);
    if announced_body(&request) > most {
        let detail = Detail::BodyTooLarge(Some(most));
        return Problem::new(Code::PayloadTooLarge, detail).into_response();
    }
    next.run(request).await
}

/// A length that does not fit into 64 bits never gets here: hyper refuses it.
fn announced_body(request: &Request) -> u64 {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// Answers for a handler that takes too long. What it set going runs on to its end and keeps its place at the gate.
pub(crate) async fn deadline(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    tokio::time::timeout(limit, next.run(request))
        .await
        .unwrap_or_else(|_| Problem::new(Code::Timeout, Detail::NotReady(limit)).into_response())
}
