//! `GET /metrics`: what was counted, and how the index stands, as Prometheus reads it.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::AppState;
use super::openapi::AnyRefusal;
use crate::metrics::CONTENT_TYPE;
use crate::problem::Problem;

/// Tells what was counted since the server began, and how the index stands.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "operation",
    responses(
        (status = 200, description = "Metrics in the text form of Prometheus", body = String, content_type = "text/plain"),
        AnyRefusal
    )
)]
pub(crate) async fn metrics(State(state): State<AppState>) -> Result<Response, Problem> {
    let standing = state.gate.standing().await?;
    let told = state.metrics.told(&standing, state.gate.queue()).map_err(|error| {
        tracing::error!(%error, "the metrics could not be written");
        Problem::mistake()
    })?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE))], told).into_response())
}
