//! The tree as text again, in the language itself: what is shown, read again, is the same tree.

use super::numbers::holds_number;
use super::quotes::quoted;
use super::{List, Near, Node, Word, range};

/// Returns a list without brackets around it.
pub(super) fn list(list: &List) -> String {
    let wanted = list.wanted.iter().map(node);
    let unwanted = list.unwanted.iter().map(|unwanted| format!("NOT {}", node(unwanted)));
    wanted.chain(unwanted).collect::<Vec<_>>().join(" AND ")
}

fn node(shown: &Node) -> String {
    match shown {
        Node::Word(word) => bare(word),
        Node::Spelling(word) => format!("={}", bare(word)),
        Node::Prefix(prefix) => format!("{}*", prefix.exact),
        Node::Phrase(words) => phrase(words),
        Node::Near(parts) => near(parts),
        Node::Number(number, _) => number.to_string(),
        Node::OwnNumber(number) => format!("number:{number}"),
        Node::Title(words) => format!("title:\"{}\"", join(words)),
        Node::Facet(facet, value) => format!("{}:{}", facet.name(), quoted(value)),
        Node::Date(days) => format!("date:\"{}\"", range::show(*days)),
        Node::Weighted(inner, hundredths) => format!("{}^{}", weighable(inner), f64::from(*hundredths) / 100.0),
        Node::Expanded(typed, _) => typed.words().map(expanded).collect::<Vec<_>>().join(" AND "),
        Node::All(all) => format!("({})", list(all)),
        Node::Any(nodes) => format!("({})", nodes.iter().map(node).collect::<Vec<_>>().join(" OR ")),
    }
}

/// What has a weight already, or is made of several pieces, needs brackets.
fn weighable(shown: &Node) -> String {
    match shown {
        Node::Weighted(..) | Node::Near(_) | Node::Expanded(..) => format!("({})", node(shown)),
        shown => node(shown),
    }
}

/// A phrase in quotes; behind `=` if words without marks bind in it.
fn phrase(words: &[Word]) -> String {
    let binds = words.iter().any(|word| word.marked && !vietnamese::has_marks(&word.exact));
    format!("{}\"{}\"", if binds { "=" } else { "" }, join(words))
}

fn near(near: &Near) -> String {
    if let Some(words) = as_typed(near) {
        return format!("\"{}\"~{}", join(&words), near.distance);
    }
    let parts = near.parts.iter().map(|alternatives| match &alternatives[..] {
        [only] if only.len() == 1 || !is_loose(only) => operand(only),
        _ => format!("({})", alternatives.iter().map(|words| operand(words)).collect::<Vec<_>>().join(" OR ")),
    });
    parts.collect::<Vec<_>>().join(&format!(" NEAR/{} ", near.distance))
}

/// Returns the words of parts that are single words with their marks as they bind in quotes.
fn as_typed(near: &Near) -> Option<Vec<Word>> {
    let word = |alternatives: &Vec<Vec<Word>>| match &alternatives[..] {
        [words] if words.len() == 1 && words.iter().all(is_as_typed) => words.first().cloned(),
        _ => None,
    };
    near.parts.iter().map(word).collect()
}

fn is_as_typed(word: &Word) -> bool {
    word.marked == vietnamese::has_marks(&word.exact)
}

/// Words that were typed outside of quotes, so that their marks do not bind.
fn is_loose(words: &[Word]) -> bool {
    words.iter().all(|word| !word.marked) && !words.iter().all(is_as_typed)
}

fn operand(words: &[Word]) -> String {
    match words {
        [word] if !word.marked => bare(word),
        [word] if !is_as_typed(word) => format!("={}", bare(word)),
        words if is_loose(words) && holds_number(&join(words)) => join(words).replace(' ', " AND "),
        words if is_loose(words) => join(words),
        words => phrase(words),
    }
}

/// A word that stands for others: in capitals if it was they that told so.
fn expanded(word: &Word) -> String {
    if word.capitals { word.exact.to_uppercase() } else { bare(word) }
}

/// A word as it stands, or in quotes where it would be taken for a document number.
fn bare(word: &Word) -> String {
    if holds_number(&word.exact) { quoted(&word.exact) } else { word.exact.clone() }
}

fn join(words: &[Word]) -> String {
    words.iter().map(|word| word.exact.as_str()).collect::<Vec<_>>().join(" ")
}
