//! The headers that tell browsers to trust nothing but us, on every response whatever made it.

use axum::http::{HeaderValue, header};
use axum::response::Response;

/// What a page may load: our style sheet. What it may do: send a form to us.
const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What anything else may load: nothing.
const DATA_POLICY: &str = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Sets the security headers.
pub(crate) async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let policy = if is_page { PAGE_POLICY } else { DATA_POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // What one caller may see is no answer for the next.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
