//! A set of directives with scores: the engine's query for what matches, our own sums for how well.
//!
//! Scores are added up batch by batch, one term after the other, which for the common syllables of Vietnamese is faster
//! than going from document to document.

use std::sync::Arc;

use schema::Fields;
use tantivy::query::{EnableScoring, Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, Searcher, SegmentReader, TERMINATED};

use super::bm25::{BothLengths, Scored, scored};
use super::features::Features;
use super::scorer::Scorers;
use crate::batch::{Batch, LEAST, WINDOW};
use crate::deadline::Deadline;
use crate::matching::BoxedQuery;

/// What matches, and what adds to its score.
#[derive(Debug)]
pub(crate) struct RankedQuery {
    fields: Fields,
    matching: BoxedQuery,
    features: Features,
    deadline: Deadline,
}

impl RankedQuery {
    /// After the deadline no more batches are made.
    pub(crate) fn new(fields: &Fields, matching: BoxedQuery, features: Features, deadline: &Deadline) -> Self {
        Self { fields: fields.clone(), matching, features, deadline: deadline.clone() }
    }

    /// Returns what finds a set of which nothing is scored.
    pub(crate) fn unscored(fields: &Fields, matching: BoxedQuery, deadline: &Deadline) -> Self {
        Self::new(fields, matching, Features::default(), deadline)
    }

    /// Returns the query as it stands to an archive; if nothing is to be scored, all scores are nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn weighed(&self, searcher: &Searcher, scoring: bool) -> tantivy::Result<RankedWeight<'_>> {
        let matching = self.matching.weight(EnableScoring::disabled_from_schema(searcher.schema()))?;
        let scoring = match scoring {
            true => Some((scored(searcher, &self.features)?.into(), BothLengths::of(searcher, &self.fields)?)),
            false => None,
        };
        Ok(RankedWeight { query: self, matching, scoring })
    }
}

/// A query as it stands to an archive.
pub(crate) struct RankedWeight<'a> {
    query: &'a RankedQuery,
    matching: Box<dyn Weight>,
    scoring: Option<(Arc<[Scored]>, BothLengths)>,
}

impl RankedWeight<'_> {
    /// Opens a segment.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn batches<'a>(&self, reader: &'a SegmentReader) -> tantivy::Result<Batches<'a>> {
        let scorers = self.scoring.as_ref().map(|(terms, lengths)| {
            Scorers::open(reader, &self.query.fields, lengths, terms, &self.query.features.marks)
        });
        Ok(Batches {
            reader,
            matching: self.matching.scorer(reader, 1.0)?,
            scorers: scorers.transpose()?,
            gathered: Vec::new(),
            batch: Batch::default(),
            deadline: self.query.deadline.clone(),
        })
    }
}

/// The documents of a segment that match, batch by batch, with their scores.
pub(crate) struct Batches<'a> {
    reader: &'a SegmentReader,
    matching: Box<dyn Scorer>,
    scorers: Option<Scorers>,
    /// Documents that were found and are in no batch yet.
    gathered: Vec<DocId>,
    batch: Batch,
    deadline: Deadline,
}

impl Batches<'_> {
    /// Returns the next batch; `None` when there is none, or no time. A batch that was being gathered when the time was
    /// found over is not told: what excludes may have been cut short.
    pub(crate) fn next(&mut self) -> Option<&Batch> {
        if self.deadline.is_over() {
            return None;
        }
        let taken = self.gather();
        if taken == 0 || self.deadline.was_met() {
            return None;
        }
        self.batch.take(&self.gathered[..taken]);
        self.gathered.drain(..taken);
        if let Some(scorers) = &mut self.scorers {
            let (slots, scores) = self.batch.parts_mut();
            scorers.add(slots, scores);
        }
        Some(&self.batch)
    }

    /// Gathers documents until a window is whole or there are enough; returns how many of them make a batch.
    fn gather(&mut self) -> usize {
        let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
        loop {
            let next = self.matching.doc();
            let end = self.gathered.first().map_or(TERMINATED, |first| first.saturating_add(WINDOW));
            if next >= TERMINATED || next >= end && self.gathered.len() >= LEAST || self.deadline.was_met() {
                let within = self.gathered.partition_point(|document| *document < end);
                return if within >= LEAST { within } else { self.gathered.len() };
            }
            let filled = self.matching.fill_buffer(&mut block);
            self.gathered.extend(block[..filled].iter().filter(|document| !self.reader.is_deleted(**document)));
        }
    }
}
