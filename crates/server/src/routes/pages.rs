//! The reading room: the search page and the page of one directive, for people with a browser and without script.

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use search::Facet;

use super::AppState;
use super::documents::unknown;
use super::openapi::PageRefusal;
use crate::guard::Caller;
use crate::params::{self, PageParameters, Pairs};
use crate::problem::Problem;
use crate::views::{DocumentPage, SearchPage, html};

/// The facets beside the hits.
const FACETS: [Facet; 6] = [Facet::Province, Facet::Year, Facet::Kind, Facet::Level, Facet::Issuer, Facet::Cites];
/// How many values of a facet are shown before somebody asks for more.
const FACET_LIMIT: usize = 8;

/// Returns the search page.
#[utoipa::path(
    get,
    path = "/",
    tag = "reading room",
    params(PageParameters),
    responses(
        (status = 200, description = "The search page", body = String, content_type = "text/html"),
        PageRefusal
    )
)]
pub(crate) async fn search_page(
    State(state): State<AppState>,
    caller: Caller,
    Query(mut pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    // A form sends the fields that nobody filled in as well.
    pairs.retain(|(_, value)| !value.is_empty());
    let mut request = params::read(&pairs)?;
    // A page without hits would look as if nothing was found.
    request.limit = request.limit.max(1);
    request.facets = FACETS.to_vec();
    // A page does not say that it is a part.
    request.partial = false;
    if !pairs.iter().any(|(name, _)| name == "facet_limit") {
        request.facet_limit = FACET_LIMIT;
    }
    let question = request.clone();
    let answer = state.gate.ask(&caller, move |visible| visible.search(&question)).await?;
    Ok((Extension(answer.query.class), html(&SearchPage::new(&pairs, &request, &answer))?).into_response())
}

/// Returns the page of one directive, with what a query finds in it marked.
#[utoipa::path(
    get,
    path = "/documents/{id}",
    tag = "reading room",
    params(
        ("id" = String, Path, description = "The id of a hit"),
        ("q" = Option<String>, Query, description = "The query whose matches are marked")
    ),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html"),
        (status = 404, description = "document-not-found", body = String, content_type = "text/html"),
        PageRefusal
    )
)]
pub(crate) async fn document_page(
    State(state): State<AppState>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    params::only(&["q"], &pairs)?;
    let query = pairs.into_iter().next().map(|(_, value)| value).unwrap_or_default();
    let Path(id) = id.map_err(|_| unknown())?;
    let words = query.clone();
    let answer = state.gate.ask(&caller, move |visible| {
        let Some(found) = visible.directive(&id)? else { return Ok(None) };
        let matches = visible.matches(&words, &found.text)?;
        Ok(Some((found, matches)))
    });
    let (found, matches) = answer.await?.ok_or_else(unknown)?;
    html(&DocumentPage::new(&found, &query, &matches)?)
}
