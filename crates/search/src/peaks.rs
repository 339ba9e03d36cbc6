//! The most that a frequent term gives to any of 64 neighbours: what whole sets of documents are passed over by. Apart from
//! `kept`, which says what is kept of a term and for how long.

use tantivy::DocId;

use crate::postings::Cursor;

/// What is known of an archive bounds it while the average length of its texts changes by no more than such a share: a
/// server that receives directives commits every few seconds, and each commit moves the average.
const DRIFT: f32 = 0.02;

/// The most that a term earns in any of 64 neighbours, as a share of the most that it can earn anywhere.
#[derive(Debug)]
pub(crate) struct Peaks {
    /// What the lengths of texts were held against, see [`Peaks::stretch`].
    average: f32,
    /// Rounded up, in parts of 255.
    shares: Box<[u8]>,
}

impl Peaks {
    /// Reads all postings of a term in a segment of so many documents; `share` tells what a document earns by so many
    /// occurrences.
    pub(crate) fn read(
        cursor: &mut Cursor,
        documents: DocId,
        average: f32,
        share: impl Fn(DocId, u32) -> f32,
    ) -> Peaks {
        let mut shares = vec![0_u8; documents.div_ceil(64) as usize];
        cursor.each(|document, occurrences| {
            if let Some(peak) = shares.get_mut(document as usize / 64) {
                *peak = (*peak).max(rounded_up(share(document, occurrences) * 255.0));
            }
        });
        Peaks { average, shares: shares.into() }
    }

    /// Tells whether these bound what is earned where texts are so long: an archive that grows changes what a length earns.
    pub(crate) fn fit(&self, average: f32) -> bool {
        (self.average / average - 1.0).abs() <= DRIFT
    }

    /// Returns how many times as much may be earned where texts are so long as where these were read. What stands in a text
    /// of the same length earns no more where the average is shorter, and where it is longer no more than by as much.
    pub(crate) fn stretch(&self, average: f32) -> f32 {
        (average / self.average).max(1.0)
    }

    /// Returns the share of the neighbours of a document.
    #[inline]
    pub(crate) fn around(&self, document: DocId) -> f32 {
        f32::from(self.shares.get(document as usize / 64).copied().unwrap_or(u8::MAX)) / 255.0
    }

    /// Adds the points of a term that can give so many at the most, for each 64 documents from one on.
    pub(crate) fn add(&self, first: DocId, most: f32, sums: &mut [f32]) {
        let shares = self.shares.get(first as usize / 64..).unwrap_or_default();
        sums.iter_mut().zip(shares).for_each(|(sum, share)| *sum += most / 255.0 * f32::from(*share));
    }
}

/// Returns the least whole number that is not less, 255 at the most. Common processors have no instruction for it that may be
/// taken for granted, and a call for each posting costs more than all else.
#[inline]
fn rounded_up(parts: f32) -> u8 {
    let down = parts as u8;
    down.saturating_add(u8::from(f32::from(down) < parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::Lengths;
    use proptest::prelude::*;

    #[test]
    fn peaks_are_rounded_up() {
        for (parts, expected) in [(0.0, 0), (0.001, 1), (1.0, 1), (1.5, 2), (254.5, 255), (255.0, 255), (255.1, 255)] {
            assert_eq!(rounded_up(parts), expected, "{parts}");
        }
    }

    proptest! {
        /// What is earned at another average is no more than as many times as much as that average is.
        #[test]
        fn they_bound_what_is_earned_when_the_average_changes(
            occurrences in 1_u32..1_000,
            code in 0_u8..=255,
            average in 1.0_f32..100_000.0,
            drift in -DRIFT..DRIFT,
        ) {
            let (before, after) = (Lengths::about(average), Lengths::about(average * (1.0 + drift)));
            let peaks = Peaks { average, shares: [].into() };
            prop_assume!(peaks.fit(after.average()));
            let most = before.times(occurrences, code) * peaks.stretch(after.average());
            prop_assert!(after.times(occurrences, code) <= most * (1.0 + f32::EPSILON * 8.0));
        }
    }

    #[test]
    fn they_are_read_anew_when_it_changes_much() {
        let peaks = Peaks { average: 1_000.0, shares: [].into() };
        for (average, fits) in [(1_000.0, true), (1_019.0, true), (981.0, true), (1_021.0, false), (970.0, false)] {
            assert_eq!(peaks.fit(average), fits, "{average}");
        }
    }
}
