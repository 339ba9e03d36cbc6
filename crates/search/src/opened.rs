//! Segments as they are open: the columns of each, looked up when they are first asked for and kept as long as the segment
//! is searched.
//!
//! To look a column up, the engine unpacks a list of all columns and reads the heads of what it finds, every time: that
//! cost several times what a rare word costs.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use schema::{Facet, Fields};
use tantivy::columnar::{Column, StrColumn};
use tantivy::fastfield::FastFieldReaders;
use tantivy::index::SegmentId;
use tantivy::schema::{Field, Schema};
use tantivy::{DocId, Opstamp, Searcher, SegmentReader, Term};

use crate::codes::Codes;
use crate::columns::FacetColumn;
use crate::holders::Holders;
use crate::ids::Ids;
use crate::kept::{Budget, KeptTerms};
use crate::lexicon::Remembered;
use crate::occurrences::Occurrences;
use crate::peaks::Peaks;
use crate::postings::Cursor;
use crate::proven::Proven;
use crate::store::TextStore;

/// A column that is looked up once.
type Kept<T> = OnceLock<Arc<T>>;

/// What is open of a segment. A segment never changes, and what is taken out of it leaves its columns as they are.
pub(crate) struct OpenedSegment {
    columns: FastFieldReaders,
    schema: Schema,
    documents: DocId,
    ids: Kept<Ids>,
    texts: Kept<TextStore>,
    dates: Kept<Column<u64>>,
    stated: Kept<Column<u64>>,
    cited: Kept<FacetColumn>,
    facets: [Kept<FacetColumn>; Facet::ALL.len()],
    codes: [OnceLock<Option<Arc<Codes>>>; Facet::ALL.len()],
    /// The documents that were not taken out when so much was taken out.
    alive: Mutex<Option<(Option<Opstamp>, Arc<Holders>)>>,
    /// The documents of frequent terms.
    pub(crate) holders: KeptTerms<Holders>,
    /// How often frequent terms stand in documents.
    pub(crate) occurrences: KeptTerms<Occurrences>,
    /// The most that frequent terms give.
    pub(crate) peaks: KeptTerms<Peaks>,
    /// The documents of frequent phrases, as far as they were proved.
    pub(crate) phrases: KeptTerms<Proven>,
    /// How words are spelled.
    pub(crate) remembered: Remembered,
    /// Whether all this was made ahead.
    is_warm: AtomicBool,
}

impl OpenedSegment {
    fn of(reader: &SegmentReader) -> OpenedSegment {
        OpenedSegment {
            columns: reader.fast_fields().clone(),
            schema: reader.schema().clone(),
            documents: reader.max_doc(),
            ids: Kept::new(),
            texts: Kept::new(),
            dates: Kept::new(),
            stated: Kept::new(),
            cited: Kept::new(),
            facets: Default::default(),
            codes: Default::default(),
            alive: Mutex::new(None),
            holders: KeptTerms::new(reader.max_doc(), Budget::HOLDERS),
            occurrences: KeptTerms::new(reader.max_doc(), Budget::OCCURRENCES),
            peaks: KeptTerms::new(reader.max_doc(), Budget::PEAKS),
            phrases: KeptTerms::new(reader.max_doc(), Budget::PHRASES),
            remembered: Remembered::default(),
            is_warm: AtomicBool::new(false),
        }
    }

    /// Returns the documents that hold a term whose postings these are, from their beginning on; `None` if they are not kept.
    pub(crate) fn holders(&self, term: &Term, cursor: &Cursor) -> tantivy::Result<Option<Arc<Holders>>> {
        let read = || Ok(Holders::read(&mut cursor.clone(), self.documents));
        self.holders.get((term, cursor.holding()), |_| true, read)
    }

