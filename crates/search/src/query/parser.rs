//! Lexemes into the tree: OR binds loosest, then AND, then NOT, then NEAR; brackets group, and nothing is ever an error.

use std::ops::Range;

use super::complaint::{Complaint, Complaints};
use super::cost::MAX_DEPTH;
use super::lexeme::{Lexed, Lexeme, Placed};
use super::operators::Operator;
use super::{List, Node, Query, near};

/// Reads the lexemes of `text`.
pub(super) fn parse(lexed: Lexed, text: &str) -> Query {
    let lexemes = lexed.lexemes.into_iter().peekable();
    let mut parser = Parser { lexemes, text, complaints: lexed.complaints, only_excluded: None };
    let mut root = List::default();
    loop {
        add(&mut root, false, parser.alternatives(0));
        // What is left begins with a bracket that nothing opened.
        match parser.lexemes.next() {
            Some(placed) => parser.complain(Complaint::BracketUnopened, placed.at),
            None => break,
        }
    }
    if let Some(at) = parser.only_excluded.take().filter(|_| root.wanted.is_empty()) {
        parser.complain(Complaint::OnlyExcluded, at);
    }
    Query { root, warnings: parser.complaints.warnings(text) }
}

pub(super) struct Parser<'a> {
    lexemes: std::iter::Peekable<std::vec::IntoIter<Placed>>,
    pub(super) text: &'a str,
    complaints: Complaints,
    /// Where the list that was read last excludes, if it does nothing else.
    only_excluded: Option<Range<usize>>,
}

impl Parser<'_> {
    pub(super) fn complain(&mut self, complaint: Complaint, at: Range<usize>) {
        self.complaints.push(complaint, at);
    }

    fn next_if(&mut self, wanted: impl Fn(&Lexeme) -> bool) -> Option<Placed> {
        self.lexemes.next_if(|placed| wanted(&placed.lexeme))
    }

    /// Lists parted by OR, up to a closing bracket or the end.
    fn alternatives(&mut self, depth: usize) -> List {
        let mut lists = vec![self.list(depth)];
        let mut only_excluded = Vec::from_iter(self.only_excluded.take());
        while let Some(or) = self.next_if(|lexeme| *lexeme == Lexeme::Operator(Operator::Or)) {
            let list = self.list(depth);
            if list.is_empty() || lists.last().is_none_or(List::is_empty) {
                self.complain(Complaint::OperatorAlone, or.at);
            }
            lists.push(list);
            only_excluded.extend(self.only_excluded.take());
        }
        lists.retain(|list| !list.is_empty());
        if lists.len() < 2 {
            self.only_excluded = only_excluded.pop();
            return lists.pop().unwrap_or_default();
        }
        only_excluded.into_iter().for_each(|at| self.complain(Complaint::OnlyExcluded, at));
        List { wanted: vec![Node::Any(lists.into_iter().map(List::single).collect())], ..List::default() }
    }

    /// What must all be found, up to OR, a closing bracket or the end.
    fn list(&mut self, depth: usize) -> List {
        let (mut list, mut pending) = (List::default(), Pending::default());
        let goes_on = |lexeme: &Lexeme| !matches!(lexeme, Lexeme::Operator(Operator::Or) | Lexeme::Close);
        while let Some(placed) = self.next_if(goes_on) {
            match placed.lexeme {
                Lexeme::Operator(Operator::And) if list.is_empty() => {
                    self.complain(Complaint::OperatorAlone, placed.at);
                }
                Lexeme::Operator(operator @ (Operator::And | Operator::Not)) => pending.take(operator, placed.at),
                _ => {
                    let found = self.item(placed, depth);
                    add(&mut list, std::mem::take(&mut pending.negates), found);
                    pending.waiting = None;
                }
            }
        }
        self.end_list(&list, pending);
        list
    }

    fn end_list(&mut self, list: &List, pending: Pending) {
        if let Some(at) = pending.waiting {
            self.complain(Complaint::OperatorAlone, at);
        }
        let excluded = self.only_excluded.take().or(pending.excluded);
        self.only_excluded = excluded.filter(|_| list.wanted.is_empty() && !list.unwanted.is_empty());
    }

    /// An operand, or several that NEAR joins.
    fn item(&mut self, first: Placed, depth: usize) -> List {
        let start = first.at.start;
        let mut operands = vec![self.operand(first, depth)];
        let mut distances = Vec::new();
        while let Some(near) = self.next_if(|lexeme| matches!(lexeme, Lexeme::Operator(Operator::Near(_)))) {
            match self.next_if(|lexeme| *lexeme == Lexeme::Open || (lexeme.is_item() && *lexeme != Lexeme::Close)) {
                Some(next) => {
                    operands.push(self.operand(next, depth));
                    distances.push((distance(&near.lexeme), near.at));
                }
                None => self.complain(Complaint::OperatorAlone, near.at),
            }
        }
        self.joined(operands, &distances, start)
    }

    fn joined(&mut self, mut operands: Vec<List>, distances: &[(u32, Range<usize>)], start: usize) -> List {
        operands.retain(|operand| !operand.is_empty());
        let Some((_, last)) = distances.last().filter(|_| operands.len() > 1) else {
            distances.iter().for_each(|(_, at)| self.complain(Complaint::OperatorAlone, at.clone()));
            return operands.pop().unwrap_or_default();
        };
        let at = start..last.end;
        let distance = distances.iter().map(|(distance, _)| *distance).max().unwrap_or_default();
        if distances.iter().any(|(other, _)| *other != distance) {
            self.complain(Complaint::DistancesDiffer, at.clone());
        }
        if let Some(near) = near::joined(&operands, distance) {
            return List { wanted: vec![near], ..List::default() };
        }
        self.complain(Complaint::NearOperand, at);
        let mut all = List::default();
        operands.into_iter().for_each(|operand| add(&mut all, false, operand));
        all
    }

    pub(super) fn weighted(&mut self, mut found: List) -> List {
        while let Some(placed) = self.next_if(|lexeme| matches!(lexeme, Lexeme::Weight(_))) {
            match placed.lexeme {
                Lexeme::Weight(hundredths) if !found.is_empty() => {
                    let weighted = Node::Weighted(Box::new(found.single()), hundredths);
                    found = List { wanted: vec![weighted], ..List::default() };
                }
                _ => self.complain(Complaint::WeightIgnored, placed.at),
            }
        }
        found
    }

    pub(super) fn group(&mut self, depth: usize, open: Range<usize>) -> List {
        if depth == MAX_DEPTH {
            self.complain(Complaint::Nesting, open);
            return List::default();
        }
        let inner = self.alternatives(depth + 1);
        if self.next_if(|lexeme| *lexeme == Lexeme::Close).is_none() {
            self.complain(Complaint::BracketUnclosed, open);
        }
        inner
    }
}

