//! Words that stand nowhere in the archive, and what they were perhaps meant to be.

use super::typed::{Placed, Typed};
use crate::error::SearchError;
use crate::lexicon::Lexicon;

/// Other repairs that are tried for the first word in need of one.
const MOST: usize = 3;
/// Longest run of letters that is cut into words, in characters.
const LONGEST_GLUED: usize = 24;
/// Longest syllable, in characters.
const LONGEST_SYLLABLE: usize = 7;

/// What a word may be.
#[derive(Clone, Debug)]
struct Repair {
    words: Vec<String>,
    /// Words of the query that it stands for.
    taken: usize,
    /// How often it stands beside its neighbours in the archive; of torn and glued words how often their parts do.
    support: u64,
    cost: u32,
    count: u64,
}

/// Returns the query with its unknown words repaired, the likeliest repair first; as it was typed where there is none.
pub(super) fn repairs(lexicon: Lexicon<'_>, typed: &Typed, total: u64) -> Result<Vec<Typed>, SearchError> {
    let mut suspects = suspects(lexicon, typed, total)?;
    // From the last to the first, so that places stay what they are.
    suspects.reverse();
    let Some((first, others)) = suspects.split_last() else { return Ok(vec![typed.clone()]) };
    let mut repaired = typed.clone();
    for at in others {
        if let Some(best) = repairs_of(lexicon, &repaired, *at)?.first() {
            repaired.replace(*at, best.taken, &best.words);
        }
    }
    let mut found = Vec::new();
    for repair in repairs_of(lexicon, &repaired, *first)?.into_iter().take(MOST) {
        let mut one = repaired.clone();
        one.replace(*first, repair.taken, &repair.words);
        found.push(one);
    }
    Ok(if found.is_empty() { vec![repaired] } else { found })
}

/// Returns the places of words that stand nowhere; where all stand somewhere and nothing was found, of those that stand
/// beside none of their neighbours.
fn suspects(lexicon: Lexicon<'_>, typed: &Typed, total: u64) -> Result<Vec<usize>, SearchError> {
    let (mut unknown, mut lonely) = (Vec::new(), Vec::new());
    for (at, word) in typed.words.iter().enumerate() {
        let is_word = word.folded.chars().any(char::is_alphabetic);
        if is_word && !lexicon.has_word(&word.folded)? {
            unknown.push(at);
        } else if is_word && total == 0 && is_lonely(lexicon, typed, at)? {
            lonely.push(at);
        }
    }
    Ok(if unknown.is_empty() { lonely } else { unknown })
}

fn is_lonely(lexicon: Lexicon<'_>, typed: &Typed, at: usize) -> Result<bool, SearchError> {
    let (before, after) = typed.neighbours(at);
    let Some(word) = typed.words.get(at).filter(|_| before.or(after).is_some()) else { return Ok(false) };
    Ok(support(lexicon, before, std::slice::from_ref(&word.folded), after)? == 0)
}

/// How often words stand beside those before and after.
fn support(
    lexicon: Lexicon<'_>,
    before: Option<&Placed>,
    folded: &[String],
    after: Option<&Placed>,
) -> Result<u64, SearchError> {
    let mut support = 0;
    if let (Some(before), Some(first)) = (before, folded.first()) {
        support += lexicon.pair(&before.folded, first)?;
    }
    if let (Some(last), Some(after)) = (folded.last(), after) {
        support += lexicon.pair(last, &after.folded)?;
    }
    Ok(support)
}

/// Returns what a word may be: keystrokes before all else, as they are hardly ever anything else; then by what stands
/// beside it, by how far it is off, by how often it is used.
fn repairs_of(lexicon: Lexicon<'_>, typed: &Typed, at: usize) -> Result<Vec<Repair>, SearchError> {
    let Some(word) = typed.words.get(at) else { return Ok(Vec::new()) };
    if let Some(repair) = keystrokes(lexicon, word)? {
        return Ok(vec![repair]);
    }
    let mut found = glued(lexicon, word)?;
    found.extend(torn(lexicon, typed, at)?);
    let (before, after) = typed.neighbours(at);
    // A number stands beside its letters in no other way than it was typed.
    if word.folded.chars().all(char::is_alphabetic) {
        for near in lexicon.near(&word.folded)? {
            let support = support(lexicon, before, std::slice::from_ref(&near.folded), after)?;
            found.push(Repair { words: vec![near.folded], taken: 1, support, cost: near.cost, count: near.count });
        }
    }
    let alone = before.is_none() && after.is_none();
    let known = lexicon.has_word(&word.folded)?;
    found.retain(|repair| repair.support > 0 || alone || !known);
    found.sort_by_key(|repair| {
        let unsupported = repair.support == 0;
        (unsupported, repair.cost, std::cmp::Reverse((repair.support, repair.count)))
    });
    Ok(found)
}

