//! The query language: any text in, a tree of what is looked for out, with warnings where it may have been meant
//! otherwise.
//!
//! Our own and not the engine's parser, which takes `số:12` for an error, `/2020/` for a pattern, and a thousand open
//! brackets for a reason to die. Here every string is a query, and its cost is bounded before work begins.
//!
//! The order of files: `quotes`, `operators`, `fields`, `numbers` (what signs mean), `lexeme` and `lexer` with `signs` and
//! `values` (text into pieces), `parser` with `operands`, `near` and `range` (pieces into the tree), `cost` (what it may cost), `show`
//! (the tree as text again), `complaint` (what is warned of), `class` (what kind of work it is); `lone` (what is one plain
//! word, and needs none of these).

mod class;
mod complaint;
mod cost;
mod fields;
mod lexeme;
mod lexer;
mod lone;
mod near;
mod numbers;
mod operands;
mod operators;
mod parser;
mod prefix;
mod quotes;
mod range;
mod show;
mod signs;
mod values;

#[cfg(test)]
mod tests;

use directive::DocumentNumber;
use schema::Facet;
use vietnamese::OwnedToken;

use crate::error::SearchError;
use crate::response::Warning;

pub use class::QueryClass;

pub(crate) use cost::MAX_TERMS;
pub use cost::{QUERY_LIMITS, QueryLimits};
pub(crate) use prefix::Prefix;
pub(crate) use range::Days;

/// One syllable as it was typed.
#[derive(Clone, Debug, Eq)]
pub(crate) struct Word {
    pub(crate) exact: String,
    pub(crate) folded: String,
    /// The exact key is meant, where the place of the word lets marks count: it was typed with marks, or after `=`.
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
    /// All words that begin so: `ủy*`.
    Prefix(Prefix),
    /// Words next to one another.
    Phrase(Vec<Word>),
    /// Words and phrases near one another.
    Near(Near),
    /// A document number in any spelling: the directive of that number, or one that cites it. With the words that it is
    /// written in, for a text that names it where no citation was seen.
    Number(DocumentNumber, Vec<Word>),
    /// The directive of that number only.
    OwnNumber(DocumentNumber),
    /// Words in the title.
    Title(Vec<Word>),
    /// A facet with a value.
    Facet(Facet, String),
    /// The day of issue.
    Date(Days),
    /// Counts so much more or less than the rest, in hundredths: `đất^2`.
    Weighted(Box<Node>, u32),
    /// What was typed, or one of the phrases that say the same in other words: `UBND`, `ủy ban nhân dân`.
    Expanded(List, Vec<Vec<Word>>),
    /// All of these.
    All(List),
    /// One of these.
    Any(Vec<Node>),
}

/// Parts that stand near one another, in any order, no two of them on the same word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    /// For each part the phrases that can stand for it, a single word being a phrase of one. Marked words bind.
    pub(crate) parts: Vec<Vec<Vec<Word>>>,
    /// Most other words between the first and the last of them, all together.
    pub(crate) distance: u32,
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
/// [`SearchError::TooCostly`] when it asks for more than any query may.
pub(crate) fn parse(text: &str) -> Result<Query, SearchError> {
    lone::read(text).map_or_else(|| read(text), Ok)
}

/// Reads a query that may hold anything.
fn read(text: &str) -> Result<Query, SearchError> {
    cost::length(text)?;
    let lexed = lexer::lex(text);
    cost::lexed(&lexed)?;
    let query = parser::parse(lexed, text);
    cost::tree(&query.root)?;
    Ok(query)
}

/// Reads a query that must be read as it was meant.
///
/// # Errors
/// [`SearchError::Syntax`] for everything that [`parse`] warns of, and what that fails with.
pub(crate) fn parse_strictly(text: &str) -> Result<Query, SearchError> {
    let query = parse(text)?;
    if query.warnings.is_empty() { Ok(query) } else { Err(SearchError::Syntax { warnings: query.warnings }) }
}

/// Returns the words of a piece of text, each as it would be read alone: a sign of a foreign script may be cut otherwise
/// behind other signs.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let is_latin = is_latin(text);
    let words = vietnamese::tokens(text).into_iter().flat_map(|token| {
        let capitals = has_capitals(&text[token.start..token.end]);
        let alone = if is_latin { vec![token] } else { vietnamese::tokens(&token.exact) };
        alone.into_iter().map(move |alone| Word { capitals, ..Word::from(alone) })
    });
    words.collect()
}

/// Tells whether nothing stands in a text but ASCII and Latin letters, of which a word is the same wherever it stands.
fn is_latin(text: &str) -> bool {
    let is_letter = |sign: char| matches!(sign, 'À'..='ɏ' | 'Ḁ'..='ỿ') && sign.is_alphabetic();
    text.chars().all(|sign| sign.is_ascii() || is_letter(sign))
}

impl From<OwnedToken> for Word {
    fn from(token: OwnedToken) -> Word {
        let marked = token.is_marked();
        Word { marked, capitals: false, exact: token.exact, folded: token.folded }
    }
}

/// Capitals are how a word was typed, and not what it means.
impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        self.exact == other.exact && self.folded == other.folded && self.marked == other.marked
    }
}

fn has_capitals(typed: &str) -> bool {
    let count = typed.chars().filter(|found| found.is_uppercase()).count();
    count > 1 || (count == 1 && !typed.contains(char::is_lowercase))
}

impl Query {
    /// Returns the word that the query is, if it is nothing else.
    pub(crate) fn lone_word(&self) -> Option<&Word> {
        match (self.root.wanted.as_slice(), self.root.unwanted.as_slice()) {
            ([Node::Word(word)], []) => Some(word),
            _ => None,
        }
    }

    /// Returns the query as it was read, in the language it is written in: read again it is the same.
    pub(crate) fn parsed(&self) -> String {
        show::list(&self.root)
    }
}

impl List {
    pub(crate) fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// Returns the words that must be found, those outside of phrases and groups.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Word> {
        self.wanted.iter().filter_map(|node| if let Node::Word(word) = node { Some(word) } else { None })
    }

    /// Returns the list as one node.
    fn single(mut self) -> Node {
        match (self.wanted.pop(), self.wanted.is_empty() && self.unwanted.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                self.wanted.extend(last);
                Node::All(self)
            }
        }
    }
}
