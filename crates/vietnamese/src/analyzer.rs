//! The analyzer: text in, tokens out, each with its two keys and its place in the original text.
//!
//! One definition for the indexer, the query and the highlighter. A chunk between two ASCII separators never depends on
//! its neighbours, so chunks are analysed on their own and most are known already (see `memo`).

use crate::chunks::{chunks, joins_words, pieces, told_chunks};
use crate::key::{Key, LONGEST, is_marked, key_of_normal};
use crate::key_list::KeyList;
use crate::letters::letter;
use crate::memo::{self, Memo, Remembered};
use crate::normal::{Normal, normalise, normalise_chunk};
use crate::plain_words::PlainWords;
use crate::sieve::Sieve;
use crate::words::words;
use std::ops::Range;

/// One token, lent while the analyzer stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The key in which marks count.
    pub exact: &'a str,
    /// The key without marks.
    pub folded: &'a str,
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last in the original text.
    pub end: usize,
}

/// A token that owns its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedToken {
    /// The key in which marks count.
    pub exact: String,
    /// The key without marks.
    pub folded: String,
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last in the original text.
    pub end: usize,
}

impl OwnedToken {
    /// Tells whether the token bears any mark of Vietnamese: then its marks are meant. As [`crate::has_marks`], sooner, as
    /// keys are in normal form.
    pub fn is_marked(&self) -> bool {
        is_marked(&self.exact)
    }
}

/// Cuts texts into tokens. Holds a memory of words: keep one per thread and use it for many texts.
#[derive(Default)]
pub struct Analyzer {
    memo: Memo,
    plain_words: PlainWords,
}

/// Returns the tokens of one short text, such as a query; for many or long ones an [`Analyzer`] is faster.
pub fn tokens(text: &str) -> Vec<OwnedToken> {
    // Most queries are read word by word.
    if let Some(Key { exact, folded }) = PlainWords::key_of_letters(text) {
        return vec![OwnedToken { exact, folded, start: 0, end: text.len() }];
    }
    let mut tokens = Vec::new();
    slow(text, |token| {
        tokens.push(OwnedToken {
            exact: token.exact.to_owned(),
            folded: token.folded.to_owned(),
            start: token.start,
            end: token.end,
        });
    });
    tokens
}