/// Raw keystrokes of Telex or VNI, if what they write stands in the archive.
fn keystrokes(lexicon: Lexicon<'_>, word: &Placed) -> Result<Option<Repair>, SearchError> {
    let Some(decoded) = vietnamese::decode(&word.exact) else { return Ok(None) };
    let key = vietnamese::key(&decoded);
    let (exact, folded) = (lexicon.spelling(&key.exact)?, lexicon.word(&key.folded)?);
    // `cong1` writes cóng and means công: where the archive has no such word, its marks are left to the archive.
    let (word, count) = if exact > 0 { (key.exact, exact) } else { (key.folded, folded) };
    Ok((count > 0).then(|| Repair { words: vec![word], taken: 1, support: 0, cost: 0, count }))
}

/// A word torn apart: `c ông`.
fn torn(lexicon: Lexicon<'_>, typed: &Typed, at: usize) -> Result<Vec<Repair>, SearchError> {
    let (before, after) = typed.neighbours(at);
    let Some(word) = typed.words.get(at) else { return Ok(Vec::new()) };
    let Some(after) = after else { return Ok(Vec::new()) };
    let joined = format!("{}{}", word.exact, after.exact);
    let key = vietnamese::key(&joined);
    let count = lexicon.word(&key.folded)?;
    let (_, next) = typed.neighbours(at + 1);
    let support = support(lexicon, before, std::slice::from_ref(&key.folded), next)?;
    let repair = Repair { words: vec![key.exact], taken: 2, support, cost: 1, count };
    Ok(if count > 0 { vec![repair] } else { Vec::new() })
}

/// Words run together: `congan`. Of all ways to cut them the one whose weakest pair is the strongest.
fn glued(lexicon: Lexicon<'_>, word: &Placed) -> Result<Vec<Repair>, SearchError> {
    let letters: Vec<char> = word.exact.chars().collect();
    if letters.len() > LONGEST_GLUED || !letters.iter().all(|letter| letter.is_alphabetic()) {
        return Ok(Vec::new());
    }
    // For each end: the best cuts so far, with the support of their weakest pair.
    let mut cuts: Vec<Vec<(Vec<String>, u64)>> = vec![vec![(Vec::new(), u64::MAX)]];
    for end in 1..=letters.len() {
        let mut here: Vec<(Vec<String>, u64)> = Vec::new();
        for start in end.saturating_sub(LONGEST_SYLLABLE)..end {
            let part: String = letters.get(start..end).unwrap_or_default().iter().collect();
            let known = lexicon.has_word(&vietnamese::key(&part).folded)?;
            for (words, weakest) in cuts.get(start).into_iter().flatten().filter(|_| known) {
                here.extend(gone_on(lexicon, words, *weakest, &part)?);
            }
        }
        here.sort_by_key(|(words, weakest)| (std::cmp::Reverse(*weakest), words.len()));
        here.truncate(2);
        cuts.push(here);
    }
    let whole = cuts.pop().unwrap_or_default().into_iter().filter(|(words, _)| words.len() > 1);
    let repair = |(words, support)| Repair { words, taken: 1, support, cost: 1, count: support };
    Ok(whole.map(repair).collect())
}

/// Puts one more word behind others, if the archive ever does.
fn gone_on(
    lexicon: Lexicon<'_>,
    words: &[String],
    weakest: u64,
    part: &str,
) -> Result<Option<(Vec<String>, u64)>, SearchError> {
    let weakest = match words.last() {
        Some(last) => weakest.min(lexicon.pair(&vietnamese::key(last).folded, &vietnamese::key(part).folded)?),
        None => weakest,
    };
    let mut words = words.to_vec();
    words.push(part.to_owned());
    Ok((weakest > 0).then_some((words, weakest)))
}
