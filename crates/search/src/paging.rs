//! Pages: how far they may reach, and cursors, which say where the next one begins.
//!
//! A cursor names the last hit that was seen, by what the hits are ordered by, and not a number of hits: so a page neither
//! skips nor repeats anything when directives are added or taken out meanwhile, and every page costs the same. Only orders
//! that a directive keeps while others come and go can be paged so: days and ids, and not scores.

use crate::error::SearchError;
use crate::refusal::{Form, Quantity};
use crate::request::{MAX_LIMIT, MAX_SNIPPET_LENGTH, MAX_SNIPPETS, MAX_WINDOW, SearchRequest, Sort};

/// The cursor of the first page.
const FIRST: &str = "*";
/// Longest cursor that is read: no id is longer than half of this.
const LONGEST: usize = 8_192;

/// The last hit that was seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cursor {
    pub(crate) key: u64,
    pub(crate) id: String,
}

impl Cursor {
    /// Reads a cursor; `None` is that of the first page.
    ///
    /// # Errors
    /// [`SearchError::InvalidValue`] for one that was not made by [`Cursor::written`] for this order.
    pub(crate) fn read(text: &str, sort: Sort) -> Result<Option<Cursor>, SearchError> {
        Cursor::read_by(text, letter(sort))
    }

    /// As [`Cursor::read`], of the order that a letter stands for.
    ///
    /// # Errors
    /// As [`Cursor::read`].
    pub(crate) fn read_by(text: &str, letter: char) -> Result<Option<Cursor>, SearchError> {
        if text == FIRST {
            return Ok(None);
        }
        let what = Form::Cursor;
        let fail = || SearchError::InvalidValue { parameter: "cursor", what, value: text.chars().take(80).collect() };
        parsed(text, letter).ok_or_else(fail).map(Some)
    }

    /// Returns the text of the cursor: the order, the key, and the bytes of the id.
    pub(crate) fn written(&self, sort: Sort) -> String {
        self.written_by(letter(sort))
    }

    /// As [`Cursor::written`], of the order that a letter stands for.
    pub(crate) fn written_by(&self, letter: char) -> String {
        let id: String = self.id.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("{letter}{:x}.{id}", self.key)
    }
}

fn parsed(text: &str, letter: char) -> Option<Cursor> {
    let (key, id) = text.strip_prefix(letter).filter(|_| text.len() <= LONGEST)?.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let key = u64::from_str_radix(key, 16).ok().filter(|_| digits(key))?;
    let bytes = id.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    let bytes: Vec<u8> = bytes.collect::<Option<_>>().filter(|_| digits(id) && id.len().is_multiple_of(2))?;
    Some(Cursor { key, id: String::from_utf8(bytes).ok()? })
}

fn letter(sort: Sort) -> char {
    match sort {
        Sort::Relevance | Sort::Id => 'i',
        Sort::Date => 'd',
        Sort::DateDescending => 'n',
    }
}

/// Checks the page that is asked for, and returns how many of the best hits are needed for it.
pub(crate) fn window(request: &SearchRequest) -> Result<usize, SearchError> {
    let too_costly = |what, value, limit| Err(SearchError::TooCostly { what, part: None, value, limit });
    let limits = [
        (Quantity::Hits, request.limit, MAX_LIMIT),
        (Quantity::Snippets, request.snippets, MAX_SNIPPETS),
        (Quantity::SnippetLength, request.snippet_length, MAX_SNIPPET_LENGTH),
    ];
    if let Some((what, value, limit)) = limits.into_iter().find(|(_, value, limit)| value > limit) {
        return too_costly(what, value, limit);
    }
    if request.cursor.is_some() && request.offset > 0 {
        let value = request.offset.to_string();
        return Err(SearchError::InvalidValue { parameter: "offset", what: Form::OffsetBesideCursor, value });
    }
    match request.offset.checked_add(request.limit) {
        Some(window) if window <= MAX_WINDOW => Ok(if request.limit == 0 { 0 } else { window }),
        window => too_costly(Quantity::LastHit, window.unwrap_or(usize::MAX), MAX_WINDOW),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_back() {
        for (key, id) in [(0, "a"), (u64::MAX, "văn bản/1"), (7, "")] {
            let cursor = Cursor { key, id: id.to_owned() };
            for sort in [Sort::Id, Sort::Date, Sort::DateDescending] {
                assert_eq!(Cursor::read(&cursor.written(sort), sort).unwrap(), Some(cursor.clone()));
            }
            assert!(Cursor::read(&cursor.written(Sort::Date), Sort::Id).is_err());
        }
        assert_eq!(Cursor::read("*", Sort::Date).unwrap(), None);
        for text in ["", "d", "d1", "d1.0", "d+1.61", "dg.61", "d1.ff", "dđ.61", "d1.6đ", "d11111111111111111.61"] {
            assert!(Cursor::read(text, Sort::Date).is_err(), "{text}");
        }
    }
}
