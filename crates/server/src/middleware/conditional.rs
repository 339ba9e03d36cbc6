//! Answers that a client holds already: each has a tag, and whoever sends it back gets 304 in place of the answer.
//!
//! It stands behind the guard, because what may be seen is a part of the tag, and before the handlers, because an answer
//! that has not changed need not be found again: the tag is made from the state of the index, the program and the
//! request, and not from the answer. All tags are weak (RFC 9110, 8.8.1): an answer may be compressed on its way.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use search::Mark;
use sha2::{Digest, Sha256};

use crate::gate::Gate;
use crate::guard::{Caller, Need};

/// What tags are made from, beside the request.
#[derive(Clone)]
pub(crate) struct Tags {
    gate: Gate,
    /// Names the program: another one may answer in another way.
    program: [u8; 32],
}

impl Tags {
    /// Makes tags for the answers of this program, which is told by its version and the description of its API.
    pub(crate) fn new(gate: Gate, description: &str) -> Self {
        let program = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION")).chain_update(description).finalize().into();
        Self { gate, program }
    }

    /// Returns what names the state of the index that is searched now.
    pub(super) fn mark(&self) -> Mark {
        self.gate.mark()
    }

    /// Returns the tag that an answer to this request has; `None` where it depends on more than the index. It is the same
    /// for as long as the answer is, and for whoever may see the same.
    fn of(&self, request: &Request) -> Option<HeaderValue> {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let extensions = request.extensions();
        let is_of_index = reads && extensions.get::<Need>().is_some_and(|need| need.looks());
        let caller = extensions.get::<Caller>().filter(|_| is_of_index)?;
        let Mark { generation, digest } = self.mark();
        let mut hash = Sha256::new_with_prefix(self.program).chain_update(digest);
        let address = request.uri().path_and_query().map_or("", |address| address.as_str());
        let forced = caller.forced();
        let filters = forced.iter().flat_map(|filter| [filter.facet.name(), filter.value.as_str()]);
        for part in [address].into_iter().chain(filters) {
            // The length goes with it, so that no two lists of parts read the same.
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        Some(weak(&format!("{generation}-"), &hash.finalize()))
    }
}

/// The tag that the answer to a request has, found among the extensions of the request.
#[derive(Clone)]
pub(super) struct Tag(pub(super) HeaderValue);

/// Returns the tag of a content that is part of the program.
pub(crate) fn of_content(content: &[u8]) -> HeaderValue {
    weak("", &Sha256::digest(content))
}

/// 128 bits of the digest: nobody comes upon another's tag.
fn weak(generation: &str, digest: &[u8]) -> HeaderValue {
    let digits: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::try_from(format!("W/\"{generation}{digits}\"")).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Answers 304 where the client holds the answer, and gives every other answer its tag.
pub(crate) async fn conditional(State(tags): State<Tags>, mut request: Request, next: Next) -> Response {
    let held = Held::read(request.headers());
    let tag = tags.of(&request);
    if tag.as_ref().is_some_and(|tag| held.holds(tag)) {
        return told(unchanged(Response::default()), tag);
    }
    if let Some(tag) = tag.clone() {
        request.extensions_mut().insert(Tag(tag));
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || is_not_kept(&response) {
        return response;
    }
    let response = told(response, tag);
    let is_held = response.headers().get(header::ETAG).is_some_and(|tag| held.anything || held.holds(tag));
    if is_held { unchanged(response) } else { response }
}

/// Tells whether the handler forbade to keep the answer.
pub(super) fn is_not_kept(response: &Response) -> bool {
    response.headers().get(header::CACHE_CONTROL).is_some_and(|kept| kept == "no-store")
}

/// Sets the tag, and says what an answer of this tag goes by: the key that was shown, if it is of the index.
fn told(mut response: Response, tag: Option<HeaderValue>) -> Response {
    let headers = response.headers_mut();
    let is_of_index = tag.is_some();
    headers.extend(tag.map(|tag| (header::ETAG, tag)));
    if headers.contains_key(header::ETAG) {
        let goes_by = if is_of_index { "authorization, accept-encoding" } else { "accept-encoding" };
        headers.append(header::VARY, HeaderValue::from_static(goes_by));
    }
    response
}

/// Takes the body out of an answer. What tells how long to keep it stays.
fn unchanged(response: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    (parts, Body::empty()).into_response()
}

/// What a client says that it holds: the header `If-None-Match` (RFC 9110, 13.1.2).
struct Held {
    tags: Vec<Box<[u8]>>,
    /// `*`: any answer there is. Whether there is one only the handler knows.
    anything: bool,
}

impl Held {
    fn read(headers: &HeaderMap) -> Held {
        let lists = headers.get_all(header::IF_NONE_MATCH).iter();
        let tags = lists.flat_map(|list| list.as_bytes().split(|byte| *byte == b','));
        let tags: Vec<Box<[u8]>> = tags.map(|tag| opaque(tag).into()).collect();
        Held { anything: tags.iter().any(|tag| **tag == *b"*"), tags }
    }

    fn holds(&self, tag: &HeaderValue) -> bool {
        self.tags.iter().any(|held| **held == *opaque(tag.as_bytes()))
    }
}

/// Returns a tag without the mark of the weak ones: they are compared without it (RFC 9110, 8.8.3.2).
fn opaque(tag: &[u8]) -> &[u8] {
    let tag = tag.trim_ascii();
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_answer_is_not_kept() {
        for (kept, is_not) in [("no-store", true), ("private", false), ("public, max-age=31536000, immutable", false)] {
            let mut response = Response::<Body>::default();
            assert!(!is_not_kept(&response));
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
            assert_eq!(is_not_kept(&response), is_not, "{kept}");
        }
    }

    #[test]
    fn tags_that_a_client_holds() {
        let tag = HeaderValue::from_static("W/\"7-ab\"");
        for (sent, is_held, anything) in [
            (&["W/\"7-ab\""][..], true, false),
            (&["\"7-ab\""], true, false),
            (&["\"x\", W/\"7-ab\" ,\"y\""], true, false),
            (&["\"x\"", "\"7-ab\""], true, false),
            (&["7-ab"], false, false),
            (&["w/\"7-ab\""], false, false),
            (&["\"7-a\""], false, false),
            (&["*"], false, true),
            (&["\"*\""], false, false),
            (&["", ",,"], false, false),
            (&[], false, false),
        ] {
            let headers = sent.iter().map(|value| (header::IF_NONE_MATCH, HeaderValue::from_static(value)));
            let held = Held::read(&headers.collect());
            assert_eq!((held.holds(&tag), held.anything), (is_held, anything), "{sent:?}");
        }
    }
}
