//! A text as a list of terms, and the tokenizers that read it out to the engine.
//!
//! The analysis is done before, once, outside the engine. What the engine gets is one term a line; an empty line is a
//! gap over which no phrase and no pair reaches.

use directive::reading_order;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use vietnamese::Analyzer;

/// Name of the tokenizer that reads terms.
pub(crate) const TERMS_READER: &str = "terms";
/// Name of the tokenizer that reads pairs of neighbours.
pub(crate) const PAIRS_READER: &str = "pairs";

/// Stands between the two keys of a pair; no key holds it.
pub const PAIR_SEPARATOR: char = ' ';

/// The exact and the folded terms of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermList {
    /// One exact key a line.
    pub exact: String,
    /// One folded key a line, as many as exact ones.
    pub folded: String,
}

impl TermList {
    /// Appends the terms of a text.
    pub fn push(&mut self, analyzer: &mut Analyzer, text: &str) {
        self.exact.reserve(text.len());
        self.folded.reserve(text.len());
        analyzer.analyze(text, |token| {
            self.exact.push_str(token.exact);
            self.exact.push('\n');
            self.folded.push_str(token.folded);
            self.folded.push('\n');
        });
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
        self.exact.push('\n');
        self.folded.push('\n');
    }
}

/// Registers the tokenizers that the fields name.
pub(crate) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(TERMS_READER, Reader { pairs: false });
    tokenizers.register(PAIRS_READER, Reader { pairs: true });
}

#[derive(Clone)]
struct Reader {
    pairs: bool,
}

impl Tokenizer for Reader {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms { rest: text, last: "", pairs: self.pairs, token: Token::default() }
    }
}

struct Terms<'a> {
    rest: &'a str,
    /// The term before, for pairs; empty at the beginning and after a gap.
    last: &'a str,
    pairs: bool,
    token: Token,
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        while let Some((term, rest)) = self.rest.split_once('\n') {
            self.rest = rest;
            self.token.position = self.token.position.wrapping_add(1);
            let before = std::mem::replace(&mut self.last, term);
            if term.is_empty() || (self.pairs && before.is_empty()) {
                continue;
            }
            self.token.text.clear();
            if self.pairs {
                self.token.text.push_str(before);
                self.token.text.push(PAIR_SEPARATOR);
            }
            self.token.text.push_str(term);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: bool, list: &str) -> String {
        let mut reader = Reader { pairs };
        let mut stream = reader.token_stream(list);
        let mut read = Vec::new();
        stream.process(&mut |token| read.push(format!("{}:{}", token.position, token.text)));
        read.join("|")
    }

    #[test]
    fn lists_are_read_as_terms_and_pairs() {
        let mut list = TermList::default();
        let mut analyzer = Analyzer::new();
        list.push(&mut analyzer, "Công an xã");
        list.push_gap();
        list.push(&mut analyzer, "vững mạnh");
        assert_eq!(read(false, &list.exact), "0:công|1:an|2:xã|4:vững|5:mạnh");
        assert_eq!(read(true, &list.folded), "1:cong an|2:an xa|5:vung manh");
        assert_eq!(read(true, ""), "");
    }
}
