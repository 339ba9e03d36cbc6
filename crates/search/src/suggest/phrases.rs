//! How the archive goes on after the last words typed: read off the sorted pairs, spelled as the archive spells.

use std::collections::HashMap;

use schema::PAIR_SEPARATOR;

use super::{Suggestion, SuggestionKind, Typing};
use crate::error::SearchError;
use crate::lexicon::{Lexicon, Sightings, Spelled, Speller, commonest};
use crate::query::Word;

/// Most phrases of one answer.
const MOST: usize = 5;
/// Most continuations that are tried for them.
const MOST_TRIED: usize = 8;
/// Pairs that are looked at in each segment: no syllable has more neighbours worth a thought.
const MOST_PAIRS: usize = 3_000;
/// Words that a lone unfinished one may become, of as many of the dictionary.
const COMPLETIONS: (usize, usize) = (2, 500);
/// Typed words that a phrase begins with.
const CONTEXT: usize = 2;
/// Words before those that are spelled as the archive does.
const MOST_SPELLED: usize = 4;
/// Directives whose spelling is looked at.
const SAMPLE: u32 = 4;

/// Folded words, with how often their last pair stands in the archive.
type Phrase = (Vec<String>, u64);

/// Returns phrases that what was typed may become, the most frequent first.
pub(super) fn suggest(lexicon: Lexicon<'_>, typing: &Typing<'_>, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let context: Vec<&Word> = typing.finished.iter().rev().take(CONTEXT).rev().collect();
    let before = before(lexicon, typing, context.len())?;
    let mut suggestions = Vec::new();
    for (folded, _) in phrases(lexicon, typing, &context)? {
        if suggestions.len() == limit.min(MOST) {
            break;
        }
        // Pairs alone do not make a phrase: `công an` and `an ninh` are no `công an ninh`.
        let words: Vec<&str> = folded.iter().map(String::as_str).collect();
        let seen = lexicon.sightings(&words, SAMPLE)?;
        let Some(text) = written(&before, &context, &seen).filter(|_| 2 * seen.holding > seen.looked_at) else {
            continue;
        };
        let count = rarest(lexicon, &words)?;
        suggestions.push(Suggestion { text, kind: SuggestionKind::Phrase, count, id: None });
    }
    suggestions.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.text.cmp(&other.text)));
    Ok(suggestions)
}

/// Returns the likeliest continuations: the unfinished word completed, or taken for finished and gone on from.
fn phrases(lexicon: Lexicon<'_>, typing: &Typing<'_>, context: &[&Word]) -> Result<Vec<Phrase>, SearchError> {
    let folded: Vec<String> = context.iter().map(|word| word.folded.clone()).collect();
    let unfinished = typing.unfinished.as_ref().map_or("", |word| word.folded.as_str());
    let mut found: HashMap<Vec<String>, u64> = HashMap::new();
    match folded.last() {
        Some(last) => found.extend(going_on(lexicon, &folded, last, unfinished)?),
        None => {
            let (most, looked_at) = COMPLETIONS;
            for (word, _) in commonest(lexicon.starting(lexicon.fields().folded, unfinished, looked_at, most)?, most) {
                found.extend(going_on(lexicon, std::slice::from_ref(&word), &word, "")?);
            }
        }
    }
    if !unfinished.is_empty() {
        let whole = [folded, vec![unfinished.to_owned()]].concat();
        found.extend(going_on(lexicon, &whole, unfinished, "")?);
    }
    let mut found: Vec<Phrase> = found.into_iter().collect();
    found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found.truncate(MOST_TRIED);
    Ok(found)
}

/// Returns the words that follow `last` in the archive and begin so, each behind `words`.
fn going_on(lexicon: Lexicon<'_>, words: &[String], last: &str, begun: &str) -> Result<Vec<Phrase>, SearchError> {
    let prefix = format!("{last}{PAIR_SEPARATOR}{begun}");
    let mut pairs = lexicon.starting(lexicon.fields().pairs, &prefix, MOST_PAIRS, 4 * MOST_TRIED)?;
    // Words of more than a letter; what was typed whole already is no suggestion.
    let next = |pair: &str| pair.rsplit(PAIR_SEPARATOR).next().unwrap_or_default().to_owned();
    pairs.retain(|pair, _| {
        let next = next(pair);
        next != begun && next.len() > 1 && next.chars().all(char::is_alphabetic)
    });
    let phrase = |(pair, count): (String, u64)| ([words, &[next(&pair)]].concat(), count);
    Ok(commonest(pairs, MOST_TRIED).into_iter().map(phrase).collect())
}

/// Returns how many directives hold the rarest pair of a phrase.
fn rarest(lexicon: Lexicon<'_>, words: &[&str]) -> Result<u64, SearchError> {
    let pairs = words.iter().zip(words.iter().skip(1)).map(|(one, other)| lexicon.pair(one, other));
    Ok(pairs.collect::<Result<Vec<u64>, SearchError>>()?.into_iter().min().unwrap_or(0))
}

/// Writes a phrase behind what was typed before it, in its commonest spelling that has the marks typed.
fn written(before: &str, context: &[&Word], seen: &Sightings) -> Option<String> {
    let meant =
        |spelled: &[String]| context.iter().zip(spelled).all(|(word, exact)| !word.marked || word.exact == *exact);
    let fitting = seen.spelled.iter().filter(|(spelled, _)| meant(spelled));
    let (spelled, _) = fitting.max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)))?;
    Some(format!("{before}{}", shown(spelled)))
}

fn shown(exact: &[String]) -> String {
    exact.iter().map(|exact| vietnamese::written(exact)).collect::<Vec<_>>().join(" ")
}

/// Returns what stands before the context: as it was typed, or where all of it is a few words without marks, with those of
/// the archive.
fn before(lexicon: Lexicon<'_>, typing: &Typing<'_>, context: usize) -> Result<String, SearchError> {
    let count = typing.finished.len() - context;
    let words = typing.finished.get(..count).unwrap_or_default();
    let from = typing.starts.get(count).copied().unwrap_or(0);
    let typed = typing.text.get(..from).unwrap_or_default();
    let bare = typed.chars().all(|found| found.is_alphanumeric() || found == ' ');
    if words.is_empty() || words.len() > MOST_SPELLED || !bare || words.iter().any(|word| word.marked) {
        return Ok(typed.to_owned());
    }
    let asked: Vec<Spelled> = words.iter().map(|word| Spelled { folded: word.folded.clone(), exact: None }).collect();
    Ok(shown(&Speller::new(lexicon, SAMPLE).spell(&asked)?) + " ")
}
