//! Words and phrases near one another, in any order: led by the terms, proved by the positions of the exact keys.
//!
//! A query of our own, as the engine's slop counts moves of a phrase and knows neither order-free parts nor alternatives.

use schema::Fields;
use tantivy::query::{BooleanQuery, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError, Term};

use super::BoxedQuery;
use super::compile::phrase;
use super::places::{Places, phrase_starts};
use super::window::{Occurrence, Window};
use crate::deadline::{Deadline, Watch};
use crate::query::{Near, Word};

/// Finds directives where all parts stand near one another. Scores nothing: their words do that.
#[derive(Clone, Debug)]
pub(crate) struct NearQuery {
    fields: Fields,
    near: Near,
    deadline: Deadline,
}

/// Directives looked at between two looks at the clock.
const LOOKS: u32 = 32;

impl NearQuery {
    /// After the deadline nothing more is found.
    pub(crate) fn new(fields: &Fields, near: Near, deadline: &Deadline) -> Self {
        Self { fields: fields.clone(), near, deadline: deadline.clone() }
    }

    /// What holds all parts, wherever they stand.
    fn candidates(&self) -> BoxedQuery {
        let part = |alternatives: &Vec<Vec<Word>>| -> BoxedQuery {
            let alternatives =
                alternatives.iter().map(|words| phrase(&self.fields, words, &self.deadline).into_query(&self.deadline));
            Box::new(BooleanQuery::union(alternatives.collect()))
        };
        Box::new(BooleanQuery::intersection(self.near.parts.iter().map(part).collect()))
    }
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let candidates = self.candidates().weight(EnableScoring::disabled_from_schema(scoring.schema()))?;
        Ok(Box::new(NearWeight { query: self.clone(), candidates }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        // The terms are made here and cannot be lent; nothing in the house asks for them.
        let _ = visitor;
    }
}

struct NearWeight {
    query: NearQuery,
    candidates: Box<dyn Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(alternatives) = open(&self.query, reader)? else { return Ok(Box::new(EmptyScorer)) };
        let candidates = self.candidates.scorer(reader, 1.0)?;
        let window = Window::new(&self.query.near.parts, self.query.near.distance);
        let watch = self.query.deadline.watch(LOOKS);
        let (starts, occurrences, is_cut) = (Vec::new(), Vec::new(), false);
        let mut near = NearScorer { candidates, alternatives, window, starts, occurrences, watch, is_cut };
        near.settle();
        Ok(Box::new(near))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        match self.scorer(reader, 1.0)?.seek(document) == document {
            true => Ok(Explanation::new("words near one another", 0.0)),
            false => Err(TantivyError::InvalidArgument(format!("document {document} does not match"))),
        }
    }
}

/// A phrase that can stand for a part.
struct Alternative {
    part: usize,
    words: Vec<Places>,
}

/// Opens the alternatives that occur in a segment; `None` where a part has none.
fn open(query: &NearQuery, reader: &SegmentReader) -> tantivy::Result<Option<Vec<Alternative>>> {
    let mut opened = Vec::new();
    for (part, alternatives) in query.near.parts.iter().enumerate() {
        let before = opened.len();
        for words in alternatives {
            let places = Places::open_all(&query.fields, words, reader)?;
            opened.extend(places.map(|words| Alternative { part, words }));
        }
        if opened.len() == before {
            return Ok(None);
        }
    }
    Ok(Some(opened))
}

struct NearScorer {
    candidates: Box<dyn Scorer>,
    alternatives: Vec<Alternative>,
    window: Window,
    /// Where one alternative, and where all, stand in the document that was looked at last.
    starts: Vec<u32>,
    occurrences: Vec<Occurrence>,
    watch: Watch,
    /// The time was over: nothing more is looked at.
    is_cut: bool,
}

impl NearScorer {
    /// Goes on from a candidate to the first that is a match.
    fn settle(&mut self) -> DocId {
        while self.doc() < TERMINATED && !self.proves(self.candidates.doc()) {
            self.is_cut = self.watch.is_over();
            self.candidates.advance();
        }
        self.doc()
    }

    fn proves(&mut self, document: DocId) -> bool {
        self.occurrences.clear();
        for Alternative { part, words } in &mut self.alternatives {
            let length = words.len() as u32;
            phrase_starts(words, document, &mut self.starts);
            self.occurrences.extend(self.starts.iter().map(|&start| Occurrence { start, length, part: *part }));
        }
        self.occurrences.sort_unstable();
        self.window.holds(&self.occurrences)
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
        }
        self.settle()
    }

    /// Looks at one document only, where `seek` would go on to prove others that nobody asked for.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.is_cut || self.watch.is_over() {
            self.is_cut = true;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        match self.candidates.seek_danger(target) {
            SeekDangerResult::Found if !self.proves(target) => SeekDangerResult::SeekLowerBound(target + 1),
            found => found,
        }
    }

    fn doc(&self) -> DocId {
        if self.is_cut { TERMINATED } else { self.candidates.doc() }
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
