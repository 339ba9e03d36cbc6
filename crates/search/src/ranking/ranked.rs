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
use crate::matching::{BoxedQuery, Matching};

/// Points tell what matches where there is more than one posting for so many documents; fewer are gone through by
/// themselves.
const MANY: u64 = 16;

/// What matches, and what adds to its score.
#[derive(Debug)]
pub(crate) struct RankedQuery {
    fields: Fields,
    matching: BoxedQuery,
    features: Features,
    /// Whether exactly what matches gets points: then the points tell what matches.
    is_told_by_points: bool,
    deadline: Deadline,
}

impl RankedQuery {
    /// After the deadline no more batches are made.
    pub(crate) fn new(fields: &Fields, matching: Matching, features: Features, deadline: &Deadline) -> Self {
        let is_told_by_points = matching.any_of.is_some_and(|terms| features.are_of_all_that_hold(&terms));
        let (fields, matching, deadline) = (fields.clone(), matching.query, deadline.clone());
        Self { fields, matching, features, is_told_by_points, deadline }
    }

    /// Returns what finds a set of which nothing is scored.
    pub(crate) fn unscored(fields: &Fields, query: BoxedQuery, deadline: &Deadline) -> Self {
        Self::new(fields, Matching { query, any_of: None }, Features::default(), deadline)
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
        let scorers = scorers.transpose()?;
        let many = u64::from(reader.max_doc()) / MANY;
        let by_points = scorers.as_ref().filter(|_| self.query.is_told_by_points);
        let matching = match by_points.filter(|scorers| scorers.postings() > many) {
            Some(_) => Source::Points(0),
            None => Source::Found(self.matching.scorer(reader, 1.0)?),
        };
        let deadline = self.query.deadline.clone();
        Ok(Batches { reader, matching, scorers, gathered: Vec::new(), batch: Batch::default(), deadline })
    }
}

/// The documents of a segment that match, batch by batch, with their scores.
pub(crate) struct Batches<'a> {
    reader: &'a SegmentReader,
    matching: Source,
    scorers: Option<Scorers>,
    /// Documents that were found and are in no batch yet.
    gathered: Vec<DocId>,
    batch: Batch,
    deadline: Deadline,
}

/// Where the documents come from.
enum Source {
    Found(Box<dyn Scorer>),
    /// They are those that get points, from this one on.
    Points(DocId),
}

impl Batches<'_> {
    /// Returns the next batch; `None` when there is none, or no time. A batch that was being gathered when the time was
    /// found over is not told: what excludes may have been cut short.
    pub(crate) fn next(&mut self) -> Option<&Batch> {
        if self.deadline.is_over() {
            return None;
        }
        match (&mut self.matching, &mut self.scorers) {
            (Source::Points(from), Some(scorers)) => {
                let first = scorers.first_from(*from);
                *from = first.saturating_add(WINDOW);
                if first >= TERMINATED {
                    return None;
                }
                self.batch.take_window(first);
                self.score();
                self.batch.take_scored(|document| !self.reader.is_deleted(document));
            }
            (Source::Points(_), None) => return None,
            (Source::Found(scorer), _) => {
                let taken = gather(scorer.as_mut(), self.reader, &mut self.gathered, &self.deadline);
                if taken == 0 || self.deadline.was_met() {
                    return None;
                }
                self.batch.take(&self.gathered[..taken]);
                self.gathered.drain(..taken);
                self.score();
            }
        }
        Some(&self.batch)
    }

    fn score(&mut self) {
        if let Some(scorers) = &mut self.scorers {
            let (slots, scores) = self.batch.parts_mut();
            scorers.add(slots, scores);
        }
    }
}

/// Gathers documents until a window is whole or there are enough; returns how many of them make a batch.
fn gather(matching: &mut dyn Scorer, reader: &SegmentReader, gathered: &mut Vec<DocId>, deadline: &Deadline) -> usize {
    let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
    loop {
        let next = matching.doc();
        let end = gathered.first().map_or(TERMINATED, |first| first.saturating_add(WINDOW));
        if next >= TERMINATED || next >= end && gathered.len() >= LEAST || deadline.was_met() {
            let within = gathered.partition_point(|document| *document < end);
            return if within >= LEAST { within } else { gathered.len() };
        }
        let filled = matching.fill_buffer(&mut block);
        gathered.extend(block[..filled].iter().filter(|document| !reader.is_deleted(**document)));
    }
}
