//! A set of directives with scores: the matching says what is found, our own sums how well.
//!
//! Scores are added up batch by batch, one term after the other, which for the common syllables of Vietnamese is faster
//! than going from document to document; and where the best so far tell that a document cannot be among them, not at all.

use std::sync::Arc;

use schema::Fields;
use tantivy::{DocId, Score, Searcher, SegmentReader};

use super::bm25::ScoredTerms;
use super::bounds::Bounds;
use super::features::Features;
use super::scorer::Scorers;
use crate::batch::{Batch, LEAST, ScoredDocument, Slots};
use crate::bits::Bits;
use crate::deadline::Deadline;
use crate::holders::Holders;
use crate::matching::{Matching, WeighedMatching, Windows};
use crate::opened::OpenedSegment;

/// So many documents that lie far apart make a batch.
const FEW: usize = 1_024;
/// The terms of one word: in the text and in the title.
const FEW_TERMS: usize = 2;
/// So many make the first batch: they are all scored, and tell what the others are held against.
const FIRST: usize = 128;

/// What matches, and what adds to its score.
#[derive(Debug)]
pub(crate) struct RankedQuery {
    fields: Fields,
    matching: Matching,
    features: Arc<Features>,
    deadline: Deadline,
}

impl RankedQuery {
    /// After the deadline no more batches are made.
    pub(crate) fn new(fields: &Fields, matching: Matching, features: Arc<Features>, deadline: &Deadline) -> Self {
        Self { fields: fields.clone(), matching, features, deadline: deadline.clone() }
    }

    /// Returns what finds a set of which nothing is scored.
    pub(crate) fn unscored(fields: &Fields, matching: Matching, deadline: &Deadline) -> Self {
        Self::new(fields, matching, Arc::default(), deadline)
    }

    /// Returns the query as it stands to an archive; if nothing is to be scored, no score is told.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn weighed(&self, searcher: &Searcher, scoring: bool) -> tantivy::Result<RankedWeight<'_>> {
        let matching = self.matching.weighed(searcher)?;
        let scoring = match scoring {
            true => Some(ScoredTerms::of(searcher, &self.fields, &self.features)?),
            false => None,
        };
        Ok(RankedWeight { query: self, matching, scoring })
    }
}

/// A query as it stands to an archive.
pub(crate) struct RankedWeight<'a> {
    query: &'a RankedQuery,
    matching: WeighedMatching,
    scoring: Option<ScoredTerms>,
}

impl RankedWeight<'_> {
    /// Returns what the terms of the query are worth in the archive; `None` if nothing is scored.
    pub(crate) fn into_terms(self) -> Option<ScoredTerms> {
        self.scoring
    }

    /// Opens a segment.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn batches<'a>(
        &self,
        reader: &'a SegmentReader,
        opened: &Arc<OpenedSegment>,
    ) -> tantivy::Result<Batches<'a>> {
        let scorers = self.scoring.as_ref().map(|scored| {
            Scorers::open((reader, Some(opened)), &self.query.fields, scored, &self.query.features.marks)
        });
        let scoring = scorers.transpose()?.map(|scorers| Scoring::new(scorers, opened));
        let (windows, alive) = (self.matching.windows(reader, opened)?, opened.alive(reader));
        let deadline = self.query.deadline.clone();
        let (few, enough, found, bits, batch) = (Vec::new(), FIRST, None, Bits::EMPTY, Batch::new());
        Ok(Batches { reader, alive, windows, scoring, few, enough, found, bits, batch, deadline })
    }
}

/// The documents of a segment that match, batch by batch, with the scores of those that may be among the best.
pub(crate) struct Batches<'a> {
    reader: &'a SegmentReader,
    /// The documents that were not taken out; `None` if none was.
    alive: Option<Arc<Holders>>,
    windows: Windows,
    scoring: Option<Scoring>,
    /// Documents that were found and are in no batch yet.
    few: Vec<DocId>,
    /// How many of them make a batch.
    enough: usize,
    /// Where a window begins that was found behind them, and what matches in it.
    found: Option<DocId>,
    bits: Bits,
    batch: Batch,
    deadline: Deadline,
}

