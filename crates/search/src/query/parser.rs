//! Lexemes into the tree: OR binds loosest, NOT tightest, brackets group, and nothing is ever an error.

use std::ops::Range;

use directive::DocumentNumber;
use schema::Facet;

use crate::query::fields::{TextField, text_field};
use crate::query::lexer::{Lexed, Lexeme, Placed};
use crate::query::{List, MAX_DEPTH, Node, Query, words};
use crate::response::Warning;

/// Reads the lexemes of `text`.
pub(super) fn parse(lexed: Lexed, text: &str) -> Query {
    let mut parser = Parser { lexemes: lexed.lexemes.into_iter().peekable(), text, warnings: Vec::new() };
    for at in lexed.unclosed {
        parser.warn("quote-unclosed", at, "this quotation mark is never closed; the phrase goes to the end");
    }
    let mut root = List::default();
    loop {
        add(&mut root, false, parser.alternatives(0));
        // What is left begins with a bracket that nothing opened.
        match parser.lexemes.next() {
            Some(placed) => parser.warn("bracket-unopened", placed.at, "this bracket closes nothing and is ignored"),
            None => break,
        }
    }
    Query { root, warnings: parser.warnings }
}

struct Parser<'a> {
    lexemes: std::iter::Peekable<std::vec::IntoIter<Placed>>,
    text: &'a str,
    warnings: Vec<Warning>,
}

impl Parser<'_> {
    fn warn(&mut self, code: &str, at: Range<usize>, message: &str) {
        let characters = |to: usize| self.text[..to].chars().count();
        let span = Some([characters(at.start), characters(at.end)]);
        self.warnings.push(Warning { code: code.to_owned(), span, message: message.to_owned() });
    }

    fn peek(&mut self) -> Option<&Lexeme> {
        self.lexemes.peek().map(|placed| &placed.lexeme)
    }

    /// Lists parted by OR, up to a closing bracket or the end.
    fn alternatives(&mut self, depth: usize) -> List {
        let mut lists = vec![self.list(depth)];
        while self.peek() == Some(&Lexeme::Or) {
            let or = self.lexemes.next().map(|placed| placed.at);
            let list = self.list(depth);
            match (list.is_empty(), or) {
                (true, Some(at)) => self.warn("operator-alone", at, "this OR stands between nothing and is ignored"),
                _ => lists.push(list),
            }
        }
        lists.retain(|list| !list.is_empty());
        match lists.len() {
            0 => List::default(),
            1 => lists.remove(0),
            _ => List { wanted: vec![Node::Any(lists.into_iter().map(single).collect())], unwanted: Vec::new() },
        }
    }

    /// What must all be found, up to OR, a closing bracket or the end.
    fn list(&mut self, depth: usize) -> List {
        let mut list = List::default();
        let mut negated = false;
        while let Some(lexeme) = self.peek() {
            match lexeme {
                Lexeme::Or | Lexeme::Close => break,
                Lexeme::And => drop(self.lexemes.next()),
                Lexeme::Not => {
                    self.lexemes.next();
                    negated = !negated;
                }
                _ => {
                    let found = self.item(depth);
                    add(&mut list, negated, found);
                    negated = false;
                }
            }
        }
        list
    }

    fn item(&mut self, depth: usize) -> List {
        let Some(placed) = self.lexemes.next() else { return List::default() };
        let wanted = match placed.lexeme {
            Lexeme::Words(words) => words.into_iter().map(Node::Word).collect(),
            Lexeme::Quoted(words) => phrase(words),
            Lexeme::Number(number, typed) => vec![Node::Number(number, typed)],
            Lexeme::Field(name, value) => self.field(&name, value, placed.at),
            Lexeme::Open => return self.group(depth, placed.at),
            Lexeme::Close | Lexeme::Or | Lexeme::And | Lexeme::Not => Vec::new(),
        };
        List { wanted, unwanted: Vec::new() }
    }

    fn group(&mut self, depth: usize, open: Range<usize>) -> List {
        if depth == MAX_DEPTH {
            self.warn("nesting", open, "brackets nested this deep are ignored");
            return List::default();
        }
        let inner = self.alternatives(depth + 1);
        if self.peek() == Some(&Lexeme::Close) {
            self.lexemes.next();
        } else if self.peek().is_none() {
            self.warn("bracket-unclosed", open, "this bracket is never closed");
        }
        inner
    }

    fn field(&mut self, name: &str, value: String, at: Range<usize>) -> Vec<Node> {
        if let Some(facet) = Facet::named(name) {
            return vec![Node::Facet(facet, value)];
        }
        match (text_field(name), DocumentNumber::parse(&value)) {
            (Some(TextField::Number), Some(number)) => vec![Node::OwnNumber(number)],
            (Some(TextField::Title), _) => vec![Node::Title(words(&value))],
            _ => {
                self.warn("not-a-number", at.clone(), "this is not a document number; it is read as words");
                words(&self.text[at]).into_iter().map(Node::Word).collect()
            }
        }
    }
}

