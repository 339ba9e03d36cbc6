//! The tokenizers by which the engine reads a list of terms: one by one, or in pairs of neighbours.
//!
//! Apart from the list, because this is how the engine itself reads one, for each field anew: what the indexer builds is held
//! against what the engine builds by these. What cannot be foretold is not asked: keys are copied with all of their room, which
//! is always as much, and what is too much cut off.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use vietnamese::ListedKey;

use crate::term_list::{Terms, terms};

/// Name of the tokenizer that reads terms.
pub(crate) const TERMS_READER: &str = "terms";
/// Name of the tokenizer that reads pairs of neighbours.
pub(crate) const PAIRS_READER: &str = "pairs";

/// Registers the tokenizers that the fields name.
pub(crate) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(TERMS_READER, Reader::<false>);
    tokenizers.register(PAIRS_READER, Reader::<true>);
}

#[derive(Clone)]
struct Reader<const PAIRS: bool>;

impl<const PAIRS: bool> Tokenizer for Reader<PAIRS> {
    type TokenStream<'a> = Stream<'a, PAIRS>;

    fn token_stream<'a>(&'a mut self, list: &'a str) -> Stream<'a, PAIRS> {
        let shown = Shown { before: ListedKey::default(), token: Token { position: usize::MAX, ..Token::default() } };
        Stream { terms: terms(list), shown }
    }
}

/// The terms that are left of a list.
struct Stream<'a, const PAIRS: bool> {
    terms: Terms<'a>,
    shown: Shown<'a, PAIRS>,
}

/// The term that is shown.
struct Shown<'a, const PAIRS: bool> {
    /// The term before; a gap where it is no neighbour.
    before: ListedKey<'a>,
    token: Token,
}

impl<'a, const PAIRS: bool> Shown<'a, PAIRS> {
    /// Goes on to a term, and tells whether there is one to show: none in a gap, nor for the first of two neighbours where
    /// pairs are read.
    #[inline(always)]
    fn pass(&mut self, term: ListedKey<'a>) -> bool {
        self.token.position = self.token.position.wrapping_add(1);
        let before = if PAIRS { std::mem::replace(&mut self.before, term) } else { term };
        if term.is_gap() || before.is_gap() {
            return false;
        }
        self.token.text.clear();
        if PAIRS {
            before.append_separated_to(&mut self.token.text);
        }
        term.append_to(&mut self.token.text);
        true
    }

    /// Shows all terms that are left, with all that changes at hand.
    #[inline(always)]
    fn show_all(&mut self, terms: impl Iterator<Item = ListedKey<'a>>, sink: &mut dyn FnMut(&Token)) {
        let mut shown = Shown::<PAIRS> { before: self.before, token: std::mem::take(&mut self.token) };
        for term in terms {
            if shown.pass(term) {
                sink(&shown.token);
            }
        }
        *self = shown;
    }
}

impl<const PAIRS: bool> TokenStream for Stream<'_, PAIRS> {
    fn advance(&mut self) -> bool {
        let Stream { terms, shown } = self;
        match terms {
            Terms::Exact(terms) => terms.any(|term| shown.pass(term)),
            Terms::Folded(terms) => terms.any(|term| shown.pass(term)),
        }
    }

    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        match &mut self.terms {
            Terms::Exact(terms) => self.shown.show_all(terms.clone(), sink),
            Terms::Folded(terms) => self.shown.show_all(terms.clone(), sink),
        }
    }

    fn token(&self) -> &Token {
        &self.shown.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.shown.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vietnamese::{Analyzer, OwnedToken};

    use super::*;
    use crate::term_list::TermList;

    fn read<const PAIRS: bool>(list: &str) -> String {
        let mut reader = Reader::<PAIRS>;
        let mut stream = reader.token_stream(list);
        let mut read = Vec::new();
        let mut take = |token: &Token| read.push(format!("{}:{}", token.position, token.text));
        // One by one first, then all the rest at once: both must go on where the other left off.
        for _ in 0..3 {
            if stream.advance() {
                take(stream.token());
            }
        }
        stream.process(&mut take);
        read.join("|")
    }

    #[test]
    fn lists_are_read_as_terms_and_pairs() {
        let mut list = TermList::default();
        let mut analyzer = Analyzer::new();
        list.push(&mut analyzer, "Công an xã");
        list.push_gap();
        list.push(&mut analyzer, "vững mạnh");
        let list = list.into_text();
        assert_eq!(read::<false>(list.exact()), "0:công|1:an|2:xã|4:vững|5:mạnh");
        assert_eq!(read::<false>(list.folded()), "0:cong|1:an|2:xa|4:vung|5:manh");
        assert_eq!(read::<true>(list.folded()), "1:cong an|2:an xa|5:vung manh");
        assert_eq!(read::<true>(""), "");
    }

    proptest! {
        /// However long the words are.
        #[test]
        fn lists_are_read_as_they_were_written(words in proptest::collection::vec("xã|công|chức|dài{12,20}|ễ{1,6}|\u{20000}{1,4}|a{100}", 0..20)) {
            let text = words.join(" ");
            let mut list = TermList::default();
            list.push(&mut Analyzer::new(), &text);
            let list = list.into_text();
            let tokens = vietnamese::tokens(&text);
            let numbered = |term: (usize, &str)| format!("{}:{}", term.0, term.1);
            let terms = |pick: fn(&OwnedToken) -> &str| {
                tokens.iter().map(pick).enumerate().map(numbered).collect::<Vec<_>>().join("|")
            };
            prop_assert_eq!(read::<false>(list.exact()), terms(|token| &token.exact));
            prop_assert_eq!(read::<false>(list.folded()), terms(|token| &token.folded));
            let pairs = tokens.windows(2).map(|pair| format!("{} {}", pair[0].folded, pair[1].folded));
            let pairs: Vec<String> = pairs.enumerate().map(|(at, pair)| numbered((at + 1, &pair))).collect();
            prop_assert_eq!(read::<true>(list.folded()), pairs.join("|"));
        }
    }
}
