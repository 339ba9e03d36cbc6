//! Two questions of an orchestrator: is the process up, and can it answer.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::openapi::AnyRefusal;
use super::{AppState, json};
use crate::guard::Caller;
use crate::problem::Problem;

/// That the process is up.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    status: &'static str,
}

/// That the index answers.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Always `ok`.
    status: &'static str,
    /// Which commit of the index is served.
    generation: u64,
    /// How many directives it holds; told to whoever may search all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<u64>,
}

/// Says that the process is up. It asks nobody.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operation",
    responses((status = 200, description = "The process is up", body = Health), AnyRefusal)
)]
pub(crate) async fn health() -> Result<Response, Problem> {
    json(&Health { status: "ok" })
}

/// Says that the index is open and answered a question about itself.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operation",
    responses((status = 200, description = "The index answers", body = Readiness), AnyRefusal)
)]
pub(crate) async fn readiness(State(state): State<AppState>, caller: Caller) -> Result<Response, Problem> {
    let readiness = state.gate.ask_engine(move |engine| {
        engine.ping()?;
        let documents = caller.sees_everything().then(|| engine.documents());
        Ok(Readiness { status: "ok", generation: engine.generation(), documents })
    });
    json(&readiness.await?)
}
