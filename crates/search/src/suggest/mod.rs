//! What a person who is typing may be after: numbers, issuers, titles and phrases of the archive, each with how often.
//!
//! Stands apart from the search, as it is asked at every key and must answer before the next: everything here is read off
//! the sorted terms of the index and bounded, and few texts are fetched.

mod issuers;
mod numbers;
mod part;
mod phrases;
mod titles;

use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::Engine;
use crate::error::SearchError;
use crate::lexicon::Lexicon;
use crate::query::{Word, words};
use crate::refusal::Quantity;

pub(crate) use issuers::Issuers;
pub(crate) use numbers::suggest as begun_numbers;

/// Most suggestions of one answer.
pub const MAX_SUGGESTIONS: usize = 50;
/// Longest text that is completed, in characters; no title is longer.
const MAX_LENGTH: usize = 512;
/// Words of the text that are looked at, the last ones.
const MOST_WORDS: usize = 12;

/// A text that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestRequest {
    /// What was typed so far; its last word may be unfinished, marks may be left out.
    pub text: String,
    /// Most suggestions returned, at most [`MAX_SUGGESTIONS`].
    pub limit: usize,
}

impl Default for SuggestRequest {
    fn default() -> Self {
        Self { text: String::new(), limit: 10 }
    }
}

/// What the text may become.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuggestResponse {
    /// By kind: numbers, issuers, phrases, titles; within a kind the most frequent first, titles the newest first.
    pub suggestions: Vec<Suggestion>,
}

/// One thing that the text may become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Suggestion {
    /// What to put in the place of the text.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many directives bear or cite the number, were issued by the body, hold the rarest pair of the phrase; 1 for a
    /// title, which leads to its directive.
    pub count: u64,
    /// The directive of the title, or the only one that bears the number.
    pub id: Option<String>,
}

/// Kinds of suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// A document number.
    Number,
    /// A body that issues directives.
    Issuer,
    /// Words that go on as the archive does.
    Phrase,
    /// The title of a directive.
    Title,
}

impl SuggestionKind {
    /// Returns the name of the kind in JSON.
    pub fn name(self) -> &'static str {
        match self {
            SuggestionKind::Number => "number",
            SuggestionKind::Issuer => "issuer",
            SuggestionKind::Phrase => "phrase",
            SuggestionKind::Title => "title",
        }
    }
}

/// What was typed, taken apart.
struct Typing<'a> {
    text: &'a str,
    /// The finished words, the last ones of them.
    finished: Vec<Word>,
    /// The word that may go on; `None` behind a gap.
    unfinished: Option<Word>,
    /// First byte of each of all these words.
    starts: Vec<usize>,
}

impl<'a> Typing<'a> {
    fn of(text: &'a str) -> Typing<'a> {
        // A sign of a foreign script may be no word or several when it stands alone, as `words` reads it.
        let alone = |token: vietnamese::OwnedToken| vec![token.start; vietnamese::tokens(&token.exact).len()];
        let mut starts: Vec<usize> = vietnamese::tokens(text).into_iter().flat_map(alone).collect();
        let mut finished = words(text);
        let surplus = finished.len().saturating_sub(MOST_WORDS);
        finished.drain(..surplus);
        starts.drain(..surplus.min(starts.len()));
        let open = text.ends_with(|last: char| last.is_alphanumeric() || !last.is_ascii() && !last.is_whitespace());
        let unfinished = if open { finished.pop() } else { None };
        Typing { text, finished, unfinished, starts }
    }

    fn words(&self) -> impl DoubleEndedIterator<Item = &Word> {
        self.finished.iter().chain(&self.unfinished)
    }
}

impl Engine {
    /// Returns what a text that is being typed may become.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`] for a text or a limit beyond all bounds, others when the index fails.
    pub fn suggest(&self, request: &SuggestRequest) -> Result<SuggestResponse, SearchError> {
        bounded(Quantity::TypedLength, request.text.chars().count(), MAX_LENGTH)?;
        bounded(Quantity::Suggestions, request.limit, MAX_SUGGESTIONS)?;
        let typing = Typing::of(&request.text);
        let searcher = self.searcher();
        let lexicon = Lexicon::new(&searcher, self.fields(), self.opened());
        let mut kinds = vec![numbers::suggest(lexicon, &request.text, request.limit)?];
        if typing.words().next().is_some() {
            kinds.push(self.issuers(&searcher)?.suggest(&typing, request.limit));
            // What begins a number is no phrase.
            if kinds.iter().all(Vec::is_empty)
                || !request.text.trim_start().starts_with(|first: char| first.is_ascii_digit())
            {
                kinds.push(phrases::suggest(lexicon, &typing, request.limit)?);
            }
            kinds.push(titles::suggest(lexicon, &typing, request.limit)?);
        }
        Ok(SuggestResponse { suggestions: shared(&kinds, request.limit) })
    }
}

fn bounded(what: Quantity, value: usize, limit: usize) -> Result<(), SearchError> {
    if value > limit { Err(SearchError::TooCostly { what, part: None, value, limit }) } else { Ok(()) }
}

/// Gives each kind its share: they take turns until the limit is reached, and then stand together again.
fn shared(kinds: &[Vec<Suggestion>], limit: usize) -> Vec<Suggestion> {
    let longest = kinds.iter().map(Vec::len).max().unwrap_or(0);
    let mut taken: Vec<Suggestion> = Vec::new();
    for turn in 0..longest {
        taken.extend(kinds.iter().filter_map(|kind| kind.get(turn)).cloned());
    }
    taken.truncate(limit);
    taken.sort_by_key(|suggestion| suggestion.kind);
    taken
}

#[cfg(test)]
mod tests;
