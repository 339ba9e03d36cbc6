//! The query cut into lexemes, each with its place. Knows signs and operators, but not how they combine.

use std::ops::Range;

use directive::DocumentNumber;

use super::complaint::Complaint;
use super::fields::Field;
use super::lexeme::{Lexed, Lexeme, Placed};
use super::numbers::numbers;
use super::operators::{Operator, Tone, operator, tone};
use super::quotes::closing;
use super::words;

/// Most other words between parts that are near one another.
const MAX_DISTANCE: u32 = 100;

/// Cuts a query into lexemes.
pub(super) fn lex(text: &str) -> Lexed {
    let tone = tone(text);
    let mut lexer = Lexer {
        text,
        at: 0,
        numbers: numbers(text, tone.is_literal()),
        tone,
        depth: 0,
        groups: Vec::new(),
        lexed: Lexed::default(),
    };
    while lexer.step() {}
    lexer.lexed
}

pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    numbers: Vec<(Range<usize>, DocumentNumber)>,
    pub(super) tone: Tone,
    /// Brackets open at this place.
    depth: usize,
    /// Fields whose value is a group, with the brackets that were open before it.
    groups: Vec<(Field, usize)>,
    pub(super) lexed: Lexed,
}

impl Lexer<'_> {
    /// Takes the next lexeme; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(sign) = self.sign(self.at) else { return false };
        match sign {
            '\0' => self.at += 1,
            _ if sign.is_whitespace() => self.at += sign.len_utf8(),
            '(' | ')' => self.bracket(sign),
            _ if closing(sign).is_some() => self.quotation(),
            '-' if self.excludes() => self.push(Lexeme::Operator(Operator::Not), self.at..self.at + 1),
            '^' => self.weight(),
            '=' if self.sign(self.at + 1).is_some_and(|next| closing(next).is_some()) => self.exact_quotation(),
            _ => self.run(),
        }
        true
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    pub(super) fn push(&mut self, lexeme: Lexeme, at: Range<usize>) {
        self.at = at.end;
        self.lexed.lexemes.push(Placed { lexeme, at });
    }

    pub(super) fn complain(&mut self, complaint: Complaint, at: Range<usize>) {
        self.lexed.complaints.push(complaint, at);
    }

    /// Tells whether something to look for ends where the lexer stands.
    pub(super) fn is_behind_item(&self) -> bool {
        self.lexed.lexemes.last().is_some_and(|last| last.at.end == self.at && last.lexeme.is_item())
    }

    /// Returns the number that begins at a place.
    fn number_at(&self, at: usize) -> Option<(Range<usize>, DocumentNumber)> {
        self.number_over(at).filter(|(span, _)| span.start == at)
    }

    /// Returns the number that lies over a place.
    pub(super) fn number_over(&self, at: usize) -> Option<(Range<usize>, DocumentNumber)> {
        let next = self.numbers.partition_point(|(span, _)| span.end <= at);
        self.numbers.get(next).filter(|(span, _)| span.start <= at).cloned()
    }

    fn bracket(&mut self, sign: char) {
        let open = sign == '(';
        self.depth = if open { self.depth + 1 } else { self.depth.saturating_sub(1) };
        if !open {
            self.groups.retain(|(_, depth)| *depth < self.depth);
        }
        self.push(if open { Lexeme::Open } else { Lexeme::Close }, self.at..self.at + 1);
    }

    /// Makes a field hold for the bracket that comes next.
    pub(super) fn open_group(&mut self, field: Field) {
        self.groups.push((field, self.depth));
    }

    /// Returns the field whose group the lexer stands in.
    pub(super) fn group_field(&self) -> Option<Field> {
        self.groups.last().map(|(field, _)| *field)
    }

    /// `-` excludes only after a gap or a bracket, and before a letter, quote or `=`: `kinh tế - xã hội`, `2020 -2025` and
    /// `527 -CV/TU` (whose number was found before) exclude nothing.
    fn excludes(&self) -> bool {
        let after_gap = self.text[..self.at].chars().next_back().is_none_or(|last| last.is_whitespace() || last == '(');
        let begins = |next: char| next.is_alphabetic() || "(=".contains(next) || closing(next).is_some();
        after_gap && self.number_over(self.at).is_none() && self.sign(self.at + 1).is_some_and(begins)
    }

    /// Reads to the next gap, bracket, quote or weight.
    fn run(&mut self) {
        let start = self.at;
        let end = self.run_end(start);
        if self.tone == Tone::Sentence
            && operator(&self.text[start..end], true) != operator(&self.text[start..end], false)
        {
            self.complain(Complaint::OperatorAsWord, start..end);
        }
        if let Some(operator) = operator(&self.text[start..end], self.tone.is_literal()) {
            let operator = self.within_bounds(operator, start..end);
            self.push(Lexeme::Operator(operator), start..end);
        } else if let Some((field, from)) = self.field_name(start, end) {
            self.field(field, start, from);
        } else if let Some(field) = self.group_field() {
            self.value(field, start, start);
        } else if let Some((at, number)) = self.number_at(start) {
            let written = words(&number.spoken());
            self.push(Lexeme::Number(number, written), at);
        } else {
            let next = self.numbers.partition_point(|(span, _)| span.start <= start);
            let number = self.numbers.get(next).map_or(end, |(span, _)| span.start);
            self.plain(start, end.min(number));
        }
    }

    /// Returns where a run ends that begins at a place.
    pub(super) fn run_end(&self, start: usize) -> usize {
        let ends = |sign: char| sign.is_whitespace() || "()^\0".contains(sign) || closing(sign).is_some();
        let rest = &self.text[start..];
        let length = rest.char_indices().skip(1).find(|(_, sign)| ends(*sign)).map_or(rest.len(), |(at, _)| at);
        start + length
    }

    fn within_bounds(&mut self, operator: Operator, at: Range<usize>) -> Operator {
        match operator {
            Operator::Near(distance) => Operator::Near(self.distance(distance, at)),
            other => other,
        }
    }

    /// Returns a distance within its bounds.
    pub(super) fn distance(&mut self, distance: u32, at: Range<usize>) -> u32 {
        if distance > MAX_DISTANCE {
            self.complain(Complaint::DistanceClamped, at);
        }
        distance.min(MAX_DISTANCE)
    }
}
