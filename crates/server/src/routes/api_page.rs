//! `/api`: the page on which the API can be tried.
//!
//! Apart from the reading room, which does without script: this page alone may run ours.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};

use super::AppState;
use crate::middleware::headers::Scripted;
use crate::params::{Pairs, only};
use crate::problem::Problem;
use crate::views::html;

/// Returns the page on which every operation of the API can be tried.
#[utoipa::path(
    get,
    path = "/api",
    tag = "reading room",
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html"),
        (status = 400, description = "unknown-parameter", body = String, content_type = "text/html")
    )
)]
pub(crate) async fn api_page(State(state): State<AppState>, Query(pairs): Query<Pairs>) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    Ok((Extension(Scripted), html(&*state.api_page)?).into_response())
}
