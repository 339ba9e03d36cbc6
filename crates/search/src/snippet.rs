//! Snippets: the few passages of a text that show best why it was found, in NFC, with what was found marked.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::matcher::{Match, joined};
use crate::passage::passage;
use crate::response::Snippet;

/// How many snippets of a text are wanted, and how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) pieces: usize,
    /// In characters, about.
    pub(crate) length: usize,
}

impl Wanted {
    /// Three characters of Vietnamese are some four bytes.
    fn bytes(self) -> usize {
        self.length * 4 / 3
    }
}

/// Returns the snippets of a text and what was found in it, in the order in which it is read; none if nothing was.
pub(crate) fn snippets(text: &str, matches: &[Match], wanted: Wanted) -> Vec<Snippet> {
    let mut windows = best_windows(matches, wanted);
    windows.sort_by_key(|window| window.start);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for window in windows {
        let piece = passage(text, &(matches[window.start].at.start..matches[window.end - 1].at.end), wanted.bytes());
        match pieces.last_mut() {
            Some(last) if piece.start <= last.end => last.end = piece.end.max(last.end),
            _ => pieces.push(piece),
        }
    }
    pieces.into_iter().map(|piece| with_spans(text, piece, matches)).collect()
}

/// Returns the windows of matches, as ranges of them, that show most of the query in the length of a snippet.
fn best_windows(matches: &[Match], wanted: Wanted) -> Vec<Range<usize>> {
    let mut windows: Vec<(u32, Range<usize>)> = Vec::new();
    let (mut end, mut shown) = (0, Shown::default());
    for start in 0..matches.len() {
        while end < matches.len() && matches[end].at.end <= matches[start].at.start + wanted.bytes() * 2 / 3 {
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
        let apart = chosen.iter().all(|other| window.end <= other.start || other.end <= window.start);
        if chosen.len() < wanted.pieces && apart {
            chosen.push(window);
        }
    }
    chosen
}

/// What a window shows: each word counts by its best match, repetitions hardly.
#[derive(Default)]
struct Shown {
    /// How often, and what it was worth when it was first seen: parts of a NEAR are not worth the same.
    counts: HashMap<usize, (u32, u32)>,
    worth: u32,
}

impl Shown {
    fn add(&mut self, found: &Match) {
        let (count, first) = self.counts.entry(found.what).or_default();
        *count += 1;
        if *count == 1 {
            *first = 16 * found.weight;
        }
        self.worth += if *count == 1 { *first } else { 1 };
    }

    fn remove(&mut self, found: &Match, was_added: bool) {
        let (count, first) = self.counts.entry(found.what).or_default();
        if was_added && *count > 0 {
            self.worth -= if *count == 1 { *first } else { 1 };
            *count -= 1;
        }
    }
}

fn with_spans(text: &str, piece: Range<usize>, matches: &[Match]) -> Snippet {
    let inside = matches.iter().filter(|found| piece.start <= found.at.start && found.at.end <= piece.end);
    let ranges = joined(text, inside.map(|found| found.at.clone()));
    let (mut composed, mut characters, mut last) = (String::with_capacity(piece.len()), 0, piece.start);
    let mut push = |range: Range<usize>| {
        let part = nfc(&text[range]);
        characters += part.chars().count();
        composed.push_str(&part);
        characters
    };
    let mut spans = Vec::new();
    for range in ranges {
        let start = push(last..range.start);
        last = range.end;
        spans.push([start, push(range)]);
    }
    push(last..piece.end);
    Snippet { text: composed, spans }
}

/// Composes a text; most are composed already.
fn nfc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_composed) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Tells whether a character composes with nothing beside it: nearly all that a text holds, told without a table.
fn is_composed(found: char) -> bool {
    matches!(found, '\0'..='\u{2FF}' | 'Ạ'..='ỹ' | '\u{2010}'..='\u{2026}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::Matcher;
    use crate::ordered::Ordered;
    use crate::query::parse;
    use directive::reading_order;
    use proptest::prelude::*;

    fn of(query: &str, text: &str) -> Vec<Snippet> {
        let order = reading_order(text);
        let ordered = Ordered::of(text, &order);
        let matcher = Matcher::of(&parse(query).expect("a query"));
        let matches = matcher.find(&matcher.see(&ordered));
        snippets(ordered.text(), &matches, Wanted { pieces: 2, length: 240 })
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
    fn what_is_composed_needs_no_table() {
        for found in ('\0'..=char::MAX).filter(|found| is_composed(*found)) {
            assert_eq!(is_nfc_quick(std::iter::once(found)), IsNormalized::Yes, "{found:?}");
        }
    }

    #[test]
    fn without_a_match_nothing_is_shown() {
        assert_eq!(of("xyz", "Công an xã"), []);
        assert_eq!(of("", "Công an xã"), []);
    }

    proptest! {
        #[test]
        fn snippets_slice_the_text(query in "(công|an|cong| NEAR/3 |\"an xã\" NEAR |\"công an\"| |xã){1,6}", text in "(công|an|Cong|xã|XIII¹|m²|o\u{302}\u{309}|\\PC|[ .\n;]){0,120}") {
            for snippet in of(&query, &text) {
                prop_assert!(text.nfc().collect::<String>().contains(&snippet.text));
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
