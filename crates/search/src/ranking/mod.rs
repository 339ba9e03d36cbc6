//! How well a directive matches: a sum of points, one for each term of the query that it holds, that a person can read.
//!
//! Apart from `matching`, which says what is found at all. The order of files: `features` (which terms), `weight` (how
//! much each sign counts), `bm25` (how much a term counts in this archive and this text), `cursor` and `ranked` (the sums
//! over the postings).

mod account;
mod bm25;
mod cursor;
mod features;
mod ranked;
mod weight;

pub(crate) use account::account;
pub(crate) use bm25::rarity;
pub(crate) use features::{Feature, features};
pub(crate) use ranked::RankedQuery;
