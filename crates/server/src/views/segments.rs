//! Text in pieces, marked and plain. Pages are given pieces and never markup: so the template escapes every one of them
//! and the only `<mark>` is ours.

use std::ops::Range;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) text: String,
    pub(crate) is_match: bool,
}

/// Cuts a text at byte ranges, sorted and disjoint. A range that does not lie on character boundaries is left out.
pub(crate) fn by_bytes(text: &str, matches: &[Range<usize>]) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(matches.len() * 2 + 1);
    let mut done = 0;
    for range in matches {
        let (Some(plain), Some(found)) = (text.get(done..range.start), text.get(range.clone())) else {
            continue;
        };
        push(&mut segments, plain, false);
        push(&mut segments, found, true);
        done = range.end;
    }
    push(&mut segments, text.get(done..).unwrap_or_default(), false);
    segments
}

/// Cuts a text at ranges of code points.
pub(crate) fn by_points(text: &str, spans: &[[usize; 2]]) -> Vec<Segment> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(text.len());
    let byte = |point: usize| bytes.get(point).copied().unwrap_or(text.len());
    let matches: Vec<Range<usize>> = spans.iter().map(|[start, end]| byte(*start)..byte(*end)).collect();
    by_bytes(text, &matches)
}

fn push(segments: &mut Vec<Segment>, text: &str, is_match: bool) {
    if !text.is_empty() {
        segments.push(Segment { text: text.to_owned(), is_match });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(segments: &[Segment], expected: &str) {
        let print =
            |segment: &Segment| if segment.is_match { format!("[{}]", segment.text) } else { segment.text.clone() };
        assert_eq!(segments.iter().map(print).collect::<String>(), expected);
    }

    #[test]
    fn pieces_join_to_the_text() {
        let text = "Tỉnh ủy họp";
        check(&by_points(text, &[[0, 4], [8, 11]]), "[Tỉnh] ủy [họp]");
        check(&by_points(text, &[[5, 99]]), "Tỉnh [ủy họp]");
        check(&by_points(text, &[]), text);
        check(&by_points("", &[[0, 0]]), "");
        // Ranges that cannot be are passed over; the text stays whole.
        check(&by_bytes(text, &[0..3, Range { start: 4, end: 2 }, 2..100]), text);
    }
}
