//! The postings of one term, read block by block into the scores of a window of documents.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::bm25::{BothLengths, Lengths, Scored};
use super::features::Scoring;

/// Above how many postings for one document asked for it pays to look each document up.
const SPARSE: usize = 16;

/// Reads the postings of one term in one segment, forward only.
pub(super) struct Cursor {
    postings: BlockSegmentPostings,
    /// Place of the next posting in the block.
    at: usize,
    points: f32,
    /// `None` where being there is all that counts.
    lengths: Option<(Lengths, FieldNormReader)>,
    /// Postings for each document of the segment.
    density: f32,
}

impl Cursor {
    /// Returns `None` where the segment does not hold the term.
    pub(super) fn open(
        reader: &SegmentReader,
        fields: &schema::Fields,
        lengths: &BothLengths,
        scored: &Scored,
    ) -> tantivy::Result<Option<Cursor>> {
        let index = reader.inverted_index(scored.term.field())?;
        let (option, lengths) = match scored.scoring {
            Scoring::Presence => (IndexRecordOption::Basic, None),
            Scoring::InText => (IndexRecordOption::WithFreqs, Some((&lengths.text, fields.folded))),
            Scoring::InTitle => (IndexRecordOption::WithFreqs, Some((&lengths.title, fields.title_folded))),
        };
        let Some(postings) = index.read_block_postings(&scored.term, option)? else { return Ok(None) };
        let lengths = match lengths {
            Some((lengths, field)) => Some((lengths.clone(), reader.get_fieldnorms_reader(field)?)),
            None => None,
        };
        let density = postings.doc_freq() as f32 / reader.max_doc().max(1) as f32;
        Ok(Some(Cursor { postings, at: 0, points: scored.points, lengths, density }))
    }

    /// Adds the points of this term to `scores`, which begin at document `base`. `wanted` are the documents of the window
    /// whose scores are asked for, in order; others may get points too.
    pub(super) fn add(&mut self, base: DocId, wanted: &[DocId], scores: &mut [f32]) {
        let expected = self.density * scores.len() as f32;
        if wanted.len() * SPARSE < expected as usize {
            self.look_up(base, wanted, scores);
        } else {
            self.scan(base, scores);
        }
    }

    fn look_up(&mut self, base: DocId, wanted: &[DocId], scores: &mut [f32]) {
        for &document in wanted {
            if let Some(points) = self.points_of(document)
                && let Some(score) = scores.get_mut((document - base) as usize)
            {
                *score += points;
            }
        }
    }

    /// Returns what the term adds to a document; `None` if it does not hold it. Documents must be asked for in order.
    pub(super) fn points_of(&mut self, document: DocId) -> Option<f32> {
        if self.postings.docs().last().is_none_or(|last| *last < document) {
            self.at = self.postings.seek(document);
        }
        let rest = self.postings.docs().get(self.at..)?;
        self.at += rest.partition_point(|found| *found < document);
        let found = *self.postings.docs().get(self.at)?;
        (found == document).then(|| self.points_at(document, self.postings.freqs().get(self.at).copied()))
    }

    fn scan(&mut self, base: DocId, scores: &mut [f32]) {
        if self.postings.docs().last().is_none_or(|last| *last < base) {
            self.at = self.postings.seek(base);
        }
        let end = base.saturating_add(scores.len() as u32);
        loop {
            self.scan_block(base, end, scores);
            if self.at < self.postings.docs().len() || self.postings.docs().is_empty() {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }

    fn scan_block(&mut self, base: DocId, end: DocId, scores: &mut [f32]) {
        let docs = &self.postings.docs()[self.at.min(self.postings.docs().len())..];
        let skipped = docs.partition_point(|document| *document < base);
        let docs = &docs[skipped..];
        let within = docs.partition_point(|document| *document < end);
        let first = self.at + skipped;
        self.at = first + within;
        let Some((lengths, codes)) = &self.lengths else {
            docs[..within].iter().for_each(|document| scores[(document - base) as usize] += self.points);
            return;
        };
        let freqs = &self.postings.freqs()[first..first + within];
        for (document, occurrences) in docs[..within].iter().zip(freqs) {
            let share = lengths.share(*occurrences, codes.fieldnorm_id(*document));
            scores[(document - base) as usize] += self.points * share;
        }
    }

    fn points_at(&self, document: DocId, occurrences: Option<u32>) -> f32 {
        let share = |(lengths, codes): &(Lengths, FieldNormReader)| {
            lengths.share(occurrences.unwrap_or(1), codes.fieldnorm_id(document))
        };
        self.points * self.lengths.as_ref().map_or(1.0, share)
    }
}
