//! Answers that come smaller, to whoever takes gzip: JSON, pages and the style sheet.
//!
//! What is compressed and for whom is decided here, and how by the crate. A small answer gains nothing, and a set that is
//! sent row by row would wait in the compressor for the rows behind it. Nothing in an answer is secret from whoever asks, so its
//! length tells nothing (BREACH).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use hyper::body::Body;
use tower_http::CompressionLevel;
use tower_http::compression::{CompressionLayer, Predicate};

/// From how many bytes on it is worth the while.
const LEAST: u64 = 1024;
/// What gains by it, as it is written before any parameter.
const KINDS: [&str; 4] = ["application/json", "application/problem+json", "text/css", "text/html"];

/// Returns the layer that compresses, quickly rather than tightly: it does so on the threads that serve.
pub(crate) fn layer() -> CompressionLayer<Gains> {
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(Gains)
}

/// Tells answers that gain by it.
#[derive(Clone, Copy)]
pub(crate) struct Gains;

impl Predicate for Gains {
    fn should_compress<B: Body>(&self, response: &Response<B>) -> bool {
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim_end();
        KINDS.contains(&essence) && response.body().size_hint().exact().is_some_and(|size| size >= LEAST)
    }
}

/// Leaves of what a client takes gzip or nothing. The layer would answer 406 to whoever takes neither that nor the plain
/// form, where sending the plain form does more good (RFC 9110, 12.5.3).
pub(crate) async fn only_gzip(mut request: Request) -> Request {
    let takes = takes_gzip(request.headers());
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    if takes {
        request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    request
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    let weighted: Vec<(String, bool)> = lists.flat_map(|list| list.split(',')).map(weighted).collect();
    let of = |names: &[&str]| weighted.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, takes)| *takes);
    of(&["gzip", "x-gzip"]).or_else(|| of(&["*"])).unwrap_or(false)
}

/// Returns the name of an encoding, and whether it is taken: its weight is not 0.
fn weighted(item: &str) -> (String, bool) {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_nothing = |weight: &str| weight.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let refused = parts.any(|part| part.to_ascii_lowercase().strip_prefix("q=").is_some_and(is_nothing));
    (name, !refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_takes_gzip() {
        for (sent, takes) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("x-gzip", true),
            ("*", true),
            ("*;q=0, gzip", true),
            ("gzip;q=0, *", false),
            ("gzip; q=0.000", false),
            ("*;q=0", false),
            ("identity;q=0", false),
            ("br, zstd", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(sent))]);
            assert_eq!(takes_gzip(&headers), takes, "{sent}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