/// One word in quotes is a phrase too: its marks bind, and it is meant as it stands.
fn phrase(words: Vec<crate::query::Word>) -> Vec<Node> {
    if words.is_empty() { Vec::new() } else { vec![Node::Phrase(words)] }
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
        false => single(found),
    }
}

fn single(mut list: List) -> Node {
    match list.wanted.len() == 1 && list.unwanted.is_empty() {
        true => list.wanted.remove(0),
        false => Node::All(list),
    }
}

impl List {
    pub(crate) fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::query::parse;
    use proptest::prelude::*;

    fn read(text: &str) -> (String, Vec<String>) {
        let query = parse(text).expect("within the limits");
        (query.parsed(), query.warnings.into_iter().map(|warning| warning.code).collect())
    }

    #[test]
    fn table() {
        let cases = [
            ("công an xã", "công AND an AND xã"),
            ("\"công an\" xã", "\"công an\" AND xã"),
            ("“công an” «vững mạnh»", "\"công an\" AND \"vững mạnh\""),
            ("tham nhũng OR lãng phí", "((tham AND nhũng) OR (lãng AND phí))"),
            ("tham HOẶC phí", "(tham OR phí)"),
            ("a và b", "a AND và AND b"),
            ("THAM NHŨNG VÀ LÃNG PHÍ", "tham AND nhũng AND và AND lãng AND phí"),
            ("đất -thuế", "đất AND NOT thuế"),
            ("đất KHÔNG \"thuế đất\"", "đất AND NOT \"thuế đất\""),
            ("đất -(thuế OR phí)", "đất AND NOT (thuế OR phí)"),
            ("kinh tế - xã hội", "kinh AND tế AND xã AND hội"),
            ("2020 -2025", "2020 AND 2025"),
            ("(đất OR nhà) ở", "(đất OR nhà) AND ở"),
            ("tỉnh:\"Hưng Yên\" đất", "province:\"Hưng Yên\" AND đất"),
            ("năm:2015..2020", "year:\"2015..2020\""),
            ("title:đất", "title:\"đất\""),
            ("tiêu_đề:\"đất đai\"", "title:\"đất đai\""),
            ("527 -CV/TU", "527-CV/TU"),
            ("số 527 -CV/TU", "527-CV/TU"),
            ("527 cv tu", "527-CV/TU"),
            ("cites:12-NQ/TW", "cites:\"12-NQ/TW\""),
            ("số:12-NQ/TW", "number:12-NQ/TW"),
            ("Số: 15/2020/NĐ-CP (", "15/2020/NĐ-CP"),
            ("\"12-NQ/TW\"", "\"12 nq tw\""),
            ("Kính gửi: các xã", "kính AND gửi AND các AND xã"),
            ("-TP.HCM đất", "đất AND NOT \"tp hcm\""),
            ("", ""),
            ("( ) - : \"", ""),
        ];
        for (typed, expected) in cases {
            assert_eq!(read(typed).0, expected, "{typed}");
        }
    }

    #[test]
    fn warnings() {
        let cases = [
            ("(đất", "bracket-unclosed"),
            ("đất) nhà", "bracket-unopened"),
            ("\"đất", "quote-unclosed"),
            ("đất OR", "operator-alone"),
            ("số:abc", "not-a-number"),
        ];
        for (typed, code) in cases {
            assert_eq!(read(typed).1, [code], "{typed}");
        }
        assert!(read(&"(".repeat(4_000)).1.contains(&"nesting".to_owned()));
    }

    #[test]
    fn limits() {
        assert!(parse(&"a".repeat(4_097)).is_err());
        assert!(parse(&"a ".repeat(257)).is_err());
        assert!(parse(&format!("a {}", "NOT ".repeat(1_000))).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in "(\\PC|[()\"“”:| -]|OR |NOT |số |12-NQ/TW|năm:){0,40}") {
            prop_assert!(parse(&text).is_ok() || text.chars().count() > 200);
        }
    }
}
