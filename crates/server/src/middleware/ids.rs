//! Request ids: the one word by which a client, the log and a problem speak of the same request.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id that is taken over from a client.
const LONGEST: usize = 128;

/// The id of a request, found among its extensions.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub(crate) String);

/// Gives the request an id, its own if that is fit to be logged, and sends it back.
pub(crate) async fn identify(mut request: Request, next: Next) -> Response {
    let id = accepted(request.headers()).unwrap_or_else(fresh);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// Returns the id that the client sent, if it is short and printable ASCII.
fn accepted(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(HEADER)?.to_str().ok()?;
    let fit = (1..=LONGEST).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    fit.then(|| id.to_owned())
}

/// Returns an id that no other request of this process has and that another process hardly has.
fn fresh() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    static SEED: LazyLock<(RandomState, RandomState)> = LazyLock::new(Default::default);
    let count = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{:016x}{:016x}", SEED.0.hash_one(count), SEED.1.hash_one(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_are_taken_over() {
        for (sent, taken) in [("abc-1", true), ("", false), ("a b", false), ("ủy", false), (&"x".repeat(129), false)]
        {
            let headers = HeaderMap::from_iter([(HEADER, HeaderValue::from_bytes(sent.as_bytes()).unwrap())]);
            assert_eq!(accepted(&headers).is_some(), taken, "{sent}");
        }
        assert_ne!(fresh(), fresh());
    }
}
