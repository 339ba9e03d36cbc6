//! A text as a list of terms.
//!
//! The analysis is done before, once, outside the engine. What the engine gets is the list of both keys of each word, and
//! behind it a sign for which of them are the terms; a gap is a term over which no phrase and no pair reaches. How the engine
//! reads it is `term_reader`.

use directive::ReadingOrder;
use vietnamese::{Analyzer, KeyList, ListedKey, ListedKeys, ListedWords, listed, listed_words};

/// Stands between the two keys of a pair; no key holds it.
pub const PAIR_SEPARATOR: char = vietnamese::SEPARATOR;

/// Stand behind a list whose folded, or exact, keys are its terms. The one behind the other, so that both are one text: what
/// ends before the second has folded terms.
const FOLDED: char = 'f';
const EXACT: char = 'e';

/// The exact and the folded terms of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermList {
    keys: KeyList,
}

/// A list as the engine gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListText(String);

/// The terms of a list.
pub(crate) enum Terms<'a> {
    Exact(ListedKeys<'a, true>),
    Folded(ListedKeys<'a, false>),
}

impl TermList {
    /// Appends the terms of a text.
    pub fn push(&mut self, analyzer: &mut Analyzer, text: &str) {
        self.keys.reserve(text.len());
        analyzer.list(text, &mut self.keys);
    }

    /// Appends the terms of a directive's text in the order in which it is read, its footnotes behind it.
    pub fn push_read(&mut self, analyzer: &mut Analyzer, text: &str, order: &ReadingOrder) {
        for piece in &order.body {
            self.push(analyzer, &text[piece.clone()]);
        }
        for footnote in &order.footnotes {
            self.push_gap();
            self.push(analyzer, &text[footnote.clone()]);
        }
    }

    /// Appends a gap: the term before and the one after are no neighbours.
    pub fn push_gap(&mut self) {
        self.keys.push_gap();
    }

    /// Returns the exact terms, or the folded ones.
    pub fn terms<const EXACT: bool>(&self) -> impl Iterator<Item = &str> {
        self.keys.keys::<EXACT>().map(ListedKey::as_str)
    }

    /// Returns the list as the engine gets it.
    pub fn into_text(self) -> ListText {
        let mut text = self.keys.into_text();
        text.extend([FOLDED, EXACT]);
        ListText(text)
    }
}

impl ListText {
    /// Returns the text of which the exact terms are read.
    pub fn exact(&self) -> &str {
        &self.0
    }

    /// Returns the text of which the folded terms are read.
    pub fn folded(&self) -> &str {
        &self.0[..self.0.len().saturating_sub(EXACT.len_utf8())]
    }

    /// Returns how much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.0.capacity()
    }
}

/// Returns the words of a list, as the text of it stands in a document, whichever of their keys are its terms.
pub fn list_words(text: &str) -> ListedWords<'_> {
    listed_words(text)
}

/// Returns the terms of a list as the engine gives it to a reader; a text that is none has no terms.
pub(crate) fn terms(text: &str) -> Terms<'_> {
    match text.strip_suffix(EXACT) {
        Some(list) => Terms::Exact(listed(list)),
        None => Terms::Folded(listed(text)),
    }
}
