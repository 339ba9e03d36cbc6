//! Which documents of a window, or of a list, can be among the best: by the most that each term can still give.
//!
//! Terms of few documents that may give much come first. As soon as those that are left cannot lift a document over the
//! worst of the kept ones by themselves, only documents that have points already are looked at, fewer after each term. Of
//! frequent terms it is known what they give at the most to each 64 neighbours, so whole sets of them are passed over.
//! Marks are not asked for here: whether a word stands as it was typed can only take points away. What survives is scored
//! anew, term by term in the order of the query, so that a score is the same sum whatever else was found.

use std::sync::Arc;

use tantivy::{DocId, Score, SegmentReader};

use super::scorer::{Scorers, TermScorer};
use crate::batch::{Slots, WINDOW};
use crate::bits::Bits;
use crate::opened::OpenedSegment;
use crate::peaks::Peaks;

/// The share of the most that sums of floating point numbers in different orders may differ by, and more.
const ROUNDING: f32 = 1e-4;

/// A term that more than one in so many documents holds is worth a list of those that are asked for.
const RARITY: DocId = 4;
/// No more documents are listed before the last term: to go through the postings is quicker then.
const MANY: usize = 1_024;
/// Documents whose most is told together.
const NEIGHBOURS: usize = 64;
/// Sets of neighbours in a window.
const SETS: usize = WINDOW as usize / NEIGHBOURS;

/// The most that documents can get.
pub(super) struct Bounds {
    /// The dearest last.
    terms: Vec<BoundedTerm>,
    /// The most that any document can get.
    most: f32,
    /// The most that any can get from those whose peaks are not known.
    anywhere: f32,
    /// Documents of the segment.
    documents: DocId,
    /// By slot of the window.
    sums: Vec<f32>,
    /// What those whose peaks are known can give to all neighbours of the segment; made when documents come in lists.
    all_peaks: Vec<f32>,
    candidates: Vec<Candidate>,
}

/// A document of a list.
struct Candidate {
    document: DocId,
    sum: f32,
    /// What the terms that were not asked yet can still give to it.
    rest: f32,
}

struct BoundedTerm {
    scorer: TermScorer,
    /// The most that it can give to any document.
    most: f32,
    /// The same by its peaks, a share of which is known for each set of neighbours.
    peak: f32,
    peaks: Option<Arc<Peaks>>,
}

/// What the terms that were not asked yet can still give.
struct Rest {
    /// To any document: those whose peaks are not known.
    anywhere: f32,
    /// To neighbours, by their place in the window: the others.
    peaks: [f32; SETS],
}

impl Bounds {
    /// Takes the terms of a query from where they stand in a segment.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of(scorers: &Scorers, reader: &SegmentReader, opened: &OpenedSegment) -> tantivy::Result<Bounds> {
        let mut terms = Vec::with_capacity(scorers.terms().len());
        for scorer in scorers.terms() {
            let (most, peaks) = (scorer.most(), scorer.peaks(reader, opened)?);
            let peak = most * peaks.as_ref().map_or(1.0, |peaks| scorer.stretch(peaks));
            terms.push(BoundedTerm { scorer: scorer.clone(), most, peak, peaks });
        }
        terms.sort_by(|one, other| one.dearness().total_cmp(&other.dearness()));
        let most = terms.iter().map(|term| term.most).sum();
        let anywhere = terms.iter().filter(|term| term.peaks.is_none()).map(|term| term.most).sum();
        let (sums, all_peaks) = (vec![0.0; WINDOW as usize], Vec::new());
        Ok(Bounds { terms, most, anywhere, documents: reader.max_doc(), sums, all_peaks, candidates: Vec::new() })
    }

    /// Fills `left` with those documents of a window that may get `least` points; windows must come in order.
    pub(super) fn survivors(&mut self, (first, bits): (DocId, &Bits), least: Score, left: &mut Vec<DocId>) {
        left.clear();
        let least = least - self.most * ROUNDING;
        if least <= 0.0 {
            return bits.each(|at| left.push(first + at));
        }
        let mut rest = Rest::of(&self.terms, first);
        if rest.most() < least {
            return;
        }
        self.sums.fill(0.0);
        let mut is_listed = false;
        for term in &mut self.terms {
            // To list them pays before a term of many documents, if they are few.
            if !is_listed && (term.scorer.holding() > self.documents / RARITY || rest.most() < least) {
                is_listed = gather(&self.sums, (first, bits), least, (&rest, MANY), left);
            }
            if is_listed && left.is_empty() {
                return;
            }
            let documents = Some(left.as_slice()).filter(|_| is_listed);
            term.scorer.add_most(Slots { documents, window: Some(first) }, &mut self.sums);
            rest.leave(term, first);
            if is_listed {
                left.retain(|document| {
                    let at = (document - first) as usize;
                    self.sums[at] >= least - rest.of_set(at / NEIGHBOURS)
                });
            }
        }
        if !is_listed {
            gather(&self.sums, (first, bits), least, (&rest, usize::MAX), left);
        }
    }

    /// Fills `left` with those of a list of documents that may get `least` points; lists must come in order.
    pub(super) fn survivors_among(&mut self, documents: &[DocId], least: Score, left: &mut Vec<DocId>) {
        left.clear();
        let least = least - self.most * ROUNDING;
        if self.all_peaks.is_empty() {
            self.add_peaks();
        }
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        let with_rest = |document: DocId| Candidate { document, sum: 0.0, rest: self.rest_of(document) };
        candidates.extend(documents.iter().map(|document| with_rest(*document)).filter(|found| found.rest >= least));
        for term in &mut self.terms {
            if candidates.is_empty() {
                break;
            }
            term.ask(least, &mut candidates);
        }
        left.extend(candidates.iter().map(|candidate| candidate.document));
        self.candidates = candidates;
    }

    fn add_peaks(&mut self) {
        self.all_peaks.resize(self.documents.div_ceil(NEIGHBOURS as DocId) as usize, 0.0);
        for term in &self.terms {
            term.peaks.iter().for_each(|peaks| peaks.add(0, term.peak, &mut self.all_peaks));
        }
    }

    /// Returns the most that a document can get.
    fn rest_of(&self, document: DocId) -> f32 {
        self.anywhere + self.all_peaks.get(document as usize / NEIGHBOURS).copied().unwrap_or(0.0)
    }
}

