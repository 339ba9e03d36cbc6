//! The query string as a [`search::SearchRequest`]: every parameter once in a table, which is read by the parser, by the messages
//! about misspelt names and by the OpenAPI description, so that the three cannot differ.

mod nearest;
mod numbers;
mod openapi;
mod read;
mod suggest;
mod table;

pub(crate) use numbers::numbers;
pub(crate) use openapi::SearchParameters;
pub(crate) use read::{Pairs, only, read};
pub(crate) use suggest::read_suggest;
#[cfg(test)]
pub(crate) use table::PARAMETERS;
