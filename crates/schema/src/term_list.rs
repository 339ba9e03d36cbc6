//! A text as a list of terms.
//!
//! The analysis is done before, once, outside the engine. What the engine gets are the terms with a space behind each, and
//! their lengths; a term of no letters is a gap over which no phrase and no pair reaches. How the engine reads it is
//! `term_reader`.

use directive::reading_order;
use vietnamese::{Analyzer, KeyList};

/// Stands between the two keys of a pair; no key holds it.
pub const PAIR_SEPARATOR: char = vietnamese::SEPARATOR;

/// The exact and the folded terms of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermList {
    /// The exact keys.
    pub exact: KeyList,
    /// The folded keys, as many as exact ones.
    pub folded: KeyList,
}

impl TermList {
    /// Appends the terms of a text.
    pub fn push(&mut self, analyzer: &mut Analyzer, text: &str) {
        self.exact.reserve(text.len());
        self.folded.reserve(text.len());
        analyzer.list(text, &mut self.exact, &mut self.folded);
    }

    /// Appends the terms of a directive's text in the order in which it is read, its footnotes behind it.
    pub fn push_read(&mut self, analyzer: &mut Analyzer, text: &str) {
        let order = reading_order(text);
        for piece in order.body {
            self.push(analyzer, &text[piece]);
        }
        for footnote in order.footnotes {
            self.push_gap();
            self.push(analyzer, &text[footnote]);
        }
    }

    /// Appends a gap: the term before and the one after are no neighbours.
    pub fn push_gap(&mut self) {
        self.exact.push_gap();
        self.folded.push_gap();
    }
}
