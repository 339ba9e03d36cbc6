//! An opened index answers a [`SearchRequest`] with a [`SearchResponse`].
//!
//! The crate stands apart because it has two faces, the command line and the HTTP server, that must give the same
//! answer: both only translate to and from the plain data defined here. It is synchronous and opens no socket; how many
//! searches run at once is its callers' business.
//!
//! The way of a request: `request` → `query` (the words as typed) → `expand` (what abbreviations stand for) → `matching`
//! (what is found) and `ranking` (how well) → `collect` (hits, totals and facet counts in one pass) → `snippet` → `response`.

mod batch;
mod best;
mod bits;
mod citations;
mod codes;
mod collect;
mod columns;
mod correct;
mod counted;
mod coverage;
mod deadline;
#[cfg(test)]
#[path = "../../../tests/it/effort.rs"]
mod effort;
mod engine;
mod error;
mod expand;
mod export;
mod facets;
mod filters;
mod hit;
mod holders;
mod homonyms;
mod ids;
mod kept;
mod kinship;
mod lacking;
mod lexicon;
mod live;
mod lone;
mod matcher;
mod matching;
mod occurrences;
mod opened;
mod ordered;
mod paging;
mod passage;
mod peaks;
mod postings;
mod proven;
mod query;
mod question;
mod ranking;
mod reading;
mod refusal;
mod request;
mod resolve;
mod response;
mod retrieve;
mod rules;
mod snippet;
mod standing;
mod store;
mod suggest;
mod visible;
mod warming;
mod whole;

pub use citations::{Cited, CitedBy, Cites, Citing, Held, Homonym};
pub use coverage::{Coverage, Covered};
pub use engine::{Engine, FoundDirective, Mark};
pub use error::SearchError;
pub use export::{Column, Ending, ExportFormat, Rows, Sheet};
pub use kinship::{Parallel, Parallels, Passage, Similar};
pub use query::{QUERY_LIMITS, QueryClass, QueryLimits};
pub use reading::{DirectiveText, MAX_PLACES, TextMatches, TextPart};
pub use refusal::{Form, Quantity};
pub use request::{
    Filter, MAX_FILTERS, MAX_LIMIT, MAX_SNIPPET_LENGTH, MAX_SNIPPETS, MAX_WINDOW, MatchMode, SearchRequest, Sort,
};
pub use resolve::{Bearer, MAX_NUMBERS, Nearest, Resolution, Resolved};
pub use response::{
    DidYouMean, Expansion, FacetCounts, FacetValue, Hit, Points, QueryEcho, SearchResponse, Snippet, Warning, to_json,
};
pub use retrieve::Retrieved;
pub use rules::{IndexRules, index_rules};
pub use schema::Facet;
pub use standing::Standing;
pub use suggest::{MAX_SUGGESTIONS, SuggestRequest, SuggestResponse, Suggestion, SuggestionKind};
pub use visible::{Visible, check_filters};
pub use whole::{FacetList, FacetRequest, MAX_FACET_VALUES, Timeline, TimelineYear};
