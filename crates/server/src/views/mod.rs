//! The pages as data: everything a template shows is decided here, so that templates hold no logic and escape all they
//! are given.

mod api_page;
mod api_words;
mod directive;
mod document;
mod facets;
mod graph;
mod hit;
mod links;
mod problem;
mod schema;
mod search;
mod segments;
mod vietnamese_text;

pub(crate) use api_page::ApiPage;
pub(crate) use directive::DirectiveJson;
pub(crate) use document::DocumentPage;
pub(crate) use graph::{CitedByJson, CitesJson, CoverageJson};
pub(crate) use problem::ProblemPage;
pub(crate) use schema::SchemaJson;
pub(crate) use search::SearchPage;

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Renders a page.
pub(crate) fn html(page: &impl Template) -> Result<Response, Problem> {
    let body = page.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::mistake()
    })?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], body).into_response())
}
