//! Answers as text for people and programs that are not the HTTP API.

mod answer;
mod citations;
mod directive;
mod extraction;
mod health;
mod keys;
mod kinship;
mod report;
mod retrieval;
mod rows;
mod settings;
mod suggestions;
mod whole;

pub(crate) use answer::answer;
pub(crate) use citations::{cited_by, cites, coverage};
pub(crate) use directive::directive;
pub(crate) use extraction::extraction;
pub(crate) use health::{health, snapshot};
pub(crate) use keys::{key_list, keys, made, new_key};
pub(crate) use kinship::{parallels, similar};
pub(crate) use report::report;
pub(crate) use retrieval::{blocks, retrieval};
pub(crate) use rows::json_lines;
pub(crate) use settings::settings;
pub(crate) use suggestions::suggestions;
pub(crate) use whole::{facet_list, resolution, timeline};
