//! What was perhaps meant: proposals for a query, each with what it would bring. Nothing is ever applied unasked.
//!
//! Words that stand nowhere in the archive are read as raw keystrokes, as several words run together, as one word torn
//! apart, or as a slip; then marks that were left out, or that the archive writes otherwise by far, are put as the archive
//! writes them.

mod marks;
mod repair;
mod totals;
mod typed;

use crate::error::SearchError;
use crate::lexicon::{Lexicon, Speller};
use crate::query::Query;
pub(crate) use totals::Made;
use typed::Typed;

/// Most proposals of an answer.
const MOST: usize = 3;
/// Longer queries are left as they are: each word costs time.
const MOST_WORDS: usize = 12;
/// Directives whose spelling is looked at, shared among the pairs of the query.
const SAMPLE: usize = 96;
/// So many of them for one pair: of a few sizes, so that what one question saw is there for another of other length.
pub(crate) const SAMPLES_OF_PAIR: [usize; 3] = [32, 16, 8];

/// Returns other wordings of a query, the likeliest first. `total` is what it brought.
fn proposals(lexicon: Lexicon<'_>, text: &str, query: &Query, total: u64) -> Result<Vec<String>, SearchError> {
    let typed = Typed::of(text, query);
    let words = typed.words.len();
    if words == 0 || words > MOST_WORDS {
        return Ok(Vec::new());
    }
    let sample = SAMPLES_OF_PAIR.into_iter().find(|sample| sample * words <= SAMPLE).unwrap_or(SAMPLES_OF_PAIR[2]);
    let mut speller = Speller::new(lexicon, sample as u32);
    let mut found: Vec<String> = Vec::new();
    for repaired in repair::repairs(lexicon, &typed, total)? {
        let marked = marks::restored(lexicon, &mut speller, repaired)?;
        let proposed = marked.written(text);
        if !found.contains(&proposed) && !marked.same_as(&typed) {
            found.push(proposed);
        }
    }
    found.truncate(MOST);
    Ok(found)
}
