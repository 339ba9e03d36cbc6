//! Numbers that begin as what was typed, in any spelling: those that directives bear, and those that they cite.

use std::collections::BTreeMap;

use directive::DocumentNumber;
use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::{Suggestion, SuggestionKind};
use crate::error::SearchError;
use crate::lexicon::Lexicon;

/// Keys that are looked at in each segment.
const MOST_KEYS: usize = 300;
/// Most numbers of one answer.
const MOST: usize = 8;
/// Stands before the key of a cited number that is whole, see `schema::cited_keys`.
const WHOLE: char = '=';

/// Returns the numbers that a text may become, the commonest first.
pub(crate) fn suggest(lexicon: Lexicon<'_>, text: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let Some(begun) = DocumentNumber::begun(text) else { return Ok(Vec::new()) };
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for key in keys(lexicon, &begun)? {
        if suggestions.len() == limit.min(MOST) {
            break;
        }
        let Some(number) = DocumentNumber::parse(&key).map(|number| number.to_string()) else { continue };
        if suggestions.iter().any(|known| known.text == number) {
            continue;
        }
        let (count, id) = counted(lexicon, &key)?;
        if count > 0 {
            suggestions.push(Suggestion { text: number, kind: SuggestionKind::Number, count, id });
        }
    }
    Ok(suggestions)
}

/// Returns the keys of whole numbers that begin so: those of the very digits before longer ones, then the commonest.
fn keys(lexicon: Lexicon<'_>, begun: &str) -> Result<Vec<String>, SearchError> {
    let fields = lexicon.fields();
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for (key, count) in lexicon.starting(fields.number, begun, MOST_KEYS, MOST_KEYS)? {
        *found.entry(key).or_default() += count;
    }
    for (key, count) in lexicon.starting(fields.cited, &format!("{WHOLE}{begun}"), MOST_KEYS, MOST_KEYS)? {
        // Behind the sign stands the time of one of several of that number.
        if let Some(key) = key.strip_prefix(WHOLE).filter(|key| !key.contains('@')) {
            *found.entry(key.to_owned()).or_default() += count;
        }
    }
    let keys: Vec<(String, u64)> = found.into_iter().collect();
    let mut whole: Vec<&(String, u64)> =
        keys.iter().enumerate().filter(|(at, _)| is_whole(&keys, *at)).map(|(_, key)| key).collect();
    let longer =
        |key: &str| key.get(begun.len()..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
    whole.sort_by(|one, other| {
        longer(&one.0).cmp(&longer(&other.0)).then(other.1.cmp(&one.1)).then_with(|| one.0.cmp(&other.0))
    });
    Ok(whole.into_iter().take(4 * MOST).map(|(key, _)| key.clone()).collect())
}

/// A key that leaves the issuer open is followed by one that goes on; that without marks stands for the one with them.
fn is_whole(keys: &[(String, u64)], at: usize) -> bool {
    let Some((key, _)) = keys.get(at) else { return false };
    let goes_on = keys
        .get(at + 1)
        .is_some_and(|(next, _)| next.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with(' ')));
    key.contains(' ') && !goes_on
}

/// Returns how many directives bear or cite a number, and which bears it if only one does.
fn counted(lexicon: Lexicon<'_>, key: &str) -> Result<(u64, Option<String>), SearchError> {
    let fields = lexicon.fields();
    let own = Term::from_field_text(fields.number, key);
    let cited = Term::from_field_text(fields.cited, &format!("{WHOLE}{key}"));
    let (bearing, citing) = (lexicon.count(&own)?, lexicon.count(&cited)?);
    if bearing == 0 || citing == 0 {
        let id = if bearing == 1 { lexicon.first_id(&own)? } else { None };
        return Ok((bearing + citing, id));
    }
    let id = if bearing == 1 { lexicon.first_id(&own)? } else { None };
    let term = |term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
    let either = BooleanQuery::union(vec![term(own), term(cited)]);
    Ok((lexicon.searcher().search(&either, &Count)? as u64, id))
}
