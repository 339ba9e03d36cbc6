//! The router: every route with what surrounds it, and no socket, so that a test can call it directly.

use std::sync::Arc;

use ::search::Engine;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::config::Config;
use crate::gate::Gate;
use crate::middleware::{headers, ids, limits, problems, trace};
use crate::routes::{
    self as rooms, AppState, assets, citations, documents, health, kinship, openapi, pages, resolve, search, suggest,
    text, whole,
};

/// Returns the router over an engine, with all its layers.
pub fn app(engine: Arc<Engine>, config: &Config) -> Router {
    let (router, description) = mounted().split_for_parts();
    let description = description.to_pretty_json().unwrap_or_default().into();
    let state = AppState { gate: Gate::new(engine, config), description };
    surrounded(router.with_state(state), config)
}

/// Mounts each route together with its description.
fn mounted() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::Description::openapi())
        .routes(routes!(search::search, search::search_by_body))
        .routes(routes!(whole::export))
        .routes(routes!(whole::facet))
        .routes(routes!(whole::timeline))
        .routes(routes!(resolve::resolve))
        .routes(routes!(suggest::suggest))
        .routes(routes!(documents::document))
        .routes(routes!(text::text))
        .routes(routes!(text::matches))
        .routes(routes!(citations::citations))
        .routes(routes!(citations::cited_by))
        .routes(routes!(citations::cited_by_number))
        .routes(routes!(citations::coverage))
        .routes(routes!(kinship::similar))
        .routes(routes!(kinship::parallels))
        .routes(routes!(openapi::openapi))
        .routes(routes!(health::health))
        .routes(routes!(health::readiness))
        .routes(routes!(pages::search_page))
        .routes(routes!(pages::document_page))
        .routes(routes!(assets::style))
}

/// Adds the layers, the outermost first. The id comes first because all others speak of it; problems are written out
/// above whatever can raise one.
pub(crate) fn surrounded(router: Router, config: &Config) -> Router {
    let sizes = limits::Sizes { uri: config.max_uri_bytes, body: config.max_body_bytes };
    let layers = ServiceBuilder::new()
        .layer(from_fn(ids::identify))
        .layer(from_fn(trace::trace))
        .layer(map_response(headers::secure))
        .layer(from_fn(problems::write_out))
        .layer(CatchPanicLayer::custom(problems::panicked))
        .layer(from_fn_with_state(config.request_timeout, limits::deadline))
        .layer(from_fn_with_state(sizes, limits::sizes))
        .layer(DefaultBodyLimit::max(usize::try_from(config.max_body_bytes).unwrap_or(usize::MAX)));
    router.fallback(rooms::not_found).method_not_allowed_fallback(rooms::method_not_allowed).layer(layers)
}
