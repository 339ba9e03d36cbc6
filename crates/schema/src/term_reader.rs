//! The tokenizers by which the engine reads a list of terms: one by one, or in pairs of neighbours.
//!
//! Apart from the list, because this is the innermost loop of indexing: every term of a text is read three times. A pair is
//! a stretch of the list. What cannot be foretold is not asked: where terms end was written down beside them, and copies are
//! of known length.

use std::ops::Range;
use std::slice::Iter;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use vietnamese::listed;

/// Name of the tokenizer that reads terms.
pub(crate) const TERMS_READER: &str = "terms";
/// Name of the tokenizer that reads pairs of neighbours.
pub(crate) const PAIRS_READER: &str = "pairs";

/// Stands for the beginning of no term.
const NONE: usize = usize::MAX;

/// Registers the tokenizers that the fields name.
pub(crate) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(TERMS_READER, Reader::<false>);
    tokenizers.register(PAIRS_READER, Reader::<true>);
}

#[derive(Clone)]
struct Reader<const PAIRS: bool>;

impl<const PAIRS: bool> Tokenizer for Reader<PAIRS> {
    type TokenStream<'a> = Terms<'a, PAIRS>;

    fn token_stream<'a>(&'a mut self, list: &'a str) -> Terms<'a, PAIRS> {
        let (terms, lengths) = listed(list);
        let place = Place { start: 0, before: NONE, position: usize::MAX };
        Terms { terms, lengths: lengths.iter(), place, token: Token::default() }
    }
}

struct Terms<'a, const PAIRS: bool> {
    terms: &'a str,
    /// Lengths of the terms that were not passed yet.
    lengths: Iter<'a, u8>,
    place: Place,
    token: Token,
}

/// A place between two terms.
#[derive(Clone, Copy)]
struct Place {
    /// Where the next term begins.
    start: usize,
    /// Where the term before begins; [`NONE`] at the beginning and after a gap.
    before: usize,
    /// The number of the term before, the first being 0.
    position: usize,
}

impl Place {
    /// Passes a term of so many bytes, with what parts it from the next. Returns the stretch of the list that is to be shown:
    /// none for a gap, nor for the first of two neighbours where pairs are read.
    #[inline]
    fn pass<const PAIRS: bool>(&mut self, length: u8) -> Option<Range<usize>> {
        self.position = self.position.wrapping_add(1);
        let start = self.start;
        self.start += usize::from(length);
        let current = if length == 1 { NONE } else { start };
        let before = std::mem::replace(&mut self.before, current);
        let from = if PAIRS { before } else { current };
        (current != NONE && from != NONE).then_some(from..self.start - 1)
    }
}

/// Makes a stretch of a list a text of its own. What is short is copied with what stands behind it and cut off again.
#[inline(always)]
fn show<const ASCII: bool>(list: &str, stretch: Range<usize>, text: &mut String) {
    let (start, length) = (stretch.start, stretch.len());
    let most = if ASCII { ROOM } else { SHORT };
    text.clear();
    match list.as_bytes().get(start..start + ROOM) {
        Some(room) if length <= most => {
            let copied = if ASCII { ROOM } else { whole_characters(room) };
            text.push_str(&list[start..start + copied]);
            text.truncate(length);
        }
        _ => text.push_str(&list[stretch]),
    }
}

/// Bytes of the longest letter in UTF-8.
const LONGEST_LETTER: usize = 4;
/// Bytes that are copied at once.
const ROOM: usize = 16;
/// So many of them end before the last character at the latest, which may be cut.
const SHORT: usize = ROOM - LONGEST_LETTER;

/// Returns how many of [`ROOM`] bytes are whole characters, one byte short of all at most: always about the same, as a copy
/// of a length that cannot be foretold is slow.
#[inline(always)]
fn whole_characters(room: &[u8]) -> usize {
    let goes_on = |at: usize| usize::from(room[at] & 0xC0 == 0x80);
    ROOM - 1 - goes_on(15) * (1 + goes_on(14) * (1 + goes_on(13)))
}

impl<const PAIRS: bool> Terms<'_, PAIRS> {
    /// Shows all terms that are left, with all that changes at hand.
    #[inline(always)]
    fn show_all<const ASCII: bool>(&mut self, sink: &mut dyn FnMut(&Token)) {
        let (terms, mut place) = (self.terms, self.place);
        let mut token = std::mem::take(&mut self.token);
        for length in std::mem::take(&mut self.lengths) {
            if let Some(stretch) = place.pass::<PAIRS>(*length) {
                token.position = place.position;
                show::<ASCII>(terms, stretch, &mut token.text);
                sink(&token);
            }
        }
        (self.place, self.token) = (place, token);
    }
}

impl<const PAIRS: bool> TokenStream for Terms<'_, PAIRS> {
    fn advance(&mut self) -> bool {
        for length in self.lengths.by_ref() {
            if let Some(stretch) = self.place.pass::<PAIRS>(*length) {
                self.token.position = self.place.position;
                show::<false>(self.terms, stretch, &mut self.token.text);
                return true;
            }
        }
        false
    }

    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        match self.terms.is_ascii() {
            true => self.show_all::<true>(sink),
            false => self.show_all::<false>(sink),
        }
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
    use proptest::prelude::*;
    use vietnamese::{Analyzer, KeyList};

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
        let TermList { exact, folded } = list;
        assert_eq!(read::<false>(&exact.into_text()), "0:công|1:an|2:xã|4:vững|5:mạnh");
        assert_eq!(read::<true>(&folded.into_text()), "1:cong an|2:an xa|5:vung manh");
        assert_eq!(read::<true>(""), "");
    }

    proptest! {
        /// However long the terms are.
        #[test]
        fn lists_are_read_as_they_were_written(terms in proptest::collection::vec("xã|công|tổ chức|dài{12,20}|ễ{1,6}|\u{20000}{1,4}||an {20}|a{100}", 0..20)) {
            let mut list = KeyList::default();
            terms.iter().for_each(|term| list.push(term));
            let list = list.into_text();
            let shown = terms.iter().enumerate().filter(|(_, term)| !term.is_empty());
            let shown: Vec<String> = shown.map(|(at, term)| format!("{at}:{term}")).collect();
            prop_assert_eq!(read::<false>(&list), shown.join("|"));
            let pairs = terms.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(|term| !term.is_empty()));
            let pairs: Vec<String> = pairs.map(|(at, pair)| format!("{}:{} {}", at + 1, pair[0], pair[1])).collect();
            prop_assert_eq!(read::<true>(&list), pairs.join("|"));
        }
    }
}
