//! One span and one log line for each request: method, path, status, time, id, what kind of question it was, and who asked: the
//! id of a key, the user that a trusted proxy names.
//!
//! What people search for is nobody's business. Only a hash of it is logged, so that equal queries can be told to be equal;
//! its key is drawn anew by each process and written nowhere, so no list of likely queries gives them away. Whatever a
//! stranger can write is logged as a quoted text, so that nobody can end a line or colour it.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::time::Instant;

use axum::extract::{Query, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::debug;
use tracing::{Instrument, info, info_span};

use super::guard::Name;
use super::ids::RequestId;
use super::measure::Class;
use crate::params::{Pairs, value};

/// What is logged of what people search for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Queries {
    Hashed,
    Told,
}

/// What was searched for, where it does not stand in the address; found among the extensions of an answer.
#[derive(Clone, Debug)]
pub(crate) struct Asked(pub(crate) String);

/// Runs the request within its span and says how it ended.
pub(crate) async fn trace(State(queries): State<Queries>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(|id| id.0.as_str()).unwrap_or_default();
    let span = info_span!("request", method = %request.method(), path = ?request.uri().path(), request_id = id);
    async move {
        let in_address = asked(&request);
        let begun = Instant::now();
        let response = next.run(request).await;
        let duration_ms = begun.elapsed().as_secs_f64() * 1000.0;
        told(&response, in_address.as_deref(), queries, duration_ms);
        response
    }
    .instrument(span)
    .await
}

fn told(response: &Response, in_address: Option<&str>, queries: Queries, duration_ms: f64) {
    let extensions = response.extensions();
    let name = extensions.get::<Name>();
    let key = name.and_then(|name| name.key.as_deref());
    let user = name.and_then(|name| name.user.as_deref()).map(debug);
    let class = extensions.get::<Class>().map(|class| class.0);
    let asked = extensions.get::<Asked>().map(|asked| asked.0.as_str()).or(in_address);
    let query_hash = asked.map(hash);
    let query = asked.filter(|_| queries == Queries::Told).map(debug);
    let status = response.status().as_u16();
    info!(status, duration_ms, class, query_hash, query, key, user, "request answered");
}

/// Returns what the address asks for.
fn asked(request: &Request) -> Option<String> {
    let Query(pairs) = Query::<Pairs>::try_from_uri(request.uri()).ok()?;
    value("q", &pairs).map(str::to_owned)
}

/// 64 bits of a keyed hash (SipHash): equal for equal texts, within this process.
fn hash(text: &str) -> String {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    format!("{:016x}", KEY.hash_one(text))
}
