//! How well a directive matches: a sum of points, one for each term of the query that it holds, that a person can read.
//!
//! Apart from `matching`, which says what is found at all. The order of files: `features` (which terms; `form_words` count
//! less), `weight` (how much each sign counts), `bm25` (how much a term counts in this archive and this text), `scorer`,
//! `bounds` and `ranked` (the sums over the postings, of those that can be among the best), `passages` (what the best hits get besides),
//! `account`; `lone` with `vocabulary` (the same sums for one word alone).

mod account;
mod bm25;
mod bounds;
mod features;
mod form_word_table;
mod form_words;
mod lone;
mod passages;
mod ranked;
mod scorer;
mod vocabulary;
mod weight;

pub(crate) use account::account;
pub(crate) use bm25::{BothLengths, Lengths, ScoredTerms, rarity};
pub(crate) use features::Features;
pub(crate) use lone::LoneWord;
pub(crate) use passages::{PassageWeights, Standing};
pub(crate) use ranked::RankedQuery;
pub(crate) use scorer::read_peaks;
pub(crate) use vocabulary::Vocabulary;
