//! A set of directives with scores: the engine's query for what matches, our own sums for how well.
//!
//! Scores are added up window by window, one term after the other, which for the common syllables of Vietnamese is faster
//! than going from document to document; where few of a window's documents match, only those are looked up.

use std::sync::Arc;

use schema::Fields;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::bm25::{BothLengths, Scored, scored};
use super::cursor::Window;
use super::features::Features;
use super::scorer::Scorers;
use crate::deadline::Deadline;
use crate::matching::BoxedQuery;

/// Documents that are scored together.
const WINDOW: u32 = 8_192;

/// What matches, and what adds to its score.
#[derive(Debug)]
pub(crate) struct RankedQuery {
    fields: Fields,
    matching: BoxedQuery,
    features: Features,
    deadline: Deadline,
}

impl RankedQuery {
    /// After the deadline no more windows are scored.
    pub(crate) fn new(fields: &Fields, matching: BoxedQuery, features: Features, deadline: &Deadline) -> Self {
        Self { fields: fields.clone(), matching, features, deadline: deadline.clone() }
    }
}

impl Clone for RankedQuery {
    fn clone(&self) -> Self {
        let (fields, features, deadline) = (self.fields.clone(), self.features.clone(), self.deadline.clone());
        Self { fields, matching: self.matching.box_clone(), features, deadline }
    }
}

impl Query for RankedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let matching = self.matching.weight(EnableScoring::disabled_from_schema(scoring.schema()))?;
        let EnableScoring::Enabled { searcher, .. } = scoring else { return Ok(matching) };
        Ok(Box::new(RankedWeight {
            fields: self.fields.clone(),
            matching,
            terms: scored(searcher, &self.features)?.into(),
            marks: self.features.marks.clone(),
            lengths: BothLengths::of(searcher, &self.fields)?,
            deadline: self.deadline.clone(),
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.features.list.iter().for_each(|feature| visitor(&feature.term, false));
    }
}

struct RankedWeight {
    fields: Fields,
    matching: Box<dyn Weight>,
    terms: Arc<[Scored]>,
    marks: Vec<Vec<Term>>,
    lengths: BothLengths,
    deadline: Deadline,
}

impl RankedWeight {
    fn windows(&self, reader: &SegmentReader) -> tantivy::Result<Windows> {
        let scorers = Scorers::open(reader, &self.fields, &self.lengths, &self.terms, &self.marks)?;
        Ok(Windows {
            matching: self.matching.scorer(reader, 1.0)?,
            scorers,
            documents: Vec::new(),
            scores: vec![0.0; WINDOW as usize],
            base: 0,
            deadline: self.deadline.clone(),
        })
    }
}

impl Weight for RankedWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut windows = self.windows(reader)?;
        windows.next();
        Ok(Box::new(RankedScorer { windows, at: 0 }))
    }

    fn for_each(&self, reader: &SegmentReader, found: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        let mut windows = self.windows(reader)?;
        while windows.next() {
            for at in 0..windows.documents.len() {
                found(windows.documents[at], windows.score(at));
            }
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        match scorer.seek(document) == document {
            true => Ok(Explanation::new("sum of the points of its terms", scorer.score())),
            false => Err(TantivyError::InvalidArgument(format!("document {document} does not match"))),
        }
    }
}

/// The documents that match, window by window, with their scores.
struct Windows {
    matching: Box<dyn Scorer>,
    scorers: Scorers,
    documents: Vec<DocId>,
    /// By document, from `base` on.
    scores: Vec<f32>,
    base: DocId,
    deadline: Deadline,
}

impl Windows {
    /// Goes to the next window that holds a match; `false` when there is none, or no time. A window that was being gathered
    /// when the time was found over holds nothing: what excludes may have been cut short.
    fn next(&mut self) -> bool {
        self.documents.clear();
        self.base = self.matching.doc();
        if self.base >= TERMINATED || self.deadline.is_over() {
            return false;
        }
        let end = self.base.saturating_add(WINDOW);
        let mut document = self.base;
        while document < end {
            self.documents.push(document);
            document = self.matching.advance();
        }
        if self.deadline.was_met() {
            self.documents.clear();
            return false;
        }
        self.scores.fill(0.0);
        let window = Window { base: self.base, length: self.scores.len(), wanted: &self.documents };
        self.scorers.add(window, &mut self.scores);
        true
    }

    fn score(&self, at: usize) -> Score {
        let document = self.documents.get(at).copied().unwrap_or(self.base);
        self.scores.get((document - self.base) as usize).copied().unwrap_or(0.0)
    }
}

/// The windows as the engine wants to go through them, one document at a time.
struct RankedScorer {
    windows: Windows,
    at: usize,
}

impl DocSet for RankedScorer {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at >= self.windows.documents.len() {
            self.at = 0;
            self.windows.next();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.windows.documents.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.windows.matching.size_hint()
    }
}

impl Scorer for RankedScorer {
    fn score(&mut self) -> Score {
        self.windows.score(self.at)
    }
}
