//! Files of records: one directive a line, as JSON with `id`, `title` and `text`.
//!
//! Read line by line with a bound on each, so that a file of any size, or a broken one, costs one line of memory.

use std::io::{self, BufRead, Read};

use serde::Deserialize;

use crate::text::Unreadable;

/// Longest line that is read, in bytes.
const LONGEST_LINE: u64 = 32 << 20;

/// One record.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Record {
    #[serde(alias = "_id", default)]
    id: Option<Id>,
    #[serde(default)]
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(i64),
}

impl Record {
    /// Returns the id of the record, or `None` if it carries none.
    pub(crate) fn id(&self) -> Option<String> {
        match self.id.as_ref()? {
            Id::Word(word) => Some(word.clone()),
            Id::Number(number) => Some(number.to_string()),
        }
    }

    /// Returns the bytes by which a change of the record shows.
    pub(crate) fn content(&self) -> Vec<u8> {
        [self.title.as_deref().unwrap_or_default(), "\0", &self.text].concat().into_bytes()
    }
}

/// Reads one line into `line` (emptied first). Returns `None` at the end of the file, else whether the line was within
/// its bound; one that was not is read past.
pub(crate) fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    if reader.by_ref().take(LONGEST_LINE).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.ends_with(b"\n") || (line.len() as u64) < LONGEST_LINE {
        return Ok(Some(true));
    }
    reader.skip_until(b'\n')?;
    Ok(Some(false))
}

/// Returns the record of a line; `None` for a blank one.
///
/// # Errors
/// A sentence that says what is wrong with the line.
pub(crate) fn parse(line: &[u8]) -> Result<Option<Record>, String> {
    let text =
        std::str::from_utf8(line).map_err(|error| Unreadable::NotUtf8 { at: error.valid_up_to() }.to_string())?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let record: Record = serde_json::from_str(text).map_err(|error| format!("not a record: {error}"))?;
    if record.text.trim().is_empty() {
        return Err("a record without text".to_owned());
    }
    Ok(Some(record))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let record = parse(br#"{"_id": 7, "title": "t", "text": "x", "more": [1]}"#).unwrap().expect("a record");
        assert_eq!((record.id(), record.title.as_deref()), (Some("7".to_owned()), Some("t")));
        assert_eq!(parse(b" \n"), Ok(None));
        for (line, reason) in [
            (&b"{\"id\": \"a\""[..], "not a record"),
            (b"[1]", "not a record"),
            (b"{\"id\": \"a\"}", "not a record: missing field `text`"),
            (b"{\"text\": \" \"}", "without text"),
            (b"\xFF", "not UTF-8"),
        ] {
            assert!(parse(line).unwrap_err().contains(reason), "{line:?}");
        }
    }

    #[test]
    fn a_line_without_end_is_bounded() {
        let mut endless = io::repeat(b'x').take(LONGEST_LINE + 5).chain(&b"\nnext"[..]);
        let mut reader = io::BufReader::new(&mut endless);
        let mut line = Vec::new();
        assert_eq!(read_line(&mut reader, &mut line).unwrap(), Some(false));
        assert_eq!(read_line(&mut reader, &mut line).unwrap(), Some(true));
        assert_eq!(line, b"next");
        assert_eq!(read_line(&mut reader, &mut line).unwrap(), None);
    }
}
