//! The sums of points over one segment: each term in turn adds to the scores of a window of documents.

use std::borrow::Cow;
use std::sync::Arc;

use schema::Fields;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use super::bm25::{BothLengths, Lengths, Scored, ScoredTerms};
use super::features::Scoring;
use super::weight::OTHER_MARKS;
use crate::batch::Slots;
use crate::holders::Holders;
use crate::occurrences::Occurrences;
use crate::opened::OpenedSegment;
use crate::peaks::Peaks;
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
    /// `None` if they are not kept.
    occurrences: Option<Arc<Occurrences>>,
    worth: f32,
    /// What it is worth in a passage.
    in_passage: f32,
    /// `None` where being there is all that counts.
    lengths: Option<(Lengths, FieldNormReader)>,
    needs: Vec<usize>,
    feature: usize,
}

/// A word as it was typed with marks: which documents of a batch hold it so.
struct Marks {
    spellings: Vec<Spelling>,
    /// A bit for each slot, set where it is held so.
    held: Vec<u64>,
}

/// One way to write a word as it was typed: what tells which documents hold it.
enum Spelling {
    Postings(Box<Cursor>),
    Kept(Arc<Holders>),
}

/// A segment, with what is open of it if anything is kept.
pub(super) type Segment<'a> = (&'a SegmentReader, Option<&'a OpenedSegment>);

impl Scorers {
    pub(super) fn open(
        (reader, opened): Segment<'_>,
        fields: &Fields,
        scored: &ScoredTerms,
        marks: &[Vec<Term>],
    ) -> tantivy::Result<Scorers> {
        let terms = scored.terms.iter().map(|term| TermScorer::open((reader, opened), fields, &scored.lengths, term));
        let terms = terms.filter_map(Result::transpose).collect::<tantivy::Result<_>>()?;
        let marks = marks.iter().map(|terms| Marks::open((reader, opened), terms)).collect::<tantivy::Result<_>>()?;
        Ok(Scorers { terms, marks })
    }

    /// Adds the points of all terms to `scores`, one for each slot, and to `held` what words and pairs are worth that are there,
    /// if it has a place for each slot.
    pub(super) fn add(&mut self, slots: Slots<'_>, scores: &mut [f32], held: &mut [f32]) {
        self.marks.iter_mut().for_each(|marks| marks.fill(slots));
        for term in &mut self.terms {
            term.add(slots, &self.marks, scores, held);
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
            term.add(slots, &self.marks, &mut score, &mut []);
            (term.feature, score[0])
        };
        self.terms.iter_mut().map(points).filter(|(_, points)| *points > 0.0).collect()
    }
}

impl TermScorer {
    fn open(
        (reader, opened): Segment<'_>,
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
        let read = || Ok(Occurrences::read(&mut cursor.clone(), reader.max_doc()));
        let opened = opened.filter(|_| lengths.is_some());
        let kept = opened.map(|opened| opened.occurrences.get((&scored.term, cursor.holding()), |_| true, read));
        let occurrences = kept.transpose()?.flatten();
        let (worth, needs, feature) = (scored.worth, scored.needs.clone(), scored.feature);
        let in_passage = if scored.scoring.counts_in_passages() { worth } else { 0.0 };
        let term = scored.term.clone();
        Ok(Some(TermScorer { term, cursor, occurrences, worth, in_passage, lengths, needs, feature }))
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
        let read = || {
            let cursor = Cursor::open(reader, &self.term, true)?;
            Ok(read_peaks(&mut cursor.unwrap_or_else(|| self.cursor.clone()), reader.max_doc(), lengths, codes))
        };
        opened.peaks.get((&self.term, self.cursor.holding()), |peaks| peaks.fit(lengths.average()), read)
    }

