//! Snippets: the few pieces of a text that show best why it was found, cut from it without any change.

use std::collections::HashMap;
use std::ops::Range;

use crate::matcher::{Match, Matcher, joined};
use crate::response::Snippet;

/// Most snippets of one hit.
const PIECES: usize = 2;
/// Length of a snippet in bytes, which is some 240 characters of Vietnamese.
const LENGTH: usize = 320;

/// Returns the snippets of a text, in the order of the text; none if nothing of the query stands in it.
pub(crate) fn snippets(matcher: &Matcher, text: &str) -> Vec<Snippet> {
    let matches = matcher.find(text);
    let mut windows = best_windows(&matches);
    windows.sort_by_key(|window| window.start);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for window in windows {
        let piece = widened(text, &(matches[window.start].at.start..matches[window.end - 1].at.end));
        match pieces.last_mut() {
            Some(last) if piece.start <= last.end => last.end = piece.end.max(last.end),
            _ => pieces.push(piece),
        }
    }
    pieces.into_iter().map(|piece| with_spans(text, piece, &matches)).collect()
}

/// Returns the windows of matches, as ranges of them, that show most of the query in the length of a snippet.
fn best_windows(matches: &[Match]) -> Vec<Range<usize>> {
    let mut windows: Vec<(u32, Range<usize>)> = Vec::new();
    let (mut end, mut shown) = (0, Shown::default());
    for start in 0..matches.len() {
        while end < matches.len() && matches[end].at.end <= matches[start].at.start + LENGTH * 2 / 3 {
            shown.add(&matches[end]);
            end += 1;
        }
        // A single match may be longer than a window.
        let window = start..end.max(start + 1);
        windows.push((shown.worth, window));
        shown.remove(&matches[start], end > start);
        end = end.max(start + 1);
    }
    windows.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.start.cmp(&other.1.start)));
    let mut chosen: Vec<Range<usize>> = Vec::new();
    for (_, window) in windows {
        if chosen.len() < PIECES && chosen.iter().all(|other| window.end <= other.start || other.end <= window.start) {
            chosen.push(window);
        }
    }
    chosen
}

/// What a window shows: each word counts by its best match, repetitions hardly.
#[derive(Default)]
struct Shown {
    counts: HashMap<usize, u32>,
    worth: u32,
}

impl Shown {
    fn add(&mut self, found: &Match) {
        let count = self.counts.entry(found.what).or_default();
        *count += 1;
        self.worth += if *count == 1 { 16 * found.weight } else { 1 };
    }

    fn remove(&mut self, found: &Match, was_added: bool) {
        let count = self.counts.entry(found.what).or_default();
        if was_added && *count > 0 {
            self.worth -= if *count == 1 { 16 * found.weight } else { 1 };
            *count -= 1;
        }
    }
}

/// Widens a range to the length of a snippet, back to the beginning of a sentence or line if one is near, and to whole
/// words at both ends.
fn widened(text: &str, at: &Range<usize>) -> Range<usize> {
    let spare = LENGTH.saturating_sub(at.len());
    let from = boundary(text, at.start.saturating_sub(spare / 3));
    let before = &text[from..at.start];
    let start = match before.rfind(['\n', '.', ';']) {
        Some(stop) => from + stop + 1,
        None if from == 0 => 0,
        None => from + before.find(char::is_whitespace).unwrap_or(before.len()),
    };
    let start = start + (text[start..at.start].len() - text[start..at.start].trim_start().len());
    let to = boundary(text, (start + LENGTH).max(at.end).min(text.len()));
    let after = &text[at.end..to];
    let end = if to == text.len() { to } else { at.end + after.rfind(char::is_whitespace).unwrap_or(after.len()) };
    start..at.end + text[at.end..end].trim_end().len()
}

/// Returns the last character boundary at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

fn with_spans(text: &str, piece: Range<usize>, matches: &[Match]) -> Snippet {
    let inside = matches.iter().filter(|found| piece.start <= found.at.start && found.at.end <= piece.end);
    let ranges = joined(text, inside.map(|found| found.at.clone()));
    let (mut spans, mut characters, mut last) = (Vec::new(), 0, piece.start);
    for range in ranges {
        let start = characters + text[last..range.start].chars().count();
        characters = start + text[range.clone()].chars().count();
        last = range.end;
        spans.push([start, characters]);
    }
    Snippet { text: text[piece].to_owned(), spans }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use proptest::prelude::*;

    fn of(query: &str, text: &str) -> Vec<Snippet> {
        snippets(&Matcher::of(&parse(query).expect("a query")), text)
    }

    fn marked(snippet: &Snippet) -> Vec<String> {
        let characters: Vec<char> = snippet.text.chars().collect();
        snippet.spans.iter().map(|[start, end]| characters[*start..*end].iter().collect()).collect()
    }

    #[test]
    fn the_best_piece_is_cut_at_words_and_marked() {
        let filler = "Một câu không có gì để tìm trong đó cả. ".repeat(30);
        let text = format!("{filler}Xây dựng lực lượng Công an xã vững mạnh. {filler}");
        let found = of("cong an xa", &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].text.starts_with("Xây dựng lực lượng Công an xã"), "{:?}", found[0].text);
        assert_eq!(marked(&found[0]), ["Công an xã"]);
    }

    #[test]
    fn without_a_match_nothing_is_shown() {
        assert_eq!(of("xyz", "Công an xã"), []);
        assert_eq!(of("", "Công an xã"), []);
    }

    proptest! {
        #[test]
        fn snippets_slice_the_text(query in "(công|an|cong|\"công an\"| |xã){1,6}", text in "(công|an|Cong|xã|XIII¹|m²|o\u{302}\u{309}|\\PC|[ .\n;]){0,120}") {
            for snippet in of(&query, &text) {
                prop_assert!(text.contains(&snippet.text));
                let length = snippet.text.chars().count();
                let mut last = 0;
                for [start, end] in snippet.spans {
                    prop_assert!(last <= start && start < end && end <= length);
                    last = end;
                }
            }
        }
    }
}
