//! What NEAR joins: words, phrases, and bracketed alternatives of them, as the parts of one node.

use super::{List, Near, Node, Word};

/// Returns the node of operands that NEAR joins; `None` if one of them has no place in a text, or holds words that need
/// not stand together.
pub(super) fn joined(operands: &[List], distance: u32) -> Option<Node> {
    let parts = operands.iter().map(part).collect::<Option<Vec<_>>>()?;
    Some(Node::Near(Near { parts, distance }))
}

/// Returns the node of a phrase whose words may stand apart.
pub(super) fn scattered(words: Vec<Word>, distance: u32) -> Node {
    Node::Near(Near { parts: words.into_iter().map(|word| vec![vec![word]]).collect(), distance })
}

fn part(operand: &List) -> Option<Vec<Vec<Word>>> {
    match (&operand.wanted[..], operand.unwanted.is_empty()) {
        ([Node::Any(nodes)], true) => alternatives(nodes),
        (_, true) => phrase_of(&operand.wanted).map(|phrase| vec![phrase]),
        (_, false) => None,
    }
}

fn alternatives(nodes: &[Node]) -> Option<Vec<Vec<Word>>> {
    let alternatives = nodes.iter().map(|node| match node {
        Node::Any(nodes) => alternatives(nodes),
        node => phrase_of(std::slice::from_ref(node)).map(|phrase| vec![phrase]),
    });
    alternatives.collect::<Option<Vec<_>>>().map(|found| found.concat())
}

fn phrase_of(nodes: &[Node]) -> Option<Vec<Word>> {
    match nodes {
        [Node::Phrase(words) | Node::Number(_, words)] => Some(words.clone()),
        [Node::Spelling(word)] => Some(vec![bound(word)]),
        [Node::All(list)] if list.unwanted.is_empty() => phrase_of(&list.wanted),
        [] => None,
        nodes => nodes.iter().map(loose).collect(),
    }
}

/// Outside of quotes a word stands for all spellings that fold alike.
fn loose(node: &Node) -> Option<Word> {
    match node {
        Node::Word(word) => Some(Word { marked: false, ..word.clone() }),
        _ => None,
    }
}

/// Behind `=` the spelling is meant, be it without marks.
pub(super) fn bound(word: &Word) -> Word {
    Word { marked: true, ..word.clone() }
}
