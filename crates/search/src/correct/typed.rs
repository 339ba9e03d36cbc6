//! The words of a query in their places, so that a proposal changes them and leaves all else as it was typed.

use std::ops::Range;

use crate::query::{List, Node, Query, Word};

/// The words of a query that may be changed: what is looked for in the text, and not numbers, fields and what is excluded.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) words: Vec<Placed>,
}

/// One word in its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) folded: String,
    pub(super) exact: String,
    /// Its marks are settled.
    pub(super) marked: bool,
    /// Bytes of the query; several words that stand for one share them.
    pub(super) at: Range<usize>,
    /// It follows the word before without anything but gaps and commas between.
    pub(super) follows: bool,
}

impl Typed {
    pub(super) fn of(text: &str, query: &Query) -> Typed {
        let mut known = Vec::new();
        gather(&query.root, &mut known);
        let mut typed = Typed { words: Vec::new() };
        let mut last = None;
        for token in vietnamese::tokens(text) {
            let at = token.start..token.end;
            let Some(word) = known.iter().find(|word| word.exact == token.exact) else { continue };
            let follows = last.is_some_and(|end| text.get(end..at.start).is_some_and(is_gap));
            last = Some(at.end);
            let (folded, exact) = (token.folded, token.exact);
            typed.words.push(Placed { folded, exact, marked: word.marked, at, follows });
        }
        typed
    }

    /// Returns the words before and after one, as far as they are its neighbours.
    pub(super) fn neighbours(&self, at: usize) -> (Option<&Placed>, Option<&Placed>) {
        let own = self.words.get(at);
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let after = self.words.get(at + 1).filter(|after| after.follows);
        (before.filter(|_| own.is_some_and(|own| own.follows)), after)
    }

    /// Puts other words in the place of `count` of them.
    pub(super) fn replace(&mut self, at: usize, count: usize, words: &[String]) {
        let Some(old) = self.words.get(at..at + count) else { return };
        let (Some(first), Some(last)) = (old.first(), old.last()) else { return };
        let (place, follows) = (first.at.start..last.at.end, first.follows);
        let placed = |(number, exact): (usize, &String)| Placed {
            folded: vietnamese::key(exact).folded,
            exact: exact.clone(),
            marked: vietnamese::has_marks(exact),
            at: place.clone(),
            follows: number > 0 || follows,
        };
        let new: Vec<Placed> = words.iter().enumerate().map(placed).collect();
        self.words.splice(at..at + count, new);
    }

    /// Tells whether the words are the same, marks and all.
    pub(super) fn same_as(&self, other: &Typed) -> bool {
        let exact = |typed: &Typed| typed.words.iter().map(|word| word.exact.clone()).collect::<Vec<_>>();
        exact(self) == exact(other)
    }

    /// Returns the query with these words in their places.
    pub(super) fn written(&self, text: &str) -> String {
        let (mut written, mut copied) = (String::new(), 0);
        for word in &self.words {
            let own = text.get(word.at.clone()).unwrap_or_default();
            let unchanged = vietnamese::key(own).exact == word.exact;
            match copied <= word.at.start {
                true => written.push_str(text.get(copied..word.at.start).unwrap_or_default()),
                // The second of several words in one place.
                false => written.push(' '),
            }
            match unchanged {
                true => written.push_str(own),
                false => written.push_str(&cased(&vietnamese::written(&word.exact), own)),
            }
            copied = word.at.end;
        }
        written.push_str(text.get(copied..).unwrap_or_default());
        written
    }
}

/// Puts a word in the case of what was typed in its place.
fn cased(word: &str, typed: &str) -> String {
    let capitals = typed.chars().filter(|found| found.is_uppercase()).count();
    let mut letters = word.chars();
    match (typed.starts_with(char::is_uppercase), letters.next()) {
        _ if capitals > 1 && !typed.contains(char::is_lowercase) => word.to_uppercase(),
        (true, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

fn is_gap(between: &str) -> bool {
    between.chars().all(|found| found.is_whitespace() || matches!(found, ',' | '-' | '.' | ';'))
}

fn gather<'a>(list: &'a List, words: &mut Vec<&'a Word>) {
    list.wanted.iter().for_each(|node| gather_node(node, words));
}

fn gather_node<'a>(node: &'a Node, words: &mut Vec<&'a Word>) {
    match node {
        Node::Word(word) => words.push(word),
        Node::Phrase(phrase) => words.extend(phrase),
        Node::Weighted(node, _) => gather_node(node, words),
        Node::All(list) | Node::Expanded(list, _) => gather(list, words),
        Node::Any(nodes) => nodes.iter().for_each(|node| gather_node(node, words)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use proptest::prelude::*;

    fn typed(text: &str) -> Typed {
        Typed::of(text, &parse(text).expect("within the limits"))
    }

    #[test]
    fn words_that_may_be_changed() {
        let cases = [
            ("coong an, xã", "coong+an+xa"),
            ("năm:2020 \"cong an\" -thuế", "cong+an"),
            ("12-NQ/TW đất", "dat"),
            ("(đất OR nhà)", "dat nha"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let words = typed(text).words;
            let shown = words.iter().map(|word| format!("{}{}", if word.follows { "+" } else { " " }, word.folded));
            assert_eq!(shown.collect::<String>().trim(), expected, "{text}");
        }
    }

    #[test]
    fn all_else_stays_as_it_was_typed() {
        let mut changed = typed("năm:2020  \"Coong\" congan XAX!");
        changed.replace(0, 1, &["công".to_owned()]);
        changed.replace(1, 1, &["công".to_owned(), "an".to_owned()]);
        changed.replace(3, 1, &["xã".to_owned()]);
        assert_eq!(changed.written("năm:2020  \"Coong\" congan XAX!"), "năm:2020  \"Công\" công an XÃ!");
        let mut torn = typed("c ông an");
        torn.replace(0, 2, &["công".to_owned()]);
        assert_eq!(torn.written("c ông an"), "công an");
    }

    proptest! {
        #[test]
        fn what_is_not_changed_is_written_as_it_was(text in "(\\PC|[()\":| -]|OR |uỷ |12-NQ/TW|kỹ |năm:){0,20}") {
            if let Ok(query) = parse(&text) {
                prop_assert_eq!(Typed::of(&text, &query).written(&text), text);
            }
        }
    }
}