impl Analyzer {
    /// Returns an analyzer that remembers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls `sink` with each token of `text`, in order.
    pub fn analyze(&mut self, text: &str, mut sink: impl FnMut(Token<'_>)) {
        chunks(text, |chunk| self.analyze_chunk(text, chunk, &mut sink));
    }

    /// Calls `sink` with the tokens of `text` that a sieve lets through, in order, each with its place among all; returns
    /// how many those are.
    pub fn sift(&mut self, text: &str, sieve: &Sieve, mut sink: impl FnMut(usize, Token<'_>)) -> usize {
        let mut count = 0;
        told_chunks(text, |chunk, is_word| {
            let mut sift = |chunk: Range<usize>, is_word: bool| {
                // The key of a longer word ends where it was cut.
                if is_word && chunk.len() <= LONGEST && !sieve.lets_through(&text.as_bytes()[chunk.clone()]) {
                    count += 1;
                    return;
                }
                self.analyze_chunk(text, chunk, |token| {
                    sink(count, token);
                    count += 1;
                });
            };
            match is_word || !joins_words(&text[chunk.clone()]) {
                true => sift(chunk, is_word),
                false => pieces(&text[chunk.clone()], chunk.start, |piece| sift(piece, true)),
            }
        });
        count
    }

    #[inline]
    fn analyze_chunk(&mut self, text: &str, chunk: Range<usize>, mut sink: impl FnMut(Token<'_>)) {
        let at = chunk.start;
        let number = memo::number(text.as_bytes(), chunk.clone());
        match number.and_then(|number| self.memo.get(number)) {
            Some(known) if known.is_empty() => {}
            Some(known) => {
                let Range { start, end } = known.range();
                let (exact, folded) = known.keys();
                sink(Token { exact, folded, start: at + start, end: at + end });
            }
            None => self.learn(&text[chunk], number, |token| sink(token.moved(at))),
        }
    }

    /// Appends the keys of `text` to a list. The same tokens as those of [`Analyzer::analyze`], sooner, as a known word is
    /// copied whole.
    pub fn list(&mut self, text: &str, list: &mut KeyList) {
        // A list that is nobody else's is kept in registers, and lent out only where a word is unknown.
        let mut records = std::mem::take(&mut list.records);
        chunks(text, |chunk| {
            let number = memo::number(text.as_bytes(), chunk.clone());
            match number.and_then(|number| self.memo.get(number)) {
                Some(known) if known.is_empty() => {}
                Some(known) => known.list(&mut records),
                None => {
                    let mut unknown = KeyList { records: std::mem::take(&mut records) };
                    self.learn(&text[chunk], number, |token| unknown.push(token.exact, token.folded));
                    records = unknown.records;
                }
            }
        });
        list.records = records;
    }

    /// Analyses a chunk, and remembers it if it holds no more than one token.
    #[cold]
    fn learn(&mut self, chunk: &str, number: Option<u128>, mut sink: impl FnMut(Token<'_>)) {
        let mut count = 0;
        let mut found = Some(Remembered::NOTHING);
        let mut take = |token: Token<'_>| {
            count += 1;
            found = Remembered::token(token.start..token.end, token.exact, token.folded).filter(|_| count == 1);
            sink(token);
        };
        let plain = |Range { start, end }, key: &Key| {
            take(Token { exact: &key.exact, folded: &key.folded, start, end });
        };
        if !self.plain_words.read(chunk, plain) {
            tokens_of(&normalise_chunk(chunk), take);
        }
        if let (Some(number), Some(found)) = (number, found) {
            self.memo.put(number, found);
        }
    }
}

impl Token<'_> {
    fn moved(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }
}

/// What a token is: normal form, words, keys.
fn slow(text: &str, sink: impl FnMut(Token<'_>)) {
    tokens_of(&normalise(text), sink);
}

fn tokens_of(normal: &Normal, mut sink: impl FnMut(Token<'_>)) {
    let mut take = |word: Range<usize>| {
        let key = key_of_normal(&normal.text[word.clone()]);
        let original = normal.offsets.original(word);
        sink(Token { exact: &key.exact, folded: &key.folded, start: original.start, end: original.end });
    };
    // Letters without anything between them are one word: no rule is needed to cut them.
    match !normal.text.is_empty() && normal.text.chars().all(|found| letter(found).is_some()) {
        true => take(0..normal.text.len()),
        false => words(&normal.text, take),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn check(text: &str, exact: &str, folded: &str, originals: &str) {
        let tokens = tokens(text);
        let join = |pick: fn(&OwnedToken) -> &str| tokens.iter().map(pick).collect::<Vec<_>>().join("|");
        assert_eq!(join(|token| &token.exact), exact, "{text:?}");
        assert_eq!(join(|token| &token.folded), folded, "{text:?}");
        let marked: Vec<&str> = tokens.iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(marked.join("|"), originals, "{text:?}");
    }

    #[test]
    fn tokens_point_into_the_original() {
        check("Uỷ ban,", "ủy|ban", "uy|ban", "Uỷ|ban");
        check("khoá XIII¹ và", "khóa|xiii|và", "khoa|xiii|va", "khoá|XIII|và");
        check("¹Nghị", "nghị", "nghi", "Nghị");
        check("To\u{302}\u{309} quốc", "tổ|quốc", "to|quoc", "To\u{302}\u{309}|quốc");
        check("100 m²", "100|m2", "100|m2", "100|m²");
        check("ng\u{ad}hị\u{ad} quyết", "nghị|quyết", "nghi|quyet", "ng\u{ad}hị|quyết");
        check("Số 527 -CV/TU", "số|527|cv|tu", "so|527|cv|tu", "Số|527|CV|TU");
        check("**kỹ thuật**", "kĩ|thuật", "ki|thuat", "kỹ|thuật");
    }

    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "(Công|an|xã|Uỷ|hoà|kỹ|đường|12|NQ|TW|m²|XIII¹|16\\.3\\.2022|10\\.000|T\\.Ư|ñ|中|\u{ad}|한|3|thuỷ|qúy|\u{212A})",
            4 => "[ ,.:;/_'\"()\n*…“”–’\u{a0}-]",
            1 => "\\PC{1,3}",
            1 => "[a-z]{0,2}[\u{300}\u{302}\u{309}\u{323}\u{31b}]{1,2}",
        ];
        proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
    }

    fn keys(tokens: &[OwnedToken]) -> Vec<(&str, &str)> {
        tokens.iter().map(|token| (token.exact.as_str(), token.folded.as_str())).collect()
    }

    proptest! {
        #[test]
        fn letters_alone_are_one_word(text in "[a-zA-ZđĐăâêôơưàảãáạễộửỳY]{1,12}") {
            let normal = normalise(&text);
            let (mut one, mut cut) = (Vec::new(), Vec::new());
            tokens_of(&normal, |token| one.push(token.start..token.end));
            words(&normal.text, |word| cut.push(normal.offsets.original(word)));
            prop_assert_eq!(one, cut);
            let mut defined = Vec::new();
            slow(&text, |token| defined.push((token.exact.to_owned(), token.folded.to_owned(), token.start..token.end)));
            let read = tokens(&text).into_iter().map(|token| (token.exact, token.folded, token.start..token.end));
            prop_assert_eq!(read.collect::<Vec<_>>(), defined);
        }

        #[test]
        fn a_chunk_alone_is_normalised_as_in_a_text(text in any_text()) {
            // A mark hangs on the letter before what vanishes.
            let text = text + " a\u{ad}\u{301}";
            chunks(&text, |chunk| {
                let (alone, whole) = (normalise_chunk(&text[chunk.clone()]), normalise(&text[chunk]));
                assert_eq!(alone.text, whole.text);
            });
        }

        #[test]
        fn the_memo_changes_nothing(text in any_text()) {
            let mut analyzer = Analyzer::new();
            let mut collect = || {
                let mut found = Vec::new();
                analyzer.analyze(&text, |token| found.push((token.exact.to_owned(), token.folded.to_owned(), token.start, token.end)));
                found
            };
            let (first, second) = (collect(), collect());
            let mut list = KeyList::default();
            analyzer.list(&text, &mut list);
            Analyzer::new().list(&text, &mut list);
            let mut truth = Vec::new();
            slow(&text, |token| truth.push((token.exact.to_owned(), token.folded.to_owned(), token.start, token.end)));
            prop_assert_eq!(&first, &truth);
            prop_assert_eq!(&second, &truth);
            let mut listed = KeyList::default();
            truth.iter().chain(&truth).for_each(|(exact, folded, ..)| listed.push(exact, folded));
            prop_assert_eq!(list, listed);
        }

        #[test]
        fn a_token_is_marked_as_its_key_is(text in any_text()) {
            for token in tokens(&text) {
                prop_assert_eq!(token.is_marked(), crate::has_marks(&token.exact));
            }
        }

        #[test]
        fn offsets_slice_the_original(text in any_text()) {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(text.get(token.start..token.end).is_some_and(|slice| !slice.is_empty()));
                prop_assert!(token.start >= last);
                last = token.end;
            }
        }

        #[test]
        fn composed_and_decomposed_agree(text in any_text()) {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            let (composed, decomposed) = (tokens(&composed), tokens(&decomposed));
            prop_assert_eq!(keys(&composed), keys(&decomposed));
        }
    }
}
