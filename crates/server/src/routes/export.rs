//! `/v1/search/export`: the rows of a whole set, asked by a query string or by a body.
//!
//! Apart from [`super::whole`], because the answer is written while it is sent and says at its end that it is whole.

use std::collections::BTreeMap;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, TRAILER};
use axum::response::{IntoResponse, Response};
use search::{ExportFormat, SearchRequest, Sheet};
use utoipa::IntoResponses;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{ContentBuilder, HeaderBuilder, RefOr, Response as Described, ResponseBuilder};

use super::AppState;
use super::openapi::{AnyRefusal, BodyRefusal, QueryRefusal};
use crate::guard::Caller;
use crate::middleware::trace::Asked;
use crate::params::{ExportBody, ExportParameters, Pairs, only, read_export, read_export_body};
use crate::problem::Problem;

/// The rows, in each format.
struct ExportedRows;

const WHOLE: &str = "The rows. The header Tracuu-Total says how many come. Behind the last byte the trailers Tracuu-Rows \
                     and Tracuu-SHA256 say how many came and the SHA-256 of the whole body, to clients that send \
                     `TE: trailers`. A body that breaks off, or two counts that differ, are a file that was cut.";

impl IntoResponses for ExportedRows {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let header = |kind| HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(SchemaType::new(kind))));
        let response = ResponseBuilder::new()
            .description(WHOLE)
            .header("Tracuu-Total", header(Type::Integer).description(Some("How many rows there are")).build())
            .header("Trailer", header(Type::String).description(Some("Which trailers come")).build());
        let text = || Some(ObjectBuilder::new().schema_type(SchemaType::new(Type::String)));
        let response = ExportFormat::ALL.into_iter().fold(response, |response, format| {
            let essence = format.media_type().split(';').next().unwrap_or_default();
            response.content(essence, ContentBuilder::new().schema(text()).build())
        });
        BTreeMap::from([("200".to_owned(), response.build().into())])
    }
}

/// Sends all that a query finds, in the order of the ids: as many rows as the search has hits in all. Page, order and
/// facets do not matter.
#[utoipa::path(
    get,
    path = "/v1/search/export",
    tag = "search",
    params(ExportParameters),
    responses(ExportedRows, QueryRefusal, AnyRefusal)
)]
pub(crate) async fn export(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    sent(&state, &caller, read_export(pairs)?).await
}

/// Sends what the query string asks for, by a JSON object of the same names: a filter is a string or a list of strings.
#[utoipa::path(
    post,
    path = "/v1/search/export",
    tag = "search",
    request_body = ExportBody,
    responses(ExportedRows, BodyRefusal, AnyRefusal)
)]
pub(crate) async fn export_by_body(
    State(state): State<AppState>,
    caller: Caller,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    sent(&state, &caller, read_export_body(&headers, body)?).await.map_err(Problem::pointed)
}

/// Begins to send the rows.
async fn sent(state: &AppState, caller: &Caller, asked: (SearchRequest, Sheet)) -> Result<Response, Problem> {
    let (request, sheet) = asked;
    let query = Extension(Asked(request.query.clone()));
    let format = sheet.format;
    let (total, rows) = state.gate.export(caller, request, sheet).await?;
    let headers = [
        (CONTENT_TYPE.as_str(), format.media_type().to_owned()),
        (CONTENT_DISPOSITION.as_str(), format!("attachment; filename=\"tracuu.{}\"", format.name())),
        (TRAILER.as_str(), "Tracuu-Rows, Tracuu-SHA256".to_owned()),
        ("tracuu-total", total.to_string()),
    ];
    Ok((headers, query, Body::new(rows)).into_response())
}
