//! BM25 (Robertson and Zaragoza, 2009) with parameters of our own: the engine fixes them in its source.

use std::sync::{Arc, LazyLock};

use schema::Fields;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, Term};

use super::features::{Feature, Features, Scoring};
use super::weight::{B, K1};
use crate::postings::Cursor;

/// A feature with what the archive tells of it.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) term: Term,
    pub(super) scoring: Scoring,
    /// Weight and rarity: what it gives for being there at all.
    pub(super) worth: f32,
    pub(super) needs: Vec<usize>,
    /// Place of the feature.
    pub(super) feature: usize,
    places: Places,
}

/// Where the postings of a term lie, in each segment that holds it: looked up in the dictionaries once for a question.
#[derive(Clone, Debug)]
struct Places(Vec<(SegmentId, TermInfo)>);

impl Places {
    fn of(searcher: &Searcher, term: &Term) -> tantivy::Result<Places> {
        let mut places = Vec::new();
        for reader in searcher.segment_readers() {
            let place = reader.inverted_index(term.field())?.get_term_info(term)?;
            places.extend(place.map(|place| (reader.segment_id(), place)));
        }
        Ok(Places(places))
    }

    /// Returns how many documents hold the term, those taken out among them.
    fn holding(&self) -> u64 {
        self.0.iter().map(|(_, place)| u64::from(place.doc_freq)).sum()
    }
}

impl Scored {
    /// Opens the postings of a segment; `None` where it does not hold the term.
    pub(super) fn cursor(&self, reader: &SegmentReader, frequencies: bool) -> tantivy::Result<Option<Cursor>> {
        let place = self.places.0.iter().find(|(segment, _)| *segment == reader.segment_id());
        place.map(|(_, place)| Cursor::at(reader, self.term.field(), place, frequencies)).transpose()
    }
}

/// The features of a query as they score in an archive.
#[derive(Clone, Debug)]
pub(crate) struct ScoredTerms {
    /// Without those that occur nowhere.
    pub(super) terms: Arc<[Scored]>,
    pub(super) lengths: BothLengths,
}

impl ScoredTerms {
    /// Looks the features up.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn of(searcher: &Searcher, fields: &Fields, features: &Features) -> tantivy::Result<ScoredTerms> {
        Ok(ScoredTerms { terms: scored(searcher, features)?.into(), lengths: BothLengths::of(searcher, fields)? })
    }
}

/// Returns the features as they score in the archive; those that occur nowhere are left out.
fn scored(searcher: &Searcher, features: &Features) -> tantivy::Result<Vec<Scored>> {
    let documents: u64 = searcher.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum();
    let mut scored = Vec::with_capacity(features.list.len());
    for (place, feature) in features.list.iter().enumerate() {
        let places = Places::of(searcher, &feature.term)?;
        if places.holding() > 0 {
            let in_text = |term: &Term| in_text(searcher, &scored, term);
            let worth = feature.weight * importance(feature, places.holding(), documents, in_text)?;
            let (term, scoring, needs) = (feature.term.clone(), feature.scoring.clone(), feature.needs.clone());
            scored.push(Scored { term, scoring, worth, needs, feature: place, places });
        }
    }
    Ok(scored)
}

/// Returns how many documents hold a word of a title in their texts. Mostly that was looked up just before.
fn in_text(searcher: &Searcher, scored: &[Scored], term: &Term) -> tantivy::Result<u64> {
    match scored.iter().rev().find(|known| known.term == *term) {
        Some(known) => Ok(known.places.holding()),
        None => searcher.doc_freq(term),
    }
}

fn importance(
    feature: &Feature,
    holding: u64,
    documents: u64,
    in_text: impl Fn(&Term) -> tantivy::Result<u64>,
) -> tantivy::Result<f32> {
    Ok(match &feature.scoring {
        Scoring::Word => rarity(holding, documents),
        Scoring::Pair => rarity(holding, documents).sqrt(),
        Scoring::Title(word) => rarity(in_text(word)?.max(1), documents),
        Scoring::Presence => 1.0,
    })
}

/// Inverse document frequency, never negative.
pub(crate) fn rarity(holding: u64, documents: u64) -> f32 {
    let (holding, documents) = (holding as f64, documents as f64);
    (1.0 + (documents - holding + 0.5).max(0.0) / (holding + 0.5)).ln() as f32
}

/// The words of a text by the code of its length. Kept, as every question is measured by them.
static LENGTHS: LazyLock<[f32; 256]> = LazyLock::new(|| {
    let codes: [u8; 256] = std::array::from_fn(|code| code as u8);
    codes.map(|code| FieldNormReader::id_to_fieldnorm(code) as f32)
});

/// What a frequency is held against, by the code under which the engine stores lengths.
#[derive(Clone, Debug)]
pub(crate) struct Lengths {
    average: f32,
    held: Arc<[f32; 256]>,
}

impl Lengths {
    /// Measures a field of the archive.
    pub(super) fn of(searcher: &Searcher, field: Field) -> tantivy::Result<Lengths> {
        let (mut words, mut documents) = (0, 0);
        for reader in searcher.segment_readers() {
            words += reader.inverted_index(field)?.total_num_tokens();
            documents += u64::from(reader.max_doc());
        }
        Ok(Lengths::about((words as f32 / documents.max(1) as f32).max(1.0)))
    }

    /// Measures by the words of the average text.
    pub(crate) fn about(average: f32) -> Lengths {
        let mut held = [0.0; 256];
        for (held, length) in held.iter_mut().zip(LENGTHS.iter()) {
            *held = K1 * (1.0 - B + B * length / average);
        }
        Lengths { average, held: Arc::new(held) }
    }

    /// Returns the words of the average text.
    pub(crate) fn average(&self) -> f32 {
        self.average
    }

    /// Nothing is earned more often than so.
    pub(super) const MOST: f32 = K1 + 1.0;

    /// Returns how often a term's worth is earned by so many occurrences in a text of such a length.
    #[inline]
    pub(crate) fn times(&self, occurrences: u32, code: u8) -> f32 {
        let occurrences = occurrences as f32;
        (K1 + 1.0) * occurrences / (occurrences + self.held[usize::from(code)])
    }
}

/// The lengths of texts and of titles.
#[derive(Clone, Debug)]
pub(crate) struct BothLengths {
    pub(crate) text: Lengths,
    pub(crate) title: Lengths,
}

impl BothLengths {
    pub(crate) fn of(searcher: &Searcher, fields: &Fields) -> tantivy::Result<BothLengths> {
        Ok(BothLengths {
            text: Lengths::of(searcher, fields.folded)?,
            title: Lengths::of(searcher, fields.title_folded)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_terms_weigh_more_and_common_ones_not_less_than_nothing() {
        assert!(rarity(1, 1_000) > rarity(10, 1_000));
        assert!(rarity(1_000, 1_000) > 0.0);
    }
}
