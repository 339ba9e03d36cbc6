//! The style sheets and the one script, parts of the program: no page fetches anything from anywhere else.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::middleware::conditional::of_content;

const STYLE: &str = include_str!("../../assets/style.css");
const API_STYLE: &str = include_str!("../../assets/api.css");
const API_SCRIPT: &str = include_str!("../../assets/api.js");
/// Names these very bytes. Pages ask for the style sheet under it, so a browser may keep it for ever.
pub(crate) const STYLE_VERSION: u32 = hash(STYLE.as_bytes());
/// As [`STYLE_VERSION`], for the style sheet of the page to try the API.
pub(crate) const API_STYLE_VERSION: u32 = hash(API_STYLE.as_bytes());
/// As [`STYLE_VERSION`], for its script.
pub(crate) const API_SCRIPT_VERSION: u32 = hash(API_SCRIPT.as_bytes());

/// The kinds of what is part of the program.
const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// Returns the style sheet of the reading room.
#[utoipa::path(
    get,
    path = "/assets/style.css",
    tag = "reading room",
    responses((status = 200, description = "The style sheet", body = String, content_type = "text/css"))
)]
pub(crate) async fn style() -> Response {
    asset(CSS, STYLE)
}

/// Returns the style sheet of the page to try the API.
#[utoipa::path(
    get,
    path = "/assets/api.css",
    tag = "reading room",
    responses((status = 200, description = "The style sheet", body = String, content_type = "text/css"))
)]
pub(crate) async fn api_style() -> Response {
    asset(CSS, API_STYLE)
}

/// Returns the script of the page to try the API.
#[utoipa::path(
    get,
    path = "/assets/api.js",
    tag = "reading room",
    responses((status = 200, description = "The script", body = String, content_type = "text/javascript"))
)]
pub(crate) async fn api_script() -> Response {
    asset(JAVASCRIPT, API_SCRIPT)
}

fn asset(kind: &'static str, content: &'static str) -> Response {
    let kind = HeaderValue::from_static(kind);
    let keep = HeaderValue::from_static("public, max-age=31536000, immutable");
    let tag = of_content(content.as_bytes());
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep), (header::ETAG, tag)], content).into_response()
}

/// FNV-1a, because it runs at compile time.
const fn hash(bytes: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    hash
}
