//! A text as a list of terms, and the tokenizers that read it out to the engine.
//!
//! The analysis is done before, once, outside the engine. What the engine gets are the terms with a space behind each; a
//! space alone is a gap over which no phrase and no pair reaches. A pair is thus a stretch of the list.

use std::ops::Range;

use directive::reading_order;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use vietnamese::{Analyzer, BITS, bits};

/// Name of the tokenizer that reads terms.
pub(crate) const TERMS_READER: &str = "terms";
/// Name of the tokenizer that reads pairs of neighbours.
pub(crate) const PAIRS_READER: &str = "pairs";

/// Stands between the two keys of a pair, and behind each term of a list; no key holds it.
pub const PAIR_SEPARATOR: char = ' ';

/// The exact and the folded terms of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermList {
    /// The exact keys, a space behind each.
    pub exact: String,
    /// The folded keys, as many as exact ones.
    pub folded: String,
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
        self.exact.push(PAIR_SEPARATOR);
        self.folded.push(PAIR_SEPARATOR);
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

    fn token_stream<'a>(&'a mut self, list: &'a str) -> Terms<'a> {
        let ends = spaces(list.as_bytes());
        Terms { list, ends, block: 0, start: 0, before: None, pairs: self.pairs, token: Token::default() }
    }
}

struct Terms<'a> {
    list: &'a str,
    /// The spaces of a block that are not yet passed.
    ends: u64,
    /// Where the block begins.
    block: usize,
    /// Where the next term begins.
    start: usize,
    /// Where the term before begins, for pairs; `None` at the beginning and after a gap.
    before: Option<usize>,
    pairs: bool,
    token: Token,
}

/// Returns where the terms end in the block that begins a list.
fn spaces(list: &[u8]) -> u64 {
    bits(list, 0, |byte| byte == PAIR_SEPARATOR as u8)
}

impl Terms<'_> {
    /// Returns the byte range of the next term; an empty one is a gap.
    fn next_term(&mut self) -> Option<Range<usize>> {
        while self.ends == 0 {
            self.block += BITS;
            self.ends = spaces(self.list.as_bytes().get(self.block..)?);
        }
        let end = self.block + self.ends.trailing_zeros() as usize;
        self.ends &= self.ends - 1;
        Some(std::mem::replace(&mut self.start, end + 1)..end)
    }

    /// Makes a stretch of the list the text of the token. What fits is copied with what stands behind it and cut off again,
    /// as a copy of known length is a single instruction.
    fn show(&mut self, stretch: Range<usize>) {
        const ROOM: usize = 16;
        self.token.text.clear();
        match self.list.get(stretch.start..stretch.start + ROOM) {
            Some(room) if stretch.len() <= ROOM => {
                self.token.text.push_str(room);
                self.token.text.truncate(stretch.len());
            }
            _ => self.token.text.push_str(&self.list[stretch]),
        }
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        while let Some(term) = self.next_term() {
            self.token.position = self.token.position.wrapping_add(1);
            let current = (!term.is_empty()).then_some(term.start);
            let before = std::mem::replace(&mut self.before, current);
            let start = if self.pairs { current.and(before) } else { current };
            if let Some(start) = start {
                self.show(start..term.end);
                return true;
            }
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
    use proptest::prelude::*;

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

    proptest! {
        /// Wherever blocks begin, and however long the terms are.
        #[test]
        fn lists_are_read_as_a_plain_split_reads_them(list in "(xã |công |tổ chức |dài{12,20} | |an {20}){0,12}") {
            let terms: Vec<&str> = list.split_terminator(PAIR_SEPARATOR).collect();
            let plain = terms.iter().enumerate().filter(|(_, term)| !term.is_empty());
            let plain: Vec<String> = plain.map(|(at, term)| format!("{at}:{term}")).collect();
            prop_assert_eq!(read(false, &list), plain.join("|"));
            let pairs = terms.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(|term| !term.is_empty()));
            let pairs: Vec<String> = pairs.map(|(at, pair)| format!("{}:{} {}", at + 1, pair[0], pair[1])).collect();
            prop_assert_eq!(read(true, &list), pairs.join("|"));
        }
    }
}
