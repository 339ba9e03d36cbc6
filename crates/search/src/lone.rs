//! A question that is one rare word and asks for the best of what holds it: counted, scored and ranked in one reading of its
//! postings.
//!
//! Apart from `collect`, which has room for any question: to make that room ready costs several times what it takes to read
//! the postings of a rare word. Where many directives hold a word, its room pays.

use tantivy::Searcher;

use crate::batch::ScoredDocument;
use crate::best::{self, Best};
use crate::collect::Collected;
use crate::deadline::Deadline;
use crate::query::Word;
use crate::ranking::{LoneWord, Vocabulary};

/// A word is rare if no more than one directive in so many holds it: of one in twenty the room of `collect` pays.
const RARE: u64 = 64;
/// However small the archive, so many are few.
const FEW: u64 = 1_024;

/// Collects what holds a word, and keeps so many of the best; `None` if the word is not rare.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn collect(
    searcher: &Searcher,
    vocabulary: &Vocabulary,
    word: &Word,
    keep: usize,
    deadline: &Deadline,
) -> tantivy::Result<Option<Collected>> {
    let word = LoneWord::look_up(vocabulary, word)?;
    if word.holding() > FEW.max(vocabulary.documents / RARE) {
        return Ok(None);
    }
    let mut all = Collected { ids: vocabulary.ids.clone(), ..Collected::default() };
    for (segment, (reader, ids)) in searcher.segment_readers().iter().zip(vocabulary.ids.iter()).enumerate() {
        if deadline.is_over() {
            break;
        }
        let mut scored = word.scored(segment)?;
        if let Some(alive) = reader.alive_bitset() {
            scored.retain(|(document, _)| alive.is_alive(*document));
        }
        all.total += scored.len() as u64;
        // Scores are not negative, and then their bits order as they do.
        let key = |score: f32| u64::from(score.to_bits());
        let keys = all.best.iter().map(|hit| hit.key).chain(scored.iter().map(|(_, score)| key(*score)));
        let floor = best::floor(keys, keep);
        let mut best = Best::new((keep, floor), ids.clone(), None);
        let good = scored.iter().filter(|(_, score)| key(*score) >= floor);
        let read =
            |(document, score): &(u32, f32)| ScoredDocument { document: *document, score: *score, held: f32::INFINITY };
        good.map(read).for_each(|scored| best.take(key(scored.score), scored));
        all.best.extend(best.into_hits(segment as u32));
    }
    best::order(&mut all.best, keep, &all.ids)?;
    Ok(Some(all))
}
