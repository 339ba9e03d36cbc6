//! The router: every route with what surrounds it, and no socket, so that a test can call it directly.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_request, map_response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::routes;

use crate::config::Config;
use crate::gate::Gate;
use crate::guard::{Guarded, Keys, Limiter, Need, RateClass, Rules, Scope};
use crate::intake::{Door, Served};
use crate::metrics::Metrics;
use crate::middleware::conditional::{self, Tags};
use crate::middleware::guard::{self, Guard};
use crate::middleware::trace::{self, Queries};
use crate::middleware::{compression, headers, ids, kept, limits, measure, problems};
use crate::routes::version::RequestLimits;
use crate::routes::{
    self as rooms, AppState, api_page, assets, batch, citations, documents, export, health, ingest, kinship, metrics,
    openapi, pages, problems as kinds, resolve, schema, search, suggest, text, version, whole,
};
use crate::views::ApiPage;

/// Returns the router over what is served, with all its layers.
pub fn app(served: impl Into<Served>, keys: Arc<Keys>, config: &Config) -> Router {
    let Served { engine, intake } = served.into();
    before(Gate::new(engine, config), Door::new(intake, config.intake), keys, config)
}

/// Returns the router that stands before a gate and a door.
pub(crate) fn before(gate: Gate, intake: Door, keys: Arc<Keys>, config: &Config) -> Router {
    let (router, rules, description) = mounted().split();
    let api_page = Arc::new(ApiPage::new(&serde_json::to_value(&description).unwrap_or_default()));
    let description: Arc<str> = description.to_pretty_json().unwrap_or_default().into();
    let tags = Tags::new(gate.clone(), &description);
    let metrics = Metrics::new();
    let kept = kept::Kept::new(config.kept_bytes, tags.clone(), metrics.clone());
    let router = router.route_layer(from_fn_with_state(kept, kept::keep));
    let router = router.route_layer(from_fn_with_state(tags, conditional::conditional));
    let limits = RequestLimits::of(config);
    let state = AppState { gate, intake, api_page, description, metrics: metrics.clone(), limits };
    surrounded(guarded(router, rules, keys, config).with_state(state), metrics, config)
}

/// Puts the guard before every route.
pub(crate) fn guarded(router: Router<AppState>, rules: Rules, keys: Arc<Keys>, config: &Config) -> Router<AppState> {
    let (anonymous, proxies) = (config.anonymous.clone(), config.proxies.clone());
    let guard = Guard { rules, keys, anonymous, proxies, limiter: Limiter::new(config.rates) };
    router.route_layer(from_fn_with_state(Arc::new(guard), guard::guard))
}

/// The table of all routes: each together with its description and what it needs.
fn mounted() -> Guarded<AppState> {
    const SEARCH: Need = Need::looking(&[Scope::Search]);
    const READ: Need = Need::looking(&[Scope::Read]);
    const EXPORT: Need = Need::Scopes(&[Scope::Export], RateClass::Export);
    const INGEST: Need = Need::Scopes(&[Scope::Ingest], RateClass::Ingest);
    const RESOLVE: Need = Need::Scopes(&[Scope::Search], RateClass::Resolve);
    const METRICS: Need = Need::Scopes(&[Scope::Metrics], RateClass::Search);
    const ROOM: Need = Need::looking(&[Scope::Search, Scope::Read]);
    Guarded::new(openapi::Description::openapi())
        .route(SEARCH, routes!(search::search, search::search_by_body))
        .route(EXPORT, routes!(export::export, export::export_by_body))
        .route(SEARCH, routes!(whole::facet))
        .route(SEARCH, routes!(whole::timeline))
        .route(RESOLVE, routes!(resolve::resolve))
        .route(READ, routes!(text::text))
        .route(READ, routes!(text::matches))
        .route(READ, routes!(citations::citations))
        .route(READ, routes!(citations::cited_by))
        .route(SEARCH, routes!(citations::cited_by_number))
        .route(SEARCH, routes!(citations::coverage))
        .route(SEARCH, routes!(suggest::suggest))
        .route(READ, routes!(documents::document))
        .route(INGEST, routes!(ingest::put, ingest::remove))
        .route(INGEST, routes!(batch::batch))
        .route(SEARCH, routes!(kinship::similar))
        .route(SEARCH, routes!(kinship::parallels))
        .route(ROOM, routes!(pages::search_page))
        .route(ROOM, routes!(pages::document_page))
        .route(Need::Nothing, routes!(openapi::openapi))
        .route(Need::Nothing, routes!(schema::schema))
        .route(Need::Nothing, routes!(version::version))
        .route(Need::Nothing, routes!(kinds::problems))
        .route(Need::Nothing, routes!(kinds::problem))
        .route(Need::Nothing, routes!(health::health))
        .route(Need::Nothing, routes!(health::readiness))
        .route(METRICS, routes!(metrics::metrics))
        .route(Need::Nothing, routes!(api_page::api_page))
        .route(Need::Nothing, routes!(assets::style))
        .route(Need::Nothing, routes!(assets::api_style))
        .route(Need::Nothing, routes!(assets::api_script))
}

/// Adds the layers, the outermost first. The id comes first because all others speak of it; problems are written out
/// above whatever can raise one.
pub(crate) fn surrounded(router: Router, metrics: Metrics, config: &Config) -> Router {
    let sizes = limits::Sizes { uri: config.max_uri_bytes, body: config.max_body_bytes, intake: config.intake };
    let queries = if config.log_queries { Queries::Told } else { Queries::Hashed };
    let layers = ServiceBuilder::new()
        .layer(from_fn(ids::identify))
        .layer(from_fn_with_state(queries, trace::trace))
        .layer(map_response(headers::secure))
        .option_layer(config.origins.layer())
        .layer(map_request(compression::only_gzip))
        .layer(compression::layer())
        .layer(from_fn(problems::write_out))
        .layer(from_fn_with_state(metrics, measure::measure))
        .layer(CatchPanicLayer::custom(problems::panicked))
        .layer(from_fn_with_state(config.request_timeout, limits::deadline))
        .layer(from_fn_with_state(sizes, limits::sizes))
        .layer(DefaultBodyLimit::max(usize::try_from(config.max_body_bytes).unwrap_or(usize::MAX)));
    router.fallback(rooms::not_found).method_not_allowed_fallback(rooms::method_not_allowed).layer(layers)
}
