//! The style sheet, part of the program: the reading room fetches nothing from anywhere else.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::middleware::conditional::of_content;

const STYLE: &str = include_str!("../../assets/style.css");
/// Names these very bytes. Pages ask for the style sheet under it, so a browser may keep it for ever.
pub(crate) const STYLE_VERSION: u32 = hash(STYLE.as_bytes());

/// Returns the style sheet of the reading room.
#[utoipa::path(
    get,
    path = "/assets/style.css",
    tag = "reading room",
    responses((status = 200, description = "The style sheet", body = String, content_type = "text/css"))
)]
pub(crate) async fn style() -> Response {
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    let keep = HeaderValue::from_static("public, max-age=31536000, immutable");
    let tag = of_content(STYLE.as_bytes());
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep), (header::ETAG, tag)], STYLE).into_response()
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
