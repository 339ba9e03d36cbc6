//! The sums of points over one segment: each term in turn adds to the scores of a window of documents.

use std::sync::Arc;

use schema::Fields;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use super::bm25::{BothLengths, Lengths, Scored, ScoredTerms};
use super::features::Scoring;
use super::weight::OTHER_MARKS;
use crate::batch::Slots;
use crate::kept::Peaks;
use crate::opened::OpenedSegment;
use crate::postings::Cursor;

/// Adds up the points of the terms of a query in one segment.
pub(super) struct Scorers {
    terms: Vec<TermScorer>,
    marks: Vec<Marks>,
}

/// The points of one term.
#[derive(Clone)]
pub(super) struct TermScorer {
    term: Term,
    cursor: Cursor,
    worth: f32,
    /// `None` where being there is all that counts.
    lengths: Option<(Lengths, FieldNormReader)>,
    needs: Vec<usize>,
    feature: usize,
}

/// A word as it was typed with marks: which documents of a batch hold it so.
struct Marks {
    cursors: Vec<Cursor>,
    /// By slot, 1 where it is held so and 0 elsewhere.
    held: Vec<u8>,
}

impl Scorers {
    pub(super) fn open(
        reader: &SegmentReader,
        fields: &Fields,
        scored: &ScoredTerms,
        marks: &[Vec<Term>],
    ) -> tantivy::Result<Scorers> {
        let terms = scored.terms.iter().map(|term| TermScorer::open(reader, fields, &scored.lengths, term));
        let terms = terms.filter_map(Result::transpose).collect::<tantivy::Result<_>>()?;
        let marks = marks.iter().map(|terms| Marks::open(reader, terms)).collect::<tantivy::Result<_>>()?;
        Ok(Scorers { terms, marks })
    }

    /// Adds the points of all terms to `scores`, one for each slot.
    pub(super) fn add(&mut self, slots: Slots<'_>, scores: &mut [f32]) {
        self.marks.iter_mut().for_each(|marks| marks.fill(slots));
        for term in &mut self.terms {
            term.add(slots, &self.marks, scores);
        }
    }

    /// Returns the terms.
    pub(super) fn terms(&self) -> &[TermScorer] {
        &self.terms
    }

    /// Returns what each term gives to one document, by the place of its feature.
    pub(super) fn account(&mut self, document: DocId) -> Vec<(usize, f32)> {
        let slots = Slots { documents: Some(&[document]), window: None };
        self.marks.iter_mut().for_each(|marks| marks.fill(slots));
        let points = |term: &mut TermScorer| {
            let mut score = [0.0];
            term.add(slots, &self.marks, &mut score);
            (term.feature, score[0])
        };
        self.terms.iter_mut().map(points).filter(|(_, points)| *points > 0.0).collect()
    }
}

impl TermScorer {
    fn open(
        reader: &SegmentReader,
        fields: &Fields,
        lengths: &BothLengths,
        scored: &Scored,
    ) -> tantivy::Result<Option<TermScorer>> {
        let lengths = match scored.scoring {
            Scoring::Presence => None,
            Scoring::Word | Scoring::Pair => Some((&lengths.text, fields.folded)),
            Scoring::Title(_) => Some((&lengths.title, fields.title_folded)),
        };
        let Some(cursor) = scored.cursor(reader, lengths.is_some())? else { return Ok(None) };
        let lengths = match lengths {
            Some((lengths, field)) => Some((lengths.clone(), reader.get_fieldnorms_reader(field)?)),
            None => None,
        };
        let (worth, needs, feature) = (scored.worth, scored.needs.clone(), scored.feature);
        Ok(Some(TermScorer { term: scored.term.clone(), cursor, worth, lengths, needs, feature }))
    }

    /// Returns how many documents hold the term.
    pub(super) fn holding(&self) -> u32 {
        self.cursor.holding()
    }

    /// Returns the most that the term can give.
    pub(super) fn most(&self) -> f32 {
        self.worth * self.lengths.as_ref().map_or(1.0, |_| Lengths::MOST)
    }

    /// Returns the most that the term gives to neighbours in the segment, if that is kept.
    pub(super) fn peaks(&self, reader: &SegmentReader, opened: &OpenedSegment) -> tantivy::Result<Option<Arc<Peaks>>> {
        let Some((lengths, codes)) = &self.lengths else { return Ok(None) };
        let average = lengths.average();
        let share = |document, occurrences| lengths.times(occurrences, codes.fieldnorm_id(document)) / Lengths::MOST;
        let read = || {
            let cursor = Cursor::open(reader, &self.term, true)?;
            let mut cursor = cursor.unwrap_or_else(|| self.cursor.clone());
            Ok(Peaks::read(&mut cursor, reader.max_doc(), average, share))
        };
        opened.peaks.get((&self.term, self.cursor.holding()), |peaks| peaks.are_of(average), read)
    }

    /// Returns the first document at `target` or after it that holds the term, and the points that the term would give there
    /// if all words stood as they were typed; never goes back.
    #[inline]
    pub(super) fn next_from(&mut self, target: DocId) -> (DocId, f32) {
        let (document, occurrences) = self.cursor.next_from(target);
        let times = match &self.lengths {
            Some((lengths, codes)) if document < TERMINATED => lengths.times(occurrences, codes.fieldnorm_id(document)),
            _ => 1.0,
        };
        (document, self.worth * times)
    }

    /// Adds the points that the term would give if all words stood as they were typed.
    pub(super) fn add_most(&mut self, slots: Slots<'_>, scores: &mut [f32]) {
        self.add(slots, &[], scores);
    }

    fn add(&mut self, slots: Slots<'_>, marks: &[Marks], scores: &mut [f32]) {
        let worth = self.worth;
        let held = held_together(&self.needs, marks);
        let left = |at: usize| held.as_ref().map_or(1.0, |held| [OTHER_MARKS, 1.0][usize::from(held[at] & 1)]);
        match &self.lengths {
            Some((lengths, codes)) => self.cursor.visit(slots, |at, document, occurrences| {
                scores[at] += worth * lengths.times(occurrences, codes.fieldnorm_id(document)) * left(at);
            }),
            None => self.cursor.visit(slots, |at, _, _| scores[at] += worth * left(at)),
        }
    }
}

/// Returns which slots hold all the words as they were typed that a term needs; `None` where it needs none.
fn held_together(needs: &[usize], marks: &[Marks]) -> Option<Vec<u8>> {
    let mut held = needs.iter().filter_map(|need| Some(&marks.get(*need)?.held));
    let mut together = held.next()?.clone();
    for other in held {
        together.iter_mut().zip(other).for_each(|(held, other)| *held &= other);
    }
    Some(together)
}

impl Marks {
    fn open(reader: &SegmentReader, terms: &[Term]) -> tantivy::Result<Marks> {
        let cursors = terms.iter().map(|term| Cursor::open(reader, term, false));
        let cursors = cursors.filter_map(Result::transpose).collect::<tantivy::Result<_>>()?;
        Ok(Marks { cursors, held: Vec::new() })
    }

    fn fill(&mut self, slots: Slots<'_>) {
        self.held.clear();
        self.held.resize(slots.len(), 0);
        for cursor in &mut self.cursors {
            cursor.visit(slots, |at, _, _| self.held[at] = 1);
        }
    }
}
