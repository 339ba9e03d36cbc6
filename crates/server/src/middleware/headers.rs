//! The headers that tell browsers to trust nothing but us, on every response whatever made it.

use axum::http::{HeaderValue, header};
use axum::response::Response;

/// What a page may load: our style sheet. What it may do: send a form to us.
const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same, for the page to try the API: it runs our script, which asks us and nobody else.
const SCRIPTED_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                               form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What anything else may load: nothing.
const DATA_POLICY: &str = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Found among the extensions of an answer that is a page with our script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scripted;

/// Sets the security headers.
pub(crate) async fn secure(mut response: Response) -> Response {
    let is_scripted = response.extensions().get::<Scripted>().is_some();
    let headers = response.headers_mut();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let policy = match (is_page, is_scripted) {
        (true, true) => SCRIPTED_POLICY,
        (true, false) => PAGE_POLICY,
        (false, _) => DATA_POLICY,
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // What one caller may see is no answer for the next.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
