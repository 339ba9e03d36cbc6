//! The citation graph: what a directive cites, who cites it, who cites a document by its number, and where a document was
//! carried out.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use search::Visible;

use super::documents::unknown;
use super::openapi::{AnyRefusal, IdRefusal, QueryRefusal};
use super::{AppState, json};
use crate::guard::Caller;
use crate::params::{CHOICES, Pairs, bounded, only, value};
use crate::problem::{Fault, Problem};
use crate::views::{CitedByJson, CitesJson, CoverageJson};

/// Most citing directives of one answer.
const MOST: u64 = 1_000;

/// Returns what a directive cites, each with the citing sentence and the directives of the archive that it is.
#[utoipa::path(
    get,
    path = "/v1/documents/{id}/citations",
    tag = "citations",
    params(("id" = String, Path, description = "The id of a hit")),
    responses(
        (status = 200, description = "The documents it cites, in order of first appearance", body = CitesJson),
        IdRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn citations(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    let found = state.gate.ask(&caller, move |visible| visible.cites(&id)).await?;
    json(&found.ok_or_else(unknown)?)
}

/// Returns who cites a directive, by its own number and day.
#[utoipa::path(
    get,
    path = "/v1/documents/{id}/cited-by",
    tag = "citations",
    params(
        ("id" = String, Path, description = "The id of a hit"),
        ("limit" = Option<u32>, Query, minimum = 0, maximum = 1000, description = "Most directives; 1000 if not given"),
        ("offset" = Option<u32>, Query, minimum = 0, maximum = 10_000_000, description = "Directives to skip")
    ),
    responses(
        (status = 200, description = "The directives that cite it, the newest first", body = CitedByJson),
        IdRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn cited_by(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&["limit", "offset"], &pairs)?;
    let (limit, offset) = page(&pairs)?;
    let Path(id) = id.map_err(|_| unknown())?;
    let found = state.gate.ask(&caller, move |visible| visible.cited_by_directive(&id)).await?;
    json(&found.ok_or_else(unknown)?.page(offset, limit))
}

/// Returns who cites a document, which the archive need not hold.
#[utoipa::path(
    get,
    path = "/v1/cited-by",
    tag = "citations",
    params(
        ("number" = String, Query, format = "document-number", description = "A number in any spelling, `12-NQ/TW@2022` for one of several, or a full key"),
        ("limit" = Option<u32>, Query, minimum = 0, maximum = 1000, description = "Most directives; 1000 if not given"),
        ("offset" = Option<u32>, Query, minimum = 0, maximum = 10_000_000, description = "Directives to skip")
    ),
    responses(
        (status = 200, description = "The directives that cite it, the newest first", body = CitedByJson),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn cited_by_number(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&["number", "limit", "offset"], &pairs)?;
    let (limit, offset) = page(&pairs)?;
    let number = number(&pairs)?;
    let found = state.gate.ask(&caller, move |visible| visible.cited_by(&number)).await?;
    json(&found.page(offset, limit))
}

/// Returns by province of today what was issued to carry a document out, and the provinces with nothing. The totals and
/// the provinces with nothing are those of all pages.
#[utoipa::path(
    get,
    path = "/v1/coverage",
    tag = "citations",
    params(
        ("number" = String, Query, format = "document-number", description = "A number in any spelling, `12-NQ/TW@2022` for one of several, or a full key"),
        ("all" = Option<bool>, Query, description = "Whether every directive that cites it counts, not only those that carry it out"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000, description = "Most directives; 1000 if not given"),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before; nothing is skipped or repeated while the archive changes")
    ),
    responses(
        (status = 200, description = "The provinces", body = CoverageJson),
        QueryRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn coverage(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&["number", "all", "limit", "cursor"], &pairs)?;
    let limit = bounded(("limit", 1, MOST, MOST), &pairs)?;
    let cursor = value("cursor", &pairs).map(str::to_owned);
    let all = match value("all", &pairs) {
        None | Some("0" | "false") => false,
        Some("1" | "true") => true,
        Some(_) => return Err(Problem::invalid("all", Fault::OneOf(&CHOICES))),
    };
    let number = number(&pairs)?;
    let page = move |visible: &Visible<'_>| visible.coverage_page(&number, all, (limit, cursor.as_deref()));
    json(&state.gate.ask(&caller, page).await?)
}

fn number(pairs: &[(String, String)]) -> Result<String, Problem> {
    value("number", pairs).map(str::to_owned).ok_or_else(|| Problem::invalid("number", Fault::Needed))
}

fn page(pairs: &[(String, String)]) -> Result<(usize, usize), Problem> {
    Ok((bounded(("limit", 0, MOST, MOST), pairs)?, bounded(("offset", 0, 10_000_000, 0), pairs)?))
}
