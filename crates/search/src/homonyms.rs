//! Documents of one number: `12-NQ/TW` of 2017 and of 2022. A filter on the number finds whoever cites any of them; here
//! is told which they are and how many cite each, so that nobody takes two documents for one.

use std::collections::BTreeMap;

use schema::Fields;
use tantivy::Searcher;

use crate::error::SearchError;
use crate::filters::{FacetFilter, Selector};
use crate::response::Warning;

/// Stands between the number and the time in a key, see `schema::cited_keys`.
const AT: char = '@';
/// Most documents that are named.
const NAMED: usize = 12;

/// Returns a warning for each filter on a number that several documents bear.
///
/// # Errors
/// [`SearchError`] when the index fails.
pub(crate) fn homonyms(
    searcher: &Searcher,
    fields: &Fields,
    filters: &[FacetFilter],
) -> Result<Vec<Warning>, SearchError> {
    let mut warnings = Vec::new();
    for selector in filters.iter().flat_map(|filter| &filter.wanted) {
        if let Selector::Cited(key) = selector
            && !key.contains(AT)
        {
            let times = times(searcher, fields, key)?;
            warnings.extend((times.len() > 1).then(|| warning(key, &times)));
        }
    }
    Ok(warnings)
}

/// Returns the times of the documents of a number, in order, with how many directives cite each.
fn times(searcher: &Searcher, fields: &Fields, key: &str) -> Result<BTreeMap<String, u64>, SearchError> {
    let mut times: BTreeMap<String, u64> = BTreeMap::new();
    let prefix = format!("{key}{AT}");
    // The sign after `@` in the order of bytes: the range holds what begins with the prefix.
    let end = format!("{key}A");
    for reader in searcher.segment_readers() {
        let index = reader.inverted_index(fields.cited)?;
        let mut terms = index.terms().range().ge(prefix.as_bytes()).lt(end.as_bytes()).into_stream()?;
        while terms.advance() {
            let time = std::str::from_utf8(terms.key()).ok().and_then(|term| term.strip_prefix(&prefix));
            if let Some(time) = time {
                *times.entry(time.to_owned()).or_default() += u64::from(terms.value().doc_freq);
            }
        }
    }
    // A day is also found under its year, which is no document of its own.
    let days: Vec<String> =
        times.keys().filter(|time| time.len() > 4).map(|time| time[..4.min(time.len())].to_owned()).collect();
    times.retain(|time, _| time.len() != 4 || !days.contains(time));
    Ok(times)
}

fn warning(key: &str, times: &BTreeMap<String, u64>) -> Warning {
    let named = |cited: &str| {
        let named: Vec<String> = times
            .iter()
            .take(NAMED)
            .map(|(time, count)| format!("{time} ({})", cited.replace('#', &count.to_string())))
            .collect();
        named.join(", ")
    };
    let has_more = times.len() > NAMED;
    let number = key.trim_start_matches('=');
    let (count, example) = (times.len(), times.keys().next_back().map_or("", String::as_str));
    let (english, vietnamese) = (named("cited by #"), named("# văn bản viện dẫn"));
    let (rest, rest_vi) = if has_more { (" and others", " và văn bản khác") } else { ("", "") };
    Warning {
        code: "homonyms".to_owned(),
        span: None,
        message: format!(
            "{count} documents bear the number {number}: {english}{rest}; cites={number}@{example} picks one"
        ),
        message_vi: format!(
            "Có {count} văn bản mang số {number}: {vietnamese}{rest_vi}; muốn chọn một, hãy lọc cites={number}@{example}."
        ),
    }
}