/// Operators of a list that wait for what they work on.
#[derive(Default)]
struct Pending {
    /// The last of them.
    waiting: Option<Range<usize>>,
    /// Whether what comes is not wanted.
    negates: bool,
    /// The last that excludes, whatever came of it.
    excluded: Option<Range<usize>>,
}

impl Pending {
    fn take(&mut self, operator: Operator, at: Range<usize>) {
        if operator == Operator::Not {
            self.negates = !self.negates;
            self.excluded = Some(at.clone());
        }
        self.waiting = Some(at);
    }
}

fn distance(lexeme: &Lexeme) -> u32 {
    match lexeme {
        Lexeme::Operator(Operator::Near(distance)) => *distance,
        _ => 0,
    }
}

/// Adds what was found to a list. Wanted words join the list itself, so that neighbours stay neighbours; what is
/// negated, or has exceptions of its own, stays together.
fn add(list: &mut List, negated: bool, found: List) {
    if found.is_empty() {
        return;
    }
    if negated {
        list.unwanted.push(negatable(found));
    } else {
        list.wanted.extend(found.wanted);
        list.unwanted.extend(found.unwanted);
    }
}

/// A run of several words is excluded as a phrase: `-TP.HCM` is not `-TP -HCM`.
fn negatable(found: List) -> Node {
    let words: Vec<_> = found
        .wanted
        .iter()
        .filter_map(|node| if let Node::Word(word) = node { Some(word.clone()) } else { None })
        .collect();
    match words.len() == found.wanted.len() && found.unwanted.is_empty() && words.len() > 1 {
        true => Node::Phrase(words),
        false => found.single(),
    }
}
