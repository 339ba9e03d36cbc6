//! BM25 (Robertson and Zaragoza, 2009) with parameters of our own: the engine fixes them in its source.

use schema::Fields;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::features::{Feature, Scoring};
use super::weight::{B, K1};

/// A feature with all that the archive tells of it.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) term: Term,
    pub(super) scoring: Scoring,
    /// What the term adds at most.
    pub(super) points: f32,
}

/// Returns the features as they score in the archive; those that occur nowhere are left out.
pub(super) fn scored(searcher: &Searcher, features: &[Feature]) -> tantivy::Result<Vec<Scored>> {
    let documents: u64 = searcher.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum();
    let mut scored = Vec::with_capacity(features.len());
    for feature in features {
        let holding = searcher.doc_freq(&feature.term)?;
        if holding == 0 {
            continue;
        }
        let points = match feature.scoring {
            Scoring::Presence => feature.weight,
            _ => feature.weight * rarity(holding, documents) * (K1 + 1.0),
        };
        scored.push(Scored { term: feature.term.clone(), scoring: feature.scoring, points });
    }
    Ok(scored)
}

/// Inverse document frequency, never negative.
pub(crate) fn rarity(holding: u64, documents: u64) -> f32 {
    let (holding, documents) = (holding as f64, documents as f64);
    (1.0 + (documents - holding + 0.5) / (holding + 0.5)).ln() as f32
}

/// Points lost to length: what a frequency is held against, by the code under which the engine stores lengths.
#[derive(Clone, Debug)]
pub(super) struct Lengths(Box<[f32; 256]>);

impl Lengths {
    /// Measures a field of the archive.
    pub(super) fn of(searcher: &Searcher, field: Field) -> tantivy::Result<Lengths> {
        let (mut words, mut documents) = (0, 0);
        for reader in searcher.segment_readers() {
            words += reader.inverted_index(field)?.total_num_tokens();
            documents += u64::from(reader.max_doc());
        }
        let average = (words as f32 / documents.max(1) as f32).max(1.0);
        let mut held = Box::new([0.0; 256]);
        for (code, held) in (0_u8..=255).zip(held.iter_mut()) {
            *held = K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(code) as f32 / average);
        }
        Ok(Lengths(held))
    }

    /// Returns the share of a term's points that so many occurrences earn in a text of such a length.
    #[inline]
    pub(super) fn share(&self, occurrences: u32, code: u8) -> f32 {
        let occurrences = occurrences as f32;
        occurrences / (occurrences + self.0[usize::from(code)])
    }
}

/// The lengths of texts and of titles.
#[derive(Clone, Debug)]
pub(super) struct BothLengths {
    pub(super) text: Lengths,
    pub(super) title: Lengths,
}

impl BothLengths {
    pub(super) fn of(searcher: &Searcher, fields: &Fields) -> tantivy::Result<BothLengths> {
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
