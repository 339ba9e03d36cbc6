//! What can be asked: plain data that names no engine. The command line and the HTTP API both build exactly this.

use std::time::Duration;

use schema::Facet;

/// Most hits that one answer holds.
pub const MAX_LIMIT: usize = 100;
/// Most filter values of one request: each costs a comparison for every directive that is looked at.
pub const MAX_FILTERS: usize = 500;
/// Most snippets of one hit.
pub const MAX_SNIPPETS: usize = 10;
/// Longest snippet that can be asked for, in characters.
pub const MAX_SNIPPET_LENGTH: usize = 1_000;
/// How deep paging by offset reaches: every page costs as much as all before it.
pub const MAX_WINDOW: usize = 10_000;

/// One search.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchRequest {
    /// The query as it was typed; empty asks for everything.
    pub query: String,
    /// How many of the words must be found.
    pub match_mode: MatchMode,
    /// Filters: values of one facet are alternatives, different facets must all hold.
    pub filters: Vec<Filter>,
    /// Filters that whoever asks cannot lift: they narrow everything, the counts of their own facet too, and are named
    /// in the answer.
    pub forced: Vec<Filter>,
    /// Nothing is guessed: filters match what the texts state only, not what was inferred from them, and a query that
    /// cannot be read as it was meant is an error and not a warning.
    pub strict: bool,
    /// The facets to count.
    pub facets: Vec<Facet>,
    /// Most values counted for one facet.
    pub facet_limit: usize,
    /// The order of the hits.
    pub sort: Sort,
    /// Abbreviations find what they stand for, and the other way round.
    pub synonyms: bool,
    /// Most hits returned, at most [`MAX_LIMIT`].
    pub limit: usize,
    /// Most snippets of one hit, at most [`MAX_SNIPPETS`].
    pub snippets: usize,
    /// Length of a snippet in characters, about; at most [`MAX_SNIPPET_LENGTH`].
    pub snippet_length: usize,
    /// Whether the score is accounted for.
    pub explain: bool,
    /// Hits skipped; with `limit` at most [`MAX_WINDOW`].
    pub offset: usize,
    /// Pages by cursor, as deep as one likes: `*` for the first page, then `next` of the answer before. The hits come by
    /// day where `sort` says so, otherwise by id; `offset` is 0.
    pub cursor: Option<String>,
    /// How long the search may take; without it, as long as it takes.
    pub timeout: Option<Duration>,
    /// A search that is not done in time answers with what it found so far, and is no error.
    pub partial: bool,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            query: String::new(),
            match_mode: MatchMode::All,
            filters: Vec::new(),
            forced: Vec::new(),
            strict: false,
            facets: Vec::new(),
            facet_limit: 20,
            sort: Sort::Relevance,
            synonyms: true,
            limit: 20,
            snippets: 2,
            snippet_length: 240,
            explain: false,
            offset: 0,
            cursor: None,
            timeout: None,
            partial: false,
        }
    }
}

/// One filter as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is filtered by.
    pub facet: Facet,
    /// The value in any spelling; `~missing` for what is not known, `!` in front to exclude, `2015..2020` for years.
    pub value: String,
}

/// How many of the words of a query must be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchMode {
    /// All of them.
    #[default]
    All,
    /// Seven in ten of them.
    Most,
    /// One of them.
    Any,
}

/// The order of the hits. Ties are broken by id, so that the same question has the same answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The oldest first; undated ones last.
    Date,
    /// The newest first; undated ones last.
    DateDescending,
    /// By id.
    Id,
}

impl MatchMode {
    /// Returns the mode of a name: `all`, `most`, `any`.
    pub fn named(name: &str) -> Option<MatchMode> {
        match name {
            "all" => Some(MatchMode::All),
            "most" => Some(MatchMode::Most),
            "any" => Some(MatchMode::Any),
            _ => None,
        }
    }
}

impl Sort {
    /// Returns the order of a name: `relevance`, `date`, `-date`, `id`.
    pub fn named(name: &str) -> Option<Sort> {
        match name {
            "relevance" => Some(Sort::Relevance),
            "date" => Some(Sort::Date),
            "-date" => Some(Sort::DateDescending),
            "id" => Some(Sort::Id),
            _ => None,
        }
    }
}
