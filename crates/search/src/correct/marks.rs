//! Marks as the archive writes them: put where none were typed, and changed where those typed are far rarer beside the same
//! neighbour.

use super::typed::{Placed, Typed};
use crate::error::SearchError;
use crate::lexicon::{AsTyped, FAR_RARER, Lexicon, Spelled, Speller};

/// Returns the words with their marks as the archive writes them.
pub(super) fn restored(
    lexicon: Lexicon<'_>,
    speller: &mut Speller<'_>,
    mut typed: Typed,
) -> Result<Typed, SearchError> {
    let mut asked = Vec::new();
    for at in 0..typed.words.len() {
        asked.push(spelled(lexicon, speller, &typed, at)?);
    }
    let mut from = 0;
    while from < asked.len() {
        let more = typed.words.iter().skip(from + 1).take_while(|word| word.follows).count();
        let to = from + 1 + more;
        let exact = speller.spell(asked.get(from..to).unwrap_or_default())?;
        for (word, exact) in typed.words.iter_mut().skip(from).zip(exact) {
            word.exact = exact;
        }
        from = to;
    }
    Ok(typed)
}

/// Returns a word with its spelling if that is settled: typed marks are, where the archive knows them.
fn spelled(lexicon: Lexicon<'_>, speller: &mut Speller<'_>, typed: &Typed, at: usize) -> Result<Spelled, SearchError> {
    let Some(word) = typed.words.get(at) else { return Ok(Spelled { folded: String::new(), exact: None }) };
    let (before, after) = typed.neighbours(at);
    let settled = word.marked
        && lexicon.has_spelling(&word.exact)?
        && !is_far_rarer(speller, word, before, true)?
        && !is_far_rarer(speller, word, after, false)?;
    // A word that the archive does not have keeps the spelling it has.
    let unknown = !lexicon.has_word(&word.folded)?;
    Ok(Spelled { folded: word.folded.clone(), exact: (settled || unknown).then(|| word.exact.clone()) })
}

/// Tells whether another spelling of a word is far more common beside a neighbour, which stands before or after it.
fn is_far_rarer(
    speller: &mut Speller<'_>,
    word: &Placed,
    neighbour: Option<&Placed>,
    before: bool,
) -> Result<bool, SearchError> {
    let Some(neighbour) = neighbour else { return Ok(false) };
    let (one, other) = if before { (neighbour, word) } else { (word, neighbour) };
    if speller.is_usual([one, other].map(|word| AsTyped { folded: &word.folded, exact: &word.exact }))? {
        return Ok(false);
    }
    let (mut typed, mut best) = (0, 0);
    for (spelled, count) in &speller.sightings(&one.folded, &other.folded)?.spelled {
        let [first, second] = spelled.as_slice() else { continue };
        let (own, beside) = if before { (second, first) } else { (first, second) };
        match own == &word.exact {
            _ if neighbour.marked && *beside != neighbour.exact => {}
            true => typed += count,
            false => best = best.max(*count),
        }
    }
    Ok(best > FAR_RARER * typed)
}
