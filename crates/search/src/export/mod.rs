//! The whole set of a search, row by row: for spreadsheets, programs and reference managers.
//!
//! Apart from the answer with a page of hits, because here nothing is ranked and there is no end to the rows: they are
//! read from the index one by one, in the order of their ids, while they are written.

mod bibtex;
mod columns;
mod csv_rows;
mod ending;
mod ris;
mod set;
mod sheet;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, Searcher};

use crate::engine::Engine;
use crate::error::SearchError;
use crate::question::Question;
use crate::request::SearchRequest;
use crate::response::Hit;

pub use columns::Column;
pub use ending::Ending;
pub use sheet::{ExportFormat, Sheet};

pub(crate) use set::{SegmentSet, SetCollector};

/// The rows of a search, in the order of their ids.
pub struct Rows<'a> {
    engine: &'a Engine,
    searcher: Searcher,
    segments: Vec<Segment>,
    /// The next row of each segment: its id, and which segment it is.
    heads: BinaryHeap<Reverse<(String, usize)>>,
    total: u64,
}

/// What is left of a segment: its documents from the last to the first, and the names of their ids.
struct Segment {
    left: SegmentSet,
    ids: Option<StrColumn>,
}

impl Engine {
    /// Returns all that a search finds, as many rows as it has hits in all; page, order and facets of the request do not
    /// matter. The index may change meanwhile: the rows are those of the moment of the call.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn export(&self, request: &SearchRequest) -> Result<Rows<'_>, SearchError> {
        let all =
            SearchRequest { limit: 0, offset: 0, cursor: None, facets: Vec::new(), partial: false, ..request.clone() };
        let question = Question::read(self, &all)?;
        let count = |sets: &Vec<SegmentSet>| sets.iter().map(|set| set.documents.len() as u64).sum();
        let (sets, _) = question.relaxing(|share| question.whole(share), count)?;
        let total = count(&sets);
        let searcher = question.searcher().clone();
        let field = searcher.schema().get_field_name(self.fields().id).to_owned();
        let open = |left: SegmentSet| -> Result<Segment, SearchError> {
            let ids = searcher.segment_reader(left.segment).fast_fields().str(&field)?;
            Ok(Segment { left, ids })
        };
        let segments = sets.into_iter().map(open).collect::<Result<_, _>>()?;
        let mut rows = Rows { engine: self, segments, heads: BinaryHeap::new(), total, searcher };
        for at in 0..rows.segments.len() {
            rows.advance(at)?;
        }
        Ok(rows)
    }
}

impl Rows<'_> {
    /// Returns how many rows there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Puts the next id of a segment among the heads.
    fn advance(&mut self, at: usize) -> Result<(), SearchError> {
        let Some(segment) = self.segments.get(at) else { return Ok(()) };
        let Some((ordinal, _)) = segment.left.documents.last() else { return Ok(()) };
        let mut id = String::new();
        if let Some(ids) = &segment.ids {
            ids.ord_to_str(*ordinal, &mut id)?;
        }
        self.heads.push(Reverse((id, at)));
        Ok(())
    }

    fn row(&mut self, at: usize) -> Result<Option<Hit>, SearchError> {
        let Some(segment) = self.segments.get_mut(at) else { return Ok(None) };
        let Some((_, document)) = segment.left.documents.pop() else { return Ok(None) };
        let address = DocAddress::new(segment.left.segment, document);
        self.advance(at)?;
        self.engine.hit(&self.searcher, address).map(Some)
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Hit, SearchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((_, at)) = self.heads.pop()?;
        self.row(at).transpose()
    }
}
