//! The pieces that a query is cut into.

use std::ops::Range;

use directive::DocumentNumber;

use super::complaint::Complaints;
use super::fields::Field;
use super::operators::Operator;
use super::{Prefix, Word, words};

/// A piece of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// A run of words without a gap.
    Words(Vec<Word>),
    /// Words in quotes.
    Quoted(Vec<Word>),
    /// Words in quotes, with how far they may stand apart.
    Scattered(Vec<Word>, u32),
    /// Words that must be spelt so.
    Exact(Vec<Word>),
    /// The beginning of a word.
    Prefix(Prefix),
    /// A document number, with the words that it is written in.
    Number(DocumentNumber, Vec<Word>),
    /// A field with a value.
    Field(Field, String),
    /// The weight of what stands before, in hundredths.
    Weight(u32),
    Open,
    Close,
    Operator(Operator),
}

/// A lexeme and the bytes it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) lexeme: Lexeme,
    pub(super) at: Range<usize>,
}

/// All lexemes of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lexed {
    pub(super) lexemes: Vec<Placed>,
    pub(super) complaints: Complaints,
}

impl Lexeme {
    /// Tells whether a weight may follow.
    pub(super) fn is_item(&self) -> bool {
        !matches!(self, Lexeme::Operator(_) | Lexeme::Open | Lexeme::Weight(_))
    }
}

impl Lexed {
    /// Returns how many words the query has.
    pub(super) fn words(&self) -> usize {
        let count = |placed: &Placed| match &placed.lexeme {
            Lexeme::Words(words) | Lexeme::Quoted(words) | Lexeme::Exact(words) => words.len(),
            Lexeme::Scattered(words, _) | Lexeme::Number(_, words) => words.len(),
            Lexeme::Prefix(_) => 1,
            Lexeme::Field(_, value) => words(value).len(),
            Lexeme::Weight(_) | Lexeme::Open | Lexeme::Close | Lexeme::Operator(_) => 0,
        };
        self.lexemes.iter().map(count).sum()
    }

    /// Returns how deep closed brackets lie in one another.
    pub(super) fn nesting(&self) -> usize {
        // For each open bracket, how deep it is nested so far.
        let mut open: Vec<usize> = Vec::new();
        let mut deepest = 0;
        for placed in &self.lexemes {
            match placed.lexeme {
                Lexeme::Open => open.push(0),
                Lexeme::Close => {
                    let Some(depth) = open.pop().map(|inside| inside + 1) else { continue };
                    deepest = depth.max(deepest);
                    open.iter_mut().rev().take(1).for_each(|around| *around = depth.max(*around));
                }
                _ => {}
            }
        }
        deepest
    }
}
