//! The query language: any text in, a tree of what is looked for out, with warnings where it may have been meant
//! otherwise.
//!
//! Our own and not the engine's parser, which takes `số:12` for an error, `/2020/` for a pattern, and a thousand open
//! brackets for a reason to die. Here every string is a query, and its cost is bounded before work begins.

mod fields;
mod lexer;
mod parser;

use directive::DocumentNumber;
use schema::Facet;

use crate::error::SearchError;
use crate::response::Warning;

/// Longest query, in characters.
pub(crate) const MAX_LENGTH: usize = 4_096;
/// Most words of a query, repeated ones counted.
pub(crate) const MAX_WORDS: usize = 256;
/// Deepest nesting of brackets; deeper ones are read as no brackets.
pub(crate) const MAX_DEPTH: usize = 16;

/// One syllable as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) exact: String,
    pub(crate) folded: String,
    /// Typed with marks: then they are meant.
    pub(crate) marked: bool,
    /// Typed with two capitals or more (`UBND`, `TTr`), or all of it in capitals.
    pub(crate) capitals: bool,
}

/// Something to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A word anywhere.
    Word(Word),
    /// A word in this spelling only, marks and their absence alike: `=đường`, `=duong`.
    Spelling(Word),
    /// Words next to one another.
    Phrase(Vec<Word>),
    /// A document number in any spelling: the directive of that number, or one that cites it. With the words that it is
    /// written in, for a text that names it where no citation was seen.
    Number(DocumentNumber, Vec<Word>),
    /// The directive of that number only.
    OwnNumber(DocumentNumber),
    /// Words in the title.
    Title(Vec<Word>),
    /// A facet with a value.
    Facet(Facet, String),
    /// Counts so much more or less than the rest, in hundredths: `đất^2`.
    Weighted(Box<Node>, u32),
    /// What was typed, or one of the phrases that say the same in other words: `UBND`, `ủy ban nhân dân`.
    Expanded(List, Vec<Vec<Word>>),
    /// All of these.
    All(List),
    /// One of these.
    Any(Vec<Node>),
}

/// What must be found, in the order it was typed, and what must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) wanted: Vec<Node>,
    pub(crate) unwanted: Vec<Node>,
}

/// A query as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) root: List,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a query.
///
/// # Errors
/// [`SearchError::TooCostly`] when it is longer than any query may be.
pub(crate) fn parse(text: &str) -> Result<Query, SearchError> {
    limit("the length of the query in characters", text.chars().count(), MAX_LENGTH)?;
    let lexed = lexer::lex(text);
    limit("the number of words", lexed.words(), MAX_WORDS)?;
    Ok(parser::parse(lexed, text))
}

fn limit(what: &'static str, value: usize, limit: usize) -> Result<(), SearchError> {
    if value > limit { Err(SearchError::TooCostly { what, value, limit }) } else { Ok(()) }
}

/// Returns the words of a piece of text.
pub(crate) fn words(text: &str) -> Vec<Word> {
    vietnamese::tokens(text)
        .into_iter()
        .map(|token| Word {
            marked: vietnamese::has_marks(&text[token.start..token.end]),
            capitals: has_capitals(&text[token.start..token.end]),
            exact: token.exact,
            folded: token.folded,
        })
        .collect()
}

fn has_capitals(typed: &str) -> bool {
    let count = typed.chars().filter(|found| found.is_uppercase()).count();
    count > 1 || (count == 1 && !typed.contains(char::is_lowercase))
}

impl Query {
    /// Returns the query as it was read, in the language it is written in.
    pub(crate) fn parsed(&self) -> String {
        show_list(&self.root)
    }
}

impl List {
    /// Returns the words that must be found, those outside of phrases and groups.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Word> {
        self.wanted.iter().filter_map(|node| if let Node::Word(word) = node { Some(word) } else { None })
    }
}

fn show_list(list: &List) -> String {
    let wanted = list.wanted.iter().map(show);
    let unwanted = list.unwanted.iter().map(|node| format!("NOT {}", show(node)));
    wanted.chain(unwanted).collect::<Vec<_>>().join(" AND ")
}

fn show(node: &Node) -> String {
    match node {
        Node::Word(word) => word.exact.clone(),
        Node::Spelling(word) => format!("={}", word.exact),
        Node::Phrase(words) => format!("\"{}\"", join(words)),
        Node::Number(number, _) => number.to_string(),
        Node::OwnNumber(number) => format!("number:{number}"),
        Node::Title(words) => format!("title:\"{}\"", join(words)),
        Node::Facet(facet, value) => format!("{}:\"{value}\"", facet.name()),
        Node::Weighted(node, hundredths) => format!("{}^{}", show(node), f64::from(*hundredths) / 100.0),
        Node::Expanded(list, _) => show_list(list),
        Node::All(list) => format!("({})", show_list(list)),
        Node::Any(nodes) => format!("({})", nodes.iter().map(show).collect::<Vec<_>>().join(" OR ")),
    }
}

fn join(words: &[Word]) -> String {
    words.iter().map(|word| word.exact.as_str()).collect::<Vec<_>>().join(" ")
}
