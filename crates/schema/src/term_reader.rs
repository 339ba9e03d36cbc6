//! The tokenizers by which the engine reads a list of terms: one by one, or in pairs of neighbours.
//!
//! Apart from the list, because this is the innermost loop of indexing: every term of a text is read three times. A pair is
//! a stretch of the list. What could not be foretold, where terms end and how long they are, is asked for many at once or
//! not at all: ends are written down before, and copies are of known length.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use vietnamese::{BITS, bits};

use crate::term_list::PAIR_SEPARATOR;

/// Name of the tokenizer that reads terms.
pub(crate) const TERMS_READER: &str = "terms";
/// Name of the tokenizer that reads pairs of neighbours.
pub(crate) const PAIRS_READER: &str = "pairs";

/// How many ends are written down before they are read.
const AHEAD: usize = 16 * BITS;
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
        Terms {
            list,
            is_ascii: list.is_ascii(),
            ends: [0; AHEAD],
            found: 0,
            passed: 0,
            block: 0,
            place: Place { start: 0, before: NONE, position: usize::MAX },
            token: Token::default(),
        }
    }
}

struct Terms<'a, const PAIRS: bool> {
    list: &'a str,
    is_ascii: bool,
    /// Where terms end: as many as were found, of which some are passed.
    ends: [usize; AHEAD],
    found: usize,
    passed: usize,
    /// Where the block begins in which ends were not looked for yet.
    block: usize,
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
    /// Passes the term that ends at a byte. Returns the stretch of the list that is to be shown: none for a gap, nor for the
    /// first of two neighbours where pairs are read.
    #[inline]
    fn pass<const PAIRS: bool>(&mut self, end: usize) -> Option<Range<usize>> {
        self.position = self.position.wrapping_add(1);
        let start = std::mem::replace(&mut self.start, end + 1);
        let current = if start == end { NONE } else { start };
        let before = std::mem::replace(&mut self.before, current);
        let from = if PAIRS { before } else { current };
        (current != NONE && from != NONE).then_some(from..end)
    }
}

impl<const PAIRS: bool> Terms<'_, PAIRS> {
    fn next_end(&mut self) -> Option<usize> {
        while self.passed == self.found {
            if !self.look_ahead() {
                return None;
            }
        }
        self.passed += 1;
        self.ends.get(self.passed - 1).copied()
    }

    /// Writes down the next ends; `false` at the end of the list. There may be none yet.
    fn look_ahead(&mut self) -> bool {
        let bytes = self.list.as_bytes();
        (self.found, self.passed) = (0, 0);
        let is_left = self.block < bytes.len();
        while let Some(room) = self.ends[self.found..].first_chunk_mut()
            && let Some(rest) = bytes.get(self.block..)
            && !rest.is_empty()
        {
            self.found += write_ends(rest, self.block, room);
            self.block += BITS;
        }
        is_left
    }
}

/// Makes a stretch of a list a text of its own. What is short is copied with what stands behind it and cut off again.
#[inline]
fn show(list: &str, is_ascii: bool, stretch: Range<usize>, text: &mut String) {
    text.clear();
    let room = list.as_bytes().get(stretch.start..).and_then(|rest| rest.first_chunk());
    match room {
        Some(_) if is_ascii && stretch.len() <= ROOM => text.push_str(&list[stretch.start..stretch.start + ROOM]),
        Some(room) if stretch.len() <= SHORT => {
            text.push_str(&list[stretch.start..stretch.start + whole_characters(room)]);
        }
        _ => return text.push_str(&list[stretch]),
    }
    text.truncate(stretch.len());
}

/// Bytes of the longest letter in UTF-8.
const LONGEST_LETTER: usize = 4;
/// Bytes that are copied at once.
const ROOM: usize = 16;
/// So many of them end before the last character at the latest, which may be cut.
const SHORT: usize = ROOM - LONGEST_LETTER;

/// Returns how many bytes of whole characters there are, one byte short of all at most: always about the same, as a copy
/// of a length that cannot be foretold is slow.
#[inline]
fn whole_characters(room: &[u8; ROOM]) -> usize {
    let goes_on = |at: usize| usize::from(room[at] & 0xC0 == 0x80);
    ROOM - 1 - goes_on(15) * (1 + goes_on(14) * (1 + goes_on(13)))
}

/// Writes down where the terms of the first block end, and returns how many do. As many as most blocks have are written
/// without asking how many there are; what is written behind the last is written over.
#[inline]
fn write_ends(list: &[u8], block: usize, ends: &mut [usize; BITS]) -> usize {
    const USUAL: usize = 16;
    let mut left = bits(list, 0, |byte| byte == PAIR_SEPARATOR as u8);
    let count = left.count_ones() as usize;
    let mut write = |end: &mut usize| {
        *end = block + left.trailing_zeros() as usize;
        left &= left.wrapping_sub(1);
    };
    let (usual, more) = ends.split_at_mut(USUAL);
    usual.iter_mut().for_each(&mut write);
    more.iter_mut().take(count.saturating_sub(USUAL)).for_each(write);
    count
}

impl<const PAIRS: bool> TokenStream for Terms<'_, PAIRS> {
    fn advance(&mut self) -> bool {
        while let Some(end) = self.next_end() {
            if let Some(stretch) = self.place.pass::<PAIRS>(end) {
                self.token.position = self.place.position;
                show(self.list, self.is_ascii, stretch, &mut self.token.text);
                return true;
            }
        }
        false
    }

    /// As [`Self::advance`] again and again, with the place between two terms at hand.
    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        let mut place = self.place;
        while self.passed < self.found || self.look_ahead() {
            let ends = self.ends[self.passed..self.found].iter();
            for (stretch, position) in ends.filter_map(|end| Some((place.pass::<PAIRS>(*end)?, place.position))) {
                self.token.position = position;
                show(self.list, self.is_ascii, stretch, &mut self.token.text);
                sink(&self.token);
            }
            self.passed = self.found;
        }
        self.place = place;
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
    use vietnamese::Analyzer;

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
        assert_eq!(read::<false>(&list.exact), "0:công|1:an|2:xã|4:vững|5:mạnh");
        assert_eq!(read::<true>(&list.folded), "1:cong an|2:an xa|5:vung manh");
        assert_eq!(read::<true>(""), "");
    }

    proptest! {
        /// Wherever blocks begin, and however long the terms are.
        #[test]
        fn lists_are_read_as_a_plain_split_reads_them(list in "(xã |công |tổ chức |dài{12,20} |ễ{1,6} |\u{20000}{1,4} | |an {20}| {70}){0,12}(a{2000} )?(xã )?") {
            let terms: Vec<&str> = list.split_terminator(PAIR_SEPARATOR).collect();
            let plain = terms.iter().enumerate().filter(|(_, term)| !term.is_empty());
            let plain: Vec<String> = plain.map(|(at, term)| format!("{at}:{term}")).collect();
            prop_assert_eq!(read::<false>(&list), plain.join("|"));
            let pairs = terms.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(|term| !term.is_empty()));
            let pairs: Vec<String> = pairs.map(|(at, pair)| format!("{}:{} {}", at + 1, pair[0], pair[1])).collect();
            prop_assert_eq!(read::<true>(&list), pairs.join("|"));
        }
    }
}
