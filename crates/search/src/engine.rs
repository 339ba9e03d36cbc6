//! The engine: an opened index, and the way of a request through it.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use directive::DirectiveView;
use schema::{Fields, StoredDirective, StoredText};
use serde::Serialize;
use tantivy::{DocAddress, Searcher, TantivyError};

use crate::error::SearchError;
use crate::expand::expand;
use crate::hit::hit;
use crate::live::{Live, State};
use crate::matcher::Matcher;
use crate::opened::OpenedSegments;
use crate::query;
use crate::question::Question;
use crate::request::SearchRequest;
use crate::response::{Hit, SearchResponse};
use crate::suggest::Issuers;

/// An index opened for searching. Cheap to share; searches do not disturb one another.
pub struct Engine {
    fields: Fields,
    /// What is searched. A question takes one state and keeps it to its end.
    state: RwLock<Arc<State>>,
    /// What the next state is read from.
    live: Mutex<Live>,
    /// The issuers as they were last counted, for suggestions.
    issuers: Mutex<Option<Arc<Issuers>>>,
    opened: OpenedSegments,
}

/// Names one state of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its number, as [`Engine::generation`].
    pub generation: u64,
    /// What no other state has, nor any state of an index that was built anew from the same files.
    pub digest: [u8; 32],
}

/// One directive of the index.
#[derive(Clone, Debug, Serialize)]
pub struct FoundDirective {
    /// Identity.
    pub id: String,
    /// Path of its file relative to the source folder.
    pub source: String,
    /// The text as it was read.
    #[serde(skip)]
    pub text: String,
    /// What was read off it.
    #[serde(flatten)]
    pub directive: DirectiveView,
}

impl FoundDirective {
    pub(crate) fn of(stored: StoredDirective) -> FoundDirective {
        let directive = DirectiveView::new(&stored.directive, &stored.text);
        FoundDirective { id: stored.id, source: stored.source, text: stored.text, directive }
    }
}

impl Engine {
    /// Opens the index in a folder.
    ///
    /// # Errors
    /// [`SearchError::Missing`] where there is none, [`SearchError::Format`] where it cannot be used.
    pub fn open(path: &Path) -> Result<Engine, SearchError> {
        let (live, state) = Live::open(path)?;
        let fields = Fields::schema().1;
        let (state, live) = (RwLock::new(Arc::new(state)), Mutex::new(live));
        Ok(Engine { fields, state, live, issuers: Mutex::default(), opened: OpenedSegments::default() })
    }

    /// Takes up what was committed since, and another generation that took the place of this one; returns whether there
    /// was anything. Costs the reading of two small files when there was not. Whoever asks meanwhile is answered by the
    /// older state, and whoever began with it ends with it.
    ///
    /// # Errors
    /// [`SearchError`] when the index was replaced by one of other rules, or cannot be read; the old state stays in use.
    pub fn refresh(&self) -> Result<bool, SearchError> {
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(state) = live.newer()? else { return Ok(false) };
        self.opened.forget_all_but(&state.searcher);
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        Ok(true)
    }

    /// Returns the number of the state that is searched: it grows whenever the index changes, from one commit to the next
    /// and from one generation to another.
    pub fn generation(&self) -> u64 {
        self.state().generation
    }

    /// Returns what names the state that is searched, for whoever keeps answers: as long as it is the same, so are they.
    pub fn mark(&self) -> Mark {
        let state = self.state();
        Mark { generation: state.generation, digest: state.digest }
    }

    /// Returns the state that is searched now.
    pub(crate) fn state(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the number of directives.
    pub fn documents(&self) -> u64 {
        self.searcher().num_docs()
    }

    /// Looks for a directive that the index holds, by a word of its text, to see that it finds what it holds. An empty
    /// index finds nothing, and that is well.
    ///
    /// # Errors
    /// [`SearchError`] when it does not.
    pub fn ping(&self) -> Result<(), SearchError> {
        let generation = self.generation();
        let any = self.search(&SearchRequest { limit: 1, ..SearchRequest::default() })?;
        let Some(hit) = any.hits.first() else { return Ok(()) };
        let found = self.directive(&hit.id)?;
        let Some(word) = found.and_then(|found| first_word(&found.text)) else { return Ok(()) };
        let query = format!("\"{word}\"");
        let total = self.search(&SearchRequest { query, limit: 0, ..SearchRequest::default() })?.total;
        // A directive may be taken out between the questions.
        if total > 0 || self.generation() != generation {
            return Ok(());
        }
        Err(TantivyError::InternalError("a directive is not found by a word that it holds".to_owned()).into())
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.state().searcher.clone()
    }

    /// Answers a search. When nothing holds all words of the query, most of them are enough, and the answer says so.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`], [`SearchError::Syntax`] and [`SearchError::InvalidValue`] for requests that cannot be
    /// served, others when the index fails.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let question = Question::read(self, request)?;
        let (collected, relaxed) = question.relaxing(|share| question.collect(share), |collected| collected.total)?;
        question.answer(collected, relaxed)
    }

    pub(crate) fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<StoredDirective, SearchError> {
        self.stored_text(searcher, address)?.understood().ok_or_else(unreadable)
    }

    /// Returns the text of a directive without reading what was understood of it.
    pub(crate) fn stored_text(&self, searcher: &Searcher, address: DocAddress) -> Result<StoredText, SearchError> {
        let reader = searcher.segment_reader(address.segment_ord);
        let document = self.opened.of(reader).texts(reader)?.read(address.doc_id)?;
        StoredText::of(&self.fields, document).ok_or_else(unreadable)
    }

    /// Returns a directive as a hit, without score and snippets.
    pub(crate) fn hit(&self, searcher: &Searcher, address: DocAddress) -> Result<Hit, SearchError> {
        hit(self.stored_text(searcher, address)?)
    }

    pub(crate) fn kept_issuers(&self) -> &Mutex<Option<Arc<Issuers>>> {
        &self.issuers
    }

    /// Returns what is open of the segments.
    pub(crate) fn opened(&self) -> &OpenedSegments {
        &self.opened
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(crate) fn live(&self) -> &Mutex<Live> {
        &self.live
    }

    /// Returns the byte ranges of a text in which a query matches: sorted and disjoint.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`] for a query longer than any may be.
    pub fn matches(&self, query: &str, text: &str) -> Result<Vec<Range<usize>>, SearchError> {
        let mut query = query::parse(query)?;
        expand(&mut query);
        Ok(Matcher::of(&query).ranges(text))
    }
}

/// Returns what is said where a stored directive cannot be read.
pub(crate) fn unreadable() -> SearchError {
    SearchError::Engine(TantivyError::InternalError("a stored directive cannot be read".to_owned()))
}

/// Returns the first word of a text, if it is of a common length and not far.
fn first_word(text: &str) -> Option<String> {
    let beginning: String = text.chars().take(400).collect();
    let word = vietnamese::tokens(&beginning).into_iter().next()?;
    (word.exact.chars().count() <= 40 && word.end < beginning.len()).then_some(word.exact)
}
