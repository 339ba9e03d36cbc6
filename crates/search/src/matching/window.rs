//! Whether all parts of a NEAR stand close enough in one text: pure arithmetic on places, apart from the engine.
//!
//! One sweep over the occurrences from left to right keeps the best ways to have placed some of the parts, and forgets a
//! way as soon as another is as good for whatever follows. So the work grows with the occurrences, not with the ways to
//! combine them.

use crate::query::Word;

/// Where a phrase that stands for a part begins, how many words it has, and for which part it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Occurrence {
    pub(crate) start: u32,
    pub(crate) length: u32,
    pub(crate) part: usize,
}

/// What must stand together.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    parts: Vec<Part>,
    distance: i64,
}

#[derive(Clone, Debug)]
struct Part {
    /// The longest phrase that can stand for it, in words.
    longest: i64,
    /// The part before that is the same: it is placed first, so that two equal parts have one order.
    twin: Option<usize>,
}

/// Some parts placed side by side.
#[derive(Clone, Copy, Debug)]
struct Placed {
    parts: u32,
    /// Place behind the last of them.
    end: i64,
    /// Place of the first, and as much more as they have words: the greater, the fewer other words stand between.
    worth: i64,
}

impl Window {
    /// Parts are few, 32 at most; `distance` is how many other words may stand between the first and the last of them.
    pub(crate) fn new(parts: &[Vec<Vec<Word>>], distance: u32) -> Self {
        let part = |(at, alternatives): (usize, &Vec<Vec<Word>>)| Part {
            longest: alternatives.iter().map(Vec::len).max().unwrap_or(0) as i64,
            twin: parts[..at].iter().rposition(|earlier| earlier == alternatives),
        };
        Self { parts: parts.iter().enumerate().map(part).collect(), distance: i64::from(distance) }
    }

    /// Tells whether all parts can be placed near enough, no two of them on the same word. Occurrences are sorted.
    pub(crate) fn holds(&self, occurrences: &[Occurrence]) -> bool {
        let all = (1_u64 << self.parts.len()) - 1;
        let mut placed: Vec<Placed> = Vec::new();
        let mut groups = occurrences.chunk_by(|one, other| one.start == other.start).peekable();
        while let Some(group) = groups.next() {
            let next = groups.peek().and_then(|next| next.first()).map_or(i64::MAX, |next| i64::from(next.start));
            // Those that begin on the same word exclude one another, so each is laid on what was there before all of them.
            let ways: Vec<Placed> = group.iter().flat_map(|found| self.placements(&placed, found)).collect();
            if ways.iter().any(|way| u64::from(way.parts) == all) {
                return true;
            }
            placed.retain(|way| next.max(way.end).saturating_sub(way.worth) <= self.distance);
            ways.into_iter().for_each(|way| self.keep(&mut placed, way, next));
        }
        false
    }

    /// Returns the ways that end with an occurrence.
    fn placements(&self, placed: &[Placed], found: &Occurrence) -> Vec<Placed> {
        let (start, length) = (i64::from(found.start), i64::from(found.length));
        let bit = 1_u32 << found.part;
        let end = start + length;
        let twin = self.parts.get(found.part).and_then(|part| part.twin).map_or(0, |twin| 1_u32 << twin);
        let fits = |way: &&Placed| way.parts & bit == 0 && way.parts & twin == twin && way.end <= start;
        let near = |way: &Placed| end - way.worth <= self.distance;
        let extended =
            placed.iter().filter(fits).map(|way| Placed { parts: way.parts | bit, end, worth: way.worth + length });
        let first = (twin == 0).then_some(Placed { parts: bit, end, worth: end });
        extended.filter(near).chain(first).collect()
    }

    /// Adds a way unless another is as good for all that follows, which begins at `next` or later; drops those it betters.
    fn keep(&self, placed: &mut Vec<Placed>, way: Placed, next: i64) {
        if placed.iter().any(|other| self.is_as_good(other, &way, next)) {
            return;
        }
        placed.retain(|other| !self.is_as_good(&way, other, next));
        placed.push(way);
    }

