//! `GET /v1/version`: which program answers, from what index, within which limits.

use axum::extract::{Query, State};
use axum::response::Response;
use search::{
    IndexRules, MAX_FACET_VALUES, MAX_FILTERS, MAX_LIMIT, MAX_NUMBERS, MAX_WINDOW, QUERY_LIMITS, index_rules,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::openapi::{AnyRefusal, BareRefusal};
use super::{AppState, json};
use crate::config::Config;
use crate::params::{MAX_TIMEOUT_MS, Pairs, only};
use crate::problem::Problem;

/// The program and what it answers from.
#[derive(Serialize, ToSchema)]
pub(crate) struct Version {
    /// Always `tracuu`.
    program: &'static str,
    /// The version of the program (SemVer).
    version: &'static str,
    /// The version of the API: the first part of its paths.
    api: &'static str,
    index: IndexVersion,
    limits: RequestLimits,
}

/// The index that is searched, and the rules that it was made by.
#[derive(Serialize, ToSchema)]
struct IndexVersion {
    /// The form of the stored records.
    format: u32,
    /// The name of the rules by which words are read.
    analyzer: &'static str,
    /// The fingerprint of fields, rules and records: an index of another one is not opened.
    fingerprint: &'static str,
    /// Which state of the index is searched; it grows with each commit.
    generation: u64,
}

/// What one request may ask for at most.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct RequestLimits {
    query_characters: usize,
    query_words: usize,
    query_clauses: usize,
    /// Brackets within brackets.
    query_nesting: usize,
    /// Words of the archive that the prefixes of a query stand for.
    query_prefix_words: usize,
    filter_values: usize,
    /// Hits of one answer.
    hits: usize,
    /// `limit` and `offset` together; a cursor goes on.
    window: usize,
    facet_values: usize,
    /// Numbers looked up at once.
    numbers: usize,
    timeout_ms: u64,
    address_bytes: usize,
    body_bytes: u64,
}

impl RequestLimits {
    /// Returns the limits of a server that runs by this configuration.
    pub(crate) fn of(config: &Config) -> Self {
        Self {
            query_characters: QUERY_LIMITS.length,
            query_words: QUERY_LIMITS.words,
            query_clauses: QUERY_LIMITS.clauses,
            query_nesting: QUERY_LIMITS.nesting,
            query_prefix_words: QUERY_LIMITS.prefix_words,
            filter_values: MAX_FILTERS,
            hits: MAX_LIMIT,
            window: MAX_WINDOW,
            facet_values: MAX_FACET_VALUES,
            numbers: MAX_NUMBERS,
            timeout_ms: MAX_TIMEOUT_MS,
            address_bytes: config.max_uri_bytes,
            body_bytes: config.max_body_bytes,
        }
    }
}

/// Says which program answers, from what index, and how much one request may ask for.
#[utoipa::path(
    get,
    path = "/v1/version",
    tag = "operation",
    responses((status = 200, description = "The versions and the limits", body = Version), BareRefusal, AnyRefusal)
)]
pub(crate) async fn version(State(state): State<AppState>, Query(pairs): Query<Pairs>) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let IndexRules { format, analyzer, fingerprint } = index_rules();
    let generation = state.gate.mark().generation;
    json(&Version {
        program: "tracuu",
        version: env!("CARGO_PKG_VERSION"),
        api: "v1",
        index: IndexVersion { format: *format, analyzer, fingerprint, generation },
        limits: state.limits,
    })
}
