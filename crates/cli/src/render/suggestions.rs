//! Suggestions for a person: one a line, with how often and what it is.

use search::SuggestResponse;

use crate::output::plain;

/// Returns the suggestions as lines.
pub(crate) fn suggestions(response: &SuggestResponse) -> String {
    let line = |count: u64, kind: &str, text: &str| format!("{count:>8}  {kind:<7} {}\n", plain(text));
    let lines = response.suggestions.iter().map(|found| line(found.count, found.kind.name(), &found.text));
    if response.suggestions.is_empty() { "nothing to suggest\n".to_owned() } else { lines.collect() }
}
