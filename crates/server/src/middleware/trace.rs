//! One span and one log line for each request: method, path, status, time, id, and who asked: the id of a key, the user
//! that a trusted proxy names. What people search for is nobody's
//! business: the query string is never logged.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::debug;
use tracing::{Instrument, info, info_span};

use super::guard::Name;
use super::ids::RequestId;

/// Runs the request within its span and says how it ended.
pub(crate) async fn trace(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(|id| id.0.as_str()).unwrap_or_default();
    let span = info_span!("request", method = %request.method(), path = ?request.uri().path(), request_id = id);
    async move {
        let begun = Instant::now();
        let response = next.run(request).await;
        let duration_ms = begun.elapsed().as_secs_f64() * 1000.0;
        let name = response.extensions().get::<Name>();
        let key = name.and_then(|name| name.key.as_deref());
        let user = name.and_then(|name| name.user.as_deref()).map(debug);
        info!(status = response.status().as_u16(), duration_ms, key, user, "request answered");
        response
    }
    .instrument(span)
    .await
}
