//! `GET /v1/schema`: by what one can search, filter, count and sort.

use axum::extract::Query;
use axum::response::Response;

use super::json;
use super::openapi::{AnyRefusal, BareRefusal};
use crate::params::{Pairs, only};
use crate::problem::Problem;
use crate::views::SchemaJson;

/// Lists the fields of a directive by which one can search, filter, count and sort, with their types, the values or the
/// range that they can have, and their names in both languages. It is the same for everybody: what an archive holds is told
/// by its facets.
#[utoipa::path(
    get,
    path = "/v1/schema",
    tag = "search",
    responses((status = 200, description = "The fields", body = SchemaJson), BareRefusal, AnyRefusal)
)]
pub(crate) async fn schema(Query(pairs): Query<Pairs>) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    json(&SchemaJson::new())
}
