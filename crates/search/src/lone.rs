//! A question that is one rare word and asks for the best of what holds it: counted, scored and ranked in one reading of its
//! postings.
//!
//! Apart from `collect`, which has room for any question: to make that room ready costs several times what it takes to read
//! the postings of a rare word. Where many directives hold a word, its room pays.

use tantivy::{Searcher, SegmentReader};

use crate::best::{self, Best};
use crate::collect::Collected;
use crate::deadline::Deadline;
use crate::query::Word;
use crate::ranking::{LoneWord, Vocabulary};

/// Most directives that hold a word which is rare.
const RARE: u64 = 4_096;

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
    if word.holding() > RARE {
        return Ok(None);
    }
    let mut all = Collected { ids: vocabulary.ids.clone(), ..Collected::default() };
    for (segment, (reader, ids)) in searcher.segment_readers().iter().zip(vocabulary.ids.iter()).enumerate() {
        if deadline.is_over() {
            break;
        }
        let mut best = Best::new((keep, best::floor(&all.best, keep)), ids.clone(), None);
        all.total += take(&word, (segment, reader), &mut best)?;
        all.best.extend(best.into_hits(segment as u32));
    }
    best::order(&mut all.best, keep, &all.ids)?;
    Ok(Some(all))
}

/// Takes what holds a word in a segment, and returns how many there are.
fn take(word: &LoneWord<'_>, (segment, reader): (usize, &SegmentReader), best: &mut Best) -> tantivy::Result<u64> {
    let alive = reader.alive_bitset();
    let mut total = 0;
    word.score(segment, |document, score| {
        if alive.is_none_or(|alive| alive.is_alive(document)) {
            total += 1;
            // Scores are not negative, and then their bits order as they do.
            best.take(score.to_bits().into(), document, score);
        }
    })?;
    Ok(total)
}