    /// Tells whether all that can become of `other` can become of `way` too: it has placed the same parts and perhaps more,
    /// leaves the same room, and no more words lie between, whatever the parts that it need not place any more would add.
    fn is_as_good(&self, way: &Placed, other: &Placed, next: i64) -> bool {
        let more = way.parts & !other.parts;
        let spared: i64 =
            (0_u32..).zip(&self.parts).filter(|(at, _)| more >> at & 1 == 1).map(|(_, part)| part.longest).sum();
        other.parts & !way.parts == 0 && way.end <= other.end.max(next) && way.worth >= other.worth + spared
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(name: &str) -> Word {
        Word { exact: name.to_owned(), folded: name.to_owned(), marked: false, capitals: false }
    }

    /// A text of letters, and parts as alternatives of runs of letters.
    fn holds(text: &str, parts: &[Vec<String>], distance: u32) -> bool {
        let mut occurrences = Vec::new();
        for (part, alternatives) in parts.iter().enumerate() {
            for run in alternatives {
                let starts = (0..text.len()).filter(|start| text[*start..].starts_with(run.as_str()));
                occurrences.extend(starts.map(|start| Occurrence {
                    start: start as u32,
                    length: run.len() as u32,
                    part,
                }));
            }
        }
        occurrences.sort_unstable();
        let words = |run: &String| run.chars().map(|letter| word(&letter.to_string())).collect();
        let parts: Vec<Vec<Vec<Word>>> =
            parts.iter().map(|alternatives| alternatives.iter().map(words).collect()).collect();
        Window::new(&parts, distance).holds(&occurrences)
    }

    /// The same by trying everything.
    fn tried(text: &str, parts: &[Vec<String>], distance: usize, taken: &mut Vec<(usize, usize)>) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            let first = taken.iter().map(|(start, _)| *start).min().unwrap_or(0);
            let last = taken.iter().map(|(_, end)| *end).max().unwrap_or(0);
            let own: usize = taken.iter().map(|(start, end)| end - start).sum();
            return last - first <= own + distance;
        };
        let places = part.iter().flat_map(|run| {
            let starts = (0..text.len()).filter(move |start| text[*start..].starts_with(run.as_str()));
            starts.map(move |start| (start, start + run.len()))
        });
        for (start, end) in places {
            if taken.iter().any(|(from, to)| *from < end && start < *to) {
                continue;
            }
            taken.push((start, end));
            let found = tried(text, rest, distance, taken);
            taken.pop();
            if found {
                return true;
            }
        }
        false
    }

    #[test]
    fn table() {
        let cases: &[(&str, &[&[&str]], u32, bool)] = &[
            ("axxb", &[&["a"], &["b"]], 2, true),
            ("axxb", &[&["a"], &["b"]], 1, false),
            ("bxa", &[&["a"], &["b"]], 1, true),
            ("axbxc", &[&["a"], &["b"], &["c"]], 2, true),
            ("axbxxc", &[&["a"], &["b"], &["c"]], 2, false),
            ("a", &[&["a"], &["a"]], 9, false),
            ("aa", &[&["a"], &["a"]], 0, true),
            ("abc", &[&["ab"], &["bc"]], 9, false),
            ("abcab", &[&["ab"], &["bc"]], 0, true),
            ("axxbc", &[&["a"], &["b", "xb"]], 1, true),
        ];
        for (text, parts, distance, expected) in cases {
            let parts: Vec<Vec<String>> =
                parts.iter().map(|part| part.iter().map(|run| (*run).to_owned()).collect()).collect();
            assert_eq!(holds(text, &parts, *distance), *expected, "{text} {parts:?} {distance}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn a_sweep_finds_what_trying_finds(
            text in "[abc]{0,12}|[abcx]{0,16}",
            parts in proptest::collection::vec(proptest::collection::vec("[abc]{1,3}", 1..3), 1..5),
            distance in 0_u32..6,
        ) {
            let tried = tried(&text, &parts, distance as usize, &mut Vec::new());
            prop_assert_eq!(holds(&text, &parts, distance), tried);
        }
    }
}
