//! What a single lexeme stands for in the tree. Apart from the parser, which knows how they combine.

use std::ops::Range;

use directive::DocumentNumber;
use schema::Facet;

use super::complaint::Complaint;
use super::fields::Field;
use super::lexeme::{Lexeme, Placed};
use super::numbers::holds_number;
use super::parser::Parser;
use super::{List, Node, Word, near, range, words};
use crate::filters::selector;

impl Parser<'_> {
    /// What a lexeme stands for, with the weight behind it.
    pub(super) fn operand(&mut self, placed: Placed, depth: usize) -> List {
        let wanted = match placed.lexeme {
            Lexeme::Words(words) => words.into_iter().map(word).collect(),
            Lexeme::Quoted(words) => phrase(words),
            Lexeme::Scattered(words, distance) if words.len() > 1 => vec![near::scattered(words, distance)],
            Lexeme::Scattered(words, _) => phrase(words),
            Lexeme::Exact(words) => exactly(&words),
            Lexeme::Prefix(prefix) => vec![Node::Prefix(prefix)],
            Lexeme::Number(number, typed) => vec![Node::Number(number, typed)],
            Lexeme::Field(field, value) => self.field(field, value, placed.at),
            Lexeme::Open => {
                let group = self.group(depth, placed.at);
                return self.weighted(group);
            }
            Lexeme::Weight(_) => self.nothing(Complaint::WeightIgnored, placed.at),
            Lexeme::Close | Lexeme::Operator(_) => self.nothing(Complaint::OperatorAlone, placed.at),
        };
        self.weighted(List { wanted, ..List::default() })
    }

    fn nothing(&mut self, complaint: Complaint, at: Range<usize>) -> Vec<Node> {
        self.complain(complaint, at);
        Vec::new()
    }

    fn field(&mut self, field: Field, value: String, at: Range<usize>) -> Vec<Node> {
        let read = match field {
            Field::Title => Some(words(&value)).filter(|words| !words.is_empty()).map(Node::Title),
            Field::Number => DocumentNumber::parse(&value).map(Node::OwnNumber),
            Field::Date => range::days(&value).map(|meant| self.in_order(meant, &at)).map(Node::Date),
            Field::Facet(Facet::Year) => {
                let years = range::years(&value).map(|meant| self.in_order(meant, &at));
                years.and_then(|years| facet(Facet::Year, years))
            }
            Field::Facet(own) => facet(own, value),
            Field::CitedBy => None,
        };
        read.map_or_else(|| self.as_words(field, at), |node| vec![node])
    }

    fn in_order<T>(&mut self, meant: range::Meant<T>, at: &Range<usize>) -> T {
        if meant.reversed {
            self.complain(Complaint::RangeReversed, at.clone());
        }
        meant.value
    }

    fn as_words(&mut self, field: Field, at: Range<usize>) -> Vec<Node> {
        let complaint = match field {
            Field::Number => Complaint::NotANumber,
            Field::CitedBy => Complaint::FieldUnsupported,
            _ => Complaint::ValueUnreadable,
        };
        self.complain(complaint, at.clone());
        words(&self.text[at]).into_iter().map(word).collect()
    }
}

/// A facet with a value that filters can read.
fn facet(facet: Facet, value: String) -> Option<Node> {
    let is_empty = value.trim_start_matches('!').trim().is_empty();
    (!is_empty && selector(facet, &value).is_ok()).then_some(Node::Facet(facet, value))
}

/// A word anywhere. One that would be a document number elsewhere (`12nđ` as the value of a field that has none such)
/// stands as in quotes.
fn word(word: Word) -> Node {
    if word.marked && holds_number(&word.exact) { Node::Phrase(vec![word]) } else { Node::Word(word) }
}

/// One word in quotes is a phrase too: its marks bind, and it is meant as it stands.
fn phrase(words: Vec<Word>) -> Vec<Node> {
    if words.is_empty() { Vec::new() } else { vec![Node::Phrase(words)] }
}

fn exactly(words: &[Word]) -> Vec<Node> {
    match words {
        [] => Vec::new(),
        [only] => vec![Node::Spelling(only.clone())],
        words => vec![Node::Phrase(words.iter().map(near::bound).collect())],
    }
}
