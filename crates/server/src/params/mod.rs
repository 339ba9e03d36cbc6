//! The query string as a [`search::SearchRequest`]: every parameter once in a table, which is read by the parser, by the messages
//! about misspelt names and by the OpenAPI description, so that the three cannot differ.

mod body;
mod body_schema;
mod export_schema;
mod nearest;
mod numbers;
mod openapi;
mod parted;
mod read;
mod suggest;
mod table;

pub(crate) use body::{ResolveRequest, read_export_body, read_resolve, read_search};
pub(crate) use body_schema::{ResolveBody, SearchBody};
pub(crate) use export_schema::{ExportBody, ExportParameters};
pub(crate) use numbers::{bounded, numbers};
pub(crate) use openapi::{FacetName, PageParameters, SearchParameters, SetParameters};
pub(crate) use parted::{CHOICES, read_export, read_facet, value};
pub(crate) use read::{Pairs, only, read};
pub(crate) use suggest::read_suggest;
pub(crate) use table::{MAX_TIMEOUT_MS, YEARS};
#[cfg(test)]
pub(crate) use table::{PARAMETERS, Shape};