impl BoundedTerm {
    /// Returns how many documents it takes to go through for a point at the most.
    fn dearness(&self) -> f32 {
        self.scorer.holding() as f32 / self.most.max(f32::MIN_POSITIVE)
    }

    /// Adds what the term gives to the sums of documents, and drops those that cannot get `least` points any more.
    fn ask(&mut self, least: f32, candidates: &mut Vec<Candidate>) {
        let (mut next, mut points) = (0, 0.0);
        candidates.retain_mut(|candidate| {
            let share = self.peaks.as_ref().map_or(1.0, |peaks| peaks.around(candidate.document));
            if share == 0.0 {
                return true;
            }
            candidate.rest -= share * self.peak;
            let kept = self.scorer.kept_points(candidate.document);
            if kept.is_none() && next < candidate.document {
                (next, points) = self.scorer.next_from(candidate.document);
            }
            candidate.sum += kept.unwrap_or(if next == candidate.document { points } else { 0.0 });
            candidate.sum + candidate.rest >= least
        });
    }
}

impl Rest {
    fn of(terms: &[BoundedTerm], first: DocId) -> Rest {
        let mut rest = Rest { anywhere: 0.0, peaks: [0.0; SETS] };
        terms.iter().for_each(|term| rest.add(term, first, term.peak));
        rest
    }

    fn add(&mut self, term: &BoundedTerm, first: DocId, most: f32) {
        match &term.peaks {
            Some(peaks) => peaks.add(first, most, &mut self.peaks),
            None => self.anywhere += most,
        }
    }

    /// Leaves out a term that was asked.
    fn leave(&mut self, term: &BoundedTerm, first: DocId) {
        self.add(term, first, -term.peak);
    }

    fn of_set(&self, set: usize) -> f32 {
        self.anywhere + self.peaks[set]
    }

    /// Returns the most that a document without points can still get.
    fn most(&self) -> f32 {
        // As whole numbers they order in the same way from 0 on, and are compared several at a time.
        let most = self.peaks.iter().fold(0, |most: i32, peak| most.max(peak.to_bits() as i32));
        self.anywhere + f32::from_bits(most as u32)
    }
}

/// Gathers the documents of a window that may get `least` points with the rest; stops when there are more than `many`, and
/// returns whether those are all.
fn gather(
    sums: &[f32],
    (first, bits): (DocId, &Bits),
    least: f32,
    (rest, many): (&Rest, usize),
    left: &mut Vec<DocId>,
) -> bool {
    left.clear();
    for ((set, word), sums) in (0..).zip(bits.words()).zip(sums.chunks_exact(NEIGHBOURS)) {
        let needed = least - rest.of_set(set as usize);
        // Most neighbours have no sum that is enough, and this is told of all of them at once.
        if *word == 0 || !sums.iter().fold(false, |any, sum| any | (*sum >= needed)) {
            continue;
        }
        let mut found = word & (0..).zip(sums).fold(0, |found, (at, sum)| found | u64::from(*sum >= needed) << at);
        if left.len() + found.count_ones() as usize > many {
            return false;
        }
        while found != 0 {
            left.push(first + set * 64 + found.trailing_zeros());
            found &= found - 1;
        }
    }
    true
}