impl Batches<'_> {
    /// Returns the next batch, in which every document is scored that may get `least` points; `None` when there is none, or
    /// no time. A batch that was being gathered when the time was found over is not told: what excludes may have been
    /// cut short.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn next(&mut self, least: Score) -> tantivy::Result<Option<&mut Batch>> {
        if self.deadline.is_over() {
            return Ok(None);
        }
        self.gather();
        if self.deadline.was_met() {
            return Ok(None);
        }
        match self.found {
            Some(first) if self.few.is_empty() => {
                self.batch.take_window(first, &self.bits);
                self.found = None;
            }
            None if self.few.is_empty() => return Ok(None),
            _ => self.batch.take(&mut self.few),
        }
        self.enough = FEW;
        if let Some(scoring) = &mut self.scoring {
            scoring.score(&mut self.batch, least, self.reader)?;
        }
        Ok(Some(&mut self.batch))
    }

    /// Finds documents until there are enough for a batch, or a window full of them.
    fn gather(&mut self) {
        while self.found.is_none() && self.few.len() < self.enough {
            let before = self.few.len();
            if self.windows.take_few(&mut self.few) {
                let alive =
                    self.few.split_off(before).into_iter().filter(|document| !self.reader.is_deleted(*document));
                self.few.extend(alive);
                continue;
            }
            let Some(first) = self.windows.next(&mut self.bits) else { return };
            if let Some(alive) = &self.alive {
                self.bits.cut_words(alive.words_from(first));
            }
            match self.bits.count() {
                many if many >= LEAST => self.found = Some(first),
                _ => self.bits.each(|at| self.few.push(first + at)),
            }
        }
    }
}

/// The sums of points over a segment.
struct Scoring {
    opened: Arc<OpenedSegment>,
    scorers: Scorers,
    /// Made when there is something to be better than.
    bounds: Option<Bounds>,
    /// Documents that are scored.
    left: Vec<DocId>,
    /// Their scores by slot.
    scores: Vec<f32>,
    /// Of a list, what the words and pairs that they hold are worth.
    held: Vec<f32>,
}

impl Scoring {
    fn new(scorers: Scorers, opened: &Arc<OpenedSegment>) -> Scoring {
        Scoring {
            opened: opened.clone(),
            scorers,
            bounds: None,
            left: Vec::new(),
            scores: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Scores the documents of a batch that may get `least` points.
    fn score(&mut self, batch: &mut Batch, least: Score, reader: &SegmentReader) -> tantivy::Result<()> {
        batch.scored.clear();
        let window = batch.window;
        // Few are scored sooner than anything is known of the most that they can get, and so is a list by few terms.
        let is_long = window.is_some() || self.scorers.terms().len() > FEW_TERMS;
        if least > 0.0 && batch.len() >= LEAST && is_long {
            let bounds = match &mut self.bounds {
                Some(bounds) => bounds,
                none => none.insert(Bounds::of(&self.scorers, reader, &self.opened)?),
            };
            match window {
                Some(first) => bounds.survivors((first, &batch.bits), least, &mut self.left),
                None => bounds.survivors_among(batch.documents(), least, &mut self.left),
            }
        } else {
            self.left.clear();
            self.left.extend_from_slice(batch.documents());
        }
        // Few are looked up one by one.
        let window = window.filter(|_| self.left.len() >= LEAST);
        let slots = Slots { documents: Some(&self.left), window };
        self.scores.clear();
        self.scores.resize(slots.len(), 0.0);
        // In a window it would be added up for thousands, of which a dozen may be read.
        self.held.clear();
        self.held.resize(if window.is_none() { slots.len() } else { 0 }, 0.0);
        self.scorers.add(slots, &mut self.scores, &mut self.held);
        let scored = self.left.iter().enumerate().map(|(place, &document)| ScoredDocument {
            document,
            score: self.scores[slots.slot(place, document)],
            held: self.held.get(place).copied().unwrap_or(f32::INFINITY),
        });
        batch.scored.extend(scored);
        Ok(())
    }
}