    /// Returns how many times as much the term may give as by its peaks.
    pub(super) fn stretch(&self, peaks: &Peaks) -> f32 {
        self.lengths.as_ref().map_or(1.0, |(lengths, _)| peaks.stretch(lengths.average()))
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

    /// Returns the points that the term would give to a document if all words stood as they were typed; `None` where only
    /// the postings tell.
    #[inline]
    pub(super) fn kept_points(&self, document: DocId) -> Option<f32> {
        let (occurrences, (lengths, codes)) = (self.occurrences.as_ref()?.of(document)?, self.lengths.as_ref()?);
        Some(self.worth * lengths.times(occurrences, codes.fieldnorm_id(document)))
    }

    /// Adds the points that the term would give if all words stood as they were typed.
    pub(super) fn add_most(&mut self, slots: Slots<'_>, scores: &mut [f32]) {
        self.add(slots, &[], scores, &mut []);
    }

    fn add(&mut self, slots: Slots<'_>, marks: &[Marks], scores: &mut [f32], held: &mut [f32]) {
        let TermScorer { cursor, occurrences, worth, in_passage, lengths, needs, .. } = self;
        let marked = held_together(needs, marks);
        let left = |at: usize| marked.as_deref().map_or(1.0, |marked| [OTHER_MARKS, 1.0][bit(marked, at)]);
        let Some((lengths, codes)) = lengths else {
            return cursor.visit(slots, |at, _, _| scores[at] += *worth * left(at));
        };
        let mut score = |at: usize, document: DocId, occurrences: u32| {
            scores[at] += *worth * lengths.times(occurrences, codes.fieldnorm_id(document)) * left(at);
        };
        let kept = occurrences.as_deref();
        if held.is_empty() || *in_passage == 0.0 {
            return visit(cursor, kept, slots, score);
        }
        visit(cursor, kept, slots, |at, document, occurrences| {
            score(at, document, occurrences);
            held[at] += *in_passage;
        });
    }
}

/// Reads the most that a term gives to neighbours, in a segment of so many documents.
pub(crate) fn read_peaks(cursor: &mut Cursor, documents: DocId, lengths: &Lengths, codes: &FieldNormReader) -> Peaks {
    let share = |document, occurrences| lengths.times(occurrences, codes.fieldnorm_id(document)) / Lengths::MOST;
    Peaks::read(cursor, documents, lengths.average(), share)
}

/// Calls `found` with the slot, the document and the occurrences, for each wanted document that holds a term; perhaps for
/// others of the window too.
fn visit(cursor: &mut Cursor, kept: Option<&Occurrences>, slots: Slots<'_>, mut found: impl FnMut(usize, DocId, u32)) {
    let is_sooner = |documents: &&[DocId]| slots.window.is_none() || documents.len() < cursor.in_a_window();
    let (Some(kept), Some(documents)) = (kept, slots.documents.filter(is_sooner)) else {
        return cursor.visit(slots, found);
    };
    for (place, &document) in documents.iter().enumerate() {
        match kept.of(document).or_else(|| cursor.occurrences(document)) {
            None | Some(0) => {}
            Some(occurrences) => found(slots.slot(place, document), document, occurrences),
        }
    }
}

/// Returns which slots hold all the words as they were typed that a term needs; `None` where it needs none.
fn held_together<'a>(needs: &[usize], marks: &'a [Marks]) -> Option<Cow<'a, [u64]>> {
    let mut held = needs.iter().filter_map(|need| Some(marks.get(*need)?.held.as_slice()));
    let mut together = Cow::Borrowed(held.next()?);
    for other in held {
        together.to_mut().iter_mut().zip(other).for_each(|(held, other)| *held &= other);
    }
    Some(together)
}

#[inline]
fn bit(bits: &[u64], at: usize) -> usize {
    (bits[at / 64] >> (at % 64) & 1) as usize
}

impl Marks {
    fn open((reader, opened): Segment<'_>, terms: &[Term]) -> tantivy::Result<Marks> {
        let spellings = terms.iter().map(|term| Spelling::open((reader, opened), term));
        let spellings = spellings.filter_map(Result::transpose).collect::<tantivy::Result<_>>()?;
        Ok(Marks { spellings, held: Vec::new() })
    }

    fn fill(&mut self, slots: Slots<'_>) {
        self.held.clear();
        self.held.resize(slots.len().div_ceil(64), 0);
        let held = &mut self.held;
        let set = |held: &mut [u64], at: usize| held[at / 64] |= 1 << (at % 64);
        for spelling in &mut self.spellings {
            match (spelling, slots.window) {
                (Spelling::Postings(cursor), _) => cursor.visit(slots, |at, _, _| set(held, at)),
                (Spelling::Kept(holders), Some(first)) => {
                    held.iter_mut().zip(holders.words_from(first)).for_each(|(held, word)| *held |= word);
                }
                (Spelling::Kept(holders), None) => {
                    let documents = slots.documents.unwrap_or_default().iter().enumerate();
                    let holding = documents.filter(|(_, document)| holders.holds(**document));
                    holding.for_each(|(place, _)| set(held, place));
                }
            }
        }
    }
}

impl Spelling {
    /// Returns `None` where the segment does not hold the word so.
    fn open((reader, opened): Segment<'_>, term: &Term) -> tantivy::Result<Option<Spelling>> {
        let Some(cursor) = Cursor::open(reader, term, false)? else { return Ok(None) };
        let kept = opened.map(|opened| opened.holders(term, &cursor));
        Ok(Some(match kept.transpose()?.flatten() {
            Some(holders) => Spelling::Kept(holders),
            None => Spelling::Postings(Box::new(cursor)),
        }))
    }
}