    /// Returns the documents that were not taken out; `None` if none was.
    pub(crate) fn alive(&self, reader: &SegmentReader) -> Option<Arc<Holders>> {
        let bits = reader.alive_bitset()?;
        let mut kept = self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, alive)) = kept.as_ref().filter(|(stamp, _)| *stamp == reader.delete_opstamp()) {
            return Some(alive.clone());
        }
        let alive = Arc::new(Holders::alive(self.documents, bits));
        *kept = Some((reader.delete_opstamp(), alive.clone()));
        Some(alive)
    }

    pub(crate) fn ids(&self, fields: &Fields) -> tantivy::Result<Arc<Ids>> {
        kept(&self.ids, || Ok(Ids::new(self.terms(self.name(fields.id))?)))
    }

    /// Returns the stored texts.
    pub(crate) fn texts(&self, reader: &SegmentReader) -> tantivy::Result<Arc<TextStore>> {
        kept(&self.texts, || TextStore::open(reader))
    }

    pub(crate) fn dates(&self, fields: &Fields) -> tantivy::Result<Arc<Column<u64>>> {
        kept(&self.dates, || self.columns.u64(self.name(fields.date)))
    }

    /// Returns the column of stated facets.
    pub(crate) fn stated(&self, fields: &Fields) -> tantivy::Result<Arc<Column<u64>>> {
        kept(&self.stated, || self.columns.u64(self.name(fields.stated)))
    }

    pub(crate) fn facet(&self, facet: Facet) -> tantivy::Result<Arc<FacetColumn>> {
        kept(&self.facets[facet as usize], || {
            Ok(match facet {
                Facet::Year => FacetColumn::Years(self.columns.u64(facet.name())?),
                _ => FacetColumn::of_terms(self.terms(facet.name())?),
            })
        })
    }

    /// Returns the column that filters look into: for cited documents their keys, which are more than the values shown.
    pub(crate) fn keys(&self, fields: &Fields, facet: Facet) -> tantivy::Result<Arc<FacetColumn>> {
        match facet {
            Facet::Cites => kept(&self.cited, || Ok(FacetColumn::of_terms(self.terms(self.name(fields.cited))?))),
            facet => self.facet(facet),
        }
    }

    /// Returns the codes of a facet if they were made already: `None` inside if there can be none.
    pub(crate) fn made_codes(&self, facet: Facet) -> Option<Option<Arc<Codes>>> {
        self.codes[facet as usize].get().cloned()
    }

    /// Returns the codes of a facet, made of its column if nobody did yet; `None` if there can be none.
    pub(crate) fn codes(&self, facet: Facet, column: &FacetColumn) -> Option<Arc<Codes>> {
        self.codes[facet as usize].get_or_init(|| Codes::of(column, self.documents).map(Arc::new)).clone()
    }

    pub(crate) fn documents(&self) -> DocId {
        self.documents
    }

    /// Tells whether all that is kept was made ahead.
    pub(crate) fn is_warm(&self) -> bool {
        self.is_warm.load(Ordering::Relaxed)
    }

    /// Notes that it was.
    pub(crate) fn set_warm(&self) {
        self.is_warm.store(true, Ordering::Relaxed);
    }

    fn name(&self, field: Field) -> &str {
        self.schema.get_field_name(field)
    }

    fn terms(&self, name: &str) -> tantivy::Result<Option<StrColumn>> {
        self.columns.str(name)
    }
}

/// Returns what is kept in a place; opens it if nothing is. Several may do so at once, and then one of them is kept.
fn kept<T>(place: &Kept<T>, open: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<Arc<T>> {
    if let Some(kept) = place.get() {
        return Ok(kept.clone());
    }
    let opened = Arc::new(open()?);
    Ok(place.get_or_init(|| opened).clone())
}

/// The segments that are searched.
#[derive(Default)]
pub(crate) struct OpenedSegments(RwLock<HashMap<SegmentId, Arc<OpenedSegment>>>);

impl OpenedSegments {
    /// Returns what is open of a segment.
    pub(crate) fn of(&self, reader: &SegmentReader) -> Arc<OpenedSegment> {
        let id = reader.segment_id();
        if let Some(opened) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return opened.clone();
        }
        let mut segments = self.0.write().unwrap_or_else(PoisonError::into_inner);
        segments.entry(id).or_insert_with(|| Arc::new(OpenedSegment::of(reader))).clone()
    }

    /// Forgets segments that an archive no longer has.
    pub(crate) fn forget_all_but(&self, searcher: &Searcher) {
        let living: HashSet<SegmentId> = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        self.0.write().unwrap_or_else(PoisonError::into_inner).retain(|segment, _| living.contains(segment));
    }
}
