//! The engine: an opened index, and the way of a request through it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use directive::DirectiveView;
use schema::{Fields, StoredDirective};
use serde::Serialize;
use tantivy::directory::error::OpenDirectoryError;
use tantivy::directory::{Directory, MmapDirectory};
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

use crate::error::SearchError;
use crate::expand::expand;
use crate::matcher::Matcher;
use crate::query;
use crate::question::Question;
use crate::request::SearchRequest;
use crate::response::SearchResponse;
use crate::suggest::Issuers;

/// An index opened for searching. Cheap to share; searches do not disturb one another.
pub struct Engine {
    path: PathBuf,
    index: Index,
    reader: IndexReader,
    fields: Fields,
    seen: Mutex<Seen>,
    /// The issuers as they were last counted, for suggestions.
    issuers: Mutex<Option<Arc<Issuers>>>,
}

/// The state of the index that the reader holds.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Hash of its description on the disk.
    description: u64,
    /// Its last commit.
    commit: u64,
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
        let format = |error| SearchError::Format { path: path.to_owned(), error };
        let missing = || SearchError::Missing { path: path.to_owned() };
        let directory = MmapDirectory::open(path).map_err(|error| match error {
            OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_) => missing(),
            error => format(TantivyError::from(error).into()),
        })?;
        if !Index::exists(&directory).map_err(|error| format(TantivyError::from(error).into()))? {
            return Err(missing());
        }
        let index = Index::open(directory).map_err(|error| format(error.into()))?;
        let fields = schema::prepare(&index).map_err(format)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.try_into().map_err(|error: TantivyError| format(error.into()))?;
        let engine =
            Engine { path: path.to_owned(), index, reader, fields, seen: Mutex::default(), issuers: Mutex::default() };
        engine.refresh()?;
        Ok(engine)
    }

    /// Takes up what was committed since; returns whether there was anything. Costs the reading of one small file when
    /// there was not.
    ///
    /// # Errors
    /// [`SearchError`] when the index was replaced by one of other rules, or cannot be read; the old state stays in use.
    pub fn refresh(&self) -> Result<bool, SearchError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let description = self.description()?;
        if description == seen.description {
            return Ok(false);
        }
        schema::check(&self.index).map_err(|error| SearchError::Format { path: self.path.clone(), error })?;
        self.reader.reload()?;
        *seen = Seen { description, commit: self.index.load_metas()?.opstamp };
        Ok(true)
    }

    fn description(&self) -> Result<u64, SearchError> {
        let file = self.index.directory().atomic_read(Path::new("meta.json"));
        let mut hasher = DefaultHasher::new();
        file.map_err(TantivyError::from)?.hash(&mut hasher);
        Ok(hasher.finish())
    }

    /// Returns the number of the last commit that is searched: it grows whenever the index changes.
    pub fn generation(&self) -> u64 {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).commit
    }

    /// Returns the number of directives.
    pub fn documents(&self) -> u64 {
        self.searcher().num_docs()
    }

    /// Asks the index a question and discards the answer, to see that it can.
    ///
    /// # Errors
    /// [`SearchError`] when it cannot.
    pub fn ping(&self) -> Result<(), SearchError> {
        self.search(&SearchRequest { limit: 1, ..SearchRequest::default() }).map(drop)
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
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
        let document: TantivyDocument = searcher.doc(address)?;
        schema::read(&self.fields, &document).ok_or_else(|| {
            SearchError::Engine(TantivyError::InternalError("a stored directive cannot be read".to_owned()))
        })
    }

    pub(crate) fn kept_issuers(&self) -> &Mutex<Option<Arc<Issuers>>> {
        &self.issuers
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
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
