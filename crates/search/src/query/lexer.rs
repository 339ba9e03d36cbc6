//! The query cut into lexemes, each with its place. Knows signs and operators, but not how they combine.

use std::ops::Range;

use directive::DocumentNumber;

use crate::query::fields::is_field;
use crate::query::{Word, words};

/// A piece of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// A run of words without a gap.
    Words(Vec<Word>),
    /// Words in quotes.
    Quoted(Vec<Word>),
    /// A document number, with the words that it is written in.
    Number(DocumentNumber, Vec<Word>),
    /// A name, a colon, and a value that follows without a gap.
    Field(String, String),
    Open,
    Close,
    Or,
    And,
    Not,
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
    /// Quotes that are never closed.
    pub(super) unclosed: Vec<Range<usize>>,
}

impl Lexed {
    /// Returns how many words the query has.
    pub(super) fn words(&self) -> usize {
        let count = |placed: &Placed| match &placed.lexeme {
            Lexeme::Words(words) | Lexeme::Quoted(words) | Lexeme::Number(_, words) => words.len(),
            Lexeme::Field(_, value) => words(value).len(),
            _ => 0,
        };
        self.lexemes.iter().map(count).sum()
    }
}

/// Cuts a query into lexemes.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer { text, at: 0, numbers: numbers(text), shouts: shouts(text), lexed: Lexed::default() };
    while lexer.step() {}
    lexer.lexed
}

/// Quotation marks that open, and those that close what they opened.
const QUOTES: [(char, &[char]); 5] =
    [('"', &['"', '”', '“']), ('“', &['”', '"', '“']), ('„', &['“', '”', '"']), ('«', &['»']), ('”', &['”', '"'])];

fn closing(open: char) -> Option<&'static [char]> {
    QUOTES.iter().find(|(quote, _)| *quote == open).map(|(_, closing)| *closing)
}

/// Finds the numbers typed outside of quotes: inside them words are meant as they stand.
fn numbers(text: &str) -> Vec<(Range<usize>, DocumentNumber)> {
    let mut found = Vec::new();
    let (mut start, mut open) = (0, None);
    for (at, sign) in text.char_indices() {
        match open {
            None if closing(sign).is_some() => {
                push_numbers(text, start..at, &mut found);
                open = closing(sign);
            }
            Some(closing) if closing.contains(&sign) => {
                start = at + sign.len_utf8();
                open = None;
            }
            _ => {}
        }
    }
    if open.is_none() {
        push_numbers(text, start..text.len(), &mut found);
    }
    found
}

fn push_numbers(text: &str, piece: Range<usize>, found: &mut Vec<(Range<usize>, DocumentNumber)>) {
    for (span, number) in DocumentNumber::find_typed(&text[piece.clone()]) {
        found.push((piece.start + span.start..piece.start + span.end, number));
    }
}

/// A query all in capitals: then capital words are no operators but shouting.
fn shouts(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// A number; where it was typed right behind the name of a field (`số:12-NQ/TW`), that field.
fn number_or_field(typed: &str, number: DocumentNumber) -> Lexeme {
    match typed.split_once(':') {
        Some((name, value)) if is_field(name) && !value.starts_with(char::is_whitespace) => {
            Lexeme::Field(name.to_owned(), value.to_owned())
        }
        _ => {
            let written = words(&number.to_string());
            Lexeme::Number(number, written)
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    numbers: Vec<(Range<usize>, DocumentNumber)>,
    shouts: bool,
    lexed: Lexed,
}

impl Lexer<'_> {
    /// Takes the next lexeme; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(sign) = self.text[self.at..].chars().next() else { return false };
        let start = self.at;
        if let Some((at, number)) = self.number_at(start) {
            let lexeme = number_or_field(&self.text[at.clone()], number);
            self.push(lexeme, at);
        } else if sign.is_whitespace() || sign == '\0' {
            self.at += sign.len_utf8();
        } else if sign == '(' || sign == ')' {
            self.push(if sign == '(' { Lexeme::Open } else { Lexeme::Close }, start..start + 1);
        } else if closing(sign).is_some() {
            let value = self.quoted();
            self.push(Lexeme::Quoted(words(&value)), start..self.at);
        } else if sign == '-' && self.excludes() {
            self.push(Lexeme::Not, start..start + 1);
        } else {
            self.run();
        }
        true
    }

    fn push(&mut self, lexeme: Lexeme, at: Range<usize>) {
        self.at = at.end;
        self.lexed.lexemes.push(Placed { lexeme, at });
    }

    fn number_at(&self, at: usize) -> Option<(Range<usize>, DocumentNumber)> {
        self.numbers.iter().find(|(span, _)| span.start == at && span.end > at).cloned()
    }

    /// `-` excludes only after a gap or a bracket, and before a letter or quote: `kinh tế - xã hội`, `2020 -2025` and
    /// `527 -CV/TU` (whose number was found before) exclude nothing.
    fn excludes(&self) -> bool {
        let after_gap = self.text[..self.at].chars().next_back().is_none_or(|last| last.is_whitespace() || last == '(');
        let next = self.text[self.at + 1..].chars().next();
        after_gap && next.is_some_and(|next| next.is_alphabetic() || next == '(' || closing(next).is_some())
    }

    /// Reads what stands in quotes, from the opening one on.
    fn quoted(&mut self) -> String {
        let start = self.at;
        let open = self.text[start..].chars().next().unwrap_or('"');
        let from = start + open.len_utf8();
        let end = self.text[from..].find(closing(open).unwrap_or(&['"']));
        let to = end.map_or(self.text.len(), |end| from + end);
        let close = self.text[to..].chars().next().map_or(0, char::len_utf8);
        self.at = to + close;
        if end.is_none() {
            self.lexed.unclosed.push(start..from);
        }
        self.text[from..to].to_owned()
    }

    /// Reads to the next gap, bracket, quote or number.
    fn run(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let ends = |(at, sign): (usize, char)| {
            sign.is_whitespace()
                || "()\0".contains(sign)
                || closing(sign).is_some()
                || self.number_at(start + at).is_some()
        };
        let length = rest.char_indices().skip(1).find(|found| ends(*found)).map_or(rest.len(), |(at, _)| at);
        let run = &rest[..length];
        self.at = start + length;
        match self.operator(run) {
            Some(operator) => self.push(operator, start..start + length),
            None => self.words_or_field(run, start),
        }
    }

    fn operator(&self, run: &str) -> Option<Lexeme> {
        match run {
            _ if self.shouts => None,
            "OR" | "HOẶC" => Some(Lexeme::Or),
            "AND" | "VÀ" => Some(Lexeme::And),
            "NOT" | "KHÔNG" => Some(Lexeme::Not),
            _ => None,
        }
    }

    fn words_or_field(&mut self, run: &str, start: usize) {
        if let Some((name, value)) = run.split_once(':')
            && is_field(name)
            && let Some(value) = self.value(value)
        {
            self.push(Lexeme::Field(name.to_owned(), value), start..self.at);
            return;
        }
        let words = words(run);
        if !words.is_empty() {
            self.push(Lexeme::Words(words), start..start + run.len());
        }
    }

    /// The value of a field: what follows the colon without a gap, be it words, quotes or a number.
    fn value(&mut self, value: &str) -> Option<String> {
        if !value.is_empty() {
            return Some(value.to_owned());
        }
        if let Some((at, _)) = self.number_at(self.at) {
            self.at = at.end;
            return Some(self.text[at].to_owned());
        }
        let next = self.text[self.at..].chars().next()?;
        closing(next).map(|_| self.quoted())
    }
}
