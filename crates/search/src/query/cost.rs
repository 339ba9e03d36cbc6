//! What a query may cost: all limits, held before any work begins.

use super::lexeme::Lexed;
use super::{List, Node};
use crate::error::SearchError;
use crate::refusal::Quantity;

/// Longest query, in characters.
const MAX_LENGTH: usize = 4_096;
/// Most words of a query, repeated ones counted.
const MAX_WORDS: usize = 256;
/// Deepest nesting of brackets.
pub(super) const MAX_DEPTH: usize = 16;
/// Most parts that are more than a plain word: alternatives, exclusions, fields, weights, prefixes, what is near.
const MAX_CLAUSES: usize = 64;
/// Most words and phrases that are near one another: the ways to place parts that are alike multiply.
const MAX_PARTS: usize = 12;
/// Most words of the index that the prefixes of a query stand for.
pub(crate) const MAX_TERMS: usize = 2_000;

/// What a query may hold at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryLimits {
    /// Characters.
    pub length: usize,
    /// Words, repeated ones counted.
    pub words: usize,
    /// Parts that are more than a plain word.
    pub clauses: usize,
    /// Brackets within brackets.
    pub nesting: usize,
    /// Words of the index that its prefixes stand for.
    pub prefix_words: usize,
}

/// The limits that hold for every query.
pub const QUERY_LIMITS: QueryLimits = QueryLimits {
    length: MAX_LENGTH,
    words: MAX_WORDS,
    clauses: MAX_CLAUSES,
    nesting: MAX_DEPTH,
    prefix_words: MAX_TERMS,
};

pub(super) fn length(text: &str) -> Result<(), SearchError> {
    limit(Quantity::QueryLength, text.chars().count(), MAX_LENGTH)
}

pub(super) fn lexed(lexed: &Lexed) -> Result<(), SearchError> {
    limit(Quantity::Words, lexed.words(), MAX_WORDS)?;
    limit(Quantity::Nesting, lexed.nesting(), MAX_DEPTH)
}

pub(super) fn tree(root: &List) -> Result<(), SearchError> {
    limit(Quantity::NearParts, list(root, &near_parts, usize::max), MAX_PARTS)?;
    limit(Quantity::Clauses, list(root, &clauses, |one, other| one + other) + root.unwanted.len(), MAX_CLAUSES)
}

fn limit(what: Quantity, value: usize, limit: usize) -> Result<(), SearchError> {
    if value > limit { Err(SearchError::TooCostly { what, part: None, value, limit }) } else { Ok(()) }
}

/// Sums up what `own` counts in each node of a list and below it.
fn list(list: &List, own: &dyn Fn(&Node) -> usize, sum: fn(usize, usize) -> usize) -> usize {
    list.wanted.iter().chain(&list.unwanted).map(|node| of_node(node, own, sum)).fold(0, sum)
}

fn of_node(node: &Node, own: &dyn Fn(&Node) -> usize, sum: fn(usize, usize) -> usize) -> usize {
    let below = match node {
        Node::Weighted(inner, _) => of_node(inner, own, sum),
        Node::All(inner) | Node::Expanded(inner, _) => list(inner, own, sum),
        Node::Any(nodes) => nodes.iter().map(|node| of_node(node, own, sum)).fold(0, sum),
        _ => 0,
    };
    sum(own(node), below)
}

fn clauses(node: &Node) -> usize {
    match node {
        Node::Word(_) | Node::Phrase(_) | Node::Number(..) => 0,
        Node::All(list) | Node::Expanded(list, _) => list.unwanted.len(),
        Node::Any(nodes) => nodes.len(),
        Node::Near(near) => near.parts.iter().map(Vec::len).sum(),
        Node::Spelling(_) | Node::Prefix(_) | Node::OwnNumber(_) | Node::Title(_) => 1,
        Node::Facet(..) | Node::Date(_) | Node::Weighted(..) => 1,
    }
}

fn near_parts(node: &Node) -> usize {
    match node {
        Node::Near(near) => near.parts.len(),
        _ => 0,
    }
}
