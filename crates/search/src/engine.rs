//! The engine: an opened index, and the way of a request through it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use directive::{Basis, Directive, DirectiveView, Fact};
use schema::{Fields, StoredDirective};
use serde::Serialize;
use tantivy::collector::DocSetCollector;
use tantivy::directory::error::OpenDirectoryError;
use tantivy::directory::{Directory, MmapDirectory};
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

use crate::collect::{Collected, SearchCollector};
use crate::correct::Made;
use crate::error::SearchError;
use crate::expand::expand;
use crate::filters::{FacetFilter, gather};
use crate::matcher::Matcher;
use crate::matching::matching;
use crate::query;
use crate::ranking::{RankedQuery, features};
use crate::request::{MAX_LIMIT, MAX_WINDOW, SearchRequest};
use crate::response::{Hit, QueryEcho, SearchResponse};
use crate::snippet::snippets;
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

    /// Answers a search.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`] and [`SearchError::InvalidValue`] for requests that cannot be served, others when the
    /// index fails.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let window = window(request)?;
        let mut query = query::parse(&request.query)?;
        let expanded = if request.synonyms { expand(&mut query) } else { Vec::new() };
        let filters = gather(&request.filters)?;
        let searcher = self.searcher();
        let collector = SearchCollector {
            fields: &self.fields,
            filters: &filters,
            strict: request.strict,
            facets: &request.facets,
            sort: request.sort,
            keep: window,
        };
        let matching = matching(&self.fields, &query, request.match_mode)?;
        let ranked = RankedQuery::new(&self.fields, matching, features(&self.fields, &query));
        let collected = searcher.search(&ranked, &collector)?;
        let page = collected.best.iter().skip(request.offset).take(request.limit);
        let matcher = Matcher::of(&query);
        let hits = page.map(|ranked| {
            let stored = self.stored(&searcher, ranked.address)?;
            Ok(hit(stored, &matcher, ranked.score))
        });
        let hits = hits.collect::<Result<Vec<_>, SearchError>>()?;
        let made = Made { request, filters: &filters, query: &query, total: collected.total };
        let echo = QueryEcho {
            q: request.query.clone(),
            parsed: query.parsed(),
            did_you_mean: self.did_you_mean(&searcher, &made)?,
            warnings: query.warnings,
            expanded,
            relaxed: Vec::new(),
        };
        Ok(answer(request, echo, &filters, hits, collected))
    }

    fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<StoredDirective, SearchError> {
        let document: TantivyDocument = searcher.doc(address)?;
        schema::read(&self.fields, &document).ok_or_else(|| {
            SearchError::Engine(TantivyError::InternalError("a stored directive cannot be read".to_owned()))
        })
    }

    /// Returns the directive of an id; `None` if there is none.
    ///
    /// # Errors
    /// [`SearchError`] when the index fails.
    pub fn directive(&self, id: &str) -> Result<Option<FoundDirective>, SearchError> {
        let Some(stored) = self.with_term(Term::from_field_text(self.fields.id, id))?.pop() else { return Ok(None) };
        let directive = DirectiveView::new(&stored.directive, &stored.text);
        Ok(Some(FoundDirective { id: stored.id, source: stored.source, text: stored.text, directive }))
    }

    /// Returns all directives that hold a term.
    pub(crate) fn with_term(&self, term: Term) -> Result<Vec<StoredDirective>, SearchError> {
        let searcher = self.searcher();
        let found = searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &DocSetCollector)?;
        found.into_iter().map(|address| self.stored(&searcher, address)).collect()
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

/// Checks the page that is asked for, and returns how many of the best hits are needed for it.
fn window(request: &SearchRequest) -> Result<usize, SearchError> {
    let too_costly = |what, value, limit| Err(SearchError::TooCostly { what, value, limit });
    if request.limit > MAX_LIMIT {
        return too_costly("the number of hits asked for (limit)", request.limit, MAX_LIMIT);
    }
    match request.offset.checked_add(request.limit) {
        Some(window) if window <= MAX_WINDOW => Ok(if request.limit == 0 { 0 } else { window }),
        window => too_costly("the last hit asked for (offset + limit)", window.unwrap_or(usize::MAX), MAX_WINDOW),
    }
}

fn answer(
    request: &SearchRequest,
    echo: QueryEcho,
    filters: &[FacetFilter],
    hits: Vec<Hit>,
    collected: Collected,
) -> SearchResponse {
    let counted = request.facets.iter().zip(collected.facets);
    let facets = counted.map(|(facet, counted)| {
        let filter = filters.iter().find(|filter| filter.facet == *facet);
        (facet.name().to_owned(), counted.answer(filter, request.facet_limit))
    });
    SearchResponse { total: collected.total, hits, facets: facets.collect(), query: echo }
}

fn hit(stored: StoredDirective, matcher: &Matcher, score: f32) -> Hit {
    let StoredDirective { id, source, text, directive } = stored;
    let snippets = snippets(matcher, &text);
    let inferred = inferred(&directive);
    Hit {
        id,
        source,
        number: directive.number.value.as_ref().map(ToString::to_string),
        kind: directive.kind.value.map(|kind| kind.name().to_owned()),
        issuer: directive.issuer.value,
        level: directive.level.value.map(|level| level.name().to_owned()),
        province: directive.province.value.map(|province| province.name().to_owned()),
        province_now: directive.province.value.map(|province| province.today().name().to_owned()),
        date: directive.date.value.map(|date| date.to_string()),
        year: directive.year.value,
        title: directive.title.value,
        signer: directive.signer.value,
        inferred,
        score,
        snippets,
    }
}

fn inferred(directive: &Directive) -> Vec<String> {
    fn is_inferred<T>(fact: &Fact<T>) -> bool {
        fact.basis == Basis::Inferred
    }
    let facts = [
        ("number", is_inferred(&directive.number)),
        ("kind", is_inferred(&directive.kind)),
        ("issuer", is_inferred(&directive.issuer)),
        ("level", is_inferred(&directive.level)),
        ("province", is_inferred(&directive.province)),
        ("province_now", is_inferred(&directive.province)),
        ("date", is_inferred(&directive.date)),
        ("year", is_inferred(&directive.year)),
        ("title", is_inferred(&directive.title)),
        ("signer", is_inferred(&directive.signer)),
    ];
    facts.into_iter().filter(|(_, inferred)| *inferred).map(|(name, _)| name.to_owned()).collect()
}
